"""Opening the full-screen program: CPU time to the first usable text, and memory, against a minimal Textual app."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.materials import GRAIN_SECONDS, demo_workspace
from benchmarks.measuring import Bar, ratio_bar
from benchmarks.watching import cpu_seconds, floor, peak_bytes, shown
from tests.program.terminal import Terminal

_LOADED_AFTER = 2.0
"""By then the program has loaded what it doesn't need for its first text."""
Opening = Callable[[], AbstractContextManager[Terminal]]


def bars(pairs: int) -> Iterator[Bar]:
    """The demo workspace's home, from its index and when it is seen for the first time, and an agent's questions; peers
    where they are installed."""
    if not Path("/proc/self/schedstat").exists():
        print("opening: needs Linux's /proc", file=sys.stderr)
        return
    minimal = partial(floor, "minimal")
    with demo_workspace() as root, tempfile.TemporaryDirectory() as kept:
        time.sleep(GRAIN_SECONDS)
        first = partial(shown, root, until="59.3–71.3")
        home = partial(first, home=Path(kept))
        questions = partial(shown, root, "assess", "support-agent", until="weight")
        yield _cpu("first usable text: home, demo workspace", 1.5, home, minimal, pairs)
        yield _cpu("first usable text: home, never listed before", None, first, minimal, pairs)
        yield _cpu("first usable text: the questions of an agent", None, questions, minimal, pairs)
        yield _memory("peak memory at home", 1.7, home, minimal)
    if find_spec("trogon") is None:
        print("opening: trogon is not installed, so it isn't compared: pip install trogon", file=sys.stderr)
    else:
        yield _cpu("first usable text of trogon, one command", None, partial(floor, "trogon"), minimal, pairs)


def _cpu(name: str, limit: float | None, ours: Opening, least: Opening, pairs: int) -> Bar:
    _taken(ours), _taken(least)
    return ratio_bar(name, limit, [(_taken(ours), _taken(least)) for _ in range(pairs)])


def _taken(opening: Opening) -> float:
    with opening() as terminal:
        return cpu_seconds(terminal)


def _memory(name: str, limit: float, ours: Opening, least: Opening) -> Bar:
    mine, floor_bytes = (median(_peak(opening) for _ in range(3)) for opening in (ours, least))
    return Bar(name, limit, mine / floor_bytes, "x", mine, floor_bytes, "bytes")


def _peak(opening: Opening) -> int:
    with opening() as terminal:
        time.sleep(_LOADED_AFTER)
        return peak_bytes(terminal)
