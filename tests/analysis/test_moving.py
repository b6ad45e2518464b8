"""Moving to another version of a questionnaire: every answer goes where its question went, and none is ever lost."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.comparing import Parts, compare
from readiness_tui.analysis.moving import Move, holds, move
from readiness_tui.analysis.question_changes import question_changes
from readiness_tui.model.assessment import EMPTY_ANSWER, Answer, Assessment, QuestionnaireRef, Waiver
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import NOTE_LIMIT
from tests.analysis.comparisons import flat, said, side
from tests.analysis.drafts import many, number, one
from tests.analysis.strategies import assessments
from tests.analysis.versions import lost, versions, with_words

REF = QuestionnaireRef(id="flat", version="2.0.0", hash="sha256:2")
DAY = date(2026, 11, 22)


def moved(before: Questionnaire, after: Questionnaire, answers: Assessment) -> Move:
    return move(answers, before, after, REF)


def noted(choice: str | None, note: str = "", **more: Any) -> Answer:
    return Answer(choice=choice, note=note, **more)


def of(**answers: Answer) -> Assessment:
    start = said()
    for name, answer in answers.items():
        start = start.with_answer(name, answer)
    return start


def test_an_answer_stays_moves_or_is_copied_with_its_question() -> None:
    before = flat(one("a"), one("b"), one("c"), one("gone"))
    after = flat(
        one("a"), one("b2", renamed_from=["b"]), one("c1", split_from=["c"]), one("c2", split_from=["c"]), one("new")
    )
    answers = of(
        a=noted("full"), b=noted("partial", "why", owner="ana"), c=noted("absent", by="bo"), gone=noted("full")
    )
    found = moved(before, after, answers)
    copied = noted("absent", by="bo", carried_over=True)
    assert dict(found.assessment.answers) == {
        "a": answers.answer("a"), "b2": answers.answer("b"), "c1": copied, "c2": copied, "gone": answers.answer("gone"),
    }  # fmt: skip
    assert found.assessment.questionnaire == REF
    assert (found.kept, found.renamed, found.split, found.merged) == (("a",), {"b": "b2"}, {"c": ("c1", "c2")}, {})
    assert (found.match.no_longer_asked, found.match.newly_asked) == (("gone",), ("new",))
    assert list(found.kept_aside) == ["gone"]


MERGES: list[tuple[Answer, Answer, Answer]] = [
    (noted("full", "one"), noted("partial", "two", owner="bo"),
     noted("partial", "one\n\ntwo", owner="bo", carried_over=True)),
    (noted("full"), noted(None), noted(None)),
    (noted("full", "one\n"), noted(None, "two"), noted(None, "one\n\ntwo")),
    (noted("full", "x"), Answer(not_applicable="no such thing"), noted("full", "x", carried_over=True)),
    (noted("full", "same"), noted("full", "same"), noted("full", "same", carried_over=True)),
    (noted("gone-choice", "x"), noted("full"), noted(None, "x")),
    (noted("absent", waiver=Waiver(reason="r", approver="ana", expires=DAY)), noted("full"),
     noted("absent", carried_over=True)),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "merged"), MERGES)
def test_of_merged_questions_the_weakest_answer_stands_with_the_notes_of_all(
    a: Answer, b: Answer, merged: Answer
) -> None:
    found = moved(flat(one("a"), one("b")), flat(one("c", merged_from=["a", "b"])), of(a=a, b=b))
    assert found.assessment.answer("c") == merged
    assert found.merged == {"c": ("a", "b")}
    for name, answer in (("a", a), ("b", b)):
        assert holds(merged, answer) or answer.is_empty or found.assessment.answer(name) == answer


def test_notes_too_long_for_one_stay_with_their_answers() -> None:
    long = "x" * (NOTE_LIMIT - 5)
    answers = of(a=noted("full", long), b=noted("absent", "y" * 10))
    found = moved(flat(one("a"), one("b")), flat(one("c", merged_from=["a", "b"])), answers)
    assert found.assessment.answer("c") == noted("absent", "y" * 10, carried_over=True)
    assert found.kept_aside == {"a": answers.answer("a")}


def test_a_question_that_takes_in_another_keeps_its_own_old_answer_under_the_old_version() -> None:
    before, after = flat(one("a"), one("b")), flat(one("a", merged_from=["b"]))
    answers = of(a=noted("full", "tested", by="ana"), b=noted("absent"))
    found = moved(before, after, answers)
    assert found.assessment.answer("a") == noted("absent", "tested", carried_over=True)
    assert found.kept_aside == {"a@1.0.0": answers.answer("a")}
    again = moved(after, before, moved(before, after, found.assessment).assessment)
    assert again.kept_aside["a@1.0.0"] == answers.answer("a")


def test_an_answer_kept_from_an_earlier_version_counts_again_when_it_is_asked_again() -> None:
    first, second = flat(one("a"), one("b")), flat(one("b"))
    answers = of(a=noted("full"), b=noted("absent"))
    found = moved(second, first, moved(first, second, answers).assessment)
    assert found.assessment.answer("a") == noted("full", carried_over=True)
    assert found.taken_up == ("a",)


def test_what_a_branch_still_answered_under_the_old_id_is_taken_up_by_the_renamed_question() -> None:
    now = flat(one("a2", renamed_from=["a"]), one("b2", renamed_from=["b"]))
    found = moved(now, now, of(a=noted("full"), b=noted("full"), b2=noted("absent")))
    assert found.assessment.answer("a2") == noted("full", carried_over=True)
    assert found.assessment.answer("b2") == noted("absent"), "an answer that is there is not replaced"
    assert (found.taken_up, list(found.kept_aside)) == (("a2",), ["b"])


def test_moving_to_the_same_text_changes_nothing() -> None:
    text = flat(one("a", merged_from=["x"]), one("b", renamed_from=["y"]))
    answers = of(a=noted("full"), stray=noted("full"))
    found = moved(text, text, answers)
    assert found.assessment.answers == answers.answers
    assert not found.taken_up


def test_other_weights_gates_and_values_are_named() -> None:
    steps = [{"at_least": "10", "value": "1"}, {"at_least": "0", "value": "0"}]
    before = flat(one("a"), one("b"), number("days"), one("d"), one("e"))
    after = flat(
        one("a2", renamed_from=["a"], weight="3"),
        one("b", gates=[{"level": "high", "at_least": "full"}]),
        number("days", steps=steps),
        many("d"),
        one("e"),
    )
    answers = of(a=noted("full"), days=Answer(number=Fraction(7)), d=noted("full"))
    found = question_changes(answers, before, after, moved(before, after, answers))
    assert [(one.question, one.weight, one.value) for one in found] == [
        ("a2", (1, 3), None),
        ("b", None, None),
        ("days", None, (Fraction(1, 2), 0)),
        ("d", None, (1, None)),
    ]
    assert found[1].gates is not None
    assert [len(gates) for gates in found[1].gates] == [0, 1]


law = settings(max_examples=30, deadline=None)


@law
@given(st.data(), versions())
def test_no_answer_is_ever_lost_there_or_back(data: st.DataObject, pair: tuple[Questionnaire, Questionnaire]) -> None:
    before, after = pair
    answers = with_words(data.draw, data.draw(assessments(before)))
    there = move(answers, before, after, REF).assessment
    assert lost(answers, there) == []
    newer = with_words(data.draw, there)
    back = move(newer, after, before, REF).assessment
    assert lost(newer, back) == []
    again = move(back, before, after, REF).assessment
    assert lost(back, again) == []
    assert not any(answer == EMPTY_ANSWER for answer in again.answers.values())


@law
@given(st.data(), versions())
def test_what_moving_does_to_a_score_is_the_questionnaires_doing(
    data: st.DataObject, pair: tuple[Questionnaire, Questionnaire]
) -> None:
    before, after = pair
    answers = with_words(data.draw, data.draw(assessments(before)))
    comparison = compare(side(before, answers), side(after, move(answers, before, after, REF).assessment))
    for score in (comparison.overall, *(section.score for section in comparison.sections)):
        assert score.parts == Parts(questionnaire=score.change)
    assert not comparison.regressions
