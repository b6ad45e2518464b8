"""`readiness/report@1`: all that is known of one version of an agent's answers, for other programs."""

from __future__ import annotations

from typing import Any

from readiness_tui.analysis.summarising import summarise
from readiness_tui.analysis.summary import Line
from readiness_tui.reports.documents.answers import agent_facts, answer_rows
from readiness_tui.reports.documents.histories import history_document
from readiness_tui.reports.documents.leaving_out import left_out
from readiness_tui.reports.documents.profiles import profile_document
from readiness_tui.reports.documents.statuses import StatusDocument, status_document
from readiness_tui.reports.documents.tasks import tasks_document
from readiness_tui.reports.documents.whole import ReportParts, report_document
from readiness_tui.reports.request import LeftOut
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.comparisons import Compared, comparison_of
from readiness_tui.use_cases.documents import clearances_of, scorecard_of, subject_of
from readiness_tui.use_cases.explaining_decisions import decisions_of
from readiness_tui.use_cases.explanations import explain_version, explanation_of
from readiness_tui.use_cases.histories import scored_history
from readiness_tui.use_cases.milestones import Version
from readiness_tui.use_cases.plans import plan_of, planned_for
from readiness_tui.use_cases.portfolio_standing import standing_in
from readiness_tui.use_cases.portfolios import Listed


def report_of(
    workspace: Workspace, version: Version, compared: Compared | None, without: frozenset[LeftOut] = frozenset()
) -> dict[str, Any]:
    """`readiness/report@1`, without what is to be left out. The same version gives the same object."""
    subject, questionnaire = subject_of(version), version.questionnaire.questionnaire
    planned = planned_for(workspace, version)
    parts: ReportParts = {
        "about": agent_facts(version.assessment.agent),
        "scorecard": scorecard_of(version),
        "profile": profile_document(subject, questionnaire, version.assessment.profile),
        "answers": answer_rows(questionnaire, version.assessment),
        "tasks": tasks_document(subject, version.assessment.tasks),
        "decisions": decisions_of(version),
        "clearances": clearances_of(version),
        "explanation": explanation_of(version, explain_version(version, None)),
        "plan": plan_of(planned) if planned else None,
        "status": _status(workspace, version),
        "comparison": comparison_of(compared) if compared else None,
        "history": history_document(subject, scored_history(workspace, version.slug)),
    }
    document: dict[str, Any] = left_out(report_document(subject, without, parts), without)
    return document


def _status(workspace: Workspace, version: Version) -> StatusDocument:
    questionnaire, day = version.questionnaire.questionnaire, version.as_of
    summary, attention = summarise(questionnaire, version.assessment, workspace.settings, day)
    listed = Listed(str(workspace.root), version.slug, Line(summary))
    return status_document(subject_of(version), standing_in(((listed, attention),), day))
