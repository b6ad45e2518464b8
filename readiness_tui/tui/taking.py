"""From keys to an answer: a digit that chooses, characters that make a number or a date, choices that are toggled."""

from __future__ import annotations

from dataclasses import replace

from readiness_tui.analysis.answering import is_selection
from readiness_tui.model.assessment import Answer
from readiness_tui.model.questionnaire import Choice, ProfileFact, Question
from readiness_tui.model.values import parse_rational, rational_text
from readiness_tui.tui.messages import Answered, AnswerPut, FactSet, SessionChange
from readiness_tui.tui.question_views import Draft
from readiness_tui.use_cases.profiles import fact_fault

Subject = Question | ProfileFact
TYPED_MOST = 20


def is_typed(subject: Subject) -> bool:
    """Whether its answer is typed with digits: a number or a date."""
    return subject.kind in ("number", "date")


def takes_character(subject: Subject, character: str) -> bool:
    """Whether a character belongs into its field."""
    if subject.kind == "date":
        return character.isascii() and (character.isdigit() or character == "-")
    return subject.kind == "number" and character.isascii() and (character.isdigit() or character in ".,")


def with_typed(draft: Draft, text: str) -> Draft:
    """The draft with more characters; a comma is a point."""
    return Draft(typed=(draft.typed + text.replace(",", "."))[:TYPED_MOST])


def chosen(subject: Subject, number: int) -> SessionChange | None:
    """What digit `number` answers, counted from 1; None where there is no such choice."""
    if not 0 < number <= len(subject.choices):
        return None
    choice = subject.choices[number - 1]
    if isinstance(subject, ProfileFact):
        return FactSet(subject.id, choice.id, f"{subject.label}: {choice.label}")
    return Answered(subject.id, choice.id)


def typed_answer(subject: Subject, typed: str, answer: Answer) -> tuple[SessionChange | None, str]:
    """The change that typed characters make, or why they can't be read."""
    if isinstance(subject, ProfileFact):
        fault = fact_fault(subject, typed)
        if fault is not None:
            return None, fault.remedy or fault.message
        return FactSet(subject.id, typed, f"{subject.label}: {typed}"), ""
    try:
        number = parse_rational(typed)
    except ValueError as error:
        return None, f"'{typed}': {error}"
    unit = f" {subject.unit}" if subject.unit else ""
    return AnswerPut(subject.id, answer.answered(number=number), f"{rational_text(number)}{unit}"), ""


def toggled(question: Question, draft: Draft, answer: Answer, number: int) -> Draft:
    """The draft with one choice put in or taken out; an exclusive one stands alone."""
    if not 0 < number <= len(question.choices):
        return draft
    now = draft.toggled if draft.toggled is not None else answer.choices or ()
    choice = question.choices[number - 1]
    if choice.id in now:
        return replace(draft, toggled=tuple(name for name in now if name != choice.id))
    return replace(draft, toggled=_with_choice(question, now, choice))


def _with_choice(question: Question, now: tuple[str, ...], choice: Choice) -> tuple[str, ...]:
    alone = {other.id for other in question.choices if other.exclusive}
    kept = set() if choice.exclusive else {name for name in now if name not in alone}
    return tuple(other.id for other in question.choices if other.id in kept or other.id == choice.id)


def toggled_answer(question: Question, draft: Draft, answer: Answer) -> tuple[SessionChange | None, str]:
    """The change that toggled choices make, or why they are no answer. Nothing toggled on clears."""
    choices = draft.toggled or ()
    if not choices:
        return AnswerPut(question.id, answer.cleared(), "Unanswered"), ""
    if not is_selection(question, frozenset(choices)):
        return None, "these choices can't stand together"
    labels = ", ".join(choice.label for choice in question.choices if choice.id in choices)
    return AnswerPut(question.id, answer.answered(choices=choices), labels), ""
