"""Text measured in terminal cells: padding, wrapping, tables that stay aligned with wide and combining characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal
from unicodedata import category, east_asian_width

WIDTH = 100
"""No line of a text output is longer, unless one word alone is."""

Side = Literal["<", ">"]


def cell_width(text: str) -> int:
    """How many cells a text takes: wide characters two, combining and zero-width ones none."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def pad(text: str, width: int, side: Side = "<") -> str:
    """The text filled with spaces to a width in cells; `>` puts it at the right."""
    space = " " * max(0, width - cell_width(text))
    return space + text if side == ">" else text + space


def cut(text: str, width: int) -> str:
    """The text on one line, shortened with an ellipsis where it takes more cells than `width`."""
    line = " ".join(text.split())
    if cell_width(line) <= width:
        return line
    taken, room = "", width - 1
    for character in line:
        room -= _character_width(character)
        if room < 0:
            break
        taken += character
    return taken.rstrip() + "…"


def wrap(text: str, first: str = "", rest: str | None = None, width: int = WIDTH) -> list[str]:
    """The text in lines of at most `width` cells, with `first` before the first line and `rest` before the others.

    Its own line breaks are kept. Without `rest`, other lines are indented as far as `first` reaches.
    """
    indent = " " * cell_width(first) if rest is None else rest
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrapped(paragraph, indent if lines else first, indent, width)
    return lines


def _wrapped(paragraph: str, first: str, rest: str, width: int) -> list[str]:
    lines, words, taken, start = list[str](), list[str](), cell_width(first), first
    for word in paragraph.split():
        room = cell_width(word) + bool(words)
        if words and taken + room > width:
            lines.append(start + " ".join(words))
            words, taken, start, room = [], cell_width(rest), rest, room - 1
        words.append(word)
        taken += room
    return [*lines, (start + " ".join(words)).rstrip()]


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], sides: Sequence[Side] = (), indent: str = "  "
) -> list[str]:
    """Rows under a head, in columns as wide as their widest cell, two spaces apart. Empty columns are left out."""
    body = [list(row) for row in rows]
    shown = [index for index in range(len(head)) if any(row[index] for row in body)]
    widths = {index: max(cell_width(row[index]) for row in [list(head), *body]) for index in shown}
    side: dict[int, Side] = {index: sides[index] if index < len(sides) else "<" for index in shown}
    lines = []
    for row in [list(head), *body] if any(head) else body:
        cells = [pad(row[index], widths[index], side[index]) for index in shown]
        lines.append((indent + "  ".join(cells)).rstrip())
    return lines
