"""Check files: all of a workspace, some that are named, one questionnaire."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.checking import file_faults, questionnaire_faults
from readiness_tui.storage.questionnaires import (
    LoadedQuestionnaire,
    find_questionnaire,
    load_questionnaire,
    questionnaire_files,
)
from readiness_tui.storage.searching import workspace_files
from readiness_tui.storage.workspaces import find_root


class Checked(NamedTuple):
    """How many files were checked, and what was found, by file and line."""

    files: int
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(fault.severity == "error" for fault in self.faults)

    @property
    def warnings(self) -> int:
        """How many of the findings are warnings."""
        return len(self.faults) - self.errors


def check_paths(paths: Sequence[Path]) -> Checked:
    """Check files, and all files of the workspaces among the folders. Never raises UserError."""
    files: list[tuple[Path, Path | None]] = []
    faults: list[Fault] = []
    for path in paths:
        if path.is_dir():
            found = workspace_files(path) if (path / "readiness.yaml").exists() else tuple(sorted(path.rglob("*.yaml")))
            files += [(file, find_root(path)) for file in found]
            faults += [] if found else [Fault("there is no YAML file in this folder", "name another", str(path))]
        else:
            files.append((path, find_root(path.parent) if path.parent.is_dir() else None))
    for file, root in dict.fromkeys(files):
        faults += file_faults(file, root)
    return Checked(len(dict.fromkeys(files)), tuple(faults))


def check_questionnaire(root: Path | None, name: str) -> Checked:
    """Check one questionnaire: a file, or an id of the workspace's or a built-in one."""
    path = questionnaire_path(root, name)
    return Checked(1, tuple(_named_shortly(fault, path) for fault in questionnaire_faults(path)))


def _named_shortly(fault: Fault, path: Path) -> Fault:
    return fault if fault.file else fault._replace(file=str(path))


def questionnaire_path(root: Path | None, name: str) -> Path:
    """The file of a questionnaire: a path as it is, else that of an id. Raises UserError."""
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or "/" in name or "\\" in name or path.is_file():
        return path
    return Path(find_questionnaire(root, name).file)


def open_questionnaire(root: Path | None, name: str) -> LoadedQuestionnaire:
    """A questionnaire by file or id. Raises UserError."""
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or "/" in name or path.is_file():
        return load_questionnaire(path)
    return find_questionnaire(root, name)


def all_questionnaires(root: Path | None) -> tuple[tuple[LoadedQuestionnaire, ...], tuple[Fault, ...]]:
    """The workspace's own questionnaires and the built-in ones, and why some can't be read."""
    loaded: list[LoadedQuestionnaire] = []
    faults: list[Fault] = []
    built_in = {path.stem for path, origin in questionnaire_files(None)}
    for path, origin in questionnaire_files(root):
        try:
            found = load_questionnaire(path, origin)
        except UserError as error:
            faults += error.faults
            continue
        is_shadow = origin == "workspace" and found.questionnaire.id in built_in
        loaded.append(found._replace(shadows_built_in=is_shadow))
    return tuple(loaded), tuple(faults)


def root_here(start: Path, demanded: Path | None) -> Path:
    """The root of the workspace in `demanded`, else found upward from `start`; its settings aren't read.

    Raises UserError where there is none.
    """
    root = find_root(start) if demanded is None else demanded
    if root is None or not (root / "readiness.yaml").exists():
        remedy = "make one with 'readiness init', or name one: readiness -C DIR ..."
        raise UserError(Fault(f"no workspace in {start if demanded is None else demanded}", remedy))
    return root
