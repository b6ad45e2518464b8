"""Find, make and list: the workspace, its agents, and new assessments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from readiness_tui.analysis.evaluating import Evaluation, evaluate
from readiness_tui.model.assessment import Agent, Answer, Assessment, QuestionnaireRef
from readiness_tui.model.faults import UserError
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import check_slug
from readiness_tui.storage.milestones import MilestoneRef, list_milestones, load_milestone
from readiness_tui.storage.questionnaires import LoadedQuestionnaire, find_questionnaire
from readiness_tui.storage.working import Working, load_working
from readiness_tui.storage.workspaces import (
    Workspace,
    agent_slugs,
    find_workspace,
    free_slug,
    init_workspace,
    open_workspace,
)

__all__ = ["AgentRow", "Workspace", "find_workspace", "init_workspace", "new_assessment", "open_workspace", "overview"]


@dataclass(frozen=True, slots=True)
class AgentRow:
    """One agent in the list. Where its file can't be read, `problem` says why and the rest is empty."""

    slug: str
    name: str
    assessment: Assessment | None
    questionnaire: Questionnaire | None
    evaluation: Evaluation | None
    milestones: tuple[MilestoneRef, ...]
    changed_since: bool
    problem: UserError | None = None


def overview(workspace: Workspace, today: date) -> tuple[AgentRow, ...]:
    """Every agent of the workspace, by slug; one that can't be read keeps its row."""
    return tuple(agent_row(workspace, slug, today) for slug in agent_slugs(workspace))


def agent_row(workspace: Workspace, slug: str, today: date) -> AgentRow:
    """One agent: its level, interval, blockers and milestones; never raises."""
    try:
        working = load_working(workspace, slug)
        milestones = list_milestones(workspace, slug)
        questionnaire, assessment = working.questionnaire.questionnaire, working.assessment
        evaluation = evaluate(questionnaire, assessment, today, workspace.settings)
        since = _changed_since(workspace, slug, milestones, assessment)
        return AgentRow(slug, assessment.agent.name, assessment, questionnaire, evaluation, milestones, since)
    except UserError as error:
        return AgentRow(slug, slug, None, None, None, (), False, error)


def _changed_since(
    workspace: Workspace, slug: str, milestones: tuple[MilestoneRef, ...], assessment: Assessment
) -> bool:
    if not milestones:
        return False
    try:
        last = load_milestone(workspace, slug, milestones[-1].name).assessment
    except UserError:
        return False
    answered = {key: answer for key, answer in assessment.answers.items() if not answer.is_empty}
    before = {key: answer for key, answer in last.answers.items() if not answer.is_empty}
    return (answered, assessment.tasks, assessment.profile) != (before, last.tasks, last.profile)


def new_assessment(
    workspace: Workspace,
    name: str,
    *,
    questionnaire_id: str | None = None,
    slug: str | None = None,
    carry_from: str | None = None,
    summary: str = "",
    owner: str | None = None,
) -> str:
    """Start an assessment; returns its slug. Raises UserError (unknown questionnaire, slug taken, folder read-only)."""
    from readiness_tui.storage.assessments import create_assessment

    source = load_working(workspace, carry_from) if carry_from else None
    wanted = questionnaire_id or (source.assessment.questionnaire.id if source else None)
    loaded = find_questionnaire(workspace.root, wanted or workspace.settings.default_questionnaire)
    chosen = _checked_slug(slug) if slug else free_slug(workspace, name)
    agent = new_agent(name, chosen, summary, owner)
    assessment = Assessment(agent=agent, questionnaire=questionnaire_ref(loaded))
    if source is not None:
        assessment = _carried_over(assessment, source, loaded.questionnaire)
    create_assessment(workspace, assessment, loaded)
    return chosen


def questionnaire_ref(loaded: LoadedQuestionnaire) -> QuestionnaireRef:
    """The reference that pins an exact questionnaire text."""
    return QuestionnaireRef(id=loaded.questionnaire.id, version=loaded.questionnaire.version, hash=loaded.hash)


def new_agent(name: str, slug: str, summary: str = "", owner: str | None = None) -> Agent:
    """An agent under a name that a person typed. Raises UserError."""
    try:
        return Agent(name=name, slug=slug, summary=summary, owner=owner)
    except ValueError:
        raise UserError(f"'{name[:60]}' can't be a name; write one line of plain text") from None


def _checked_slug(slug: str) -> str:
    try:
        return check_slug(slug)
    except ValueError as error:
        raise UserError(f"'{slug}' can't be a slug: {error}") from None


def _carried_over(assessment: Assessment, source: Working, questionnaire: Questionnaire) -> Assessment:
    """The answers of another agent to the same questions, whatever their ids were there."""
    from readiness_tui.analysis.moving import move

    asked_there = source.questionnaire.questionnaire
    moved = move(source.assessment, asked_there, questionnaire, assessment.questionnaire).assessment
    answers: dict[str, Answer] = {
        key: answer.model_copy(update={"carried_over": True, "waiver": None})
        for key, answer in moved.answers.items()
        if key in questionnaire.question_by_id and answer.is_answered
    }
    return assessment.model_copy(update={"answers": answers, "profile": moved.profile, "tasks": moved.tasks})
