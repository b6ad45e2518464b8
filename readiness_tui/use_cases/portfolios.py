"""The agents of a workspace, or of every workspace in a folder and below it, to be listed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.questionnaire import Display
from readiness_tui.reports.documents.portfolios import Listed
from readiness_tui.storage.searching import workspace_roots
from readiness_tui.storage.workspaces import Workspace, open_workspace
from readiness_tui.use_cases.workspaces import AgentRow, overview


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
