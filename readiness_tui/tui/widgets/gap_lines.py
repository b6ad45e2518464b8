"""The gaps as bars: what is sure, what open answers may still give, and what the target needs."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from rich.cells import cell_len
from textual.content import Content

from readiness_tui.analysis.scorecard import Coverage
from readiness_tui.analysis.scoring import Interval
from readiness_tui.analysis.wording import interval_text, signed
from readiness_tui.model.questionnaire import Level, Questionnaire
from readiness_tui.tui.glyphs import BEST_BAR, NEEDED, WORST_BAR
from readiness_tui.tui.literal import literal, one_line, padded
from readiness_tui.tui.widgets.lines import Line
from readiness_tui.tui.widgets.results_view import OVERALL, ResultsView, rule

BAR_STYLE = {NEEDED: "bold", WORST_BAR: "$in-place", BEST_BAR: "$partly", " ": ""}


def gap_lines(view: ResultsView, width: int, *, counts_open: bool = False) -> Iterator[Line]:
    """One bar a section and one overall: sure, still possible, needed; the interval; the change; how many are open."""
    wide = width >= 72
    since = f"worst since {view.since}" if view.since and wide else ""
    since = f"{'Δ worst  ' if since else ''}open" if counts_open else since
    legend = f"{WORST_BAR} worst  {BEST_BAR} up to best  {NEEDED} needed" if wide else f"{NEEDED} needed"
    title = "Five gaps" if len(view.evaluation.scorecard.sections) == 5 else "Sections"
    yield rule(f"{title}   {legend}", width, "   ".join(filter(None, ("worst–best", since))))
    needs, card = needs_of(view), view.evaluation.scorecard
    for section in card.sections:
        count = section.coverage if counts_open else None
        yield _gap(view, section.id, section.title, section.interval, needs.get(section.id), count, width)
    if len(card.sections) > 1:
        count = card.coverage if counts_open else None
        yield _gap(view, OVERALL, "Overall", card.overall, needs.get(OVERALL), count, width)


def needs_of(view: ResultsView) -> dict[str, Fraction]:
    """What the target and every level below it need, by section; the overall one under `OVERALL`."""
    questionnaire, target = (
        view.questionnaire,
        view.evaluation.scorecard.target or view.evaluation.scorecard.level_worst,
    )
    if target is None or not questionnaire.levels:
        return {}
    needs: dict[str, Fraction] = {}
    for level in questionnaire.levels[: questionnaire.level_rank(target) + 1]:
        for name, value in _thresholds(level, questionnaire):
            needs[name] = max(value, needs.get(name, value))
    return needs


def _thresholds(level: Level, questionnaire: Questionnaire) -> Iterator[tuple[str, Fraction]]:
    requires = level.requires
    if requires.overall_at_least is not None:
        yield OVERALL, requires.overall_at_least
    if requires.every_section_at_least is not None:
        for section in questionnaire.sections:
            yield section.id, requires.every_section_at_least
    yield from requires.sections_at_least.items()


def _gap(
    view: ResultsView,
    key: str,
    title: str,
    interval: Interval | None,
    need: Fraction | None,
    coverage: Coverage | None,
    width: int,
) -> Line:
    numbers = 12
    changes = (10 if width >= 72 else 8) if view.since and width >= 60 else 0
    still_open = f"{coverage.applicable - coverage.answered}".rjust(6) if coverage else ""
    name = _name_cells(view, width)
    cells = max(8, width - name - numbers - changes - len(still_open) - 3)
    bar = _bar(interval, need, view.maximum, cells)
    change = view.changes.get(key)
    moved = "" if change is None or not changes else signed(change, view.display) + (" q" if key in view.mixed else "")
    style = "bold" if key == OVERALL else ""
    line = Content.assemble(
        " ",
        literal(padded(title, name - 1) + " ", style),
        bar,
        " ",
        literal(interval_text(interval, view.display).rjust(numbers), style),
        literal(moved.rjust(changes) + still_open),
    )
    return Line(line, f"section:{key}" if key else "explain:")


def _name_cells(view: ResultsView, width: int) -> int:
    """As many cells as the longest name takes, with two blanks, where there is room for it."""
    longest = max(cell_len(one_line(section.title)) for section in view.evaluation.scorecard.sections)
    return max(9, min(longest + 2, width * 3 // 10 + 1))


def _bar(interval: Interval | None, need: Fraction | None, maximum: Fraction, cells: int) -> Content:
    if interval is None:
        return literal(padded("nothing applies", cells), "$muted")
    worst, best = _cells(interval.worst, maximum, cells), _cells(interval.best, maximum, cells)
    tick = min(cells - 1, _cells(need, maximum, cells)) if need is not None else -1
    signs = [
        NEEDED if place == tick else WORST_BAR if place < worst else BEST_BAR if place < best else " "
        for place in range(cells)
    ]
    return Content.assemble(*(("".join(run), BAR_STYLE[sign]) for sign, run in groupby(signs)))


def _cells(value: Fraction, maximum: Fraction, cells: int) -> int:
    if maximum <= 0:
        return 0
    return max(0, min(cells, int(value / maximum * cells + Fraction(1, 2))))
