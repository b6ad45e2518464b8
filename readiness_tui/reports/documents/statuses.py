"""`readiness/status@1`: what is open, expired, due and waived, and what blocks, of one agent or of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

from readiness_tui.reports.documents.subject import Subject


@dataclass(frozen=True, slots=True)
class DueDate:
    """A question's date that is near or past, or evidence that expires then."""

    agent: str
    question: str
    text: str
    due: date
    owner: str | None
    ticket: str | None


@dataclass(frozen=True, slots=True)
class Waived:
    """A shortfall that was accepted until a day; `has_expired` once that day is past."""

    agent: str
    question: str
    until: date
    approver: str
    reason: str
    has_expired: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What asks for attention. Open and expired are pairs of agent and question.

    Blockers name a task that runs beyond its clearance, of whichever agent, or else a gate: the tasks come first.
    """

    open: tuple[tuple[str, str], ...]
    expired: tuple[tuple[str, str], ...]
    due: tuple[DueDate, ...]
    waived: tuple[Waived, ...]
    blockers: tuple[tuple[str, Literal["gate", "task"], str], ...]


class QuestionRow(TypedDict):
    """A question of an agent."""

    agent: str
    question: str


class DueRow(QuestionRow):
    """A date that is near, or past."""

    text: str
    due: str
    late: bool
    owner: str | None
    ticket: str | None


class WaivedRow(QuestionRow):
    """A waiver."""

    until: str
    approver: str
    reason: str
    expired: bool


class BlockerRow(TypedDict):
    """An open gate of the target level, or a task that runs beyond its clearance."""

    agent: str
    kind: Literal["gate", "task"]
    id: str


class StatusDocument(TypedDict):
    """What asks for attention. `agent` is null for all agents of the workspace."""

    format: Literal["readiness/status@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    open: list[QuestionRow]
    expired: list[QuestionRow]
    due: list[DueRow]
    waived: list[WaivedRow]
    blockers: list[BlockerRow]


def status_document(subject: Subject, standing: Standing) -> StatusDocument:
    """The status as one JSON object."""
    return {
        "format": "readiness/status@1",
        "agent": subject.agent,
        "milestone": subject.milestone,
        "as_of": subject.as_of.isoformat(),
        "open": [{"agent": agent, "question": question} for agent, question in standing.open],
        "expired": [{"agent": agent, "question": question} for agent, question in standing.expired],
        "due": [
            {
                "agent": each.agent,
                "question": each.question,
                "text": each.text,
                "due": each.due.isoformat(),
                "late": each.due < subject.as_of,
                "owner": each.owner,
                "ticket": each.ticket,
            }
            for each in standing.due
        ],
        "waived": [
            {
                "agent": each.agent,
                "question": each.question,
                "until": each.until.isoformat(),
                "approver": each.approver,
                "reason": each.reason,
                "expired": each.has_expired,
            }
            for each in standing.waived
        ],
        "blockers": [{"agent": agent, "kind": kind, "id": name} for agent, kind, name in standing.blockers],
    }
