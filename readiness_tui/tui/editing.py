"""How a questionnaire is written: tried soon after each pause, kept as a draft, read again when others change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from textual import on, work
from textual.app import SuspendNotSupported
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea
from textual.worker import get_current_worker

from readiness_tui.model.faults import UserError
from readiness_tui.tui.dialogs import Choose, Confirm, OneLine, Pick, Reading
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.line_input import storable
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import Place, SessionChange, Went, WentBack
from readiness_tui.tui.widgets.yaml_area import YamlArea
from readiness_tui.use_cases import questionnaire_drafts as drafts
from readiness_tui.use_cases.editing import edited_text
from readiness_tui.use_cases.questionnaire_drafts import OpenedText
from readiness_tui.use_cases.questionnaire_trials import Impact, Trial, blank_session, impact_of, proven, tried
from readiness_tui.use_cases.sessions import Session

TRY_AFTER = 0.2
KEEP_AFTER = 0.3
LOOK_OUTSIDE_EACH = 1


class EditingFrame(Frame):
    """A screen with one text of a questionnaire. Its subclass draws it, in `draw`."""

    @dataclass
    class Tried(Message):
        """A text was tried; `session` is what a team would begin with, `impact` what it does to agents, once known."""

        trial: Trial
        session: Session | None = None
        impact: Impact | None = None

    class TryingEnded(Message):
        """Nothing is being tried any more."""

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.opened: OpenedText | None = None
        self.trial: Trial | None = None
        self.blank: Session | None = None
        self.impact: Impact | None = None
        self.fault = ""
        self.keep_fault = ""
        self.is_kept = True
        self.is_trying = False
        self._edits = 0
        self._tried_edits = -1
        self._publishes = False
        self._try_timer: Timer | None = None
        self._keep_timer: Timer | None = None

    @property
    def area(self) -> YamlArea:
        """Where the text is written."""
        return self.query_one(YamlArea)

    @property
    def root(self) -> Path | None:
        """The workspace's folder."""
        return self.workspace.root if self.workspace else None

    def draw(self) -> None:
        """Show what is known of the text."""

    def jump_to_fault(self, step: int) -> None:
        """Put the cursor on the next problem, or the previous one."""

    # Opening

    def open_path(self, path: Path) -> None:
        """Show the text of a file, or the draft of it that waits."""
        try:
            opened = drafts.open_text(self.root, path)
        except UserError as error:
            self.fault = str(error.faults[0])
            self.area.read_only = True
            self.draw()
            return
        self.opened, self.fault = opened, ""
        self.area.read_only = not opened.is_own
        self.area.load_text(opened.text)
        self.area.mark({})
        self.trial = self.blank = self.impact = None
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
        self._try(self.area.text, self.opened.path.name, self._edits)

    @work(thread=True, group="trying", exit_on_error=True)
    def _try(self, text: str, file: str, edits: int) -> None:
        """First what is seen at once, then what a team will see, then what can be proven, then what it does to agents;
        no further once the text has changed."""
        worker = get_current_worker()

        def is_old() -> bool:
            return worker.is_cancelled or self._edits != edits

        trial = tried(text, file)
        self.post_message(self.Tried(trial))
        if trial.loaded is not None and not is_old():
            session = blank_session(self.workspace, trial.loaded, self.today)
            _ = session.evaluation
            self.post_message(self.Tried(trial, session))
            trial = proven(trial) if not is_old() else trial
            self.post_message(self.Tried(trial, session))
            if self.workspace is not None and not is_old() and trial.loaded is not None:
                impact = impact_of(self.workspace, trial.loaded, self.today, is_old)
                self.post_message(self.Tried(trial, session, impact))
        self.post_message(self.TryingEnded())

    @on(Tried)
    def take_trial(self, event: Tried) -> None:
        """Show what was found. The preview and the impact stay those of the last text that could be read."""
        event.stop()
        self.trial = event.trial
        self.blank = event.session or self.blank
        self.impact = event.impact or self.impact
        self.area.mark({fault.line - 1: fault.severity for fault in reversed(event.trial.faults) if fault.line})
        self.draw()

    @on(TryingEnded)
    def try_next(self, event: TryingEnded) -> None:
        """Try again where more was typed meanwhile; publish what waited for it."""
        event.stop()
        self.is_trying = False
        if self._tried_edits != self._edits and self._try_timer is not None:
            self.start_trying()
        self.draw()
        if self._publishes and not self.is_trying:
            self._publishes = False
            self.action_publish()

    # Keeping

    @property
    def is_changed(self) -> bool:
        """Whether there is something that is not published."""
        return self.opened is not None and self.area.text != self.opened.base

    def keep_now(self) -> None:
        """Keep what was typed, on this machine; a draft like the file is none."""
        self._keep_timer = None
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
        self.draw_header()

    def unsaved(self) -> SessionChange | None:
        """The program ends: keep what was typed. No change of answers comes of it."""
        if not self.is_kept:
            self.keep_now()
        return None

    def leave(self) -> None:
        """Go back. The draft is kept; only where it can't be, leaving is asked about."""
        self.unsaved()
        if not self.is_kept:
            text = literal(f"The draft could not be kept: {self.keep_fault}. Leaving loses what you typed.")
            self.app.push_screen(Confirm("Leave and lose it?", text, "leave and lose it", "stay"), self._leave_if)
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

    # Others

    def look_outside(self) -> None:
        """Read the file again where others wrote it; ask where something is typed here as well."""
        opened = self.opened
        if opened is None or self.app.screen is not self:
            return
        stamp = drafts.stamp_of(opened.path)
        if stamp == opened.stamp and opened.kept is None:
            return
        self.opened = replace(opened, stamp=stamp, kept=None)
        try:
            theirs = drafts.readable_text(opened.path)
        except UserError as error:
            self.say(f"the file can't be read any more, your text stays: {error.faults[0].message}", "warning")
            return
        self._meet(opened, theirs)

    def _meet(self, opened: OpenedText, theirs: str) -> None:
        mine = self.area.text
        if theirs == opened.base:
            return
        if mine in (opened.base, theirs):
            self._take_base(theirs)
            self.area.put(theirs)
            self.keep_now()
            self.say(f"{opened.path.name} was changed outside, read again")
        else:
            self._ask_sides(theirs)

    def _take_base(self, text: str) -> None:
        if self.opened is not None:
            self.opened = replace(self.opened, base=text)

    def _ask_sides(self, theirs: str) -> None:
        picks = (
            Pick("mine", "mine: go on with what I typed; publishing replaces the file's"),
            Pick("theirs", "theirs: take the file's; mine is put aside, and ^z brings it back"),
            Pick("difference", "see the difference first"),
        )

        def take(side: str | None) -> None:
            if side == "difference":
                text = literal(drafts.difference(self.area.text, theirs))
                self.app.push_screen(Reading("- the file   + what you typed", text), lambda _: self._ask_sides(theirs))
            elif side == "theirs":
                self._give_way(theirs)
            else:
                self._take_base(theirs)
                self.keep_now()
                self.say("your text stays; F9 replaces the file's")

        self.app.push_screen(Choose("The file was changed outside, and here", picks, counts=True), take)

    def _give_way(self, theirs: str) -> None:
        if self.opened is None:
            return
        try:
            place = drafts.put_aside(self.opened.path, self.area.text)
        except UserError as error:
            self.say(f"your text stays, it could not be put aside: {error.faults[0].message}", "error")
            return
        self._take_base(theirs)
        self.area.put(theirs)
        self.keep_now()
        self.say(f"the file's text is here; yours is in {place}")

    def action_external(self) -> None:
        """The text in the person's own editor, which has the terminal until it ends."""
        if self.opened is None or self.area.read_only:
            self.say("this one can only be looked at; F9 copies it to the workspace", "warning")
            return
        before = self.area.text
        try:
            with self.app.suspend():
                text = edited_text(before, self.opened.path.name)
        except (UserError, SuspendNotSupported) as error:
            self.say(str(error), "warning")
            return
        text, left_out = storable(text)
        if left_out:
            self.say(f"{left_out} characters that can't be stored were left out", "warning")
        if text != before:
            self.area.put(text)

    # Publishing

    def action_publish(self) -> None:
        """Publish the draft, if it has no errors; a built-in one is copied to the workspace."""
        opened = self.opened
        if opened is None:
            return
        if not opened.is_own:
            self._ask_copy(opened.path)
        elif not self.is_changed:
            self.say("nothing to publish: the text is that of the file")
        elif self.is_trying or self.trial is None or self._tried_edits != self._edits:
            self._publishes = True
            self.start_trying()
            self.say("checking first")
        elif self.trial.errors:
            count = self.trial.errors
            self.say(f"{count} error{'' if count == 1 else 's'} first: the draft is kept, nobody sees it", "warning")
            self.jump_to_fault(0)
        else:
            self._ask_version(opened)

    def _ask_version(self, opened: OpenedText) -> None:
        text = self.area.text
        lost = drafts.lost_by(opened.base, text)
        told = [f"{edit.subject}: {edit.text}" + (f"; {edit.remedy}" if edit.remedy else "") for edit in lost[:6]]
        told += [f"and {len(lost) - 6} more"] if len(lost) > 6 else []
        words = "\n".join(("Saved answers would be lost or mean something else:", *told)) if lost else ""
        hint = "↵ publish   Esc not yet, the draft is kept"
        asked = OneLine(
            "Publish as version",
            drafts.next_version(text, opened.base),
            text=literal(words, "$partly") if words else None,
            reads=lambda version: _read_version(text, opened.base, version),
            hint=hint,
        )
        self.app.push_screen(asked, self._publish_as)

    def _publish_as(self, version: str | None) -> None:
        if version is None or self.opened is None:
            return
        try:
            text = drafts.with_version(self.area.text, version.strip())
            self.opened = drafts.published(self.root, self.opened, text)
        except UserError as error:
            self.say(str(error.faults[0]), "error")
            return
        if text != self.area.text:
            self.area.put(text)
        self.is_kept, self.keep_fault = True, ""
        self.say(f"published {version.strip()}; agents keep their version until : upgrade moves them")
        self.draw()

    def _ask_copy(self, path: Path) -> None:
        text = literal(f"It is copied to questionnaires/{path.name}, as it is, and stands there for the built-in one.")

        def take(sure: bool | None) -> None:
            if sure:
                try:
                    self.post_message(Went(Place(self.NAME, str(drafts.copied_to_workspace(self.root, path)))))
                except UserError as error:
                    self.say(str(error.faults[0]), "error")

        self.app.push_screen(Confirm("Copy it to the workspace to edit?", text, "copy", "only look"), take)


def _read_version(text: str, base: str, version: str) -> tuple[Content, bool]:
    fault = drafts.version_fault(text, base, version.strip())
    words = fault or f"the file says {drafts.version_in(base) or 'none'} now; agents are only offered the move"
    return literal(words, "$not-in-place" if fault else "$muted"), not fault
