"""Lists of tasks in a file of their own."""

from __future__ import annotations

from readiness_tui.analysis.assessment_checking import task_list_faults
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.task_list import TaskList
from readiness_tui.storage.decoding import decode
from readiness_tui.storage.placing import placed
from readiness_tui.storage.yaml_reader import locate
from readiness_tui.storage.yaml_tree import Limits

LIMITS = Limits(size=25_000_000, nodes=1_000_000)
"""A list of some ten thousand tasks is made by a program, and read here alone."""


def decode_task_list(raw: bytes, file: str, matrix: Matrix) -> tuple[TaskList, tuple[Fault, ...]]:
    """The tasks of a file, and warnings about it. Raises UserError with every fault, in order of line."""
    task_list = decode(TaskList, raw, file, LIMITS)
    found = task_list_faults(matrix, task_list)
    if not found:
        return task_list, ()
    faults = placed(found, locate(raw, file, LIMITS), file)
    if any(fault.severity == "error" for fault in faults):
        raise UserError(*faults)
    return task_list, faults
