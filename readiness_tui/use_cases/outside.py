"""What others wrote meanwhile, and what an earlier run couldn't save: found, merged in, and never lost to undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from readiness_tui.model.assessment import Assessment
from readiness_tui.model.faults import UserError
from readiness_tui.storage.assessments import Conflict, load_working, restore_recovered
from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.storage.merging import merge
from readiness_tui.storage.state import drop_copy, recovered
from readiness_tui.storage.working import load_again
from readiness_tui.storage.workspaces import Workspace, assessment_folder
from readiness_tui.use_cases.sessions import Change, Session, save

Prefer = Mapping[str, Literal["mine", "theirs"]]
Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Recovered:
    """What an earlier run couldn't save: how many things differ from the file, and when it was kept."""

    count: int
    moment: datetime


def saved(session: Session, now: datetime, prefer: Prefer | None = None) -> Session:
    """The session after saving; what others wrote meanwhile is merged in and stays when a step is undone."""
    return _rebased(save(session, now, prefer), session.assessment)


def _rebased(session: Session, mine: Assessment) -> Session:
    """The steps of undo with what came from outside put into each, so that undoing doesn't take it back."""
    theirs = session.assessment
    if theirs == mine or not (session.done or session.undone):
        return session

    def with_theirs(change: Change) -> Change:
        return replace(change, before=merge(mine, change.before, theirs).assessment)

    return replace(session, done=tuple(map(with_theirs, session.done)), undone=tuple(map(with_theirs, session.undone)))


def file_stamp(session: Session) -> Stamp:
    """What changes when the answers' file is written: its inode, size and time. None where there is no file."""
    path = assessment_folder(session.workspace, session.slug) / "assessment.yaml"
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def read_again(session: Session) -> Session:
    """The session with the file's answers if others changed them and nothing here waits to be saved; else the same.

    Raises UserError where the file can't be read any more.
    """
    if not session.is_saved:
        return session
    working = load_again(session.workspace, session.slug, session.working)
    if working is session.working:
        return session
    now = replace(session, working=working, assessment=working.assessment)
    return _rebased(now, session.assessment)


def recovery_of(workspace: Workspace, slug: str) -> Recovered | None:
    """What an earlier run couldn't save, if it differs from what the file holds."""
    kept = recovered(workspace, slug)
    if kept is None:
        return None
    try:
        mine = decode_assessment(kept.text.encode("utf-8"), "the recovery copy")
        count = _differences(mine, load_working(workspace, slug).assessment)
    except UserError:
        return None
    return Recovered(count, kept.moment) if count else None


def is_kept(session: Session) -> bool:
    """Whether a recovery copy on this machine holds what the screen shows."""
    kept = recovered(session.workspace, session.slug)
    try:
        copy = decode_assessment(kept.text.encode("utf-8"), "the recovery copy") if kept else None
    except UserError:
        return False
    return copy is not None and _differences(session.assessment, copy) == 0


def _differences(mine: Assessment, theirs: Assessment) -> int:
    pairs: tuple[tuple[Mapping[str, object], Mapping[str, object]], ...] = (
        ({key: one for key, one in mine.answers.items() if not one.is_empty}, theirs.answers),
        (mine.tasks, theirs.tasks),
        (mine.profile, theirs.profile),
    )
    changed = sum(there.get(key) != value for here, there in pairs for key, value in here.items())
    gone = sum(key not in mine.answers for key, one in theirs.answers.items() if not one.is_empty)
    return changed + gone


def keep_recovered(workspace: Workspace, slug: str, prefer: Prefer | None = None) -> tuple[Conflict, ...]:
    """Save what was recovered; what both sides changed is returned, and then nothing is written. Raises UserError."""
    done = restore_recovered(workspace, slug, prefer)
    return done.conflicts if done is not None else ()


def forget_recovered(workspace: Workspace, slug: str) -> None:
    """A person said no: the copy is dropped."""
    kept = recovered(workspace, slug)
    if kept is not None:
        drop_copy(kept.path)
