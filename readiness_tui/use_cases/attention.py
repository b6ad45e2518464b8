"""What needs a person's attention in a workspace: agents in order of urgency, what must stop, what falls due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from readiness_tui.analysis.answering import read
from readiness_tui.model.assessment import Answer
from readiness_tui.model.modes import BUILT_TITLE, MODE_TITLE
from readiness_tui.storage.workspaces import Workspace, agent_slugs
from readiness_tui.use_cases.milestones import open_version
from readiness_tui.use_cases.workspaces import AgentRow

DUE_WITHIN = 14
_MANY = {"acts_alone": "act alone", "acts_after_approval": "act after approval", "suggests": "suggest"}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that falls due: an answer's date with its owner and ticket, or evidence that expires."""

    day: date
    slug: str
    question_id: str
    words: str
    owner: str | None = None
    ticket: str | None = None


def slugs_of(workspace: Workspace) -> tuple[str, ...]:
    """The agents of a workspace, by slug; nothing of them is read."""
    return agent_slugs(workspace)


def by_urgency(rows: Iterable[AgentRow], today: date) -> tuple[AgentRow, ...]:
    """Agents with tasks that must stop first, then by blockers, then by what is due first; unreadable files on top."""
    return tuple(sorted(rows, key=lambda row: _urgency(row, today)))


def _urgency(row: AgentRow, today: date) -> tuple[int, int, date, str]:
    if row.evaluation is None:
        return (-1_000_000, 0, date.max, row.slug)
    first = min((due.day for due in due_of(row, today)), default=date.max)
    return (-len(row.evaluation.beyond_clearance), -len(row.evaluation.blockers), first, row.slug)


def stop_words(row: AgentRow) -> str:
    """`2 tasks act alone, cleared only for approve before`; empty where nothing has to stop."""
    beyond = row.evaluation.beyond_clearance if row.evaluation else ()
    if not beyond:
        return ""
    count = f"{len(beyond)} task{'s' if len(beyond) > 1 else ''}"
    ways = {(clearance.built, clearance.cleared) for clearance in beyond}
    if len(ways) > 1:
        verb = "have" if len(beyond) > 1 else "has"
        return f"{count} {verb} more autonomy than cleared"
    built, cleared = next(iter(ways))
    return f"{count} {_MANY[built] if len(beyond) > 1 else BUILT_TITLE[built]}, cleared only for {MODE_TITLE[cleared]}"


def due_of(row: AgentRow, today: date) -> tuple[Due, ...]:
    """What falls due within 14 days, or is late: dates of answers that are not in place yet, evidence that expires."""
    return tuple(sorted(_due(row, today), key=lambda due: (due.day, due.question_id)))


def _due(row: AgentRow, today: date) -> Iterator[Due]:
    if row.assessment is None or row.questionnaire is None or row.evaluation is None:
        return
    last = today + timedelta(days=DUE_WITHIN)
    scores = row.evaluation.scorecard.by_question
    for question in row.questionnaire.questions:
        answer = row.assessment.answers.get(question.id)
        if answer is None or scores[question.id].applies == "no":
            continue
        value = read(question, answer).value
        is_open = not answer.is_not_applicable and (value is None or value < 1)
        if answer.due is not None and answer.due <= last and is_open:
            yield Due(answer.due, row.slug, question.id, question.label, answer.owner, answer.ticket)
        yield from _expiring(row.slug, question.id, question.label, answer, today, last)


def _expiring(slug: str, question_id: str, label: str, answer: Answer, today: date, last: date) -> Iterator[Due]:
    days = [part.expires for part in answer.evidence if part.expires is not None]
    if days and today <= max(days) <= last:
        yield Due(max(days), slug, question_id, f"{label}: evidence expires", answer.owner, answer.ticket)


def worse_since_last(workspace: Workspace, row: AgentRow, today: date) -> int:
    """How many answers are worth less than in the last milestone. Raises UserError where it can't be read."""
    if not row.milestones or row.assessment is None or row.questionnaire is None:
        return 0
    before = open_version(workspace, f"{row.slug}@{row.milestones[-1].name}", today)
    was = before.evaluation.scorecard.by_question
    now = row.evaluation.scorecard.by_question if row.evaluation else {}
    pairs = ((was[name].value, score.value) for name, score in now.items() if name in was)
    return sum(old is not None and new is not None and new < old for old, new in pairs)


def blocker_words(row: AgentRow) -> str:
    """`2 tasks, 2 gates of limited-production`; `none`."""
    if row.evaluation is None:
        return ""
    kinds = [blocker.kind for blocker in row.evaluation.blockers]
    tasks, gates = kinds.count("task"), kinds.count("gate")
    words = [f"{tasks} task{'s' if tasks > 1 else ''}"] * bool(tasks)
    words += [f"{gates} gate{'s' if gates > 1 else ''} of {row.evaluation.scorecard.target}"] * bool(gates)
    return ", ".join(words) or "none"
