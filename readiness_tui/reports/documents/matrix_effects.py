"""`readiness/matrix-effects@1`, and `effect` in `readiness/decisions@1`: what an edited matrix does to tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, TypedDict

from readiness_tui.analysis.clearing import Clearance, Verdict
from readiness_tui.analysis.deciding import Decision, Status
from readiness_tui.analysis.edit import Edit
from readiness_tui.analysis.task_effects import Part, TaskEffect
from readiness_tui.model.faults import Fault
from readiness_tui.model.modes import Mode
from readiness_tui.reports.documents.findings import FindingRow, findings_document
from readiness_tui.reports.documents.parts import QuestionnaireKey, Subject


class DecidedBy(TypedDict):
    """What decided: a binding cap (`id` is its rule), or an axis with its cut-offs in `text`."""

    kind: Literal["cap", "axis"]
    id: str
    text: str


class DecisionSide(TypedDict):
    """The decision on a task under one matrix. `mismatches` are ids."""

    mode: Mode
    best_mode: Mode
    status: Status
    interim: Mode
    base_mode: Mode
    axes: dict[str, str]
    decided_by: list[DecidedBy]
    staffed: bool
    mismatches: list[str]


class ClearanceSide(TypedDict):
    """The clearance of a task under one matrix. `kept_by`: what keeps it from the next mode."""

    cleared: Mode
    verdict: Verdict
    beyond_clearance: bool
    kept_by: list[str]


class DecisionSides(TypedDict):
    """Before, by the agent's own matrix, and after, by the draft's; null where there is no matrix."""

    before: DecisionSide | None
    after: DecisionSide | None


class ClearanceSides(TypedDict):
    """The same for the clearance."""

    before: ClearanceSide | None
    after: ClearanceSide | None


class NewlyAssumed(TypedDict):
    """An unknown that the draft takes cautiously, and that wasn't asked or not unknown before."""

    what: str
    taken_as: str


class TaskEffectRow(TypedDict):
    """One task under both matrices. `changed` names the parts that differ; `why` is what decided."""

    id: str
    name: str
    changed: list[Part]
    decision: DecisionSides
    clearance: ClearanceSides
    newly_beyond_clearance: bool
    newly_assumed: list[NewlyAssumed]
    no_longer_asked: list[str]


class EffectCounts(TypedDict):
    """How many tasks there are, and how many move."""

    tasks: int
    decided_otherwise: int
    cleared_otherwise: int
    newly_beyond_clearance: int


class MatrixEditRow(TypedDict):
    """One edit of the matrix or of `autonomy`."""

    kind: str
    subject: str
    text: str


class AgentEffectRow(TypedDict):
    """What the draft does to one agent: `before` is the questionnaire that its answers are pinned to."""

    agent: str
    milestone: str | None
    before: QuestionnaireKey
    edits: list[MatrixEditRow]
    counts: EffectCounts
    tasks: list[TaskEffectRow]


class EffectPart(AgentEffectRow):
    """The same, with what the checker finds in the draft's matrix."""

    findings: list[FindingRow]


class Unread(TypedDict):
    """An agent whose file can't be read, and why."""

    agent: str
    problem: str


class MatrixEffectsDocument(TypedDict):
    """What the draft (`questionnaire`) does to every agent that uses it; `others` use another questionnaire."""

    format: Literal["readiness/matrix-effects@1"]
    agent: None
    milestone: None
    as_of: str
    questionnaire: QuestionnaireKey
    agents: list[AgentEffectRow]
    others: list[str]
    unread: list[Unread]
    findings: list[FindingRow]


def matrix_effects_document(
    *,
    questionnaire: QuestionnaireKey,
    as_of: date,
    agents: Sequence[AgentEffectRow],
    others: Sequence[str],
    unread: Iterable[tuple[str, str]],
    findings: Iterable[Fault],
) -> MatrixEffectsDocument:
    """The effect on all agents as one JSON object."""
    return {
        "format": "readiness/matrix-effects@1",
        "agent": None,
        "milestone": None,
        "as_of": as_of.isoformat(),
        "questionnaire": questionnaire,
        "agents": list(agents),
        "others": list(others),
        "unread": [{"agent": slug, "problem": problem} for slug, problem in unread],
        "findings": findings_document(findings, as_of)["findings"],
    }


def effect_part(row: AgentEffectRow, findings: Iterable[Fault], as_of: date) -> EffectPart:
    """The effect on one agent, with the findings."""
    return {**row, "findings": findings_document(findings, as_of)["findings"]}


def agent_effect_row(
    subject: Subject, before: QuestionnaireKey, edits: Iterable[Edit], tasks: Sequence[TaskEffect]
) -> AgentEffectRow:
    """The effect on one agent as an object."""
    return {
        "agent": subject.agent or "",
        "milestone": subject.milestone,
        "before": before,
        "edits": [{"kind": edit.kind, "subject": edit.subject, "text": edit.text} for edit in edits],
        "counts": {
            "tasks": len(tasks),
            "decided_otherwise": sum(task.is_decided_otherwise for task in tasks),
            "cleared_otherwise": sum(task.is_cleared_otherwise for task in tasks),
            "newly_beyond_clearance": sum(task.is_newly_beyond_clearance for task in tasks),
        },
        "tasks": [_task_row(task) for task in tasks],
    }


def _task_row(task: TaskEffect) -> TaskEffectRow:
    return {
        "id": task.task,
        "name": task.name,
        "changed": list(task.changed),
        "decision": {"before": _decision_side(task.before), "after": _decision_side(task.after)},
        "clearance": {
            "before": _clearance_side(task.clearance_before),
            "after": _clearance_side(task.clearance_after),
        },
        "newly_beyond_clearance": task.is_newly_beyond_clearance,
        "newly_assumed": [{"what": each.what, "taken_as": each.taken_as} for each in task.newly_assumed],
        "no_longer_asked": list(task.no_longer_asked),
    }


def _decision_side(decision: Decision | None) -> DecisionSide | None:
    if decision is None:
        return None
    return {
        "mode": decision.mode,
        "best_mode": decision.best_mode,
        "status": decision.status,
        "interim": decision.interim,
        "base_mode": decision.base_mode,
        "axes": {axis: str(mean) for axis, mean in decision.axis_means},
        "decided_by": [{"kind": reason.kind, "id": reason.id, "text": reason.text} for reason in decision.reasons],
        "staffed": decision.staffed,
        "mismatches": [found.id for found in decision.mismatches],
    }


def _clearance_side(clearance: Clearance | None) -> ClearanceSide | None:
    if clearance is None:
        return None
    return {
        "cleared": clearance.cleared,
        "verdict": clearance.verdict,
        "beyond_clearance": clearance.beyond_clearance,
        "kept_by": [part.shortfall.text for part in clearance.shortfalls],
    }
