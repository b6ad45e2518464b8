"""Two assessments side by side, like for like: what moved, and which part of the change is progress."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.answer_changes import answer_changes
from readiness_tui.analysis.comparison import (
    AnswerChange,
    ClearanceChange,
    Comparison,
    DecisionChange,
    ExpiredEvidence,
    GateChange,
    NoLongerAsked,
    Parts,
    ScoreChange,
    SectionChange,
)
from readiness_tui.analysis.conditions import Facts
from readiness_tui.analysis.consequences import clearance_changes, decision_changes, expired_evidence, gate_changes
from readiness_tui.analysis.evaluating import Evaluation, evaluate
from readiness_tui.analysis.folding import Bounds
from readiness_tui.analysis.matching import Match, Renaming, match_questionnaires
from readiness_tui.analysis.questionnaire_causes import questionnaire_causes
from readiness_tui.analysis.scorecard import Interval
from readiness_tui.analysis.staging import Stages, stages_between
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.workspace import WorkspaceSettings

__all__ = [
    "AnswerChange",
    "ClearanceChange",
    "Comparison",
    "DecisionChange",
    "ExpiredEvidence",
    "GateChange",
    "NoLongerAsked",
    "Parts",
    "Renaming",
    "ScoreChange",
    "SectionChange",
    "Side",
    "compare",
]

ZERO = Fraction(0)
NO_SETTINGS = WorkspaceSettings()


class Side(NamedTuple):
    """One of the two: an assessment, the questionnaire it is scored with, and the day as of which.

    `known` is what follows from it, where that has been worked out.
    """

    questionnaire: Questionnaire
    assessment: Assessment
    as_of: date
    settings: WorkspaceSettings = NO_SETTINGS
    known: Evaluation | None = None

    def evaluated(self) -> Evaluation:
        """Everything that follows from it."""
        return self.known or evaluate(self.questionnaire, self.assessment, self.as_of, self.settings)


def compare(before: Side, after: Side) -> Comparison:
    """What moved from one assessment to another, also across versions of the questionnaire.

    The change of every worst end is an exact sum: *questionnaire* (before's answers scored by after's questionnaire),
    *applicability* (then with after's N/A and conditions; what becomes applicable is open), *answers* (the rest).
    """
    match = match_questionnaires(before.questionnaire, after.questionnaire)
    evaluations = before.evaluated(), after.evaluated()
    stages = stages_between(_facts(before, evaluations[0]), _facts(after, evaluations[1]), match)
    answers = answer_changes(stages, match, (evaluations[0].scorecard, evaluations[1].scorecard))
    overall = _overall_change(stages, evaluations)
    return Comparison(
        before=evaluations[0],
        after=evaluations[1],
        overall=overall,
        sections=_section_changes(stages, match),
        answers=answers,
        gates=gate_changes(*evaluations, match),
        expired=expired_evidence(
            answers, evaluations, after.assessment, after.as_of, after.settings.evidence_max_age_days
        ),
        decisions=decision_changes(before.assessment, after.assessment, *evaluations),
        clearances=clearance_changes(before.assessment, after.assessment, *evaluations),
        no_longer_asked=tuple(
            NoLongerAsked(name, before.questionnaire.question_by_id[name].label, before.assessment.answer(name))
            for name in match.no_longer_asked
        ),
        newly_asked=match.newly_asked,
        renamed=match.renamed,
        causes=questionnaire_causes(before.questionnaire, after.questionnaire, overall.parts, answers),
    )


def _facts(side: Side, evaluation: Evaluation) -> Facts:
    modes = {decision.id: decision.mode for decision in evaluation.decisions}
    return Facts(side.questionnaire, side.assessment, modes)


def _overall_change(stages: Stages, evaluations: tuple[Evaluation, Evaluation]) -> ScoreChange:
    bounds = [stage.overall for stage in stages]
    return _score_change(bounds, evaluations[0].scorecard.overall, evaluations[1].scorecard.overall)


def _score_change(bounds: list[Bounds | None], before: Interval | None, after: Interval | None) -> ScoreChange:
    """`bounds` at the four stages; None counts as 0."""
    worst = [part.lowest if part else ZERO for part in bounds]
    best = [part.highest if part else ZERO for part in bounds]
    parts = Parts(worst[1] - worst[0], worst[2] - worst[1], worst[3] - worst[2])
    return ScoreChange(before, after, worst[3] - worst[0], best[3] - best[0], parts)


def _section_changes(stages: Stages, match: Match) -> tuple[SectionChange, ...]:
    """The top sections of the later side in its order, then those that are gone."""
    first, *later = stages
    titles = {section.outline.section.id: section.outline.section.title for section in first.sections}
    found = []
    for measured in later[-1].sections:
        section = measured.outline.section
        previous = match.sections[section.id]
        previous = previous if previous in first.by_section else None
        bounds = [first.by_section[previous] if previous else None]
        bounds += [stage.by_section[section.id] for stage in later]
        found.append(SectionChange(section.id, previous, section.title, _between(bounds)))
    kept = {change.previous for change in found}
    gone = [name for name in titles if name not in kept]
    return (*found, *(_gone(name, titles, first.by_section) for name in gone))


def _gone(name: str, titles: Mapping[str, str], bounds: Mapping[str, Bounds | None]) -> SectionChange:
    return SectionChange(name, name, titles[name], _between([bounds[name], None, None, None]))


def _between(bounds: list[Bounds | None]) -> ScoreChange:
    ends = [Interval(part.lowest, part.highest) if part else None for part in (bounds[0], bounds[-1])]
    return _score_change(bounds, ends[0], ends[1])
