"""`readiness/gate@1`: whether the conditions before a deployment are met, each with why, and what is waived."""

from __future__ import annotations

from typing import Literal, TypedDict

from readiness_tui.analysis.gating import ConditionId, GateCheck
from readiness_tui.reports.documents.parts import QuestionnaireKey, Subject


class CauseRow(TypedDict):
    """One thing that keeps a condition from being met."""

    kind: Literal["question", "task", "score"]
    id: str
    text: str


class ConditionRow(TypedDict):
    """One condition; `have` and `need` are short texts, `text` the line of why."""

    id: ConditionId
    met: bool
    have: str
    need: str
    text: str
    causes: list[CauseRow]


class WaivedGateRow(TypedDict):
    """A gate that passes only because its shortfall was accepted until a day."""

    question: str
    level: str
    until: str
    approver: str
    reason: str


class GateDocument(TypedDict):
    """The check of one version of an agent's answers."""

    format: Literal["readiness/gate@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    questionnaire: QuestionnaireKey
    met: bool
    conditions: list[ConditionRow]
    waived: list[WaivedGateRow]


def gate_document(subject: Subject, key: QuestionnaireKey, check: GateCheck, failed_only: bool = False) -> GateDocument:
    """The check as one JSON object; `failed_only` leaves out the conditions that are met."""
    return {
        "format": "readiness/gate@1",
        "agent": subject.agent,
        "milestone": subject.milestone,
        "as_of": subject.as_of.isoformat(),
        "questionnaire": key,
        "met": check.met,
        "conditions": [
            {
                "id": each.id,
                "met": each.met,
                "have": each.have,
                "need": each.need,
                "text": each.text,
                "causes": [{"kind": cause.kind, "id": cause.id, "text": cause.text} for cause in each.causes],
            }
            for each in check.conditions
            if not (failed_only and each.met)
        ],
        "waived": [
            {
                "question": each.question,
                "level": each.level,
                "until": each.until.isoformat(),
                "approver": each.approver,
                "reason": each.reason,
            }
            for each in check.waived
        ],
    }
