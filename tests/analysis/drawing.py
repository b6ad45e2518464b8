"""Random small questionnaires with partial answers, for laws that hold for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Question, Questionnaire, Section
from tests.analysis.models import (
    Given,
    assessment,
    many,
    number,
    one,
    possible_answers,
    questionnaire,
    section,
    waived,
)

WEIGHTS = st.sampled_from([Fraction(1), Fraction(2), Fraction(3), Fraction(1, 2)])
SHARES = st.sampled_from([Fraction(n, 4) for n in range(5)] + [Fraction(1, 3)])
FOLDS = ("weighted-mean", "mean", "sum", "minimum", "maximum")
LEVELS = ("low", "middle", "high")
SCALES = ((("no", 0), ("yes", 1)), (("absent", 0), ("partial", "1/2"), ("full", 1)), (("poor", "1/4"), ("good", "3/4")))
STEPS = (((14, 1), (7, "1/2"), (0, 0)), ((5, "3/4"),), ((3, "1/2"), (0, "1/4")))


@dataclass
class Case:
    """A questionnaire and partial answers to it."""

    asked: Questionnaire
    given: Assessment

    @property
    def open_ids(self) -> list[str]:
        """The questions without an answer."""
        return [q.id for q in self.asked.questions if not self.given.answer(q.id).is_answered]


@st.composite
def cases(draw: st.DrawFn, *, conditions: bool = True, most_open: int = 4, rungs: bool = True) -> Case:
    """A questionnaire of two to six questions in nested sections, with at most so many of them open."""
    count = draw(st.integers(2, 6))
    names = [f"q{place}" for place in range(count)]
    made: list[Question] = []
    for name in names:
        made.append(draw(_questions(name, tuple(made), conditions)))
    sections = draw(_sections(tuple(made), conditions))
    scoring = {
        "fold": draw(st.sampled_from(FOLDS)),
        "overall": draw(st.sampled_from(FOLDS)),
        "not_applicable": draw(st.sampled_from(["exclude", "exclude", "zero", "full"])),
        "unanswered": draw(st.sampled_from(["interval", "interval", "interval", "zero"])),
    }
    fact = {"id": "stage", "ask": "?", "choices": [{"id": "demo", "label": "D"}, {"id": "live", "label": "L"}]}
    ladder = draw(_ladder(made, [part.id for part in sections])) if rungs else {}
    asked = questionnaire(*sections, profile=[fact], **scoring, **ladder)
    still_open = draw(st.sets(st.sampled_from(names), max_size=most_open))
    answers: dict[str, Given] = {}
    for question in made:
        if question.id not in still_open:
            answers[question.id] = draw(st.sampled_from(possible_answers(question)))
        if question.gates and draw(st.integers(0, 5)) == 0:
            answers[question.id] = waived(answers.get(question.id))
    stage = draw(st.sampled_from([None, "demo", "live"])) if conditions else "demo"
    return Case(asked, assessment(answers, profile={"stage": stage}))


@st.composite
def _questions(draw: st.DrawFn, name: str, before: tuple[Question, ...], conditions: bool) -> Question:
    more: dict[str, Any] = {"allow_na": draw(st.booleans()), "hidden_ok": draw(st.booleans())}
    if conditions and draw(st.booleans()):
        more["ask_when"] = draw(_conditions(before))
    kind = draw(st.sampled_from(["one", "one", "number", "many"]))
    weight = draw(WEIGHTS)
    gates = [{"level": level} for level in LEVELS[1:] if draw(st.integers(0, 3)) == 0]
    if kind == "many":
        need: dict[str, str] = {"at_least_value": draw(st.sampled_from(["1/2", "1"]))}
        return many(name, weight, gates=[gate | need for gate in gates], **more)
    if kind == "number":
        steps = draw(st.sampled_from(STEPS))
        need = {"at_least": str(draw(st.sampled_from(steps))[0])}
        return number(name, weight, steps, gates=[gate | need for gate in gates], **more)
    values = draw(st.sampled_from(SCALES))
    need = {"at_least": draw(st.sampled_from(values))[0]}
    return one(name, weight, values, gates=[gate | need for gate in gates], **more)


@st.composite
def _conditions(draw: st.DrawFn, before: tuple[Question, ...], depth: int = 2) -> dict[str, Any]:
    shape = draw(st.sampled_from(["atom", "atom", "all", "any", "not"])) if depth else "atom"
    if shape == "not":
        return {"not": draw(_conditions(before, depth - 1))}
    if shape != "atom":
        return {shape: draw(st.lists(_conditions(before, depth - 1), min_size=1, max_size=2))}
    comparison = draw(st.sampled_from(["is", "is_not", "at_least", "below"]))
    if not before or draw(st.integers(0, 3)) == 0:
        key = "is" if comparison in ("is", "at_least") else "is_not"
        return {"profile": "stage", key: draw(st.sampled_from(["demo", "live"]))}
    question = draw(st.sampled_from(before))
    if question.kind == "number":
        wanted = str(draw(st.sampled_from(question.steps)).at_least)
    elif question.kind == "many" and comparison in ("at_least", "below"):
        wanted = "1/2"
    else:
        wanted = draw(st.sampled_from(question.choices)).id
    return {"question": question.id, comparison: wanted}


@st.composite
def _sections(draw: st.DrawFn, questions: tuple[Question, ...], conditions: bool) -> tuple[Section, ...]:
    """The questions in order, cut into sections, some with a section inside."""
    cut = draw(st.integers(0, len(questions)))
    groups = [questions[:cut], questions[cut:]]
    made = []
    for place, group in enumerate(groups):
        inner = draw(st.integers(0, len(group)))
        parts: list[Question | Section] = list(group[:inner])
        if group[inner:]:
            fold = draw(st.sampled_from([None, *FOLDS]))
            parts.append(section(f"s{place}-inner", *group[inner:], weight=draw(WEIGHTS), fold=fold))
        more: dict[str, Any] = {"fold": draw(st.sampled_from([None, None, *FOLDS]))}
        if conditions and place and cut and draw(st.integers(0, 2)) == 0:
            more["ask_when"] = draw(_conditions(questions[:cut]))
        made.append(section(f"s{place}", *parts, weight=draw(WEIGHTS), **more))
    return tuple(made)


@st.composite
def _ladder(draw: st.DrawFn, questions: list[Question], sections: list[str]) -> dict[str, Any]:
    if draw(st.integers(0, 3)) == 0:
        first, second = sorted((draw(SHARES), draw(SHARES)))
        low, high = draw(st.sampled_from([("at_most", "above"), ("below", "at_least")]))
        bands = [{"id": "low", low: first}, {"id": "middle", high: first, low: second}, {"id": "high", high: second}]
        return {"bands": bands}
    levels: list[tuple[str, dict[str, Any]]] = [("low", {})]
    for level in LEVELS[1:]:
        requires: dict[str, Any] = {}
        for key in ("overall_at_least", "every_section_at_least"):
            if draw(st.booleans()):
                requires[key] = draw(SHARES)
        if draw(st.booleans()):
            requires["sections_at_least"] = {draw(st.sampled_from(sections)): draw(SHARES)}
        if draw(st.booleans()):
            name = draw(st.sampled_from(questions)).id
            requires["answers"] = {
                name: {"at_least_value": draw(SHARES), "na_ok": draw(st.sampled_from(["yes", "no"]))}
            }
        levels.append((level, requires))
    return {"levels": levels}
