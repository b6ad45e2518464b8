"""Keeps the report of a crash in the person's own state folder."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from readiness_tui.model.faults import UserError
from readiness_tui.storage.files import create_file, make_folder
from readiness_tui.storage.state import state_folder


def keep_crash_report(text: str, moment: datetime) -> Path | None:
    """Write a crash report; returns where, or None where nothing can be written. Never raises."""
    folder = state_folder() / "crashes"
    path = folder / f"crash-{moment:%Y-%m-%dT%H%M%S}-{os.getpid()}.txt"
    try:
        make_folder(folder, 0o700)
        create_file(path, text)
    except (OSError, UserError):
        return None
    return path
