"""A question as it is read aloud: what is asked, what can be answered, what is known, and what helps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_tui.cli.cells import wrap

if TYPE_CHECKING:
    from readiness_tui.model.assessment import Answer, Evidence
    from readiness_tui.model.questionnaire import ProfileFact, Question
    from readiness_tui.storage.assessments import Conflict
    from readiness_tui.use_cases.sessions import Session

KEYS = (
    "An answer: the number or the name of a choice; several with commas; a number where one is asked for.",
    "Enter  goes on without answering, to the next open question; j to the next of all, b back",
    "-  not applicable, with a reason;  c  clear: unanswered again;  =  the last milestone's answer",
    "n  note;  E  evidence;  e  owner, due, ticket, link in one line, such as  @bo +2w #OPS-90;  w  waive for a time",
    "u  undo;  U  redo;  g WORDS  go to a question by id or words",
    "h  help with the question;  x  what it does to the score;  r  read it again;  p  where it stands",
    "s  skip the facts about the agent",
    "q  stop. Every answer is saved when its line has been read.",
)


def asked_lines(session: Session, step: Question | ProfileFact) -> Iterator[str]:
    """Everything about one question or fact, a statement a line."""
    from readiness_tui.model.questionnaire import Question

    yield ""
    yield from _question(session, step) if isinstance(step, Question) else _fact(session, step)


def _fact(session: Session, fact: ProfileFact) -> Iterator[str]:
    facts = session.questionnaire.profile
    yield f"About the agent, {facts.index(fact) + 1} of {len(facts)}, not scored; s skips to the questions"
    yield from wrap(fact.ask.strip())
    for number, choice in enumerate(fact.choices, 1):
        yield f"  {number} {choice.label}"
    if not fact.choices:
        kinds = {"date": "a day, such as 2026-11-22", "number": "a number" + (f" of {fact.unit}" if fact.unit else "")}
        yield f"  {kinds.get(fact.kind, 'a line of text')}"
    value = session.assessment.profile.get(fact.id)
    if value:
        yield f"  Now: {next((choice.label for choice in fact.choices if choice.id == value), value)}"


def _question(session: Session, question: Question) -> Iterator[str]:
    from readiness_tui.cli.asked_effects import effect_lines
    from readiness_tui.model.values import rational_text

    questionnaire = session.questionnaire
    place = list(questionnaire.question_by_id).index(question.id) + 1
    gates = ", ".join(dict.fromkeys(gate.level for gate in question.gates))
    section = questionnaire.section_of[question.id]
    yield (
        f"{section.title}, question {place} of {len(questionnaire.questions)}, weight {rational_text(question.weight)}"
        + (f", gate of {gates}" if gates else "")
    )
    yield from wrap(question.ask.strip())
    for number, choice in enumerate(question.choices, 1):
        yield f"  {number} {choice.label}"
    if question.kind == "number":
        yield f"  a number of {question.unit}" if question.unit else "  a number"
    if question.kind == "many":
        yield "  one or more numbers, with commas"
    if not question.allow_na:
        yield "  It can't be not applicable."
    if session.evaluation.scorecard.by_question[question.id].applies == "unknown":
        yield "  It may not apply: that hangs on a question that is still open."
    yield from _known(session, question, session.assessment.answer(question.id))
    yield from effect_lines(session, question)


def _known(session: Session, question: Question, answer: Answer) -> Iterator[str]:
    from readiness_tui.analysis.shortfalls import told_answer

    if answer.is_answered:
        by = f", by {answer.by}" if answer.by else ""
        carried = ", carried over" if answer.carried_over else ""
        yield from wrap(f"{told_answer(question, answer)}{by}{carried}", "  Now: ")
    if answer.note:
        yield from wrap(answer.note, "  Note: ")
    for evidence in answer.evidence:
        yield from wrap(_evidence(evidence), "  Evidence: ")
    belongs = {"owner": answer.owner, "due": answer.due, "ticket": answer.ticket}
    said = ", ".join(f"{name} {value}" for name, value in belongs.items() if value)
    if said:
        yield f"  {said[0].upper()}{said[1:]}"
    if answer.waiver is not None:
        yield from wrap(
            f"until {answer.waiver.expires} by {answer.waiver.approver}: {answer.waiver.reason}", "  Waived "
        )
    last = session.last_milestone.answer(question.id) if session.last_milestone else None
    if last is not None and last.is_answered and session.milestones:
        label = session.milestones[-1].label
        yield from wrap(f"{label}: {told_answer(question, last)}", "  Last time, ")


def _evidence(evidence: Evidence) -> str:
    days = {"observed": evidence.observed, "expires": evidence.expires}
    return ", ".join(
        [evidence.link or evidence.text or "–", *(f"{name} {day}" for name, day in days.items() if day is not None)]
    )


def help_lines(session: Session, step: Question | ProfileFact) -> Iterator[str]:
    """What helps to answer: the same texts as in the full-screen program."""
    from readiness_tui.model.questionnaire import Question
    from readiness_tui.use_cases.guidance import ABOUT_FACTS, guidance

    texts = guidance(session.questionnaire, step) if isinstance(step, Question) else (("About the agent", ABOUT_FACTS),)
    for title, text in texts:
        yield from wrap(text, f"{title}: ", "  ")


def conflict_lines(session: Session, conflict: Conflict) -> Iterator[str]:
    """What was changed both here and outside, with the two sides to choose from."""
    from readiness_tui.analysis.shortfalls import told_answer
    from readiness_tui.model.assessment import Answer

    question = session.questionnaire.question(conflict.key) if conflict.kind == "question" else None
    yield f"{question.label if question else conflict.id} was changed here and outside."
    for key, side in (("m, mine", conflict.mine), ("t, theirs", conflict.theirs)):
        if question is not None and isinstance(side, Answer):
            note = f", note: {side.note}" if side.note else ""
            yield from wrap(f"{told_answer(question, side)}{note}", f"  {key}: ", "    ")
        else:
            yield from wrap("nothing" if side is None else str(getattr(side, "name", side)), f"  {key}: ", "    ")
