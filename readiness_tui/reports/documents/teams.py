"""`readiness/team@1`: the agents of a workspace with their scorecards and clearances in one object."""

from __future__ import annotations

from typing import Literal, TypedDict

from readiness_tui.reports.documents.clearances import ClearancesDocument
from readiness_tui.reports.documents.portfolios import ListDocument
from readiness_tui.reports.documents.scorecards import ScorecardDocument


class TeamDocument(TypedDict):
    """The list as `readiness list` prints it; of each agent that can be read, what `score` and `clear` print."""

    format: Literal["readiness/team@1"]
    agent: None
    milestone: None
    as_of: str
    workspace: str
    list: ListDocument
    scorecards: list[ScorecardDocument]
    clearances: list[ClearancesDocument]


def team_document(
    workspace: str, listed: ListDocument, scorecards: list[ScorecardDocument], clearances: list[ClearancesDocument]
) -> TeamDocument:
    """All of it as one JSON object."""
    return {
        "format": "readiness/team@1",
        "agent": None,
        "milestone": None,
        "as_of": listed["as_of"],
        "workspace": workspace,
        "list": listed,
        "scorecards": scorecards,
        "clearances": clearances,
    }
