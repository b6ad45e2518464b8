"""The three-way merge takes what changed on one side, and asks only where both sides changed one thing differently."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_tui.model.assessment import EMPTY_ANSWER, Agent, Answer, Assessment, QuestionnaireRef
from readiness_tui.storage.conflict_marks import marked
from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.storage.encoding import encode_assessment
from readiness_tui.storage.merged_files import merge_texts
from readiness_tui.storage.merging import merge
from tests.storage.scenes import MOMENT, a_task, answered

IDS = ("a", "b", "c", "d")
REF = QuestionnaireRef(id="small", version="1", hash="sha256:00")
EMPTY = Assessment(agent=Agent(name="Agent", slug="agent"), questionnaire=REF)


def put(assessment: Assessment, question: str, **parts: Any) -> Assessment:
    return assessment.with_answer(question, Answer(**parts))


def test_different_questions_merge_and_what_came_from_them_is_named() -> None:
    merged = merge(EMPTY, answered(EMPTY, a="yes"), answered(EMPTY, b="no"))
    assert {key: answer.choice for key, answer in merged.assessment.answers.items()} == {"a": "yes", "b": "no"}
    assert (merged.conflicts, merged.from_theirs) == ((), ("b",))


def test_the_same_question_changed_both_ways_is_a_conflict_and_theirs_stands() -> None:
    merged = merge(EMPTY, answered(EMPTY, a="yes", b="yes"), answered(EMPTY, a="no"))
    (conflict,) = merged.conflicts
    assert (conflict.kind, conflict.question, conflict.id) == ("question", "a", "a")
    assert (conflict.mine.choice, conflict.theirs.choice) == ("yes", "no")
    assert (merged.assessment.answer("a").choice, merged.assessment.answer("b").choice) == ("no", "yes")


@pytest.mark.parametrize(("side", "choice"), [("mine", "yes"), ("theirs", "no")])
def test_a_preference_settles_a_conflict(side: Any, choice: str) -> None:
    merged = merge(EMPTY, answered(EMPTY, a="yes"), answered(EMPTY, a="no"), {"a": side})
    assert merged.conflicts == ()
    assert merged.assessment.answer("a").choice == choice


def test_the_same_answer_at_another_moment_is_no_conflict() -> None:
    mine = put(EMPTY, "a", choice="yes", by="ana", at=MOMENT)
    theirs = put(EMPTY, "a", choice="yes", by="bo", at=MOMENT + timedelta(minutes=1))
    merged = merge(EMPTY, mine, theirs)
    assert merged.conflicts == ()
    assert merged.assessment.answer("a").by == "bo"


def test_an_answer_cleared_on_one_side_and_changed_on_the_other_is_a_conflict() -> None:
    base = answered(EMPTY, a="yes")
    (conflict,) = merge(base, base.with_answer("a", EMPTY_ANSWER), answered(base, a="no")).conflicts
    assert (conflict.mine, conflict.theirs.choice) == (None, "no")


def test_tasks_facts_agent_fields_and_questionnaire_merge_each_by_itself() -> None:
    base = EMPTY.with_task("old", a_task()).with_fact("stage", "idea")
    mine = base.with_task("mine", a_task("Mine")).with_fact("stage", "staging").without_task("old")
    mine = mine.model_copy(update={"agent": base.agent.model_copy(update={"owner": "ana"})})
    theirs = base.with_task("theirs", a_task("Theirs")).with_fact("volume", "10")
    theirs = theirs.model_copy(
        update={
            "agent": base.agent.model_copy(update={"name": "Renamed"}),
            "questionnaire": REF.model_copy(update={"version": "2", "hash": "sha256:11"}),
        }
    )
    merged = merge(base, mine, theirs)
    assert merged.conflicts == ()
    assert tuple(merged.assessment.tasks) == ("theirs", "mine")
    assert merged.assessment.profile == {"stage": "staging", "volume": "10"}
    assert (merged.assessment.agent.owner, merged.assessment.agent.name) == ("ana", "Renamed")
    assert merged.assessment.questionnaire.version == "2"


def test_a_field_that_one_side_emptied_is_empty() -> None:
    base = EMPTY.model_copy(update={"agent": EMPTY.agent.model_copy(update={"owner": "ana"})})
    assert merge(base, EMPTY, base).assessment.agent.owner is None
    assert merge(base, base, EMPTY).assessment.agent.owner is None
    fact = EMPTY.with_fact("stage", "idea")
    assert merge(fact, EMPTY, fact).assessment.profile == {}
    assert merge(fact, fact, EMPTY).assessment.profile == {}


def test_each_kind_of_conflict_has_a_name_of_its_own() -> None:
    def side(word: str) -> Assessment:
        agent = EMPTY.agent.model_copy(update={"owner": word})
        ref = REF.model_copy(update={"version": word})
        changed = EMPTY.with_task("a", a_task(word)).with_fact("a", word).with_answer("a", Answer(note=word))
        return changed.model_copy(update={"agent": agent, "questionnaire": ref})

    ids = {conflict.id for conflict in merge(EMPTY, side("x"), side("y")).conflicts}
    assert ids == {"a", "task:a", "fact:a", "agent:owner", "questionnaire:questionnaire"}


def test_keys_of_a_persons_own_are_merged_and_kept() -> None:
    head = encode_assessment(EMPTY, IDS)
    base, mine, theirs = (
        decode_assessment((head + extra).encode(), "x") for extra in ("own: 1\n", "own: 1\nmine: 2\n", "own: 3\n")
    )
    merged = merge(base, mine, theirs).assessment
    assert merged.model_extra == {"own": "3", "mine": "2"}
    assert "mine: " in encode_assessment(merged, IDS)


ANSWERS = st.builds(
    lambda choice, note: Answer(choice=choice, note=note),
    st.sampled_from([None, "yes", "no"]),
    st.sampled_from(["", "n"]),
)
ASSESSMENTS = st.builds(
    lambda answers, tasks, facts: EMPTY.model_copy(
        update={
            "answers": MappingProxyType(answers),
            "tasks": MappingProxyType({key: a_task(name) for key, name in tasks.items()}),
            "profile": MappingProxyType(facts),
        }
    ),
    st.dictionaries(st.sampled_from(IDS), ANSWERS),
    st.dictionaries(st.sampled_from(IDS), st.sampled_from(["One", "Two"])),
    st.dictionaries(st.sampled_from(IDS), st.sampled_from(["1", "2"])),
)


def said(assessment: Assessment) -> dict[str, Any]:
    """What an assessment says, without order and without empty answers."""
    answers = {key: answer for key, answer in assessment.answers.items() if not answer.is_empty}
    return {"answers": answers, "tasks": dict(assessment.tasks), "profile": dict(assessment.profile)}


@given(ASSESSMENTS, ASSESSMENTS)
def test_when_one_side_changed_nothing_the_other_is_the_merge(base: Assessment, other: Assessment) -> None:
    for merged in (merge(base, other, base), merge(base, base, other), merge(base, other, other)):
        assert merged.conflicts == ()
        assert said(merged.assessment) == said(other)


@given(ASSESSMENTS, ASSESSMENTS, ASSESSMENTS)
def test_the_merge_is_the_same_from_both_sides_but_for_what_is_asked(
    base: Assessment, mine: Assessment, theirs: Assessment
) -> None:
    one, two = merge(base, mine, theirs), merge(base, theirs, mine)
    assert {conflict.id for conflict in one.conflicts} == {conflict.id for conflict in two.conflicts}
    if not one.conflicts:
        assert said(one.assessment) == said(two.assessment)


@given(ASSESSMENTS, ASSESSMENTS, ASSESSMENTS)
def test_nothing_that_a_side_changed_is_lost_unless_it_is_asked_about(
    base: Assessment, mine: Assessment, theirs: Assessment
) -> None:
    merged = merge(base, mine, theirs)
    asked = {conflict.id for conflict in merged.conflicts}
    for side in (mine, theirs):
        for key in IDS:
            if key not in asked and side.answer(key) != base.answer(key):
                assert merged.assessment.answer(key) == side.answer(key)
            if f"task:{key}" not in asked and side.tasks.get(key) != base.tasks.get(key):
                assert merged.assessment.tasks.get(key) == side.tasks.get(key)


@given(ASSESSMENTS, ASSESSMENTS, ASSESSMENTS)
def test_choosing_a_side_everywhere_leaves_no_conflict(base: Assessment, mine: Assessment, theirs: Assessment) -> None:
    asked = merge(base, mine, theirs).conflicts
    settled = merge(base, mine, theirs, {conflict.id: "mine" for conflict in asked})
    assert settled.conflicts == ()
    assert all(
        settled.assessment.answer(each.key) == (each.mine or EMPTY_ANSWER) for each in asked if each.kind == "question"
    )


def test_texts_merge_to_a_text_that_reads() -> None:
    texts = [
        encode_assessment(each, IDS).encode() for each in (EMPTY, answered(EMPTY, a="yes"), answered(EMPTY, b="no"))
    ]
    merged = merge_texts(*texts, "assessment.yaml")
    assert merged.conflicts == ()
    assert merged.text == encode_assessment(answered(EMPTY, a="yes", b="no"), IDS)


def test_texts_with_a_conflict_hold_both_sides_between_the_markers_of_git() -> None:
    mine, theirs = answered(EMPTY, a="yes", b="yes"), answered(EMPTY, a="no", c="no")
    texts = [encode_assessment(each, IDS).encode() for each in (EMPTY, mine, theirs)]
    merged = merge_texts(*texts, "assessment.yaml")
    assert [conflict.id for conflict in merged.conflicts] == ["a"]
    block = "<<<<<<< ours\n    choice: yes\n=======\n    choice: no\n>>>>>>> theirs\n"
    assert block in merged.text.replace('"', "")
    assert merged.text.count("<<<<<<<") == 1
    assert "  c:\n" in merged.text


def sides_of(text: str) -> tuple[str, str]:
    """What is left of a marked text when ours is chosen everywhere, and when theirs is."""
    sides: tuple[list[str], list[str]] = ([], [])
    here = {0, 1}
    for line in text.splitlines(keepends=True):
        if line in ("<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n"):
            here = {"<": {0}, "=": {1}, ">": {0, 1}}[line[0]]
            continue
        for side in here:
            sides[side].append(line)
    return "".join(sides[0]), "".join(sides[1])


LINES = st.sampled_from(["a:\n", "  b:\n", "  c: {}\n", "    note: |\n", "      x\n", "\n", "# why\n", "  # c\n"])
TEXTS = st.lists(LINES, max_size=12).map("".join)


@given(TEXTS, TEXTS)
def test_between_the_markers_stand_exactly_the_two_sides(ours: str, theirs: str) -> None:
    text = marked(ours, theirs)
    assert sides_of(text) == (ours, theirs)
    assert ("<<<<" in text) == (ours != theirs)


def test_a_thousand_questions_changed_both_ways_are_marked_one_by_one() -> None:
    ids = [f"q-{number}" for number in range(1000)]
    everywhere = [answered(EMPTY, **dict.fromkeys(ids, choice)) for choice in ("yes", "no", "partial")]
    merged = merge_texts(*(encode_assessment(each, ids).encode() for each in everywhere), "assessment.yaml")
    assert len(merged.conflicts) == merged.text.count("<<<<<<<") == 1000


def test_both_sides_may_have_added_the_file() -> None:
    mine, theirs = answered(EMPTY, a="yes", b="yes"), answered(EMPTY, b="yes", c="no").with_task("t", a_task())
    texts = [encode_assessment(each, IDS).encode() for each in (mine, theirs)]
    merged = merge_texts(b"", *texts, "assessment.yaml")
    assert merged.is_clean
    assert said(decode_assessment(merged.text.encode(), "x"))["answers"].keys() == {"a", "b", "c"}
    other = theirs.model_copy(update={"agent": theirs.agent.model_copy(update={"name": "Another"})})
    found = merge_texts(b"", texts[0], encode_assessment(answered(other, a="no"), IDS).encode(), "assessment.yaml")
    assert {conflict.id for conflict in found.conflicts} == {"a", "agent:name"}


def test_a_line_that_a_new_questionnaire_took_out_does_not_come_back() -> None:
    """One side moved to a questionnaire that asks `b` as `new-b`; the other answered `c`."""
    moved = EMPTY.model_copy(update={"questionnaire": EMPTY.questionnaire.model_copy(update={"version": "2"})})
    texts = [encode_assessment(EMPTY, IDS), encode_assessment(moved, ("a", "new-b", "c"))]
    texts.append(encode_assessment(answered(EMPTY, c="yes"), IDS))
    for order in ((0, 1, 2), (0, 2, 1)):
        merged = merge_texts(*(texts[place].encode() for place in order), "assessment.yaml")
        assert merged.is_clean
        assert [line for line in merged.text.splitlines() if line.startswith("  ") and line.endswith(":")] == [
            "  a:", "  new-b:", "  c:",
        ]  # fmt: skip
