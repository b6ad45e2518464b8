"""The lines of the portfolio: the head of the table, one agent, and what is to know of the agent under the cursor."""

from __future__ import annotations

import os
from collections.abc import Callable
from time import monotonic

from textual.content import Content

from readiness_tui.tui.glyphs import CURSOR, FULL, NOT
from readiness_tui.tui.literal import clipped, lines_of, literal, padded
from readiness_tui.tui.widgets.lines import BLANK, Line
from readiness_tui.use_cases.portfolio_choices import Choice, Row
from readiness_tui.use_cases.portfolios import Told

TOLD_AFTER = 0.2  # seconds
_NAMES = ("Agent", "Level", "Worst–best", "Blockers", "Beyond", "Stale", "Trend", "Last", "Answered")
_LEAST = (21, 19, 11, 10, 8, 7, 10, 6, 8)
SORT_WORDS = {
    "agent": "name",
    "beyond": "most tasks beyond their clearance",
    "blockers": "most blockers",
    "level": "lowest level",
    "score": "lowest score",
    "stale": "most stale evidence",
    "milestones": "fewest milestones",
    "last": "oldest last milestone",
}


def columns(width: int) -> tuple[int, ...]:
    """The widths of the columns; what doesn't fit is left out, from the right. Room that is left goes to the names."""
    shown = [size for place, size in enumerate(_LEAST) if 3 + sum(_LEAST[: place + 1]) <= width]
    if len(shown) < 2:
        return (max(1, width - 3),)
    spare = max(0, width - 3 - sum(shown))
    return (shown[0] + min(14, spare - min(8, spare // 2)), shown[1] + min(8, spare // 2), *shown[2:])


def heading(width: int) -> Content:
    """The names of the columns."""
    cells = [padded(name, size) for name, size in zip(_NAMES, columns(width), strict=False)]
    return literal("   " + "".join(cells), "$muted")


def row_line(row: Row, width: int, is_cursor: bool) -> Content:
    """One agent; one that can't be read says why instead of figures."""
    agent, *sizes = columns(width)
    name = literal(f" {CURSOR if is_cursor else ' '} {padded(row.slug, agent - 1)} ", "bold" if is_cursor else "")
    if row.problem:
        return Content.assemble(name, literal(clipped(f"{NOT} {shortly(row)}", width - agent - 4), "$not-in-place"))
    cells = [
        literal(padded(text, size - 1) + " ", style) for (text, style), size in zip(_cells(row), sizes, strict=False)
    ]
    return Content.assemble(name, *cells)


def _cells(row: Row) -> tuple[tuple[str, str], ...]:
    worst, is_range, _ = row.level_text.partition(" to ")  # ids of levels hold no blanks
    level = f"{worst} or better" if is_range and row.level is not None else row.level_text
    return (
        (level, ""),
        (row.score_text, ""),
        (f"{NOT if row.blockers else FULL} {row.blockers}", "$not-in-place" if row.blockers else "$in-place"),
        (str(row.beyond or ""), "$not-in-place"),
        (str(row.stale or ""), ""),
        (row.trend, ""),
        (f"{row.last}{'*' if row.changed_since else ''}", ""),
        (f"{row.answered}/{row.applicable}", ""),
    )


def shortly(row: Row) -> str:
    """Why an agent can't be read, with the place inside its workspace."""
    return row.problem.removeprefix(f"{row.workspace}/")


def detail_lines(row: Row | None, width: int, folder: str) -> list[Line]:
    """What is to know of the agent under the cursor. `folder`: where workspaces are named from, if there are many."""
    if row is None:
        return []
    is_below = folder not in ("", row.workspace)
    place = os.path.relpath(row.workspace, folder) if is_below else os.path.basename(row.workspace)  # noqa: PTH119
    owner = f" · @{row.owner.lstrip('@')}" if row.owner else ""
    head = Line(literal(" " + clipped(f"{row.slug} · {row.name}{owner}", width - 2), "bold"))
    where = Line(literal(" " + clipped(f"in {place}", width - 2), "$muted"))
    if row.problem:
        lines = lines_of(shortly(row), width - 2)[:2]
        return [BLANK_LINE, head, where, *(Line(literal(f" {line}", "$not-in-place")) for line in lines)]
    gates = row.blockers - row.beyond
    told = [
        f"{_counted(row.beyond, 'task')} beyond clearance",
        f"{_counted(gates, 'open gate')}",
        f"{row.stale} stale",
        f"{_counted(row.milestones, 'milestone')}",
    ]
    changed = ", changed since" if row.changed_since else ""
    return [BLANK_LINE, head, where, Line(literal(" " + clipped(" · ".join(told) + changed, width - 2)))]


BLANK_LINE = Line(BLANK)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def choice_words(choice: Choice, sort: str) -> str:
    """What is shown, and in which order: `blocked, by most stale evidence`; empty where all are, by name."""
    asked = [name for name in ("blocked", "beyond", "stale") if getattr(choice, name)]
    asked += [choice.level] if choice.level else []
    asked += [f"'{choice.words}'"] if choice.words else []
    asked += [f"by {SORT_WORDS[sort]}"] if sort != "agent" else []
    return ", ".join(asked)


NARROWINGS = {
    "beyond": "With tasks beyond their clearance",
    "blocked": "Blocked: open gates, or tasks beyond their clearance",
    "stale": "With evidence that has expired",
}


def choice_of(name: str) -> Choice:
    """What is chosen by one of `NARROWINGS`, or by `level:` and a level; all for an empty name."""
    if name.startswith("level:"):
        return Choice(level=name.removeprefix("level:"))
    return Choice(**{name: True}) if name else Choice()  # type: ignore[arg-type]  # one of NARROWINGS


def reading_words(done: int, total: int, seconds: float) -> str:
    """`reading 12,345 of 110,000 files, 3 min left`."""
    left = (total - done) * seconds / max(done, 1)
    time = f"{round(left)} s" if left < 100 else f"{round(left / 60)} min"
    return f"reading {done:,} of {total:,} files, {time} left"


class NobodyWaits(Exception):
    """What is being read is no longer waited for."""


def progress_teller(is_left: Callable[[], bool], tell: Callable[[str], object]) -> Told:
    """Tells in words, now and then, how far a worker is; raises NobodyWaits once it is left."""
    began, told_at = monotonic(), 0.0

    def told(done: int, total: int) -> None:
        nonlocal told_at
        if is_left():
            raise NobodyWaits
        if monotonic() - told_at > TOLD_AFTER:
            told_at = monotonic()
            tell(reading_words(done, total, told_at - began))

    return told
