"""Where workspaces are and how their folders are called, by names alone: nothing is read, and little is loaded."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

SETTINGS_FILE = "readiness.yaml"
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_SKIPPED = frozenset({"node_modules", "__pycache__", "site-packages"})
_OWN = frozenset({"assessments", "questionnaires", "templates"})


def root_above(start: str) -> str | None:
    """The nearest folder from `start` upward that holds a readiness.yaml, links followed."""
    here = os.path.realpath(start)
    while not os.path.isfile(os.path.join(here, SETTINGS_FILE)):  # noqa: PTH113, PTH118  # pathlib is not loaded for it
        above = os.path.dirname(here)  # noqa: PTH120
        if above == here:
            return None
        here = above
    return here


def roots_below(folder: str) -> Iterator[str]:
    """The roots of all workspaces in a folder and below it, in order; hidden folders and links are not entered."""
    for here, folders, files in os.walk(folder):
        is_root = SETTINGS_FILE in files
        if is_root:
            yield here
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in _SKIPPED and not (is_root and name in _OWN)
        )
