"""The JSON documents about one version of an agent's answers, or about two."""

from __future__ import annotations

from readiness_tui.analysis.counterfactuals import counterfactuals
from readiness_tui.analysis.deciding import Decision
from readiness_tui.analysis.robustness import robustness
from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.reports.documents.clearances import ClearancesDocument, clearances_document
from readiness_tui.reports.documents.decisions import DecisionsDocument, ExplainedDecision, decisions_document
from readiness_tui.reports.documents.parts import QuestionnaireKey, Subject
from readiness_tui.reports.documents.scorecards import ScorecardDocument, scorecard_document
from readiness_tui.storage.questionnaires import LoadedQuestionnaire
from readiness_tui.use_cases.milestones import Version


def subject_of(version: Version) -> Subject:
    """What a document about this version names."""
    return Subject(version.slug, version.ref.name if version.ref else None, version.as_of)


def key_of(loaded: LoadedQuestionnaire) -> QuestionnaireKey:
    """The exact questionnaire, as documents name it."""
    questionnaire = loaded.questionnaire
    return {"id": questionnaire.id, "version": questionnaire.version, "hash": loaded.hash}


def scorecard_of(version: Version) -> ScorecardDocument:
    """`readiness/scorecard@1`."""
    display = version.questionnaire.questionnaire.scoring.display
    evaluation, key = version.evaluation, key_of(version.questionnaire)
    return scorecard_document(subject_of(version), key, display, evaluation.scorecard, evaluation.blockers)


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


def clearances_of(version: Version) -> ClearancesDocument:
    """`readiness/clearances@1`."""
    return clearances_document(subject_of(version), key_of(version.questionnaire), version.evaluation.clearances)
