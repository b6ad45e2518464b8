"""A few rows of options, one taken in each: what is sent, for whom, in which form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message

from readiness_tui.tui.glyphs import CURSOR
from readiness_tui.tui.literal import clipped, literal
from readiness_tui.tui.widgets.strips import StripPanel, under_cursor

LABEL = 12
BETWEEN = "   "
TAKEN, NOT_TAKEN = "(•) ", "( ) "


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A label with options, or (without options) with a `text` that is written. `note` stands at the right."""

    label: str
    options: tuple[str, ...] = ()
    taken: int = 0
    text: str = ""
    note: str = ""
    is_alarm: bool = False


class OptionRows(StripPanel):
    """Draws the rows; the screen moves the cursor and takes options, a click says which."""

    DEFAULT_CSS = """
    OptionRows { height: auto; }
    """

    @dataclass
    class OptionClicked(Message):
        """An option was clicked (`option` counts from 0), or a text (-1)."""

        row: int
        option: int

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[OptionRow] = ()
        self.cursor = 0

    def show(self, rows: Sequence[OptionRow], cursor: int) -> None:
        """Show these rows, with the cursor on one."""
        if len(rows) != len(self.rows):
            self.styles.height = max(1, len(rows))
        self.rows, self.cursor = rows, cursor
        self.draw()

    def contents(self, width: int, height: int) -> Sequence[Content]:
        """All rows."""
        lines = [_row(row, width, place == self.cursor) for place, row in enumerate(self.rows)]
        return [under_cursor(line, width) if place == self.cursor else line for place, line in enumerate(lines)]

    def on_click(self, event: events.Click) -> None:
        """Say which option."""
        place = event.get_content_offset(self)
        if place is None or not 0 <= place.y < len(self.rows):
            return
        event.stop()
        row = self.rows[place.y]
        if not row.options:
            self.post_message(self.OptionClicked(place.y, -1))
            return
        left = LABEL
        for option in _in_sight(row, self.content_size.width):
            right = left + cell_len(TAKEN + row.options[option])
            if left <= place.x < right:
                self.post_message(self.OptionClicked(place.y, option))
                return
            left = right + len(BETWEEN)


def _row(row: OptionRow, width: int, is_cursor: bool) -> Content:
    head = literal(f"{CURSOR if is_cursor else ' '}{row.label}".ljust(LABEL), "bold" if is_cursor else "")
    if row.options:
        body = Content(BETWEEN).join([_option(row, place) for place in _in_sight(row, width)])
    else:
        body = literal(f"> {clipped(row.text, width - LABEL - cell_len(row.note) - 5)}")
    gap = max(2, width - head.cell_length - body.cell_length - cell_len(row.note) - 1)
    note = literal(" " * gap + row.note, "$not-in-place" if row.is_alarm else "$muted") if row.note else Content("")
    return Content.assemble(head, body, note)


def _option(row: OptionRow, place: int) -> Content:
    is_taken = place == row.taken
    return literal((TAKEN if is_taken else NOT_TAKEN) + row.options[place], "bold" if is_taken else "")


def _in_sight(row: OptionRow, width: int) -> range:
    """The options that fit; the taken one is among them."""
    sizes = [cell_len(TAKEN + option) + len(BETWEEN) for option in row.options]
    room = width - LABEL - cell_len(row.note)
    first = 0
    while first < row.taken and sum(sizes[first : row.taken + 1]) > room:
        first += 1
    last = first + 1
    while last < len(sizes) and sum(sizes[first : last + 1]) <= room:
        last += 1
    return range(first, last)
