"""The plan as a calendar, a line a week: what is worked on, days that only pass, stabilisation, score and level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from textual.content import Content

from readiness_tui.analysis.plan import Plan, PlannedWeek
from readiness_tui.analysis.wording import rounded
from readiness_tui.model.questionnaire import Display
from readiness_tui.tui.glyphs import BECOMES, BEST_BAR, WORST_BAR
from readiness_tui.tui.literal import literal, padded
from readiness_tui.tui.widgets.lines import Line, wrapped
from readiness_tui.tui.widgets.plan_lines import NOTE_LABEL, labelled_lines
from readiness_tui.tui.widgets.plan_view import STABILISATION, WAITING, PlanRow, PlanView, span
from readiness_tui.tui.widgets.results_view import rule

MOST_WEEKS = 540
DAY = timedelta(days=1)
_WEEK, _DAYS, _BAND, _WORST = 5, 18, 8, 7
_BAND_NAMES = ("Waiting", "Stabil.")


@dataclass(frozen=True, slots=True)
class _Week:
    """One line: the number of the week and its first and last day."""

    number: int
    begins: date
    ends: date


def calendar_lines(view: PlanView, display: Display, width: int) -> list[Line]:
    """The heading, a line for each week until the last thing ends, and what the bands mean."""
    level = 20 if width >= 72 else 0
    lines = [rule("Weeks", width), Line(_heading(width, level))]
    known = {week.week: week for week in view.plan.weeks}
    worst = rounded(view.plan.worst_now, display) if view.plan.worst_now is not None else ""
    at = view.level_now
    for week in _weeks(view.plan):
        found = known.get(week.number)
        if found is not None:
            worst, at = _reached(found, display)
        is_sure = found is not None or not view.plan.waived
        lines += _week_lines(view, week, (worst, at) if is_sure else ("", ""), width, level)
    return [*lines, Line(Content("")), *_legend(view, width)]


def _reached(week: PlannedWeek, display: Display) -> tuple[str, str]:
    return (rounded(week.worst, display) if week.worst is not None else ""), week.level or "no level"


def _weeks(plan: Plan) -> Iterator[_Week]:
    """From the first day of the plan to the end of all that it shows."""
    band = plan.stabilisation
    days = [week.ends for week in plan.weeks] + [each.until for each in plan.waiting]
    last = max([*days, *([band.latest] if band is not None else [])], default=plan.start)
    for number in range(1, MOST_WEEKS):
        begins = plan.start + timedelta(weeks=number - 1)
        if begins > last and number > 1:
            return
        yield _Week(number, begins, begins + timedelta(days=(4 - begins.weekday()) % 7))


def _heading(width: int, level: int) -> Content:
    bands = "".join(name.ljust(_BAND) for name in _BAND_NAMES)
    names = f" {'Week'.ljust(_WEEK)}{'Days'.ljust(_DAYS)}{bands}{'Worst'.rjust(_WORST - 2)}  {'Level'.ljust(level)}"
    return literal(padded(f"{names[: len(names) if level else -5]}Worked on", width), "$muted")


def _week_lines(view: PlanView, week: _Week, reached: tuple[str, str], width: int, level: int) -> Iterator[Line]:
    worst, at = reached
    start = Content.assemble(
        f" {str(week.number).ljust(_WEEK)}",
        span(week.begins, week.ends, view.plan.start.year).ljust(_DAYS),
        *(Content.assemble((mark * 5, style), " " * (_BAND - 5)) for mark, style in _bands(view.plan, week)),
        worst.rjust(_WORST - 2),
        "  ",
        literal(padded(at, level - 1) + " ") if level else "",
    )
    room = max(12, width - start.cell_length - 1)
    words = ", ".join(_working_on(view.rows, week)) or " "
    for place, line in enumerate(wrapped(literal(words), room)):
        yield Line(Content.assemble(start if place == 0 else " " * start.cell_length, line))


def _bands(plan: Plan, week: _Week) -> Iterator[tuple[str, str]]:
    """What a week has of both bands: days that only pass; stabilisation, lighter where it may be over already."""
    is_waiting = any(week.begins <= each.until for each in plan.waiting)
    yield (BEST_BAR if is_waiting else " "), "$partly"
    band = plan.stabilisation
    if band is None or week.begins > band.latest or week.ends < (band.begins + DAY if band.is_planned else band.begins):
        yield " ", ""
    else:
        yield (WORST_BAR if week.begins <= band.earliest else BEST_BAR), "$in-place"


def _working_on(rows: tuple[PlanRow, ...], week: _Week) -> Iterator[str]:
    """What is done in a week; an arrow marks what goes on in the next."""
    for row in rows:
        action = row.action
        if action.begins is None or action.ends is None:
            continue
        if action.begins <= week.ends and week.begins <= action.ends:
            yield f"{action.title}{f' {BECOMES}' if action.ends > week.ends else ''}"


def _legend(view: PlanView, width: int) -> Iterator[Line]:
    plan = view.plan
    for label, text in view.notes:
        if label in (WAITING, STABILISATION):
            yield from labelled_lines(label, text, width, NOTE_LABEL)
    if not plan.waiting and plan.stabilisation is None:
        yield Line(literal(" Nothing waits for days to pass, and no stabilisation is asked for.", "$muted"))
    for text in (f"{BECOMES} goes on in the next week", "v goes back to the actions"):
        yield Line(literal(f" {text}", "$muted"))
