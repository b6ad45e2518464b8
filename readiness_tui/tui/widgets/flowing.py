"""Pieces of text that flow into lines and are never broken inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from textual.content import Content

from readiness_tui.tui.literal import literal
from readiness_tui.tui.widgets.lines import Line, wrapped


def flowed(pieces: Iterable[str], between: str, width: int) -> list[str]:
    """The pieces in lines of at most `width` cells; a longer piece has a line of its own.

    `between` stands between two of them, a blank after one that ends with a semicolon.
    """
    lines: list[str] = []
    for piece in pieces:
        glue = " " if lines and lines[-1].endswith(";") else between
        if lines and cell_len(lines[-1] + glue + piece) + len(between.rstrip()) <= width:
            lines[-1] += glue + piece
        else:
            lines[-1:] = [(lines[-1] + glue).rstrip()] if lines else []
            lines.append(piece)
    return lines


def labelled(label: str, pieces: Iterable[str], between: str, width: int, style: str = "") -> Iterator[Line]:
    """Flowing pieces after a label, further lines below the first piece."""
    room = max(20, width - cell_len(label) - 1)
    lines = [line for text in flowed(pieces, between, room) for line in wrapped(literal(text, style), room)]
    for place, line in enumerate(lines):
        yield Line(Content(label if place == 0 else " " * cell_len(label)) + line)
