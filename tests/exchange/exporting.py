"""Exports made for tests, and what is in their files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from readiness_tui.storage.workspaces import open_workspace
from readiness_tui.use_cases.exported_agents import ExportSummary, ExportWords
from readiness_tui.use_cases.exporting import export, portfolio_of

DAY = date(2026, 11, 22)


def exported(root: Path, folder: Path, **words: Any) -> ExportSummary:
    """The export of one workspace into a folder."""
    return export(
        portfolio_of(open_workspace(root)), ExportWords(folder, **({"wanted": "jsonl", "as_of": DAY} | words))
    )


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table of JSON Lines, in the order of their files' names."""
    lines = (line for path in sorted((folder / table).rglob("*.jsonl")) for line in path.open(encoding="utf-8"))
    return [json.loads(line) for line in lines]


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def data_files(folder: Path) -> dict[str, bytes]:
    """The same without what begins with an underscore, as engines see it."""
    return {path: raw for path, raw in files(folder).items() if not path.startswith("_")}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Which file on the disk each data file is, and when it was written."""
    return {
        path: (found := (folder / path).stat()).st_ino and (found.st_ino, found.st_mtime_ns)
        for path in data_files(folder)
    }


def only(root: Path, slugs: Iterable[str], to: Path) -> Path:
    """A copy of a workspace with only these agents."""
    wanted = set(slugs)
    shutil.copytree(root, to)
    for folder in (to / "assessments").iterdir():
        if folder.name not in wanted:
            shutil.rmtree(folder)
    return to
