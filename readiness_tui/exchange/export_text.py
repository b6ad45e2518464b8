"""The rows of an export as text: JSON Lines, or CSV in which nothing is taken for a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction

from readiness_tui.exchange.export_table import AnyTable, Cell
from readiness_tui.exchange.plan_csv import safe
from readiness_tui.model.values import instant_text


def jsonl(table: AnyTable, rows: Iterable[tuple[Cell, ...]]) -> bytes:
    """One object a line, every column in each, null where nothing is known."""
    names = [column.name for column in table.columns]
    lines = (json.dumps(_object(names, row), ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    return "".join(lines).encode("utf-8")


def _object(names: list[str], row: tuple[Cell, ...]) -> dict[str, str | int | float | bool | None]:
    return {name: _plain(cell) for name, cell in zip(names, row, strict=True)}


def csv_text(table: AnyTable, rows: Iterable[tuple[Cell, ...]]) -> bytes:
    """A head of column names, then the rows; an empty cell is null.

    A text that a spreadsheet would take for a formula gets a quote in front; numbers stay as they are.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    kinds = [column.kind for column in table.columns]
    for row in rows:
        writer.writerow([_cell(kind == "text", cell) for kind, cell in zip(kinds, row, strict=True)])
    return out.getvalue().encode("utf-8")


def _cell(is_text: bool, cell: Cell) -> str:
    plain = _plain(cell)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return safe(plain) if is_text and isinstance(plain, str) else str(plain)


def _plain(cell: Cell) -> str | int | float | bool | None:
    """A day as `2026-11-22`, a moment as `2026-11-22T19:54:10Z`, all else as it is."""
    if isinstance(cell, datetime):
        return instant_text(cell)
    if isinstance(cell, date | Fraction):
        return str(cell)
    return cell
