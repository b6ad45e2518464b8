"""A questionnaire's text while it is written: tried soon after each pause, kept as a draft, never lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea
from textual.worker import get_current_worker

from readiness_tui.analysis.edit import Edit
from readiness_tui.model.faults import UserError
from readiness_tui.tui.dialogs import Confirm
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.literal import literal, one_line
from readiness_tui.tui.messages import SessionChange, WentBack
from readiness_tui.tui.widgets.yaml_area import Mark, YamlArea
from readiness_tui.use_cases import questionnaire_drafts as drafts
from readiness_tui.use_cases.questionnaire_drafts import OpenedText
from readiness_tui.use_cases.questionnaire_trials import (
    Impact,
    Trial,
    blank_session,
    edits_since,
    impact_of,
    proven,
    tried,
)
from readiness_tui.use_cases.sessions import Session

TRY_AFTER = 0.2
KEEP_AFTER = 0.3
LOOK_OUTSIDE_EACH = 1


@dataclass(frozen=True, slots=True)
class Valid:
    """The last text that could be read: what a team would begin with, what it changes, and what it does to agents."""

    text: str
    moment: datetime
    session: Session
    edits: tuple[Edit, ...] = ()
    impact: Impact | None = None


class DraftFrame(Frame):
    """A screen with one text of a questionnaire. Its subclass draws it, in `draw`."""

    @dataclass
    class Tried(Message):
        """A text was tried; `valid` is there once it could be read."""

        trial: Trial
        valid: Valid | None = None

    class TryingEnded(Message):
        """Nothing is being tried any more."""

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.area = YamlArea(id="text")
        self.opened: OpenedText | None = None
        self.trial: Trial | None = None
        self.valid: Valid | None = None
        self.fault = ""
        self.keep_fault = ""
        self.is_kept = True
        self.is_trying = False
        self.is_out = False
        self._edits = 0
        self._tried_edits = -1
        self._try_timer: Timer | None = None
        self._keep_timer: Timer | None = None

    @property
    def root(self) -> Path | None:
        """The workspace's folder."""
        return self.workspace.root if self.workspace else None

    def why_not_written(self) -> str:
        """Why nothing can be typed here; empty where it can."""
        if self.opened is None:
            return f"nothing is open: {self.fault}"
        if self.is_out:
            return "the text is in your editor; close it there first"
        return "" if self.opened.is_own else "built in, only to look at; F9 copies it to the workspace"

    def draw(self) -> None:
        """Show what is known of the text."""

    def trying_ended(self) -> None:
        """Called once all that was typed has been tried."""

    def look_outside(self) -> None:
        """Called each second, to see whether others wrote the file."""

    # Opening

    def open_path(self, path: Path) -> None:
        """Show the text of a file, or the draft of it that waits."""
        try:
            opened = drafts.open_text(self.root, path)
        except UserError as error:
            fault = error.faults[0]
            self.fault = fault.message + (f"; {fault.remedy}" if fault.remedy else "")
            self.area.read_only = True
            self.draw()
            return
        self.opened, self.fault = opened, ""
        self.area.read_only = not opened.is_own
        self.area.load_text(opened.text)
        self.area.mark({})
        self.trial = self.valid = None
        self._edits += 1
        if opened.kept is not None:
            self.say(f"the draft of {opened.kept.astimezone():%Y-%m-%d %H:%M} goes on; D gives it up")
        self.start_trying()
        self.look_outside()

    def on_mount(self) -> None:
        """Look outside each second."""
        self.set_interval(LOOK_OUTSIDE_EACH, self.look_outside)

    # Trying

    @on(TextArea.Changed)
    def take_typed(self, event: TextArea.Changed) -> None:
        """The text changed: try it a little after the last key, and keep it soon, even while keys keep coming."""
        event.stop()
        self._edits += 1
        if self._try_timer is not None:
            self._try_timer.stop()
        self._try_timer = self.set_timer(TRY_AFTER, self.start_trying)
        if self._keep_timer is None and self.opened is not None and self.opened.is_own:
            self.is_kept = False
            self._keep_timer = self.set_timer(KEEP_AFTER, self.keep_now)
            self.draw_header()

    def draw_header(self) -> None:
        """Show the line above anew."""

    def start_trying(self) -> None:
        """Try the text as it is now, unless that is done already or one is still being tried."""
        if self.opened is None or self.is_trying or self._tried_edits == self._edits:
            return
        self.is_trying, self._tried_edits = True, self._edits
        self._try(self.area.text, self.opened, self._edits)

    @work(thread=True, group="trying", exit_on_error=True, description="try")
    def _try(self, text: str, opened: OpenedText, edits: int) -> None:
        """First what is seen at once, then what a team will see, then what can be proven, then what it does to agents;
        no further once the text has changed."""
        worker = get_current_worker()

        def is_old() -> bool:
            return worker.is_cancelled or self._edits != edits

        trial = tried(text, opened.path.name)
        self.post_message(self.Tried(trial))
        if trial.loaded is not None and not is_old():
            session = blank_session(self.workspace, trial.loaded, self.today)
            _ = session.evaluation
            valid = Valid(text, self.now(), session, edits_since(opened.base, trial.loaded))
            self.post_message(self.Tried(trial, valid))
            trial = proven(trial) if not is_old() else trial
            self.post_message(self.Tried(trial, valid))
            if self.workspace is not None and not is_old() and trial.loaded is not None:
                impact = impact_of(self.workspace, trial.loaded, self.today, is_old)
                self.post_message(self.Tried(trial, replace(valid, impact=impact)))
        self.post_message(self.TryingEnded())

    @on(Tried)
    def take_trial(self, event: Tried) -> None:
        """Show what was found. The preview and the impact stay those of the last text that could be read."""
        event.stop()
        self.trial = event.trial
        if event.valid is not None:
            earlier = self.valid.impact if self.valid is not None else None
            self.valid = replace(event.valid, impact=event.valid.impact or earlier)
        faults = [fault for fault in reversed(event.trial.faults) if fault.line]
        self.area.mark({fault.line - 1: Mark(fault.severity, one_line(fault.message)) for fault in faults})
        self.draw()

    @on(TryingEnded)
    def try_next(self, event: TryingEnded) -> None:
        """Try again where more was typed meanwhile."""
        event.stop()
        self.is_trying = False
        if self._tried_edits != self._edits and self._try_timer is not None:
            self.start_trying()
        self.draw()
        if not self.is_trying:
            self.trying_ended()

    @property
    def is_tried(self) -> bool:
        """Whether all that was typed has been tried to the end."""
        return self.trial is not None and not self.is_trying and self._tried_edits == self._edits

    # Keeping

    @property
    def is_changed(self) -> bool:
        """Whether there is something that is not published."""
        return self.opened is not None and self.area.text != self.opened.base

    def keep_now(self) -> None:
        """Keep what was typed, and show whether it could be."""
        self._keep_timer = None
        self._keep()
        self.draw_header()

    def _keep(self) -> None:
        """Keep what was typed, on this machine; a draft like the file is none."""
        opened, text = self.opened, self.area.text
        if opened is None or not opened.is_own:
            return
        try:
            if text == opened.base:
                drafts.drop_draft(opened.path)
            else:
                drafts.keep_draft(opened.path, text, opened.base)
            self.keep_fault = ""
        except UserError as error:
            self.keep_fault = error.faults[0].message
        self.is_kept = not self.keep_fault

    def unsaved(self) -> SessionChange | None:
        """The program ends: keep what was typed. No change of answers comes of it."""
        if not self.is_kept:
            self.keep_now()
        return None

    def not_kept(self) -> str:
        """Why what was typed could not be kept; empty where it was."""
        return "" if self.is_kept else self.keep_fault

    def on_unmount(self) -> None:
        """Gone, by whatever way: what was typed in the last moment is kept, too."""
        if not self.is_kept:
            self._keep()

    def leave(self) -> None:
        """Go back. The draft is kept; only where it can't be, leaving is asked about."""
        self.unsaved()
        lost = self.keep_fault and f"The draft could not be kept: {self.keep_fault}. Leaving loses what you typed."
        lost = lost or ("The text is open in your editor. Leaving loses what you change there." if self.is_out else "")
        if lost:
            self.app.push_screen(
                Confirm("Leave and lose it?", literal(lost), "leave and lose it", "stay"), self._leave_if
            )
            return
        if self.is_changed:
            self.say("draft kept on this machine, not published: nobody else sees it yet")
        self.post_message(WentBack())

    def _leave_if(self, sure: bool | None) -> None:
        if sure:
            self.is_kept = True
            self.post_message(WentBack())

    def action_discard(self) -> None:
        """Give the draft up; undo brings it back while the screen is open."""
        if not self.is_changed or self.opened is None or not self.opened.is_own:
            self.say("there is no draft: the text is that of the file")
            return
        text = literal("The text becomes that of the file again. ^z in the text takes that back.")
        self.app.push_screen(Confirm("Give the draft up?", text, "give it up", "keep it"), self._discard_if)

    def _discard_if(self, sure: bool | None) -> None:
        if sure and self.opened is not None:
            self.area.put(self.opened.base)
            self.keep_now()
