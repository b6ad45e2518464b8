from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from readiness_tui.use_cases.attention import overviews
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
    """A folder with the demo workspace, and with the state of a machine whose index knows it."""
    top = tmp_path_factory.mktemp("demo")
    workspace = write_demo(top / "demo", TODAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READINESS_STATE_DIR", str(top / "state"))
        overviews(str(workspace.root), TODAY)
    return top


@pytest.fixture
def demo(demo_once: Path, tmp_path: Path) -> Workspace:
    """The demo workspace, a copy of its own for each test; the index takes it for the same folder, moved."""
    shutil.copytree(demo_once, tmp_path, dirs_exist_ok=True)
    for path in (tmp_path / "state").rglob("*.sqlite3"):
        with closing(sqlite3.connect(path, isolation_level=None)) as index:
            index.execute("UPDATE workspaces SET root = ?", (os.fsencode(tmp_path / "demo"),))
    return open_workspace(tmp_path / "demo")


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    """One agent with nothing answered, on two questions of the workspace's own."""
    return small_workspace(tmp_path, SMALL)


@pytest.fixture
def fresh(tmp_path: Path) -> Workspace:
    """One agent with nothing answered."""
    return fresh_workspace(tmp_path)
