"""The tables of an export about tasks: as said, as decided, as cleared; and the actions of the plan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.deciding import Decision
from readiness_tui.analysis.plan import Action
from readiness_tui.exchange.export_table import (
    Cell,
    Column,
    Evaluated,
    Part,
    Table,
    exact,
    listed,
    part_columns,
    parts,
)
from readiness_tui.model.assessment import Task
from readiness_tui.model.modes import RANK


class _Named(NamedTuple):
    """A task with its id."""

    id: str
    task: Task


class _Step(NamedTuple):
    """An action of the plan; `is_later`: the target doesn't need it."""

    action: Action
    is_later: bool

    @property
    def id(self) -> str:
        suffix = f"-{self.action.part}" if self.action.part else ""
        return f"{self.action.kind}/{self.action.id}{suffix}"


def _tasks(evaluated: Evaluated) -> Iterator[_Named]:
    return (_Named(task_id, task) for task_id, task in evaluated.assessment.tasks.items())


def _steps(evaluated: Evaluated) -> Iterator[_Step]:
    plan = evaluated.plan
    if plan is not None:
        yield from (_Step(action, False) for action in plan.actions)
        yield from (_Step(action, True) for action in plan.later)


def _json(mapping: object) -> Cell:
    return json.dumps(mapping, ensure_ascii=False) if mapping else None


TASKS = Table(
    "tasks",
    "One row a task of a version, as the team describes it.",
    ("version_id", "task_id"),
    (
        *part_columns(),
        Column("task_id", "text", "Its id.", lambda row: row.one.id),
        Column("place", "whole", "Its place among the tasks, from 1.", lambda row: row.place),
        Column("name", "text", "Its name.", lambda row: row.one.task.name),
        Column("intent", "text", "augment, replace, unsure.", lambda row: row.one.task.intent),
        Column("built_as", "text", "suggests, acts_after_approval, acts_alone.", lambda row: row.one.task.built_as),
        Column("basis", "text", "full, quick.", lambda row: row.one.task.basis),
        Column("evidence_level", "whole", "-1 to 3.", lambda row: row.one.task.evidence),
        Column(
            "factors", "text", "A JSON object: ratings 0 to 3 by factor.", lambda row: _json(dict(row.one.task.factors))
        ),
        Column(
            "flags", "text", "A JSON object: yes, no, unknown by flag.", lambda row: _json(dict(row.one.task.flags))
        ),
        Column("raters", "whole", "How many rated it besides.", lambda row: len(row.one.task.ratings)),
        Column("note", "text", "The note.", lambda row: row.one.task.note, "notes"),
        Column("override_mode", "text", "The mode set by hand.", lambda row: _override(row, "mode")),
        Column("override_reason", "text", "Why.", lambda row: _override(row, "reason"), "notes"),
        Column("override_by", "text", "By whom.", lambda row: _override(row, "by"), "people"),
    ),
    lambda exported: parts(exported, _tasks),
)


def _override(row: Part[_Named], part: str) -> Cell:
    found: Cell = getattr(row.one.task.override, part) if row.one.task.override else None
    return found


def _axes(row: Part[Decision]) -> Cell:
    return _json({axis: str(mean) for axis, mean in row.one.axis_means})


def _mismatches(row: Part[Decision]) -> Cell:
    return listed(f"{mismatch.id}:{mismatch.severity}" for mismatch in row.one.mismatches)


DECISIONS = Table(
    "decisions",
    "One row a task of a version: the mode that the matrix recommends.",
    ("version_id", "task_id"),
    (
        *part_columns(),
        Column("task_id", "text", "The task.", lambda row: row.one.id),
        Column("basis", "text", "full, quick.", lambda row: row.one.basis),
        Column("mode", "text", "The mode, every unknown taken cautiously.", lambda row: row.one.mode),
        Column("mode_rank", "whole", "0 not_yet to 4 automate.", lambda row: RANK[row.one.mode]),
        Column("best_mode", "text", "The mode, every unknown taken at its other end.", lambda row: row.one.best_mode),
        Column("interim", "text", "The mode that clearance uses.", lambda row: row.one.interim),
        Column("base_mode", "text", "The mode before hard rules.", lambda row: row.one.base_mode),
        Column("status", "text", "open, unclear, close_call, clear.", lambda row: row.one.status),
        Column(
            "candidates", "text", "The modes of a near cut-off, with commas.", lambda row: listed(row.one.candidates)
        ),
        Column("axes", "text", "A JSON object: each axis' exact mean.", _axes),
        Column(
            "rules",
            "text",
            "The hard rules that apply, with commas.",
            lambda row: listed(cap.rule for cap in row.one.caps),
        ),
        Column("binding_rules", "text", "Those that decided.", lambda row: listed(cap.rule for cap in row.one.binding)),
        Column("assumptions", "whole", "Unknowns taken cautiously.", lambda row: len(row.one.assumptions)),
        Column("unknowns_that_matter", "text", "Those that matter.", lambda row: listed(row.one.unknowns_that_matter)),
        Column(
            "staffed", "truth", "Whether a reviewer is named where the mode needs one.", lambda row: row.one.staffed
        ),
        Column("mismatches", "text", "With commas, as `M1:critical`.", _mismatches),
    ),
    lambda exported: parts(exported, lambda evaluated: evaluated.evaluation.decisions),
)


