"""What a comparison is drawn from: the two sides, what moved between them, and how each row is worded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness_tui.analysis.comparison import AnswerChange, Comparison
from readiness_tui.analysis.scorecard import QuestionScore
from readiness_tui.analysis.shortfalls import answer_words
from readiness_tui.model.assessment import Answer, Assessment
from readiness_tui.model.questionnaire import Display, Questionnaire
from readiness_tui.model.values import rational_text
from readiness_tui.tui.glyphs import BETTER, NOT_APPLICABLE, UNANSWERED, WORSE, value_glyph, value_style
from readiness_tui.tui.literal import one_line

ALL, IS_WORSE, IS_BETTER, NO_EFFECT = "all", "worse", "better", "no effect"
FILTERS = (ALL, IS_WORSE, IS_BETTER, NO_EFFECT)
BESIDE = 112
"""From this width on, things stand beside each other."""
_ORDER = ("worse", "better", "evidence", "same", "added", "removed")


@dataclass(frozen=True)
class ComparedSide:
    """One of the two: its name (`@3`, `working answers`), its day, its answers and the questionnaire they are to."""

    label: str
    day: date
    questionnaire: Questionnaire
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class PartLine:
    """One line of the table of parts, worded: before, the parts, what rounding leaves, after, change."""

    title: str
    before: str
    questionnaire: str
    applicability: str
    answers: str
    rounding: str
    after: str
    change: str


@dataclass(frozen=True, slots=True)
class VersionPoint:
    """One version on the timeline, worded: `@3`, its day, interval, level, and answered of asked."""

    label: str
    day: date
    interval: str
    level: str
    answered: str


@dataclass(frozen=True)
class ComparisonView:
    """Two sides and what moved; `parts` begin with the overall line, one for each section follows.

    `timeline`: every milestone and now, oldest first.
    """

    before: ComparedSide
    after: ComparedSide
    comparison: Comparison
    parts: tuple[PartLine, ...]
    timeline: tuple[VersionPoint, ...] = ()

    @property
    def display(self) -> Display:
        """How numbers are shown."""
        return self.after.questionnaire.scoring.display

    @property
    def has_rounding(self) -> bool:
        """Whether rounding leaves something anywhere."""
        return any(part.rounding for part in self.parts)

    def rows(self, filter_name: str = ALL, words: str = "") -> tuple[AnswerChange, ...]:
        """The questions that moved, regressions first; those that a filter and typed words let through."""
        moved = sorted(self.comparison.moved, key=lambda row: _ORDER.index(row.kind))
        typed = words.casefold().strip()
        return tuple(
            row
            for row in moved
            if filter_name in (ALL, effect_of(row)) and typed in f"{row.question} {row.title}".casefold()
        )

    def answers_of(self, row: AnswerChange) -> tuple[Answer, Answer]:
        """The answer on both sides; empty ones where it isn't asked."""
        previous = row.previous[0] if row.previous else row.question
        return self.before.assessment.answer(previous), self.after.assessment.answer(row.question)


@dataclass(frozen=True, slots=True)
class SideWords:
    """How one side of a row is shown."""

    glyph: str
    style: str
    words: str


def effect_of(row: AnswerChange) -> str:
    """`worse`, `better` or `no effect`: by the answer, else by what it does to the score."""
    if row.kind in (IS_WORSE, IS_BETTER):
        return row.kind
    return NO_EFFECT if not row.change else IS_BETTER if row.change > 0 else IS_WORSE


def mark_of(row: AnswerChange) -> tuple[str, str]:
    """The glyph that stands before a row, and its colour."""
    if row.kind in (IS_WORSE, IS_BETTER):
        return (WORSE, "$not-in-place") if row.kind == IS_WORSE else (BETTER, "$in-place")
    if row.kind == "added":
        return "+", "$partly"
    return (NOT_APPLICABLE if row.kind == "removed" or row.cause == "applicability" else "~"), "$muted"


def side_words(view: ComparisonView, row: AnswerChange) -> tuple[SideWords, SideWords]:
    """Before and after: the answers, or, where they are the same, what else differs."""
    before, after = _before(view, row), _after(view, row)
    if (before.glyph, before.words) != (after.glyph, after.words):
        return before, after
    if row.weight_before != row.weight_after and row.weight_before is not None and row.weight_after is not None:
        weights = (rational_text(row.weight_before), rational_text(row.weight_after))
        return SideWords(" ", "", f"weight {weights[0]}"), SideWords(" ", "", f"weight {weights[1]}")
    return before, SideWords(after.glyph, after.style, _other_difference(view, row))


def _other_difference(view: ComparisonView, row: AnswerChange) -> str:
    """What differs where the answer doesn't."""
    before, after = view.answers_of(row)
    score = view.comparison.after.scorecard.by_question.get(row.question)
    if row.kind == "evidence":
        expired = score is not None and score.evidence == "expired"
        return "evidence expired" if expired else "other evidence"
    if before.waiver != after.waiver:
        return "waived" if after.waiver else "not waived any more"
    return "another note" if before.note != after.note else "counts otherwise"


def _before(view: ComparisonView, row: AnswerChange) -> SideWords:
    scores = view.comparison.before.scorecard.by_question
    found = [scores[name] for name in row.previous if name in scores]
    score = next((one for one in found if one.answer == row.before), found[0] if found else None)
    return _said(view.before, score, row.before)


def _after(view: ComparisonView, row: AnswerChange) -> SideWords:
    score = view.comparison.after.scorecard.by_question.get(row.question) if row.after_state is not None else None
    return _said(view.after, score, row.after)


def _said(side: ComparedSide, score: QuestionScore | None, answer: str | None) -> SideWords:
    if score is None or score.state == "hidden":
        return SideWords(" ", "$muted", "not asked")
    if score.state == "not_applicable":
        reason = side.assessment.answer(score.id).not_applicable or ""
        return SideWords(NOT_APPLICABLE, "", f"N/A: {one_line(reason)}")
    if score.state == "unanswered" or answer is None:
        return SideWords(UNANSWERED, "$muted", "Unanswered")
    question = side.questionnaire.question(score.id)
    words = (answer_words(question, answer) if question else "") or answer
    return SideWords(value_glyph(score.value), value_style(score.value), words)
