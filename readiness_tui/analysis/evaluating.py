"""Everything that follows from one assessment on one day: scorecard, decisions, clearances, blockers, advisories."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from readiness_tui.analysis.clearing import Clearance, cleared, permits
from readiness_tui.analysis.conditions import Facts, holds
from readiness_tui.analysis.deciding import Decision, decide
from readiness_tui.analysis.scoring import Scorecard, score
from readiness_tui.analysis.stabilising import StabilisationClock, stabilisation_clock
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Advisory, Questionnaire
from readiness_tui.model.workspace import WorkspaceSettings


class Blocker(NamedTuple):
    """An open gate of the target level, or a task that runs with more autonomy than it is cleared for."""

    kind: Literal["gate", "task"]
    id: str


class Evaluation(NamedTuple):
    """What front ends show. Decisions and clearances are in the order of the tasks; empty without a matrix."""

    scorecard: Scorecard
    decisions: tuple[Decision, ...]
    clearances: tuple[Clearance, ...]
    blockers: tuple[Blocker, ...]
    advisories: tuple[Advisory, ...]
    stabilisation: StabilisationClock | None

    @property
    def beyond_clearance(self) -> tuple[Clearance, ...]:
        """The tasks that run with more autonomy than they are cleared for."""
        return tuple(clearance for clearance in self.clearances if clearance.beyond_clearance)

    def decision(self, task_id: str) -> Decision | None:
        """The decision on one task, or None."""
        return next((decision for decision in self.decisions if decision.id == task_id), None)

    def clearance(self, task_id: str) -> Clearance | None:
        """The clearance of one task, or None."""
        return next((clearance for clearance in self.clearances if clearance.task == task_id), None)


def evaluate(
    questionnaire: Questionnaire,
    assessment: Assessment,
    as_of: date,
    settings: WorkspaceSettings,
    target: str | None = None,
) -> Evaluation:
    """Decide, score and clear, as of a day. `target` overrides the agent's and the workspace's target level."""
    decisions = _decisions(questionnaire, assessment)
    scorecard = _scored(questionnaire, assessment, as_of, settings, target, decisions)
    permitted = permits(questionnaire, assessment, scorecard)
    clearances = tuple(cleared(permitted, assessment.tasks[decision.id], decision) for decision in decisions)
    return Evaluation(
        scorecard=scorecard,
        decisions=decisions,
        clearances=clearances,
        blockers=_blockers(scorecard, clearances),
        advisories=_advisories(questionnaire, assessment, {decision.id: decision for decision in decisions}),
        stabilisation=stabilisation_clock(questionnaire, assessment, as_of),
    )


def scored(questionnaire: Questionnaire, assessment: Assessment, as_of: date, settings: WorkspaceSettings) -> Scorecard:
    """The scorecard of `evaluate` alone."""
    return _scored(questionnaire, assessment, as_of, settings, None, _decisions(questionnaire, assessment))


def _scored(
    questionnaire: Questionnaire,
    assessment: Assessment,
    as_of: date,
    settings: WorkspaceSettings,
    target: str | None,
    decisions: tuple[Decision, ...],
) -> Scorecard:
    return score(
        questionnaire,
        assessment,
        as_of,
        target=_known_level(questionnaire, target or assessment.agent.target_level or settings.target_level),
        evidence_max_age_days=settings.evidence_max_age_days,
        task_modes={decision.id: decision.mode for decision in decisions},
    )


def _decisions(questionnaire: Questionnaire, assessment: Assessment) -> tuple[Decision, ...]:
    matrix = questionnaire.matrix
    if matrix is None:
        return ()
    return tuple(decide(task_id, task, matrix) for task_id, task in assessment.tasks.items())


def _known_level(questionnaire: Questionnaire, level: str | None) -> str | None:
    return level if level in {rung.id for rung in questionnaire.rungs} else None


def _blockers(scorecard: Scorecard, clearances: tuple[Clearance, ...]) -> tuple[Blocker, ...]:
    tasks = tuple(Blocker("task", clearance.task) for clearance in clearances if clearance.beyond_clearance)
    gates = dict.fromkeys(short.subject for short in scorecard.shortfalls if short.kind == "gate")
    return tasks + tuple(Blocker("gate", question) for question in gates)


def _advisories(
    questionnaire: Questionnaire, assessment: Assessment, decisions: Mapping[str, Decision]
) -> tuple[Advisory, ...]:
    facts = Facts(questionnaire, assessment, {task_id: decision.mode for task_id, decision in decisions.items()})
    return tuple(advisory for advisory in questionnaire.advisories if holds(advisory.when, facts) is True)
