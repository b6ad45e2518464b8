"""Home: which agent needs me now; and the first run, where there is none yet."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

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
    fault_text,
    first_run_lines,
    home_header,
    stop_lines,
)
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import WITHOUT_AGENT, AgentOpened, Place
from readiness_tui.tui.portfolio_view import reading_words
from readiness_tui.tui.widgets.footer import CommandFooter
from readiness_tui.tui.widgets.header import Header, HeaderLine
from readiness_tui.tui.widgets.lines import Line, LinesPanel
from readiness_tui.tui.widgets.rows import RowsPanel
from readiness_tui.use_cases.attention import Overview, Overviews, by_urgency, overviews
from readiness_tui.use_cases.portfolios import TooMany

if TYPE_CHECKING:  # Home shows what the index knows: the start is not to wait for more
    from readiness_tui.reports.documents.statuses import DueDate
    from readiness_tui.use_cases.sessions import Session
    from readiness_tui.use_cases.workspaces import Workspace

FILES_AT_ONCE = 60
TOLD_AFTER = 0.2
HEADER_AND_FOOTER = 3
LEAST_BELOW = 12
FIRST_RUN_FOOTER = ("agent.demo", "agent.new", "agent.import", "home.questionnaires", "app.quit", "help.keys")


class _Left(Exception):
    """Nobody waits any longer for what is being read."""


class HomeScreen(BeginningFrame):
    """Lists the agents as the index knows them."""

    NAME = "home"
    CSS_PATH = "home.tcss"
    BINDINGS = bindings_of(NAME)
    BESIDE = "#stop, #agent, #due"
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
    class Progressed(Message):
        """How far the worker is, in words."""

        words: str

    @dataclass
    class AgentsRead(Message):
        """The worker has read all agents of a workspace."""

        root: str
        found: Overviews

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self._agents: dict[str, Overview] = {}
        self._listed: tuple[Overview, ...] = ()
        self._due: tuple[DueDate, ...] = ()
        self._name = self._reading = self._filter = ""
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

    def on_screen_suspend(self) -> None:
        """Nobody looks: stop reading."""
        self.workers.cancel_node(self)

    def on_screen_resume(self) -> None:
        """Go on reading where that was stopped; what was read by then is in the index."""
        if self._reading:
            self.read_all()

    def watch_workspace(self) -> None:
        """Another workspace: read it."""
        if self.is_mounted and self.workspace is not self._read_of:
            self.read_all()

    def show(self, session: Session) -> None:
        """The open agent changed: read it again."""
        if self._agents:
            found = self._overviews(str(session.workspace.root), only=session.slug)
            self._agents |= {agent.slug: agent for agent in found.agents}
            self._list(session.slug)

    def read_all(self) -> None:
        """List every agent as the index knows it; where much has to be read for that, a worker does it."""
        self._agents, self._read_of = {}, self.workspace
        self._name = self._reading = ""
        if self.workspace is None:
            self._list()
            return
        root = str(self.workspace.root)
        try:
            self._take(self._overviews(root, at_most=FILES_AT_ONCE))
        except TooMany:
            self._name, self._reading = self.workspace.root.name, "reading"
            self._list()
            self._read(root)

    @work(thread=True, exclusive=True)
    def _read(self, root: str) -> None:
        worker, began, told_at = get_current_worker(), monotonic(), 0.0

        def told(done: int, total: int) -> None:
            nonlocal told_at
            if worker.is_cancelled:
                raise _Left
            if monotonic() - told_at > TOLD_AFTER:
                told_at = monotonic()
                self.post_message(self.Progressed(reading_words(done, total, told_at - began)))

        with suppress(_Left):
            self.post_message(self.AgentsRead(root, self._overviews(root, told=told)))

    def _overviews(self, root: str, **how: Any) -> Overviews:
        return overviews(root, self.today, is_kept=not self.is_demo, **how)

    @on(Progressed)
    def tell_progress(self, event: Progressed) -> None:
        """Say how far it is, and how long it will take."""
        event.stop()
        if self._reading:
            self._reading = event.words
            self.query_one(Header).show(self.header())

    @on(AgentsRead)
    def take_agents(self, event: AgentsRead) -> None:
        """Show what the worker read, if it is still wanted."""
        event.stop()
        if self.workspace is not None and event.root == str(self.workspace.root):
            self._take(event.found)

    def _take(self, found: Overviews) -> None:
        self._reading, self._name = "", found.name
        self._agents = {agent.slug: agent for agent in found.agents}
        self._list(self.listed_agent())

    def _list(self, slug: str | None = None) -> None:
        words = self._filter.casefold()
        self._listed = by_urgency(
            agent for agent in self._agents.values() if words in f"{agent.slug} {agent.row.name}".casefold()
        )
        due = chain.from_iterable(agent.due for agent in self._agents.values())
        self._due = tuple(sorted(due, key=lambda each: (each.due, each.agent)))
        self.query_one(Header).show(self.header())
        is_first = self.workspace is None
        self.set_class(is_first, "-first-run")
        ids = FIRST_RUN_FOOTER if is_first else self.FOOTER
        self.query_one(CommandFooter).show(footer_entries(ids, self.preferences.keymap))
        places = [place for place, agent in enumerate(self._listed) if agent.slug == slug]
        agents = self.query_one("#agents", RowsPanel)
        heading = agents_heading(self.app.size.width)
        agents.show(max(1, len(self._listed)), self._draw, places[0] if places else None, heading)
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
        count = len(self._agents)
        agents = self._reading or f"{count:,} agent{'' if count == 1 else 's'}"
        name = None if self.workspace is None else self._name
        return home_header(name, agents, self.today, is_demo=self.is_demo)

    def _draw(self, place: int, width: int, is_cursor: bool) -> Content:
        if self._listed:
            return agent_line(self._listed[place], width, is_cursor)
        if self._filter:
            return literal(f" Nothing matches '{self._filter}', Esc shows all {len(self._agents)}.")
        return literal(" …" if self._reading else " No agents yet: n new, d demo.")

    def _top(self, width: int, height: int) -> list[Line]:
        return first_run_lines(width) if self.workspace is None else stop_lines(self._listed, width)

    def _agent(self) -> Overview | None:
        cursor = self.query_one("#agents", RowsPanel).cursor
        return self._listed[cursor] if cursor < len(self._listed) else None

    def _show_agent(self) -> None:
        agent = self._agent()
        starred = any(shown.row.changed_since for shown in self._listed)

        def lines(width: int, height: int) -> list[Line]:
            told = Line(literal("   * answers changed since that milestone" if starred else "", "$muted"))
            return [told, Line(Content("")), *agent_lines(agent, width)]

        self.query_one("#agent", LinesPanel).show(lines)
        self.query_one("#due", LinesPanel).show(lambda width, height: due_lines(self._due, self.today, width, height))

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
        agent = self._agent()
        if screen in WITHOUT_AGENT:
            super().action_go(screen)
        elif agent is None:
            self.say("No agents yet: n new, d demo.")
        elif agent.row.problem:
            self.say(fault_text(agent), "error")
        else:
            self.post_message(AgentOpened(agent.slug, Place(screen)))

    def listed_agent(self) -> str:
        """The agent under the cursor."""
        agent = self._agent()
        return agent.slug if agent else ""

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
        return literal(f"{len(self._listed)} of {len(self._agents)}", "$muted"), True

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
