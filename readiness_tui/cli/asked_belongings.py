"""What belongs to an answer, asked for line by line: a note, evidence, owner and due, a waiver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_tui.cli.printing import put_plainly

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from readiness_tui.cli.typed_lines import Lines
    from readiness_tui.model.questionnaire import Question
    from readiness_tui.use_cases.sessions import Session

    Asked = Callable[[Session, Question, Lines], Session | None]
    """The session with what was typed; None where nothing was."""


def _note(session: Session, question: Question, lines: Lines) -> Session | None:
    from readiness_tui.cli.asked_answers import with_note

    line = lines.ask("Note, an empty line ends it, - takes it away: ")
    if not line:
        return None
    if line == "-":
        return with_note(session, question, "")
    note = [line]
    while line := lines.ask("  "):
        note.append(line)
    return with_note(session, question, "\n".join(note))


def _evidence(session: Session, question: Question, lines: Lines) -> Session | None:
    from readiness_tui.cli.asked_answers import with_evidence

    what = lines.ask("Link or text: ")
    observed = lines.ask("Observed, Enter for today: ") if what else None
    expires = lines.ask("Expires, Enter for never: ") if what else None
    return with_evidence(session, question, what, observed or "", expires or "") if what else None


def _edit_line(session: Session, question: Question, lines: Lines) -> Session | None:
    from readiness_tui.cli.asked_answers import with_edit_line

    text = lines.ask("Owner @name, due +2w or a day, ticket #ID, a link; @- +- #- take back: ")
    if not text:
        return None
    changed, words = with_edit_line(session, question, text)
    put_plainly(f"Reads as {words}")
    return changed


def _waiver(session: Session, question: Question, lines: Lines) -> Session | None:
    from readiness_tui.cli.asked_answers import with_waiver

    reason = lines.ask("Waive: why may the shortfall be accepted? - takes a waiver back: ")
    if not reason:
        return None
    if reason == "-":
        return with_waiver(session, question, None)
    approver = lines.ask("Who accepts it? ")
    expires = lines.ask("Until the end of which day, YYYY-MM-DD? ")
    return with_waiver(session, question, (reason, approver or "", expires or ""))


BELONGINGS: Mapping[str, Asked] = {"n": _note, "E": _evidence, "e": _edit_line, "w": _waiver}
"""What is asked for by its key."""
