"""A field for one line: what a paste brings beyond its first line is offered, and what no text may hold is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input

from readiness_tui.model.characters import REFUSED

_REFUSED = re.compile(f"[{REFUSED}]")


def storable(text: str) -> tuple[str, int]:
    """The text with LF line ends and without what no text may hold, and how many characters were left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _REFUSED.subn("", lines)


class LineInput(Input):
    """An Input that loses nothing of a paste without a word."""

    @dataclass
    class Pasted(Message):
        """A paste brought more than fits: further lines, and characters that can't be stored. `text` is all of it."""

        field: LineInput
        rest: str
        left_out: int
        text: str = ""

        @property
        def control(self) -> LineInput:
            """The field."""
            return self.field

    def __init__(
        self, value: str = "", id: str | None = None, placeholder: str = "", classes: str | None = None
    ) -> None:
        super().__init__(value, id=id, placeholder=placeholder, classes=classes, select_on_focus=False)
        self.set_reactive(Input.cursor_blink, False)

    def _on_paste(self, event: events.Paste) -> None:
        """Take the first line; say what else there was."""
        event.stop()
        event.prevent_default()
        text, left_out = storable(event.text)
        first, _, rest = text.strip("\n").partition("\n")
        self.insert_text_at_cursor(first.replace("\t", " "))
        if rest.strip() or left_out:
            self.post_message(self.Pasted(self, rest, left_out, text))
