"""A text in the person's own editor: written to a temporary file, edited there, read back."""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
from pathlib import Path

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.temporary import temporary_folder

_WINDOWED = frozenset(
    (
        *("atom", "code", "code-insiders", "codium", "cursor", "gedit", "geany", "gnome-text-editor", "gvim", "kate"),
        *("kwrite", "mate", "mousepad", "mvim", "notepad", "notepad++", "pluma", "pulsar", "subl", "sublime_text"),
        *("textadept", "vscodium", "windsurf", "xed", "zed", "zeditor"),
    )
)


def editor_command() -> list[str]:
    """`$VISUAL`, else `$EDITOR`, in words. Raises UserError where neither is set."""
    try:
        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError as error:
        raise UserError(Fault(f"VISUAL or EDITOR can't be read: {error}", "close the quotation")) from None
    if not command:
        raise UserError(Fault("no editor is set", "set VISUAL or EDITOR, for example to nano"))
    return command


def has_own_window() -> bool:
    """Whether the editor is one with a window of its own, which needs no terminal."""
    name = Path(editor_command()[0]).name.removesuffix(".exe")
    return name in _WINDOWED


def edited_text(text: str, name: str) -> str:
    """What the editor made of a text; it has the terminal meanwhile. `name` is the file's.

    Raises UserError where there is no editor, or it fails, or what it wrote is not UTF-8.
    """
    command = editor_command()
    with temporary_folder("readiness-text") as folder:
        path = _written(folder, text, name)
        try:
            done = subprocess.run([*command, str(path)], check=False)
        except OSError as error:
            raise _not_started(command, error) from None
        return _read_back(command, path, done.returncode)


async def text_edited_beside(text: str, name: str) -> str:
    """The same with an editor that has a window of its own, while this program goes on. Raises UserError."""
    command = editor_command()
    with temporary_folder("readiness-text") as folder:
        path = _written(folder, text, name)
        nothing = asyncio.subprocess.DEVNULL
        try:
            editor = await asyncio.create_subprocess_exec(
                *command, str(path), stdin=nothing, stdout=nothing, stderr=nothing
            )
        except OSError as error:
            raise _not_started(command, error) from None
        return _read_back(command, path, await editor.wait())


def _written(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _not_started(command: list[str], error: OSError) -> UserError:
    return UserError(f"{command[0]} can't be started: {error.strerror}")


def _read_back(command: list[str], path: Path, code: int) -> str:
    if code:
        raise UserError(f"{command[0]} ended with {code}; the text stays as it was")
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UserError(f"what {command[0]} wrote can't be read; the text stays as it was") from None
