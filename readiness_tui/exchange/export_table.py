"""What an export is made of: tables with named columns, each column said in words and read from one row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any, Generic, Literal, TypeVar

from readiness_tui.analysis.evaluating import Evaluation
from readiness_tui.analysis.plan import Plan
from readiness_tui.model.assessment import Assessment, MilestoneStamp
from readiness_tui.model.questionnaire import Display, Questionnaire

Kind = Literal["text", "exact", "double", "whole", "truth", "day", "moment"]
Leaves = Literal["people", "notes", "evidence"]
Cell = str | int | float | bool | Fraction | date | datetime | None
Row = TypeVar("Row")

SQL_TYPE: dict[Kind, str] = {
    "text": "STRING",
    "exact": "STRING",
    "double": "DOUBLE",
    "whole": "BIGINT",
    "truth": "BOOLEAN",
    "day": "DATE",
    "moment": "TIMESTAMP",
}
WORKING = "working"


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What was said and what follows from it. `plan` belongs to working answers; None where there is none to make."""

    questionnaire: Questionnaire
    questionnaire_hash: str
    assessment: Assessment
    evaluation: Evaluation
    plan: Plan | None = None

    @property
    def display(self) -> Display:
        """How the questionnaire shows numbers."""
        return self.questionnaire.scoring.display


@dataclass(frozen=True, slots=True)
class Exported:
    """The working answers of an agent (`milestone` is None), or one of its milestones, as of a day.

    Where the file can't be read `evaluated` is None and `problem` says why. `milestones` are the names of all that the
    agent has and `changed_since` says whether the answers differ from the last; both belong to working answers.
    """

    workspace: str
    slug: str
    milestone: str | None
    as_of: date
    evaluated: Evaluated | None
    problem: str = ""
    stamp: MilestoneStamp | None = None
    milestones: tuple[str, ...] = ()
    changed_since: bool = False

    @property
    def agent_id(self) -> str:
        """The key of the agent, the same in every export: `payments/support-agent`."""
        return f"{self.workspace}/{self.slug}"

    @property
    def version_id(self) -> str:
        """The key of the version: `payments/support-agent@0003-2026-11-22-7f3a9c`, or `...@working`."""
        return f"{self.agent_id}@{self.milestone or WORKING}"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column. `leaves` says with which part of `--without` its values become null."""

    name: str
    kind: Kind
    meaning: str
    value: Callable[[Row], Cell]
    leaves: Leaves | None = None


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """One table: what a row is, its key, its columns in order, and the rows of one version."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column[Row], ...]
    rows: Callable[[Exported], Iterable[Row]]

    def cells(self, exported: Exported, without: frozenset[Leaves] = frozenset()) -> Iterator[tuple[Cell, ...]]:
        """The rows of a version. An empty text is null, and so is what is left out."""
        shown = [None if column.leaves in without else column for column in self.columns]
        for row in self.rows(exported):
            yield tuple(None if column is None else _settled(column.kind, column.value(row)) for column in shown)


AnyTable = Table[Any]  # tables of different rows stand in one list


def _settled(kind: Kind, value: Cell) -> Cell:
    """The value as every format takes it: fractions as exact text or as a double, moments in UTC, no empty text."""
    if value is None or value == "":
        return None
    if kind == "exact":
        return str(value)
    if kind == "double" and not isinstance(value, str | date):
        return float(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return value


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """One part of a version, such as a question, with its place among its kind, from 1."""

    of: Exported
    evaluated: Evaluated
    place: int
    one: Row


def parts(exported: Exported, found: Callable[[Evaluated], Iterable[Row]]) -> Iterator[Part[Row]]:
    """The parts of a version in their order; none where it can't be read."""
    evaluated = exported.evaluated
    if evaluated is not None:
        for place, one in enumerate(found(evaluated), 1):
            yield Part(exported, evaluated, place, one)


VERSION_COLUMNS: tuple[Column[Exported], ...] = (
    Column("workspace", "text", "The workspace: its name in readiness.yaml, or its folder.", lambda row: row.workspace),
    Column("slug", "text", "The agent's short name within its workspace.", lambda row: row.slug),
    Column("agent_id", "text", "Key of the agent: `workspace/slug`.", lambda row: row.agent_id),
    Column(
        "version_id", "text", "Key of the version: `agent_id@milestone`, or `@working`.", lambda row: row.version_id
    ),
    Column("milestone", "text", "The milestone's name; null: the working answers.", lambda row: row.milestone),
    Column("as_of", "day", "The day on which it is judged: a milestone's own.", lambda row: row.as_of),
)


def part_columns() -> tuple[Column[Part[Any]], ...]:
    """The columns that every table about parts of a version begins with."""
    return tuple(
        Column(column.name, column.kind, column.meaning, lambda row, read=column.value: read(row.of))  # type: ignore[misc]
        for column in VERSION_COLUMNS
    )


def exact(name: str, meaning: str, value: Callable[[Row], Fraction | None]) -> tuple[Column[Row], ...]:
    """A number twice: as a double to count with, and exact (`41/97`)."""
    return (
        Column(name, "double", meaning, value),
        Column(f"{name}_exact", "exact", f"The same, exact: {_EXAMPLE}.", value),
    )


_EXAMPLE = "`41/97`"


def listed(ids: Iterable[str]) -> str:
    """Ids in one cell, with commas; ids hold none."""
    return ",".join(ids)
