"""How a report comes about: a choice, its Markdown twin soon after, and the file once a person says so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from readiness_tui.model.faults import UserError
from readiness_tui.tui.dialogs import Confirm
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.literal import literal
from readiness_tui.use_cases.publishing import is_foreign, open_in_browser, publish
from readiness_tui.use_cases.report_choices import (
    ReportChoice,
    budget_of,
    default_file,
    markdown_of,
    own_templates,
    text_of,
)
from readiness_tui.use_cases.sessions import Session

SHOW_AFTER = 0.15


@dataclass(frozen=True, slots=True)
class Made:
    """The Markdown twin of a choice on a session, and the report itself once it is made."""

    choice: ReportChoice
    session: Session
    markdown: str
    text: str | None = None


class ReportFrame(Frame):
    """Makes and writes what is chosen, in workers. Its subclass draws it, in `draw`."""

    @dataclass
    class Previewed(Message):
        """A preview is made."""

        made: Made

    @dataclass
    class Failed(Message):
        """A report can't be made, written or opened."""

        words: str

    @dataclass
    class Written(Message):
        """A report was written, or shown in the browser."""

        words: str

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.folder = Path()
        self.choice = ReportChoice()
        self.own_file = ""
        self.templates: tuple[str, ...] = ()
        self.made: Made | None = None
        self.said: tuple[bool, str] | None = None
        self.is_making = False
        self._timer: Timer | None = None

    def draw(self) -> None:
        """Show the choice, what was made of it, and what was said."""

    @property
    def file(self) -> str:
        """The name of the file as it is shown: a person's own, else one that says what is in it."""
        return self.own_file or (default_file(self.session, self.choice) if self.session else "")

    @property
    def path(self) -> Path:
        """Where it is written."""
        return self.placed(self.file)

    def placed(self, file: str) -> Path:
        """Where a file of that name is written."""
        try:
            return self.folder / Path(file).expanduser()
        except RuntimeError:  # there is no such person's home
            return self.folder / file

    @property
    def current(self) -> Made | None:
        """What was made, if it is of what is chosen now."""
        made = self.made
        return made if made and made.choice == self.choice and made.session is self.session else None

    def bytes_made(self) -> tuple[int | None, int | None]:
        """The bytes of the report, None while it isn't made; and how many it may have, None without a limit."""
        made = self.current
        if made is None or made.text is None:
            return None, None
        return len(made.text.encode("utf-8", "replace")), budget_of(made.session, made.choice)

    # The preview

    def choose(self, choice: ReportChoice, *, at_once: bool = False) -> None:
        """Take another choice; its preview follows, a moment after the last key."""
        session = self.session
        if session is None:
            return
        self.said = self.said if choice == self.choice else None
        self.choice, self.is_making = choice, True
        try:
            self.templates = own_templates(session.workspace, choice.wanted)
        except UserError as error:
            self.templates, self.said = (), (False, str(error.faults[0]))
        if self._timer is not None:
            self._timer.stop()
        self._timer = None if at_once else self.set_timer(SHOW_AFTER, lambda: self.make_preview(session, choice))
        if at_once:
            self.make_preview(session, choice)
        self.draw()

    @work(thread=True, exclusive=True, group="preview", description="make preview")
    def make_preview(self, session: Session, choice: ReportChoice) -> None:
        """Make the Markdown twin and then the report, away from the keys."""
        worker = get_current_worker()
        try:
            markdown = markdown_of(session, choice)
            self.post_message(self.Previewed(Made(choice, session, markdown)))
            if not worker.is_cancelled:
                self.post_message(self.Previewed(Made(choice, session, markdown, text_of(session, choice))))
        except UserError as error:
            if not worker.is_cancelled:
                self.post_message(self.Failed(_words(error)))

    @on(Previewed)
    def take_preview(self, event: Previewed) -> None:
        """Show it, if it is still what is chosen."""
        event.stop()
        if event.made.choice == self.choice and event.made.session is self.session:
            self.made = event.made
            self.is_making = event.made.text is None
            self.draw()

    @on(Failed)
    def take_failure(self, event: Failed) -> None:
        """Say why, where it stays."""
        event.stop()
        self.said, self.is_making = (False, event.words), False
        self.draw()

    # The file

    def action_write(self) -> None:
        """Write the file; what this program didn't write is only replaced when a person says so."""
        path = self.path
        try:
            foreign = is_foreign(path)
        except UserError as error:
            self.post_message(self.Failed(_words(error)))
            return
        if foreign:
            text = literal(f"{path.absolute()} was not written by this program, or was changed since.")
            self.app.push_screen(Confirm("Replace this file?", text, "replace", "keep it"), self._write_if)
        else:
            self._write_if(True)

    def _write_if(self, sure: bool | None) -> None:
        if sure and self.session is not None:
            self.write(self.session, self.choice, self.current, self.path)

    @work(thread=True, exclusive=True, group="write", description="write")
    def write(self, session: Session, choice: ReportChoice, made: Made | None, path: Path) -> None:
        """Write what was made, or make it first."""
        try:
            text = made.text if made is not None and made.text is not None else text_of(session, choice)
            publish(path, text)
            self.post_message(self.Written(f"written: {path.absolute()} · o opens it"))
        except UserError as error:
            self.post_message(self.Failed(_words(error)))

    @on(Written)
    def take_written(self, event: Written) -> None:
        """Say where it is."""
        event.stop()
        self.said = True, event.words
        self.draw()

    def action_open(self) -> None:
        """Show the file in the browser."""
        if self.path.is_file():
            self.open_file(self.path)
        else:
            self.post_message(self.Failed(f"{self.file} is not written yet: ↵ writes it"))

    @work(thread=True, exclusive=True, group="open", description="open file")
    def open_file(self, path: Path) -> None:
        """Browsers can take their time to start."""
        try:
            open_in_browser(path)
            self.post_message(self.Written(f"opened: {path.absolute()}"))
        except UserError as error:
            self.post_message(self.Failed(_words(error)))


def _words(error: UserError) -> str:
    return "; ".join(str(fault) for fault in error.faults)
