"""How things are measured: CPU time, interleaved with a floor in the same run, medians; and a bar that holds or not."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Literal

Work = Callable[[], object]
Clock = Callable[[Work], float]


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the table: what was measured, how much it may be, how much it was, in `times` a floor or seconds.

    `limit` None: for orientation only. `ours` and `floor` are medians, in seconds of CPU time unless `of` is bytes.
    """

    name: str
    limit: float | None
    measured: float
    unit: str
    ours: float
    floor: float | None = None
    of: Literal["seconds", "bytes"] = "seconds"

    @property
    def holds(self) -> bool | None:
        """Whether the bar holds; None where there is none."""
        return None if self.limit is None else self.measured <= self.limit


def against_floor(name: str, limit: float | None, ours: Work, floor: Work, pairs: int, clock: Clock) -> Bar:
    """A ratio: the median over pairs that were measured one right after the other, in turn one or the other first."""
    clock(ours), clock(floor)
    taken: list[tuple[float, float]] = []
    for number in range(pairs):
        if number % 2:
            under = clock(floor)
            taken.append((clock(ours), under))
        else:
            over = clock(ours)
            taken.append((over, clock(floor)))
    return ratio_bar(name, limit, taken)


def ratio_bar(name: str, limit: float | None, taken: Sequence[tuple[float, float]]) -> Bar:
    """A ratio of pairs that were measured: what was taken, and what its floor took."""
    ratio = median(over / under for over, under in taken)
    return Bar(name, limit, ratio, "x", median(over for over, _ in taken), median(under for _, under in taken))


def in_seconds(name: str, limit: float | None, ours: Work, rounds: int, clock: Clock) -> Bar:
    """A time: the median of some rounds, after one that doesn't count."""
    clock(ours)
    taken = median(clock(ours) for _ in range(rounds))
    return Bar(name, limit, taken, "s", taken)


def here(work: Work) -> float:
    """The CPU seconds that some work takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def in_child(command: Work) -> float:
    """The CPU seconds of the processes that some work starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def process(folder: Path, *words: str) -> Work:
    """Starts Python with some words in a folder and waits for it; anything but exit code 0 ends the benchmark."""

    def run() -> None:
        done = subprocess.run(
            [sys.executable, *words], cwd=folder, env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""}, capture_output=True
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(words)} ended with {done.returncode}: {done.stderr.decode()[-800:]}")

    return run


def table(bars: Sequence[Bar]) -> str:
    """All bars in columns."""
    rows = [("What", "Bar", "Measured", "CPU", "Floor", "")]
    for bar in bars:
        limit = "-" if bar.limit is None else f"<= {_amount(bar.limit, bar.unit)}"
        amount = _milliseconds if bar.of == "seconds" else _megabytes
        floor = "-" if bar.floor is None else amount(bar.floor)
        verdict = {True: "holds", False: "DOES NOT HOLD", None: ""}[bar.holds]
        rows.append((bar.name, limit, _amount(bar.measured, bar.unit), amount(bar.ours), floor, verdict))
    widths = [max(len(row[place]) for row in rows) for place in range(6)]
    aligned = [
        [cell.ljust(width) if place in (0, 5) else cell.rjust(width) for place, (cell, width) in enumerate(columns)]
        for columns in ([*zip(row, widths, strict=True)] for row in rows)
    ]
    return "\n".join("  ".join(cells).rstrip() for cells in aligned)


def _amount(value: float, unit: str) -> str:
    return f"{value:.2f} x" if unit == "x" else _milliseconds(value)


def _milliseconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _megabytes(count: float) -> str:
    return f"{count / 2**20:.1f} MiB"
