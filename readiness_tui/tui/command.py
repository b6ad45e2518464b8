"""What a command is: an id, keys, an action, words for palette and footer, and its twin in the shell."""

from __future__ import annotations

from dataclasses import dataclass

VIEW = "view"
EVERYWHERE = "everywhere"

_SHOWN = {
    "enter": "↵",
    "escape": "Esc",
    "delete": "Del",
    "backspace": "⌫",
    "minus": "-",
    "equals_sign": "=",
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "space": "spc",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `keys` are Textual's names, comma-separated; none means that only the palette has it.

    `words` are `area: verb`; `twin` the shell command that does the same, or `view`. `numbered` commands have digits
    for keys, and their action gets the digit.
    """

    id: str
    keys: str
    action: str
    label: str
    words: str
    twin: str = VIEW
    screens: tuple[str, ...] = (EVERYWHERE,)
    shown: str = ""
    numbered: bool = False

    @property
    def key_text(self) -> str:
        """The key as people read it: `n`, `1-9`, `Del`."""
        return self.shown or key_name(self.keys.split(",")[0])

    @property
    def all_keys(self) -> str:
        """All its keys as people read them: `Del ⌫`."""
        if self.numbered:
            return self.shown
        return " ".join(key_name(key) for key in self.keys.split(",") if key)


def key_name(key: str) -> str:
    """A key as people read it: `Del`, `^q`, `F5`, `n`."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return key.upper() if is_function_key(key) else _SHOWN.get(key, key)


def is_function_key(key: str) -> bool:
    """Whether it is F1 to F12, which work in text fields too."""
    return len(key) > 1 and key[0] == "f" and key[1:].isdigit()
