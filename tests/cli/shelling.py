"""Runs commands in this process, on a fixed day, and reads what they print."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from readiness_tui.cli.program import program
from readiness_tui.cli.shell import Shell
from readiness_tui.tui.keymap import key_commands

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


def run(*words: str, here: Path, given: str | None = None, open_tui: Any = None) -> Ran:
    """`readiness WORDS` in a folder; `given` is what is typed or piped in."""
    shell = Shell(open_tui=open_tui, clock=NOW, start=here, key_commands=key_commands)
    result = CliRunner().invoke(program, list(words), input=given, obj=shell)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)
