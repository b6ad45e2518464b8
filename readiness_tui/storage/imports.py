"""Files that are imported into an assessment: read whole, every fault with its place."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel

from readiness_tui.analysis.assessment_checking import assessment_faults, task_list_faults
from readiness_tui.analysis.model_fault import ModelFault
from readiness_tui.model.assessment import Agent, Assessment, QuestionnaireRef, Task
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.imported import Imported
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.task_list import FORMAT, TaskList
from readiness_tui.model.values import frozen_mapping
from readiness_tui.storage.decoding import misfit_faults
from readiness_tui.storage.fitting import Misfit, fit
from readiness_tui.storage.placing import placed
from readiness_tui.storage.task_lists import LIMITS
from readiness_tui.storage.yaml_reader import locate, read_tree
from readiness_tui.storage.yaml_tree import Tree

M = TypeVar("M", bound=BaseModel)
KEYS = ("profile", "answers", "tasks")
_NOBODY = Assessment(
    agent=Agent(name="nobody", slug="nobody"), questionnaire=QuestionnaireRef(id="none", version="0", hash="none")
)


def decode_imported(raw: bytes, file: str, questionnaire: Questionnaire) -> Imported:
    """The answers, tasks and facts of a file: a whole assessment or milestone, a part of one, or a file of tasks.

    Raises UserError with every fault, in order of line: what the questionnaire doesn't know is refused.
    """
    tree = read_tree(raw, file, LIMITS)
    if not isinstance(tree, dict) or not any(key in tree for key in KEYS):
        raise UserError(Fault("there is nothing to import", "write answers:, tasks: or profile:", file, 1, 1))
    part: dict[str, Tree] = {key: tree[key] for key in KEYS if key in tree}
    if isinstance(part.get("tasks"), list):
        return _with_list(part, raw, file, questionnaire)
    imported = _validated(Imported, part, raw, file)
    whole = _NOBODY.model_copy(update=dict(imported))
    _refuse(assessment_faults(questionnaire, whole), raw, file)
    return imported


def _with_list(part: dict[str, Tree], raw: bytes, file: str, questionnaire: Questionnaire) -> Imported:
    task_list = _validated(TaskList, {"format": FORMAT, "tasks": part.pop("tasks")}, raw, file)
    rest = _validated(Imported, part, raw, file)
    found = list(assessment_faults(questionnaire, _NOBODY.model_copy(update=dict(rest))))
    if questionnaire.matrix is not None:
        found += task_list_faults(questionnaire.matrix, task_list)
    _refuse(tuple(found), raw, file)
    tasks = {task.id: Task(**{name: value for name, value in task if name != "id"}) for task in task_list.tasks}
    return rest.model_copy(update={"tasks": frozen_mapping(tasks)})


def _validated(model: type[M], tree: Tree, raw: bytes, file: str) -> M:
    try:
        return fit(model, tree, len(raw))
    except Misfit as misfit:
        raise UserError(*misfit_faults(model, misfit, tree, raw, file, LIMITS)) from None


def _refuse(found: tuple[ModelFault, ...], raw: bytes, file: str) -> None:
    if found:
        raise UserError(*placed(found, locate(raw, file, LIMITS), file))
