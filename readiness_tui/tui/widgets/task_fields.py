"""What is asked of a task, in the order in which it is asked: factors, flags, evidence; and how each is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from readiness_tui.analysis.judging import atoms
from readiness_tui.model.assessment import Task
from readiness_tui.model.conditions import FactorIs
from readiness_tui.model.matrix import Matrix

Kind = Literal["factor", "flag", "evidence"]
FLAG_WORDS = {"yes": "yes", "no": "no", "unknown": "?"}


@dataclass(frozen=True, slots=True)
class TaskField:
    """One thing asked of a task: its id, short and long name, the question, and the texts of its values.

    `cautious`: what an unknown is taken as; nothing where it is left out then.
    """

    kind: Kind
    id: str
    short: str
    title: str
    ask: str
    texts: tuple[str, ...] = ()
    cautious: str = ""


def task_fields(matrix: Matrix, task: Task) -> tuple[TaskField, ...]:
    """The fields of a task: the core factors first; on the quick basis nothing but what it asks.

    The quick basis asks the core factors, and any other that a core rule looks at: that one counts for the rule alone.
    """
    quick = task.basis == "quick"
    fields = [*_factors(matrix, quick), *_flags(matrix, task, quick)]
    if not quick:
        ask = "What shows that it works?"
        fields.append(TaskField("evidence", "evidence", "Evi", "Evidence", ask, matrix.evidence, "0"))
    return tuple(fields)


def _factors(matrix: Matrix, quick: bool) -> Iterator[TaskField]:
    ruled = {
        atom.factor for rule in matrix.rules if rule.core for atom in atoms(rule.when) if isinstance(atom, FactorIs)
    }
    for factor in sorted(matrix.factors, key=lambda factor: not factor.core):
        if factor.core or not quick or factor.id in ruled:
            short = factor.abbreviation or factor.title[:3]
            cautious = "3" if factor.core or not quick else ""
            yield TaskField("factor", factor.id, short, factor.title, factor.ask, factor.levels, cautious)


def _flags(matrix: Matrix, task: Task, quick: bool) -> Iterator[TaskField]:
    for flag in matrix.flags:
        if (flag.core or not quick) and not _is_settled(task, flag.asked_with):
            title = flag.title or flag.id.replace("_", " ")
            yield TaskField("flag", flag.id, (flag.title or flag.id)[:3], title, flag.ask, (), flag.cautious)


def _is_settled(task: Task, asked_with: str | None) -> bool:
    return asked_with is not None and task.flags.get(asked_with) == "no"


def value_text(field: TaskField, task: Task) -> str:
    """The value of a field as it is shown: `2`, `yes`, `?`."""
    if field.kind == "factor":
        level = task.factors.get(field.id)
        return ("?" if field.cautious else "–") if level is None else str(level)
    if field.kind == "flag":
        return FLAG_WORDS[task.flags.get(field.id, "unknown")]
    return str(task.evidence)
