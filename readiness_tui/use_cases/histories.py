"""The milestones of an agent, scored and verified."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readiness_tui.analysis.evaluating import scored
from readiness_tui.model.assessment import MilestoneStamp
from readiness_tui.model.faults import UserError
from readiness_tui.model.questionnaire import Display
from readiness_tui.reports.documents.histories import Scored, VerificationRow
from readiness_tui.storage.milestones import MilestoneRef, list_milestones, read_milestone, verify_milestones
from readiness_tui.storage.workspaces import Workspace, agent_slugs
from readiness_tui.use_cases.milestones import demand_agent


def scored_history(workspace: Workspace, slug: str, as_of: date | None = None) -> tuple[Scored, ...]:
    """The milestones of an agent, oldest first, each scored with its own questionnaire as of the day it was taken.

    `as_of` overrides the days. One that can't be read has no scorecard. Raises UserError.
    """
    demand_agent(workspace, slug)
    return tuple(_scored(workspace, slug, ref, as_of) for ref in list_milestones(workspace, slug))


def _scored(workspace: Workspace, slug: str, ref: MilestoneRef, as_of: date | None) -> Scored:
    stamp = MilestoneStamp(number=ref.number, taken=ref.taken, by=ref.by, note=ref.note, parents=ref.parents)
    try:
        milestone = read_milestone(workspace, slug, ref)
    except UserError:
        return Scored(ref.name, ref.label, stamp, ref.hash, None, Display())
    questionnaire = milestone.questionnaire.questionnaire
    card = scored(questionnaire, milestone.assessment, as_of or ref.taken.date(), workspace.settings)
    return Scored(ref.name, ref.label, stamp, ref.hash, card, questionnaire.scoring.display)


def branch_ends(milestones: Iterable[Scored]) -> tuple[str, ...]:
    """The labels of the milestones that none follows yet: several after a merge of branches, until the next one."""
    rows = tuple(milestones)
    followed = {parent for row in rows for parent in row.stamp.parents}
    return tuple(row.label for row in rows if row.hash not in followed)


def verified(workspace: Workspace, slug: str | None) -> list[VerificationRow]:
    """Every milestone of an agent, or of all agents, against its hash and parents. Raises UserError."""
    if slug is not None:
        demand_agent(workspace, slug)
    return [
        {"name": found.name, "ok": found.ok, "problem": found.problem or None, "agent": agent}
        for agent in ([slug] if slug is not None else agent_slugs(workspace))
        for found in verify_milestones(workspace, agent)
    ]
