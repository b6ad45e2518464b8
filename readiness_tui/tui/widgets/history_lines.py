"""The milestones of an agent as rows, newest first, and what belongs to one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from textual.content import Content

from readiness_tui.analysis.scoring import Scorecard
from readiness_tui.analysis.wording import NOTHING, interval_text, level_text, share_text
from readiness_tui.model.questionnaire import Display
from readiness_tui.tui.glyphs import CURSOR, NOT, SELECTED, UNSELECTED
from readiness_tui.tui.literal import clipped, cut, literal, one_line, padded
from readiness_tui.tui.widgets.comparison_view import VersionPoint
from readiness_tui.tui.widgets.lines import Line, wrapped
from readiness_tui.tui.widgets.results_view import rule

WIDE = 112
ROOMY = 72
LEVEL = 20
_OPENS = Line(literal(" H opens the timeline", "$muted"))


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One version. `id` names it as in AGENT@3 (`working`: the working answers), `name` is that of its file.

    `parents` are the labels of the milestones before it. `problem` says why it can't be trusted; then there may be no
    scorecard.
    """

    id: str
    label: str
    day: date
    by: str
    note: str
    scorecard: Scorecard | None
    display: Display
    name: str = ""
    parents: tuple[str, ...] = ()
    problem: str = ""
    is_diverged: bool = False


def _columns(width: int) -> tuple[int, int, int]:
    """Widths of label, who and confidence; what doesn't fit is 0. Answered and note go, too, below `ROOMY` cells."""
    return 11 if width >= 100 else 9, 10 if width >= 72 else 0, 12 if width >= 100 else 0


def history_heading(width: int) -> Content:
    """The names of the columns."""
    label, by, confidence = _columns(width)
    cells = padded("", label) + padded("Taken", 12) + padded("By", by) + "Worst–best".rjust(12) + "  "
    cells += padded("Level", LEVEL)
    if width >= ROOMY:
        cells += "Answered".rjust(9) + ("Confidence".rjust(confidence) if confidence else "") + "  Note"
    return literal(f"     {cells}", "$muted")


def history_line(row: HistoryRow, width: int, is_cursor: bool, is_marked: bool) -> Content:
    """One version in a line."""
    label, by, confidence = _columns(width)
    start = literal(
        f" {CURSOR if is_cursor else ' '} {SELECTED if is_marked else UNSELECTED} {padded(row.label, label)}"
        f"{padded(str(row.day), 12)}{padded(row.by, by - 1) + ' ' if by else ''}",
        "bold" if is_marked else "",
    )
    card = row.scorecard
    if row.problem or card is None:
        words = "altered: " + row.problem if row.problem else "can't be read"
        return start + literal(f"{NOT} {clipped(words, width - start.cell_length - 3)}", "$not-in-place")
    share = share_text(card.confidence.share).rjust(confidence) if confidence else ""
    middle = interval_text(card.overall, row.display).rjust(12) + "  "
    middle += padded(level_text(card.level_worst, card.level_best, by_waiver=card.holds_by_waiver), LEVEL)
    if width < ROOMY:
        return start + literal(cut(middle, width - start.cell_length))
    middle += f"{card.coverage.answered}/{card.coverage.applicable}".rjust(9) + share + "  "
    return start + literal(middle + clipped(row.note, max(0, width - start.cell_length - len(middle) - 1)))


def version_lines(row: HistoryRow, width: int) -> Iterator[Line]:
    """All about one version: its note, its gaps, its file and what came before it."""
    by = f"by @{row.by.removeprefix('@')}" if row.by else ""
    yield rule(f"{row.label} {row.day}", width, by)
    if row.problem:
        text = f"{NOT} altered: {one_line(row.problem)}. readiness verify names what was changed"
        yield from (Line(line) for line in wrapped(literal(text, "$not-in-place"), width - 1, 1))
    if row.note:
        yield from (Line(line) for line in wrapped(literal(row.note.strip()), width - 1, 1))
    if row.scorecard is not None:
        gaps = [f"{part.title} {interval_text(part.interval, row.display)}" for part in row.scorecard.sections]
        yield from (Line(line) for line in wrapped(literal(" · ".join(gaps)), width - 1, 1))
        share = share_text(row.scorecard.confidence.share)
        if share != NOTHING:
            count, target = len(row.scorecard.shortfalls), row.scorecard.target
            short = f" · {count} shortfall{'' if count == 1 else 's'} to {target}" if target else ""
            yield Line(literal(f" Confidence {share}{short}"))
    if row.name:
        before = f"after {', '.join(row.parents)}" if row.parents else "the first one"
        diverged = (
            " · diverged: another one has the same number; the next milestone follows both" if row.is_diverged else ""
        )
        text = f"{row.name}.yaml · {before}{diverged}"
        yield from (Line(line) for line in wrapped(literal(text, "$muted"), width - 1, 1))


def timeline_lines(points: tuple[VersionPoint, ...], width: int) -> list[Line]:
    """All versions in two columns, the oldest first and down the left one; nothing where it takes too much room."""
    if not points or width < WIDE:
        return []
    half = (len(points) + 1) // 2
    room = (width - 10) // 2
    cells = [_point(point, room) for point in points]
    pairs = zip_longest(cells[:half], cells[half:], fillvalue="")
    rows = [Line(literal(f"     {left.ljust(room)} │ {right}".rstrip(" │"))) for left, right in pairs]
    return [rule("History", width), *rows, _OPENS]


def _point(point: VersionPoint, room: int) -> str:
    level = padded(point.level, room - 37)
    return f"{padded(point.label, 5)}{point.day}  {point.interval.rjust(10)}   {level}  {point.answered}"
