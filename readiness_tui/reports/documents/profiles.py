"""`readiness/profile@1`: the facts about an agent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.reports.documents.parts import Subject


class FactRow(TypedDict):
    """One fact; `value` is null where it isn't known, `choices` empty where it is no choice."""

    id: str
    title: str
    kind: str
    value: str | None
    choices: list[str]


class ProfileDocument(TypedDict):
    """The facts that the questionnaire asks for, in its order."""

    format: Literal["readiness/profile@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    facts: list[FactRow]


def profile_document(
    subject: Subject, questionnaire: Questionnaire, facts: Mapping[str, str | None]
) -> ProfileDocument:
    """The profile as one JSON object."""
    return {
        "format": "readiness/profile@1",
        "agent": subject.agent,
        "milestone": subject.milestone,
        "as_of": subject.as_of.isoformat(),
        "facts": [
            {
                "id": fact.id,
                "title": fact.label,
                "kind": fact.kind,
                "value": facts.get(fact.id),
                "choices": [choice.id for choice in fact.choices],
            }
            for fact in questionnaire.profile
        ],
    }
