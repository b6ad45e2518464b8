"""What couldn't be saved is kept outside the workspace, offered again, and merged with what others wrote since."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness_tui.model.faults import UserError
from readiness_tui.storage import state
from readiness_tui.storage.assessments import load_working, restore_recovered, save_working
from readiness_tui.storage.encoding import encode_assessment
from readiness_tui.storage.state import cache_folder, drop_recovery, keep_recovery, recovered, state_folder
from tests.storage.scenes import IDS, SLUG, answered, assessment_path, make_workspace


def test_a_recovery_copy_is_kept_offered_and_dropped(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    assert recovered(workspace, SLUG) is None
    path = keep_recovery(workspace, SLUG, "text\n", "began\n")
    text, moment = recovered(workspace, SLUG)  # type: ignore[misc]
    assert (text, moment.tzinfo is not None) == ("text\n", True)
    assert not path.is_relative_to(workspace.root)
    assert path.parent.stat().st_mode & 0o077 == 0
    drop_recovery(workspace, SLUG)
    drop_recovery(workspace, SLUG)
    assert recovered(workspace, SLUG) is None
    assert restore_recovered(workspace, SLUG) is None


def test_a_later_run_that_saves_keeps_what_an_earlier_one_could_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, working = make_workspace(tmp_path)
    keep_recovery(workspace, SLUG, encode_assessment(answered(working.assessment, question_1="yes"), IDS), "")
    monkeypatch.setattr(state, "_THIS_RUN", "another")
    save_working(workspace, SLUG, working, answered(working.assessment, question_2="yes"))
    keep_recovery(workspace, SLUG, "newer\n")
    drop_recovery(workspace, SLUG)
    assert "choice: " in recovered(workspace, SLUG).text  # type: ignore[union-attr]


def test_what_could_not_be_saved_is_restored_and_merged_with_what_others_wrote(tmp_path: Path) -> None:
    workspace, mine = make_workspace(tmp_path)
    assessment_path(workspace).chmod(0o444)
    with pytest.raises(UserError, match="permission"):
        save_working(workspace, SLUG, mine, answered(mine.assessment, question_1="no", question_3="yes"))
    assessment_path(workspace).chmod(0o644)
    for question in ("question_2", "question_3"):  # in the file, by a program that knows nothing of the copy
        replaced = answered(load_working(workspace, SLUG).assessment, **{question: "no"})
        path, text = assessment_path(workspace), encode_assessment(replaced, IDS)
        path.write_text(text)
    asked = restore_recovered(workspace, SLUG)
    assert asked is not None
    assert [conflict.id for conflict in asked.conflicts] == ["question-3"]
    restored = restore_recovered(workspace, SLUG, {"question-3": "mine"})
    assert restored is not None
    choices = [restored.working.assessment.answer(each).choice for each in IDS[:3]]
    assert choices == ["no", "no", "yes"]
    assert load_working(workspace, SLUG).assessment == restored.working.assessment
    assert recovered(workspace, SLUG) is None


def test_the_folders_of_a_persons_own_can_be_moved_and_are_never_in_the_workspace(
    tmp_path: Path, own_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (state_folder(), cache_folder()) == (own_state, own_state / "cache")
    monkeypatch.delenv("READINESS_STATE_DIR")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for folder in (state_folder(), cache_folder()):
        assert folder.name == "readiness"
        assert folder.is_absolute()


def test_a_copy_that_cannot_be_read_is_no_copy(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    keep_recovery(workspace, SLUG, "text").write_bytes(b"\xff\xfe")
    assert recovered(workspace, SLUG) is None
