"""Finds the workspaces in a folder and below it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from readiness_tui.storage.places import SETTINGS_FILE, roots_below


def workspace_roots(folder: Path) -> Iterator[Path]:
    """The roots of all workspaces in a folder and below it, in order; hidden folders and links are not entered."""
    return map(Path, roots_below(str(folder)))


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
