"""New tasks from their names: an id of its own for each, and a list pasted one task a line."""

from __future__ import annotations

import re
import unicodedata

from pydantic import ValidationError

from readiness_tui.model.assessment import Assessment, Task


def new_task_id(assessment: Assessment, name: str, taken: frozenset[str] = frozenset()) -> str:
    """An id for a task of that name which no other task has: `small-refund`, `small-refund-2`."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    stem = "-".join(re.findall("[a-z0-9]+", plain))[:58].strip("-") or "task"
    used = {*assessment.tasks, *taken}
    if stem not in used:
        return stem
    return next(f"{stem}-{number}" for number in range(2, len(used) + 3) if f"{stem}-{number}" not in used)


def pasted_tasks(assessment: Assessment, text: str) -> dict[str, Task]:
    """Tasks from names, one a line or between semicolons: unsure, and built to suggest until a person says otherwise.

    Lines that are empty, or can't be a name, are left out.
    """
    tasks: dict[str, Task] = {}
    for line in re.split(r"[\n;]", text):
        name = " ".join(line.split())
        try:
            task = Task(name=name, intent="unsure", built_as="suggests")
        except ValidationError:
            continue
        tasks[new_task_id(assessment, name, frozenset(tasks))] = task
    return tasks
