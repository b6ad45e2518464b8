"""Home: which agent needs me now; and the first run, where there is none yet."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

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
from readiness_tui.tui.listing import ListingFrame
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import WITHOUT_AGENT, AgentOpened, Place
from readiness_tui.tui.widgets.footer import CommandFooter
from readiness_tui.tui.widgets.header import Header, HeaderLine
from readiness_tui.tui.widgets.lines import Line, LinesPanel
from readiness_tui.tui.widgets.rows import RowsPanel
from readiness_tui.use_cases.attention import Overview, by_urgency

if TYPE_CHECKING:  # Home shows what the index knows: the start is not to wait for more
    from readiness_tui.reports.documents.statuses import DueDate
    from readiness_tui.use_cases.sessions import Session

HEADER_AND_FOOTER = 3
LEAST_BELOW = 12
FIRST_RUN_FOOTER = ("agent.demo", "agent.new", "agent.import", "home.questionnaires", "app.quit", "help.keys")


class HomeScreen(ListingFrame):
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

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self._listed: tuple[Overview, ...] = ()
        self._due: tuple[DueDate, ...] = ()
        self._filter = ""

    def compose_body(self) -> ComposeResult:
        """What must stop, the agents, the one under the cursor, what falls due."""
        yield LinesPanel(id="stop")
        yield RowsPanel(id="agents")
        yield LinesPanel(id="agent")
        yield LinesPanel(id="due")

    # What is shown

    def list_agents(self, slug: str | None = None) -> None:
        """Show what is read, the cursor on an agent."""
        words = self._filter.casefold()
        self._listed = by_urgency(
            agent for agent in self.agents.values() if words in f"{agent.slug} {agent.row.name}".casefold()
        )
        due = chain.from_iterable(agent.due for agent in self.agents.values())
        self._due = tuple(sorted(due, key=lambda each: (each.due, each.agent)))
        self.query_one(Header).show(self.header())
        is_first = self.workspace is None
        self.set_class(is_first, "-first-run")
        ids = FIRST_RUN_FOOTER if is_first else self.FOOTER
        self.query_one(CommandFooter).show(footer_entries(ids, self.preferences.keymap))
        places = [place for place, agent in enumerate(self._listed) if agent.slug == slug]
        agents = self.query_one("#agents", RowsPanel)
        agents.show(max(1, len(self._listed)), self._draw, places[0] if places else None, agents_heading)
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
        count = len(self.agents)
        agents = self.reading or f"{count:,} agent{'' if count == 1 else 's'}"
        name = None if self.workspace is None else self.name_shown
        return home_header(name, agents, self.today, is_demo=self.is_demo)

    def _draw(self, place: int, width: int, is_cursor: bool) -> Content:
        if self._listed:
            return agent_line(self._listed[place], width, is_cursor)
        if self._filter:
            return literal(f" Nothing matches '{self._filter}', Esc shows all {len(self.agents)}.")
        return literal(" …" if self.reading else " No agents yet: n new, d demo.")

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
            self.list_agents()

    def action_filter(self) -> None:
        """Narrow the list while typing."""
        self.app.push_screen(OneLine("Filter agents", self._filter, reads=self._narrow), self._end_filter)

    def _narrow(self, text: str) -> tuple[Content, bool]:
        self._filter = text.strip()
        self.list_agents()
        return literal(f"{len(self._listed)} of {len(self.agents)}", "$muted"), True

    def _end_filter(self, text: str | None) -> None:
        if text is None:
            self._filter = ""
            self.list_agents()

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
