"""What conditions hang on: which questions ask about which, and the numbers that answers are compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from readiness_tui.analysis.condition_checking import atoms
from readiness_tui.analysis.outlining import Outline, outline_of, questions_in
from readiness_tui.model.conditions import Condition, QuestionIs
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import parse_rational


def asking_about(outline: Outline) -> Mapping[str, tuple[str, ...]]:
    """For each question those whose conditions look at it."""
    found: dict[str, dict[str, None]] = {}
    for name in outline.conditional:
        for condition in outline.by_id[name].conditions:
            for other in questions_in(condition):
                found.setdefault(other, {})[name] = None
    return {name: tuple(asking) for name, asking in found.items()}


def dependencies(outline: Outline, number: Mapping[str, int]) -> Mapping[str, int]:
    """For each question those that its being asked hangs on, however far: bit n for the question of number n."""
    found = dict.fromkeys(number, 0)
    for name in outline.conditional:
        for condition in outline.by_id[name].conditions:
            for other in questions_in(condition):
                found[name] |= 1 << number[other] | found[other]
    return found


def compared_numbers(questionnaire: Questionnaire) -> Mapping[str, set[Fraction]]:
    """The numbers that conditions, gates and requirements compare each `number` question with."""
    found: dict[str, set[Fraction]] = {one.id: set() for one in questionnaire.questions if one.kind == "number"}
    for name, text in _number_texts(questionnaire):
        if name in found:
            found[name].add(parse_rational(text))
    return found


def _number_texts(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    outline = outline_of(questionnaire)
    conditions: Iterable[Condition] = (c for name in outline.conditional for c in outline.by_id[name].conditions)
    advisories = (advisory.when for advisory in questionnaire.advisories)
    for condition in (*conditions, *advisories):
        for atom, _ in atoms(condition):
            if isinstance(atom, QuestionIs):
                given = (atom.is_, atom.is_not, atom.at_least, atom.below)
                yield from ((atom.question, text) for text in given if text is not None)
    for question in questionnaire.questions:
        yield from ((question.id, gate.at_least) for gate in question.gates if gate.at_least is not None)
    for requires in (*(x.requires for x in questionnaire.levels), *(x.requires for x in questionnaire.autonomy)):
        for name, need in requires.answers.items():
            text = need if isinstance(need, str) else need.at_least
            if text is not None:
                yield name, text
