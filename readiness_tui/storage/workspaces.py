"""The workspace: found upward from a folder, made, its settings saved, its agents listed."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.storage.files import (
    create_file,
    exists,
    file_names,
    inside,
    make_folder,
    read_bytes,
    replace_bytes,
    replace_file,
)
from readiness_tui.storage.locking import one_writer
from readiness_tui.storage.places import SETTINGS_FILE, SLUG
from readiness_tui.storage.yaml_tree import Limits, use_limits

if TYPE_CHECKING:  # listing agents from the index must start without pydantic
    from readiness_tui.model.workspace import WorkspaceSettings

FOLDERS = ("questionnaires", "templates", "assessments")
GIT_LINES = {
    ".gitattributes": ("*.yaml text eol=lf", "assessments/*/assessment.yaml merge=readiness"),
    ".gitignore": (".readiness-*.tmp",),
}
_WORD = re.compile(r"[a-z0-9]+")


class Workspace:
    """The folder that holds a team's questionnaires, templates and assessments, with its settings.

    Settings that are not given are read when they are first asked for, which raises UserError where they can't be.
    """

    __slots__ = ("_read_only", "_settings", "root")

    def __init__(self, root: Path, settings: WorkspaceSettings | None = None, read_only: str = "") -> None:
        self.root = root
        self._settings, self._read_only = settings, read_only

    @property
    def settings(self) -> WorkspaceSettings:
        """What the team has agreed for all its agents."""
        return self._read()

    @property
    def read_only(self) -> str:
        """Why the settings can't be changed; empty: they can."""
        self._read()
        return self._read_only

    def _read(self) -> WorkspaceSettings:
        if self._settings is None:
            self._settings, self._read_only = _settings_in(self.root)
        return self._settings

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Workspace) and self._facts() == other._facts()

    def __hash__(self) -> int:
        return hash(self.root)

    def _facts(self) -> tuple[Path, WorkspaceSettings, str]:
        return self.root, self._read(), self._read_only


def find_root(start: Path) -> Path | None:
    """The nearest folder from `start` upward that holds a readiness.yaml."""
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if os.path.isfile(folder / SETTINGS_FILE)), None)  # noqa: PTH113  # Path.is_file raises where a folder is closed to us


def find_workspace(start: Path) -> Workspace | None:
    """The workspace that holds `start`; None outside one. Raises UserError if its settings can't be read."""
    root = find_root(start)
    return open_workspace(root) if root else None


def workspace_here(start: Path, demanded: Path | None) -> Workspace | None:
    """The workspace in `demanded`, or the one found upward from `start`; None where there is none. Raises UserError."""
    return open_workspace(demanded) if demanded else find_workspace(start)


def open_workspace(root: Path) -> Workspace:
    """The workspace in a folder. Raises UserError: none there, or its settings can't be read."""
    if not exists(root / SETTINGS_FILE):
        raise UserError(
            Fault(f"{root}: there is no {SETTINGS_FILE} in this folder", "make a workspace: readiness init")
        )
    home = root.resolve()
    return _opened(home)


def _opened(root: Path) -> Workspace:
    return Workspace(root, *_settings_in(root))


def _settings_in(root: Path) -> tuple[WorkspaceSettings, str]:
    """The settings, whose limits hold from now on, and why they can't be changed. Raises UserError."""
    from readiness_tui.model.workspace import FORMAT
    from readiness_tui.storage.converting import newer_format
    from readiness_tui.storage.decoding import decode_settings

    path = root / SETTINGS_FILE
    read_only, readable = newer_format(read_bytes(path), FORMAT)
    settings = decode_settings(readable, str(path))
    keep_limits(settings)
    return settings, read_only


def keep_limits(settings: WorkspaceSettings) -> None:
    """From now on read and write files as large as a workspace's settings allow."""
    wanted = settings.limits
    use_limits(Limits(size=wanted.megabytes * 1_000_000, nodes=wanted.nodes))


def init_workspace(root: Path, name: str | None = None) -> Workspace:
    """Make a workspace, or complete one: nothing that is there is changed but for missing lines in git's files.

    Raises UserError.
    """
    settings = _settings_named(name)
    make_folder(root)
    home = root.resolve()
    for folder in FOLDERS:
        make_folder(home / folder)
    for file, lines in GIT_LINES.items():
        _add_lines(home / file, lines)
    _create_settings(home / SETTINGS_FILE, settings)
    return open_workspace(home)


