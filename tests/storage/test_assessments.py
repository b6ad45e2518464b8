"""Working answers open with exactly their questionnaire, and are saved without losing what anyone wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness_tui.model.assessment import Answer, QuestionnaireRef
from readiness_tui.model.faults import UserError
from readiness_tui.storage import file_calls
from readiness_tui.storage.assessments import (
    create_assessment,
    load_working,
    save_working,
)
from readiness_tui.storage.files import replace_file
from readiness_tui.storage.questionnaires import load_questionnaire
from readiness_tui.storage.state import recovered
from tests.storage.scenes import (
    IDS,
    MOMENT,
    SLUG,
    a_task,
    add_questionnaire,
    answered,
    assessment_path,
    make_workspace,
    new_assessment,
    questionnaire_text,
    temporaries,
)


def pinned_files(root: Path) -> list[Path]:
    return sorted((root / "assessments" / SLUG / "questionnaires").iterdir())


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path)
    answer = Answer(choice="partial", note="Größe [/] {{x}}\n\n  two\n", owner="ana", by="bo", at=MOMENT)
    changed = (
        working.assessment.with_answer("question-2", answer).with_task("refund", a_task()).with_fact("stage", "no")
    )
    saved = save_working(workspace, SLUG, working, changed)
    loaded = load_working(workspace, SLUG)
    assert loaded.assessment.answer("question-2") == answer
    assert loaded.assessment.tasks == changed.tasks
    assert loaded.assessment.profile == {"stage": "no"}
    assert loaded.text_hash == saved.working.text_hash
    assert loaded.questionnaire.questionnaire == working.questionnaire.questionnaire
    assert temporaries(tmp_path) == []


def test_every_question_keeps_its_line_in_the_order_of_the_questionnaire(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path)
    save_working(workspace, SLUG, working, answered(working.assessment, question_4="yes", question_2="no"))
    lines = assessment_path(workspace).read_text().splitlines()
    assert [line for line in lines if line.startswith("  question-")] == [f"  {each}:" for each in IDS]


def test_a_taken_slug_is_refused_and_nothing_of_it_changes(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path)
    before = assessment_path(workspace).read_bytes()
    with pytest.raises(UserError, match="already"):
        create_assessment(workspace, answered(working.assessment, question_1="yes"), working.questionnaire)
    assert assessment_path(workspace).read_bytes() == before


def test_milestones_without_working_answers_still_hold_their_slug(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path)
    (workspace.root / "assessments" / SLUG / "milestones").mkdir()
    assessment_path(workspace).unlink()
    with pytest.raises(UserError, match="already"):
        create_assessment(workspace, working.assessment, working.questionnaire)


def test_the_pinned_text_is_used_whatever_happens_to_the_questionnaire(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path)
    add_questionnaire(workspace.root, "2.0.0", IDS[:2])
    assert load_working(workspace, SLUG).questionnaire.questionnaire.version == "1.0.0"
    (workspace.root / "questionnaires" / "small.yaml").unlink()
    loaded = load_working(workspace, SLUG).questionnaire
    assert (loaded.text, loaded.hash, loaded.origin) == (
        working.questionnaire.text,
        working.questionnaire.hash,
        "pinned",
    )


def test_windows_line_ends_change_no_hash(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path)
    for path in (assessment_path(workspace), *pinned_files(workspace.root)):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    loaded = load_working(workspace, SLUG)
    assert (loaded.text_hash, loaded.questionnaire.hash) == (working.text_hash, working.questionnaire.hash)
    assert save_working(workspace, SLUG, working, answered(working.assessment, question_1="yes")).merged_questions == ()


def test_a_missing_pin_is_replaced_by_a_questionnaire_with_the_same_text(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path)
    for path in pinned_files(workspace.root):
        path.unlink()
    assert load_working(workspace, SLUG).questionnaire.hash == working.questionnaire.hash


@pytest.mark.parametrize(("is_missing", "words"), [(True, "is missing"), (False, "was changed")])
def test_a_pin_that_nothing_can_replace_is_named_with_what_to_do(tmp_path: Path, is_missing: bool, words: str) -> None:
    workspace, _ = make_workspace(tmp_path)
    add_questionnaire(workspace.root, "2.0.0")
    (pin,) = pinned_files(workspace.root)
    if is_missing:
        pin.unlink()
    else:
        pin.write_text(questionnaire_text("1.0.1"))
    with pytest.raises(UserError, match=words) as raised:
        load_working(workspace, SLUG)
    assert "restore" in raised.value.faults[0].remedy
    assert str(pin) in raised.value.faults[0].message


def test_a_copied_folder_is_an_agent_of_its_own(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    copy = workspace.root / "assessments" / "copy"
    (copy / "questionnaires").mkdir(parents=True)
    for path in (assessment_path(workspace), *pinned_files(workspace.root)):
        (copy / path.relative_to(workspace.root / "assessments" / SLUG)).write_bytes(path.read_bytes())
    working = load_working(workspace, "copy")
    assert working.assessment.agent.slug == "copy"
    save_working(workspace, "copy", working, answered(working.assessment, question_1="yes"))
    assert load_working(workspace, SLUG).assessment.answer("question-1").is_empty
    assert load_working(workspace, "copy").assessment.answer("question-1").choice == "yes"


def test_an_answer_given_outside_meanwhile_is_merged_and_named(tmp_path: Path) -> None:
    workspace, mine = make_workspace(tmp_path)
    theirs = load_working(workspace, SLUG)
    save_working(workspace, SLUG, theirs, answered(theirs.assessment, question_1="yes"))
    saved = save_working(workspace, SLUG, mine, answered(mine.assessment, question_2="no"))
    assert saved.merged_questions == ("question-1",)
    loaded = load_working(workspace, SLUG).assessment
    assert (loaded.answer("question-1").choice, loaded.answer("question-2").choice) == ("yes", "no")
    assert saved.working.assessment == loaded


def test_one_question_changed_both_ways_is_asked_and_nothing_is_written_before(tmp_path: Path) -> None:
    workspace, mine = make_workspace(tmp_path)
    theirs = load_working(workspace, SLUG)
    save_working(workspace, SLUG, theirs, answered(theirs.assessment, question_1="yes"))
    before = assessment_path(workspace).read_bytes()
    wanted = answered(mine.assessment, question_1="no", question_2="no")
    asked = save_working(workspace, SLUG, mine, wanted)
    assert [(each.question, each.mine.choice, each.theirs.choice) for each in asked.conflicts] == [
        ("question-1", "no", "yes")
    ]
    assert asked.working == mine
    assert assessment_path(workspace).read_bytes() == before
    assert "question-2:\n    choice:" in recovered(workspace, SLUG).text  # type: ignore[union-attr]
    settled = save_working(workspace, SLUG, mine, wanted, {"question-1": "mine"})
    assert settled.conflicts == ()
    assert load_working(workspace, SLUG).assessment.answer("question-1").choice == "no"
    assert recovered(workspace, SLUG) is None


def test_a_file_edited_by_hand_is_not_rewritten_when_nothing_is_to_be_saved(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path)
    path = assessment_path(workspace)
    edited = path.read_text().replace("  question-1:\n", "  # by hand\n  question-1: {choice: yes}\n")
    path.write_text(edited)
    saved = save_working(workspace, SLUG, working, working.assessment)
    assert path.read_text() == edited
    assert saved.working.assessment.answer("question-1").choice == "yes"
    assert saved.merged_questions == ("question-1",)


@pytest.mark.parametrize("damage", ["<<<<<<< HEAD\n", "answers: [\n", "\x00", None])
def test_a_file_that_became_unreadable_is_not_written_over_and_the_answers_are_kept(
    tmp_path: Path, damage: str | None
) -> None:
    workspace, working = make_workspace(tmp_path)
    path = assessment_path(workspace)
    path.write_text(path.read_text() + damage) if damage else path.unlink()
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(UserError):
        save_working(workspace, SLUG, working, answered(working.assessment, question_1="yes"))
    assert (path.read_bytes() if path.exists() else None) == before
    assert "choice:" in recovered(workspace, SLUG).text  # type: ignore[union-attr]


@pytest.mark.parametrize("line", ["readiness/assessment@2", '"readiness/assessment@17"  # later'])
def test_a_newer_format_opens_read_only_and_is_never_saved_over(tmp_path: Path, line: str) -> None:
    workspace, working = make_workspace(tmp_path)
    save_working(workspace, SLUG, working, answered(working.assessment, question_1="yes"))
    path = assessment_path(workspace)
    path.write_text(path.read_text().replace("readiness/assessment@1", line, 1) + "new-part:\n  deep: 1\n")
    before = path.read_bytes()
    opened = load_working(workspace, SLUG)
    assert opened.assessment.answer("question-1").choice == "yes"
    assert "newer format" in opened.read_only
    for base in (opened, working):
        with pytest.raises(UserError, match="newer format"):
            save_working(workspace, SLUG, base, answered(base.assessment, question_2="yes"))
    assert path.read_bytes() == before


def test_a_newer_format_that_cannot_be_read_at_all_says_so(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    assessment_path(workspace).write_text("format: readiness/assessment@2\nanswers: moved elsewhere\n")
    with pytest.raises(UserError, match="newer format"):
        load_working(workspace, SLUG)


def test_moving_to_another_version_pins_it_and_keeps_the_answers(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path)
    newer = add_questionnaire(workspace.root, "2.0.0", ("new-one", *IDS))
    ref = QuestionnaireRef(id="small", version="2.0.0", hash=newer.hash)
    moved = answered(working.assessment, question_1="yes").model_copy(update={"questionnaire": ref})
    (workspace.root / "questionnaires" / "small.yaml").unlink()
    with pytest.raises(UserError, match="questionnaire"):
        save_working(workspace, SLUG, working, moved)
    save_working(workspace, SLUG, working, moved, questionnaire=newer)
    loaded = load_working(workspace, SLUG)
    assert loaded.questionnaire.questionnaire.version == "2.0.0"
    assert len(pinned_files(workspace.root)) == 2
    assert "  new-one:\n  question-1:\n    choice:" in assessment_path(workspace).read_text()


def test_an_answer_given_while_others_moved_to_another_version_goes_under_the_new_id(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path)
    add_questionnaire(workspace.root)
    path = workspace.root / "questionnaires" / "small.yaml"
    text = questionnaire_text("2.0.0").replace("{id: question-1,", "{id: newer-1, renamed_from: [question-1],")
    path.write_text(text)
    newer = load_questionnaire(path)
    ref = QuestionnaireRef(id="small", version="2.0.0", hash=newer.hash)
    theirs = working.assessment.model_copy(update={"questionnaire": ref})
    save_working(workspace, SLUG, working, theirs, questionnaire=newer)
    saved = save_working(workspace, SLUG, working, answered(working.assessment, question_1="yes", question_2="no"))
    after = load_working(workspace, SLUG).assessment
    assert saved.working.assessment.answer("newer-1").choice == "yes"
    assert after.questionnaire == ref
    assert after.answer("newer-1") == Answer(choice="yes", carried_over=True)
    assert after.answer("question-2") == Answer(choice="no")
    assert "question-1:" not in assessment_path(workspace).read_text()


def test_a_link_in_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path / "root")
    outside = tmp_path / "outside.yaml"
    outside.write_bytes(assessment_path(workspace).read_bytes())
    assessment_path(workspace).unlink()
    assessment_path(workspace).symlink_to(outside)
    before = outside.read_bytes()
    with pytest.raises(UserError, match="symbolic link"):
        save_working(workspace, SLUG, working, answered(working.assessment, question_1="yes"))
    assert outside.read_bytes() == before


def test_the_short_name_of_a_pin_taken_by_another_text_is_no_obstacle(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path)
    (pin,) = pinned_files(workspace.root)
    replace_file(workspace.root / "questionnaires" / "small.yaml", questionnaire_text("3.0.0"))
    pin.write_text(questionnaire_text("other"))
    other = new_assessment(working.questionnaire)
    assessment_path(workspace).unlink()
    create_assessment(workspace, other, working.questionnaire)
    assert load_working(workspace, SLUG).questionnaire.text == working.questionnaire.text
    assert len(pinned_files(workspace.root)) == 2


def test_one_key_means_few_flushes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, working = make_workspace(tmp_path)
    flushed: list[int] = []
    monkeypatch.setattr(file_calls.current, "fsync", flushed.append)
    save_working(workspace, SLUG, working, answered(working.assessment, question_1="yes"))
    assert len(flushed) == 2
    save_working(workspace, SLUG, load_working(workspace, SLUG), load_working(workspace, SLUG).assessment)
    assert len(flushed) == 2
    assert load_questionnaire(pinned_files(workspace.root)[0]).hash == working.questionnaire.hash
