"""The demo's data files as assessments: each step of an agent's history adds to the one before; days are offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from readiness_tui.model.assessment import Assessment
from readiness_tui.model.values import parse_instant

FORMAT = "readiness/demo@1"
_OFFSET = re.compile(r"day([+-][0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class DemoStep:
    """One state of an agent: a milestone taken then (with who and why), or the working answers (`taken` is None)."""

    assessment: Assessment
    taken: datetime | None
    by: str
    note: str


def demo_steps(tree: Any, questionnaire: Mapping[str, str], today: date) -> Iterator[DemoStep]:
    """The states of one demo agent, oldest first.

    `tree` is a `readiness/demo@1` file: `agent`, and `history`, a list of steps with `day`, `by`, `note`, `profile`,
    `answers` and `tasks`, each merged over the step before; `working: true` marks the last one. Every text `day-12`
    becomes that day counted from `today`. `questionnaire` is the reference that pins the text (id, version, hash).
    """
    state: dict[str, Any] = {"profile": {}, "answers": {}, "tasks": {}}
    for step in _with_days(tree["history"], today):
        by, at = step["by"], f"{step['day']}T{step.get('time', '10:00')}:00Z"
        answers = {key: {"by": by, "at": at, **answer} for key, answer in step.get("answers", {}).items()}
        state = {
            "profile": {**state["profile"], **step.get("profile", {})},
            "answers": _merged(state["answers"], answers),
            "tasks": _merged(state["tasks"], step.get("tasks", {})),
        }
        assessment = Assessment.model_validate(
            {"format": "readiness/assessment@1", "agent": tree["agent"], "questionnaire": dict(questionnaire), **state}
        )
        taken = None if step.get("working") else parse_instant(at)
        yield DemoStep(assessment, taken, by, step.get("note", ""))


def _with_days(value: Any, today: date) -> Any:
    if isinstance(value, dict):
        return {key: _with_days(part, today) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_days(part, today) for part in value]
    offset = _OFFSET.fullmatch(value) if isinstance(value, str) else None
    return (today + timedelta(days=int(offset[1]))).isoformat() if offset else value


_ANSWERS = ("choice", "number", "choices", "not_applicable")


def _merged(before: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    result = dict(before)
    for key, change in changes.items():
        old = dict(before.get(key, {}))
        if any(kind in change for kind in _ANSWERS):
            old = {name: value for name, value in old.items() if name not in _ANSWERS}
        result[key] = {**old, **change}
    return result
