"""Starting commands, in processes of their own, against `python -c pass`."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.materials import GRAIN_SECONDS, demo_workspace
from benchmarks.measuring import Bar, against_floor, in_child, process

_BARS: tuple[tuple[float | None, tuple[str, ...]], ...] = (
    (5.5, ("--version",)),
    (7, ("list",)),
    (7, ("status",)),
    (20, ("validate", "assessments/support-agent/assessment.yaml")),
    (20, ("gate", "support-agent", "--min-score", "1")),
    (20, ("score", "support-agent")),
    (20, ("score", "support-agent", "--json")),
    (None, ("explain", "support-agent")),
    (25, ("report", "support-agent", "-f", "md")),
)


def bars(pairs: int) -> Iterator[Bar]:
    """Each command in the demo workspace, its index warm and all code byte-compiled."""
    with demo_workspace() as root:
        floor = process(root, "-c", "pass")
        time.sleep(GRAIN_SECONDS)
        for limit, words in _BARS:
            command = process(root, "-m", "readiness_tui", *words)
            yield against_floor(f"readiness {' '.join(words)}", limit, command, floor, pairs, in_child)
