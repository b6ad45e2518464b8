"""How far an export is, on stderr: a line that renews itself on a terminal, one every ten seconds elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 1.0
_TERMINAL_SECONDS, _LOG_SECONDS = 0.2, 10.0


@contextmanager
def shown_progress(what: str, clock: Callable[[], float] = time.monotonic) -> Iterator[Callable[[int, int], None]]:
    """Show (done, all) of what takes longer than a second; what is on the line is gone at the end."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    begun = clock()
    shown = begun + _PATIENCE - _TERMINAL_SECONDS if is_terminal else begun
    has_line = False

    def told(done: int, total: int) -> None:
        nonlocal shown, has_line
        now = clock()
        if sys.stderr is None or now - shown < (_TERMINAL_SECONDS if is_terminal else _LOG_SECONDS):
            return
        shown = now
        text = progress_text(done, total, what, now - begun)
        sys.stderr.write(f"\r{text}\x1b[K" if is_terminal else f"{text}\n")
        sys.stderr.flush()
        has_line = is_terminal

    try:
        yield told
    finally:
        if has_line and sys.stderr is not None:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def progress_text(done: int, total: int, what: str, seconds: float) -> str:
    """`1,200 of 10,000 agents, 24 a second, 6 min left`."""
    text = f"{done:,} of {total:,} {what}"
    if not done or seconds <= 0:
        return text
    rate = done / seconds
    left = (total - done) / rate
    pace = f"{rate:.0f} a second" if rate >= 2 else f"{1 / rate:.1f} s each"
    return f"{text}, {pace}, {f'{left:.0f} s' if left < 90 else f'{left / 60:.0f} min'} left"
