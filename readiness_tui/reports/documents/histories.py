"""`readiness/history@1` and `readiness/verification@1`: the milestones of an agent, scored and verified."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypedDict

from readiness_tui.analysis.scoring import Scorecard
from readiness_tui.model.assessment import MilestoneStamp
from readiness_tui.model.questionnaire import Display
from readiness_tui.model.values import instant_text
from readiness_tui.reports.documents.parts import (
    CoverageCounts,
    LevelEnds,
    Number,
    Subject,
    coverage_counts,
    optional_number,
)


class Scored(NamedTuple):
    """A milestone (`label` is `@3`) with its scorecard as of the day it was taken; None where it can't be read."""

    name: str
    label: str
    stamp: MilestoneStamp
    hash: str
    scorecard: Scorecard | None
    display: Display


class SectionEnds(TypedDict):
    """A section's two ends; null where nothing in it applies."""

    id: str
    title: str
    worst: Number | None
    best: Number | None


class MilestoneRow(TypedDict):
    """One milestone. Scores are null where it can't be read."""

    number: int
    name: str
    hash: str
    parents: list[str]
    taken: str
    by: str | None
    note: str
    worst: Number | None
    best: Number | None
    level: LevelEnds
    coverage: CoverageCounts | None
    sections: list[SectionEnds]


class HistoryDocument(TypedDict):
    """The milestones, oldest first. `as_of` is the day of the question; each score is as of its milestone's day."""

    format: Literal["readiness/history@1"]
    agent: str | None
    milestone: None
    as_of: str
    milestones: list[MilestoneRow]


class VerificationRow(TypedDict):
    """Whether a milestone is what was taken."""

    name: str
    ok: bool
    problem: str | None
    agent: str


class VerificationDocument(TypedDict):
    """Every milestone against its hash and its parents. `agent` is null for all agents."""

    format: Literal["readiness/verification@1"]
    agent: str | None
    milestone: None
    as_of: str
    milestones: list[VerificationRow]


def history_document(subject: Subject, milestones: tuple[Scored, ...]) -> HistoryDocument:
    """The milestones as one JSON object."""
    return {
        "format": "readiness/history@1",
        "agent": subject.agent,
        "milestone": None,
        "as_of": subject.as_of.isoformat(),
        "milestones": [_row(scored) for scored in milestones],
    }


def verification_document(subject: Subject, rows: list[VerificationRow]) -> VerificationDocument:
    """The verification as one JSON object."""
    return {
        "format": "readiness/verification@1",
        "agent": subject.agent,
        "milestone": None,
        "as_of": subject.as_of.isoformat(),
        "milestones": rows,
    }


def _row(scored: Scored) -> MilestoneRow:
    card, stamp, display = scored.scorecard, scored.stamp, scored.display
    overall = card.overall if card else None
    return {
        "number": stamp.number,
        "name": scored.name,
        "hash": scored.hash,
        "parents": list(stamp.parents),
        "taken": instant_text(stamp.taken),
        "by": stamp.by,
        "note": stamp.note,
        "worst": optional_number(overall.worst if overall else None, display),
        "best": optional_number(overall.best if overall else None, display),
        "level": {"worst": card.level_worst if card else None, "best": card.level_best if card else None},
        "coverage": coverage_counts(card.coverage) if card else None,
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "worst": optional_number(section.interval.worst if section.interval else None, display),
                "best": optional_number(section.interval.best if section.interval else None, display),
            }
            for section in (card.sections if card else ())
        ],
    }
