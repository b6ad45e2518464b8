"""What follows from an agent's answers or one of its milestones, ready to be shown, printed or reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from readiness_tui.analysis.comparing import Comparison
from readiness_tui.analysis.deciding import decide
from readiness_tui.analysis.evaluating import evaluate
from readiness_tui.model.assessment import MilestoneStamp
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.questionnaire import Display
from readiness_tui.model.task_list import TaskList
from readiness_tui.reports.documents.decisions import ExplainedDecision
from readiness_tui.reports.documents.histories import Scored, VerificationRow
from readiness_tui.reports.documents.portfolios import Listed
from readiness_tui.reports.request import Audience, LeftOut, ReportRequest
from readiness_tui.storage.milestones import MilestoneRef, list_milestones, load_milestone, verify_milestones
from readiness_tui.storage.questionnaires import LoadedQuestionnaire, find_questionnaire
from readiness_tui.storage.searching import workspace_roots
from readiness_tui.storage.task_lists import decode_task_list
from readiness_tui.storage.workspaces import Workspace, agent_slugs, open_workspace
from readiness_tui.use_cases.documents import explained_decision
from readiness_tui.use_cases.milestones import Version, demand_agent
from readiness_tui.use_cases.workspaces import AgentRow, overview


@dataclass(frozen=True, slots=True)
class FileDecisions:
    """The decisions on the tasks of a file, the questionnaire that decided, and warnings about the file."""

    questionnaire: LoadedQuestionnaire
    task_list: TaskList
    decisions: tuple[ExplainedDecision, ...]
    warnings: tuple[Fault, ...]


def decide_file(workspace: Workspace | None, raw: bytes, file: str, questionnaire_id: str | None) -> FileDecisions:
    """Decide the tasks of a file; needs no workspace. Raises UserError with every fault of the file."""
    wanted = questionnaire_id or (workspace.settings.default_questionnaire if workspace else None)
    loaded = find_questionnaire(workspace.root if workspace else None, wanted or "agent-production-readiness")
    matrix = loaded.questionnaire.matrix
    if matrix is None:
        remedy = "name one that has: --questionnaire agent-production-readiness"
        raise UserError(Fault(f"'{loaded.questionnaire.id}' has no decision matrix", remedy))
    task_list, warnings = decode_task_list(raw, file, matrix)
    decisions = tuple(explained_decision(decide(task.id, task, matrix), task, matrix) for task in task_list.tasks)
    return FileDecisions(loaded, task_list, decisions, warnings)


def listed_agents(workspace: Workspace, as_of: date) -> tuple[Listed, ...]:
    """Every agent of a workspace, by slug; one that can't be read keeps its row."""
    return tuple(_listed(workspace, row) for row in overview(workspace, as_of))


def listed_below(folder: Path, as_of: date) -> tuple[Listed, ...]:
    """Every agent of every workspace in a folder and below it. Raises UserError where there is no workspace."""
    roots = tuple(workspace_roots(folder))
    if not roots:
        raise UserError(Fault(f"no workspace in {folder} or below it", "make one: readiness init"))
    return tuple(agent for root in roots for agent in _listed_in(root, as_of))


def _listed_in(root: Path, as_of: date) -> tuple[Listed, ...]:
    try:
        return listed_agents(open_workspace(root), as_of)
    except UserError as error:
        return (Listed(str(root), root.name, root.name, None, Display(), (), False, str(error.faults[0])),)


def _listed(workspace: Workspace, row: AgentRow) -> Listed:
    return Listed(
        workspace=str(workspace.root),
        slug=row.slug,
        name=row.name,
        evaluation=row.evaluation,
        display=row.questionnaire.scoring.display if row.questionnaire else Display(),
        milestones=tuple(ref.name for ref in row.milestones),
        changed_since=row.changed_since,
        problem=str(row.problem.faults[0]) if row.problem else "",
    )


def scored_history(workspace: Workspace, slug: str, as_of: date | None = None) -> tuple[Scored, ...]:
    """The milestones of an agent, oldest first, each scored with its own questionnaire as of the day it was taken.

    `as_of` overrides the days. One that can't be read has no scorecard. Raises UserError.
    """
    demand_agent(workspace, slug)
    return tuple(_scored(workspace, slug, ref, as_of) for ref in list_milestones(workspace, slug))


def _scored(workspace: Workspace, slug: str, ref: MilestoneRef, as_of: date | None) -> Scored:
    stamp = MilestoneStamp(number=ref.number, taken=ref.taken, by=ref.by, note=ref.note, parents=ref.parents)
    try:
        milestone = load_milestone(workspace, slug, ref.name)
    except UserError:
        return Scored(ref.name, ref.label, stamp, ref.hash, None, Display())
    questionnaire = milestone.questionnaire.questionnaire
    evaluation = evaluate(questionnaire, milestone.assessment, as_of or ref.taken.date(), workspace.settings)
    return Scored(ref.name, ref.label, stamp, ref.hash, evaluation.scorecard, questionnaire.scoring.display)


def verified(workspace: Workspace, slug: str | None) -> list[VerificationRow]:
    """Every milestone of an agent, or of all agents, against its hash and parents. Raises UserError."""
    if slug is not None:
        demand_agent(workspace, slug)
    return [
        {"name": found.name, "ok": found.ok, "problem": found.problem or None, "agent": agent}
        for agent in ([slug] if slug is not None else agent_slugs(workspace))
        for found in verify_milestones(workspace, agent)
    ]


def request_of(
    workspace: Workspace,
    version: Version,
    *,
    comparison: Comparison | None = None,
    compared_with: str = "",
    with_history: bool = False,
    audience: Audience = "full",
    without: frozenset[LeftOut] = frozenset(),
) -> ReportRequest:
    """What a report, or a text for people, is made of."""
    history = scored_history(workspace, version.slug) if with_history else ()
    return ReportRequest(
        slug=version.slug,
        assessment=version.assessment,
        questionnaire=version.questionnaire.questionnaire,
        questionnaire_hash=version.questionnaire.hash,
        evaluation=version.evaluation,
        as_of=version.as_of,
        version=version.label,
        is_draft=version.ref is None,
        comparison=comparison,
        compared_with=compared_with,
        history=tuple((row.label, row.stamp.taken.date(), row.scorecard) for row in history if row.scorecard),
        audience=audience,
        without=without,
        settings=workspace.settings,
    )
