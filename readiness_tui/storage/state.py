"""A person's own local state, outside the shared files: the recovery copies of answers that couldn't be saved."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readiness_tui.model.faults import UserError
from readiness_tui.storage import file_calls
from readiness_tui.storage.files import make_folder, read_bytes, replace_file
from readiness_tui.storage.own_folders import cache_folder, state_folder

if TYPE_CHECKING:
    from readiness_tui.storage.workspaces import Workspace

__all__ = [
    "Recovery",
    "cache_folder",
    "drop_copy",
    "drop_own_recovery",
    "drop_recovery",
    "keep_recovery",
    "recovered",
    "state_folder",
]

_ANSWERS = ".answers.yaml"
_THIS_RUN = secrets.token_hex(4)


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was typed but not saved: the text of the answers, when it was kept, and the text that they began from."""

    text: str
    moment: datetime
    base_text: str
    path: Path

    def __iter__(self) -> Iterator[str | datetime]:
        """Text and moment, for callers that need no more."""
        return iter((self.text, self.moment))


def keep_recovery(workspace: Workspace, slug: str, text: str, base_text: str = "") -> Path:
    """Keep answers that couldn't be saved, with the text that they began from; returns where. Raises UserError.

    Each run of the program has a copy of its own: it never replaces what an earlier run left.
    """
    path = _recovery_folder(workspace) / f"{slug}.{_THIS_RUN}{_ANSWERS}"
    make_folder(path.parent, 0o700)
    if base_text:
        replace_file(_base_path(path), base_text)
    replace_file(path, text)
    return path


def recovered(workspace: Workspace, slug: str) -> Recovery | None:
    """The newest answers that this or an earlier run couldn't save; None if there are none that can be read."""
    found: list[tuple[float, Path]] = []
    for path in _recovery_folder(workspace).glob(f"{slug}.*{_ANSWERS}"):
        with contextlib.suppress(OSError):
            found.append((path.stat().st_mtime, path))
    for moment, path in sorted(found, reverse=True):
        with contextlib.suppress(OSError, UserError, UnicodeDecodeError):
            base_path = _base_path(path)
            base_text = read_bytes(base_path).decode("utf-8") if base_path.is_file() else ""
            text = read_bytes(path).decode("utf-8")
            return Recovery(text, datetime.fromtimestamp(moment, UTC).replace(microsecond=0), base_text, path)
    return None


def drop_recovery(workspace: Workspace, slug: str) -> None:
    """Forget the copy that `recovered` shows: a person said no, or its answers are saved. Never raises."""
    kept = recovered(workspace, slug)
    if kept is not None:
        drop_copy(kept.path)


def drop_own_recovery(workspace: Workspace, slug: str) -> None:
    """Forget what this run kept, because it is saved now. What other runs left stays. Never raises."""
    drop_copy(_recovery_folder(workspace) / f"{slug}.{_THIS_RUN}{_ANSWERS}")


def drop_copy(path: Path) -> None:
    """Delete one recovery copy with the text it began from. Never raises."""
    for each in (path, _base_path(path)):
        with contextlib.suppress(OSError):
            file_calls.current.unlink(each)


def _base_path(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(_ANSWERS) + ".base.yaml")


def _recovery_folder(workspace: Workspace) -> Path:
    place = hashlib.sha256(str(workspace.root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return state_folder() / "recovery" / place
