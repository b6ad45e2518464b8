"""How an agent comes to be open: from the list, from another workspace, new, imported, or the demo.

What that needs is loaded when it is asked for: the first screen is not to wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from textual import on, work

from readiness_tui.model.faults import UserError
from readiness_tui.tui import messages
from readiness_tui.tui.dialogs import Reading
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import Place
from readiness_tui.tui.upgrading import UpgradingApp
from readiness_tui.use_cases.attention import slugs_of

LOADED_AFTER = 0.3  # seconds


class OpeningApp(UpgradingApp):
    """An App that opens agents; moving between screens is its subclass's business."""

    def __init__(self, by: str, clock: Callable[[], datetime] | None) -> None:
        super().__init__(by, clock)
        self._demo: TemporaryDirectory[str] | None = None

    def on_mount(self) -> None:
        """Load what an agent needs once the first screen stands, so that opening one doesn't wait for it."""
        self.set_timer(LOADED_AFTER, self._load)

    @work(thread=True, group="load", description="load")
    def _load(self) -> None:
        import_module("readiness_tui.use_cases.sessions")

    def show(self, place: Place) -> None:
        """Open a screen."""
        raise NotImplementedError

    @on(messages.AgentOpened)
    def open_agent(self, event: messages.AgentOpened) -> None:
        """Open an agent's working answers, on one of its screens."""
        if self.workspace is None:
            return
        from readiness_tui.use_cases.sessions import open_session

        with self.telling():
            is_other = self.session is None or self.session.slug != event.slug
            if is_other:
                self.session = open_session(self.workspace, event.slug, self.today, self.by, is_demo=self.is_demo)
            self.show(event.place)
            if is_other:
                self.offer_recovered(self.workspace, event.slug)
                if self.session is not None:
                    self.offer_upgrade(self.session)

    @on(messages.AgentElsewhereOpened)
    def open_elsewhere(self, event: messages.AgentElsewhereOpened) -> None:
        """Open another workspace, and an agent of it; the one that is open is saved first."""
        from readiness_tui.use_cases.workspaces import open_workspace

        with self.telling():
            self.save_all()
            if self.session is not None and not self.session.is_saved:
                raise UserError(f"first what is open has to be saved: {self.session.save_fault}")
            workspace = open_workspace(Path(event.root))
            self.session, self.is_demo, self.workspace = None, False, workspace
            self.open_agent(messages.AgentOpened(event.slug))

    @on(messages.AgentNamed)
    def start_agent(self, event: messages.AgentNamed) -> None:
        """Start an assessment, in a new workspace where there is none, and open its first question."""
        from readiness_tui.use_cases.workspaces import init_workspace, new_assessment

        with self.telling():
            if self.workspace is None:
                self.workspace = init_workspace(Path(event.folder).expanduser())
            slug = new_assessment(self.workspace, event.name, questionnaire_id=event.questionnaire_id or None)
            self.open_agent(messages.AgentOpened(slug))

    @on(messages.DemoOpened)
    def open_demo(self) -> None:
        """Write the filled-in example into a temporary folder and open it."""
        from readiness_tui.use_cases.demo import write_demo

        with self.telling():
            self._demo = TemporaryDirectory(prefix="readiness-demo-", ignore_cleanup_errors=True)
            workspace = write_demo(Path(self._demo.name) / "demo", self.today)
            self.session, self.is_demo, self.workspace = None, True, workspace

    @on(messages.FileImported)
    def import_file(self, event: messages.FileImported) -> None:
        """Take a file into an agent, a new one where there is none of that name; all its faults are told, or none."""
        from readiness_tui.use_cases.importing import import_new, imported, told_of_import
        from readiness_tui.use_cases.publishing import read_file
        from readiness_tui.use_cases.sessions import changed
        from readiness_tui.use_cases.workspaces import init_workspace

        try:
            raw = read_file(Path(event.file).expanduser())
            slug = event.agent
            if self.workspace is None or slug not in slugs_of(self.workspace):
                wanted = event.questionnaire_id or None
                start = import_new(self.workspace, event.agent, wanted, raw, event.file, self._moment(), self.by)
                if self.workspace is None:
                    self.workspace = init_workspace(Path(event.folder).expanduser())
                slug = start(self.workspace)
            self.open_agent(messages.AgentOpened(slug))
            if self.session is not None and self.session.slug == slug:
                before = self.session.assessment
                taken = imported(self.session.questionnaire, before, raw, event.file, self._moment(), self.by)
                self.keep(changed(self.session, taken, f"import of {event.file}"))
                self.say(told_of_import(before, self.session.assessment))
        except UserError as error:
            faults = "\n".join(str(fault) for fault in error.faults)
            self.push_screen(Reading("Nothing was imported", literal(faults)))
