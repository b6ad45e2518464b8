"""The panel at the bottom of the screen that every dialog is made of, and what it tells of a paste."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from readiness_tui.tui.glyphs import RULE
from readiness_tui.tui.line_input import LineInput
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import DialogClosed, ScreenReady

Returned = TypeVar("Returned")


KEYS = {"↵": "enter", "Esc": "escape", "Tab": "tab", "F4": "f4", "n": "n", "^z": "ctrl+z", "^r": "ctrl+r"}
BETWEEN = "   "


class HintLine(Static):
    """The keys of a dialog in a line; a click on one presses it."""

    def __init__(self, words: str) -> None:
        super().__init__(literal(words), classes="hint")
        self.words = words

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        place, left = event.get_content_offset(self), 0
        for piece in self.words.split(BETWEEN):
            width = cell_len(piece)
            key = next((KEYS[word] for word in piece.split() if word in KEYS), "")
            if key and place is not None and left <= place.x < left + width:
                event.stop()
                self.app.post_message(events.Key(key, None))
            left += width + len(BETWEEN)


class Dialog(ModalScreen[Returned]):
    """A panel at the bottom: a title in a rule, the body, and one line that says which keys work. Esc returns None."""

    DEFAULT_CSS = """
    Dialog { align: center bottom; background: $background 0%; }
    Dialog #panel { dock: bottom; width: 100%; height: auto; max-height: 90%; background: $background; }
    Dialog .title { height: 1; color: $muted; text-wrap: nowrap; text-overflow: clip; }
    Dialog .body { height: auto; padding: 0 1; }
    Dialog .hint { height: 1; padding: 0 1; background: $panel; color: $muted; }
    Dialog Input, Dialog TextArea { border: none; padding: 0; background: $surface; }
    Dialog .field { height: 1; }
    Dialog .prompt { width: 3; padding-left: 1; color: $in-place; text-style: bold; }
    Dialog Input { height: 1; }
    Dialog Input:focus, Dialog TextArea:focus { border: none; }
    Dialog .text { height: auto; max-height: 18; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self.heading = title
        self.hint = hint
        self.is_ready = False

    def compose(self) -> ComposeResult:
        """The panel; a dialog adds its own part by `compose_body`."""
        with Vertical(id="panel"):
            yield Static(Content.assemble(RULE + " ", literal(self.heading, "bold"), " ", RULE * 200), classes="title")
            yield from self.compose_body()
            yield HintLine(self.hint)

    def compose_body(self) -> ComposeResult:
        """What stands between title and hint."""
        yield from ()

    def first_field(self) -> Widget | None:
        """The widget that takes the first key."""
        return next(iter(self.query(".first").results(Widget)), None)

    def begin(self) -> None:
        """Called once the fields are there."""

    def on_mount(self) -> None:
        """From now on keys are taken; those that came earlier have waited."""
        self.begin()
        self.set_focus(self.first_field())
        self.is_ready = True
        self.app.post_message(ScreenReady())

    def dismiss(self, result: Returned | None = None) -> AwaitComplete:
        """Leave with a result, and say so."""
        done = super().dismiss(result)
        self.app.post_message(DialogClosed())
        return done

    def action_leave(self) -> None:
        """Esc: return nothing."""
        self.dismiss(None)


def tell_of_paste(dialog: Screen[Returned], event: LineInput.Pasted) -> None:
    """Say what didn't fit into one line, and give it back by the clipboard."""
    words = []
    if event.rest.strip():
        dialog.app.copy_to_clipboard(event.rest)
        words.append(f"only the first line fits here; the other {event.rest.count(chr(10)) + 1} are in the clipboard")
    if event.left_out:
        words.append(f"{event.left_out} characters that can't be stored were left out")
    dialog.notify(" · ".join(words), severity="warning", markup=False)
