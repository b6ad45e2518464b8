"""A text in the person's own editor: written to a temporary file, edited there, read back."""

from __future__ import annotations

import os
import shlex
import subprocess

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.temporary import temporary_folder


def edited_text(text: str, name: str) -> str:
    """What `$VISUAL`, else `$EDITOR`, made of a text; `name` is the file's. Raises UserError where there is no editor,
    or it fails, or what it wrote is not UTF-8."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not command:
        raise UserError(Fault("no editor is set", "set VISUAL or EDITOR, for example to nano"))
    with temporary_folder("readiness-note") as folder:
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        try:
            done = subprocess.run([*command, str(path)], check=False)
        except OSError as error:
            raise UserError(f"{command[0]} can't be started: {error.strerror}") from None
        if done.returncode:
            raise UserError(f"{command[0]} ended with {done.returncode}; the text stays as it was")
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise UserError(f"what {command[0]} wrote can't be read; the text stays as it was") from None
