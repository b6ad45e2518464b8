"""`readiness/report@1`: everything about one version of an agent's answers in one object."""

from __future__ import annotations

from typing import Literal, TypedDict

from readiness_tui.reports.documents.answers import AgentFacts, AnswerRow
from readiness_tui.reports.documents.clearances import ClearancesDocument
from readiness_tui.reports.documents.comparisons import ComparisonDocument
from readiness_tui.reports.documents.decisions import DecisionsDocument
from readiness_tui.reports.documents.explanations import ExplanationDocument
from readiness_tui.reports.documents.histories import HistoryDocument
from readiness_tui.reports.documents.parts import Subject
from readiness_tui.reports.documents.plans import PlanDocument
from readiness_tui.reports.documents.profiles import ProfileDocument
from readiness_tui.reports.documents.scorecards import ScorecardDocument
from readiness_tui.reports.documents.statuses import StatusDocument
from readiness_tui.reports.documents.tasks import TasksDocument
from readiness_tui.reports.request import LeftOut


class ReportParts(TypedDict):
    """The report's parts, each as its own command prints it.

    `comparison` is null where nothing is compared, `plan` where there is no level to plan for or too much to plan.
    """

    about: AgentFacts
    scorecard: ScorecardDocument
    profile: ProfileDocument
    answers: list[AnswerRow]
    tasks: TasksDocument
    decisions: DecisionsDocument
    clearances: ClearancesDocument
    explanation: ExplanationDocument
    plan: PlanDocument | None
    status: StatusDocument
    comparison: ComparisonDocument | None
    history: HistoryDocument


class ReportDocument(ReportParts):
    """The parts with what they are about, and what was left out of them."""

    format: Literal["readiness/report@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    without: list[LeftOut]


def report_document(subject: Subject, without: frozenset[LeftOut], parts: ReportParts) -> ReportDocument:
    """All of it as one JSON object."""
    return {
        "format": "readiness/report@1",
        "agent": subject.agent,
        "milestone": subject.milestone,
        "as_of": subject.as_of.isoformat(),
        "without": sorted(without),
        **parts,
    }
