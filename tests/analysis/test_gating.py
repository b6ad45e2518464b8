"""The gate: each condition by what has been shown, waivers named, regressions like for like."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from readiness_tui.analysis.comparing import Side
from readiness_tui.analysis.evaluating import evaluate
from readiness_tui.analysis.gating import GateCheck, GateCondition, Wanted, check_gate
from readiness_tui.analysis.regressing import regressions
from readiness_tui.model.assessment import Assessment, Evidence
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.workspace import WorkspaceSettings
from tests.analysis.models import TODAY, assessment, backed, one, questionnaire, section, waived

LEVELS = [
    ("demo", {}),
    ("pilot", {"overall_at_least": Fraction(1, 2)}),
    ("ready", {"overall_at_least": Fraction(3, 4)}),
]
GATED = [{"level": "ready", "at_least": "full"}]
SMALL = questionnaire(section("first", one("a", gates=GATED), one("b")), levels=LEVELS)


def checked(wanted: Wanted, given: Assessment, asked: Questionnaire = SMALL) -> GateCheck:
    evaluation = evaluate(asked, given, TODAY, WorkspaceSettings(), wanted.level)
    return check_gate(asked, given, evaluation, wanted)


def only(wanted: Wanted, given: Assessment, asked: Questionnaire = SMALL) -> GateCondition:
    (condition,) = checked(wanted, given, asked).conditions
    return condition


FULL = {"a": "full", "b": "full"}
HALF = {"a": "partial", "b": "full"}


@pytest.mark.parametrize(
    ("wanted", "answers", "met"),
    [
        (Wanted(level="ready"), FULL, True),
        (Wanted(level="pilot"), FULL, True),
        (Wanted(level="ready"), HALF, False),
        (Wanted(level="pilot"), {"a": "full"}, True),
        (Wanted(level="pilot"), {"b": "partial"}, False),
        (Wanted(min_score=Fraction(3, 4)), HALF, True),
        (Wanted(min_score=Fraction(3, 4) + Fraction(1, 10**9)), HALF, False),
        (Wanted(min_score=Fraction(0)), {}, False),
        (Wanted(max_blockers=0, level="ready"), FULL, True),
        (Wanted(max_blockers=1), HALF, True),
        (Wanted(max_blockers=0), HALF, False),
        (Wanted(min_confidence=Fraction(0)), {}, False),
        (Wanted(min_confidence=Fraction(1, 2)), {"a": backed("full", Evidence(text="x")), "b": "full"}, True),
        (Wanted(min_confidence=Fraction(2, 3)), {"a": backed("full", Evidence(text="x")), "b": "full"}, False),
        (Wanted(tasks_cleared=True), {}, True),
    ],
)
def test_a_condition_is_held_against_the_worst_that_is_still_possible(wanted, answers, met) -> None:  # type: ignore[no-untyped-def]
    assert checked(wanted, assessment(answers)).met is met


def test_what_isn_t_met_says_why_and_by_which_question() -> None:
    condition = only(Wanted(level="ready"), assessment(HALF))
    assert condition.text == "Level pilot, needs ready"
    assert [(cause.kind, cause.id) for cause in condition.causes] == [("question", "a")]
    assert (condition.have, condition.need) == ("pilot", "ready")


def test_an_open_level_is_said_to_be_open() -> None:
    assert "pilot to ready, by what is still open" in only(Wanted(level="ready"), assessment({"a": "full"})).text


def test_a_waived_gate_passes_and_is_named_in_the_line_and_beside_it() -> None:
    check = checked(Wanted(level="ready"), assessment({"a": waived("partial", TODAY), "b": "full"}))
    assert check.met
    assert "only with what is waived: A until 2026-11-22" in check.conditions[0].text
    assert [(gate.question, gate.approver) for gate in check.waived] == [("a", "Ana")]


def test_an_expired_waiver_counts_no_more() -> None:
    check = checked(Wanted(level="ready"), assessment({"a": waived("partial", TODAY - timedelta(1)), "b": "full"}))
    assert not check.met
    assert check.waived == ()


def test_a_confidence_just_below_what_is_needed_is_not_shown_as_reached() -> None:
    asked = questionnaire(section("s", one("a", 59_999), one("b", 40_001)))
    given = assessment({"a": backed("full", Evidence(text="x")), "b": "full"})
    condition = only(Wanted(min_confidence=Fraction(3, 5)), given, asked)
    assert not condition.met
    assert condition.have == "59.999 %"


def regress(before: Side, after: Side) -> GateCondition:
    wanted = Wanted(no_regress=regressions("@1", before, after))
    return only(wanted, after.assessment, after.questionnaire)


def side(answers: dict[str, object], asked: Questionnaire = SMALL) -> Side:
    return Side(asked, assessment(answers), TODAY)  # type: ignore[arg-type]


def test_a_worse_answer_is_a_regression_even_where_the_score_rose() -> None:
    condition = regress(side({"a": "partial", "b": "absent"}), side({"a": "absent", "b": "full"}))
    assert not condition.met
    assert ("question", "a") in [(cause.kind, cause.id) for cause in condition.causes]


def test_the_same_or_better_is_no_regression() -> None:
    assert regress(side(HALF), side(HALF)).met
    assert regress(side(HALF), side(FULL)).met


def test_what_the_questionnaire_changed_is_no_regression() -> None:
    stricter = questionnaire(section("first", one("a", gates=GATED), one("b"), one("c", 5)), levels=LEVELS)
    assert regress(side(FULL), side(FULL, stricter)).met


def test_a_gate_that_became_stricter_is_no_regression() -> None:
    milder = questionnaire(
        section("first", one("a", gates=[{"level": "ready", "at_least": "partial"}]), one("b")), levels=LEVELS
    )
    assert regress(side(HALF, milder), side(HALF)).met


def test_a_waiver_that_has_ended_is_a_gate_that_fell() -> None:
    before = Side(SMALL, assessment({"a": waived("partial", TODAY), "b": "full"}), TODAY)
    after = Side(SMALL, before.assessment, TODAY + timedelta(1))
    found = regressions("@1", before, after)
    assert [gate.question for gate in found.gates] == ["a"]
    assert found.level == ("ready", "pilot")
