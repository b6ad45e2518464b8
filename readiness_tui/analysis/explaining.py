"""Why this score and this level: exact contributions, what stops the next level, what would change it, what to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from readiness_tui.analysis.asking import NextQuestion, next_question
from readiness_tui.analysis.level_changing import AnswerChange, LevelChange, smallest_change
from readiness_tui.analysis.level_showing import can_still_rise
from readiness_tui.analysis.level_trying import Trial
from readiness_tui.analysis.measuring import MeasuredSection, contributions, measure
from readiness_tui.analysis.scorecard import Scorecard, Shortfall
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.modes import Mode
from readiness_tui.model.questionnaire import Questionnaire

__all__ = ["AnswerChange", "Contribution", "Explanation", "LevelChange", "NextQuestion", "explain"]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one question adds to the worst end of the subject."""

    id: str
    contribution: Fraction


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a subject (`overall`, a section, a question) stands where it does.

    `parts` add up to `worst` exactly; `worst` is None where there is no score. `contribution` is what the subject adds
    to the overall worst end; None where there is none. `stops_next_level` are the shortfalls of the scorecard that the
    subject has a part in. `level_is_settled`: no answer that is still open can change the level.
    """

    subject: str
    worst: Fraction | None
    contribution: Fraction | None
    parts: tuple[Contribution, ...]
    stops_next_level: tuple[Shortfall, ...]
    smallest_change: LevelChange | None
    ask_next: NextQuestion | None
    level_is_settled: bool


def explain(
    questionnaire: Questionnaire,
    assessment: Assessment,
    scorecard: Scorecard,
    subject: str | None = None,
    task_modes: Mapping[str, Mode] | None = None,
) -> Explanation:
    """Explain a scorecard: the whole of it, or one section or question by id. Raises KeyError for another id.

    `task_modes` as for `score`. The smallest change and the next question are about the whole, whatever the subject.
    """
    trial = Trial(questionnaire, assessment, scorecard, task_modes or {})
    worst, parts, questions = _subject(trial, subject)
    stops = [short for short in scorecard.shortfalls if subject is None or questions.intersection(short.questions)]
    return Explanation(
        subject=subject or "overall",
        worst=worst,
        contribution=_contribution(scorecard, subject),
        parts=parts,
        stops_next_level=tuple(stops),
        smallest_change=smallest_change(trial),
        ask_next=next_question(trial),
        level_is_settled=not can_still_rise(trial),
    )


def _subject(trial: Trial, subject: str | None) -> tuple[Fraction | None, tuple[Contribution, ...], frozenset[str]]:
    card = trial.scorecard
    if subject is None:
        parts = tuple(Contribution(name, score.contribution) for name, score in card.by_question.items())
        return card.overall.worst if card.overall else None, parts, frozenset(card.by_question)
    for section in measure(trial.facts):
        found = _section_named(section, subject)
        if found is not None:
            parts = tuple(Contribution(name, added) for name, added in contributions(found))
            worst = found.bounds.lowest if found.bounds is not None else None
            return worst, parts, frozenset(part.id for part in parts)
    score = card.question(subject)
    worst = score.interval.worst if score.interval else None
    return worst, (Contribution(subject, worst or Fraction(0)),), frozenset({subject})


def _contribution(card: Scorecard, subject: str | None) -> Fraction | None:
    if card.overall is None or subject is None:
        return card.overall.worst if card.overall else None
    pending = list(card.sections)
    while pending:
        section = pending.pop()
        if section.id == subject:
            return section.contribution
        pending += section.sections
    return card.question(subject).contribution


def _section_named(section: MeasuredSection, name: str) -> MeasuredSection | None:
    if section.outline.section.id == name:
        return section
    inside = (_section_named(child, name) for child in section.sections)
    return next((found for found in inside if found is not None), None)
