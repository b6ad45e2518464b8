"""What the linter calls unreachable is held against every way to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.checking import check
from readiness_tui.analysis.satisfying import Satisfier
from readiness_tui.analysis.scoring import Scorecard, score
from readiness_tui.analysis.worlds import World
from readiness_tui.model.questionnaire import Questionnaire
from tests.analysis.drafts import Draft, many, number, one
from tests.analysis.findings import asked
from tests.analysis.strategies import built_with_conditions, questionnaires

DAY = date(2026, 11, 22)


@st.composite
def conditions(draw: st.DrawFn, earlier: list[str]) -> Draft:
    """A random condition on earlier questions, named after their kind, and on the stage; often one that can't hold."""
    if draw(st.integers(0, 2)):
        parts = [draw(conditions(earlier)) for _ in range(draw(st.integers(1, 3)))]
        kind = draw(st.sampled_from(["all", "all", "any", "not"]))
        return {"not": parts[0]} if kind == "not" else {kind: parts}
    atoms: list[Draft] = [{"profile": "stage", "is": draw(st.sampled_from(["demo", "live"]))}]
    answers = {"one": ["absent", "partial", "full"], "number": ["0", "7", "14"], "many": ["a", "b", "none-of-these"]}
    for name in earlier:
        kind = name.split("-")[0]
        comparison = draw(
            st.sampled_from(["is", "is_not"] if kind == "many" else ["is", "is_not", "at_least", "below"])
        )
        atoms.append({"question": name, comparison: draw(st.sampled_from(answers[kind]))})
    return draw(st.sampled_from(atoms[1:] or atoms))


@st.composite
def conditional(draw: st.DrawFn) -> Questionnaire:
    kinds = {"one": one, "number": number, "many": many}
    questions: list[Draft] = []
    for index in range(3):
        kind = draw(st.sampled_from(sorted(kinds)))
        extra = {"ask_when": draw(conditions([question["id"] for question in questions]))} if index else {}
        gates = [{"level": "high", "at_least_value": "1"}] if draw(st.booleans()) else []
        allow_na = draw(st.sampled_from(["true", "false"]))
        questions.append(kinds[kind](f"{kind}-{index}", gates=gates, allow_na=allow_na, **extra))
    threshold = draw(st.sampled_from(["0", "1/2", "1"]))
    levels = [{"id": "low"}, {"id": "high", "requires": {"overall_at_least": threshold}}]
    return asked(*questions, levels=levels, scoring={"section": {"fold": draw(st.sampled_from(["mean", "minimum"]))}})


def completions(questionnaire: Questionnaire) -> Iterator[Scorecard]:
    """The scorecard of every way to answer all questions."""
    answers = [Satisfier(questionnaire).options(question.id) for question in questionnaire.questions]
    names = [question.id for question in questionnaire.questions]
    for stage in ("demo", "live"):
        for chosen in product(*answers):
            world = World(dict(zip(names, chosen, strict=True)), {"stage": stage})
            yield score(questionnaire, world.assessment(questionnaire), DAY)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(conditional())
def test_what_is_called_unreachable_is_what_no_answers_reach(questionnaire: Questionnaire) -> None:
    brute_force(questionnaire)


@pytest.mark.deep
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(conditional())
def test_what_is_called_unreachable_is_what_no_answers_reach_in_many_cases(questionnaire: Questionnaire) -> None:
    brute_force(questionnaire)


def brute_force(questionnaire: Questionnaire) -> None:
    every = list(completions(questionnaire))
    shown = {name for card in every for name, part in card.by_question.items() if part.applies == "yes"}
    faults = check(questionnaire)
    never = {f"{fault.path[3]}" for fault in faults if fault.id == "question-never-asked"}
    assert never == {str(n) for n, question in enumerate(questionnaire.questions) if question.id not in shown}
    reached = any(card.level_worst == "high" for card in every)
    called = [fault.severity for fault in faults if fault.id in ("level-never-reached", "level-undecided")]
    assert not (called and reached and called != ["warning"])
    assert called or reached


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questionnaires())
def test_any_questionnaire_can_be_checked_and_every_finding_is_complete(start: Draft) -> None:
    for fault in check(built_with_conditions(start)):
        assert fault.message
        assert fault.id
        assert fault.severity in ("error", "warning")
