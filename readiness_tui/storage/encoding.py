"""From a stored noun to YAML text: stable order, one anchor line for every question, unknown keys written back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from readiness_tui.analysis.remembering import Memory
from readiness_tui.model.assessment import EMPTY_ANSWER, Answer, Assessment
from readiness_tui.model.values import instant_text, rational_text
from readiness_tui.model.workspace import WorkspaceSettings
from readiness_tui.storage.yaml_reader import Tree
from readiness_tui.storage.yaml_writer import Plain, dump_tree

_BLOCKS = Memory()
"""The lines of the answers that were written last: of a thousand one changes at a time."""


def encode_assessment(assessment: Assessment, question_ids: Iterable[str]) -> str:
    """An assessment or milestone as YAML text (LF). Every id of `question_ids` keeps its own key line, in that order;
    answers that no question asks any more follow, but not their empty lines."""
    tree = noun_tree(assessment, leave_out=("profile", "answers", "tasks"))
    extras = {key: tree.pop(key) for key in list(assessment.model_extra or {})}
    head: dict[str, Tree] = {key: tree[key] for key in ("format", "agent", "questionnaire", "milestone") if key in tree}
    parts = [dump_tree(head), dump_tree({"profile": _plain_mapping(assessment.profile)} if assessment.profile else {})]
    answers = assessment.answers
    keys = tuple(question_ids)
    if answers.keys() - frozenset(keys):
        keys += tuple(key for key, answer in answers.items() if key not in keys and not answer.is_empty)
    given = [answers.get(key, EMPTY_ANSWER) for key in keys]
    parts.append(
        "answers:\n" + "".join(_BLOCKS.each("answers", given, keys, lambda n: _answer_block(keys[n], given[n])))
    )
    if assessment.tasks:
        parts.append(dump_tree({"tasks": {key: noun_tree(task) for key, task in assessment.tasks.items()}}))
    if extras:
        parts.append(dump_tree(extras))
    return "".join(part for part in parts if part.strip() not in ("", "{}"))


def encode_settings(settings: WorkspaceSettings) -> str:
    """The settings of a workspace as YAML text."""
    return dump_tree(noun_tree(settings))


def noun_tree(noun: BaseModel, leave_out: tuple[str, ...] = ()) -> dict[str, Tree]:
    """A noun as a tree of text; fields that hold their default are left out, unknown keys follow."""
    tree: dict[str, Tree] = {}
    for name, field in type(noun).model_fields.items():
        value = getattr(noun, name)
        if name in leave_out or (value == field.get_default(call_default_factory=True) and name != "format"):
            continue
        tree[field.alias or name] = _value_tree(value)
    for key, extra in (noun.model_extra or {}).items():
        tree[key] = extra
    return tree


def _answer_block(question_id: str, answer: Answer) -> str:
    if answer.is_empty:
        return f"  {question_id}:\n"
    _, _, block = dump_tree({"answers": {question_id: noun_tree(answer)}}).partition("\n")
    return block


def _value_tree(value: Any) -> Tree:
    if isinstance(value, BaseModel):
        return noun_tree(value)
    if isinstance(value, Mapping):
        return {key: Plain(part) if part in ("yes", "no") else _value_tree(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_value_tree(part) for part in value]
    return _scalar(value)


def _scalar(value: Any) -> str | None:
    if value is None:
        return Plain("unknown")
    if isinstance(value, bool):
        return Plain("true" if value else "false")
    if isinstance(value, Fraction):
        return Plain(rational_text(value))
    if isinstance(value, int):
        return Plain(str(value))
    if isinstance(value, datetime):
        return Plain(instant_text(value))
    if isinstance(value, date):
        return Plain(value.isoformat())
    return str(value)


def _plain_mapping(profile: Mapping[str, str | None]) -> Tree:
    return {key: None if value is None else Plain(value) for key, value in profile.items()}
