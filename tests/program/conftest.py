from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from readiness_tui.use_cases.demo import write_demo
from readiness_tui.use_cases.workspaces import init_workspace, new_assessment

if os.name == "nt":
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def demo_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_demo(tmp_path_factory.mktemp("program") / "demo", date.today()).root


@pytest.fixture(scope="session")
def fresh_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = init_workspace(tmp_path_factory.mktemp("program") / "my-agents", "my-agents")
    new_assessment(workspace, "Support agent")
    return workspace.root


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home folder of the person who runs the program."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def demo(demo_once: Path, tmp_path: Path) -> Path:
    """The demo workspace, a copy of its own for each test."""
    return Path(shutil.copytree(demo_once, tmp_path / "demo"))


@pytest.fixture
def fresh(fresh_once: Path, tmp_path: Path) -> Path:
    """A workspace with one agent, nothing answered."""
    return Path(shutil.copytree(fresh_once, tmp_path / "my-agents"))
