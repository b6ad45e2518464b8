"""Decide the tasks of a file, without an agent and without a workspace."""

from __future__ import annotations

from dataclasses import dataclass

from readiness_tui.analysis.deciding import decide
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.task_list import TaskList
from readiness_tui.reports.documents.decisions import ExplainedDecision
from readiness_tui.storage.questionnaires import LoadedQuestionnaire
from readiness_tui.storage.task_lists import decode_task_list
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.checks import open_questionnaire
from readiness_tui.use_cases.explaining_decisions import explained_decision


@dataclass(frozen=True, slots=True)
class FileDecisions:
    """The decisions on the tasks of a file, the questionnaire that decided, and warnings about the file."""

    questionnaire: LoadedQuestionnaire
    task_list: TaskList
    decisions: tuple[ExplainedDecision, ...]
    warnings: tuple[Fault, ...]


def decide_file(workspace: Workspace | None, raw: bytes, file: str, questionnaire_id: str | None) -> FileDecisions:
    """Decide the tasks of a file with the matrix of a questionnaire (an id or a file); needs no workspace.

    Raises UserError with every fault of the file.
    """
    wanted = questionnaire_id or (workspace.settings.default_questionnaire if workspace else None)
    loaded = open_questionnaire(workspace.root if workspace else None, wanted or "agent-production-readiness")
    matrix = loaded.questionnaire.matrix
    if matrix is None:
        remedy = "name one that has: --questionnaire agent-production-readiness"
        raise UserError(Fault(f"'{loaded.questionnaire.id}' has no decision matrix", remedy))
    task_list, warnings = decode_task_list(raw, file, matrix)
    decisions = tuple(explained_decision(decide(task.id, task, matrix), task, matrix) for task in task_list.tasks)
    return FileDecisions(loaded, task_list, decisions, warnings)
