"""What is known of a questionnaire before any answer, worked out once: order, bounds, conditions, gates."""

import weakref
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.answering import Need, need_of, value_ends
from readiness_tui.analysis.remembering import Memory
from readiness_tui.model.conditions import AllOf, AnyOf, Condition, NotOf, QuestionIs
from readiness_tui.model.questionnaire import Band, Fold, Level, Question, Questionnaire, Section


class QuestionOutline(NamedTuple):
    """One question with its choices resolved, the section that holds it, and all conditions that may hide it."""

    question: Question
    label: str
    section: str
    conditions: tuple[Condition, ...]
    lowest: Fraction
    highest: Fraction


class SectionOutline(NamedTuple):
    """One section: its fold, its own questions and its sections; `names` are the ids of all questions below it."""

    section: Section
    fold: Fold
    questions: tuple[QuestionOutline, ...]
    sections: tuple["SectionOutline", ...]
    names: tuple[str, ...]


class GateOutline(NamedTuple):
    """One gate of one question; `need` is None where it names a choice that the question doesn't have."""

    question: str
    level: str
    need: Need | None


class Outline(NamedTuple):
    """A questionnaire, worked out. `conditional` holds the questions with conditions, each after those it asks about.

    `asked` names for each of these the questions that it asks about; `ranks` holds the place of each level or band, 0
    lowest. `names` are the ids of all questions, `places` their top sections by place, then those of `conditional`.
    `memory` holds what was last made of some answers.
    """

    sections: tuple["SectionOutline", ...]
    by_id: Mapping[str, QuestionOutline]
    conditional: tuple[str, ...]
    asked: Mapping[str, tuple[str, ...]]
    gates: tuple[GateOutline, ...]
    ranks: Mapping[str, int]
    names: tuple[str, ...]
    places: tuple[int, ...]
    memory: Memory

    def hangs_on_answers(self) -> bool:
        """Whether an answer may show or hide another question; conditions on the profile and on tasks don't count."""
        return any(self.asked.values())


_OUTLINES: dict[int, tuple[weakref.ref[Questionnaire], Outline]] = {}


def outline_of(questionnaire: Questionnaire) -> Outline:
    """The outline of a questionnaire, kept for as long as the questionnaire itself is."""
    key = id(questionnaire)
    kept = _OUTLINES.get(key)
    if kept is not None and kept[0]() is questionnaire:
        return kept[1]
    outline = _outline(questionnaire)
    _OUTLINES[key] = (weakref.ref(questionnaire, lambda _: _OUTLINES.pop(key, None)), outline)
    return outline


def _outline(questionnaire: Questionnaire) -> Outline:
    sections = tuple(_section(questionnaire, section, ()) for section in questionnaire.sections)
    by_id = {part.question.id: part for section in sections for part in _questions(section)}
    gates = tuple(gate for part in by_id.values() for gate in _gates(part.question))
    rungs: tuple[Level | Band, ...] = questionnaire.levels or questionnaire.bands
    ranks = {rung.id: rank for rank, rung in enumerate(rungs)}
    conditional = _in_order(by_id)
    place_of = {name: place for place, section in enumerate(sections) for name in section.names}
    places = tuple(place_of[name] for name in (*by_id, *conditional))
    asked = {name: asked_about(by_id[name].conditions) for name in conditional}
    return Outline(sections, by_id, conditional, asked, gates, ranks, tuple(by_id), places, Memory())


def _section(questionnaire: Questionnaire, section: Section, around: tuple[Condition, ...]) -> SectionOutline:
    conditions = around if section.ask_when is None else (*around, section.ask_when)
    return SectionOutline(
        section=section,
        fold=section.fold or questionnaire.scoring.section.fold,
        questions=tuple(_question(questionnaire, question, section, conditions) for question in section.questions),
        sections=tuple(_section(questionnaire, child, conditions) for child in section.sections),
        names=tuple(question.id for question in section.all_questions()),
    )


def _question(
    questionnaire: Questionnaire, question: Question, section: Section, around: tuple[Condition, ...]
) -> QuestionOutline:
    if question.answers is not None:
        question = questionnaire.question_by_id[question.id]
    conditions = around if question.ask_when is None else (*around, question.ask_when)
    return QuestionOutline(question, question.label, section.id, conditions, *value_ends(question))


def _questions(section: SectionOutline) -> Iterator[QuestionOutline]:
    yield from section.questions
    for child in section.sections:
        yield from _questions(child)


def _gates(question: Question) -> Iterator[GateOutline]:
    for gate in question.gates:
        try:
            need = need_of(question, gate.at_least, gate.at_least_value)
        except ValueError:
            need = None
        yield GateOutline(question.id, gate.level, need)


def _in_order(by_id: Mapping[str, QuestionOutline]) -> tuple[str, ...]:
    """Questions with conditions, each after those that it asks about; those in a circle stand in any order."""
    needs = {name: asked_about(part.conditions) for name, part in by_id.items() if part.conditions}
    ordered: dict[str, None] = {}
    begun: set[str] = set()
    for first in needs:
        waiting = [first]
        while waiting:
            name = waiting[-1]
            ahead = [] if name in begun else [other for other in needs[name] if other in needs and other not in begun]
            begun.add(name)
            if ahead:
                waiting.extend(ahead)
            else:
                ordered.setdefault(waiting.pop())
    return tuple(ordered)


def asked_about(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    """The questions that some conditions look at, each once."""
    return tuple(dict.fromkeys(name for condition in conditions for name in questions_in(condition)))


def questions_in(condition: Condition) -> Iterator[str]:
    """The ids of the questions that a condition looks at."""
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.all if isinstance(condition, AllOf) else condition.any:
            yield from questions_in(part)
    elif isinstance(condition, NotOf):
        yield from questions_in(condition.not_)
    elif isinstance(condition, QuestionIs):
        yield condition.question
