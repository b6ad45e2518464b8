"""A CSV text as rows by column name, each with its line; nothing in a cell is taken for a formula or a number."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from readiness_tui.model.faults import Fault, UserError, nearest

_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it begins (1-based), and its cells that aren't empty, by column."""

    line: int
    cells: dict[str, str]


def separator_of(text: str) -> str:
    """What stands between the names of the columns: comma, semicolon or tab, whichever the first line has most of."""
    first = text.split("\n", 1)[0]
    return max(_SEPARATORS, key=first.count)


def csv_rows(text: str, file: str, columns: Iterable[str]) -> tuple[Row, ...]:
    """The rows of a table whose head names columns that are known; comma, semicolon or tab, as the head has it.

    Raises UserError with every fault: an unknown or repeated column, a row that is longer than the head.
    """
    known = tuple(columns)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator_of(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UserError(Fault(f"this is no CSV: {error}", "check the quotes", file, reader.line_num, 1)) from None
    if not rows:
        raise UserError(Fault("the file is empty", "begin with a row of column names", file, 1, 1))
    head = [cell.strip() for cell in rows[0][1]]
    faults = [*_head_faults(head, known, file), *_length_faults(rows[1:], len(head), file)]
    if faults:
        raise UserError(*faults)
    return tuple(Row(line, _cells(head, cells)) for line, cells in rows[1:] if any(cell.strip() for cell in cells))


def _head_faults(head: list[str], known: tuple[str, ...], file: str) -> Iterable[Fault]:
    for place, name in enumerate(head):
        if name not in known:
            yield Fault(f"unknown column '{name[:60]}'", nearest(name, known), file, 1, place + 1)
        elif name in head[:place]:
            yield Fault(f"column '{name}' is there twice", "keep one", file, 1, place + 1)


def _length_faults(rows: list[tuple[int, list[str]]], width: int, file: str) -> Iterable[Fault]:
    for line, cells in rows:
        if len(cells) > width:
            message = f"this row has {len(cells)} cells, the head {width}"
            yield Fault(message, "put cells that hold a separator in quotes", file, line, 1)


def _cells(head: list[str], cells: list[str]) -> dict[str, str]:
    return {name: cell.strip() for name, cell in zip(head, cells, strict=False) if cell.strip()}
