"""Laws of comparing, over random questionnaires and answers."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.answer_changes import unexplained
from readiness_tui.analysis.comparing import Parts, Side, compare
from readiness_tui.analysis.scoring import score
from readiness_tui.model.assessment import EMPTY_ANSWER, Assessment
from readiness_tui.model.questionnaire import Questionnaire
from tests.analysis.drafts import Draft
from tests.analysis.strategies import (
    all_questions,
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
    assert sum((cause.part for cause in comparison.causes), Fraction(0)) == comparison.overall.parts.questionnaire
    assert all(cause.part and cause.text for cause in comparison.causes)


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
