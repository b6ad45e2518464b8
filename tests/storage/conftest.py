"""Local state of every storage test lives in a folder of its own, and no test waits for the disk."""

import os
from pathlib import Path

import pytest

from readiness_tui.storage import file_calls


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("READINESS_STATE_DIR", str(folder))
    return folder


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Flushing costs milliseconds; that it is called, and when, is tested where calls are counted."""
    monkeypatch.setattr(file_calls.current, "fsync", os.fstat)