def _questions(row: Part[Clearance]) -> Cell:
    return listed(dict.fromkeys(name for short in row.one.shortfalls for name in short.shortfall.questions))


CLEARANCES = Table(
    "clearances",
    "One row a task of a version: the mode that the answers permit.",
    ("version_id", "task_id"),
    (
        *part_columns(),
        Column("task_id", "text", "The task.", lambda row: row.one.task),
        Column("recommended", "text", "The recommended mode.", lambda row: row.one.recommended),
        Column("intended", "text", "What the team intends.", lambda row: row.one.intended),
        Column("built", "text", "How it is built.", lambda row: row.one.built),
        Column("built_rank", "whole", "The rank of that, 1 to 4.", lambda row: row.one.built_rank),
        Column("cleared", "text", "The highest mode permitted.", lambda row: row.one.cleared),
        Column("cleared_rank", "whole", "0 not_yet to 4 automate.", lambda row: RANK[row.one.cleared]),
        Column("verdict", "text", "go, go_with_person, stop.", lambda row: row.one.verdict),
        Column("beyond_clearance", "truth", "Built with more than cleared.", lambda row: row.one.beyond_clearance),
        Column("next_mode", "text", "The mode above; null: none.", lambda row: row.one.next_mode),
        Column("shortfalls", "whole", "What that still needs.", lambda row: len(row.one.shortfalls)),
        Column("shortfall_questions", "text", "The questions, with commas.", _questions),
    ),
    lambda exported: parts(exported, lambda evaluated: evaluated.evaluation.clearances),
)

ACTIONS = Table(
    "actions",
    "One row an action of the plan of the working answers; a milestone has none, since nobody plans the past.",
    ("version_id", "action_id"),
    (
        *part_columns(),
        Column("action_id", "text", "`question/ID`, `task/ID`, `task/ID-reviewer`.", lambda row: row.one.id),
        Column("place", "whole", "Its place in the plan, from 1.", lambda row: row.place),
        Column("is_later", "truth", "Whether the target doesn't need it.", lambda row: row.one.is_later),
        Column("kind", "text", "question, task.", lambda row: row.one.action.kind),
        Column("subject_id", "text", "The question or task.", lambda row: row.one.action.id),
        Column("title", "text", "Its title.", lambda row: row.one.action.title),
        Column("reason", "text", "beyond, gate, gain, change, reviewer.", lambda row: row.one.action.reason),
        Column("answer_before", "text", "What is; null: unanswered.", lambda row: row.one.action.before),
        Column("answer_after", "text", "What it becomes.", lambda row: row.one.action.after),
        *exact("effort_days", "Person-days; null: not known.", lambda row: row.one.action.effort),
        Column("owner", "text", "Who.", lambda row: row.one.action.owner, "people"),
        Column("due", "day", "Until when.", lambda row: row.one.action.due),
        Column("ticket", "text", "The ticket.", lambda row: row.one.action.ticket),
        Column(
            "needs", "text", "The questions that come first, with commas.", lambda row: listed(row.one.action.needs)
        ),
        *exact("gain", "What it adds to the overall worst end.", lambda row: row.one.action.gain),
        *exact("worst_after", "The worst end once it and all before it are done.", lambda row: row.one.action.worst),
        Column("level_after", "text", "The level then.", lambda row: row.one.action.level_after),
        Column("week", "whole", "The week that finishes it; null: not scheduled.", lambda row: row.one.action.week),
        Column("begins", "day", "The first day.", lambda row: row.one.action.begins),
        Column("ends", "day", "The last day.", lambda row: row.one.action.ends),
    ),
    lambda exported: parts(exported, _steps),
)
