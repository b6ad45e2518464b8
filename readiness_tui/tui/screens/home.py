"""Home: which agent needs me now; and the first run, where there is none yet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from readiness_tui.model.faults import UserError
from readiness_tui.tui.beginning import BeginningFrame
from readiness_tui.tui.commands import bindings_of, footer_entries
from readiness_tui.tui.dialogs import OneLine
from readiness_tui.tui.home_view import (
    HELP_ON_AGENTS,
    HELP_TO_BEGIN,
    agent_line,
    agent_lines,
    agents_heading,
    due_lines,
    fault_texts,
    first_run_lines,
    home_header,
    stop_lines,
)
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import WITHOUT_AGENT, AgentOpened, Place
from readiness_tui.tui.widgets.footer import CommandFooter
from readiness_tui.tui.widgets.header import Header, HeaderLine
from readiness_tui.tui.widgets.lines import Line, LinesPanel
from readiness_tui.tui.widgets.rows import RowsPanel
from readiness_tui.use_cases.attention import by_urgency, due_of, slugs_of, worse_since_last
from readiness_tui.use_cases.portfolio_choices import most_urgent
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.workspaces import AgentRow, Workspace, agent_row

READ_AT_ONCE = 12
READ_TOGETHER = 50
MOST_ROWS = 300  # of more agents, those that need a person most; the portfolio lists them all
HEADER_AND_FOOTER = 3
LEAST_BELOW = 12
FIRST_RUN_FOOTER = ("agent.demo", "agent.new", "agent.import", "home.questionnaires", "app.quit", "help.keys")


class HomeScreen(BeginningFrame):
    """Lists the agents; the rows of many are read by a worker, and shown as they come."""

    NAME = "home"
    CSS_PATH = "home.tcss"
    BINDINGS = bindings_of(NAME)
    FOOTER: ClassVar[tuple[str, ...]] = (
        "agent.open",
        "agent.new",
        "agent.demo",
        "go.results",
        "go.compare",
        "go.report",
        "home.filter",
        "help.keys",
    )

    @dataclass
    class RowsRead(Message):
        """Some more agents were read."""

        rows: tuple[AgentRow, ...]
        left: int

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self._rows: dict[str, AgentRow] = {}
        self._listed: tuple[AgentRow, ...] = ()
        self._left = self._total = 0
        self._filter = ""
        self._worse: dict[str, int] = {}
        self._read_of: Workspace | None = None

    def compose_body(self) -> ComposeResult:
        """What must stop, the agents, the one under the cursor, what falls due."""
        yield LinesPanel(id="stop")
        yield RowsPanel(id="agents")
        yield LinesPanel(id="agent")
        yield LinesPanel(id="due")

    # What is shown

    def on_mount(self) -> None:
        """Read the workspace, unless that was done when it came down."""
        if self.workspace is None or self.workspace is not self._read_of:
            self.read_all()

    def watch_workspace(self) -> None:
        """Another workspace: read it."""
        if self.is_mounted and self.workspace is not self._read_of:
            self.read_all()

    def show(self, session: Session) -> None:
        """The open agent changed: read it again."""
        if self._rows:
            self._worse.clear()
            self._rows[session.slug] = agent_row(session.workspace, session.slug, self.today)
            self._list(session.slug)

    def read_all(self) -> None:
        """Read every agent: a few at once, many in a worker."""
        self._rows, self._worse, self._read_of = {}, {}, self.workspace
        if self.workspace is None:
            self._list()
            return
        slugs = slugs_of(self.workspace)
        at_once = slugs[:READ_AT_ONCE] if len(slugs) <= MOST_ROWS else ()
        self._rows = {slug: agent_row(self.workspace, slug, self.today) for slug in at_once}
        self._total = len(slugs)
        self._left = self._total - len(at_once)
        self._list()
        if self._left:
            self._read(slugs[len(at_once) :])

    @work(thread=True, exclusive=True)
    def _read(self, slugs: tuple[str, ...]) -> None:
        workspace, worker = self.workspace, get_current_worker()
        if workspace is not None and len(slugs) > MOST_ROWS:
            slugs = most_urgent(workspace, self.today, MOST_ROWS, lambda: worker.is_cancelled)
        for start in range(0, len(slugs), READ_TOGETHER):
            part = slugs[start : start + READ_TOGETHER]
            if workspace is None or workspace is not self.workspace:
                return
            rows = tuple(agent_row(workspace, slug, self.today) for slug in part)
            self.post_message(self.RowsRead(rows, len(slugs) - start - len(part)))

    @on(RowsRead)
    def take_rows(self, event: RowsRead) -> None:
        """Show them too."""
        event.stop()
        self._rows |= {row.slug: row for row in event.rows}
        self._left = event.left
        current = self._row()
        self._list(current.slug if current else None)

    def _list(self, slug: str | None = None) -> None:
        words = self._filter.casefold()
        found = [row for row in self._rows.values() if words in f"{row.slug} {row.name}".casefold()]
        self._listed = by_urgency(found, self.today)
        places = [place for place, row in enumerate(self._listed) if row.slug == slug]
        self.query_one(Header).show(self.header())
        is_first = self.workspace is None
        self.set_class(is_first, "-first-run")
        ids = FIRST_RUN_FOOTER if is_first else self.FOOTER
        self.query_one(CommandFooter).show(footer_entries(ids, self.preferences.keymap))
        agents = self.query_one("#agents", RowsPanel)
        agents.show(
            max(1, len(self._listed)), self._draw, places[0] if places else None, agents_heading(self.app.size.width)
        )
        stops = len(stop_lines(self._listed, 80))
        top = self.query_one("#stop", LinesPanel)
        top.styles.height = "1fr" if is_first else stops
        top.show(self._top)
        self._share_height(stops)
        self._show_agent()

    def _share_height(self, stops: int) -> None:
        """The table takes what it needs; what falls due takes the rest."""
        wanted = max(1, len(self._listed)) + 1
        room = self.app.size.height - HEADER_AND_FOOTER - stops - (0 if self.has_class("-short") else LEAST_BELOW)
        self.query_one("#agents").styles.height = wanted if wanted <= room else "1fr"

    def on_resize(self) -> None:
        """Share the height anew."""
        self._share_height(len(stop_lines(self._listed, 80)))

    def header(self, session: Session | None = None) -> HeaderLine:
        """The workspace, whatever agent is open."""
        total = max(self._total, len(self._rows))
        return home_header(self.workspace, total, self._left, MOST_ROWS, self.today, is_demo=self.is_demo)

    def _draw(self, place: int, width: int, is_cursor: bool) -> Content:
        if self._listed:
            return agent_line(self._listed[place], width, is_cursor)
        if self._filter:
            return literal(f" Nothing matches '{self._filter}', Esc shows all {len(self._rows)}.")
        return literal(" …" if self._left else " No agents yet: n new, d demo.")

    def _top(self, width: int, height: int) -> list[Line]:
        return first_run_lines(width) if self.workspace is None else stop_lines(self._listed, width)

    def _row(self) -> AgentRow | None:
        cursor = self.query_one("#agents", RowsPanel).cursor
        return self._listed[cursor] if cursor < len(self._listed) else None

    def _show_agent(self) -> None:
        row = self._row()
        worse = self._worse_of(row) if row else 0
        starred = any(shown.changed_since for shown in self._listed)

        def lines(width: int, height: int) -> list[Line]:
            told = Line(literal("   * answers changed since that milestone" if starred else "", "$muted"))
            return [told, Line(Content("")), *agent_lines(row, worse, width)]

        self.query_one("#agent", LinesPanel).show(lines)
        dues = tuple(
            sorted(
                chain.from_iterable(due_of(shown, self.today) for shown in self._rows.values()),
                key=lambda due: (due.day, due.slug),
            )
        )
        self.query_one("#due", LinesPanel).show(lambda width, height: due_lines(dues, self.today, width, height))

    def _worse_of(self, row: AgentRow) -> int:
        if row.slug not in self._worse and self.workspace is not None:
            try:
                self._worse[row.slug] = worse_since_last(self.workspace, row, self.today)
            except UserError:
                self._worse[row.slug] = 0
        return self._worse.get(row.slug, 0)

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
        """Open the agent at its first unanswered question."""
        self.action_go("question")

    @on(RowsPanel.RowOpened)
    def open_row(self, event: RowsPanel.RowOpened) -> None:
        """A click opens, too."""
        event.stop()
        self.action_open()

    def action_go(self, screen: str) -> None:
        """Open the agent under the cursor on one of its screens."""
        row = self._row()
        if screen in WITHOUT_AGENT:
            super().action_go(screen)
        elif row is None:
            self.say("No agents yet: n new, d demo.")
        elif row.problem is not None:
            self.say("; ".join(fault_texts(row)[:3]), "error")
        else:
            self.post_message(AgentOpened(row.slug, Place(screen)))

    def listed_agent(self) -> str:
        """The agent under the cursor."""
        row = self._row()
        return row.slug if row else ""

    def action_upgrade(self) -> None:
        """For the agent under the cursor, on its results."""
        self.action_go("results")
        super().action_upgrade()

    def action_back(self) -> None:
        """Drop the filter."""
        if self._filter:
            self._filter = ""
            self._list()

    def action_filter(self) -> None:
        """Narrow the list while typing."""
        self.app.push_screen(OneLine("Filter agents", self._filter, reads=self._narrow), self._end_filter)

    def _narrow(self, text: str) -> tuple[Content, bool]:
        self._filter = text.strip()
        self._list()
        return literal(f"{len(self._listed)} of {len(self._rows)}", "$muted"), True

    def _end_filter(self, text: str | None) -> None:
        if text is None:
            self._filter = ""
            self._list()

    @on(LinesPanel.LineClicked)
    async def click(self, event: LinesPanel.LineClicked) -> None:
        """A click on an agent that must stop, on something due, or on a line of the first run."""
        event.stop()
        kind, _, rest = event.tag.partition(":")
        if kind == "key":
            actions = {"d": "demo", "n": "new", "i": "import_answers", "Q": "questionnaires"}
            await self.run_action(actions[rest])
        else:
            self.post_message(AgentOpened(rest, Place("tasks" if kind == "agent" else "question")))

    def help_text(self) -> tuple[str, str]:
        """What the columns mean, or how one begins."""
        return ("How to begin", HELP_TO_BEGIN) if self.workspace is None else ("Agents", HELP_ON_AGENTS)

    def shell_command(self) -> str:
        """The list of agents."""
        return "readiness list"
