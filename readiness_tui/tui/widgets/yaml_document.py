"""A text of any length to type in: what the library counts anew for each line that it draws is counted once an edit."""

from __future__ import annotations

from rich.cells import cell_len
from textual.document._document import Document, EditResult, Location
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Size


class YamlDocument(Document):
    """A document that remembers its whole text and its widest line until the next edit."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._text: str | None = None
        self._widest: int | None = None
        self._tabs = 1

    @property
    def text(self) -> str:
        """The whole text."""
        if self._text is None:
            self._text = super().text
        return self._text

    def get_size(self, tab_width: int) -> Size:
        """Width and height in cells, tabs expanded."""
        if self._widest is None or self._tabs != tab_width:
            self._widest, self._tabs = _widest(self._lines, tab_width), tab_width
        return Size(self._widest, len(self._lines))

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Edit. The widest line is looked for again only where it is among those that went."""
        first, last = sorted((start[0], end[0]))
        went = _widest(self._lines[first : last + 1], self._tabs)
        result = super().replace_range(start, end, text)
        came = _widest(self._lines[first : result.end_location[0] + 1], self._tabs)
        self._text = None
        if self._widest is not None and came >= self._widest:
            self._widest = came
        elif went == self._widest:
            self._widest = None
        return result


def _widest(lines: list[str], tab_width: int) -> int:
    return max((cell_len(line.expandtabs(tab_width)) for line in lines), default=0)


class UnwrappedDocument(WrappedDocument):
    """A document whose lines are never wrapped, so that its height is known."""

    @property
    def height(self) -> int:
        """One row a line."""
        return self.document.line_count
