"""Which report files this program wrote: the hashes of their texts, on this machine only, no path among them."""

from __future__ import annotations

import contextlib
from pathlib import Path

from readiness_tui.model.faults import UserError
from readiness_tui.storage.files import bytes_hash, make_folder, read_bytes, replace_file
from readiness_tui.storage.own_folders import state_folder

_NAME = "reports"
_MOST = 500
_LARGEST = 1_000_000


def remember_report(text_hash: str) -> None:
    """Remember that a text with this hash was written. Never raises: forgetting only means that a person is asked."""
    with contextlib.suppress(UserError, OSError):
        known = [line for line in _remembered() if line != text_hash]
        make_folder(state_folder(), 0o700)
        replace_file(state_folder() / _NAME, "\n".join([*known[-_MOST + 1 :], text_hash]) + "\n")


def is_own_report(path: Path) -> bool:
    """Whether a file is, to the letter, a report that this program wrote. False where it can't be told."""
    with contextlib.suppress(UserError, OSError):
        return bytes_hash(read_bytes(path)) in _remembered()
    return False


def _remembered() -> list[str]:
    path = state_folder() / _NAME
    if not path.is_file():
        return []
    return read_bytes(path, _LARGEST).decode("ascii", "replace").split()
