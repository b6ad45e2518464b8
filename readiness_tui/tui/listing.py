"""The agents that Home lists, read from the index: at once where little changed, else by a worker that can be left."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from readiness_tui.tui.beginning import BeginningFrame
from readiness_tui.tui.portfolio_view import NobodyWaits, progress_teller
from readiness_tui.tui.widgets.header import Header, HeaderLine
from readiness_tui.use_cases.attention import Overview, Overviews, overviews
from readiness_tui.use_cases.portfolios import TooMany

if TYPE_CHECKING:  # Home shows what the index knows: the start is not to wait for more
    from readiness_tui.use_cases.sessions import Session
    from readiness_tui.use_cases.workspaces import Workspace

FILES_AT_ONCE = 60


class ListingFrame(BeginningFrame):
    """A screen over all agents of the workspace; `reading` says how far the worker is, empty once it is done."""

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
        self.agents: dict[str, Overview] = {}
        self.name_shown = self.reading = ""
        self._read_of: Workspace | None = None

    def header(self, session: Session | None = None) -> HeaderLine:
        """The workspace, whatever agent is open."""
        raise NotImplementedError

    def list_agents(self, slug: str | None = None) -> None:
        """Show what is read, the cursor on an agent."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Read the workspace, unless that was done when it came down."""
        if self.workspace is None or self.workspace is not self._read_of:
            self.read_all()

    def on_screen_suspend(self) -> None:
        """Nobody looks: stop reading."""
        self.workers.cancel_node(self)

    def on_screen_resume(self) -> None:
        """Go on reading where that was stopped; what was read by then is in the index."""
        if self.reading:
            self.read_all()

    def watch_workspace(self) -> None:
        """Another workspace: read it."""
        if self.is_mounted and self.workspace is not self._read_of:
            self.read_all()

    def show(self, session: Session) -> None:
        """The open agent changed: read it again."""
        if self._read_of is not None and not self.reading:
            found = self._overviews(str(session.workspace.root), only=session.slug)
            self.agents |= {agent.slug: agent for agent in found.agents}
            self.list_agents(session.slug)

    def read_all(self) -> None:
        """List every agent as the index knows it; where much has to be read for that, a worker does it."""
        self.agents, self._read_of = {}, self.workspace
        self.name_shown = self.reading = ""
        if self.workspace is None:
            self.list_agents()
            return
        root = str(self.workspace.root)
        try:
            self._take(self._overviews(root, at_most=FILES_AT_ONCE))
        except TooMany:
            self.name_shown, self.reading = self.workspace.root.name, "reading"
            self.list_agents()
            self._read(root)

    @work(thread=True, exclusive=True, description="read")
    def _read(self, root: str) -> None:
        worker = get_current_worker()
        told = progress_teller(lambda: worker.is_cancelled, lambda words: self.post_message(self.Progressed(words)))
        with suppress(NobodyWaits):
            self.post_message(self.AgentsRead(root, self._overviews(root, told=told)))

    def _overviews(self, root: str, **how: Any) -> Overviews:
        return overviews(root, self.today, is_kept=not self.is_demo, **how)

    @on(Progressed)
    def tell_progress(self, event: Progressed) -> None:
        """Say how far it is, and how long it will take."""
        event.stop()
        if self.reading:
            self.reading = event.words
            self.query_one(Header).show(self.header())

    @on(AgentsRead)
    def take_agents(self, event: AgentsRead) -> None:
        """Show what the worker read, if it is still wanted."""
        event.stop()
        if self.workspace is not None and event.root == str(self.workspace.root):
            self._take(event.found)

    def _take(self, found: Overviews) -> None:
        self.reading, self.name_shown = "", found.name
        self.agents = {agent.slug: agent for agent in found.agents}
        self.list_agents(self.listed_agent())
