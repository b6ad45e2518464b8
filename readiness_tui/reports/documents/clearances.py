"""`readiness/clearances@1`: which mode today's answers permit for each task, and what keeps it from the next."""

from __future__ import annotations

from typing import Literal, TypedDict

from readiness_tui.analysis.clearing import Clearance, Verdict
from readiness_tui.model.modes import BuiltAs, Intent, Mode
from readiness_tui.reports.documents.parts import QuestionnaireKey, Subject, days
from readiness_tui.reports.documents.scorecards import requirement


class ModeStop(TypedDict):
    """What a mode above the cleared one still needs."""

    mode: Mode
    requirement: str
    questions: list[str]
    text: str


class CheapestSet(TypedDict):
    """Improvements (question ids) that together clear the task for the next mode.

    `names_reviewer`: a reviewer has to be named for the task as well.
    """

    effort_days: float
    improvements: list[str]
    names_reviewer: bool


class ClearanceRow(TypedDict):
    """The clearance of one task."""

    id: str
    recommended: Mode
    intended: Intent
    built: BuiltAs
    cleared: Mode
    verdict: Verdict
    beyond_clearance: bool
    shortfalls: list[ModeStop]
    cheapest: CheapestSet | None


class ClearancesDocument(TypedDict):
    """The clearances, in the order of the tasks."""

    format: Literal["readiness/clearances@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    questionnaire: QuestionnaireKey
    tasks: list[ClearanceRow]


def clearances_document(
    subject: Subject, questionnaire: QuestionnaireKey, clearances: tuple[Clearance, ...]
) -> ClearancesDocument:
    """The clearances as one JSON object."""
    return {
        "format": "readiness/clearances@1",
        "agent": subject.agent,
        "milestone": subject.milestone,
        "as_of": subject.as_of.isoformat(),
        "questionnaire": questionnaire,
        "tasks": [clearance_row(clearance) for clearance in clearances],
    }


def clearance_row(clearance: Clearance) -> ClearanceRow:
    """One clearance as an object."""
    cheapest = clearance.cheapest
    return {
        "id": clearance.task,
        "recommended": clearance.recommended,
        "intended": clearance.intended,
        "built": clearance.built,
        "cleared": clearance.cleared,
        "verdict": clearance.verdict,
        "beyond_clearance": clearance.beyond_clearance,
        "shortfalls": [
            {
                "mode": part.mode,
                "requirement": requirement(part.shortfall),
                "questions": list(part.shortfall.questions),
                "text": part.shortfall.text,
            }
            for part in clearance.shortfalls
        ],
        "cheapest": {
            "effort_days": days(cheapest.effort_days),
            "improvements": list(cheapest.improvements),
            "names_reviewer": cheapest.names_reviewer,
        }
        if cheapest
        else None,
    }
