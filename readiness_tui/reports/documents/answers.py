"""Every answer with its note, evidence, owner and waiver, as the report's JSON holds them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from readiness_tui.model.assessment import Agent, Answer, Assessment, Evidence, Waiver
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import instant_text, rational_text


class AgentFacts(TypedDict):
    """Who the agent is."""

    name: str
    summary: str
    owner: str | None
    target_level: str | None


class EvidenceRow(TypedDict):
    """What backs an answer."""

    text: str
    link: str | None
    observed: str | None
    expires: str | None
    by: str | None


class WaiverRow(TypedDict):
    """A shortfall accepted until the end of a day."""

    reason: str
    approver: str
    expires: str


class AnswerRow(TypedDict):
    """One answer as it was given; of `choice`, `number`, `choices` and `not_applicable` at most one is not null."""

    question: str
    asked: bool
    choice: str | None
    number: str | None
    choices: list[str] | None
    not_applicable: str | None
    note: str
    evidence: list[EvidenceRow]
    owner: str | None
    due: str | None
    ticket: str | None
    effort_days: str | None
    waiver: WaiverRow | None
    by: str | None
    at: str | None
    carried_over: bool


def agent_facts(agent: Agent) -> AgentFacts:
    """Who the agent is."""
    return {"name": agent.name, "summary": agent.summary, "owner": agent.owner, "target_level": agent.target_level}


def answer_rows(questionnaire: Questionnaire, assessment: Assessment) -> list[AnswerRow]:
    """Every question in order, then answers that no question of this questionnaire asks for any more."""
    asked = questionnaire.question_by_id
    left = [name for name, answer in assessment.answers.items() if name not in asked and not answer.is_empty]
    return [_row(name, assessment.answers, name in asked) for name in (*asked, *left)]


def _row(name: str, answers: Mapping[str, Answer], is_asked: bool) -> AnswerRow:
    answer = answers.get(name) or Answer()
    return {
        "question": name,
        "asked": is_asked,
        "choice": answer.choice,
        "number": rational_text(answer.number) if answer.number is not None else None,
        "choices": list(answer.choices) if answer.choices is not None else None,
        "not_applicable": answer.not_applicable,
        "note": answer.note,
        "evidence": [_evidence(piece) for piece in answer.evidence],
        "owner": answer.owner,
        "due": _day(answer.due),
        "ticket": answer.ticket,
        "effort_days": rational_text(answer.effort_days) if answer.effort_days is not None else None,
        "waiver": _waiver(answer.waiver) if answer.waiver else None,
        "by": answer.by,
        "at": instant_text(answer.at) if answer.at else None,
        "carried_over": answer.carried_over,
    }


def _evidence(piece: Evidence) -> EvidenceRow:
    return {
        "text": piece.text,
        "link": piece.link,
        "observed": _day(piece.observed),
        "expires": _day(piece.expires),
        "by": piece.by,
    }


def _waiver(waiver: Waiver) -> WaiverRow:
    return {"reason": waiver.reason, "approver": waiver.approver, "expires": waiver.expires.isoformat()}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
