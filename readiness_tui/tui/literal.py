"""Words from people and files as plain text: never markup, never a terminal command."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.text import Text
from textual.content import Content, Span

from readiness_tui.model.characters import visible

LINE_AT_MOST = 240
"""Longer texts are notes and the like, not lines."""


def literal(text: str, style: str = "") -> Content:
    """Text for a Static, OptionList, title or tooltip. `style` is ours, such as `bold $muted`; `text` isn't parsed."""
    return _literal_line(text, style) if len(text) <= LINE_AT_MOST else _literal(text, style)


def _literal(text: str, style: str) -> Content:
    shown = visible(text)
    return Content(shown, [Span(0, len(shown), style)] if style and shown else None, strip_control_codes=False)


_literal_line = lru_cache(maxsize=4096)(_literal)  # labels, keys and lines of texts come again with every screen


def cell(text: str, style: str = "") -> Text:
    """Text for a cell of a DataTable or a node of a Tree, on one line."""
    return Text(one_line(text), style=style, no_wrap=True, end="")


def one_line(text: str) -> str:
    """The text with newlines and tabs as spaces, and what a terminal would act on as pictures."""
    return " ".join(visible(text).split())


def clipped(text: str, width: int) -> str:
    """The text on one line in at most `width` cells, with `…` where something was cut."""
    return cut(one_line(text), width)


def cut(line: str, width: int) -> str:
    """A line of ours, whose blanks count, in at most `width` cells, with `…` where something was cut."""
    if cell_len(line) <= width:
        return line
    return set_cell_size(line, width - 1).rstrip() + "…" if width > 1 else "…"[: max(width, 0)]


def padded(text: str, width: int) -> str:
    """The text on one line in exactly `width` cells."""
    return set_cell_size(clipped(text, width), width)


@lru_cache(maxsize=2048)
def lines_of(text: str, width: int) -> tuple[str, ...]:
    """The text in lines of at most `width` cells, broken between words; a longer word is broken where it must be."""
    width = max(1, width)
    lines: list[str] = []
    for paragraph in visible(text).expandtabs(4).split("\n"):
        words: list[str] = []
        used = -1
        for word in paragraph.split():
            cells = cell_len(word)
            if used + 1 + cells <= width:
                words.append(word)
                used += 1 + cells
                continue
            if words:
                lines.append(" ".join(words))
            *full, rest = chop_cells(word, width) or [""]
            lines += full
            words, used = [rest], cell_len(rest)
        lines.append(" ".join(words))
    return tuple(lines)
