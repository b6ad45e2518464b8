"""What the short report holds: as much as two printed pages take, however long its lists and its names are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import east_asian_width

from readiness_tui.reports.records import field_names
from readiness_tui.reports.shortening import KEPT, shortened

if TYPE_CHECKING:  # what is made brief is already there
    from readiness_tui.reports.gaps import Gap
    from readiness_tui.reports.report import Density, Report
    from readiness_tui.reports.schedule import Schedule
    from readiness_tui.reports.stops import Stop
    from readiness_tui.reports.tasks import TaskRow
    from readiness_tui.reports.verdict import OverTask

LONGEST = 240
GRAVITY = ("bad", "partly", "good", "open", "muted")
DISTANCE = ("bad", "open", "good", "muted", "partly")


class Room(NamedTuple):
    """How many rows each list of the short report has."""

    over: int
    stops: int
    gaps: int
    tasks: int
    weeks: int
    finished: int


ROOMY = Room(over=4, stops=7, gaps=8, tasks=8, weeks=4, finished=8)
DENSE = Room(over=3, stops=4, gaps=6, tasks=4, weeks=3, finished=4)
# Points of a page that is as wide as A4 and as high as Letter, without its margins. No text takes over two lines.
PAGE = 700.0
SIZES: dict[Density, float] = {"roomy": 1.0, "compact": 0.92}
LINE, ROW, TASK_ROW, STATEMENT, FIGURES, CHART = 13.5, 4.0, 28.5, 18.0, 98.0, 186.0
# How many letters a line takes: of the agent's name, the verdict, the facts under it, in tables, of a week.
NAME, VERDICT, FACTS, TITLE, GAP, WEEK = 34, 60, 75, 26, 16, 50


def brief(report: Report) -> Report:
    """The report with the gravest rows of each list, printed as large as two pages allow."""
    roomy = _within(report, ROOMY)
    for density, size in SIZES.items():
        if _pages(roomy, size) <= 2:
            return roomy._replace(density=density)
    return _within(report, DENSE)._replace(density="dense")


def _within(report: Report, room: Room) -> Report:
    statements = tuple(each._replace(tasks=each.tasks[: room.over]) for each in report.verdict.statements)
    kept = report._replace(
        verdict=report.verdict._replace(statements=statements),
        stops=report.stops._replace(rows=_stops(report.stops.rows, room.stops)),
        gaps=report.gaps._replace(rows=_gaps(report.gaps.rows, room.gaps)),
        tasks=report.tasks._replace(rows=_tasks(report.tasks.rows, room.tasks)),
        plan=report.plan._replace(
            schedule=_schedule(report.plan.schedule, room),
            steps=report.plan.steps[: room.weeks],
            cheapest=report.plan.cheapest[: room.weeks],
        ),
    )
    short: Report = _short(kept)
    return short


def _schedule(schedule: Schedule | None, room: Room) -> Schedule | None:
    if schedule is None:
        return None
    weeks = (week._replace(finished=_first(week.finished, room.finished)) for week in schedule.weeks[: room.weeks])
    return schedule._replace(
        obstacles=_first(schedule.obstacles, room.weeks),
        actions=schedule.actions[: room.finished],
        weeks=tuple(weeks),
        later=_first(schedule.later, room.finished),
    )


def _first(texts: tuple[str, ...], most: int) -> tuple[str, ...]:
    left_out = len(texts) - most
    return texts if left_out <= 0 else (*texts[:most], f"and {left_out:,} more")


def _stops(rows: tuple[Stop, ...], most: int) -> tuple[Stop, ...]:
    """Tasks, which the verdict names already, leave half of the room to what else stops the target."""
    tasks = [row for row in rows if row.kind == "Task"]
    others = rows[len(tasks) :]
    return (*tasks[: max(most - len(others), most // 2)], *others)[:most]


def _gaps(rows: tuple[Gap, ...], most: int) -> tuple[Gap, ...]:
    """Those that are furthest from the target, in the questionnaire's order."""
    order = sorted(range(len(rows)), key=lambda place: DISTANCE.index(rows[place].mark.tone))
    return tuple(rows[place] for place in sorted(order[:most]))


def _tasks(rows: tuple[TaskRow, ...], most: int) -> tuple[TaskRow, ...]:
    return tuple(sorted(rows, key=lambda row: GRAVITY.index(row.verdict.tone))[:most])


def _short(value: Any) -> Any:
    if isinstance(value, str):
        return shortened(value, LONGEST)
    names = field_names(type(value))
    if names:
        return value._replace(**{name: _short(getattr(value, name)) for name in names if name not in KEPT})
    return tuple(_short(part) for part in value) if isinstance(value, tuple) else value


def _pages(report: Report, size: float) -> int:
    """How many pages the printed report takes: what may not be broken moves to the next one as a whole."""
    pages, used = 1, 0.0
    chart = CHART if report.tasks.chart else 0.0
    words = [*_first_section(report), *_tables(report)]
    for height in (*(size * each for each in words), chart, *(size * each for each in _plan(report))):
        if used + height > PAGE:
            pages, used = pages + 1, 0.0
        used += height
    return pages


def _first_section(report: Report) -> Iterator[float]:
    heading, statements = report.heading, report.verdict.statements
    facts = f"{heading.version} {heading.as_of} {heading.owner} {heading.target} {heading.questionnaire_version}"
    yield 3 * LINE + 2 * LINE * _lines(heading.agent, NAME) + LINE * _lines(facts, FACTS)
    texts = sum(1.2 * _lines(each.text, VERDICT) + _lines(each.detail, FACTS) for each in statements)
    over = sum(1.2 * _over(task) for each in statements for task in each.tasks)
    more = any(each.task_count > len(each.tasks) for each in statements)
    yield LINE * (texts + over + more) + STATEMENT * len(statements)
    yield FIGURES + LINE * _lines(heading.milestone_note, FACTS)


def _over(task: OverTask) -> int:
    whole = f"{task.name} {task.built}, cleared only for {task.cleared}"
    return 1 if _lines(whole, FACTS) == 1 else _lines(task.name, VERDICT) + 1


def _tables(report: Report) -> Iterator[float]:
    yield 5 * LINE + sum(_row(_lines(row.title, TITLE)) for row in report.stops.rows)
    yield 9 * LINE + sum(_row(_lines(row.label, GAP)) for row in (*report.gaps.rows, report.gaps.overall))
    yield 8 * LINE
    yield from (TASK_ROW for _ in report.tasks.rows)


def _plan(report: Report) -> Iterator[float]:
    schedule = report.plan.schedule
    yield 5 * LINE
    if schedule:
        weeks = (f"{week.level} {', '.join(week.finished)}" for week in schedule.weeks)
        yield from (LINE * _lines(words, WEEK) for words in (*schedule.obstacles, *weeks))
    yield 5 * LINE


def _row(lines: int) -> float:
    return lines * LINE + ROW


def _lines(text: str, letters: int) -> int:
    """How many lines a text takes, which are never more than two."""
    width = sum(2 if east_asian_width(letter) in "WF" or letter in "WM@" else 1 for letter in text)
    return 0 if not text else 1 if width <= letters else 2
