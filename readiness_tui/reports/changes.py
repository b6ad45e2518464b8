"""Section 6, what changed since a milestone: exact parts, what got better or worse, and what moved because of it."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.comparison import AnswerChange, Comparison, GateChange, PartName, Parts, ScoreChange
from readiness_tui.analysis.shortfalls import answer_words
from readiness_tui.analysis.wording import NOTHING, interval_text, level_text, rounded, share_text, signed
from readiness_tui.model.modes import MODE_TITLE, Mode
from readiness_tui.model.questionnaire import Display
from readiness_tui.model.values import rational_text
from readiness_tui.reports.marks import Mark, mark
from readiness_tui.reports.naming import as_written, day_text, level_label
from readiness_tui.reports.request import ReportRequest
from readiness_tui.reports.scale import overall_maximum, percent

PART_TITLES: tuple[tuple[PartName, str], ...] = (
    ("questionnaire", "Questionnaire"),
    ("applicability", "Applicability"),
    ("answers", "Answers"),
)
KINDS = {
    "better": mark("good", "better", "▲", "up"),
    "worse": mark("bad", "worse", "▼", "down"),
    "same": mark("muted", "same"),
    "added": mark("open", "newly asked", "+", "added"),
    "removed": mark("muted", "no longer asked"),
    "evidence": mark("muted", "evidence"),
}


class Stage(NamedTuple):
    """One bar of the chart of parts: from `start` to `end` in percent of the scale; `kind` colours it."""

    title: str
    start: float
    end: float
    kind: str
    text: str


class PartRow(NamedTuple):
    """One line of the table of parts: before, the parts, what rounding leaves, after."""

    title: str
    before: str
    questionnaire: str
    applicability: str
    answers: str
    rounding: str
    after: str
    change: str


class AnswerRow(NamedTuple):
    """A question that moved."""

    mark: Mark
    title: str
    anchor: str
    before: str
    after: str
    change: str
    cause: str


class Moved(NamedTuple):
    """Something else that moved, by name: a gate, evidence, a decision, a clearance, a question."""

    mark: Mark
    kind: str
    name: str
    text: str


class CauseRow(NamedTuple):
    """Where the questionnaire's part of the change comes from: what was edited, and its share of the worst end."""

    title: str
    text: str
    part: str


class Changes(NamedTuple):
    """The comparison in words; regressions come first among the answers. Each `count` is how many there are."""

    before: str
    before_day: str
    facts: tuple[tuple[str, str, str], ...]
    stages: tuple[Stage, ...]
    summary: str
    rows: tuple[PartRow, ...]
    has_rounding: bool
    causes: tuple[CauseRow, ...]
    answers: tuple[AnswerRow, ...]
    answer_count: int
    regressions: int
    moved: tuple[Moved, ...]
    moved_count: int
    is_empty: bool


def build_changes(request: ReportRequest) -> Changes | None:
    """The changes; None where nothing is compared."""
    comparison = request.comparison
    if comparison is None:
        return None
    sections = [(part.title, part.score) for part in comparison.sections]
    rows = tuple(_row(title, score, request.display) for title, score in [("Overall", comparison.overall), *sections])
    stages, answers, moved = _stages(request, comparison), _answers(request, comparison), _moved(request, comparison)
    return Changes(
        before=request.compared_with,
        before_day=day_text(comparison.before.scorecard.as_of),
        facts=_facts(request, comparison),
        stages=stages,
        summary="; ".join(f"{stage.title} {stage.text}" for stage in stages),
        rows=rows,
        has_rounding=any(row.rounding for row in rows),
        causes=tuple(
            CauseRow(cause.title, cause.text, signed(cause.part, request.display)) for cause in comparison.causes
        ),
        answers=answers,
        answer_count=len(answers),
        regressions=len(comparison.regressions),
        moved=moved,
        moved_count=len(moved),
        is_empty=comparison.is_empty,
    )


def _facts(request: ReportRequest, comparison: Comparison) -> tuple[tuple[str, str, str], ...]:
    before, after = comparison.before, comparison.after
    questionnaire = request.questionnaire
    levels = [
        level_text(*(level_label(questionnaire, level) or None for level in ends))
        for ends in (comparison.level_before, comparison.level_after)
    ]
    coverage = [part.scorecard.coverage for part in (before, after)]
    answered = [f"{part.answered} of {part.applicable}" for part in coverage]
    overall = [interval_text(part.scorecard.overall, request.display) for part in (before, after)]
    confidence = [share_text(part.scorecard.confidence.share) for part in (before, after)]
    return (
        ("Level", levels[0], levels[1]),
        ("Worst–best", overall[0], overall[1]),
        ("Blockers", str(len(before.blockers)), str(len(after.blockers))),
        ("Confidence", confidence[0], confidence[1]),
        ("Answered", answered[0], answered[1]),
    )


def _row(title: str, score: ScoreChange, display: Display) -> PartRow:
    parts = score.parts
    return PartRow(
        title=title,
        before=rounded(score.before.worst, display) if score.before else NOTHING,
        questionnaire=signed(parts.questionnaire, display),
        applicability=signed(parts.applicability, display),
        answers=signed(parts.answers, display),
        rounding=_left_by_rounding(score, display),
        after=rounded(score.after.worst, display) if score.after else NOTHING,
        change=signed(score.change, display),
    )


