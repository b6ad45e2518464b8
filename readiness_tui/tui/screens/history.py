"""History: one row a milestone, newest first, below the working answers; two of them can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from readiness_tui.model.faults import UserError
from readiness_tui.storage.milestones import MilestoneRef
from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.glyphs import NOT
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import Place, Went
from readiness_tui.tui.save_state import with_state
from readiness_tui.tui.widgets.header import HeaderLine
from readiness_tui.tui.widgets.history_lines import HistoryRow, history_heading, history_line, version_lines
from readiness_tui.tui.widgets.lines import Line, LinesPanel
from readiness_tui.tui.widgets.rows import RowsPanel
from readiness_tui.use_cases.histories import scored_history
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.version_choices import WORKING

BELOW = 7


class HistoryScreen(Frame):
    """The milestones with their scores, each as of the day it was taken."""

    NAME = "history"
    BINDINGS = bindings_of("history")
    BESIDE = "#version"
    CSS_PATH = "history.tcss"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "history.open",
        "history.mark",
        "history.compare",
        "history.move",
        "history.report",
        "go.milestone",
        "help.keys",
    )

    @dataclass
    class HistoryRead(Message):
        """The milestones were read and scored; `words` say why not."""

        session: Session
        rows: tuple[HistoryRow, ...]
        words: str = ""

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.rows: tuple[HistoryRow, ...] = ()
        self.marked: tuple[str, ...] = ()
        self.words = "reading the milestones"

    def compose_body(self) -> ComposeResult:
        """The rows, and all about the one under the cursor."""
        yield RowsPanel(id="versions")
        yield LinesPanel(id="version")

    def header(self, session: Session) -> HeaderLine:
        """How many."""
        count = len(session.milestones)
        facts = (f"{count} milestone{'' if count == 1 else 's'}",)
        return with_state(HeaderLine((session.slug, "history"), facts), session)

    # What is shown

    def show(self, session: Session) -> None:
        """Read and score them."""
        self.read(session)

    @work(thread=True, exclusive=True, group="history", description="read")
    def read(self, session: Session) -> None:
        """Away from the keys: there may be hundreds."""
        worker = get_current_worker()
        try:
            said = self.HistoryRead(session, _rows(session))
        except UserError as error:
            said = self.HistoryRead(session, (), "; ".join(str(fault) for fault in error.faults))
        if not worker.is_cancelled:
            self.post_message(said)

    @on(HistoryRead)
    def take_history(self, event: HistoryRead) -> None:
        """Show them."""
        event.stop()
        if event.session is self.session:
            current = self._row()
            self.rows, self.words = event.rows, event.words
            known = [row.id for row in self.rows]
            self.marked = tuple(which for which in self.marked if which in known)
            self._draw(known.index(current.id) if current is not None and current.id in known else None)

    def _draw(self, place: int | None = None) -> None:
        panel = self.query_one("#versions", RowsPanel)
        if place is None and len(self.rows) > 1 and panel.count <= 1:
            place = 1
        panel.show(max(1, len(self.rows)), self._draw_row, place, history_heading)
        self._draw_version()

    def _draw_row(self, place: int, width: int, is_cursor: bool) -> Content:
        if place < len(self.rows):
            row = self.rows[place]
            return history_line(row, width, is_cursor, row.id in self.marked)
        if self.words:
            return literal(f" {self.words}")
        return literal(" No milestone yet: M takes one, and freezes what is known today.")

    def _draw_version(self) -> None:
        row = self._row()
        lines = list(version_lines(row, self.size.width)) if row is not None else []
        needed, room = max(1, len(self.rows)) + 1, self.size.height - 3
        rows, below = self.query_one("#versions", RowsPanel), self.query_one("#version", LinesPanel)
        if needed + len(lines) <= room:
            rows.styles.height, below.styles.height = needed, "1fr"
        else:
            rows.styles.height, below.styles.height = "1fr", min(len(lines), BELOW)
        below.show(lambda width, height: self._version_lines(width)[:height])

    def _version_lines(self, width: int) -> list[Line]:
        row = self._row()
        return list(version_lines(row, width)) if row is not None else []

    def _row(self) -> HistoryRow | None:
        cursor = self.query_one("#versions", RowsPanel).cursor
        return self.rows[cursor] if cursor < len(self.rows) else None

    @on(RowsPanel.RowMoved)
    def follow(self, event: RowsPanel.RowMoved) -> None:
        """All about another one."""
        event.stop()
        self._draw_version()

    def on_resize(self) -> None:
        """Lines are built for the size."""
        self._draw_version()

    # What a person does

    def action_cursor(self, step: int) -> None:
        """Another row."""
        self.query_one("#versions", RowsPanel).move(step)

    def unready(self, action: str) -> str:
        """What needs a milestone."""
        has_milestone = self.session is not None and bool(self.session.milestones)
        is_without = action in ("open", "mark", "compare") and not has_milestone
        return "no milestone yet: M takes one" if is_without else super().unready(action)

    def action_mark(self) -> None:
        """Mark one of two; a third takes the place of the older mark."""
        row = self._row()
        if row is None:
            return
        if row.id in self.marked:
            self.marked = tuple(which for which in self.marked if which != row.id)
        else:
            self.marked = (*self.marked[-1:], row.id)
        self._draw(self.query_one("#versions", RowsPanel).cursor)

    def action_compare(self) -> None:
        """Compare the two that are marked; else the marked one, or the row, with the row or the working answers."""
        row = self._row()
        if row is None:
            return
        chosen = self.marked if len(self.marked) == 2 else tuple(dict.fromkeys((*self.marked, row.id)))
        if len(chosen) == 1:
            chosen = (chosen[0], WORKING) if chosen[0] != WORKING else ()
        order = {found.id: place for place, found in enumerate(self.rows)}
        older_first = sorted(chosen, key=lambda which: -order.get(which, 0))
        if any(found.problem for found in self.rows if found.id in chosen):
            self.say("a milestone that was altered can't be compared: readiness verify says why", "warning")
        else:
            self.post_message(Went(Place("compare", "..".join(older_first) or None)))

    def action_open(self) -> None:
        """What moved since this one."""
        self.marked = ()
        self.action_compare()

    @on(RowsPanel.RowOpened)
    def open_row(self, event: RowsPanel.RowOpened) -> None:
        """A click opens, too."""
        event.stop()
        self.action_open()

    def action_report(self) -> None:
        """A report of the row."""
        row = self._row()
        self.post_message(Went(Place("report", row.id if row is not None and row.id != WORKING else None)))

    def shell_command(self) -> str:
        """The twin of this screen."""
        return f"readiness history {self.session.slug}" if self.session else ""

    def help_text(self) -> tuple[str, str]:
        """What a row says."""
        return "History", (
            "Each milestone is scored with the questionnaire it was taken with, as of that day, so a row never "
            "changes. spc marks two, c compares them; ↵ compares the row with the working answers.\n\n"
            "Diverged milestones share a number because two people, or two branches, took one at the same time. "
            f"Both are kept, and the next one follows both.\n\n{NOT} altered: its text doesn't match its hash any more."
        )


def _rows(session: Session) -> tuple[HistoryRow, ...]:
    """The working answers, then the milestones, newest first."""
    refs = {ref.name: ref for ref in session.milestones}
    labels = {ref.digits: ref.label for ref in refs.values()}
    scored = scored_history(session.workspace, session.slug)
    if not scored:
        return ()
    shared = [row.stamp.number for row in scored]
    milestones = [
        HistoryRow(
            id=row.label.removeprefix("@"),
            label=row.label,
            day=row.stamp.taken.date(),
            by=row.stamp.by or "",
            note=row.stamp.note,
            scorecard=row.scorecard,
            display=row.display,
            name=row.name,
            parents=tuple(_parent(labels, parent) for parent in row.stamp.parents),
            problem=_problem(refs.get(row.name)),
            is_diverged=shared.count(row.stamp.number) > 1,
        )
        for row in reversed(scored)
    ]
    return _working(session), *milestones


def _working(session: Session) -> HistoryRow:
    display = session.questionnaire.scoring.display
    card = session.evaluation.scorecard
    return HistoryRow(WORKING, "now", session.today, "", "working answers", card, display)


def _parent(labels: dict[str, str], parent: str) -> str:
    digits = parent.removeprefix("sha256:")
    return labels.get(digits, digits[:6])


def _problem(ref: MilestoneRef | None) -> str:
    return ref.problem if ref is not None else ""
