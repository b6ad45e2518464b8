"""From a questionnaire and its answers to a scorecard: exact scores, interval, coverage, gates, levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.answering import ZERO
from readiness_tui.analysis.conditions import Facts
from readiness_tui.analysis.confidence import confidence, evidence_state
from readiness_tui.analysis.folding import Bounds, fold_bounds, shares_of_lowest, total
from readiness_tui.analysis.levels import with_levels
from readiness_tui.analysis.measuring import (
    MeasuredQuestion,
    MeasuredSection,
    contributions,
    measure,
    overall_shares,
    parts_of,
)
from readiness_tui.analysis.outlining import QuestionOutline
from readiness_tui.analysis.scorecard import (
    Applies,
    Checklist,
    Confidence,
    Coverage,
    EvidenceState,
    GatePasses,
    GateScore,
    Interval,
    QuestionScore,
    Scorecard,
    SectionScore,
    Shortfall,
    State,
)
from readiness_tui.analysis.truth import Truth
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.modes import Mode
from readiness_tui.model.questionnaire import Questionnaire

__all__ = [
    "Applies",
    "Checklist",
    "Confidence",
    "Coverage",
    "EvidenceState",
    "GatePasses",
    "GateScore",
    "Interval",
    "QuestionScore",
    "Scorecard",
    "SectionScore",
    "Shortfall",
    "State",
    "score",
]

_APPLIES: Mapping[Truth, Applies] = {True: "yes", False: "no", None: "unknown"}
_CHECKLIST = "checklist"


class _Backing(NamedTuple):
    """What decides whether evidence has expired."""

    as_of: date
    max_age_days: int | None


def score(
    questionnaire: Questionnaire,
    assessment: Assessment,
    as_of: date,
    *,
    target: str | None = None,
    evidence_max_age_days: int | None = None,
    task_modes: Mapping[str, Mode] | None = None,
) -> Scorecard:
    """Score the answers with exact rationals, as of a day (waivers and evidence expire).

    `target` is a level id (default: the next one above the worst end); raises KeyError for a level that isn't there.
    `task_modes` are the decided modes by task id, for conditions about tasks.
    """
    facts = Facts(questionnaire, assessment, task_modes or {})
    measured = measure(facts)
    fold, parts = questionnaire.scoring.overall.fold, parts_of((), measured)
    bounds = fold_bounds(fold, parts)
    has_score = questionnaire.scoring.unanswered == "zero" or any(_has_answer(section) for section in measured)
    shares = overall_shares(measured, shares_of_lowest(fold, parts) if has_score else [ZERO] * len(parts))
    added = {
        name: contribution
        for section, share in zip(measured, shares, strict=True)
        for name, contribution in contributions(section, share)
    }
    backing = _Backing(as_of, evidence_max_age_days)
    sections = tuple(_section(section, added, backing) for section in measured)
    questions = tuple(question for section in sections for question in section.all_questions())
    scorecard = Scorecard(
        overall=_interval(bounds) if has_score else None,
        coverage=_joined(*(section.coverage for section in sections)),
        confidence=confidence(questions),
        level_worst=None,
        level_best=None,
        target=None,
        gates=(),
        shortfalls=(),
        sections=sections,
        checklist=_checklist(facts.outline.by_id, questions),
        as_of=as_of,
        bounds=_interval(bounds),
        may_be_absent=bounds is None or bounds.may_be_absent,
    )
    return with_levels(scorecard, questionnaire, assessment, target)


def _has_answer(section: MeasuredSection) -> bool:
    own = any(part.applies is not False and part.reading.state != "unanswered" for part in section.questions)
    return own or any(_has_answer(child) for child in section.sections)


def _interval(bounds: Bounds | None) -> Interval | None:
    return None if bounds is None else Interval(bounds.lowest, bounds.highest)


def _section(measured: MeasuredSection, contribution: Mapping[str, Fraction], backing: _Backing) -> SectionScore:
    questions = tuple(_question(part, contribution[part.outline.question.id], backing) for part in measured.questions)
    sections = tuple(_section(child, contribution, backing) for child in measured.sections)
    added = [part.contribution for part in questions] + [part.contribution for part in sections]
    section = measured.outline.section
    return SectionScore(
        id=section.id,
        title=section.title,
        weight=section.weight,
        interval=_interval(measured.bounds),
        may_be_absent=measured.bounds is None or measured.bounds.may_be_absent,
        coverage=_joined(_coverage(questions), *(child.coverage for child in sections)),
        contribution=total(part for part in added if part),
        sections=sections,
        questions=questions,
    )


def _question(measured: MeasuredQuestion, contribution: Fraction, backing: _Backing) -> QuestionScore:
    question, reading = measured.outline.question, measured.reading
    hidden = measured.applies is False
    value = None if hidden else reading.value
    return QuestionScore(
        id=question.id,
        title=question.label,
        section=measured.outline.section,
        state="hidden" if hidden else reading.state,
        applies=_APPLIES[measured.applies],
        answer=reading.text,
        value=value,
        interval=_interval(measured.bounds),
        weight=question.weight,
        contribution=contribution,
        evidence=evidence_state(measured.answer, value, backing.as_of, backing.max_age_days),
    )


def _coverage(questions: Iterable[QuestionScore]) -> Coverage:
    """N/A counts as answered; what is hidden counts nowhere, what may be hidden only as `may_apply`."""
    answered = applicable = may_apply = 0
    weight_answered: list[Fraction] = []
    weight_open: list[Fraction] = []
    for question in questions:
        if question.applies == "unknown":
            may_apply += 1
        elif question.applies == "yes":
            applicable += 1
            is_open = question.state == "unanswered"
            answered += not is_open
            (weight_open if is_open else weight_answered).append(question.weight)
    done = total(weight_answered)
    return Coverage(answered, applicable, may_apply, done, done + total(weight_open))


def _joined(*coverages: Coverage) -> Coverage:
    return Coverage(
        answered=sum(part.answered for part in coverages),
        applicable=sum(part.applicable for part in coverages),
        may_apply=sum(part.may_apply for part in coverages),
        weight_answered=total(part.weight_answered for part in coverages),
        weight_applicable=total(part.weight_applicable for part in coverages),
    )


def _checklist(by_id: Mapping[str, QuestionOutline], questions: Iterable[QuestionScore]) -> Checklist:
    done = partial = still_open = not_applicable = 0
    for question in questions:
        if question.state == "hidden" or _CHECKLIST not in by_id[question.id].question.tags:
            continue
        if question.state == "not_applicable":
            not_applicable += 1
        elif question.value is not None and question.value >= 1:
            done += 1
        elif question.value:
            partial += 1
        else:
            still_open += 1
    return Checklist(done, partial, still_open, not_applicable, done + partial + still_open + not_applicable)
