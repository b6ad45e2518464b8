"""The decisions on an agent's tasks, each with what would change it and how sure it is."""

from __future__ import annotations

from readiness_tui.analysis.counterfactuals import counterfactuals
from readiness_tui.analysis.deciding import Decision
from readiness_tui.analysis.robustness import robustness
from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.reports.documents.decisions import DecisionsDocument, ExplainedDecision, decisions_document
from readiness_tui.use_cases.documents import key_of, subject_of
from readiness_tui.use_cases.milestones import Version


def decisions_of(version: Version) -> DecisionsDocument:
    """`readiness/decisions@1`."""
    return decisions_document(subject_of(version), key_of(version.questionnaire), explained_decisions(version))


def explained_decisions(version: Version) -> tuple[ExplainedDecision, ...]:
    """The decisions on the tasks of a version, each with what would change it and how sure it is."""
    matrix, tasks = version.questionnaire.questionnaire.matrix, version.assessment.tasks
    if matrix is None:
        return ()
    return tuple(explained_decision(found, tasks[found.id], matrix) for found in version.evaluation.decisions)


def explained_decision(decision: Decision, task: Task, matrix: Matrix) -> ExplainedDecision:
    """One decision with what would change it and how sure it is."""
    return ExplainedDecision(decision, counterfactuals(decision.id, task, matrix), robustness(task, matrix))
