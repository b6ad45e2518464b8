"""A panel that is drawn line by line: only lines that changed are drawn anew, and a line drawn once is kept.

This is what makes a key cheap: the library would wrap, style and paint the whole panel again.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content, Span
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

KEPT_STRIPS = 2000
CURSOR_STYLE = "bold on $panel"
"""Marks the line under the cursor; where there is no colour it is drawn in reverse video."""


def under_cursor(line: Content, width: int) -> Content:
    """The line that the cursor is on, over the whole width."""
    return line.pad_right(max(0, width - line.cell_length)).stylize(CURSOR_STYLE)


class StripPanel(Widget):
    """Shows the contents that `contents` makes for its size, one a line; `draw` shows them anew."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StripPanel { width: 1fr; height: 1fr; text-wrap: nowrap; text-overflow: clip; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._contents: Sequence[Content] = ()
        self._strips: dict[tuple[object, ...], Strip] = {}
        self._styles: dict[tuple[Style | str, ...], RichStyle] = {}

    def contents(self, width: int, height: int) -> Sequence[Content]:
        """The lines for a size; at most `height`, each at most `width` cells wide."""
        return ()

    def draw(self) -> None:
        """Show the contents of now; lines that are as they were are not touched."""
        width, height = self.content_size
        if not width or not height:
            return
        before, self._contents = self._contents, tuple(self.contents(width, height))[:height]
        pairs = enumerate(zip_longest(before, self._contents))
        changed = [y for y, (old, new) in pairs if old is None or new is None or not old.is_same(new)]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def on_resize(self) -> None:
        """Lines are made for a width."""
        self.draw()

    def notify_style_update(self) -> None:
        """Another theme: draw all lines anew."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def render(self) -> Content:
        """All lines, for those who want the text."""
        return Content("\n").join(self._contents)

    def render_line(self, y: int) -> Strip:
        """One line, kept since it was drawn last."""
        if y >= len(self._contents):
            return Strip.blank(self.content_size.width, self.visual_style.rich_style)
        content, width = self._contents[y], self.content_size.width
        key = (content.plain, tuple(content.spans), width)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= KEPT_STRIPS:
                self._strips.clear()
            strip = self._strips[key] = self._strip(content).adjust_cell_length(width, self._rich_style(()))
        return strip

    def _strip(self, content: Content) -> Strip:
        text, spans = content.plain, content.spans
        if not spans:
            return Strip([Segment(text, self._rich_style(()))])
        ends = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
        segments = []
        for start, end in pairwise(ends):
            active = tuple(span.style for span in spans if span.start <= start and span.end >= end)
            segments.append(Segment(text[start:end], self._rich_style(active)))
        return Strip(segments)

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
