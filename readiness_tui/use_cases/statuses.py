"""What asks for attention: open questions, evidence that expired, what falls due, waivers, blockers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from readiness_tui.reports.documents.statuses import DueDate, Standing, Waived
from readiness_tui.use_cases.attention import due_of
from readiness_tui.use_cases.workspaces import AgentRow


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
            (row.slug, each.kind, each.id)
            for kind in ("task", "gate")
            for row in rows
            if row.evaluation
            for each in row.evaluation.blockers
            if each.kind == kind
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
