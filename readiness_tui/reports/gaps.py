"""Section 3, the gaps: each section's interval against the target, its change, and the trend over milestones."""

from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from readiness_tui.analysis.scoring import Coverage, Interval, Scorecard
from readiness_tui.analysis.wording import NOTHING, interval_text, level_text, rounded, signed
from readiness_tui.model.questionnaire import Level
from readiness_tui.model.values import rational_text
from readiness_tui.reports.marks import Mark, mark
from readiness_tui.reports.naming import day_text, level_label
from readiness_tui.reports.request import ReportRequest
from readiness_tui.reports.scale import chart_maximum, overall_maximum, percent, top_text
from readiness_tui.reports.shortening import shortened

LABEL_LENGTH = 34
TREND_LENGTH = 12
AXIS = 6


class Gap(NamedTuple):
    """One bar: places in percent of the scale for drawing, texts for reading. `worst` is None where nothing applies."""

    kind: Literal["section", "overall"]
    title: str
    label: str
    worst: float | None
    best: float | None
    needed: float | None
    value: str
    needed_text: str
    mark: Mark
    change: str
    answered: str
    open_count: int
    weight: str


class TrendPoint(NamedTuple):
    """One version in the trend; `x` is its place from 0 to 100."""

    label: str
    day: str
    x: float
    worst: float | None
    best: float | None
    value: str
    level: str
    answered: str


class Gaps(NamedTuple):
    """All gaps, `row_count` of them, and the overall score; what changes are counted from, and the trend.

    `scale_top` is the most that the overall score can reach.
    """

    rows: tuple[Gap, ...]
    row_count: int
    overall: Gap
    since: str
    target: str
    summary: str
    scale_top: str
    trend: tuple[TrendPoint, ...]
    trend_needed: float | None
    trend_summary: str
    trend_left_out: int


def build_gaps(request: ReportRequest) -> Gaps:
    """The gaps of the version that is reported."""
    *rows, overall = _rows(request)
    trend = _trend(request)
    needed = overall_need(request)
    return Gaps(
        rows=tuple(rows),
        row_count=len(rows),
        overall=overall,
        since=_since(request),
        target=level_label(request.questionnaire, request.scorecard.target),
        summary="; ".join(_spoken(row) for row in (*rows, overall)),
        scale_top=top_text(request.questionnaire),
        trend=trend,
        trend_needed=None if needed is None else percent(needed, overall_maximum(request.questionnaire)),
        trend_summary="; ".join(f"{point.label} {point.day}: {point.value}" for point in trend),
        trend_left_out=max(0, len(_versions(request)) - TREND_LENGTH),
    )


def _spoken(row: Gap) -> str:
    needed = f", needs {row.needed_text}" if row.needed is not None else ""
    return f"{row.title}: {row.value}{needed}"


def _since(request: ReportRequest) -> str:
    return request.compared_with if request.comparison else ""


def _rows(request: ReportRequest) -> tuple[Gap, ...]:
    card, needs, changes = request.scorecard, _section_needs(request), _changes(request)
    sections = [
        _Source("section", part.title, part.interval, needs.get(part.id), part.coverage, changes.get(part.id, ""))
        for part in card.sections
    ]
    overall = _Source("overall", "Overall", card.overall, overall_need(request), card.coverage, changes.get("", ""))
    weights = [rational_text(part.weight) for part in card.sections]
    return tuple(
        _row(request, source, weight) for source, weight in zip([*sections, overall], [*weights, ""], strict=True)
    )


class _Source(NamedTuple):
    kind: Literal["section", "overall"]
    title: str
    interval: Interval | None
    needed: Fraction | None
    coverage: Coverage
    change: str


