"""Words from people and files as plain text: never markup, never a terminal command."""

from __future__ import annotations

from rich.text import Text
from textual.content import Content

from readiness_tui.model.characters import visible


def literal(text: str, style: str = "") -> Content:
    """Text for a Static, OptionList, title or tooltip. `style` is ours, such as `bold $muted`; `text` isn't parsed."""
    return Content.styled(visible(text), style) if style else Content(visible(text))


def cell(text: str, style: str = "") -> Text:
    """Text for a cell of a DataTable or a node of a Tree, on one line."""
    return Text(one_line(text), style=style, no_wrap=True, end="")


def one_line(text: str) -> str:
    """The text with newlines and tabs as spaces, and what a terminal would act on as pictures."""
    return " ".join(visible(text).split())


def clipped(text: str, width: int) -> str:
    """The text on one line in at most `width` cells, with `…` where something was cut."""
    from rich.cells import cell_len, set_cell_size

    line = one_line(text)
    if cell_len(line) <= width:
        return line
    return set_cell_size(line, width - 1).rstrip() + "…" if width > 1 else "…"[: max(width, 0)]


def padded(text: str, width: int) -> str:
    """The text on one line in exactly `width` cells."""
    from rich.cells import set_cell_size

    return set_cell_size(clipped(text, width), width)
