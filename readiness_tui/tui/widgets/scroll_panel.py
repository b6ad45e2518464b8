"""A panel of lines that may be more than fit: scrolled by the screen or the wheel, and it says how many are left."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from readiness_tui.tui.literal import literal
from readiness_tui.tui.widgets.lines import Build, Line, LinesPanel


class ScrollPanel(LinesPanel):
    """Shows a window of the lines that a function builds; they are built anew only for another size."""

    def __init__(self, id: str | None = None, *, before: str = "") -> None:
        super().__init__(id=id, before=before)
        self._top = 0
        self._built: tuple[tuple[int, int], Sequence[Line]] | None = None

    def show(self, build: Build, *, stays: bool = False) -> None:
        """Show other lines, from the first on unless the view `stays` where it is."""
        self._built = None
        self._top = self._top if stays else 0
        super().show(build)

    def scroll_lines(self, step: int) -> None:
        """Look further down, or up."""
        top = max(0, min(self._top + step, len(self._all()) - self.content_size.height))
        if top != self._top:
            self._top = top
            self.draw()

    def scroll_pages(self, step: int) -> None:
        """Look a page further down, or up."""
        self.scroll_lines(step * max(1, self.content_size.height - 2))

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """The lines in sight; the last one says how many more there are."""
        lines = self._all()
        self._top = max(0, min(self._top, len(lines) - height))
        shown = list(lines[self._top : self._top + height])
        left = len(lines) - self._top - height
        if left > 0 and shown:
            shown[-1] = Line(literal(f" ↓ {left + 1} more lines", "$muted"))
        return shown

    def _all(self) -> Sequence[Line]:
        size = self.room.width, self.room.height
        if self._built is None or self._built[0] != size:
            self._built = size, self._build(*size)
        return self._built[1]

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel, down."""
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel, up."""
        event.stop()
        self.scroll_lines(-3)
