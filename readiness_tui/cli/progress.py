"""A bar on stderr for what takes over a second: how much, how fast, how long it will still take."""

from __future__ import annotations

import os
import sys
from time import monotonic

_SILENT_SECONDS = 1.0
_REDRAWN_SECONDS = 0.2
_TOLD_SECONDS = 10.0
_WIDTH = 24


class Progress:
    """Call it with how many are done, of how many; leave it to clear the line: `with Progress("files") as told`.

    Where stderr is no terminal, a line is printed now and then instead.
    """

    def __init__(self, what: str = "files") -> None:
        self._what = what
        self._began = monotonic()
        self._drawn_at = 0.0
        self._drawn = ""
        self._is_terminal = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error: object) -> None:
        if self._drawn:
            self._draw("")
            sys.stderr.write("\r")

    def __call__(self, done: int, total: int) -> None:
        """Draw, if it is time."""
        now = monotonic()
        waits = _REDRAWN_SECONDS if self._is_terminal else _TOLD_SECONDS
        if now - self._began < _SILENT_SECONDS or now - self._drawn_at < waits or sys.stderr is None:
            return
        self._drawn_at = now
        words = progress_words(done, total, now - self._began, self._what)
        if self._is_terminal:
            self._draw(f"{bar(done, total)} {words}")
        else:
            from readiness_tui.cli.printing import say

            say(words)

    def _draw(self, line: str) -> None:
        """Put a line in the place of the one before; no escapes, which not every terminal wants."""
        sys.stderr.write(f"\r{line.ljust(len(self._drawn))}")
        sys.stderr.flush()
        self._drawn = line


def bar(done: int, total: int) -> str:
    """How much is done, in plain characters that every terminal has."""
    full = _WIDTH * done // max(total, 1)
    return f"[{'#' * full}{'.' * (_WIDTH - full)}]"


def progress_words(done: int, total: int, seconds: float, what: str = "files") -> str:
    """`12,345 of 110,000 files, 640 a second, 3 min left`."""
    rate = done / max(seconds, 0.001)
    left = (total - done) / rate if rate else 0.0
    pace = f"{rate:,.0f} a second" if rate >= 2 or not rate else f"{1 / rate:.1f} s each"
    return f"{done:,} of {total:,} {what}, {pace}, {_time(left)} left"


def _time(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 100 else f"{round(seconds / 60)} min"
