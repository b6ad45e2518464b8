"""The trend over milestones: a line, and a chart of columns where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from textual.content import Content

from readiness_tui.analysis.scoring import Interval
from readiness_tui.analysis.wording import interval_text, rounded
from readiness_tui.tui.glyphs import BEST_BAR, WORST_BAR
from readiness_tui.tui.literal import literal
from readiness_tui.tui.widgets.gap_lines import needs_of
from readiness_tui.tui.widgets.lines import Line
from readiness_tui.tui.widgets.results_view import OVERALL, ResultsView, TrendPoint, rule


def trend_lines(view: ResultsView, width: int) -> Iterator[Line]:
    """The intervals of the milestones in one line; the oldest go first where room is short."""
    if not view.trend:
        return
    points = [f"{point.label} {interval_text(point.interval, view.display)}" for point in view.trend]
    now = f"now {interval_text(view.evaluation.scorecard.overall, view.display)}"
    words = "  ".join(("Trend", *points, now))
    while Content(words).cell_length > width - 2 and len(points) > 1:
        points.pop(0)
        words = "  ".join(("Trend", "…", *points, now))
    yield Line(literal(f" {words}"), "figure:trend")


def trend_chart(view: ResultsView, width: int, height: int) -> Iterator[Line]:
    """The overall interval of each milestone and of now as columns, with the target's threshold across."""
    points = [*view.trend[-5:], TrendPoint("now", view.evaluation.scorecard.as_of, view.evaluation.scorecard.overall)]
    yield rule("Trend   overall, worst to best", width)
    need = needs_of(view).get(OVERALL)
    step = max(8, (width - 8) // max(1, len(points)))
    for row in range(height, -1, -1):
        low = view.maximum * row / height
        is_need = need is not None and low <= need < low + view.maximum / height
        fill = "-" if is_need else " "
        cells = "".join(
            _column(point.interval, low, view.maximum / height, fill).center(step, fill) for point in points
        )
        label = rounded(low, view.display).split(".")[0].rjust(4)
        yield Line(Content.assemble(literal(f"{label} ┤", "$muted"), _coloured(cells)))
    names = "".join(f"{point.label} {point.day:%m-%d}".center(step) for point in points)
    yield Line(literal(f"      {names}", "$muted"))


def _coloured(cells: str) -> Content:
    return literal(cells).highlight_regex(f"[{WORST_BAR}{BEST_BAR}]+", style="$in-place")


def _column(interval: Interval | None, low: Fraction, size: Fraction, fill: str) -> str:
    if interval is None:
        return fill * 3
    if interval.best >= low + size / 2 and interval.worst <= low + size / 2:
        return BEST_BAR * 3
    return (WORST_BAR if interval.worst > low + size / 2 else fill) * 3
