"""What asks for attention: open questions, evidence that expired, what falls due, waivers, blockers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from readiness_tui.model.faults import Fault
from readiness_tui.reports.documents.statuses import DueDate, Standing, Waived
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.attention import due_of
from readiness_tui.use_cases.milestones import demand_agent
from readiness_tui.use_cases.workspaces import AgentRow, agent_row, overview


def standing_of(workspace: Workspace, slug: str | None, as_of: date) -> tuple[Standing, tuple[Fault, ...]]:
    """The status of one agent or of all, and why some can't be read. Raises UserError where there is no such agent."""
    if slug is None:
        rows = overview(workspace, as_of)
    else:
        demand_agent(workspace, slug)
        rows = (agent_row(workspace, slug, as_of),)
    faults = tuple(fault for row in rows if row.problem for fault in row.problem.faults)
    return standing_in(rows, as_of), faults


def standing_in(rows: Sequence[AgentRow], as_of: date) -> Standing:
    """The status of agents that are open."""
    due = [
        DueDate(row.slug, each.question_id, each.words, each.day, each.owner, each.ticket)
        for row in rows
        for each in due_of(row, as_of)
    ]
    return Standing(
        open=tuple(pair for row in rows for pair in _questions(row, "open")),
        expired=tuple(pair for row in rows for pair in _questions(row, "expired")),
        due=tuple(sorted(due, key=lambda each: (each.due, each.agent, each.question))),
        waived=tuple(waived for row in rows for waived in _waived(row, as_of)),
        blockers=tuple(
            (row.slug, each.kind, each.id) for row in rows if row.evaluation for each in row.evaluation.blockers
        ),
    )


def _questions(row: AgentRow, which: str) -> Iterator[tuple[str, str]]:
    scores = row.evaluation.scorecard.by_question.values() if row.evaluation else ()
    for score in scores:
        is_open = score.state == "unanswered" and score.applies != "no"
        if is_open if which == "open" else score.evidence == "expired":
            yield row.slug, score.id


def _waived(row: AgentRow, as_of: date) -> Iterator[Waived]:
    for question_id, answer in row.assessment.answers.items() if row.assessment else ():
        waiver = answer.waiver
        if waiver is not None:
            has_expired = waiver.expires < as_of
            yield Waived(row.slug, question_id, waiver.expires, waiver.approver, waiver.reason, has_expired)
