"""Where answers and tasks stand in an agent's file, and how the file is called in the repository around it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from readiness_tui.storage.files import exists, read_bytes
from readiness_tui.storage.workspaces import Workspace, assessment_folder
from readiness_tui.storage.yaml_reader import locate

_KINDS = {"answers": "question", "tasks": "task"}


def answer_places(
    workspace: Workspace, slug: str, milestone: Path | None
) -> tuple[str, Mapping[tuple[str, str], tuple[int, int]]]:
    """The file of the working answers (or of a milestone) from the root of its repository, with `/`; and the line and
    column of each (`question` or `task`, id) in it. Raises UserError."""
    path = milestone or assessment_folder(workspace, slug) / "assessment.yaml"
    places = locate(read_bytes(path), str(path))
    found = {
        (_KINDS[str(where[0])], str(where[1])): (place.key_line, place.key_column)
        for where, place in places.items()
        if len(where) == 2 and where[0] in _KINDS
    }
    return _named(path, workspace.root), found


def _named(path: Path, root: Path) -> str:
    whole, top = path.resolve(), root.resolve()
    repository = next((folder for folder in (top, *top.parents) if exists(folder / ".git")), top)
    return whole.relative_to(repository).as_posix() if whole.is_relative_to(repository) else whole.name
