"""`readiness/explanation@1`: why a score, a section, a question or a task stands where it does."""

from __future__ import annotations

from typing import Literal, TypedDict

from readiness_tui.analysis.asking import NextQuestion
from readiness_tui.analysis.explaining import Contribution, Explanation, LevelChange
from readiness_tui.model.questionnaire import Display
from readiness_tui.reports.documents.clearances import ClearanceRow
from readiness_tui.reports.documents.decisions import DecisionRow
from readiness_tui.reports.documents.parts import Number, Subject, number, optional_number
from readiness_tui.reports.documents.scorecards import Stop, stop


class PartRow(TypedDict):
    """What one question adds to the worst end, exact and in display units."""

    id: str
    contribution: str
    display: float


AnswerStep = TypedDict("AnswerStep", {"question": str, "from": str | None, "to": str})


class SmallestChange(TypedDict):
    """The fewest answers that would change the level that has been shown."""

    before: str | None
    after: str | None
    changes: list[AnswerStep]
    is_smallest: bool


class AskNext(TypedDict):
    """The open question that narrows the verdict most; rungs and width left for its worst and its best answer."""

    question: str
    levels_left: list[int]
    width_left: list[Number]


class ExplanationDocument(TypedDict):
    """The explanation. `parts` add up to `worst`; `contribution` is what the subject adds to the overall worst end.

    `decision` and `clearance` are null unless the subject is a task.
    """

    format: Literal["readiness/explanation@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    subject: str
    worst: Number | None
    contribution: Number | None
    parts: list[PartRow]
    stops_next_level: list[Stop]
    smallest_change: SmallestChange | None
    ask_next: AskNext | None
    level_is_settled: bool
    decision: DecisionRow | None
    clearance: ClearanceRow | None


def explanation_document(subject: Subject, display: Display, explanation: Explanation) -> ExplanationDocument:
    """The explanation of a score as one JSON object."""
    return {
        "format": "readiness/explanation@1",
        "agent": subject.agent,
        "milestone": subject.milestone,
        "as_of": subject.as_of.isoformat(),
        "subject": explanation.subject,
        "worst": optional_number(explanation.worst, display),
        "contribution": optional_number(explanation.contribution, display),
        "parts": [_part(part, display) for part in explanation.parts],
        "stops_next_level": [stop(shortfall) for shortfall in explanation.stops_next_level],
        "smallest_change": _smallest(explanation.smallest_change) if explanation.smallest_change else None,
        "ask_next": _ask_next(explanation.ask_next, display) if explanation.ask_next else None,
        "level_is_settled": explanation.level_is_settled,
        "decision": None,
        "clearance": None,
    }


def task_explanation_document(
    subject: Subject, task_id: str, decision: DecisionRow, clearance: ClearanceRow, is_settled: bool
) -> ExplanationDocument:
    """The explanation of a task's mode and clearance as one JSON object."""
    return {
        "format": "readiness/explanation@1",
        "agent": subject.agent,
        "milestone": subject.milestone,
        "as_of": subject.as_of.isoformat(),
        "subject": task_id,
        "worst": None,
        "contribution": None,
        "parts": [],
        "stops_next_level": [],
        "smallest_change": None,
        "ask_next": None,
        "level_is_settled": is_settled,
        "decision": decision,
        "clearance": clearance,
    }


def _part(part: Contribution, display: Display) -> PartRow:
    shown = number(part.contribution, display)
    return {"id": part.id, "contribution": shown["exact"], "display": shown["display"]}


def _smallest(change: LevelChange) -> SmallestChange:
    steps: list[AnswerStep] = [
        {"question": step.question, "from": step.before, "to": step.after} for step in change.changes
    ]
    return {"before": change.before, "after": change.after, "changes": steps, "is_smallest": change.is_smallest}


def _ask_next(question: NextQuestion, display: Display) -> AskNext:
    return {
        "question": question.question,
        "levels_left": list(question.levels_left),
        "width_left": [number(width, display) for width in question.width_left],
    }
