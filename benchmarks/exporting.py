"""What each step of growth costs: `python -m benchmarks.exporting --agents N --milestones M`, as a table in Markdown.

One machine (list), a git host (commit, clone), an engine (export, query). Seconds are of the processor, all processes
together, so that other work on the machine changes them little.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.portfolio import DAY, write_portfolio

READINESS = (sys.executable, "-m", "readiness_tui")
QUERY = """
import duckdb, sys
folder, ending = sys.argv[1:]
read = {"jsonl": "read_json", "parquet": "read_parquet"}[ending]
typed = ", columns = {level_worst: 'STRING', worst: 'DOUBLE'}, format = 'newline_delimited'"
source = f"{read}('{folder}/*/*/*.{ending}'{typed if ending == 'jsonl' else ''})"
print(duckdb.sql(f"SELECT level_worst, count(*), avg(worst) FROM {source} GROUP BY level_worst"))
"""
COMPACT = """
import duckdb, sys
source, target = sys.argv[1:]
files = f"read_parquet('{source}/*/*/*.parquet', hive_partitioning = true, hive_types_autocast = false)"
duckdb.sql(f"COPY (FROM {files}) TO '{target}' (FORMAT parquet)")
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was done, how long it took, and what it left on the disk."""

    words: str
    seconds: float
    files: int | None = None
    bytes: int | None = None

    @property
    def line(self) -> str:
        """The row of the table."""
        files = "" if self.files is None else f"{self.files:,}"
        size = "" if self.bytes is None else f"{self.bytes / 1e6:,.1f}"
        return f"| {self.words} | {self.seconds:,.1f} | {files} | {size} |"


def took(words: str, command: Sequence[str], here: Path, left: Path | None = None) -> Step:
    """Run a command; `left` is the folder to be counted afterwards. Raises CalledProcessError."""
    before = os.times()
    subprocess.run(command, cwd=here, check=True, capture_output=True)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    if left is None:
        return Step(words, seconds)
    sizes = [path.stat().st_size for path in left.rglob("*") if path.is_file()]
    return Step(words, seconds, len(sizes), sum(sizes))


def steps(work: Path, agents: int, milestones: int) -> Iterator[Step]:
    """Every step, one after the other, on a made-up portfolio."""
    root = work / "portfolio"
    write_portfolio(root, agents, milestones)
    os.environ["READINESS_CACHE_DIR"] = os.environ["READINESS_STATE_DIR"] = str(work / "own")
    day = ("--as-of", DAY.isoformat())
    yield took("`readiness list`, everything read", (*READINESS, "list", *day), root, root)
    yield took("`readiness list`, from the index", (*READINESS, "list", *day), root)
    yield from _git(work, root)
    yield from _export(work, root)


def _git(work: Path, root: Path) -> Iterator[Step]:
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.com")
    subprocess.run((*git, "init", "-q"), cwd=root, check=True)
    yield took("`git add` of all of it", (*git, "add", "-A"), root)
    subprocess.run((*git, "commit", "-qm", "all"), cwd=root, check=True)
    yield took("`git gc`: what the host keeps", (*git, "gc", "-q"), root, root / ".git")
    yield took("`git clone --depth 1`, as CI does", (*git, "clone", "-q", "--depth", "1", f"file://{root}", "c"), work)
    slug = next((root / "assessments").iterdir()).name
    yield took("`readiness gate` of one agent in CI", (*READINESS, "gate", slug, "--max-blockers", "999"), work / "c")


def _export(work: Path, root: Path) -> Iterator[Step]:
    for ending in ("jsonl", "parquet"):
        to = work / ending
        command = (*READINESS, "export", "--to", str(to), "-f", ending)
        day = ("--as-of", DAY.isoformat())
        yield took(f"`readiness export -f {ending}`, the first", (*command, *day), root, to)
        yield took(f"`readiness export -f {ending}`, nothing new", (*command, *day), root)
        if ending == "parquet":
            later = (DAY + timedelta(days=1)).isoformat()
            yield took("`readiness export -f parquet`, the next day", (*command, "--as-of", later), root)
        query = (sys.executable, "-c", QUERY, f"{to}/milestones", ending)
        yield took(f"DuckDB over all milestones, {ending}", query, work)
    for table in ("milestones", "answers"):
        command = (sys.executable, "-c", COMPACT, str(work / "parquet" / table), str(work / f"{table}.parquet"))
        made = took(f"DuckDB makes one file of {table}", command, work)
        yield Step(made.words, made.seconds, 1, (work / f"{table}.parquet").stat().st_size)


def main() -> int:
    """Print the table; needs duckdb and pyarrow beside the program."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exporting", description=__doc__)
    parser.add_argument("--agents", metavar="N", type=int, default=100)
    parser.add_argument("--milestones", metavar="M", type=int, default=1000)
    given = parser.parse_args()
    print(f"{given.agents:,} agents, {given.milestones:,} milestones\n")
    print("| Step | Processor, s | Files | MB |\n|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as work:
        for step in steps(Path(work), given.agents, given.milestones):
            print(step.line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
