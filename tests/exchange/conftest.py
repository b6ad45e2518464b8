from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from readiness_tui.use_cases.demo import write_demo
from tests.exchange.exporting import DAY, exported


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READINESS_STATE_DIR", str(tmp_path_factory.mktemp("state")))


@pytest.fixture(scope="session")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo workspace, for tests that change nothing in it."""
    return write_demo(tmp_path_factory.mktemp("exchange") / "demo", DAY).root


@pytest.fixture(scope="session")
def tables(looked_at: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its export as JSON Lines, for tests that only read."""
    folder = tmp_path_factory.mktemp("exported") / "jsonl"
    exported(looked_at, folder)
    return folder


@pytest.fixture
def demo(looked_at: Path, tmp_path: Path) -> Path:
    """The demo workspace, a copy of its own for each test."""
    return Path(shutil.copytree(looked_at, tmp_path / "demo"))
