"""The keys that matter here, in one line that never clips its last entry."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widget import Widget

from readiness_tui.tui.commands import FooterEntry, fitting
from readiness_tui.tui.literal import literal


class CommandFooter(Widget):
    """One line of footer entries; a click on one runs its action on the screen."""

    DEFAULT_CSS = """
    CommandFooter { dock: bottom; height: 1; width: 100%; background: $panel; }
    """

    def __init__(self, entries: tuple[FooterEntry, ...] = ()) -> None:
        super().__init__()
        self.entries = entries

    def show(self, entries: tuple[FooterEntry, ...]) -> None:
        """Show other entries."""
        if entries != self.entries:
            self.entries = entries
            self.refresh()

    def render(self) -> Content:
        """As many entries as fit, the last always."""
        parts: list[Content | str] = [" "]
        for entry in fitting(self.entries, self.size.width):
            parts += [literal(entry.key, "bold $in-place"), " ", literal(entry.label), "  "]
        return Content("").join(parts)

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the entry under the mouse."""
        event.stop()
        left = 1
        for entry in fitting(self.entries, self.size.width):
            if left <= event.x < left + entry.width - 1:
                await self.app.run_action(entry.action, default_namespace=self.screen)
                return
            left += entry.width
