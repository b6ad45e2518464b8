"""A full-screen program in a terminal of its own, and what it takes: CPU seconds of all its threads, peak memory."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.floors import WORDS
from tests.program.terminal import READINESS, Terminal

FLOORS = (sys.executable, "-m", "benchmarks.floors")
_STILL = 0.08
"""So many seconds without a byte, and nothing more is coming."""


@contextmanager
def shown(
    folder: Path, *words: str, until: str, program: Sequence[str] = READINESS, home: Path | None = None
) -> Iterator[Terminal]:
    """A program from its start until a text stands on its screen, 120 x 40; it is killed afterwards. `home` is where
    it keeps its own files; None: in a folder that is gone then."""
    with (
        tempfile.TemporaryDirectory() as passing,
        Terminal(*words, folder=folder, home=home or Path(passing), width=120, height=40, program=program) as terminal,
    ):
        terminal.wait_for(until)
        yield terminal


@contextmanager
def floor(name: str) -> Iterator[Terminal]:
    """One of `benchmarks.floors`, shown."""
    with tempfile.TemporaryDirectory() as folder, shown(Path(folder), name, until=WORDS[name], program=FLOORS) as it:
        yield it


def cpu_seconds(terminal: Terminal) -> float:
    """What the program has taken until now, by Linux's own count in nanoseconds."""
    tasks = Path(f"/proc/{terminal.child.pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def peak_bytes(terminal: Terminal) -> int:
    """The most memory that the program has had."""
    status = Path(f"/proc/{terminal.child.pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def settled(terminal: Terminal) -> None:
    """Wait until the program writes nothing more."""
    while terminal.read(_STILL):
        pass


def seconds_a_key(terminal: Terminal, keys: Sequence[str]) -> float:
    """The CPU seconds that a key costs, each pressed after what the one before it did is shown."""
    settled(terminal)
    time.sleep(0.3)  # what a program puts off until nobody types
    settled(terminal)
    before = cpu_seconds(terminal)
    for key in keys:
        terminal.press(key)
        settled(terminal)
    return (cpu_seconds(terminal) - before) / len(keys)
