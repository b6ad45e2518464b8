"""The list of agents for people: what must stop, then a table."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from readiness_tui.analysis.summary import NOTHING, level_words, stale_on, standing_on, trend_bars
from readiness_tui.cli.cells import WIDTH, Side, cell_width, wrap
from readiness_tui.use_cases.portfolios import Listed

_STOPS_SHOWN = 20
_HEAD = (
    *("Workspace", "Agent", "Level", "Worst–best", "Answered", "", "Blockers"),
    *("Beyond", "Stale", "Trend", "Last", ""),
)
_SIDES: tuple[Side, ...] = ("<", "<", "<", ">", ">", "<", ">", ">", ">", "<", "<", "<")
_DROPPED = ("Beyond", "Trend", "Stale")
"""What is left out first where a line would be too long. The tasks beyond clearance stand above the table as well, and
are all that is left out where there is no terminal."""


def list_lines(agents: Iterable[Listed], day: str, folder: str, asked: frozenset[str]) -> Iterator[str]:
    """The lines. `folder`: workspaces are named as seen from there, where there are several (empty: there aren't).

    `asked` are columns that are never left out.
    """
    rows, stops = [], []
    has_stars = False
    for agent in agents:
        rows.append(_row(agent, day, folder))
        has_stars |= agent.line.changed_since
        standing = standing_on(agent.line.summary, day)
        if standing is not None and standing.beyond:
            stops.append((agent.slug, [each.name for each in standing.beyond]))
    yield from _stop_lines(stops)
    yield from _table(rows, asked)
    if has_stars:
        yield "* answers changed since that milestone"


def _stop_lines(stops: list[tuple[str, list[str]]]) -> Iterator[str]:
    for slug, names in stops[:_STOPS_SHOWN]:
        are = "task is" if len(names) == 1 else "tasks are"
        text = f"{slug}: {len(names)} {are} built with more autonomy than cleared: {', '.join(names)}"
        yield from wrap(text, "✗ STOP  ")
    if len(stops) > _STOPS_SHOWN:
        yield f"✗ STOP  and {len(stops) - _STOPS_SHOWN} more agents: readiness list --beyond --json names their tasks"
    if stops:
        yield ""


def _row(agent: Listed, day: str, folder: str) -> tuple[str, ...]:
    summary = agent.line.summary
    place = os.path.relpath(agent.workspace, folder) if folder else ""
    last = f"@{int(agent.line.latest.partition('-')[0])}" if agent.line.latest else NOTHING
    standing = standing_on(summary, day)
    if standing is None:
        return (place, agent.slug, "can't be read", "", "", "✗", "", "", "", "", last, "")
    answered, applicable, *_ = summary.coverage
    return (
        place,
        agent.slug,
        level_words(standing),
        summary.score.text if summary.score else NOTHING,
        f"{answered}/{applicable}",
        "✗" if standing.blockers else "✓",
        str(standing.blockers),
        str(len(standing.beyond) or ""),
        str(len(stale_on(summary, day)) or ""),
        trend_bars(agent.line),
        last,
        "*" if agent.line.changed_since else "",
    )


def _table(rows: list[tuple[str, ...]], asked: frozenset[str]) -> Iterator[str]:
    """The table, as wide as the terminal at most, if it can be: what is left out first are columns nobody asked for."""
    columns = [[head, *cells] for head, cells in zip(_HEAD, zip(*rows, strict=True), strict=True)]
    widths = [[cell_width(cell) for cell in column] for column in columns]
    shown = [place for place, column in enumerate(columns) if any(column[1:])]
    for name in _DROPPED if sys.stdout.isatty() else _DROPPED[:1]:
        if sum(max(widths[place]) + 2 for place in shown) - 2 > _room() and name not in asked:
            shown = [place for place in shown if _HEAD[place] != name]
    padded = [_padded(columns[place], widths[place], _SIDES[place]) for place in shown]
    yield from ("  ".join(cells).rstrip() for cells in zip(*padded, strict=True))


def _padded(cells: list[str], widths: list[int], side: Side) -> list[str]:
    """The cells of a column, all as wide as the widest."""
    widest = max(widths)
    by_width = {width: " " * (widest - width) for width in set(widths)}
    pairs = zip(cells, widths, strict=True)
    if side == ">":
        return [by_width[width] + cell for cell, width in pairs]
    return [cell + by_width[width] for cell, width in pairs]


def _room() -> int:
    """How wide a line may be: 100, or as wide as the terminal."""
    if not sys.stdout.isatty():
        return WIDTH
    try:
        return max(WIDTH, os.get_terminal_size(sys.stdout.fileno()).columns)
    except (OSError, ValueError):
        return WIDTH
