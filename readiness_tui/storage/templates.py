"""The texts of report templates: the built-in ones, those in a workspace's `templates/`, a file that is named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.storage.file_calls import in_plain_words
from readiness_tui.storage.files import create_file, file_names, inside, make_folder, read_bytes, replace_file
from readiness_tui.storage.shipped import shipped_files, shipped_folder

FOLDER, SUFFIX, COMPILED = "templates", ".j2", "compiled"
LARGEST, MOST = 1_000_000, 200


class OwnTemplate(NamedTuple):
    """A template that isn't built in: the name that others include it by, its text and its file."""

    name: str
    text: str
    path: Path


def built_in_templates() -> Mapping[str, str]:
    """The text of every built-in template, by file name."""
    return {path.name: path.read_text(encoding="utf-8") for path in shipped_files(FOLDER, f"*{SUFFIX}")}


def compiled_templates() -> Path:
    """Where the built-in templates lie that were compiled when the program was packed; it need not be there."""
    return shipped_folder(FOLDER) / COMPILED


def keep_compiled(folders: Mapping[str, Mapping[str, str]]) -> None:
    """Keep these folders of compiled templates and no others; a program that is running finds each file whole."""
    import shutil

    root = compiled_templates()
    for old in root.iterdir() if root.is_dir() else ():
        if old.name not in folders:
            shutil.rmtree(old)
    for folder, files in folders.items():
        make_folder(root / folder)
        for name, text in files.items():
            path = root / folder / name
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                replace_file(path, text)


def template_names(root: Path | None) -> tuple[str, ...]:
    """The names of the templates in a workspace's `templates/`. Raises UserError."""
    names = file_names(root / FOLDER) if root else ()
    found = tuple(name for name in names if name.endswith(SUFFIX) and not name.startswith("."))
    if root and len(found) > MOST:
        raise UserError(Fault(f"{root / FOLDER}: more than {MOST} templates", "keep only those that are used"))
    return found


def workspace_templates(root: Path | None) -> tuple[OwnTemplate, ...]:
    """The templates in a workspace's `templates/`, by name; a link that leads out of the folder is refused.

    Raises UserError.
    """
    if root is None:
        return ()
    return tuple(_in_folder(root / FOLDER, name) for name in template_names(root))


def _in_folder(folder: Path, name: str) -> OwnTemplate:
    path = folder / name
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise UserError(Fault("a template is no link out of its folder", "copy the file", str(path)))
    return _read(path)


def _read(path: Path) -> OwnTemplate:
    try:
        return OwnTemplate(path.name, read_bytes(path, LARGEST).decode("utf-8-sig"), path)
    except UnicodeDecodeError:
        raise UserError(Fault("the template is not UTF-8 text", "save it as UTF-8", str(path))) from None


def named_template(root: Path | None, wanted: str) -> OwnTemplate:
    """A team's template: a file in the workspace's `templates/`, or a path. Raises UserError."""
    if root is not None and wanted in template_names(root):
        return _in_folder(root / FOLDER, wanted)
    path = Path(wanted)
    with in_plain_words(path):
        if path.is_file():
            return _read(path)
    remedy = nearest(wanted, template_names(root))
    folder = f"put it into {root / FOLDER}, or " if root else ""
    raise UserError(Fault(f"no template '{wanted}'", remedy or f"{folder}name its path"))


def add_template(root: Path, name: str, text: str) -> Path:
    """Write a template into a workspace's `templates/`; one that is there stays. Raises UserError."""
    path = inside(root, root / FOLDER / name)
    make_folder(path.parent)
    try:
        create_file(path, text)
    except FileExistsError:
        raise UserError(Fault(f"{path} is there already", "move it away to begin again")) from None
    return path
