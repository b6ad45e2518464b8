"""A filled-in example workspace, generated from data files with dates as offsets from a day; no score is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from readiness_tui.analysis.moving import move
from readiness_tui.exchange.demo import DemoStep, demo_steps, earlier_text
from readiness_tui.model.faults import UserError
from readiness_tui.storage.assessments import Working, create_assessment, save_working
from readiness_tui.storage.files import read_bytes
from readiness_tui.storage.milestones import take_milestone
from readiness_tui.storage.questionnaires import LoadedQuestionnaire, find_questionnaire, parse_questionnaire
from readiness_tui.storage.shipped import shipped_files
from readiness_tui.storage.workspaces import Workspace, init_workspace, save_settings
from readiness_tui.storage.yaml_reader import read_tree
from readiness_tui.use_cases.workspaces import questionnaire_ref


def write_demo(folder: Path, today: date) -> Workspace:
    """Write the demo workspace into an empty or new folder, as of a day. Raises UserError where it isn't empty."""
    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"{folder} is not empty; name a folder that is empty or doesn't exist yet")
    workspace = init_workspace(folder, "Demo: four agents of one team")
    settings = workspace.settings.model_copy(
        update={"target_level": "limited-production", "evidence_max_age_days": 90, "capacity_days_per_week": 5}
    )
    workspace = save_settings(workspace, settings)
    for path in shipped_files("demo", "*.yaml"):
        _write_agent(workspace, read_tree(read_bytes(path), path.name), today)
    return workspace


def _write_agent(workspace: Workspace, tree: Any, today: date) -> None:
    shipped = find_questionnaire(None, tree["questionnaire"])
    versions: dict[str | None, LoadedQuestionnaire] = {None: shipped}
    if "earlier" in tree:
        text = earlier_text(shipped.text, tree["earlier"]["edits"])
        versions[tree["earlier"]["version"]] = parse_questionnaire(text.encode("utf-8"), shipped.file)
    reference = questionnaire_ref(shipped)
    pinned = {"id": reference.id, "version": reference.version, "hash": reference.hash}
    working: Working | None = None
    for step in demo_steps(tree, pinned, today):
        loaded = versions[step.version]
        state = move(step.assessment, shipped.questionnaire, loaded.questionnaire, questionnaire_ref(loaded))
        working = _write_step(workspace, loaded, working, replace(step, assessment=state.assessment))


def _write_step(workspace: Workspace, loaded: LoadedQuestionnaire, working: Working | None, step: DemoStep) -> Working:
    slug = step.assessment.agent.slug
    if working is None:
        working = create_assessment(workspace, step.assessment, loaded)
    else:
        working = save_working(workspace, slug, working, step.assessment, {}, questionnaire=loaded).working
    if step.taken is not None:
        take_milestone(workspace, slug, working, step.taken, step.by, step.note)
    return working
