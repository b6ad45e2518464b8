"""What a best answer adds to each score, where scores are plain sums of what their questions add."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.outlining import Outline, SectionOutline, outline_of
from readiness_tui.analysis.scoring import QuestionScore, Scorecard, SectionScore
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Fold, Questionnaire

_ADDITIVE: frozenset[Fold] = frozenset({"weighted-mean", "mean", "sum"})


class Rise(NamedTuple):
    """A score at its worst end now, and what the best answer to each question would add to it."""

    now: Fraction
    gains: Mapping[str, Fraction]


def rises(
    questionnaire: Questionnaire, assessment: Assessment, scorecard: Scorecard
) -> Mapping[tuple[str, str], Rise] | None:
    """The overall score, as (`overall`, `overall`), and every section that counts, as (`section`, its id).

    None where what a best answer adds hangs on other answers: conditions, minimum or maximum, or a question that is
    worth something while unanswered; or where the profile doesn't say whether a question is asked.
    """
    outline = outline_of(questionnaire)
    if any(part.lowest for part in outline.by_id.values()) or outline.hangs_on_answers():
        return None
    if any(scorecard.by_question[name].applies == "unknown" for name in outline.conditional):
        return None
    if not {questionnaire.scoring.overall.fold, *_folds(outline.sections)} <= _ADDITIVE:
        return None
    found: dict[tuple[str, str], Rise] = {}
    tops = [
        _section(section, part, outline, found)
        for section, part in zip(outline.sections, scorecard.sections, strict=True)
    ]
    overall = _folded(questionnaire.scoring.overall.fold, tops)
    if overall is None:
        return None
    found["overall", "overall"] = overall
    known = {("section", part.id): part.interval for part in _sections(scorecard.sections)}
    known["overall", "overall"] = scorecard.bounds
    agrees = all((bounds := known[key]) is not None and bounds.worst == rise.now for key, rise in found.items())
    return found if agrees else None


def _folds(sections: tuple[SectionOutline, ...]) -> set[Fold]:
    return {fold for section in sections for fold in (section.fold, *_folds(section.sections))}


def _sections(sections: tuple[SectionScore, ...]) -> list[SectionScore]:
    return [part for section in sections for part in (section, *_sections(section.sections))]


def _section(
    section: SectionOutline, part: SectionScore, outline: Outline, found: dict[tuple[str, str], Rise]
) -> tuple[Fraction, Rise] | None:
    """The weight of a section and its rise; None where it counts nowhere."""
    own = [_question(question, outline) for question in part.questions]
    inner = [
        _section(child, score, outline, found) for child, score in zip(section.sections, part.sections, strict=True)
    ]
    rise = _folded(section.fold, [*own, *inner])
    if rise is None:
        return None
    found["section", part.id] = rise
    return part.weight, rise


def _question(question: QuestionScore, outline: Outline) -> tuple[Fraction, Rise] | None:
    if question.interval is None:
        return None
    worst = question.interval.worst
    gain = outline.by_id[question.id].highest - worst if question.state != "not_applicable" else Fraction(0)
    return question.weight, Rise(worst, {question.id: gain})


def _folded(fold: Fold, parts: list[tuple[Fraction, Rise] | None]) -> Rise | None:
    counting = [(Fraction(1) if fold == "mean" else part[0], part[1]) for part in parts if part is not None]
    whole = Fraction(1) if fold == "sum" else sum((weight for weight, _ in counting), Fraction(0))
    if not counting or not whole:
        return None
    return Rise(
        now=sum((weight * rise.now for weight, rise in counting), Fraction(0)) / whole,
        gains={name: weight * gain / whole for weight, rise in counting for name, gain in rise.gains.items()},
    )
