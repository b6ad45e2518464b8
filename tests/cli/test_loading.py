"""What each command loads: help and version next to nothing, no command the TUI, only reports the template engine."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from readiness_tui.cli.command_table import COMMANDS

HEAVY = ("pydantic", "yaml", "textual", "rich", "jinja2", "markdown_it", "platformdirs")
HEAVY += ("highspy", "numpy", "icalendar", "pyarrow")
PROGRAM = """
import json, sys
sys.argv = ["readiness", *json.loads(sys.argv[1])]
from readiness_tui.__main__ import main
try:
    main()
except SystemExit:
    pass
finally:
    print(json.dumps(sorted(name for name in sys.modules if "." not in name)), file=sys.stderr)
    print(json.dumps([name for name in sys.modules if name.startswith("readiness_tui.cli.")]), file=sys.stderr)
"""
CASES = {
    "--version": (),
    "--help": (),
    "score --help": (),
    "": (),
    "assess support-agent": (),
    "demo": (),
    "completion bash": (),
    "list": ("pydantic", "yaml"),
    "score support-agent": ("pydantic", "yaml"),
    "answer support-agent staging-days=9": ("pydantic", "yaml", "platformdirs"),
    "gate support-agent": ("pydantic", "yaml"),
    "status": ("pydantic", "yaml"),
    "clear support-agent": ("pydantic", "yaml"),
    "plan support-agent": ("pydantic", "yaml"),  # a plan of this size needs no solver
    "export --to tables": ("pydantic", "yaml"),
    "export --to tables -f parquet": ("pydantic", "yaml", "numpy", "pyarrow"),
    "keys": ("pydantic", "yaml", "platformdirs"),
    "schema plan": ("pydantic",),
    "schema list": ("pydantic",),
    "report support-agent -f md": ("pydantic", "yaml", "jinja2", "platformdirs"),
}


WARM = ("list", "list --json", "list --recursive", "status", "status support-agent", "status --json")


def test_listing_what_the_index_knows_loads_nothing_heavy(demo: Path) -> None:
    time.sleep(2.1)  # what was written just now is not trusted yet
    assert "pydantic" in _loaded("list", demo)
    for words in WARM:
        assert _loaded(words, demo) & set(HEAVY) == set(), words


def _loaded(words: str, folder: Path) -> set[str]:
    command = [sys.executable, "-c", PROGRAM, json.dumps(words.split())]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
    return set(json.loads(done.stderr.splitlines()[-2]))


@pytest.mark.parametrize("words", CASES)
def test_a_command_loads_only_what_it_needs(demo: Path, words: str) -> None:
    command = [sys.executable, "-c", PROGRAM, json.dumps(words.split())]
    done = subprocess.run(command, cwd=demo, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
    *_, loaded, own = done.stderr.splitlines()
    assert set(json.loads(loaded)) & set(HEAVY) <= set(CASES[words])
    if words in ("--version", "--help"):
        modules = {f"readiness_tui.cli.{row.module}" for row in COMMANDS.values()}
        assert modules.isdisjoint(json.loads(own)), "help imports no command"
