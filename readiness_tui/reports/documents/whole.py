"""`readiness/report@1`: everything about one version of an agent's answers in one object."""

from __future__ import annotations

from typing import Literal, TypedDict

from readiness_tui.reports.documents.clearances import ClearancesDocument
from readiness_tui.reports.documents.comparisons import ComparisonDocument
from readiness_tui.reports.documents.decisions import DecisionsDocument
from readiness_tui.reports.documents.histories import HistoryDocument
from readiness_tui.reports.documents.parts import Subject
from readiness_tui.reports.documents.profiles import ProfileDocument
from readiness_tui.reports.documents.scorecards import ScorecardDocument


class ReportDocument(TypedDict):
    """The report's parts, each as its own command prints it; `comparison` is null where nothing is compared."""

    format: Literal["readiness/report@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    scorecard: ScorecardDocument
    profile: ProfileDocument
    decisions: DecisionsDocument
    clearances: ClearancesDocument
    comparison: ComparisonDocument | None
    history: HistoryDocument


def report_document(
    subject: Subject,
    *,
    scorecard: ScorecardDocument,
    profile: ProfileDocument,
    decisions: DecisionsDocument,
    clearances: ClearancesDocument,
    comparison: ComparisonDocument | None,
    history: HistoryDocument,
) -> ReportDocument:
    """All of it as one JSON object."""
    return {
        "format": "readiness/report@1",
        "agent": subject.agent,
        "milestone": subject.milestone,
        "as_of": subject.as_of.isoformat(),
        "scorecard": scorecard,
        "profile": profile,
        "decisions": decisions,
        "clearances": clearances,
        "comparison": comparison,
        "history": history,
    }
