"""Assessments with more tasks, longer names and longer notes than any report has room for."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from readiness_tui.analysis.evaluating import evaluate
from readiness_tui.model.assessment import Answer, Assessment, Task
from readiness_tui.reports.request import ReportRequest
from tests.reports.requests import SETTINGS, TASKS, TODAY, assessment, planned, request, shipped

LONG = "Extraordinarily-long-name-without-a-break of something that this agent does for people "


@cache
def crowded(tasks: int, name: str = "Task", **more: Any) -> ReportRequest:
    """A report of an agent with that many tasks, each of which acts alone."""
    return _of(_with_tasks(tasks, name), **more)


@cache
def unready(name: str, tasks: int = 12, **more: Any) -> ReportRequest:
    """A report of an agent of that name, of which nothing is in place, and whose owners have long names."""
    held = _with_tasks(tasks, name)
    absent = {
        question.id: Answer.model_validate(
            {"choice": question.choices[0].id, "owner": name[:60], "due": date(2026, 11, 1)}
        )
        for question in shipped().questions
        if question.kind == "one"
    }
    agent = held.agent.model_copy(update={"name": name, "owner": name[:80], "summary": name * 9})
    return _of(held.model_copy(update={"agent": agent, "answers": absent}), **more)


def _with_tasks(count: int, name: str) -> Assessment:
    one = {**TASKS["sort-mail"], "note": "", "evidence": 0}
    tasks = {
        f"task-{number}": Task.model_validate({**one, "name": f"{name} {number}"}) for number in range(1, count + 1)
    }
    return assessment().model_copy(update={"tasks": tasks})


def _of(held: Assessment, **more: Any) -> ReportRequest:
    evaluation = evaluate(shipped(), held, TODAY, SETTINGS)
    given: dict[str, Any] = {
        "comparison": None,
        "compared_with": "",
        "history": (),
        "planned": planned(shipped(), held),
    }
    return request(assessment=held, evaluation=evaluation, **{**given, **more})
