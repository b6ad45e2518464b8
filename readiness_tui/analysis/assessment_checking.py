"""What in an assessment or a list of tasks leads nowhere: names its questionnaire doesn't have, keys nobody reads."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from readiness_tui.analysis.answering import read
from readiness_tui.analysis.model_fault import ModelFault, Path, repeated_ids, unknown_name
from readiness_tui.model.assessment import Answer, Assessment, Task
from readiness_tui.model.faults import nearest
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.questionnaire import Question, Questionnaire
from readiness_tui.model.task_list import TaskList


def assessment_faults(questionnaire: Questionnaire, assessment: Assessment) -> tuple[ModelFault, ...]:
    """Warnings about an assessment: everything in it is kept, but this has no effect on its results."""
    return tuple(fault._replace(severity="warning") for fault in _assessment_faults(questionnaire, assessment))


def task_list_faults(matrix: Matrix, task_list: TaskList) -> tuple[ModelFault, ...]:
    """Errors (names that the matrix doesn't have, repeated ids) and warnings (unknown keys) in a list of tasks."""
    ids = [(("tasks", place), task.id) for place, task in enumerate(task_list.tasks)]
    faults = list(repeated_ids(ids, "task"))
    for place, task in enumerate(task_list.tasks):
        faults += _task_faults(matrix, ("tasks", place), task)
    return tuple(faults)


def _assessment_faults(questionnaire: Questionnaire, assessment: Assessment) -> Iterator[ModelFault]:
    yield from _unknown_keys(assessment, ())
    yield from _unknown_keys(assessment.agent, ("agent",))
    for name in assessment.profile:
        if questionnaire.fact(name) is None:
            yield unknown_name(("profile", name), "profile fact", name, [f.id for f in questionnaire.profile], "key")
    for question_id, answer in assessment.answers.items():
        path = ("answers", question_id)
        question = questionnaire.question(question_id)
        if question is not None:
            yield from _answer_faults(question, answer, path)
        elif not answer.is_empty:
            remedy = nearest(question_id, questionnaire.question_by_id)
            yield ModelFault(path, f"no question '{question_id}' is asked", remedy, "key", id="no-longer-asked")
    for task_id, task in assessment.tasks.items():
        if questionnaire.matrix is not None:
            yield from _task_faults(questionnaire.matrix, ("tasks", task_id), task)


def _answer_faults(question: Question, answer: Answer, path: Path) -> Iterator[ModelFault]:
    yield from _unknown_keys(answer, path)
    if answer.is_answered and read(question, answer).state == "unanswered":
        known = ", ".join(choice.id for choice in question.choices) or "a number"
        kind = next(k for k in ("choice", "number", "choices", "not_applicable") if getattr(answer, k) is not None)
        message = f"this is no answer to '{question.id}' and counts as unanswered"
        yield ModelFault((*path, kind), message, f"it takes {known}", id="no-answer")


def _task_faults(matrix: Matrix, path: Path, task: Task) -> Iterator[ModelFault]:
    yield from _unknown_keys(task, path)
    rated = [(path, task.factors, task.flags)]
    rated += [((*path, "ratings", place), one.factors, one.flags) for place, one in enumerate(task.ratings)]
    factors, flags = [factor.id for factor in matrix.factors], [flag.id for flag in matrix.flags]
    for where, own_factors, own_flags in rated:
        for name in own_factors.keys() - set(factors):
            yield unknown_name((*where, "factors", name), "factor", name, factors, "key")
        for name in own_flags.keys() - set(flags):
            yield unknown_name((*where, "flags", name), "flag", name, flags, "key")


def _unknown_keys(noun: BaseModel, path: Path) -> Iterator[ModelFault]:
    known = [field.alias or name for name, field in type(noun).model_fields.items()]
    for key in noun.model_extra or {}:
        remedy = nearest(key, known)
        remedy = remedy if remedy.startswith("did") else "it is kept, and has no effect"
        yield ModelFault((*path, key), f"unknown key '{key}'", remedy, "key", "warning", "unknown-key")
