"""What stands below the actions of the plan: first what is behind the one with the cursor, then what counts for all."""

from __future__ import annotations

from readiness_tui.analysis.remembering import Memory
from readiness_tui.model.questionnaire import Display
from readiness_tui.tui.widgets.lines import Line
from readiness_tui.tui.widgets.plan_calendar_lines import calendar_lines
from readiness_tui.tui.widgets.plan_lines import detail_lines, note_lines
from readiness_tui.tui.widgets.plan_view import PlanRow, PlanView
from readiness_tui.tui.widgets.scroll_panel import ScrollPanel


class PlanTextsPanel(ScrollPanel):
    """Keeps the lines that are the same whatever action the cursor is on: a key builds only the others."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._kept = Memory()

    def built(
        self, view: PlanView, row: PlanRow | None, display: Display, width: int, *, with_weeks: bool
    ) -> list[Line]:
        """The lines for a width, with the calendar where there is room for it."""

        def besides() -> list[Line]:
            weeks = calendar_lines(view, display, width, is_alone=False) if with_weeks else []
            return [*note_lines(view, width), *weeks]

        details = detail_lines(row, width) if row is not None else []
        return [*details, *self._kept.latest("besides", (view, display), (width, with_weeks), besides)]
