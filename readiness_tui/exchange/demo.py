"""The demo's data files as assessments: each step of an agent's history adds to the one before; days are offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from readiness_tui.model.assessment import Assessment
from readiness_tui.model.values import parse_instant

FORMAT = "readiness/demo@1"
_OFFSET = re.compile(r"day([+-][0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class DemoStep:
    """One state of an agent: a milestone taken then (with who and why), or the working answers (`taken` is None).

    `version` names the earlier version of the questionnaire that it was taken with; None is the shipped one.
    """

    assessment: Assessment
    taken: datetime | None
    by: str
    note: str
    version: str | None


def demo_steps(tree: Any, questionnaire: Mapping[str, str], today: date) -> Iterator[DemoStep]:
    """The states of one demo agent, oldest first.

    `tree` is a `readiness/demo@1` file: `agent`, and `history`, a list of steps with `day`, `by`, `note`, `profile`,
    `answers` and `tasks`, each merged over the step before; `working: true` marks the last one, `version` one of an
    earlier questionnaire (its answers stand under the ids of the shipped one all the same). Every text `day-12` becomes
    that day counted from `today`. `questionnaire` is the reference that pins the shipped text (id, version, hash).
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
        yield DemoStep(assessment, taken, by, step.get("note", ""), step.get("version"))


def earlier_text(text: str, edits: Iterable[Mapping[str, str]]) -> str:
    """An earlier version of a questionnaire's text, from the edits of a demo file.

    Raises ValueError for an edit that doesn't fit exactly one place.
    """
    for edit in edits:
        start, end = _block(text, edit["question"]) if "question" in edit else (0, len(text))
        scope = text[start:end]
        if "replace" in edit and scope.count(edit["replace"]) != 1:
            raise ValueError(f"{scope.count(edit['replace'])} places fit the edit {dict(edit)}")
        scope = scope.replace(edit["replace"], edit["by"] or "") if "replace" in edit else ""
        text = text[:start] + scope + text[end:]
    return text


def _block(text: str, question_id: str) -> tuple[int, int]:
    """Where a question's lines begin and end."""
    found = re.search(rf"^( *)- id: {question_id}\n(?:\1 .*\n|\n)*", text, re.MULTILINE)
    if found is None:
        raise ValueError(f"no question '{question_id}'")
    return found.span()


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
