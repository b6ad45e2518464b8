"""The settings of a workspace and of an agent: from KEY=VALUE words, all checked before any is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from readiness_tui.model.assessment import Agent, Assessment
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.model.workspace import WorkspaceSettings
from readiness_tui.reports.documents.settings import agent_values, workspace_values
from readiness_tui.storage.questionnaires import find_questionnaire
from readiness_tui.storage.workspaces import Workspace, save_settings
from readiness_tui.use_cases.checks import all_questionnaires
from readiness_tui.use_cases.recording import Recorded, record

LIMITS = "limits."


def change_settings(workspace: Workspace, words: Sequence[str]) -> Workspace:
    """Change the workspace's settings; `KEY=` takes one back to its default. Raises UserError with every fault."""
    given = _pairs(words, workspace_values(workspace.settings))
    faults = [*_questionnaire_faults(workspace, given), *_level_faults(workspace, given)]
    tree: dict[str, Any] = {key: text for key, text in given.items() if text and not key.startswith(LIMITS)}
    limits = {key.removeprefix(LIMITS): text for key, text in given.items() if text and key.startswith(LIMITS)}
    try:
        checked = WorkspaceSettings.model_validate({**tree, **({"limits": limits} if limits else {})})
    except ValidationError as error:
        raise UserError(*faults, *_faults(error)) from None
    if faults:
        raise UserError(*faults)
    update = {key: getattr(checked, key) for key in given if not key.startswith(LIMITS)}
    numbers = {key.removeprefix(LIMITS): key for key in given if key.startswith(LIMITS)}
    if numbers:
        new = {name: getattr(checked.limits, name) for name in numbers}
        update["limits"] = workspace.settings.limits.model_copy(update=new)
    return save_settings(workspace, workspace.settings.model_copy(update=update))


def change_agent(workspace: Workspace, slug: str, words: Sequence[str], today: date) -> Recorded:
    """Change an agent's name, summary, owner or target level; `KEY=` takes one back. Raises UserError."""

    def change(working: Any) -> Assessment:
        assessment: Assessment = working.assessment
        given = _pairs(words, agent_values(assessment.agent))
        known = [rung.id for rung in working.questionnaire.questionnaire.rungs]
        level = given.get("target_level")
        if level and level not in known:
            raise UserError(Fault(f"no level '{level}'", nearest(level, known)))
        needed = {"name": assessment.agent.name, "slug": assessment.agent.slug}
        try:
            checked = Agent.model_validate({**needed, **{key: text for key, text in given.items() if text}})
        except ValidationError as error:
            raise UserError(*_faults(error)) from None
        if given.get("name") == "":
            raise UserError(Fault("an agent needs a name", "name=..."))
        update = {key: getattr(checked, key) for key in given}
        return assessment.model_copy(update={"agent": assessment.agent.model_copy(update=update)})

    return record(workspace, slug, today, change)


def _pairs(words: Sequence[str], known: Mapping[str, str | None]) -> dict[str, str]:
    faults, given = [], {}
    for word in words:
        key, equals, text = word.partition("=")
        if key not in known:
            faults.append(Fault(f"no setting '{key}'", nearest(key, known)))
        elif not equals:
            faults.append(Fault(f"no value for '{key}'", f"write {key}=VALUE"))
        elif key in given:
            faults.append(Fault(f"'{key}' is given twice", "give each setting once"))
        else:
            given[key] = text
    if faults:
        raise UserError(*faults)
    return given


def _questionnaire_faults(workspace: Workspace, given: Mapping[str, str]) -> tuple[Fault, ...]:
    wanted = given.get("default_questionnaire")
    if not wanted:
        return ()
    try:
        find_questionnaire(workspace.root, wanted)
    except UserError as error:
        return error.faults
    return ()


def _level_faults(workspace: Workspace, given: Mapping[str, str]) -> tuple[Fault, ...]:
    wanted = given.get("target_level")
    if not wanted:
        return ()
    loaded, _ = all_questionnaires(workspace.root)
    known = {rung.id for each in loaded for rung in each.questionnaire.rungs}
    return () if wanted in known else (Fault(f"no level '{wanted}'", nearest(wanted, known)),)


def _faults(error: ValidationError) -> list[Fault]:
    faults = []
    for found in error.errors(include_url=False):
        key = ".".join(str(part) for part in found["loc"])
        reason = str(found.get("ctx", {}).get("error", found["msg"]))
        faults.append(Fault(f"{key}={str(found['input'])[:60]}: {reason[0].lower()}{reason[1:]}"))
    return faults
