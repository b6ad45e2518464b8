"""A panel of ready-made lines: drawn at once, without a widget a line; a click says on which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message

from readiness_tui.tui.literal import literal
from readiness_tui.tui.widgets.strips import StripPanel

BLANK = Content("")


class Line(NamedTuple):
    """One line of a panel; `tag` says what a click on it means."""

    content: Content
    tag: str = ""


Build = Callable[[int, int], Sequence[Line]]


class LinesPanel(StripPanel):
    """Shows what a function builds for its width and height; it never changes its own size, so nothing is laid out."""

    @dataclass
    class LineClicked(Message):
        """A line with a tag was clicked."""

        panel: LinesPanel
        tag: str

        @property
        def control(self) -> LinesPanel:
            """The panel."""
            return self.panel

    def __init__(self, id: str | None = None, *, before: str = "", after: str = "") -> None:
        super().__init__(id=id, before=before, after=after)
        self._build: Build = lambda width, height: ()
        self._lines: Sequence[Line] = ()

    def show(self, build: Build) -> None:
        """Show other lines."""
        self._build = build
        self.draw()

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """The lines for a size."""
        return self._build(width, height)

    def contents(self, width: int, height: int) -> Sequence[Content]:
        """The lines, and what a click on each means."""
        self._lines = self.lines(width, height)
        return [line.content for line in self._lines]

    def on_click(self, event: events.Click) -> None:
        """Say which line."""
        place = event.get_content_offset(self)
        if place is not None and place.y < len(self._lines) and self._lines[place.y].tag:
            event.stop()
            self.post_message(self.LineClicked(self, self._lines[place.y].tag))


def wrapped(content: Content, width: int, indent: int = 0) -> list[Content]:
    """Content in lines of at most `width` cells, each after `indent` blanks."""
    lines = content.wrap(max(1, width - indent))
    return [Content(" " * indent) + line for line in lines] if indent else list(lines)


def told_lines(text: str, width: int) -> list[Line]:
    """A muted remark, in lines."""
    return [Line(Content(" ") + line) for line in wrapped(literal(text, "$muted"), width - 2)]
