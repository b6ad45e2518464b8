"""All tables of an export, the fingerprint of their columns, and their description in the documentation."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_tui.exchange.export_answers import ANSWERS, SECTIONS
from readiness_tui.exchange.export_scores import AGENTS, MILESTONES
from readiness_tui.exchange.export_table import SQL_TYPE, AnyTable
from readiness_tui.exchange.export_tasks import ACTIONS, CLEARANCES, DECISIONS, TASKS

TABLES: tuple[AnyTable, ...] = (AGENTS, MILESTONES, SECTIONS, ANSWERS, TASKS, DECISIONS, CLEARANCES, ACTIONS)
"""In the order in which they are described. Whoever writes them writes agents and milestones last."""


def shapes() -> dict[str, dict[str, str]]:
    """The SQL type of every column, by table: what a reader needs to read a text without guessing."""
    return {table.name: {column.name: SQL_TYPE[column.kind] for column in table.columns} for table in TABLES}


def described() -> Iterator[str]:
    """The tables and their columns as lines of Markdown."""
    for table in TABLES:
        yield ""
        yield f"### {table.name}"
        yield ""
        yield f"{table.meaning} Key: {', '.join(f'`{name}`' for name in table.key)}."
        yield ""
        yield "| Column | Type | Meaning |"
        yield "|---|---|---|"
        for column in table.columns:
            left = f" Null with `--without {column.leaves}`." if column.leaves else ""
            yield f"| `{column.name}` | {SQL_TYPE[column.kind]} | {column.meaning}{left} |"
