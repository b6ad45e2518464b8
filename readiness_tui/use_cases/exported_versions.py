"""The versions of an agent as an export takes them: the working answers as of a day, milestones as of their own."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from readiness_tui.analysis.evaluating import evaluate
from readiness_tui.analysis.plan import Plan
from readiness_tui.exchange.export_table import WORKING, Evaluated, Exported
from readiness_tui.model.assessment import FORMAT, Assessment, MilestoneStamp
from readiness_tui.model.faults import UserError
from readiness_tui.storage.converting import newer_format
from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.storage.files import bytes_hash, read_bytes
from readiness_tui.storage.milestone_files import MilestoneRef, milestone_paths
from readiness_tui.storage.milestones import list_milestones
from readiness_tui.storage.pinning import pinned_questionnaire
from readiness_tui.storage.questionnaires import LoadedQuestionnaire
from readiness_tui.storage.workspaces import Workspace, assessment_folder
from readiness_tui.use_cases.milestones import Version
from readiness_tui.use_cases.plans import planned_for
from readiness_tui.use_cases.workspaces import AgentRow, agent_row


@dataclass(frozen=True, slots=True)
class ExportedAgent:
    """One agent to be exported. `label` is the workspace's name in the tables, `key` names the agent's partition."""

    workspace: Workspace
    label: str
    slug: str
    key: str


def sources_of(agent: ExportedAgent, as_of: date) -> dict[str, str]:
    """What each version is made from, as a hash: milestones by name, then the working answers. Raises UserError."""
    folder = assessment_folder(agent.workspace, agent.slug)
    sources = {path.stem: _source_hash(path) for path in milestone_paths(folder)}
    working = (_source_hash(folder / "assessment.yaml"), as_of.isoformat(), *sources, *sources.values())
    return {**sources, WORKING: sha256("\n".join(working).encode("utf-8")).hexdigest()}


def _source_hash(path: Path) -> str:
    try:
        return bytes_hash(read_bytes(path))
    except UserError:
        return ""  # its row says why it can't be read


def exported_working(agent: ExportedAgent, as_of: date) -> Exported:
    """The working answers with their plan; where they can't be read, the reason. Raises UserError."""
    row = agent_row(agent.workspace, agent.slug, as_of)
    refs = row.milestones if row.problem is None else list_milestones(agent.workspace, agent.slug)
    return Exported(
        workspace=agent.label,
        slug=agent.slug,
        milestone=None,
        as_of=as_of,
        evaluated=_working(agent, row, as_of),
        problem=_reason(agent, row.problem) if row.problem else "",
        milestones=tuple(ref.name for ref in refs),
        changed_since=row.changed_since,
    )


def _working(agent: ExportedAgent, row: AgentRow, as_of: date) -> Evaluated | None:
    if row.assessment is None or row.questionnaire is None or row.evaluation is None:
        return None
    ref = row.assessment.questionnaire
    loaded = LoadedQuestionnaire(row.questionnaire, "", ref.hash, "", "pinned")
    version = Version(agent.slug, None, row.assessment, loaded, as_of, row.evaluation)
    return Evaluated(row.questionnaire, ref.hash, row.assessment, row.evaluation, _plan(agent, version))


def _plan(agent: ExportedAgent, version: Version) -> Plan | None:
    planned = planned_for(agent.workspace, version)
    return planned.plan if planned else None


def exported_milestone(agent: ExportedAgent, ref: MilestoneRef) -> Exported:
    """A milestone, evaluated with its own questionnaire as of the day it was taken; or why it can't be read."""
    evaluated, problem, stamp = None, _from_root(agent, ref.problem), None
    if not problem:
        try:
            evaluated, stamp = _opened(agent, ref)
        except UserError as error:
            problem = _reason(agent, error)
    return Exported(
        workspace=agent.label,
        slug=agent.slug,
        milestone=ref.name,
        as_of=ref.taken.date(),
        evaluated=evaluated,
        problem=problem,
        stamp=stamp or MilestoneStamp(number=max(1, ref.number), taken=ref.taken, parents=ref.parents, hash=ref.hash),
    )


def _opened(agent: ExportedAgent, ref: MilestoneRef) -> tuple[Evaluated, MilestoneStamp | None]:
    assessment = _frozen(ref)
    folder = assessment_folder(agent.workspace, agent.slug)
    loaded = pinned_questionnaire(agent.workspace.root, folder, assessment.questionnaire)
    questionnaire = loaded.questionnaire
    evaluation = evaluate(questionnaire, assessment, ref.taken.date(), agent.workspace.settings)
    return Evaluated(questionnaire, loaded.hash, assessment, evaluation), assessment.milestone


def _frozen(ref: MilestoneRef) -> Assessment:
    _, readable = newer_format(read_bytes(ref.path), FORMAT)
    return decode_assessment(readable, str(ref.path))


def _reason(agent: ExportedAgent, error: UserError) -> str:
    return _from_root(agent, str(error.faults[0]))


def _from_root(agent: ExportedAgent, text: str) -> str:
    """The text without the folder of this machine, so that an export is the same wherever it is made."""
    return text.replace(f"{agent.workspace.root}{os.sep}", "")
