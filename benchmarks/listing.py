"""A portfolio listed from its index, against looking at each of its files; and how the cost grows."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.materials import GRAIN_SECONDS
from benchmarks.measuring import Bar, Work, against_floor, here
from benchmarks.portfolio import DAY, write_portfolio
from readiness_tui.cli.portfolio_text import list_lines
from readiness_tui.use_cases.portfolios import open_portfolio

_AGENTS, _FEWEST_PAIRS = 500, 5


def bars(pairs: int) -> Iterator[Bar]:
    """The list of a warm index in this process, and of twice as many agents."""
    agents = _AGENTS if pairs >= _FEWEST_PAIRS else 50
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        small, large = (place / name for name in ("small", "large"))
        write_portfolio(small, agents, agents * 10)
        write_portfolio(large, agents * 2, agents * 20)
        time.sleep(GRAIN_SECONDS)
        for root in (small, large):
            _list(root, place)
        files = f"{agents * 2:,} agents, {agents * 20:,} milestones"
        yield against_floor(f"list {files} from a warm index", 2.5, _listed(large, place), _looked(large), pairs, here)
        twice = f"list twice as many: {files}"
        yield against_floor(twice, 2.2, _listed(large, place), _listed(small, place), pairs, here)


def _list(root: Path, place: Path) -> int:
    day = DAY.isoformat()
    with open_portfolio((str(root),), day, folder=str(place / "cache")) as portfolio:
        return sum(1 for _ in list_lines(portfolio.agents(), day, "", frozenset()))


def _listed(root: Path, place: Path) -> Work:
    return lambda: _list(root, place)


def _looked(root: Path) -> Work:
    """Look at every file: scandir and stat, and nothing else."""

    def look(folder: str) -> int:
        count = 0
        with os.scandir(folder) as found:
            for each in found:
                if each.is_dir(follow_symlinks=False):
                    count += look(each.path)
                else:
                    each.stat()
                    count += 1
        return count

    return lambda: look(str(root))
