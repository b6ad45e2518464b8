"""Publish a questionnaire's text: only without errors, under a new version, with a word on what would be lost."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content

from readiness_tui.model.faults import UserError
from readiness_tui.tui.dialogs import Confirm, OneLine
from readiness_tui.tui.editing import EditingFrame
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import Place, Went
from readiness_tui.use_cases import questionnaire_drafts as drafts
from readiness_tui.use_cases.questionnaire_drafts import OpenedText


class PublishingFrame(EditingFrame):
    """A screen with a text that can be published."""

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self._publishes = False

    def action_publish(self) -> None:
        """Publish the draft, if it has no errors; a built-in one is copied to the workspace."""
        opened = self.opened
        if opened is None or self.is_out:
            self.say(self.why_not_written(), "warning")
        elif not opened.is_own:
            self._ask_copy(opened.path)
        elif not self.meet_outside():
            return
        elif not self.is_changed and drafts.stamp_of(opened.path) is not None:
            self.say("nothing to publish: the text is that of the file")
        elif not self.is_tried or self.trial is None:
            self._publishes = True
            self.start_trying()
            self.say("checking first")
        elif self.trial.errors:
            count = self.trial.errors
            self.say(f"{count} error{'' if count == 1 else 's'} first: the draft is kept, nobody sees it", "warning")
            self.jump_to_fault(0)
        else:
            self._ask_version(opened)

    def jump_to_fault(self, step: int) -> None:
        """Put the cursor on the next problem, the previous one, or the first (0)."""

    def trying_ended(self) -> None:
        """Publish what waited for it."""
        if self._publishes:
            self._publishes = False
            self.action_publish()

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
