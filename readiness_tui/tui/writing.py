"""Dialogs in which people write: a note of many lines, and forms of a few fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from readiness_tui.model.characters import visible
from readiness_tui.model.values import NOTE_LIMIT
from readiness_tui.tui.handing_over import hand_over
from readiness_tui.tui.line_input import LineInput, storable
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import NoteChanged, SessionChange
from readiness_tui.tui.panel import Dialog, tell_of_paste

SAVE_AFTER = 0.3


class NoteArea(TextArea):
    """A TextArea of at most 20,000 characters; the rest of a paste is refused aloud, and kept."""

    refused = ""

    def on_mount(self) -> None:
        """Nothing moves by itself."""
        self.cursor_blink = False

    async def _on_paste(self, event: events.Paste) -> None:
        """Take what fits and can be stored; say what not."""
        event.stop()
        event.prevent_default()
        text, left_out = storable(event.text)
        room = NOTE_LIMIT - len(self.text) + len(self.selected_text)
        fits, self.refused = text[:room], text[room:]
        if fits and (result := self._replace_via_keyboard(fits, *self.selection)):
            self.move_cursor(result.end_location)
        if self.refused:
            self.notify(
                f"{len(self.refused):,} characters don't fit: ^r copies them back", severity="warning", markup=False
            )
        if left_out:
            self.notify(f"{left_out} characters that can't be stored were left out", severity="warning", markup=False)

    async def _on_key(self, event: events.Key) -> None:
        """Refuse what is typed beyond the limit; Esc leaves, after all that was typed before it."""
        if event.key == "escape":
            event.prevent_default()
        types = event.is_printable or event.key == "enter"
        if types and len(self.text) - len(self.selected_text) >= NOTE_LIMIT:
            event.stop()
            event.prevent_default()
            self.notify(f"a note takes {NOTE_LIMIT:,} characters", severity="warning", markup=False)


class NoteDialog(Dialog[str]):
    """The note of a question, saved while it is written; Esc leaves, nothing is lost."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "copy_refused", show=False, priority=True),
        Binding("f4", "edit", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    NoteDialog NoteArea { height: 8; }
    """

    def __init__(self, title: str, question_id: str, note: str) -> None:
        super().__init__(title, "Esc done, saved as you type   F4 $EDITOR   ^z undo text   20,000 characters")
        self.question_id = question_id
        self.note = note
        self._kept = note
        self._is_first = True
        self._is_warned = False
        self._timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """The text."""
        yield NoteArea(
            self.note, id="note", classes="first", soft_wrap=True, show_line_numbers=False, tab_behavior="indent"
        )

    def begin(self) -> None:
        """Write at the end."""
        area = self.query_one(NoteArea)
        area.move_cursor(area.document.end)

    @on(TextArea.Changed)
    def save_soon(self, event: TextArea.Changed) -> None:
        """Save 300 ms after the last key, and not later than that while keys keep coming."""
        event.stop()
        if self._timer is None:
            self._timer = self.set_timer(SAVE_AFTER, self.save_now)

    def save_now(self) -> None:
        """Post what was written."""
        change = self.unsaved()
        if change is not None:
            self.post_message(change)

    def unsaved(self) -> SessionChange | None:
        """What was written and not posted yet; the caller posts it."""
        self._timer = None
        text = self.query_one(NoteArea).text
        if text == self._kept:
            return None
        change = NoteChanged(self.question_id, text, continues=not self._is_first)
        self._kept, self._is_first = text, False
        return change

    def action_leave(self) -> None:
        """Save and go; once more is asked for while the note is open in an editor."""
        if self.query_one(NoteArea).read_only and not self._is_warned:
            self._is_warned = True
            self._tell("the note is open in your editor: close it there, or Esc again leaves without it")
            return
        self.save_now()
        self.dismiss(self._kept)

    def action_copy_refused(self) -> None:
        """Give back what didn't fit."""
        refused = self.query_one(NoteArea).refused
        if refused:
            self.app.copy_to_clipboard(refused)
            self.notify(f"{len(refused):,} characters are in the clipboard", markup=False)

    def action_edit(self) -> None:
        """The note in the person's own editor, which has the terminal until it ends."""
        area = self.query_one(NoteArea)
        area.read_only, self._is_warned = True, False
        hand_over(self, area.text, "note.md", self._take_back, self._tell)

    def _tell(self, words: str) -> None:
        self.notify(visible(words), severity="warning", markup=False)

    def _take_back(self, text: str | None) -> None:
        area = self.query_one(NoteArea)
        area.read_only = False
        if text is not None:
            area.refused = text[NOTE_LIMIT:]
            area.text = text[:NOTE_LIMIT].rstrip("\n")
            area.move_cursor(area.document.end)
            self.save_now()


Check = Callable[[str], str]
CheckAll = Callable[[tuple[str, ...]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: its label, what is in it, a hint, and a check that says what is wrong (empty: nothing)."""

    label: str
    value: str = ""
    hint: str = ""
    check: Check = lambda text: ""


class Form(Dialog[tuple[str, ...]]):
    """A few fields; Tab moves, Enter takes all once each can be read; the reason stands beside the field."""

    DEFAULT_CSS = """
    Form .row { height: 1; }
    Form .label { width: 16; padding: 0 1; color: $muted; }
    Form .row LineInput { width: 1fr; }
    Form .fault { height: auto; padding: 0 1 0 16; color: $not-in-place; display: none; }
    """

    def __init__(
        self, title: str, fields: tuple[Field, ...], explanation: str = "", check_all: CheckAll | None = None
    ) -> None:
        """`check_all` says for each field what is wrong with it beside the others; asked once each is fine alone."""
        super().__init__(title, "Tab next field   ↵ take it   Esc leave as it was")
        self.fields = fields
        self.check_all = check_all
        self.explanation = explanation

    def compose_body(self) -> ComposeResult:
        """One row for each field, its fault below."""
        if self.explanation:
            yield Static(literal(self.explanation), classes="body")
        for place, field in enumerate(self.fields):
            with Horizontal(classes="row"):
                yield Static(literal(field.label), classes="label")
                first = "first" if place == 0 else ""
                yield LineInput(field.value, id=f"field-{place}", placeholder=field.hint, classes=first)
            yield Static("", id=f"fault-{place}", classes="fault")

    @on(LineInput.Pasted)
    def tell(self, event: LineInput.Pasted) -> None:
        """Say what a paste brought beyond its first line."""
        event.stop()
        tell_of_paste(self, event)

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Return all values if each can be read."""
        event.stop()
        values = tuple(self.query_one(f"#field-{place}", LineInput).value for place in range(len(self.fields)))
        faults = tuple(field.check(value) for field, value in zip(self.fields, values, strict=True))
        if self.check_all is not None and not any(faults):
            faults = self.check_all(values)
        for place, fault in enumerate(faults):
            shown = self.query_one(f"#fault-{place}", Static)
            shown.update(literal(fault))
            shown.display = bool(fault)
        wrong = next((place for place, fault in enumerate(faults) if fault), None)
        if wrong is None:
            self.dismiss(values)
        else:
            self.query_one(f"#field-{wrong}").focus()
