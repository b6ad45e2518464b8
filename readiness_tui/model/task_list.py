"""Tasks in a file of their own, without an assessment: what `readiness decide --file` reads."""

from typing import Annotated, Literal

from readiness_tui.model.assessment import Task
from readiness_tui.model.values import Id, Keeping, none_as

FORMAT = "readiness/tasks@1"


class ListedTask(Task):
    """A task with its id."""

    id: Id


class TaskList(Keeping):
    """Tasks in the order of the file."""

    format: Literal["readiness/tasks@1"]
    tasks: Annotated[tuple[ListedTask, ...], none_as(tuple)]
