"""What moved because answers did, or because time passed: gates, evidence, decisions, clearances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from readiness_tui.analysis.comparison import (
    AnswerChange,
    ClearanceChange,
    DecisionChange,
    ExpiredEvidence,
    GateChange,
)
from readiness_tui.analysis.evaluating import Evaluation
from readiness_tui.analysis.matching import Match
from readiness_tui.analysis.scorecard import GatePasses
from readiness_tui.model.assessment import Answer, Assessment, Evidence
from readiness_tui.model.days import later_day


def gate_changes(before: Evaluation, after: Evaluation, match: Match) -> tuple[GateChange, ...]:
    """The gates that began to pass or to fail; a new gate only where it doesn't pass."""
    return tuple(_gate_changes(before, after, match))


def _gate_changes(before: Evaluation, after: Evaluation, match: Match) -> Iterator[GateChange]:
    past = {(gate.question, gate.level): gate.state for gate in before.scorecard.gates}
    for gate in after.scorecard.gates:
        states = [past.get((source, gate.level)) for source in match.sources[gate.question]]
        known = [state for state in states if state is not None]
        was = next((state for state in known if not _passes(state)), known[0] if known else None)
        passed = True if was is None else _passes(was)
        if _passes(gate.state) != passed:
            title = after.scorecard.question(gate.question).title
            yield GateChange(gate.question, title, gate.level, was, gate.state, _passes(gate.state))


def _passes(state: GatePasses) -> bool:
    return state in ("passed", "waived")


def expired_evidence(
    rows: Iterable[AnswerChange],
    evaluations: tuple[Evaluation, Evaluation],
    assessment: Assessment,
    as_of: date,
    max_age_days: int | None,
) -> tuple[ExpiredEvidence, ...]:
    """The answers whose evidence held before and doesn't any more, with the last day on which it did."""
    past, present = (evaluation.scorecard.by_question for evaluation in evaluations)
    return tuple(
        ExpiredEvidence(row.question, row.title, _held_until(assessment.answer(row.question), as_of, max_age_days))
        for row in rows
        if row.after_state is not None
        and present[row.question].evidence == "expired"
        and any(past[name].evidence == "evidenced" for name in row.previous)
    )


def _held_until(answer: Answer, as_of: date, max_age_days: int | None) -> date | None:
    days = [_last_day(piece, max_age_days) for piece in answer.evidence]
    return max((day for day in days if day is not None and day < as_of), default=None)


def _last_day(evidence: Evidence, max_age_days: int | None) -> date | None:
    days = [evidence.expires] if evidence.expires else []
    if evidence.observed and max_age_days is not None:
        days.append(later_day(evidence.observed, max_age_days))
    return min(days, default=None)


def decision_changes(
    before: Assessment, after: Assessment, past: Evaluation, present: Evaluation
) -> tuple[DecisionChange, ...]:
    """The tasks whose recommended mode moved, in the later side's order, then those that are gone."""
    found = []
    for task, name in _tasks(before, after):
        was, now = past.decision(task), present.decision(task)
        modes = (was.mode if was else None, now.mode if now else None)
        if modes[0] != modes[1]:
            found.append(DecisionChange(task, name, *modes))
    return tuple(found)


def clearance_changes(
    before: Assessment, after: Assessment, past: Evaluation, present: Evaluation
) -> tuple[ClearanceChange, ...]:
    """The tasks whose clearance or verdict moved, in the later side's order, then those that are gone."""
    found = []
    for task, name in _tasks(before, after):
        was, now = past.clearance(task), present.clearance(task)
        modes = (was.cleared if was else None, now.cleared if now else None)
        verdicts = (was.verdict if was else None, now.verdict if now else None)
        if modes[0] != modes[1] or verdicts[0] != verdicts[1]:
            found.append(ClearanceChange(task, name, *modes, *verdicts))
    return tuple(found)


def _tasks(before: Assessment, after: Assessment) -> Iterator[tuple[str, str]]:
    for task, rated in after.tasks.items():
        yield task, rated.name
    for task, rated in before.tasks.items():
        if task not in after.tasks:
            yield task, rated.name
