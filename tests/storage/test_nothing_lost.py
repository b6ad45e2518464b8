"""No answer is ever lost by open, save, merge and moving to another version, in whatever order they come."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.moving import holds, move
from readiness_tui.model.assessment import Answer, Assessment, QuestionnaireRef
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.storage.encoding import encode_assessment
from readiness_tui.storage.merged_files import MergedText, merge_texts
from tests.analysis.strategies import assessments
from tests.analysis.versions import lost, versions, with_words

NEWER = QuestionnaireRef(id="random", version="2.0.0", hash="sha256:2")
law = settings(max_examples=40, deadline=None)


def text_of(assessment: Assessment, questionnaire: Questionnaire) -> bytes:
    return encode_assessment(assessment, [question.id for question in questionnaire.questions]).encode()


def reopened(assessment: Assessment, questionnaire: Questionnaire) -> Assessment:
    """Saved and opened again."""
    return decode_assessment(text_of(assessment, questionnaire), "x")


def edited(data: st.DataObject, start: Assessment, by: str) -> Assessment:
    """Some questions answered again, each with a note that says who did."""
    for name in data.draw(st.sets(st.sampled_from(list(start.answers)), max_size=4)):
        start = start.with_answer(name, Answer(choice="full", note=f"{name} by {by}"))
    return start


def changes(side: Assessment, base: Assessment) -> dict[str, Answer]:
    return {name: answer for name, answer in side.answers.items() if answer != base.answer(name)}


def marked(merged: MergedText) -> set[str]:
    return {conflict.key for conflict in merged.conflicts}


@law
@given(st.data(), versions())
def test_opened_saved_and_merged(data: st.DataObject, pair: tuple[Questionnaire, Questionnaire]) -> None:
    asked, _ = pair
    base = reopened(with_words(data.draw, data.draw(assessments(asked))), asked)
    mine, theirs = edited(data, base, "ana"), edited(data, base, "bo")
    merged = merge_texts(*(text_of(each, asked) for each in (base, mine, theirs)), "x")
    if not merged.is_clean:
        for side in (mine, theirs):
            assert all(answer.note in merged.text for answer in changes(side, base).values())
        return
    after = decode_assessment(merged.text.encode(), "x")
    given_now = {**dict(base.answers), **changes(mine, base), **changes(theirs, base)}
    assert {name: answer for name, answer in after.answers.items() if not answer.is_empty} == {
        name: answer for name, answer in given_now.items() if not answer.is_empty
    }


@law
@given(st.data(), versions())
def test_merged_while_one_side_moved_to_another_version(
    data: st.DataObject, pair: tuple[Questionnaire, Questionnaire]
) -> None:
    before, after = pair
    base = reopened(with_words(data.draw, data.draw(assessments(before))), before)
    mine, theirs = edited(data, base, "ana"), edited(data, base, "bo")
    moved = move(mine, before, after, NEWER).assessment
    merged = merge_texts(text_of(base, before), text_of(moved, after), text_of(theirs, before), "x")
    if not merged.is_clean:
        assert all(answer.note in merged.text for answer in changes(theirs, base).values())
        return
    joined = decode_assessment(merged.text.encode(), "x")
    assert joined.questionnaire == NEWER
    settled = reopened(move(joined, after, after, NEWER).assessment, after)
    given_there = changes(theirs, base)
    for name, answer in given_there.items():
        assert any(holds(found, answer) for found in settled.answers.values()), name
    rest = moved.model_copy(update={"answers": {n: a for n, a in moved.answers.items() if n not in given_there}})
    assert lost(rest, settled) == []
