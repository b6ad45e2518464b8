"""What the disk refuses to a person without rights, for real: in a child that gives up being root, as CI is."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness_tui.model.faults import UserError
from readiness_tui.use_cases.milestones import freeze
from readiness_tui.use_cases.sessions import Session, answer_choice, open_session, save
from readiness_tui.use_cases.workspaces import Workspace, init_workspace, new_assessment
from tests.tui.workspaces import NOW, TODAY

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
NOBODY = 65534
LATER = datetime(2026, 11, 23, tzinfo=UTC)


def answered(session: Session, choice: str, now: datetime) -> Session:
    return answer_choice(session, session.questionnaire.questions[0], choice, now)


def without_rights(work: Callable[[], str]) -> str:
    """What some work says in a child that is nobody; a UserError says its text. Everything it needs is loaded."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            said = work()
        except UserError as error:
            said = str(error.faults[0])
        except BaseException as error:
            said = f"crashed: {error!r}"
        os.write(theirs, said.encode()[:4000])
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as told:
        said = told.read().decode()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An agent with an answer and a milestone; saving and freezing have loaded all that they load."""
    found = init_workspace(tmp_path / "ws", "ws")
    new_assessment(found, "bot")
    assert save(answered(open_session(found, "bot", TODAY, "ana"), "partial", NOW), NOW).is_saved
    freeze(found, "bot", NOW, "ana", "")
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent, tmp_path.parent.parent.parent):
        if folder.stat().st_uid == os.getuid() and "pytest" in str(folder):
            folder.chmod(folder.stat().st_mode | 0o011)  # nobody has to get there
    return found


def closed(folder: Path) -> dict[str, bytes]:
    """The bytes of all files, after every folder and file was closed for writing."""
    held = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return held


def reopened(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.parametrize("what", ["answer", "milestone"])
def test_a_folder_that_may_only_be_read_is_told_and_nothing_changes(workspace: Workspace, what: str) -> None:
    session = open_session(workspace, "bot", TODAY, "ana")

    def work() -> str:
        if what == "milestone":
            return freeze(workspace, "bot", LATER, "ana", "second").name
        return save(answered(session, "full", LATER), LATER).save_fault or "saved"

    before = closed(workspace.root)
    try:
        said = without_rights(work)
    finally:
        reopened(workspace.root)
    assert "permission" in said.lower() or "may not" in said.lower() or "read-only" in said.lower(), said
    assert {str(path): path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()} == before
