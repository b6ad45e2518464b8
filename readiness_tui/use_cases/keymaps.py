"""A person's keys by command id: which of them can be used, and what is wrong with the rest."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from readiness_tui.model.faults import Fault, nearest

EVERYWHERE = "everywhere"
_MOVING = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")
_NAMES = frozenset((*_MOVING, "enter", "escape", "tab", "space", "backspace", "delete", "insert", "comma"))
_SIGNS = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_TAKEN = {
    "ctrl+a": "screen",
    "ctrl+b": "tmux",
    "ctrl+s": "the terminal's flow control",
    "ctrl+o": "the terminal's line discipline",
    "ctrl+j": "Enter of some terminals",
    "ctrl+m": "Enter",
    "ctrl+i": "Tab",
    "ctrl+h": "Backspace of some terminals",
    "ctrl+c": "copying and interrupting",
    "ctrl+space": "input methods",
}


@dataclass(frozen=True, slots=True)
class KeyCommand:
    """One command that keys can be given to: its id, the keys it comes with, what it does and on which screens."""

    id: str
    keys: tuple[str, ...]
    words: str
    twin: str
    screens: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class KeyClash:
    """A key that two commands of one screen want; `loser` keeps its others, or the keys that it came with."""

    key: str
    screen: str
    owner: str
    loser: str


@dataclass(frozen=True, slots=True)
class CheckedKeymap:
    """The part that can be used, by id, in the library's names; the clashes; and the faults, clashes among them."""

    kept: Mapping[str, tuple[str, ...]]
    clashes: tuple[KeyClash, ...] = ()
    faults: tuple[Fault, ...] = ()


def checked_keymap(
    keymap: Mapping[str, str],
    commands: tuple[KeyCommand, ...],
    file: str = "",
    places: Mapping[str, tuple[int, int]] | None = None,
) -> CheckedKeymap:
    """Check the whole map as it will be in force: ids and keys that don't exist, keys that terminals take, and clashes.

    Of two commands that want a key on a screen where both work, the later in the file loses it, and keeps its others;
    where none is left, what it came with.
    """
    by_id = {command.id: command for command in commands}
    wanted: dict[str, tuple[str, ...]] = {}
    found: list[Fault] = []
    for command_id, text in keymap.items():
        faults = _faults_of(command_id, text, by_id)
        found += faults
        if all(fault.severity == "warning" for fault in faults):
            wanted[command_id] = tuple(normal_key(part) for part in text.split(",") if part.strip())
    kept, clashes = _without_clashes(wanted, commands)
    found += [_fault_of(clash, kept.get(clash.loser, by_id[clash.loser].keys)) for clash in clashes]
    placed = [_placed(fault, file, places or {}) for fault in found]
    return CheckedKeymap(kept, clashes, tuple(sorted(placed, key=lambda fault: fault.line)))


def _faults_of(command_id: str, text: str, by_id: Mapping[str, KeyCommand]) -> list[Fault]:
    command = by_id.get(command_id)
    if command is None:
        return [Fault(f"keymap: no command '{command_id}'", nearest(command_id, by_id), key=command_id)]
    if command.numbered:
        return [Fault(f"keymap: {command_id} keeps its digits", key=command_id)]
    faults = []
    for part in filter(str.strip, text.split(",")):
        key = normal_key(part)
        if not is_key(key):
            remedy = "such as n, N, f4, ctrl+e, slash, pagedown"
            faults.append(Fault(f"keymap: no key '{part.strip()}'", remedy, key=command_id))
        elif taken_by(key):
            words = f"keymap: {key} is taken by {taken_by(key)}"
            faults.append(Fault(words, "another key", key=command_id, severity="warning"))
    return faults


def _fault_of(clash: KeyClash, left: tuple[str, ...]) -> Fault:
    words = f"keymap: {clash.key} of {clash.loser} is taken by {clash.owner}; {clash.loser} keeps "
    return Fault(words + (" ".join(left) or "no key"), key=clash.loser)


def _placed(fault: Fault, file: str, places: Mapping[str, tuple[int, int]]) -> Fault:
    line, column = places.get(fault.key, (0, 0))
    return fault._replace(file=file, line=line, column=column, key=f"keymap.{fault.key}")


def normal_key(text: str) -> str:
    """A key as the library calls it: `?` is `question_mark`; names are given back in small letters."""
    key = text.strip()
    if len(key) != 1 or key.isalnum():
        return key if len(key) == 1 else key.lower()
    name = unicodedata.name(key, "").lower().replace("-", "_").replace(" ", "_")
    return _SIGNS.get(name, name)


def key_text(key: str) -> str:
    """A key as it can be written in the settings: `?` for `question_mark`, else its name."""
    if key in _NAMES or not _is_sign(key):
        return key
    return unicodedata.lookup(_plain(key)) if len(key) > 1 else key


def is_key(key: str) -> bool:
    """Whether there is such a key."""
    last = key.rsplit("+", 1)[-1]
    modifiers = key.split("+")[:-1]
    if any(modifier not in ("ctrl", "alt", "shift") for modifier in modifiers) or not last:
        return False
    return len(last) == 1 or last in _NAMES or (last[0] == "f" and last[1:].isdigit()) or _is_sign(last)


def _is_sign(name: str) -> bool:
    try:
        unicodedata.lookup(_plain(name))
    except KeyError:
        return False
    return True


def _plain(name: str) -> str:
    """The name of a sign as Unicode has it."""
    plain = next((long for long, short in _SIGNS.items() if short == name), name)
    return plain.replace("_", " ") if plain != "hyphen_minus" else "hyphen-minus"


def taken_by(key: str) -> str:
    """What takes the key before a program in a terminal gets it; empty where nothing does."""
    if key.startswith("alt+"):
        return "window managers and tmux"
    return _TAKEN.get(key, "")


def commands_on(screen: str, commands: tuple[KeyCommand, ...]) -> tuple[KeyCommand, ...]:
    """The commands that work on a screen: its own, then those of everywhere whose keys it doesn't use itself."""
    own = tuple(command for command in commands if screen in command.screens)
    taken = {key for command in own for key in command.keys}
    rest = (command for command in commands if EVERYWHERE in command.screens)
    return own + tuple(command for command in rest if not command.keys or not taken.issuperset(command.keys))


def _without_clashes(
    wanted: Mapping[str, tuple[str, ...]], commands: tuple[KeyCommand, ...]
) -> tuple[dict[str, tuple[str, ...]], tuple[KeyClash, ...]]:
    kept, clashes = dict(wanted), []
    names = dict.fromkeys(screen for command in commands for screen in command.screens if screen != EVERYWHERE)
    screens = {screen: commands_on(screen, commands) for screen in names}
    while clash := next(_clashes(kept, screens), None):
        clashes.append(clash)
        left = tuple(key for key in kept[clash.loser] if key != clash.key)
        if left:
            kept[clash.loser] = left
        else:
            del kept[clash.loser]
    return kept, tuple(clashes)


def _clashes(kept: Mapping[str, tuple[str, ...]], screens: Mapping[str, tuple[KeyCommand, ...]]) -> Iterator[KeyClash]:
    """The later ones of the map first."""
    for loser in reversed(tuple(kept)):
        for screen, here in screens.items():
            if any(command.id == loser for command in here):
                for other in here:
                    shared = [key for key in kept[loser] if key in kept.get(other.id, other.keys)]
                    if shared and other.id != loser:
                        yield KeyClash(shared[0], screen, other.id, loser)
