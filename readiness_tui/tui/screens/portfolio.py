"""Portfolio: the agents of many workspaces in one list; a worker brings the index up to date, and Enter opens any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from readiness_tui.model.faults import UserError
from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.dialogs import Choose, OneLine, Pick
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.literal import literal, one_line
from readiness_tui.tui.messages import AgentElsewhereOpened, AgentOpened
from readiness_tui.tui.portfolio_view import (
    NARROWINGS,
    SORT_WORDS,
    NobodyWaits,
    choice_of,
    choice_words,
    detail_lines,
    heading,
    progress_teller,
    row_line,
    shortly,
)
from readiness_tui.tui.widgets.header import Header, HeaderLine
from readiness_tui.tui.widgets.lines import Line, LinesPanel
from readiness_tui.tui.widgets.rows import RowsPanel
from readiness_tui.use_cases.portfolio_choices import Choice, Row, fits, in_order, row_of
from readiness_tui.use_cases.portfolios import folder_of, open_portfolio, roots_in
from readiness_tui.use_cases.sessions import Session

"""Seconds between two words on how far reading is."""


class PortfolioScreen(Frame):
    """Lists the agents of a workspace, or of every workspace in a folder and below it."""

    NAME = "portfolio"
    CSS_PATH = "portfolio.tcss"
    BINDINGS = bindings_of(NAME)
    BESIDE = "#agent"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "portfolio.open",
        "portfolio.filter",
        "portfolio.narrow",
        "portfolio.sort",
        "portfolio.folder",
        "go.back",
        "help.keys",
    )

    @dataclass
    class Progressed(Message):
        """How far the worker is, in words."""

        words: str

    @dataclass
    class Read(Message):
        """All agents are read; or why they can't be."""

        rows: tuple[Row, ...]
        workspaces: int
        fault: str = ""

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.rows: tuple[Row, ...] = ()
        self.listed: tuple[Row, ...] = ()
        self.choice = Choice()
        self.sort = "agent"
        self.folder = ""
        self._workspaces = 0
        self._reading = "reading"

    def compose_body(self) -> ComposeResult:
        """The agents, and the one under the cursor."""
        yield RowsPanel(id="agents")
        yield LinesPanel(id="agent")

    # What is shown

    def on_screen_resume(self) -> None:
        """Look again: what changed meanwhile is read."""
        self.read()

    def on_screen_suspend(self) -> None:
        """Nobody looks: stop reading."""
        self.workers.cancel_node(self)

    def read(self) -> None:
        """Bring the list up to date."""
        self._reading = "reading"
        self._list()
        if self.folder or self.workspace is not None:
            self._read(self.folder, str(self.workspace.root) if self.workspace else "", self.today.isoformat())
        else:
            self._reading = ""
            self._list()

    @work(thread=True, exclusive=True, description="read")
    def _read(self, folder: str, root: str, day: str) -> None:
        worker = get_current_worker()
        told = progress_teller(lambda: worker.is_cancelled, lambda words: self.post_message(self.Progressed(words)))
        try:
            roots = roots_in(folder) if folder else (root,)
            with open_portfolio(roots, day, told=told) as portfolio:
                rows = tuple(row_of(agent, day) for agent in portfolio.agents())
            self.post_message(self.Read(rows, len(roots)))
        except UserError as error:
            self.post_message(self.Read((), 0, str(error.faults[0])))
        except NobodyWaits:
            return

    @on(Progressed)
    def tell_progress(self, event: Progressed) -> None:
        """Say how far it is, and how long it will take."""
        event.stop()
        self._reading = event.words
        self.query_one(Header).show(self._header())

    @on(Read)
    def take_rows(self, event: Read) -> None:
        """Show them; the cursor stays on its agent."""
        event.stop()
        self._reading = ""
        if event.fault:
            self.say(event.fault, "error")
        under = self.row()
        self.rows, self._workspaces = event.rows, event.workspaces
        self._list(under)

    def _list(self, under: Row | None = None) -> None:
        """Filter and sort anew."""
        fitting = self.rows if self.choice == Choice() else tuple(row for row in self.rows if fits(row, self.choice))
        self.listed = tuple(sorted(fitting, key=lambda row: in_order(row, self.sort)))
        places = [place for place, row in enumerate(self.listed) if under and row[:2] == under[:2]]
        self.query_one(Header).show(self._header())
        panel = self.query_one("#agents", RowsPanel)
        panel.show(max(1, len(self.listed)), self._draw, places[0] if places else 0, heading)
        self._show_agent()

    def header(self, session: Session) -> HeaderLine:
        """The folder or the workspace, whatever agent is open."""
        return self._header()

    def _header(self) -> HeaderLine:
        count = f"{len(self.listed):,} of " if len(self.listed) < len(self.rows) else ""
        asked = choice_words(self.choice, self.sort)
        facts = [f"{self._workspaces} workspaces ·"] if self._workspaces > 1 else []
        facts += [f"{one_line(asked)} ·"] if asked else []
        facts += [f"{self._reading} ·"] if self._reading else []
        return HeaderLine(("Portfolio",), (*facts, f"{count}{len(self.rows):,} agents ·", str(self.today)), gap=" ")

    def _draw(self, place: int, width: int, is_cursor: bool) -> Content:
        if self.listed:
            return row_line(self.listed[place], width, is_cursor)
        if self._reading:
            return literal(" …")
        if self.rows:
            return literal(f" Nothing fits {choice_words(self.choice, 'agent')}, Esc shows all {len(self.rows):,}.")
        return literal(" No agents here. F names a folder: every workspace in it and below is listed.")

    def on_resize(self) -> None:
        """The columns that fit."""
        self._list(self.row()) if self.is_ready else None

    def row(self) -> Row | None:
        """The agent under the cursor."""
        cursor = self.query_one("#agents", RowsPanel).cursor
        return self.listed[cursor] if cursor < len(self.listed) else None

    def _show_agent(self) -> None:
        row = self.row()

        def lines(width: int, height: int) -> list[Line]:
            return detail_lines(row, width, self.folder)[-height:]

        self.query_one("#agent", LinesPanel).show(lines)

    @on(RowsPanel.RowMoved)
    def move(self, event: RowsPanel.RowMoved) -> None:
        """Another agent is under the cursor."""
        event.stop()
        self._show_agent()

    # What can be done

    def action_cursor(self, step: int) -> None:
        """Another agent."""
        self.query_one("#agents", RowsPanel).move(step)

    def action_open(self) -> None:
        """Open the agent, in whatever workspace it is."""
        row = self.row()
        if row is None:
            return
        if row.problem:
            self.say(shortly(row), "error")
        elif self.workspace is not None and row.workspace == str(self.workspace.root):
            self.post_message(AgentOpened(row.slug))
        else:
            self.post_message(AgentElsewhereOpened(row.workspace, row.slug))

    @on(RowsPanel.RowOpened)
    def open_row(self, event: RowsPanel.RowOpened) -> None:
        """A click opens, too."""
        event.stop()
        self.action_open()

    def action_back(self) -> None:
        """Show all again; then leave."""
        if self.choice != Choice():
            self._choose(Choice())
        else:
            super().action_back()

    def _choose(self, choice: Choice) -> None:
        under, self.choice = self.row(), choice
        self._list(under)

    def action_filter(self) -> None:
        """Narrow the list while typing."""
        self.app.push_screen(OneLine("Filter agents", self.choice.words, reads=self._narrow), self._end_filter)

    def _narrow(self, text: str) -> tuple[Content, bool]:
        self._choose(self.choice._replace(words=text.strip()))
        return literal(f"{len(self.listed):,} of {len(self.rows):,}", "$muted"), True

    def _end_filter(self, text: str | None) -> None:
        if text is None:
            self._choose(self.choice._replace(words=""))

    def action_narrow(self) -> None:
        """Only agents that are blocked, beyond their clearance, stale, or at a level."""
        levels = sorted({(row.rank, row.level) for row in self.rows if row.level is not None})
        picks = (
            Pick("", "All agents", f"{len(self.rows):,}"),
            *(Pick(name, words, self._count(name)) for name, words in NARROWINGS.items()),
            *(Pick(f"level:{level}", f"Surely at {level}", self._count(f"level:{level}")) for _, level in levels),
        )
        self.app.push_screen(Choose("Which agents", picks), self._take_narrow)

    def _count(self, name: str) -> str:
        choice = choice_of(name)
        return f"{sum(fits(row, choice) for row in self.rows):,}"

    def _take_narrow(self, name: str | None) -> None:
        if name is not None:
            self._choose(choice_of(name)._replace(words=self.choice.words))

    def action_sort(self) -> None:
        """Another order."""
        picks = tuple(Pick(name, f"By {words}") for name, words in SORT_WORDS.items())
        self.app.push_screen(Choose("Order", picks, counts=True), self._take_sort)

    def _take_sort(self, name: str | None) -> None:
        if name is not None:
            self.sort = name
            self._list()

    def action_folder(self) -> None:
        """Look at every workspace in a folder and below it."""
        told = literal("Every workspace in it and below is listed. Empty: the open workspace alone.", "$muted")
        value = self.folder or (str(self.workspace.root.parent) if self.workspace else ".")
        self.app.push_screen(OneLine("Folder", value, text=told), self._take_folder)

    def _take_folder(self, text: str | None) -> None:
        if text is not None:
            self.folder = folder_of(text.strip()) if text.strip() else ""
            self.rows = ()
            self.read()

    def shell_command(self) -> str:
        """The list, with the same filters and order."""
        asked = [f"--{name}" for name in ("blocked", "beyond", "stale") if getattr(self.choice, name)]
        asked += [f"--level {self.choice.level}"] if self.choice.level else []
        asked += [f"--sort {self.sort}"] if self.sort != "agent" else []
        return " ".join(["readiness list", *(["--recursive"] if self.folder else []), *asked])
