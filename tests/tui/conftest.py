from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness_tui.use_cases.demo import write_demo
from readiness_tui.use_cases.workspaces import Workspace, open_workspace
from tests.tui.editor import SMALL
from tests.tui.waiting import waiting_for_idle
from tests.tui.workspaces import TODAY, fresh_workspace, small_workspace


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READINESS_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True, scope="session")
def quick_waits() -> Iterator[None]:
    with waiting_for_idle():
        yield


@pytest.fixture(scope="session")
def demo_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_demo(tmp_path_factory.mktemp("demo") / "demo", TODAY).root


@pytest.fixture
def demo(demo_once: Path, tmp_path: Path) -> Workspace:
    """The demo workspace, a copy of its own for each test."""
    return open_workspace(Path(shutil.copytree(demo_once, tmp_path / "demo")))


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    """One agent with nothing answered, on two questions of the workspace's own."""
    return small_workspace(tmp_path, SMALL)


@pytest.fixture
def fresh(tmp_path: Path) -> Workspace:
    """One agent with nothing answered."""
    return fresh_workspace(tmp_path)
