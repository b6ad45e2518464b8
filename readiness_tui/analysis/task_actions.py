"""What a plan does to a task itself: build it with less, name a reviewer, change what keeps it from a mode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.deciding import decide
from readiness_tui.analysis.goals import Goal, Start, start_of, with_reviewers
from readiness_tui.analysis.plan import Action, Reason
from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import BUILD_IT, BUILT_TITLE, MODE_TITLE, RANK, Mode

if TYPE_CHECKING:  # no task needs a change where none is to be cleared
    from readiness_tui.analysis.counterfactuals import Change

_EVIDENCE_FROM = -1
"""The level of the first text about evidence."""


def readied(before: Start, goal: Goal) -> tuple[Start, tuple[Action, ...]]:
    """The start with what the tasks of a goal need of themselves, and the actions for that.

    That is the smallest change which a team can bring about and which lets the mode be recommended, where there is one;
    and a reviewer.
    """
    actions: list[Action] = []
    assessment, matrix = before.assessment, before.questionnaire.matrix
    wanted: dict[str, Mode] = {}
    for name, mode in goal.clearances:
        wanted[name] = max(wanted.get(name, mode), mode, key=RANK.__getitem__)
    for name, mode in wanted.items():
        task, now = assessment.tasks[name], before.decisions[name].interim
        if matrix is not None and RANK[now] < RANK[mode]:
            changes, changed_task = _least_changes(name, task, matrix, mode)
            why = f"as it is, {MODE_TITLE[now]} is recommended at most"
            actions += [_changed(name, task, matrix, change, why) for change in changes]
            assessment = assessment.with_task(name, changed_task) if changes else assessment
    changed = start_of(before.questionnaire, assessment, before.as_of) if actions else before
    start, reviewed = with_reviewers(changed, goal)
    return start, (*actions, *(_name_reviewer(name, assessment.tasks[name]) for name in reviewed))


def build_down(clearance: Clearance) -> Action:
    """A task that runs with more autonomy than these answers clear: build it with less."""
    built, may = BUILT_TITLE[clearance.built], MODE_TITLE[clearance.cleared]
    return _action(
        "beyond",
        clearance.task,
        clearance.name,
        (clearance.built, clearance.cleared),
        why=f"runs beyond its clearance: {built}, cleared for {may}",
        do=f"{BUILD_IT[clearance.cleared]}.",
    )


def _name_reviewer(task_id: str, task: Task) -> Action:
    why = "its mode needs a person with the time and the authority"
    steps = ("no named reviewer", "named reviewer")
    return _action("reviewer", task_id, task.name, steps, why, "Name a reviewer.")._replace(part="reviewer")


def _least_changes(task_id: str, task: Task, matrix: Matrix, mode: Mode) -> tuple[tuple[Change, ...], Task]:
    """The smallest changes that a team can bring about, one or two, after which a mode is recommended; or none.

    With them the task as it is then.
    """
    from readiness_tui.analysis.counterfactuals import counterfactuals, with_changes

    ways = [way for way in counterfactuals(task_id, task, matrix) if way.is_changeable and RANK[way.to] >= RANK[mode]]
    for way in sorted(ways, key=lambda one: (one.size, len(one.changes), RANK[one.to])):
        changed = with_changes(task, way.changes)
        if RANK[decide(task_id, changed, matrix).interim] >= RANK[mode]:
            return way.changes, changed
    return (), task


def _changed(task_id: str, task: Task, matrix: Matrix, change: Change, why: str) -> Action:
    part = change.what.rpartition(":")[2]
    title, then = next(_words(matrix, change, part), (part, change.after))
    steps = (f"{title}: {change.before}", f"{title}: {change.after}")
    action = _action("change", task_id, task.name, steps, why, f"{title}: {then.rstrip('.')}.")
    return action._replace(part=part.replace("_", "-"))


def _words(matrix: Matrix, change: Change, part: str) -> Iterator[tuple[str, str]]:
    """The title of what is changed, and what it is then."""
    yield from (
        (one.title, one.levels[int(change.after)]) for one in matrix.factors if change.what == f"factor:{one.id}"
    )
    yield from ((one.title or part, change.after) for one in matrix.flags if change.what == f"flag:{one.id}")
    if change.what == "evidence":
        yield "Evidence", matrix.evidence[int(change.after) - _EVIDENCE_FROM]


def _action(reason: Reason, task_id: str, title: str, steps: tuple[str, str], why: str, do: str) -> Action:
    before, after = steps
    return Action(
        kind="task",
        id=task_id,
        title=title,
        before=before,
        after=after,
        reason=reason,
        why=why,
        do=do,
        effort=None,
        owner=None,
        due=None,
        ticket=None,
        needs=(),
        gain=None,
        worst=None,
        level_after=None,
        clears=(),
    )
