"""What follows from the table of commands: the bindings of a screen and its footer.

A command belongs to the screens that it names, or to `everywhere`. A screen's own command wins over one of everywhere
that has the same key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from textual.binding import Binding, BindingType

from readiness_tui.tui.command import EVERYWHERE, Command, is_function_key, key_name
from readiness_tui.tui.command_table import BY_ID, COMMANDS

__all__ = [
    "BY_ID",
    "COMMANDS",
    "Command",
    "FooterEntry",
    "bindings_of",
    "commands_of",
    "fitting",
    "footer_entries",
    "keys_shown",
]


@dataclass(frozen=True, slots=True)
class FooterEntry:
    """One entry of the footer: key, label, and the action that a click runs."""

    key: str
    label: str
    action: str

    @property
    def width(self) -> int:
        """The cells it takes: key, label and three blanks."""
        return cell_len(self.key) + cell_len(self.label) + 3


def commands_of(screen: str) -> tuple[Command, ...]:
    """The commands that work on a screen: its own, then those of everywhere whose keys it doesn't use itself."""
    own = tuple(command for command in COMMANDS if screen in command.screens)
    taken = {key for command in own for key in command.keys.split(",") if key}
    rest = tuple(command for command in COMMANDS if EVERYWHERE in command.screens)
    return own + tuple(command for command in rest if not command.keys or not taken.issuperset(command.keys.split(",")))


def bindings_of(screen: str, keymap: Mapping[str, str] | None = None) -> list[BindingType]:
    """The key bindings of a screen, one for each key, each key once. F-keys and ctrl+q work in text fields too."""
    bound: dict[str, BindingType] = {}
    for command in commands_of(screen):
        for key in filter(None, (keymap or {}).get(command.id, command.keys).split(",")):
            if key not in bound:
                action = f"{command.action}({key})" if command.numbered else command.action
                is_first = is_function_key(key) or key == "ctrl+q"
                bound[key] = Binding(key, action, command.label, show=False, priority=is_first, id=command.id)
    return list(bound.values())


def keys_shown(command: Command, keymap: Mapping[str, str]) -> str:
    """The keys of a command as people read them, their own where they have some."""
    own = keymap.get(command.id)
    return command.all_keys if own is None else " ".join(key_name(key) for key in own.split(",") if key)


def footer_entries(ids: Iterable[str], keymap: Mapping[str, str] | None = None) -> tuple[FooterEntry, ...]:
    """The footer entries of commands, in that order. An id may bring its own label: `go.tasks=Rate tasks`."""
    entries = []
    for id_and_label in ids:
        command_id, _, label = id_and_label.partition("=")
        command = BY_ID[command_id]
        mapped = (keymap or {}).get(command_id)
        key = key_name(mapped.split(",")[0]) if mapped else command.key_text
        entries.append(FooterEntry(key, label or command.label, command.action))
    return tuple(entries)


def fitting(entries: tuple[FooterEntry, ...], width: int) -> tuple[FooterEntry, ...]:
    """The entries that fit a footer of a screen `width` cells wide: as many as do from the first, and always the last.

    The budget is two cells less than the width; at most 8 entries below 100 columns.
    """
    if not entries:
        return ()
    *rest, last = entries
    room = width - 2 - last.width
    most = 7 if width < 100 else len(rest)
    kept: list[FooterEntry] = []
    for entry in rest[:most]:
        if entry.width > room:
            break
        kept.append(entry)
        room -= entry.width
    return (*kept, last)
