"""A file that a person names, or what is piped in."""

from __future__ import annotations

import sys

STDIN = "-"


def file_or_stdin(name: str) -> tuple[bytes, str]:
    """The bytes of a file, or of stdin for `-`, and the name for faults. Raises UserError."""
    from pathlib import Path

    from readiness_tui.model.faults import Fault, UserError
    from readiness_tui.use_cases.publishing import read_file

    if name != STDIN:
        return read_file(Path(name)), name
    if sys.stdin.isatty():
        raise UserError(Fault("nothing is piped in", "name a file instead of '-'"))
    return sys.stdin.buffer.read(), "stdin"