def _row(request: ReportRequest, source: _Source, weight: str) -> Gap:
    interval, maximum = source.interval, chart_maximum(request.questionnaire)
    return Gap(
        kind=source.kind,
        title=source.title,
        label=shortened(source.title, LABEL_LENGTH),
        worst=percent(interval.worst, maximum) if interval else None,
        best=percent(interval.best, maximum) if interval else None,
        needed=percent(source.needed, maximum) if source.needed is not None else None,
        value=interval_text(interval, request.display),
        needed_text=rounded(source.needed, request.display) if source.needed is not None else NOTHING,
        mark=_mark(source),
        change=source.change,
        answered=f"{source.coverage.answered} of {source.coverage.applicable}",
        open_count=source.coverage.applicable - source.coverage.answered + source.coverage.may_apply,
        weight=weight,
    )


def _mark(source: _Source) -> Mark:
    interval, needed = source.interval, source.needed
    if interval is None:
        is_unanswered = source.coverage.applicable or source.coverage.may_apply
        return mark("open", "Nothing answered") if is_unanswered else mark("muted", "Nothing applies")
    if needed is None:
        return mark("muted", "No threshold")
    if interval.worst >= needed:
        return mark("good", "Reached")
    return mark("open", "Open") if interval.best >= needed else mark("bad", "Below")


def _needed_levels(request: ReportRequest) -> tuple[Level, ...]:
    """The target and every level below it: a level needs all that the lower ones need."""
    ids = [level.id for level in request.questionnaire.levels]
    target = request.scorecard.target
    return request.questionnaire.levels[: ids.index(target) + 1] if target in ids else ()


def _section_needs(request: ReportRequest) -> dict[str, Fraction]:
    needs: dict[str, Fraction] = {}
    for level in _needed_levels(request):
        for section in request.questionnaire.sections:
            given = (level.requires.every_section_at_least, level.requires.sections_at_least.get(section.id))
            found = [value for value in (*given, needs.get(section.id)) if value is not None]
            if found:
                needs[section.id] = max(found)
    return needs


def overall_need(request: ReportRequest) -> Fraction | None:
    """The overall score that the target level needs; None where it asks for none."""
    found = [level.requires.overall_at_least for level in _needed_levels(request)]
    for band in request.questionnaire.bands:
        if band.id == request.scorecard.target:
            found += [band.at_least, band.above]
    return max((value for value in found if value is not None), default=None)


def _changes(request: ReportRequest) -> dict[str, str]:
    """The change of the worst end by section id, the overall's under no name."""
    comparison = request.comparison
    if comparison is None:
        return {}
    changes = {part.id: signed(part.score.change, request.display) for part in comparison.sections}
    return {**changes, "": signed(comparison.overall.change, request.display)}


def _versions(request: ReportRequest) -> list[tuple[str, date, Scorecard]]:
    """The milestones, and the version that is reported where it isn't one of them."""
    rows = [row for row in request.history if row[0] != request.version and row[1] <= request.as_of]
    return [*rows, (request.version, request.as_of, request.scorecard)]


def _trend(request: ReportRequest) -> tuple[TrendPoint, ...]:
    rows = _versions(request)[-TREND_LENGTH:]
    if len(rows) < 2:
        return ()
    return tuple(_point(request, row, (place + 0.5) / len(rows)) for place, row in enumerate(rows))


def _point(request: ReportRequest, row: tuple[str, date, Scorecard], place: float) -> TrendPoint:
    label, day, card = row
    maximum = overall_maximum(request.questionnaire)
    levels = (level_label(request.questionnaire, level) or None for level in (card.level_worst, card.level_best))
    return TrendPoint(
        label="now" if label == "working answers" else label,
        day=day_text(day),
        x=round(AXIS + place * (100 - AXIS), 2),
        worst=percent(card.overall.worst, maximum) if card.overall else None,
        best=percent(card.overall.best, maximum) if card.overall else None,
        value=interval_text(card.overall, request.display),
        level=level_text(*levels),
        answered=f"{card.coverage.answered} of {card.coverage.applicable}",
    )
