"""The versions of the open agent that one can choose from: the working answers as shown, and its milestones."""

from __future__ import annotations

from readiness_tui.storage.milestones import MilestoneRef
from readiness_tui.use_cases.milestones import Version, open_version
from readiness_tui.use_cases.sessions import Session, version_of

WORKING = "working"


def readable_milestones(session: Session) -> tuple[MilestoneRef, ...]:
    """The milestones that can be read and trusted, newest first."""
    return tuple(ref for ref in reversed(session.milestones) if not ref.problem)


def which_of(ref: MilestoneRef) -> str:
    """How AGENT@... names a milestone: `3`, `3-7f3a9c`."""
    return ref.label.removeprefix("@")


def milestone_before(session: Session, which: str) -> MilestoneRef | None:
    """The milestone before a version, the last one before the working answers; None where there is none."""
    refs = readable_milestones(session)
    number = next((ref.number for ref in refs if which_of(ref) == which), None)
    return next((ref for ref in refs if number is None or ref.number < number), None)


def version_chosen(session: Session, which: str) -> Version:
    """The version of that name; `working`, or no name, the working answers as shown. Raises UserError."""
    if which in ("", WORKING):
        return version_of(session)
    return open_version(session.workspace, f"{session.slug}@{which}", session.today)
