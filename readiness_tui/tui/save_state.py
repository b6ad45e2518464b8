"""What the line above a screen says of saving: saved, NOT SAVED, READ ONLY, DEMO."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_tui.tui.widgets.header import HeaderLine

if TYPE_CHECKING:  # the start is not to wait for them
    from readiness_tui.use_cases.sessions import Session


def with_state(line: HeaderLine, session: Session) -> HeaderLine:
    """The line with what is known about saving."""
    state, alarm = save_state(session)
    return HeaderLine(line.crumbs, line.facts, state, alarm, line.gap)


def save_state(session: Session) -> tuple[str, bool]:
    """`saved 12:04`, and whether it is an alarm: `NOT SAVED: disk full`, `READ ONLY`. A demo says so."""
    if session.is_read_only:
        return "READ ONLY", True
    if session.save_fault:
        return f"NOT SAVED: {session.save_fault}", True
    saved = f"saved {session.saved_at:%H:%M}" if session.saved_at else "saved"
    return (f"DEMO {saved}" if session.is_demo else saved), False
