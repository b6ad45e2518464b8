"""The team report: every agent of a workspace in one HTML page, Markdown text or JSON object."""

from __future__ import annotations

import json
from datetime import date

from readiness_tui.reports.documents.clearances import clearances_document
from readiness_tui.reports.documents.leaving_out import left_out
from readiness_tui.reports.documents.parts import QuestionnaireKey, Subject
from readiness_tui.reports.documents.portfolios import list_document
from readiness_tui.reports.documents.scorecards import scorecard_document
from readiness_tui.reports.documents.teams import TeamDocument, team_document
from readiness_tui.reports.request import LeftOut, ReportRequest
from readiness_tui.reports.team_request import TeamMember, TeamRequest
from readiness_tui.reports.template_names import TEAM_HTML_TEMPLATE, TEAM_MARKDOWN_TEMPLATE
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.own_templates import chosen_templates, refuse_template, rendered_with
from readiness_tui.use_cases.portfolios import read_rows
from readiness_tui.use_cases.reports import Format
from readiness_tui.use_cases.workspaces import AgentRow, overview


def team_report_text(
    workspace: Workspace,
    wanted: Format,
    as_of: date,
    template: str | None = None,
    without: frozenset[LeftOut] = frozenset(),
) -> str:
    """The report on all agents as text, gravest first. The same input gives the same text. Raises UserError."""
    if wanted == "json":
        refuse_template(template)
        return json.dumps(left_out(team_of(workspace, as_of), without), indent=2, ensure_ascii=False) + "\n"
    from readiness_tui.reports.rendering import plain
    from readiness_tui.reports.team import build_team_report

    name = TEAM_HTML_TEMPLATE if wanted == "html" else TEAM_MARKDOWN_TEMPLATE
    chosen = chosen_templates(workspace.root, name, template)
    return rendered_with(chosen, wanted, plain(build_team_report(team_request(workspace, as_of, without))))


def team_request(workspace: Workspace, as_of: date, without: frozenset[LeftOut] = frozenset()) -> TeamRequest:
    """What the team report is made of."""
    members = tuple(_member(workspace, row, as_of, without) for row in overview(workspace, as_of))
    return TeamRequest(_name(workspace), as_of, members, without)


def _name(workspace: Workspace) -> str:
    return workspace.settings.name or workspace.root.name


def _member(workspace: Workspace, row: AgentRow, as_of: date, without: frozenset[LeftOut]) -> TeamMember:
    last = row.milestones[-1] if row.milestones else None
    return TeamMember(
        slug=row.slug,
        name=row.name,
        report=_request(workspace, row, as_of, without),
        milestone=last.label if last else "",
        taken=last.taken.date() if last else None,
        changed_since=row.changed_since,
        problem=str(row.problem.faults[0]).removeprefix(f"{workspace.root}/") if row.problem else "",
    )


def _request(workspace: Workspace, row: AgentRow, as_of: date, without: frozenset[LeftOut]) -> ReportRequest | None:
    if row.assessment is None or row.questionnaire is None or row.evaluation is None:
        return None
    return ReportRequest(
        slug=row.slug,
        assessment=row.assessment,
        questionnaire=row.questionnaire,
        questionnaire_hash=row.assessment.questionnaire.hash,
        evaluation=row.evaluation,
        as_of=as_of,
        without=without,
        settings=workspace.settings,
    )


def team_of(workspace: Workspace, as_of: date) -> TeamDocument:
    """`readiness/team@1`."""
    scorecards, clearances = [], []
    for row in overview(workspace, as_of):
        if row.assessment is None or row.questionnaire is None or row.evaluation is None:
            continue
        subject, pinned = Subject(row.slug, None, as_of), row.assessment.questionnaire
        key: QuestionnaireKey = {"id": pinned.id, "version": pinned.version, "hash": pinned.hash}
        card, display = row.evaluation.scorecard, row.questionnaire.scoring.display
        scorecards.append(scorecard_document(subject, key, display, card, row.evaluation.blockers))
        clearances.append(clearances_document(subject, key, row.evaluation.clearances))
    day = as_of.isoformat()
    listed = list_document(read_rows(str(workspace.root), day), day)
    return team_document(_name(workspace), listed, scorecards, clearances)
