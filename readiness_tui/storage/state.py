"""A person's own local state, outside the shared files: where it lives, and the recovery copy of unsaved answers."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readiness_tui.model.faults import UserError
from readiness_tui.storage import file_calls
from readiness_tui.storage.files import make_folder, read_bytes, replace_file

if TYPE_CHECKING:
    from readiness_tui.storage.workspaces import Workspace

OWN_FOLDER_VARIABLE = "READINESS_STATE_DIR"


def state_folder() -> Path:
    """The folder for what must survive a restart: recovery copies, lock files, logs."""
    return _own_folder("user_state_path")


def cache_folder() -> Path:
    """The folder for what can be made again: the index."""
    return _own_folder("user_cache_path", "cache")


def _own_folder(kind: str, below: str = "") -> Path:
    demanded = os.environ.get(OWN_FOLDER_VARIABLE)
    if demanded:
        return Path(demanded).absolute() / below
    import platformdirs  # only where it is needed: reading commands start without it

    found: Path = getattr(platformdirs, kind)("readiness", appauthor=False)
    return found


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was typed but not saved: the text of the answers, when it was kept, and the text that they began from."""

    text: str
    moment: datetime
    base_text: str

    def __iter__(self) -> Iterator[str | datetime]:
        """Text and moment, for callers that need no more."""
        return iter((self.text, self.moment))


def keep_recovery(workspace: Workspace, slug: str, text: str, base_text: str = "") -> Path:
    """Keep answers that couldn't be saved, with the text that they began from; returns where. Raises UserError."""
    path = _recovery_path(workspace, slug)
    make_folder(path.parent, 0o700)
    if base_text:
        replace_file(path.with_suffix(".base.yaml"), base_text)
    replace_file(path, text)
    return path


def recovered(workspace: Workspace, slug: str) -> Recovery | None:
    """Answers that an earlier session couldn't save; None if there are none, or they can't be read."""
    path = _recovery_path(workspace, slug)
    base_path = path.with_suffix(".base.yaml")
    try:
        moment = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
        text = read_bytes(path).decode("utf-8")
        base_text = read_bytes(base_path).decode("utf-8") if base_path.is_file() else ""
    except (OSError, UserError, UnicodeDecodeError):
        return None
    return Recovery(text, moment, base_text)


def drop_recovery(workspace: Workspace, slug: str) -> None:
    """Forget the recovery copy: its answers are saved, or a person said no. Never raises."""
    path = _recovery_path(workspace, slug)
    for each in (path, path.with_suffix(".base.yaml")):
        with contextlib.suppress(OSError):
            file_calls.current.unlink(each)


def _recovery_path(workspace: Workspace, slug: str) -> Path:
    place = hashlib.sha256(str(workspace.root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return state_folder() / "recovery" / place / f"{slug}.yaml"
