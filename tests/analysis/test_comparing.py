"""Comparison is like for like: the change is an exact sum of parts, and only answers count as progress."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from readiness_tui.analysis.comparing import Parts, Side, compare
from readiness_tui.model.assessment import Answer, Assessment
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.workspace import WorkspaceSettings
from tests.analysis.comparisons import flat, row, said, side
from tests.analysis.drafts import Draft, built, number, one
from tests.analysis.strategies import (
    assessment,
)

# --- the parts


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ({"a": "absent", "b": "full"}, {"a": "full", "b": "full"}, ("0", "0", "1/2")),
        ({"a": "full", "b": "full"}, {"a": "full", "b": "absent"}, ("0", "0", "-1/2")),
        ({"a": "absent", "b": "full"}, {"a": {"not_applicable": "x"}, "b": "full"}, ("0", "1/2", "0")),
        ({"a": {"not_applicable": "x"}, "b": "full"}, {"a": "full", "b": "full"}, ("0", "-1/2", "1/2")),
        ({"a": {"not_applicable": "x"}, "b": "full"}, {"b": "full"}, ("0", "-1/2", "0")),
        ({}, {"a": "full"}, ("0", "0", "1/2")),
        ({}, {}, ("0", "0", "0")),
    ],
)
def test_the_parts_of_small_cases(before: Draft, after: Draft, parts: tuple[str, str, str]) -> None:
    questionnaire = flat(one("a", allow_na="true"), one("b", allow_na="false"))
    found = compare(side(questionnaire, said(**before)), side(questionnaire, said(**after))).overall
    assert found.parts == Parts(*(Fraction(part) for part in parts))


def test_a_new_question_is_not_a_step_back() -> None:
    old, new = flat(one("a")), flat(one("a"), one("b", allow_na="false"))
    comparison = compare(side(old, said(a="full")), side(new, said(a="full")))
    assert comparison.overall.parts == Parts(questionnaire=Fraction(-1, 2))
    assert comparison.newly_asked == ("b",)
    added = row(comparison, "b")
    assert (added.kind, added.cause, added.change) == ("added", "questionnaire", Fraction(-1, 2))
    assert added.before_state is None
    assert not comparison.regressions


def test_an_answer_that_nothing_asks_any_more_is_kept_and_listed() -> None:
    old, new = flat(one("a"), one("b")), flat(one("a"))
    comparison = compare(side(old, said(a="full", b="absent")), side(new, said(a="full", b="absent")))
    assert [(gone.question, gone.answer.choice) for gone in comparison.no_longer_asked] == [("b", "absent")]
    assert row(comparison, "b").kind == "removed"
    assert row(comparison, "b").change == Fraction(1, 2)
    assert comparison.overall.parts == Parts(questionnaire=Fraction(1, 2))


def test_a_question_that_a_condition_shows_is_open_until_it_is_answered() -> None:
    asked = one("b", ask_when={"profile": "stage", "is": "live"}, allow_na="false")
    questionnaire = flat(one("a", allow_na="false"), asked)
    before = said(a="full", b="full").with_fact("stage", "demo")
    after = said(a="full", b="full").with_fact("stage", "live")
    comparison = compare(side(questionnaire, before), side(questionnaire, after))
    assert comparison.overall.parts == Parts(Fraction(0), Fraction(-1, 2), Fraction(1, 2))
    assert row(comparison, "b").cause == "applicability"
    assert row(comparison, "b").parts == Parts(Fraction(0), Fraction(-1, 2), Fraction(1, 2))


def test_under_minimum_two_answers_that_rise_together_share_the_change() -> None:
    questionnaire = flat(one("a"), one("b"), scoring={"section": {"fold": "minimum"}})
    comparison = compare(
        side(questionnaire, said(a="absent", b="absent")), side(questionnaire, said(a="full", b="full"))
    )
    assert [found.change for found in comparison.answers] == [Fraction(1, 2), Fraction(1, 2)]


def test_nothing_answered_counts_from_the_worst_of_what_may_be_answered() -> None:
    questionnaire = flat(one("a"))
    comparison = compare(side(questionnaire, said()), side(questionnaire, said(a="full")))
    assert comparison.overall.before is None
    assert comparison.overall.change == 1
    assert comparison.overall.best_change == 0


# --- what moved because of it


def test_kinds_of_change() -> None:
    questionnaire = flat(one("up"), one("down"), one("kept"), one("backed"), number("days"), one("gone"))
    link = {"evidence": [{"link": "https://example.org"}]}
    before = said(up="absent", down="full", kept="full", backed="full", days={"number": "7"}, gone="full")
    after = said(up="full", down="partial", kept="full", backed={"choice": "full", **link}, days={"number": "9"})
    comparison = compare(side(questionnaire, before), side(questionnaire, after))
    kinds = {found.question: found.kind for found in comparison.answers}
    assert kinds == {
        "up": "better",
        "down": "worse",
        "kept": "same",
        "backed": "evidence",
        "days": "same",
        "gone": "worse",
    }
    assert [found.question for found in comparison.moved] == ["up", "down", "backed", "days", "gone"]
    assert [found.question for found in comparison.regressions] == ["down", "gone"]


def test_gates_that_began_to_pass_or_to_fail() -> None:
    gate = {"gates": [{"level": "high", "at_least": "full"}]}
    questionnaire = flat(one("a", **gate), one("b", **gate), one("c", **gate), one("d", **gate))
    waiver = {"reason": "x", "approver": "bo", "expires": "2026-12-31"}
    before = said(a="partial", b="full", c="full", d="absent")
    after = said(a="full", b="partial", c="full", d={"choice": "absent", "waiver": waiver})
    found = compare(side(questionnaire, before), side(questionnaire, after)).gates
    assert [(gate.question, gate.before, gate.after) for gate in found] == [
        ("a", "failed", "passed"),
        ("b", "passed", "failed"),
        ("d", "failed", "waived"),
    ]
    later = compare(side(questionnaire, after), side(questionnaire, after, date(2027, 1, 1)))
    assert [(gate.question, gate.after) for gate in later.gates] == [("d", "failed")]


def test_evidence_that_has_expired_since_is_named_with_its_last_day() -> None:
    questionnaire = flat(one("a"), one("b"))
    evidence = [{"text": "run", "observed": "2026-10-01", "expires": "2026-12-01"}]
    answers = said(a={"choice": "full", "evidence": evidence}, b={"choice": "full", "evidence": [{"text": "run"}]})
    before, after = side(questionnaire, answers), side(questionnaire, answers, date(2026, 12, 5))
    comparison = compare(before, after)
    assert [(found.question, found.expired) for found in comparison.expired] == [("a", date(2026, 12, 1))]
    assert row(comparison, "a").kind == "evidence"
    strict = WorkspaceSettings(evidence_max_age_days=60)
    aged = compare(before, Side(questionnaire, answers, date(2026, 12, 1), strict))
    assert [found.expired for found in aged.expired] == [date(2026, 11, 30)]


def test_levels_of_both_sides_stand_beside() -> None:
    questionnaire = flat(one("a"))
    comparison = compare(side(questionnaire, said(a="absent")), side(questionnaire, said(a="full")))
    assert comparison.level_before == ("low", "low")
    assert comparison.level_after == ("high", "high")


RATED = {
    "name": "Refunds",
    "intent": "replace",
    "built_as": "acts_alone",
    "factors": {"complexity": 0, "nature": 0, "consequence": 0, "undo": 0},
    "flags": {"money": "no", "limit": "yes", "named_reviewer": "yes"},
    "evidence": 3,
}


def with_task(questionnaire: Questionnaire, answers: Draft, **more: Any) -> Assessment:
    tasks = {"refunds": {**RATED, **more, "flags": {**RATED["flags"], **more.get("flags", {})}}}  # type: ignore[dict-item]  # a nested draft
    return assessment({name: {"choice": value} for name, value in answers.items()}, tasks=tasks)


def test_tasks_whose_decision_or_clearance_moved_are_named() -> None:
    questionnaire = built()
    full = {"retries": "full", "fallback": "full"}
    before = with_task(questionnaire, full)
    after = with_task(questionnaire, full, flags={"money": "yes", "limit": "no"})
    found = compare(side(questionnaire, before), side(questionnaire, after))
    assert [(one.task, one.before, one.after) for one in found.decisions] == [("refunds", "automate", "approve_before")]
    assert not compare(side(questionnaire, before), side(questionnaire, before)).clearances
    gone = compare(side(questionnaire, before), side(questionnaire, before.without_task("refunds")))
    assert [(one.task, one.name, one.after) for one in gone.decisions] == [("refunds", "Refunds", None)]
    assert [(one.task, one.after, one.verdict_after) for one in gone.clearances] == [("refunds", None, None)]


def test_better_answers_move_a_clearance_and_not_the_decision() -> None:
    questionnaire = built()
    days = {"days": {"number": "14"}, "isolation": {"choices": ["a", "b"]}}
    before = with_task(questionnaire, {})
    after = with_task(questionnaire, {"retries": "full", "fallback": "full"})
    for name, answer in days.items():
        after = after.with_answer(name, Answer.model_validate(answer))
    found = compare(side(questionnaire, before), side(questionnaire, after))
    assert not found.decisions
    assert [(one.before, one.after) for one in found.clearances] == [("augment", "automate")]


def test_modes_that_another_matrix_decides_count_as_the_questionnaires_doing() -> None:
    """A question is asked where a task may run alone; the new matrix says that none does."""
    asked = {"tasks": {"any": {"mode": ["automate"]}}}
    place = "sections.0.questions.1"
    old = built((f"{place}.ask_when", asked), (f"{place}.allow_na", "false"))
    new = built((f"{place}.ask_when", asked), (f"{place}.allow_na", "false"), ("matrix.base.1.mode", "approve_before"))
    answers = with_task(old, {"retries": "full", "fallback": "absent"})
    parts = compare(side(old, answers), side(new, answers)).overall.parts
    assert parts == Parts(questionnaire=parts.questionnaire)
    assert parts.questionnaire > 0
