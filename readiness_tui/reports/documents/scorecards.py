"""`readiness/scorecard@1`: sections, overall, interval, coverage, confidence, level, and what stops the next level."""

from __future__ import annotations

from typing import Literal, TypedDict

from readiness_tui.analysis.evaluating import Blocker
from readiness_tui.analysis.scoring import (
    Applies,
    EvidenceState,
    GatePasses,
    QuestionScore,
    Scorecard,
    SectionScore,
    Shortfall,
)
from readiness_tui.model.questionnaire import Display
from readiness_tui.reports.documents.parts import (
    CoverageCounts,
    Ends,
    LevelEnds,
    Number,
    QuestionnaireKey,
    Subject,
    coverage_counts,
    ends,
    optional_number,
    share,
)


class ConfidenceCounts(TypedDict):
    """How many of the positive answers are backed by evidence; `share` by weight."""

    share: float | None
    evidenced: int
    claimed: int
    expired: int


class GateState(TypedDict):
    """One gate, and whether it passes."""

    question: str
    level: str
    state: GatePasses


class Stop(TypedDict):
    """A requirement of a level that isn't met by what has been shown."""

    level: str
    requirement: str
    have: str | None
    need: str
    questions: list[str]
    state: Literal["fails", "open"]
    text: str


class BlockerKey(TypedDict):
    """An open gate of the target level, or a task that runs beyond its clearance."""

    kind: Literal["gate", "task"]
    id: str


class QuestionRow(TypedDict):
    """One question; `contribution` is what it adds to the worst end of the overall score."""

    id: str
    answer: str | None
    value: str | None
    weight: str
    contribution: str
    applies: Applies
    evidence: EvidenceState


class SectionRow(TypedDict):
    """One section; both ends are null where nothing in it applies."""

    id: str
    title: str
    weight: str
    worst: Number | None
    best: Number | None
    coverage: CoverageCounts
    contribution: str
    sections: list[SectionRow]
    questions: list[QuestionRow]


class ChecklistCounts(TypedDict):
    """The questions tagged `checklist`, counted."""

    done: int
    partial: int
    open: int
    not_applicable: int
    total: int


class ScorecardDocument(TypedDict):
    """The scorecard of an agent's working answers or of a milestone."""

    format: Literal["readiness/scorecard@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    questionnaire: QuestionnaireKey
    overall: Ends | None
    coverage: CoverageCounts
    confidence: ConfidenceCounts
    level: LevelEnds
    target: str | None
    gates: list[GateState]
    stops_next_level: list[Stop]
    blockers: list[BlockerKey]
    sections: list[SectionRow]
    checklist: ChecklistCounts


def scorecard_document(
    subject: Subject,
    questionnaire: QuestionnaireKey,
    display: Display,
    scorecard: Scorecard,
    blockers: tuple[Blocker, ...],
) -> ScorecardDocument:
    """The scorecard as one JSON object."""
    confidence, checklist = scorecard.confidence, scorecard.checklist
    return {
        "format": "readiness/scorecard@1",
        "agent": subject.agent,
        "milestone": subject.milestone,
        "as_of": subject.as_of.isoformat(),
        "questionnaire": questionnaire,
        "overall": ends(scorecard.overall, display),
        "coverage": coverage_counts(scorecard.coverage),
        "confidence": {
            "share": share(confidence.share),
            "evidenced": confidence.evidenced,
            "claimed": confidence.claimed,
            "expired": confidence.expired,
        },
        "level": {"worst": scorecard.level_worst, "best": scorecard.level_best},
        "target": scorecard.target,
        "gates": [{"question": gate.question, "level": gate.level, "state": gate.state} for gate in scorecard.gates],
        "stops_next_level": [stop(shortfall) for shortfall in scorecard.shortfalls],
        "blockers": [blocker_key(blocker) for blocker in blockers],
        "sections": [_section_row(section, display) for section in scorecard.sections],
        "checklist": {
            "done": checklist.done,
            "partial": checklist.partial,
            "open": checklist.open,
            "not_applicable": checklist.not_applicable,
            "total": checklist.total,
        },
    }


def requirement(shortfall: Shortfall) -> str:
    """The requirement as a word for programs: `overall`, `section:edge-cases`, `gate:output-validation`."""
    if shortfall.kind == "overall" or not shortfall.subject:
        return shortfall.kind
    return f"{shortfall.kind}:{shortfall.subject}"


def stop(shortfall: Shortfall) -> Stop:
    """A shortfall as an object."""
    return {
        "level": shortfall.level,
        "requirement": requirement(shortfall),
        "have": shortfall.have,
        "need": shortfall.need,
        "questions": list(shortfall.questions),
        "state": shortfall.state,
        "text": shortfall.text,
    }


def blocker_key(blocker: Blocker) -> BlockerKey:
    """A blocker as an object."""
    return {"kind": blocker.kind, "id": blocker.id}


def _section_row(section: SectionScore, display: Display) -> SectionRow:
    interval = section.interval
    return {
        "id": section.id,
        "title": section.title,
        "weight": str(section.weight),
        "worst": optional_number(interval.worst if interval else None, display),
        "best": optional_number(interval.best if interval else None, display),
        "coverage": coverage_counts(section.coverage),
        "contribution": str(section.contribution),
        "sections": [_section_row(child, display) for child in section.sections],
        "questions": [_question_row(question) for question in section.questions],
    }


def _question_row(question: QuestionScore) -> QuestionRow:
    return {
        "id": question.id,
        "answer": question.answer,
        "value": None if question.value is None else str(question.value),
        "weight": str(question.weight),
        "contribution": str(question.contribution),
        "applies": question.applies,
        "evidence": question.evidence,
    }
