"""From a questionnaire and its answers to a scorecard: exact scores, interval, coverage, gates, levels."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.answering import ZERO
from readiness_tui.analysis.conditions import Facts
from readiness_tui.analysis.confidence import backed, confidence, evidence_state
from readiness_tui.analysis.counting import checklist, counted, coverage, joined
from readiness_tui.analysis.folding import Bounds, bounds_and_shares, fold_bounds, total
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
from readiness_tui.analysis.remembering import Memory
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
    "overall_interval",
    "score",
]

_APPLIES: Mapping[Truth, Applies] = {True: "yes", False: "no", None: "unknown"}
_CHECKLIST = "checklist"
_TOGETHER = 16


class _ScoredSection(NamedTuple):
    """A top section with what its questions add to the confidence and to the checklist."""

    score: SectionScore
    backed: Confidence
    checklist: Checklist


class _Sums(NamedTuple):
    """What several sections add up to."""

    coverage: Coverage
    backed: Confidence
    checklist: Checklist


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
    aims: bool = True,
) -> Scorecard:
    """Score the answers with exact rationals, as of a day (waivers and evidence expire).

    `target` is a level id (default: the next one above the worst end); raises KeyError for a level that isn't there.
    `task_modes` are the decided modes by task id, for conditions about tasks. Without `aims` there is neither a target
    nor a shortfall, which is for trying many answers in a row.
    """
    facts = Facts(questionnaire, assessment, task_modes or {})
    measured = measure(facts)
    bounds, shares_of_parts = bounds_and_shares(questionnaire.scoring.overall.fold, parts_of((), measured))
    has_score = _has_score(questionnaire, measured)
    shares = overall_shares(measured, shares_of_parts) if has_score else [ZERO] * len(measured)
    scored = _each_scored(measured, shares, _Backing(as_of, evidence_max_age_days), facts.outline.memory)
    sums = _summed(scored, facts.outline.memory)
    scorecard = Scorecard(
        overall=_interval(bounds) if has_score else None,
        coverage=sums.coverage,
        confidence=sums.backed,
        level_worst=None,
        level_best=None,
        target=None,
        gates=(),
        shortfalls=(),
        sections=tuple(part.score for part in scored),
        checklist=sums.checklist,
        as_of=as_of,
        bounds=_interval(bounds),
        may_be_absent=bounds is None or bounds.may_be_absent,
    )
    return with_levels(scorecard, questionnaire, assessment, target, aims)


def _each_scored(
    measured: Sequence[MeasuredSection], shares: Sequence[Fraction], backing: _Backing, memory: Memory
) -> tuple[_ScoredSection, ...]:
    """The top sections, scored; those about which nothing has changed are taken over."""
    return memory.each(
        "scored", measured, backing, lambda place: _scored(measured[place], shares[place], backing), marks=shares
    )


def _summed(scored: Sequence[_ScoredSection], memory: Memory) -> _Sums:
    """What all sections add up to, by way of groups: those in which nothing has changed are taken over."""
    places = [place // _TOGETHER for place in range(len(scored))]

    def together(group: int) -> _Sums:
        parts = scored[group * _TOGETHER : (group + 1) * _TOGETHER]
        return _added((part.score.coverage, part.backed, part.checklist) for part in parts)

    count = -(-len(scored) // _TOGETHER)
    return _added(memory.each("sums", scored, None, together, places=places, count=count))


def _added(parts: Iterable[tuple[Coverage, Confidence, Checklist]]) -> _Sums:
    added = tuple(parts)
    return _Sums(
        joined(part[0] for part in added), confidence(part[1] for part in added), counted(part[2] for part in added)
    )


def overall_interval(
    questionnaire: Questionnaire, assessment: Assessment, task_modes: Mapping[str, Mode]
) -> Interval | None:
    """The overall score of `score` alone, which no day changes: for lists of many assessments."""
    measured = measure(Facts(questionnaire, assessment, task_modes))
    bounds = fold_bounds(questionnaire.scoring.overall.fold, parts_of((), measured))
    return _interval(bounds) if _has_score(questionnaire, measured) else None


def _has_score(questionnaire: Questionnaire, measured: tuple[MeasuredSection, ...]) -> bool:
    return questionnaire.scoring.unanswered == "zero" or any(_has_answer(section) for section in measured)


def _scored(measured: MeasuredSection, share: Fraction, backing: _Backing) -> _ScoredSection:
    section = _section(measured, dict(contributions(measured, share)), backing)
    questions = tuple(section.all_questions())
    tagged = frozenset(part.question.id for part in _outlines(measured) if _CHECKLIST in part.question.tags)
    return _ScoredSection(section, backed(questions), checklist(part for part in questions if part.id in tagged))


def _outlines(measured: MeasuredSection) -> Iterator[QuestionOutline]:
    for question in measured.questions:
        yield question.outline
    for child in measured.sections:
        yield from _outlines(child)


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
        coverage=joined([coverage(questions), *(child.coverage for child in sections)]),
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
        title=measured.outline.label,
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
