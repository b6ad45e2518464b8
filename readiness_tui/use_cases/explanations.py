"""Why a score, a section, a question or a task stands where it does."""

from __future__ import annotations

from dataclasses import dataclass

from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.explaining import Explanation, explain
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.model.questionnaire import Section
from readiness_tui.reports.documents.clearances import clearance_row
from readiness_tui.reports.documents.decisions import ExplainedDecision, decision_row
from readiness_tui.reports.documents.explanations import (
    ExplanationDocument,
    explanation_document,
    task_explanation_document,
)
from readiness_tui.use_cases.documents import subject_of
from readiness_tui.use_cases.explaining_decisions import explained_decision
from readiness_tui.use_cases.milestones import Version


@dataclass(frozen=True, slots=True)
class TaskExplanation:
    """A task's decision with what would change it, and its clearance."""

    id: str
    decision: ExplainedDecision
    clearance: Clearance


def explain_version(version: Version, subject: str | None) -> Explanation:
    """Explain the whole, a section or a question. Raises UserError for what is none of them, and no task."""
    questionnaire = version.questionnaire.questionnaire
    modes = {decision.id: decision.mode for decision in version.evaluation.decisions}
    try:
        return explain(questionnaire, version.assessment, version.evaluation.scorecard, subject, modes)
    except KeyError:
        sections = [name for section in questionnaire.sections for name in _section_ids(section)]
        known = [*questionnaire.question_by_id, *sections, *version.assessment.tasks]
        message = f"no question, section or task '{subject}'"
        raise UserError(Fault(message, nearest(str(subject), known))) from None


def _section_ids(section: Section) -> list[str]:
    return [section.id, *(name for child in section.sections for name in _section_ids(child))]


def explain_task(version: Version, task_id: str) -> TaskExplanation:
    """Explain a task's mode and clearance. Raises UserError."""
    matrix = version.questionnaire.questionnaire.matrix
    decision, clearance = version.evaluation.decision(task_id), version.evaluation.clearance(task_id)
    if matrix is None or decision is None or clearance is None:
        raise UserError(Fault(f"nothing decides the task '{task_id}'", "its questionnaire has no decision matrix"))
    explained = explained_decision(decision, version.assessment.tasks[task_id], matrix)
    return TaskExplanation(task_id, explained, clearance)


def explanation_of(version: Version, explanation: Explanation) -> ExplanationDocument:
    """`readiness/explanation@1` of a score."""
    return explanation_document(subject_of(version), version.questionnaire.questionnaire.scoring.display, explanation)


def task_explanation_of(version: Version, task: TaskExplanation) -> ExplanationDocument:
    """`readiness/explanation@1` of a task."""
    card = version.evaluation.scorecard
    return task_explanation_document(
        subject_of(version),
        task.id,
        decision_row(task.decision),
        clearance_row(task.clearance),
        card.level_worst == card.level_best,
    )
