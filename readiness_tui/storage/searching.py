"""Finds the workspaces in a folder and below it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from readiness_tui.storage.workspaces import SETTINGS_FILE

_SKIPPED = frozenset({"node_modules", "__pycache__", "site-packages"})


def workspace_roots(folder: Path) -> Iterator[Path]:
    """The roots of all workspaces in a folder and below it, in order; hidden folders and links are not entered."""
    for here, folders, files in os.walk(folder):
        if SETTINGS_FILE in files:
            yield Path(here)
            folders[:] = [name for name in folders if name not in ("assessments", "questionnaires", "templates")]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED)


def workspace_files(root: Path) -> tuple[Path, ...]:
    """Every YAML file that a workspace holds: settings, questionnaires, answers, milestones, pinned questionnaires."""
    patterns = (
        SETTINGS_FILE,
        "questionnaires/*.yaml",
        "assessments/*/assessment.yaml",
        "assessments/*/milestones/*.yaml",
        "assessments/*/questionnaires/*.yaml",
    )
    return tuple(path for pattern in patterns for path in sorted(root.glob(pattern)))
