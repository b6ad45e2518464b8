"""Tasks pasted as a table, such as the cells of a spreadsheet: a row a task, its ratings in columns."""

from __future__ import annotations

from dataclasses import replace

from readiness_tui.exchange.csv_tables import Row, csv_rows, separator_of
from readiness_tui.model.assessment import Assessment, Task
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import is_id
from readiness_tui.use_cases.importing import task_columns, task_words
from readiness_tui.use_cases.task_starting import new_task_id
from readiness_tui.use_cases.tasks import with_task

_PLACE = "the paste"
_NAMED_BY = ("task", "name")


def is_table(questionnaire: Questionnaire, text: str) -> bool:
    """Whether the first line names columns: the task or its name, and another one that is known."""
    head = _head(questionnaire, text)
    known = set(task_columns(questionnaire))
    return any(name in head for name in _NAMED_BY) and sum(name in known for name in head) > 1


def tasks_of_table(questionnaire: Questionnaire, assessment: Assessment, text: str, by: str) -> dict[str, Task]:
    """The tasks of a table, by their ids; a task that is there is changed, a new one is unsure and built to suggest
    where the table doesn't say. Columns may go by the short names of the factors; `?` is don't know.

    Raises UserError with every fault, by line.
    """
    separator = separator_of(text)
    head = separator.join(_head(questionnaire, text))
    rows = csv_rows("\n".join([head, *text.split("\n")[1:]]), _PLACE, task_columns(questionnaire))
    tasks: dict[str, Task] = {}
    faults: list[Fault] = []
    for row in rows:
        try:
            task_id, task = _task(questionnaire, assessment, _plain(row), by, frozenset(tasks))
        except UserError as error:
            faults += [fault._replace(file=_PLACE, line=row.line, column=1) for fault in error.faults]
            continue
        if task_id in tasks:
            faults.append(Fault(f"'{task_id}' is there twice", "keep one row", _PLACE, row.line, 1))
        tasks[task_id] = task
    if faults:
        raise UserError(*faults)
    return tasks


def _head(questionnaire: Questionnaire, text: str) -> list[str]:
    """The names of the columns, short ones in full."""
    matrix = questionnaire.matrix
    full = {(factor.abbreviation or factor.id).casefold(): factor.id for factor in (matrix.factors if matrix else ())}
    names = [cell.strip().strip('"').casefold() for cell in text.split("\n", 1)[0].split(separator_of(text))]
    return [full.get(name, name.replace(" ", "_")) for name in names]


def _plain(row: Row) -> Row:
    return replace(row, cells={name: "unknown" if cell == "?" else cell for name, cell in row.cells.items()})


def _task(
    questionnaire: Questionnaire, assessment: Assessment, row: Row, by: str, taken: frozenset[str]
) -> tuple[str, Task]:
    given = row.cells.get("task", "")
    name = row.cells.get("name") or given
    if not name:
        raise UserError(Fault("this row names no task", "fill the column 'task' or 'name'"))
    task_id = given if is_id(given) else new_task_id(assessment, name, taken)
    words = replace(task_words(questionnaire, row), name=row.cells.get("name") or (None if is_id(given) else name))
    if task_id not in assessment.tasks:
        words = replace(words, intent=words.intent or "unsure", built_as=words.built_as or "suggests")
    return task_id, with_task(questionnaire, assessment, task_id, words, by).tasks[task_id]