def _settings_named(name: str | None) -> WorkspaceSettings:
    from readiness_tui.model.workspace import WorkspaceSettings

    try:
        return WorkspaceSettings(name=name or None)
    except ValueError:
        raise UserError(Fault("this can't be the name of a workspace", "write one line of plain text")) from None


def _create_settings(path: Path, settings: WorkspaceSettings) -> None:
    from readiness_tui.storage.encoding import encode_settings

    if not exists(path):
        with contextlib.suppress(FileExistsError):
            create_file(path, encode_settings(settings))


def _add_lines(path: Path, lines: tuple[str, ...]) -> None:
    old = read_bytes(path) if exists(path) else b""
    present = {line.strip() for line in old.splitlines()}
    missing = [line.encode() for line in lines if line.encode() not in present]
    if not missing:
        return
    end = b"\r\n" if b"\r\n" in old else b"\n"
    start = old if not old or old.endswith(b"\n") else old + end
    replace_bytes(path, start + b"".join(line + end for line in missing))


def save_settings(workspace: Workspace, settings: WorkspaceSettings) -> Workspace:
    """Write the settings that changed since `workspace` was opened; what others changed meanwhile is kept.

    Raises UserError: the same setting was changed both ways, or the file can't be written.
    """
    from readiness_tui.storage.encoding import encode_settings

    path = workspace.root / SETTINGS_FILE
    with one_writer(workspace.root):
        current = _opened(workspace.root)
        if current.read_only:
            raise UserError(current.read_only)
        merged = _merged_settings(workspace.settings, settings, current.settings, path)
        replace_file(path, encode_settings(merged))
    return Workspace(workspace.root, merged, workspace.read_only)


def _merged_settings(
    before: WorkspaceSettings, mine: WorkspaceSettings, theirs: WorkspaceSettings, path: Path
) -> WorkspaceSettings:
    old, new, there = dict(before), dict(mine), dict(theirs)
    changed = {key: new.get(key) for key in {**old, **new} if old.get(key) != new.get(key)}
    both = sorted(key for key in changed if there.get(key) not in (old.get(key), changed[key]))
    if both:
        raise UserError(
            Fault(f"{path}: {', '.join(both)} was changed by someone else meanwhile", "look, then set it again")
        )
    return theirs.model_copy(update=changed)


def agent_slugs(workspace: Workspace) -> tuple[str, ...]:
    """The agents that have an assessment, by slug."""
    return slugs_in(workspace.root)


def slugs_in(root: Path) -> tuple[str, ...]:
    """`agent_slugs` for who has only the folder of the workspace."""
    try:
        names = os.listdir(root / "assessments")  # noqa: PTH208  # ten thousand names, as text
    except OSError:
        return ()
    return tuple(sorted(name for name in names if SLUG.fullmatch(name) and _has_assessment(root, name)))


def _has_assessment(root: Path, slug: str) -> bool:
    return os.path.isfile(f"{root}/assessments/{slug}/assessment.yaml")  # noqa: PTH113  # one stat, no Path


def assessment_folder(workspace: Workspace, slug: str) -> Path:
    """The folder of an agent, whether or not it is there. Raises UserError for a slug that is none."""
    if not SLUG.fullmatch(slug):
        raise UserError(Fault(f"'{slug[:80]}' is not an agent's name", nearest(slug, agent_slugs(workspace))))
    return inside(workspace.root, workspace.root / "assessments" / slug / "assessment.yaml").parent


def existing_folder(workspace: Workspace, slug: str) -> Path:
    """The folder of an agent that has an assessment. Raises UserError: no such agent, with the nearest name."""
    folder = assessment_folder(workspace, slug)
    if not exists(folder / "assessment.yaml"):
        known = agent_slugs(workspace)
        remedy = nearest(slug, known) or f'start one: readiness new "{slug}"'
        raise UserError(Fault(f"there is no agent '{slug}' in {workspace.root}", remedy))
    return folder


def free_slug(workspace: Workspace, name: str) -> str:
    """A slug for a name that no agent has: its words in a-z and 0-9, else `agent`; with `-2` and so on if taken."""
    from readiness_tui.model.values import check_slug

    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name).casefold())
    plain = "".join(character for character in folded if not unicodedata.combining(character))
    wanted = "-".join(_WORD.findall(plain))[:60].strip("-") or "agent"
    try:
        check_slug(wanted)
    except ValueError:
        wanted = f"{wanted}-agent"
    taken = {folder.casefold() for folder in file_names(workspace.root / "assessments")}
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted[: 63 - len(str(number))]}-{number}"
    return slug
