"""A list of rows with a cursor, drawn only where it is seen, so that 10,000 rows cost what 20 do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from readiness_tui.tui.widgets.strips import StripPanel, under_cursor

Draw = Callable[[int, int, bool], Content]
Heading = Callable[[int], Content]


class RowsPanel(StripPanel):
    """Draws the rows that fit. The screen moves the cursor; clicks and the wheel do, too."""

    @dataclass
    class RowMoved(Message):
        """The cursor is on another row."""

        panel: RowsPanel
        row: int

        @property
        def control(self) -> RowsPanel:
            """The panel."""
            return self.panel

    @dataclass
    class RowOpened(Message):
        """The row under the cursor was clicked, or another one twice; any one where a click opens at once."""

        panel: RowsPanel
        row: int

        @property
        def control(self) -> RowsPanel:
            """The panel."""
            return self.panel

    def __init__(self, id: str | None = None, *, opens_at_once: bool = False, after: str = "") -> None:
        super().__init__(id=id, after=after)
        self.opens_at_once = opens_at_once
        self.count = 0
        self.cursor = 0
        self._top = 0
        self._heading: Heading | None = None
        self._draw: Draw = lambda row, width, is_cursor: Content("")

    @property
    def _rows_in_sight(self) -> int:
        return max(1, self.content_size.height - (self._heading is not None))

    def show(self, count: int, draw: Draw, cursor: int | None = None, heading: Heading | None = None) -> None:
        """Show other rows; `draw(row, width, is_cursor)` makes the line of one, `heading(width)` the line above them.

        Says nothing of the cursor.
        """
        self._heading = heading
        self.count = count
        self._draw = draw
        self.cursor = max(0, min(count - 1, self.cursor if cursor is None else cursor))
        self._follow()
        self.draw()

    def move(self, step: int) -> None:
        """Move the cursor, and say so."""
        self.move_to(self.cursor + step)

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, and say so."""
        row = max(0, min(self.count - 1, row))
        if row != self.cursor:
            self.cursor = row
            self._follow()
            self.draw()
            self.post_message(self.RowMoved(self, row))

    def _follow(self) -> None:
        height = self._rows_in_sight
        self._top = max(0, min(self._top, self.count - height))
        if not self._top <= self.cursor < self._top + height:
            self._top = max(0, min(self.cursor - height // 2, self.count - height))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._follow()
        self.draw()

    def contents(self, width: int, height: int) -> Sequence[Content]:
        """The rows in sight."""
        lines = [self._heading(width)] if self._heading is not None else []
        rows = range(self._top, min(self.count, self._top + self._rows_in_sight))
        drawn = [(self._draw(row, width, row == self.cursor), row == self.cursor) for row in rows]
        return [*lines, *(under_cursor(line, width) if is_cursor else line for line, is_cursor in drawn)]

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there; a click on the cursor opens."""
        place = event.get_content_offset(self)
        above = 1 if self._heading is not None else 0
        row = self._top + place.y - above if place is not None else self.count
        if not self._top <= row < self.count:
            return
        event.stop()
        was = self.cursor
        self.move_to(row)
        if row == was or event.chain == 2 or self.opens_at_once:
            self.post_message(self.RowOpened(self, row))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Look further down; the cursor stays."""
        self._scroll(3, event)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Look further up; the cursor stays."""
        self._scroll(-3, event)

    def _scroll(self, step: int, event: events.MouseEvent) -> None:
        event.stop()
        top = max(0, min(self._top + step, self.count - self._rows_in_sight))
        if top != self._top:
            self._top = top
            self.draw()
