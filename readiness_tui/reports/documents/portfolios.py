"""`readiness/list@1`: the agents of a workspace or of many, each with level, interval, blockers and milestones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypedDict

from readiness_tui.reports.documents.parts import CoverageCounts, LevelEnds, Number
from readiness_tui.reports.documents.scorecards import BlockerKey


class PastScore(TypedDict):
    """A milestone's score; null where nothing was answered yet."""

    milestone: str
    worst: Number | None
    best: Number | None


class AgentRow(TypedDict):
    """One agent. `stale` are the questions whose evidence expired; `latest` the newest milestone's name; `trend` the
    scores of the newest milestones, oldest first."""

    slug: str
    name: str
    worst: Number | None
    best: Number | None
    level: LevelEnds
    coverage: CoverageCounts | None
    blockers: list[BlockerKey]
    beyond_clearance: list[str]
    milestones: int
    latest: str | None
    stale: list[str]
    changed_since_milestone: bool
    workspace: str
    problem: str | None
    owner: str | None
    target: str | None
    trend: list[PastScore]


class ListDocument(TypedDict):
    """The agents, by slug."""

    format: Literal["readiness/list@1"]
    agent: None
    milestone: None
    as_of: str
    agents: list[AgentRow]


def list_document(rows: Iterable[AgentRow], as_of: str) -> ListDocument:
    """The agents as one JSON object."""
    return {
        "format": "readiness/list@1",
        "agent": None,
        "milestone": None,
        "as_of": as_of,
        "agents": list(rows),
    }