def _left_by_rounding(score: ScoreChange, display: Display) -> str:
    """What is missing when the printed parts are added up; nothing where they add up."""
    if score.before is None or score.after is None:
        return ""
    shown = [Fraction(rounded(part, display)) for part in _in_order(score.parts)]
    ends = Fraction(rounded(score.after.worst, display)) - Fraction(rounded(score.before.worst, display))
    left = ends - sum(shown, Fraction(0))
    return signed(left / display.scale, display) if left else ""


def _in_order(parts: Parts) -> tuple[Fraction, Fraction, Fraction]:
    return parts.questionnaire, parts.applicability, parts.answers


def _stages(request: ReportRequest, comparison: Comparison) -> tuple[Stage, ...]:
    """Before, each part as a step from where the last one ended, and after."""
    score, display = comparison.overall, request.display
    if score.after is None:
        return ()
    maximum = overall_maximum(request.questionnaire)
    start = score.after.worst - score.change
    stages = [_Bar("Before", Fraction(0), start, "total", rounded(start, display))]
    for (_, title), part in zip(PART_TITLES, _in_order(score.parts), strict=True):
        stages.append(_Bar(title, start, start + part, "loss" if part < 0 else "gain", signed(part, display)))
        start += part
    stages.append(_Bar("After", Fraction(0), score.after.worst, "total", rounded(score.after.worst, display)))
    return tuple(_stage(bar, maximum) for bar in stages)


class _Bar(NamedTuple):
    title: str
    start: Fraction
    end: Fraction
    kind: str
    text: str


def _stage(bar: _Bar, maximum: Fraction) -> Stage:
    low, high = min(bar.start, bar.end), max(bar.start, bar.end)
    return Stage(bar.title, percent(low, maximum), percent(high, maximum), bar.kind, bar.text)


def _answers(request: ReportRequest, comparison: Comparison) -> tuple[AnswerRow, ...]:
    order = ("worse", "better", "evidence", "same", "added", "removed")
    moved = sorted(comparison.moved, key=lambda row: order.index(row.kind))
    return tuple(_answer(request, row) for row in moved)


def _answer(request: ReportRequest, row: AnswerChange) -> AnswerRow:
    before, after = (_said(request, row, side) for side in ("before", "after"))
    if before == after and row.weight_before != row.weight_after and None not in (row.weight_before, row.weight_after):
        before = f"{before}, weight {rational_text(row.weight_before or Fraction(0))}"
        after = f"{after}, weight {rational_text(row.weight_after or Fraction(0))}"
    elif before == after and row.kind == "same" and row.parts == Parts():
        after = f"{after}, another note or waiver"
    return AnswerRow(
        mark=KINDS[row.kind],
        title=row.title,
        anchor=f"q-{row.question}" if row.question in request.questionnaire.question_by_id else "",
        before=before,
        after=after,
        change=signed(row.change, request.display),
        cause=row.cause or "",
    )


def _said(request: ReportRequest, row: AnswerChange, side: str) -> str:
    state, answer = (row.before_state, row.before) if side == "before" else (row.after_state, row.after)
    if state is None or state == "hidden":
        return "not asked"
    if state == "not_applicable":
        return "Not applicable"
    if answer is None:
        return "Unanswered"
    question = request.questionnaire.question(row.question)
    return (answer_words(question, answer) if question else "") or answer


def _moved(request: ReportRequest, comparison: Comparison) -> tuple[Moved, ...]:
    """Gates, expired evidence, decisions, clearances and questions, by name."""
    rows = [_gate(request, gate) for gate in comparison.gates]
    rows += [
        Moved(
            mark("bad", "expired"), "Evidence", part.title, f"held until {part.expired}" if part.expired else "expired"
        )
        for part in comparison.expired
    ]
    rows += [Moved(*_modes(part.before, part.after, "Recommended", part.name)) for part in comparison.decisions]
    rows += [Moved(*_modes(part.before, part.after, "Cleared", part.name)) for part in comparison.clearances]
    rows += [
        Moved(mark("muted", "kept"), "No longer asked", part.title, as_written(part.answer) or "no answer")
        for part in comparison.no_longer_asked
    ]
    return tuple(rows)


def _gate(request: ReportRequest, gate: GateChange) -> Moved:
    level = level_label(request.questionnaire, gate.level)
    change = mark("good", "passes", "▲", "up") if gate.passes else mark("bad", "fails", "▼", "down")
    before = "new" if gate.before is None else gate.before
    return Moved(change, "Gate", gate.title, f"{before} → {gate.after}, for {level}")


def _modes(before: Mode | None, after: Mode | None, kind: str, name: str) -> tuple[Mark, str, str, str]:
    words = [MODE_TITLE[mode] if mode else "none" for mode in (before, after)]
    return mark("muted", "moved", "→", "moved"), kind, name, f"{words[0]} → {words[1]}"
