"""Facts about this installation that help to find out why something doesn't work."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from readiness_tui import __version__
from readiness_tui.model.faults import UserError
from readiness_tui.reports.documents.environments import EnvironmentFact
from readiness_tui.storage.shipped import shipped_folder
from readiness_tui.storage.state import cache_folder, state_folder
from readiness_tui.storage.workspaces import workspace_here
from readiness_tui.storage.yaml_events import PythonParser, event_parser

LIBRARIES = ("textual", "pydantic", "pyyaml", "jinja2", "markdown-it-py", "click", "platformdirs")


def environment_facts(here: Path, demanded: Path | None) -> list[EnvironmentFact]:
    """The facts, each with whether it is as it should be; nothing is written and nothing fetched."""
    return [*_program(), *_folders(), *_workspace(here, demanded)]


def _program() -> Iterator[EnvironmentFact]:
    yield _fact("readiness", __version__)
    yield _fact("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    for library in LIBRARIES:
        try:
            yield _fact(library, metadata.version(library))
        except metadata.PackageNotFoundError:
            yield _fact(library, "missing", False)
    yield _fact("libyaml", "used" if event_parser is not PythonParser else "missing: reading YAML is slower")
    git = shutil.which("git")
    yield _fact("git", git or "not found: sharing a workspace needs it", git is not None)


def _folders() -> Iterator[EnvironmentFact]:
    yield _fact("questionnaires", str(shipped_folder("questionnaires")), shipped_folder("questionnaires").is_dir())
    for name, folder in (("state folder", state_folder()), ("cache folder", cache_folder())):
        nearest = next(each for each in (folder, *folder.parents) if each.exists())
        is_writable = os.access(nearest, os.W_OK)
        yield _fact(name, str(folder) + ("" if is_writable else ", can't be written"), is_writable)


def _workspace(here: Path, demanded: Path | None) -> Iterator[EnvironmentFact]:
    try:
        workspace = workspace_here(here, demanded)
    except UserError as error:
        yield _fact("workspace", str(error.faults[0]), False)
        return
    if workspace is None:
        yield _fact("workspace", "none here")
        return
    is_writable = os.access(workspace.root, os.W_OK)
    yield _fact("workspace", str(workspace.root) + ("" if is_writable else ", can't be written"), is_writable)


def _fact(name: str, value: str, ok: bool = True) -> EnvironmentFact:
    return {"name": name, "value": value, "ok": ok}
