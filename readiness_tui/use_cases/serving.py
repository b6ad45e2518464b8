"""How the full-screen program is told that it draws in a browser's page instead of a terminal."""

from __future__ import annotations

from collections.abc import Mapping

SERVED_BY = "TEXTUAL_DRIVER"
SERVED_DRIVER = "readiness_tui.tui.served_driver:ServedDriver"


def is_served(environment: Mapping[str, str]) -> bool:
    """Whether this process was started by `readiness serve`, for one page of a browser."""
    return environment.get(SERVED_BY) == SERVED_DRIVER
