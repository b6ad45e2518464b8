"""The plan as a calendar, a line a week: what is worked on, days that only pass, stabilisation, score and level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from readiness_tui.analysis.plan import Plan, PlannedWeek
from readiness_tui.analysis.wording import rounded
from readiness_tui.model.days import later_day
from readiness_tui.model.questionnaire import Display
from readiness_tui.tui.glyphs import BEST_BAR, WORST_BAR
from readiness_tui.tui.literal import literal, padded
from readiness_tui.tui.widgets.lines import Line, wrapped
from readiness_tui.tui.widgets.plan_lines import NARROW, NOTE_LABEL, WIDE, labelled_lines
from readiness_tui.tui.widgets.plan_view import STABILISATION, WAITING, PlanRow, PlanView, span
from readiness_tui.tui.widgets.results_view import rule

MOST_WEEKS = 540
GOES_ON = "…"
_WEEK, _DAYS, _WORST, _LEVEL = 5, 16, 5, 20
_BAND_NAMES, _SHORT_NAMES = ("Waiting", "Stabil."), ("Wait", "Stab")


@dataclass(frozen=True, slots=True)
class _Week:
    """One line: the number of the week and its first and last day."""

    number: int
    begins: date
    ends: date


def calendar_lines(view: PlanView, display: Display, width: int, *, is_alone: bool) -> list[Line]:
    """A heading, a line for each week until the last thing ends, and, where it stands alone, what the bands mean."""
    weeks = tuple(_weeks(view.plan))
    lines = [rule(f"Weeks from {view.plan.start} to {weeks[-1].ends}", width), Line(_heading(width))]
    known = {week.week: week for week in view.plan.weeks}
    worst = rounded(view.plan.worst_now, display) if view.plan.worst_now is not None else ""
    at = view.level_now
    for week in weeks:
        found = known.get(week.number)
        if found is not None:
            worst, at = _reached(found, display)
        is_sure = found is not None or not view.plan.waived
        lines += _week_lines(view, week, (worst, at) if is_sure else ("", ""), width)
    return [*lines, Line(Content("")), *_legend(view, width)] if is_alone else lines


def _reached(week: PlannedWeek, display: Display) -> tuple[str, str]:
    return (rounded(week.worst, display) if week.worst is not None else ""), week.level or "no level"


def _weeks(plan: Plan) -> Iterator[_Week]:
    """From the first day of the plan to the end of all that it shows."""
    band = plan.stabilisation
    days = [week.ends for week in plan.weeks] + [each.until for each in plan.waiting]
    last = max([*days, *([band.latest] if band is not None else [])], default=plan.start)
    for number in range(1, MOST_WEEKS):
        begins = later_day(plan.start, 7 * (number - 1))
        if begins > last and number > 1:
            return
        yield _Week(number, begins, later_day(begins, (4 - begins.weekday()) % 7))


def _heading(width: int) -> Content:
    names = "".join(name.ljust(_band(width)) for name in (_BAND_NAMES if width >= NARROW else _SHORT_NAMES))
    line = f" {'Week'.ljust(_WEEK)}{'Days'.ljust(_DAYS)}{names}{'Worst'.rjust(_WORST)}  {'Level'.ljust(_LEVEL)}"
    return literal(f"{line}{'Worked on' if width >= WIDE else ''}", "$muted")


def _band(width: int) -> int:
    """The width of one band with the room after it."""
    return 8 if width >= NARROW else 6


def _week_lines(view: PlanView, week: _Week, reached: tuple[str, str], width: int) -> Iterator[Line]:
    """The week, and what is worked on beside it, or below where there is no room."""
    worst, at = reached
    marks = [Content.assemble((mark * 5, style)).pad_right(_band(width) - 5) for mark, style in _bands(view.plan, week)]
    start = Content.assemble(
        f" {str(week.number).ljust(_WEEK)}",
        span(week.begins, week.ends, week.ends.year).ljust(_DAYS),
        *marks,
        worst.rjust(_WORST),
        "  ",
    )
    start += literal(padded(at, max(0, min(_LEVEL, width - start.cell_length))))
    indent = start.cell_length if width >= WIDE else _WEEK + 1
    words = ", ".join(_working_on(view.rows, week))
    lines = wrapped(literal(words), max(12, width - indent - 1)) if words else []
    if width >= WIDE and lines:
        yield Line(Content.assemble(start, lines.pop(0)))
    else:
        yield Line(start)
    for line in lines:
        yield Line(Content.assemble(" " * indent, line))


def _bands(plan: Plan, week: _Week) -> Iterator[tuple[str, str]]:
    """What a week has of both bands: days that only pass; stabilisation, lighter where it may be over already."""
    is_waiting = any(week.begins <= each.until for each in plan.waiting)
    yield (BEST_BAR if is_waiting else " "), "$partly"
    band = plan.stabilisation
    if (
        band is None
        or week.begins > band.latest
        or week.ends < (later_day(band.begins, 1) if band.is_planned else band.begins)
    ):
        yield " ", ""
    else:
        yield (WORST_BAR if week.begins <= band.earliest else BEST_BAR), "$in-place"


def _working_on(rows: tuple[PlanRow, ...], week: _Week) -> Iterator[str]:
    """What is done in a week; … marks what goes on in the next."""
    for row in rows:
        action = row.action
        if action.begins is None or action.ends is None:
            continue
        if action.begins <= week.ends and week.begins <= action.ends:
            yield f"{action.title}{GOES_ON if action.ends > week.ends else ''}"


def _legend(view: PlanView, width: int) -> Iterator[Line]:
    plan = view.plan
    for label, text in view.notes:
        if label in (WAITING, STABILISATION):
            yield from labelled_lines(label, text, width, NOTE_LABEL)
    if not plan.waiting and plan.stabilisation is None:
        yield Line(literal(" Nothing waits for days to pass, and no stabilisation is asked for.", "$muted"))
    bands = f"{WORST_BAR} surely still, {BEST_BAR} perhaps still" if plan.waiting or plan.stabilisation else ""
    for text in filter(None, (bands, f"{GOES_ON} goes on in the next week", "v goes back to the actions")):
        yield Line(literal(f" {text}", "$muted"))
