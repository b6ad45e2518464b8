"""Comparison is like for like: the change is an exact sum of parts, and only answers count as progress."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from readiness_tui.analysis.answer_changes import unexplained
from readiness_tui.analysis.comparing import Comparison, Parts, Side, compare
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.workspace import WorkspaceSettings
from tests.analysis.drafts import Draft, number, one
from tests.analysis.strategies import (
    assessment,
)

DAY = date(2026, 11, 22)
NOTHING = Parts()


def side(questionnaire: Questionnaire, answers: Assessment, day: date = DAY) -> Side:
    return Side(questionnaire, answers, day)


def flat(*questions: Draft, **more: Any) -> Questionnaire:
    practice = [{"id": name, "label": name, "value": value} for name, value in (("absent", "0"), ("full", "1"))]
    practice.insert(1, {"id": "partial", "label": "partial", "value": "1/2"})
    return Questionnaire.model_validate(
        {
            "format": "readiness/questionnaire@1",
            "id": "flat",
            "version": "1.0.0",
            "title": "Flat",
            "answer_sets": {"practice": practice},
            "profile": [
                {"id": "stage", "ask": "?", "choices": [{"id": "live", "label": "L"}, {"id": "demo", "label": "D"}]}
            ],
            "sections": [{"id": "all", "title": "All", "questions": list(questions)}],
            "levels": [{"id": "low"}, {"id": "high", "requires": {"overall_at_least": "1/2"}}],
            **more,
        }
    )


def said(**choices: str | Draft) -> Assessment:
    return assessment({name: {"choice": value} if isinstance(value, str) else value for name, value in choices.items()})


def row(comparison: Comparison, name: str) -> Any:
    return next(one for one in comparison.answers if one.question == name)


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


# --- matching


def test_split_questions_take_the_answer_of_the_one_they_were() -> None:
    old = flat(one("a"), one("b"))
    new = flat(one("x", split_from=["a"]), one("y", split_from=["a"]), one("b"))
    comparison = compare(side(old, said(a="full", b="absent")), side(new, said(x="full", y="absent", b="absent")))
    assert [(pair.before, pair.after, pair.kind) for pair in comparison.renamed] == [
        ("a", "x", "split"),
        ("a", "y", "split"),
    ]
    assert row(comparison, "x").kind == "same"
    assert row(comparison, "y").kind == "worse"
    assert not comparison.no_longer_asked
    assert not comparison.newly_asked
    assert comparison.overall.parts == Parts(Fraction(1, 6), Fraction(0), Fraction(-1, 3))
    assert unexplained(comparison.overall.parts, comparison.answers) == NOTHING


@pytest.mark.parametrize(
    ("a", "b", "carried"),
    [("full", "partial", Fraction(1, 2)), ("full", None, Fraction(0)), ("full", {"not_applicable": "x"}, Fraction(1))],
)
def test_a_merged_question_takes_the_weakest_answer(a: str, b: str | Draft | None, carried: Fraction) -> None:
    old, new = flat(one("a"), one("b")), flat(one("c", merged_from=["a", "b"]))
    before = said(**{name: value for name, value in (("a", a), ("b", b)) if value is not None})
    comparison = compare(side(old, before), side(new, said(c="full")))
    assert comparison.overall.parts.answers == 1 - carried
    assert {pair.kind for pair in comparison.renamed} == {"merged"}
    assert not comparison.no_longer_asked


def test_going_back_to_the_older_version_matches_the_same_questions() -> None:
    old = flat(one("a"), one("b"), one("c"), one("d"))
    new = flat(
        one("a2", renamed_from=["a"]),
        one("bc", merged_from=["b", "c"]),
        one("d1", split_from=["d"]),
        one("d2", split_from=["d"]),
    )
    back = compare(side(new, said(a2="full", bc="full", d1="full", d2="partial")), side(old, said()))
    assert [(pair.before, pair.after) for pair in back.renamed] == [
        ("a2", "a"),
        ("bc", "b"),
        ("bc", "c"),
        ("d1", "d"),
        ("d2", "d"),
    ]
    assert not back.newly_asked
    assert not back.no_longer_asked
    assert row(back, "d").before == "partial"


def test_an_answer_that_the_new_version_does_not_offer_is_open_there() -> None:
    old = flat({"id": "a", "ask": "?", "choices": [{"id": "some", "label": "S", "value": "1/2"}]})
    new = flat(one("a"))
    comparison = compare(side(old, said(a="some")), side(new, said(a="full")))
    assert comparison.overall.parts == Parts(Fraction(-1, 2), Fraction(0), Fraction(1))
    assert row(comparison, "a").kind == "better"


def test_sections_are_matched_by_their_old_ids_and_gone_ones_stand_last() -> None:
    def sections(*pairs: tuple[str, list[str]]) -> Draft:
        found = [{"id": n, "title": n, "questions": [one(f"{n}-q")], "renamed_from": old} for n, old in pairs]
        return {"sections": found}

    old = flat(**sections(("x", []), ("y", [])))
    new = flat(**sections(("z", ["x"]), ("new", [])))
    comparison = compare(side(old, said(**{"x-q": "full"})), side(new, said(**{"z-q": "full"})))
    assert [(found.id, found.previous) for found in comparison.sections] == [("z", "x"), ("new", None), ("y", "y")]
    assert comparison.sections[1].score.before is None
    assert comparison.sections[2].score.after is None


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
