"""Clearance: which mode today's answers permit for each task, and what keeps it from the next."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from readiness_tui.analysis.deciding import Decision
from readiness_tui.analysis.permitting import Permits as Permits
from readiness_tui.analysis.permitting import permits as permits
from readiness_tui.analysis.rating import surely_yes
from readiness_tui.analysis.scoring import Scorecard, Shortfall
from readiness_tui.model.assessment import Assessment, Task
from readiness_tui.model.modes import MODES, RANK, BuiltAs, Intent, Mode, built_rank
from readiness_tui.model.questionnaire import Questionnaire

if TYPE_CHECKING:
    from readiness_tui.analysis.cheapest import Cheapest

Verdict = Literal["go", "go_with_person", "stop"]
_QUICK_LIMIT = RANK["approve_before"]
_ALONE = RANK["automate_sample"]


class ModeShortfall(NamedTuple):
    """What one mode above the cleared one still needs."""

    mode: Mode
    shortfall: Shortfall


class Clearance(NamedTuple):
    """The highest mode that today's answers permit for a task; never above the recommendation.

    `verdict`: stop where the task is built with more autonomy than cleared, or nothing is cleared; go where it may act
    alone; go_with_person else. `next_mode` is the mode above `cleared`, None at the recommendation. `cheapest` is
    searched for when it is asked for, from `permits`, which make no clearance another one.
    """

    task: str
    name: str
    recommended: Mode
    intended: Intent
    built: BuiltAs
    built_rank: int
    cleared: Mode
    verdict: Verdict
    beyond_clearance: bool
    next_mode: Mode | None
    shortfalls: tuple[ModeShortfall, ...]
    permits: Permits | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Clearance) and self[:-1] == other[:-1]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:-1])

    @property
    def cheapest(self) -> "Cheapest | None":
        """The least effort that clears the next mode; None where there is none, or where it can't be said exactly."""
        if self.permits is None or self.next_mode is None:
            return None
        from readiness_tui.analysis.cheapest import cheapest_for

        return cheapest_for(self.permits, self.next_mode, tuple(short.shortfall for short in self.shortfalls))


def clear(
    questionnaire: Questionnaire, assessment: Assessment, scorecard: Scorecard, task: Task, decision: Decision
) -> Clearance:
    """What a task may do today: min(interim mode, highest mode whose needs and those of all lower modes hold)."""
    return cleared(permits(questionnaire, assessment, scorecard), task, decision)


def cleared(permitted: Permits, task: Task, decision: Decision) -> Clearance:
    """The same with what the answers permit worked out before: the quick form for many tasks of one assessment."""
    limit, rank = _limit(task, decision), cleared_rank(permitted, task, decision)
    built = built_rank(task.built_as, surely_yes(task, "sample_reviewed"))
    next_mode = MODES[rank + 1] if rank < limit else None
    return Clearance(
        task=decision.id,
        name=task.name,
        recommended=decision.mode,
        intended=task.intent,
        built=task.built_as,
        built_rank=built,
        cleared=MODES[rank],
        verdict=_verdict(built, rank),
        beyond_clearance=built > rank,
        next_mode=next_mode,
        shortfalls=tuple(_shortfalls(permitted, decision, next_mode)) if next_mode else (),
        permits=permitted,
    )


def cleared_rank(permitted: Permits, task: Task, decision: Decision) -> int:
    """The rank of the cleared mode alone, without a word on what the next one needs."""
    rank = min(_limit(task, decision), permitted.highest_rank(decision.named_reviewer))
    return min(rank, _QUICK_LIMIT) if decision.basis == "quick" else rank


def _limit(task: Task, decision: Decision) -> int:
    """The rank of the interim mode; a mode that a person set by hand may only lower it."""
    interim = RANK[decision.interim]
    return interim if task.override is None else min(interim, RANK[task.override.mode])


def _verdict(built: int, rank: int) -> Verdict:
    if rank == 0 or built > rank:
        return "stop"
    return "go" if rank >= _ALONE else "go_with_person"


def _shortfalls(permitted: Permits, decision: Decision, mode: Mode) -> Iterator[ModeShortfall]:
    for short in permitted.exact_shortfalls(mode):
        yield ModeShortfall(mode, short)
    if permitted.permit(mode).named_reviewer and not decision.named_reviewer:
        yield ModeShortfall(mode, _REVIEWER[mode])
    if decision.basis == "quick" and RANK[mode] > _QUICK_LIMIT:
        yield ModeShortfall(mode, _FULL_BASIS[mode])


def _task_shortfall(mode: Mode, kind: Literal["named_reviewer", "basis"], need: str, text: str) -> Shortfall:
    return Shortfall(level=mode, kind=kind, subject=kind, state="fails", have=None, need=need, questions=(), text=text)


_REVIEWER = {
    mode: _task_shortfall(mode, "named_reviewer", "yes", "Named reviewer: a person with the time and the authority")
    for mode in MODES
}
_FULL_BASIS = {
    mode: _task_shortfall(mode, "basis", "full", "Quick basis: rate the task in full; a first look clears no more")
    for mode in MODES
}
