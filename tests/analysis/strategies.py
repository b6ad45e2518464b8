"""Random small questionnaires and answers to them, for laws."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Questionnaire
from tests.analysis.drafts import Draft, many, number, one

WEIGHTS = ["1", "2", "3", "1/2", "0"]
FOLDS = ["weighted-mean", "mean", "sum", "minimum", "maximum"]
PRACTICE = [("absent", "0"), ("partial", "1/2"), ("full", "1")]


@st.composite
def questionnaires(draw: st.DrawFn, conditions: bool = True) -> Draft:
    count = draw(st.integers(2, 7))
    questions = [_question(draw, f"q{index}", index, conditions) for index in range(count)]
    cuts = sorted(draw(st.lists(st.integers(1, count - 1), max_size=2, unique=True)))
    groups = [questions[start:end] for start, end in zip([0, *cuts], [*cuts, count], strict=True)]
    sections = [_section(draw, f"s{index}", group) for index, group in enumerate(groups)]
    if len(sections) > 2:
        sections = [sections[0], {**sections[1], "sections": sections[2:]}]
    return {
        "format": "readiness/questionnaire@1",
        "id": "random",
        "version": "1.0.0",
        "title": "Random",
        "answer_sets": {"practice": [{"id": name, "label": name, "value": value} for name, value in PRACTICE]},
        "profile": [{"id": "stage", "ask": "?", "choices": [{"id": x, "label": x} for x in ("demo", "live")]}],
        "sections": sections,
        "scoring": {
            "section": {"fold": draw(st.sampled_from(FOLDS))},
            "overall": {"fold": draw(st.sampled_from(FOLDS))},
            "not_applicable": draw(st.sampled_from(["exclude", "exclude", "zero", "full"])),
            "unanswered": draw(st.sampled_from(["interval", "interval", "zero"])),
        },
        "levels": [
            {"id": "low"},
            {"id": "high", "requires": {"overall_at_least": draw(st.sampled_from(["1/2", "1"]))}},
        ],
    }


def _section(draw: st.DrawFn, name: str, questions: list[Draft]) -> Draft:
    section = {"id": name, "title": name, "weight": draw(st.sampled_from(WEIGHTS)), "questions": questions}
    if draw(st.booleans()):
        section["fold"] = draw(st.sampled_from(FOLDS))
    return section


def _question(draw: st.DrawFn, name: str, index: int, conditions: bool) -> Draft:
    make = draw(st.sampled_from([one, one, one, many, number]))
    question = make(name, weight=draw(st.sampled_from(WEIGHTS)), allow_na=draw(st.sampled_from(["true", "false"])))
    if draw(st.integers(0, 3)) == 0:
        need = {"at_least_value": draw(st.sampled_from(["1/2", "1"]))}
        question["gates"] = [{"level": "high", **need}]
    if conditions and draw(st.integers(0, 2)) == 0:
        question["ask_when"] = _condition(draw, index)
    return question


def _condition(draw: st.DrawFn, index: int) -> Draft:
    atoms: list[Draft] = [{"profile": "stage", "is": "live"}, {"profile": "stage", "is_not": "demo"}]
    if index:
        other = f"q{draw(st.integers(0, index - 1))}"
        atoms += [{"question": other, "any-answer": ""}] * 3
    atom = draw(st.sampled_from(atoms))
    return {"not": atom} if draw(st.integers(0, 3)) == 0 else atom


def built_with_conditions(start: Draft) -> Questionnaire:
    """The draft with each condition on a question made to fit that question's kind."""
    kinds = {question["id"]: question.get("kind", "one") for question in all_questions(start)}
    for question in all_questions(start):
        if "ask_when" in question:
            question["ask_when"] = _fitted(question["ask_when"], kinds)
    return Questionnaire.model_validate(start)


def _fitted(condition: Draft, kinds: dict[str, str]) -> Draft:
    if "not" in condition:
        return {"not": _fitted(condition["not"], kinds)}
    if "any-answer" not in condition:
        return condition
    name = condition["question"]
    comparison = {"one": {"at_least": "partial"}, "many": {"is": "a"}, "number": {"below": "10"}}
    return {"question": name, **comparison[kinds[name]]}


def all_questions(start: Draft) -> list[Draft]:
    found = []
    for section in [*start["sections"], *(inner for top in start["sections"] for inner in top.get("sections", []))]:
        found += section["questions"]
    return found


ANSWERS: dict[str, list[Draft]] = {
    "one": [{"choice": name} for name, _ in PRACTICE],
    "many": [{"choices": ["a"]}, {"choices": ["a", "b"]}, {"choices": ["none-of-these"]}],
    "number": [{"number": days} for days in ("3", "7", "9", "14")],
}


@st.composite
def assessments(draw: st.DrawFn, questionnaire: Questionnaire) -> Assessment:
    answers = {}
    for question in questionnaire.questions:
        options: list[Draft] = [{}, *ANSWERS[question.kind]]
        if question.allow_na:
            options.append({"not_applicable": "no such thing"})
        answers[question.id] = draw(st.sampled_from(options))
    profile = draw(st.sampled_from([{}, {"stage": "live"}, {"stage": "demo"}]))
    return assessment(answers, profile)


def assessment(answers: dict[str, Draft], profile: dict[str, str] | None = None, **more: Any) -> Assessment:
    return Assessment.model_validate(
        {
            "agent": {"name": "Agent", "slug": "agent"},
            "questionnaire": {"id": "random", "version": "1.0.0", "hash": "sha256:0"},
            "profile": profile or {},
            "answers": answers,
            **more,
        }
    )


@st.composite
def scored(draw: st.DrawFn, sides: int = 2, conditions: bool = True) -> tuple[Questionnaire, list[Assessment]]:
    """A questionnaire and some assessments to it."""
    questionnaire = built_with_conditions(draw(questionnaires(conditions)))
    return questionnaire, [draw(assessments(questionnaire)) for _ in range(sides)]
