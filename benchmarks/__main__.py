"""Runs every benchmark and prints one table: `python -m benchmarks [NAME ...] [--pairs N] [--short] [--json FILE]`.

Ratios are of CPU time, between programs that were started one right after the other: one machine's load changes both.
Exit code 1: a bar doesn't hold. `--short` is for CI: a few measurements of each, and it only reports.
"""

from __future__ import annotations

import argparse
import compileall
import json
import platform
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import readiness_tui
from benchmarks.measuring import Bar, table
from readiness_tui.use_cases.packing import compile_templates

_SHORT_PAIRS = 3


def subjects() -> list[str]:
    """The modules of this folder that measure something: those with `bars`."""
    names = [module.name for module in iter_modules([str(Path(__file__).parent)]) if module.name != "__main__"]
    return [name for name in names if hasattr(import_module(f"benchmarks.{name}"), "bars")]


def main() -> int:
    """Measure; returns 1 where a bar doesn't hold."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(subjects())}; all by default")
    parser.add_argument("--pairs", type=int, default=9, help="measurements of each; 9 by default")
    parser.add_argument("--short", action="store_true", help="3 measurements of each, exit code 0: noise fails nothing")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file as well")
    given = parser.parse_args()
    pairs = _SHORT_PAIRS if given.short else given.pairs
    unknown = [name for name in given.names if name not in subjects()]
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(subjects())}")
    compile_templates()
    compileall.compile_dir(Path(readiness_tui.__file__).parent, quiet=2)
    found: list[Bar] = []
    for name in given.names or subjects():
        for bar in import_module(f"benchmarks.{name}").bars(pairs):
            print(f"{name}: {bar.name}", file=sys.stderr, flush=True)
            found.append(bar)
    print(table(found))
    if given.json:
        given.json.write_text(json.dumps(_document(found, pairs), indent=2) + "\n", encoding="utf-8")
    missed = sum(bar.holds is False for bar in found)
    print(f"{len(found)} measured, {missed} of {sum(bar.limit is not None for bar in found)} bars missed")
    return int(missed > 0 and not given.short)


def _document(bars: list[Bar], pairs: int) -> dict[str, object]:
    machine = {"python": platform.python_version(), "system": platform.system(), "processor": platform.machine()}
    return {"pairs": pairs, **machine, "bars": [{**asdict(bar), "holds": bar.holds} for bar in bars]}


if __name__ == "__main__":
    sys.exit(main())
