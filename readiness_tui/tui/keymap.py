"""The table of commands as far as keys go: what `readiness keys` lists and a person's keymap is checked against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_tui.tui.command_table import COMMANDS
from readiness_tui.use_cases.keymaps import KeyCommand, checked_keymap

if TYPE_CHECKING:
    from readiness_tui.tui.preferences import Preferences


def key_commands() -> tuple[KeyCommand, ...]:
    """Every command, in the order of the table."""
    return tuple(
        KeyCommand(
            command.id,
            tuple(key for key in command.keys.split(",") if key),
            command.words,
            command.twin,
            command.screens,
            command.numbered,
        )
        for command in COMMANDS
    )


def usable_keymap(wanted: Preferences) -> tuple[dict[str, str], tuple[str, ...]]:
    """The part of a person's keymap that can be used, and what is wrong with the rest, with file and line."""
    if not wanted.keymap:
        return {}, ()
    checked = checked_keymap(wanted.keymap, key_commands(), wanted.file, wanted.keymap_places)
    return {command_id: ",".join(keys) for command_id, keys in checked.kept.items()}, tuple(map(str, checked.faults))
