"""The file that a CI service shows as the summary of a step: text is only ever added to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def add_to_summary(path: Path, most_bytes: int, text_within: Callable[[int], str]) -> None:
    """Append what `text_within(room)` makes of the room that is left below `most_bytes`. Raises OSError."""
    with path.open("a", encoding="utf-8", newline="\n") as file:
        room = most_bytes - file.tell()
        if room > 0:
            file.write(text_within(room))
