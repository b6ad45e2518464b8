"""Comparison is like for like: the change is an exact sum of parts, and only answers count as progress."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.answer_changes import unexplained
from readiness_tui.analysis.comparing import Comparison, Parts, Side, compare
from readiness_tui.analysis.scoring import score
from readiness_tui.model.assessment import EMPTY_ANSWER, Assessment
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.workspace import WorkspaceSettings
from tests.analysis.drafts import Draft, number, one
from tests.analysis.strategies import (
    all_questions,
    assessment,
    assessments,
    built_with_conditions,
    questionnaires,
    scored,
)

DAY = date(2026, 11, 22)
NOTHING = Parts()
law = settings(max_examples=40, deadline=None)


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


# --- laws


@law
@given(scored(sides=1))
def test_nothing_moves_between_an_assessment_and_itself(case: tuple[Questionnaire, list[Assessment]]) -> None:
    questionnaire, [answers] = case
    comparison = compare(side(questionnaire, answers), side(questionnaire, answers))
    assert comparison.is_empty
    assert comparison.overall.parts == NOTHING
    assert {one.kind for one in comparison.answers} == {"same"}
    assert not comparison.moved
    assert all(section.score.parts == NOTHING for section in comparison.sections)


@law
@given(st.data(), questionnaires(), questionnaires())
def test_parts_add_up_exactly_across_any_two_questionnaires(data: st.DataObject, one: Draft, other: Draft) -> None:
    first, second = built_with_conditions(one), built_with_conditions(other)
    sides = side(first, data.draw(assessments(first))), side(second, data.draw(assessments(second)))
    comparison = compare(*sides)
    for found in (comparison.overall, *(section.score for section in comparison.sections)):
        assert found.parts.total == found.change
        if found.before and found.after:
            assert found.change == found.after.worst - found.before.worst


@law
@given(scored())
def test_the_questions_carry_the_whole_change_of_the_answers(case: tuple[Questionnaire, list[Assessment]]) -> None:
    questionnaire, [before, after] = case
    comparison = compare(side(questionnaire, before), side(questionnaire, after))
    assert unexplained(comparison.overall.parts, comparison.answers) == NOTHING
    assert all(one.moved or not one.change for one in comparison.answers)
    assert comparison.overall.parts.questionnaire == 0


@law
@given(scored())
def test_swapping_the_sides_negates_the_change(case: tuple[Questionnaire, list[Assessment]]) -> None:
    questionnaire, [before, after] = case
    there = compare(side(questionnaire, before), side(questionnaire, after))
    back = compare(side(questionnaire, after), side(questionnaire, before))
    assert there.overall.change == -back.overall.change
    assert [one.score.change for one in there.sections] == [-one.score.change for one in back.sections]
    opposite = {"better": "worse", "worse": "better"}
    assert [one.kind for one in there.answers] == [opposite.get(one.kind, one.kind) for one in back.answers]


@law
@given(scored(conditions=False))
def test_without_conditions_and_not_applicable_all_change_is_answers(
    case: tuple[Questionnaire, list[Assessment]],
) -> None:
    questionnaire, [before, after] = case
    kept = [
        one.model_copy(update={"answers": {name: a for name, a in one.answers.items() if not a.is_not_applicable}})
        for one in (before, after)
    ]
    there = compare(side(questionnaire, kept[0]), side(questionnaire, kept[1]))
    back = compare(side(questionnaire, kept[1]), side(questionnaire, kept[0]))
    assert there.overall.parts == Parts(answers=there.overall.change)
    assert [found.change for found in there.answers] == [-found.change for found in back.answers]


@law
@given(scored(conditions=False))
def test_applicability_is_the_score_of_the_old_answers_with_the_new_not_applicable(
    case: tuple[Questionnaire, list[Assessment]],
) -> None:
    questionnaire, [before, after] = case
    mixed = before
    for name, answer in after.answers.items():
        if answer.is_not_applicable:
            mixed = mixed.with_answer(name, answer)
        elif before.answer(name).is_not_applicable:
            mixed = mixed.with_answer(name, EMPTY_ANSWER)
    worst = [bounds.worst if (bounds := score(questionnaire, one, DAY).bounds) else 0 for one in (before, mixed, after)]
    parts = compare(side(questionnaire, before), side(questionnaire, after)).overall.parts
    assert parts == Parts(Fraction(0), Fraction(worst[1] - worst[0]), Fraction(worst[2] - worst[1]))


@law
@given(questionnaires(), st.data())
def test_new_ids_change_nothing(start: Draft, data: st.DataObject) -> None:
    old = built_with_conditions(start)
    answers = data.draw(assessments(old))
    new = renamed(start)
    moved = answers.model_copy(update={"answers": {f"new-{name}": a for name, a in answers.answers.items()}})
    for first, second in ((side(old, answers), side(new, moved)), (side(new, moved), side(old, answers))):
        comparison = compare(first, second)
        assert comparison.overall.parts == NOTHING
        assert all(section.score.parts == NOTHING for section in comparison.sections)
        assert not comparison.newly_asked
        assert not comparison.no_longer_asked
        assert {one.kind for one in comparison.answers} == {"same"}
        assert {one.kind for one in comparison.renamed} == {"renamed"}


def renamed(start: Draft) -> Questionnaire:
    result = deepcopy(start)
    for section in [*result["sections"], *(inner for top in result["sections"] for inner in top.get("sections", []))]:
        section.update(id=f"new-{section['id']}", renamed_from=[section["id"]])
    for question in all_questions(result):
        question.update(id=f"new-{question['id']}", renamed_from=[question["id"]])
        condition = question.get("ask_when", {})
        condition = condition.get("not", condition)
        if "question" in condition:
            condition["question"] = f"new-{condition['question']}"
    return Questionnaire.model_validate(result)


@law
@given(questionnaires(), st.data())
def test_another_order_changes_nothing(start: Draft, data: st.DataObject) -> None:
    old = built_with_conditions(start)
    answers = data.draw(assessments(old))
    result = deepcopy(start)
    for section in result["sections"]:
        section["questions"] = section["questions"][::-1]
    result["sections"] = result["sections"][::-1]
    new = Questionnaire.model_validate(result)
    comparison = compare(side(old, answers), side(new, answers))
    assert comparison.overall.parts == NOTHING
    assert not comparison.moved


@law
@given(questionnaires(), st.data())
def test_other_weights_are_the_questionnaires_doing(start: Draft, data: st.DataObject) -> None:
    old = built_with_conditions(start)
    result = deepcopy(start)
    for question in all_questions(result):
        question["weight"] = data.draw(st.sampled_from(["1", "2", "5"]))
    new = Questionnaire.model_validate(result)
    answers = data.draw(assessments(old))
    parts = compare(side(old, answers), side(new, answers)).overall.parts
    assert parts == Parts(questionnaire=parts.questionnaire)
    comparison = compare(side(old, answers), side(new, answers))
    assert unexplained(parts, comparison.answers) == NOTHING


@pytest.mark.deep
@settings(max_examples=2000, deadline=None)
@given(scored())
def test_the_questions_carry_the_whole_change_in_many_cases(case: tuple[Questionnaire, list[Assessment]]) -> None:
    test_the_questions_carry_the_whole_change_of_the_answers.hypothesis.inner_test(case)  # type: ignore[attr-defined]  # hypothesis adds it


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
