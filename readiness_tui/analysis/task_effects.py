"""What another decision matrix does to tasks that are rated: which decisions and clearances move, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.deciding import Assumption, Decision
from readiness_tui.analysis.evaluating import Evaluation
from readiness_tui.model.assessment import Assessment, OneRating, Task
from readiness_tui.model.matrix import Matrix

Part = Literal["mode", "status", "best_mode", "interim", "why", "staffed", "mismatches", "cleared", "verdict"]
Matrices = tuple[Matrix | None, Matrix | None]


@dataclass(frozen=True, slots=True)
class TaskEffect:
    """One task under two matrices; a side is None where there is no matrix.

    `newly_assumed`: the unknowns that are taken cautiously now and weren't before, as for a factor that is new.
    `no_longer_asked`: what is said of the task and counts nowhere now, as `factor:x`, `flag:y`.
    """

    task: str
    name: str
    before: Decision | None
    after: Decision | None
    clearance_before: Clearance | None
    clearance_after: Clearance | None
    newly_assumed: tuple[Assumption, ...]
    no_longer_asked: tuple[str, ...]

    @property
    def changed(self) -> tuple[Part, ...]:
        """Which parts of the decision and of the clearance differ; `why` is the rule or the axis that decided."""
        past, present = _parts(self.before, self.clearance_before), _parts(self.after, self.clearance_after)
        return tuple(part for part, value in past.items() if present[part] != value)

    @property
    def is_decided_otherwise(self) -> bool:
        """Whether the recommended mode differs."""
        return "mode" in self.changed

    @property
    def is_cleared_otherwise(self) -> bool:
        """Whether the clearance or its verdict differs."""
        return "cleared" in self.changed or "verdict" in self.changed

    @property
    def is_beyond_clearance(self) -> bool:
        """Whether the task would run with more autonomy than it is cleared for."""
        return self.clearance_after is not None and self.clearance_after.beyond_clearance

    @property
    def is_newly_beyond_clearance(self) -> bool:
        """The same, and it doesn't today."""
        return self.is_beyond_clearance and not (self.clearance_before and self.clearance_before.beyond_clearance)


def task_effects(
    assessment: Assessment, matrices: Matrices, before: Evaluation, after: Evaluation
) -> tuple[TaskEffect, ...]:
    """Every task of an assessment under two matrices, in the order of the tasks."""
    return tuple(_effect(task_id, task, matrices, before, after) for task_id, task in assessment.tasks.items())


def gravest_first(effects: tuple[TaskEffect, ...]) -> tuple[TaskEffect, ...]:
    """What begins to run beyond its clearance, what does so already, what is decided otherwise, what else moves."""
    return tuple(sorted(effects, key=_gravity))


def _gravity(effect: TaskEffect) -> tuple[bool, ...]:
    return (
        not effect.is_newly_beyond_clearance,
        not effect.is_beyond_clearance,
        not effect.is_decided_otherwise,
        not effect.is_cleared_otherwise,
        not effect.changed,
    )


def _effect(task_id: str, task: Task, matrices: Matrices, before: Evaluation, after: Evaluation) -> TaskEffect:
    past, present = before.decision(task_id), after.decision(task_id)
    known = {each.what for each in past.assumptions} if past else set()
    asked = set(_asked(matrices[1]))
    return TaskEffect(
        task=task_id,
        name=task.name,
        before=past,
        after=present,
        clearance_before=before.clearance(task_id),
        clearance_after=after.clearance(task_id),
        newly_assumed=tuple(each for each in present.assumptions if each.what not in known) if present else (),
        no_longer_asked=tuple(what for what in _asked(matrices[0]) if what not in asked and what in set(_said(task))),
    )


def _asked(matrix: Matrix | None) -> Iterator[str]:
    if matrix is not None:
        yield from (f"factor:{factor.id}" for factor in matrix.factors)
        yield from (f"flag:{flag.id}" for flag in matrix.flags)


def _said(task: Task) -> Iterator[str]:
    sides: tuple[Task | OneRating, ...] = (task, *task.ratings)
    for side in sides:
        yield from (f"factor:{factor}" for factor, level in side.factors.items() if level is not None)
        yield from (f"flag:{flag}" for flag, answer in side.flags.items() if answer != "unknown")


def _parts(decision: Decision | None, clearance: Clearance | None) -> dict[Part, object]:
    return {
        "mode": decision and decision.mode,
        "status": decision and decision.status,
        "best_mode": decision and decision.best_mode,
        "interim": decision and decision.interim,
        "why": decision and _why(decision),
        "staffed": decision and decision.staffed,
        "mismatches": decision and tuple((found.id, found.severity) for found in decision.mismatches),
        "cleared": clearance and clearance.cleared,
        "verdict": clearance and clearance.verdict,
    }


def _why(decision: Decision) -> tuple[tuple[str, str, Fraction | None], ...]:
    return tuple((reason.kind, reason.id, reason.cutoff) for reason in decision.reasons)
