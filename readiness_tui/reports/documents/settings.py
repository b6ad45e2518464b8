"""`readiness/settings@1`: the settings of a workspace, or of one agent in it."""

from __future__ import annotations

from typing import Literal, TypedDict

from readiness_tui.model.assessment import Agent
from readiness_tui.model.workspace import WorkspaceSettings
from readiness_tui.reports.documents.parts import Subject


class SettingsDocument(TypedDict):
    """The settings by key; null where a setting isn't set."""

    format: Literal["readiness/settings@1"]
    agent: str | None
    milestone: None
    as_of: str
    workspace: str
    settings: dict[str, str | None]


def settings_document(subject: Subject, root: str, values: dict[str, str | None]) -> SettingsDocument:
    """The settings as one JSON object."""
    return {
        "format": "readiness/settings@1",
        "agent": subject.agent,
        "milestone": None,
        "as_of": subject.as_of.isoformat(),
        "workspace": root,
        "settings": values,
    }


def workspace_values(settings: WorkspaceSettings) -> dict[str, str | None]:
    """The settings of a workspace as texts."""
    return {
        "name": settings.name,
        "default_questionnaire": settings.default_questionnaire,
        "target_level": settings.target_level,
        "evidence_max_age_days": _text(settings.evidence_max_age_days),
        "capacity_days_per_week": _text(settings.capacity_days_per_week),
        "effects": settings.effects,
        "limits.megabytes": str(settings.limits.megabytes),
        "limits.nodes": str(settings.limits.nodes),
    }


def agent_values(agent: Agent) -> dict[str, str | None]:
    """The settings of an agent as texts."""
    return {
        "name": agent.name,
        "summary": agent.summary or None,
        "owner": agent.owner,
        "target_level": agent.target_level,
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
