"""A panel that is drawn line by line: only lines that changed are drawn anew, and a line drawn once is kept.

This is what makes a key cheap: the library would wrap, style and paint the whole panel again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.color import TRANSPARENT, Color
from textual.content import Content, Span
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

KEPT_STRIPS = 2000
NOTHING = Content("")
EDGE_STYLE = "$muted"
CURSOR_STYLE = "bold on $panel"
"""Marks the line under the cursor; where there is no colour it is drawn in reverse video."""


def under_cursor(line: Content, width: int) -> Content:
    """The line that the cursor is on, over the whole width."""
    return line.pad_right(max(0, width - line.cell_length)).stylize(CURSOR_STYLE)


class StripPanel(Widget):
    """Shows the contents that `contents` makes for its size, one a line; `draw` shows them anew.

    `before` and `after` stand in each line beside the content, for a rule and for blanks: a border of the library's
    would be worked out once more for each line that is drawn.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StripPanel { width: 1fr; height: 1fr; text-wrap: nowrap; text-overflow: clip; }
    """

    def __init__(self, id: str | None = None, *, before: str = "", after: str = "") -> None:
        super().__init__(id=id)
        self._edges = (before, after)
        self._contents: Sequence[Content] = ()
        self._strips: dict[tuple[str, tuple[Span, ...]], Strip] = {}
        self._drawn: dict[int, Strip] = {}
        self._drawn_for: tuple[int, tuple[LineFilter, ...], Color] = (0, (), TRANSPARENT)
        self._styles: dict[tuple[Style | str, ...], RichStyle] = {}

    def contents(self, width: int, height: int) -> Sequence[Content]:
        """The lines for a size; at most `height`, each at most `width` cells wide."""
        return ()

    @property
    def room(self) -> Size:
        """The cells that there are for contents."""
        width, height = self.content_size
        return Size(max(0, width - sum(map(len, self._edges))), height)

    def draw(self) -> None:
        """Show the contents of now; lines that are as they were are not touched."""
        width, height = self.room
        if not width or not height:
            return
        before, self._contents = self._contents, tuple(self.contents(width, height))[:height]
        pairs = enumerate(zip_longest(before, self._contents))
        changed = [y for y, (old, new) in pairs if not _is_same(old, new)]
        for y in changed:
            self._drawn.pop(y, None)
        if changed:
            whole = self.content_size.width
            self.refresh(*(Region(0, first, whole, last - first + 1) for first, last in _runs(changed)))

    def on_resize(self) -> None:
        """Lines are made for a width."""
        self.draw()

    def notify_style_update(self) -> None:
        """Another theme: draw all lines anew."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()
        self._drawn.clear()

    def render(self) -> Content:
        """All lines, for those who want the text."""
        return Content("\n").join(self._contents)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region. Where these are all there is, they need not be styled and cut once more."""
        size = self.region.size
        if size != self.content_size:
            return super().render_lines(crop)
        self._draw_for(size.width, tuple(self.get_line_filters()), self.background_colors[1])
        strips = [self._drawn_line(y) for y in crop.line_range]
        left, right = crop.column_span
        return strips if (left, right) == (0, size.width) else [strip.crop(left, right) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """One line, for the library to put into a border; it filters the whole."""
        self._draw_for(self.content_size.width, (), TRANSPARENT)
        return self._drawn_line(y)

    def _draw_for(self, width: int, filters: tuple[LineFilter, ...], background: Color) -> None:
        """Draw all lines anew where width, filters or background are others than before."""
        if (width, filters, background) != self._drawn_for:
            self._drawn_for = width, filters, background
            self._drawn.clear()
            self._strips.clear()

    def _drawn_line(self, y: int) -> Strip:
        strip = self._drawn.get(y)
        if strip is None:
            content = self._contents[y] if y < len(self._contents) else NOTHING
            key = content.plain, tuple(content.spans)
            strip = self._strips.get(key)
            if strip is None:
                if len(self._strips) >= KEPT_STRIPS:
                    self._strips.clear()
                strip = self._strips[key] = self._strip(content)
            self._drawn[y] = strip
        return strip

    def _strip(self, content: Content) -> Strip:
        width, filters, background = self._drawn_for
        before, after = self._edges
        room = width - len(before) - len(after)
        if content.cell_length > room:
            content = content.truncate(room)
        beside = ((before, EDGE_STYLE), (" " * (room - content.cell_length), ""), (after, EDGE_STYLE))
        left, blank, right = (
            [Segment(text, self._rich_style((style,) if style else ()))] if text else [] for text, style in beside
        )
        segments = [*left, *self._segments(content), *blank, *right]
        for one in filters:
            segments = one.apply(segments, background)
        return Strip(segments, width)

    def _segments(self, content: Content) -> list[Segment]:
        text, spans = content.plain, content.spans
        if not spans:
            return [Segment(text, self._rich_style(()))] if text else []
        if len(spans) == 1 and spans[0].start <= 0 and spans[0].end >= len(text):
            return [Segment(text, self._rich_style((spans[0].style,)))]
        ends = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
        segments = []
        for start, end in pairwise(ends):
            active = tuple(span.style for span in spans if span.start <= start and span.end >= end)
            segments.append(Segment(text[start:end], self._rich_style(active)))
        return segments

    def _rich_style(self, active: tuple[Style | str, ...]) -> RichStyle:
        """The style of a stretch under some spans; there are few of them, so each is worked out once."""
        style = self._styles.get(active)
        if style is None:
            if self.app.no_color and CURSOR_STYLE in active:
                sample = Content("x", [Span(0, 1, "bold reverse")])
            else:
                sample = Content("x", [Span(0, 1, one) for one in active])
            drawn = next(iter(sample.render(self.visual_style, end="", parse_style=self._get_style)))
            style = self._styles[active] = drawn[1].rich_style
        return style


def _is_same(old: Content | None, new: Content | None) -> bool:
    return old is new or (old is not None and new is not None and old.is_same(new))


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rising numbers as stretches without a gap: first and last of each."""
    first = last = places[0]
    for place in places[1:]:
        if place > last + 1:
            yield first, last
            first = place
        last = place
    yield first, last
