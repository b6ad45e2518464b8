"""What a person types, or a script writes, line by line."""

from __future__ import annotations

import sys
from io import TextIOWrapper


class Lines:
    """What a person types, or a script writes: line by line, prompted for only where a person sits."""

    def __init__(self, prompts: bool) -> None:
        self._prompts = prompts
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="surrogateescape")  # what isn't text is refused where it would be stored
        self._first: str | None = "" if prompts else self._read()

    @property
    def is_empty(self) -> bool:
        """Whether nobody is there and nothing was given."""
        return self._first is None

    def ask(self, prompt: str = "> ") -> str | None:
        """The next line without its end; None where there is no more."""
        if self._prompts:
            sys.stdout.write(prompt)
            sys.stdout.flush()
            line = self._read()
            if line is None:
                sys.stdout.write("\n")
            return line
        line, self._first = self._first, None
        return self._read() if line is None else line

    def _read(self) -> str | None:
        line = sys.stdin.readline() if sys.stdin is not None else ""
        return line.strip() if line else None
