"""`readiness/list@1`: the agents of a workspace, each with level, interval, blockers and milestones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

from readiness_tui.analysis.evaluating import Evaluation
from readiness_tui.model.questionnaire import Display
from readiness_tui.reports.documents.parts import CoverageCounts, LevelEnds, Number, coverage_counts, optional_number
from readiness_tui.reports.documents.scorecards import BlockerKey, blocker_key


@dataclass(frozen=True, slots=True)
class Listed:
    """One agent to be listed. Where its file can't be read, `evaluation` is None and `problem` says why."""

    workspace: str
    slug: str
    name: str
    evaluation: Evaluation | None
    display: Display
    milestones: tuple[str, ...]
    changed_since: bool
    problem: str = ""


class AgentRow(TypedDict):
    """One agent. `stale` are the questions whose evidence expired; `latest` the newest milestone's name."""

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


class ListDocument(TypedDict):
    """The agents, by slug."""

    format: Literal["readiness/list@1"]
    agent: None
    milestone: None
    as_of: str
    agents: list[AgentRow]


def list_document(agents: tuple[Listed, ...], as_of: date) -> ListDocument:
    """The agents as one JSON object."""
    return {
        "format": "readiness/list@1",
        "agent": None,
        "milestone": None,
        "as_of": as_of.isoformat(),
        "agents": [_row(agent) for agent in agents],
    }


def _row(agent: Listed) -> AgentRow:
    evaluation = agent.evaluation
    card = evaluation.scorecard if evaluation else None
    overall = card.overall if card else None
    return {
        "slug": agent.slug,
        "name": agent.name,
        "worst": optional_number(overall.worst if overall else None, agent.display),
        "best": optional_number(overall.best if overall else None, agent.display),
        "level": {"worst": card.level_worst if card else None, "best": card.level_best if card else None},
        "coverage": coverage_counts(card.coverage) if card else None,
        "blockers": [blocker_key(blocker) for blocker in evaluation.blockers] if evaluation else [],
        "beyond_clearance": [clearance.task for clearance in evaluation.beyond_clearance] if evaluation else [],
        "milestones": len(agent.milestones),
        "latest": agent.milestones[-1] if agent.milestones else None,
        "stale": [part.id for part in card.by_question.values() if part.evidence == "expired"] if card else [],
        "changed_since_milestone": agent.changed_since,
        "workspace": agent.workspace,
        "problem": agent.problem or None,
    }
