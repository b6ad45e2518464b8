from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from readiness_tui.use_cases.demo import write_demo


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("READINESS_STATE_DIR", str(folder))
    monkeypatch.setenv("COLUMNS", "100")
    return folder


@pytest.fixture(scope="session")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo workspace, for commands that write nothing."""
    return write_demo(tmp_path_factory.mktemp("cli") / "demo", date(2026, 11, 22)).root


@pytest.fixture
def demo(looked_at: Path, tmp_path: Path) -> Path:
    """The demo workspace, a copy of its own for each test."""
    return Path(shutil.copytree(looked_at, tmp_path / "demo"))
