"""The list of actions: rules between its rows belong to what stands below them."""

from __future__ import annotations

from readiness_tui.tui.widgets.rows import RowsPanel


class PlanRowsPanel(RowsPanel):
    """Rows of which the one above the cursor is in sight, too: the rule of its week."""

    def _follow(self) -> None:
        super()._follow()
        if self._top and self._top == self.cursor and self._rows_in_sight > 1:
            self._top -= 1
