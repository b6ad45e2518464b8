"""A text handed over to the person's own editor, and taken back: one in the terminal, or one with its own window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import SuspendNotSupported
from textual.screen import Screen

from readiness_tui.model.faults import UserError
from readiness_tui.tui.line_input import storable
from readiness_tui.use_cases.editing import edited_text, has_own_window, text_edited_beside

Take = Callable[[str | None], None]
Tell = Callable[[str], None]


def hand_over(screen: Screen[Any], text: str, name: str, take: Take, tell: Tell) -> None:
    """Have a text edited; `take` gets what became of it, None where it stays. `tell` says what went wrong.

    A terminal editor has the terminal until it ends; beside one with a window of its own, the program goes on.
    """
    try:
        if has_own_window():
            tell("open in the editor's own window; save and close it there, and the text comes back")
            screen.run_worker(_edited_beside(text, name, take, tell), group="editor", exclusive=True)
            return
        with screen.app.suspend():
            edited = edited_text(text, name)
    except (UserError, SuspendNotSupported) as error:
        tell(str(error))
        take(None)
    else:
        _give_back(text, edited, take, tell)


async def _edited_beside(text: str, name: str, take: Take, tell: Tell) -> None:
    try:
        edited = await text_edited_beside(text, name)
    except UserError as error:
        tell(str(error))
        take(None)
        return
    if edited == text:
        tell("nothing was changed there; an editor that ends at once needs to be told to wait, such as 'code --wait'")
    _give_back(text, edited, take, tell)


def _give_back(before: str, edited: str, take: Take, tell: Tell) -> None:
    text, left_out = storable(edited)
    if left_out:
        tell(f"{left_out} characters that can't be stored were left out")
    take(text if text != before else None)
