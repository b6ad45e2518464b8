"""`readiness/tasks@1`: the tasks of an agent, in the same shape as a file of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NotRequired, TypedDict

from readiness_tui.model.assessment import OneRating, Task
from readiness_tui.model.modes import Basis, BuiltAs, Intent, Mode
from readiness_tui.reports.documents.parts import Subject


class RatingRow(TypedDict):
    """What one rater says."""

    by: str
    factors: dict[str, int | str]
    flags: dict[str, str]
    evidence: NotRequired[int]


class OverrideRow(TypedDict):
    """A mode that a person set by hand."""

    mode: Mode
    reason: str


class TaskRow(TypedDict):
    """One task; what isn't rated is left out, a factor that isn't known is `unknown`."""

    id: str
    name: str
    intent: Intent
    built_as: BuiltAs
    basis: Basis
    factors: dict[str, int | str]
    flags: dict[str, str]
    evidence: int
    ratings: list[RatingRow]
    note: str
    override: NotRequired[OverrideRow]


class TasksDocument(TypedDict):
    """The tasks, in the order in which they were added."""

    format: Literal["readiness/tasks@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    tasks: list[TaskRow]


def tasks_document(subject: Subject, tasks: Mapping[str, Task]) -> TasksDocument:
    """The tasks as one JSON object, which `readiness decide --file` reads."""
    return {
        "format": "readiness/tasks@1",
        "agent": subject.agent,
        "milestone": subject.milestone,
        "as_of": subject.as_of.isoformat(),
        "tasks": [_row(task_id, task) for task_id, task in tasks.items()],
    }


def _row(task_id: str, task: Task) -> TaskRow:
    row: TaskRow = {
        "id": task_id,
        "name": task.name,
        "intent": task.intent,
        "built_as": task.built_as,
        "basis": task.basis,
        "factors": _levels(task.factors),
        "flags": dict(task.flags),
        "evidence": task.evidence,
        "ratings": [_rating(rating) for rating in task.ratings],
        "note": task.note,
    }
    if task.override is not None:
        row["override"] = {"mode": task.override.mode, "reason": task.override.reason}
    return row


def _rating(rating: OneRating) -> RatingRow:
    row: RatingRow = {"by": rating.by, "factors": _levels(rating.factors), "flags": dict(rating.flags)}
    if rating.evidence is not None:
        row["evidence"] = rating.evidence
    return row


def _levels(factors: Mapping[str, int | None]) -> dict[str, int | str]:
    return {name: "unknown" if level is None else level for name, level in factors.items()}
