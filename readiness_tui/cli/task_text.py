"""Tasks in lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readiness_tui.analysis.evaluating import Evaluation
from readiness_tui.cli.cells import cut, table
from readiness_tui.model.assessment import Task
from readiness_tui.model.modes import BUILT_TITLE, INTENT_TITLE, MODE_TITLE

_GLYPH = {"go": "✓", "go_with_person": "◐", "stop": "✗"}


def task_lines(tasks: Mapping[str, Task], evaluation: Evaluation) -> Iterator[str]:
    """A row for each task: what is intended, built, recommended and cleared."""
    rows = []
    for task_id, task in tasks.items():
        clearance = evaluation.clearance(task_id)
        rows.append(
            (
                _GLYPH[clearance.verdict] if clearance else "",
                cut(task_id, 24),
                INTENT_TITLE[task.intent],
                BUILT_TITLE[task.built_as],
                MODE_TITLE[clearance.recommended] if clearance else "",
                MODE_TITLE[clearance.cleared] if clearance else "",
            )
        )
    yield from table(("", "Task", "Intent", "Built", "Recommended", "Cleared"), rows, indent="")


def task_sentence(task: Task, evaluation: Evaluation, task_id: str) -> str:
    """What is now recommended and cleared for one task."""
    decision, clearance = evaluation.decision(task_id), evaluation.clearance(task_id)
    if decision is None or clearance is None:
        return task.name
    words = f"{task.name}: recommended {MODE_TITLE[decision.mode]}, cleared for {MODE_TITLE[clearance.cleared]}"
    if clearance.beyond_clearance:
        words += f". ✗ STOP: built as {BUILT_TITLE[task.built_as]}"
    if decision.unknowns_that_matter:
        words += f". Settle first: {decision.unknowns_that_matter[0].partition(':')[2]}"
    return words
