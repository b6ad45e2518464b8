"""Import answers, tasks and facts from a YAML or CSV file: checked whole before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from readiness_tui.exchange.csv_tables import Row, csv_rows
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import frozen_mapping
from readiness_tui.model.workspace import WorkspaceSettings
from readiness_tui.storage.assessments import Working
from readiness_tui.storage.imports import decode_imported
from readiness_tui.storage.questionnaires import find_questionnaire
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.storage.yaml_text import checked_text
from readiness_tui.use_cases.answers import Extras, with_answers
from readiness_tui.use_cases.recording import Recorded, record
from readiness_tui.use_cases.tasks import TaskWords, with_task
from readiness_tui.use_cases.workspaces import new_agent, new_assessment, questionnaire_ref

_BELONGINGS = ("note", "observed", "expires", "owner", "due", "ticket", "effort", "reason")
ANSWER_COLUMNS = ("question", "answer", "evidence", *_BELONGINGS)
TASK_COLUMNS = ("task", "name", "intent", "built_as", "basis", "evidence", "note")
_MOST_BYTES = 5_000_000


def import_file(workspace: Workspace, slug: str, raw: bytes, file: str, now: datetime, by: str) -> Recorded:
    """Import a file into an agent's working answers. What it names is replaced, all else stays.

    CSV where the name ends so (or in `.tsv`), YAML or JSON else. Raises UserError with every fault of the file.
    """

    def change(working: Working) -> Assessment:
        return imported(working.questionnaire.questionnaire, working.assessment, raw, file, now, by)

    return record(workspace, slug, now.date(), change)


def import_new(
    workspace: Workspace | None, name: str, questionnaire_id: str | None, raw: bytes, file: str, now: datetime, by: str
) -> Callable[[Workspace], str]:
    """Check a file against a new agent's questionnaire; what is returned starts that agent and gives its slug.

    Raises UserError with every fault of the file before a folder is made for it.
    """
    settings = workspace.settings if workspace else WorkspaceSettings()
    loaded = find_questionnaire(
        workspace.root if workspace else None, questionnaire_id or settings.default_questionnaire
    )
    blank = Assessment(agent=new_agent(name, "new"), questionnaire=questionnaire_ref(loaded))
    imported(loaded.questionnaire, blank, raw, file, now, by)
    return lambda place: new_assessment(place, name, questionnaire_id=questionnaire_id)


def imported(
    questionnaire: Questionnaire, assessment: Assessment, raw: bytes, file: str, now: datetime, by: str
) -> Assessment:
    """The assessment with what a file names; nothing is written. Raises UserError with every fault of the file."""
    if file.lower().endswith((".csv", ".tsv")):
        return _with_table(questionnaire, assessment, raw, file, now, by)
    return _with_tree(questionnaire, assessment, raw, file, now, by)


def told_of_import(before: Assessment, after: Assessment) -> str:
    """How much an import changed, in words."""
    counts = (
        (sum(after.answer(name) != before.answer(name) for name in after.answers), "answer"),
        (sum(after.tasks[name] != before.tasks.get(name) for name in after.tasks), "task"),
        (sum(after.profile[name] != before.profile.get(name) for name in after.profile), "fact"),
    )
    words = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count or word != "fact"]
    return f"{' and '.join(words) if len(words) < 3 else ', '.join(words)} changed"


def _with_tree(
    questionnaire: Questionnaire, assessment: Assessment, raw: bytes, file: str, now: datetime, by: str
) -> Assessment:
    imported = decode_imported(raw, file, questionnaire)
    given = {
        key: answer if answer.at else answer.model_copy(update={"by": answer.by or by, "at": now})
        for key, answer in imported.answers.items()
        if not answer.is_empty
    }
    return assessment.model_copy(
        update={
            "answers": frozen_mapping({**assessment.answers, **given}),
            "tasks": frozen_mapping({**assessment.tasks, **imported.tasks}),
            "profile": frozen_mapping({**assessment.profile, **imported.profile}),
        }
    )


def _with_table(
    questionnaire: Questionnaire, assessment: Assessment, raw: bytes, file: str, now: datetime, by: str
) -> Assessment:
    text = checked_text(raw, file, _MOST_BYTES).replace("\r\n", "\n")
    is_tasks = re.match(r"[^\n]*\btask\b", text) is not None
    columns = task_columns(questionnaire) if is_tasks else ANSWER_COLUMNS
    rows = csv_rows(text, file, columns)
    key = "task" if is_tasks else "question"
    nameless = [row.line for row in rows if key not in row.cells]
    faults = [Fault(f"this row names no {key}", f"fill the column '{key}'", file, line, 1) for line in nameless]
    faults += _repeated(rows, key, file)
    for row in rows:
        if key in row.cells:
            take: Callable[[Assessment], Assessment] = (
                _task_taker(questionnaire, row, by) if is_tasks else _answer_taker(questionnaire, row, now, by)
            )
            try:
                assessment = take(assessment)
            except UserError as error:
                faults += [fault._replace(file=file, line=row.line, column=1) for fault in error.faults]
    if faults:
        raise UserError(*sorted(faults, key=lambda fault: fault.line))
    return assessment


def task_columns(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The columns that a table of tasks may have."""
    return (*TASK_COLUMNS, *_rated(questionnaire))


def task_words(questionnaire: Questionnaire, row: Row) -> TaskWords:
    """What a row of a table says of its task."""
    cells = row.cells
    return TaskWords(
        name=cells.get("name"),
        intent=cells.get("intent"),
        built_as=cells.get("built_as"),
        basis=cells.get("basis"),
        evidence_level=cells.get("evidence"),
        note=cells.get("note"),
        ratings=tuple(f"{name}={cells[name]}" for name in _rated(questionnaire) if name in cells),
    )


def _rated(questionnaire: Questionnaire) -> tuple[str, ...]:
    matrix = questionnaire.matrix
    return (*(each.id for each in matrix.factors), *(each.id for each in matrix.flags)) if matrix else ()


def _repeated(rows: tuple[Row, ...], key: str, file: str) -> list[Fault]:
    names = [row.cells.get(key) for row in rows]
    return [
        Fault(f"'{names[place]}' is there twice", "keep one row", file, row.line, 1)
        for place, row in enumerate(rows)
        if names[place] is not None and names[place] in names[:place]
    ]


def _answer_taker(questionnaire: Questionnaire, row: Row, now: datetime, by: str) -> Callable[[Assessment], Assessment]:
    cells = row.cells
    rest = {name: cells.get(name) for name in _BELONGINGS}
    extras = Extras(evidence=(cells["evidence"],) if "evidence" in cells else (), **rest)
    word = f"{cells['question']}={cells['answer']}" if "answer" in cells else cells["question"]
    return lambda assessment: with_answers(questionnaire, assessment, None, [word], extras, now, by)


def _task_taker(questionnaire: Questionnaire, row: Row, by: str) -> Callable[[Assessment], Assessment]:
    words = task_words(questionnaire, row)
    return lambda assessment: with_task(questionnaire, assessment, row.cells["task"], words, by)
