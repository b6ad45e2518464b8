"""One writer at a time in a folder: an advisory lock that the system drops when its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage import file_calls
from readiness_tui.storage.file_calls import in_plain_words, retried
from readiness_tui.storage.files import make_folder
from readiness_tui.storage.own_folders import state_folder

PATIENCE_SECONDS = 20.0
_TAKEN = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}
_NO_LOCKS_HERE = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF, errno.EINVAL, errno.ENOLCK}


@contextlib.contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Hold a folder for as long as a change to it takes; waits for the other writer. Raises UserError.

    The folder itself is locked, so writers who are different people exclude each other too; where a system can't,
    a file in the person's own state folder; where it has no locks at all, writers rely on the compare before a save.
    """
    descriptor = _locked_folder(folder)
    if descriptor is None:
        descriptor = _locked_file(folder)
    try:
        yield
    finally:
        if descriptor is not None:
            with contextlib.suppress(OSError):
                file_calls.current.close(descriptor)


def _locked_folder(folder: Path) -> int | None:
    calls = file_calls.current
    if not calls.folder or calls.lock is None:
        return None
    with in_plain_words(folder):
        return _locked(retried(calls.open, folder, os.O_RDONLY | calls.folder | calls.binary), folder)


def _locked_file(folder: Path) -> int | None:
    calls = file_calls.current
    if calls.lock is None:
        return None
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    path = state_folder() / "locks" / f"{name}.lock"
    try:
        make_folder(path.parent, 0o700)
        descriptor = retried(calls.open, path, os.O_RDWR | os.O_CREAT | calls.no_follow | calls.binary, 0o600)
    except (OSError, UserError):
        return None
    with in_plain_words(folder):
        return _locked(descriptor, folder)


def _locked(descriptor: int, folder: Path) -> int | None:
    """The same open file, once it is locked; None where such a file can't be locked here."""
    try:
        if _wait_for_lock(descriptor, folder):
            return descriptor
    except BaseException:
        file_calls.current.close(descriptor)
        raise
    file_calls.current.close(descriptor)
    return None


def _wait_for_lock(descriptor: int, folder: Path) -> bool:
    calls, pause = file_calls.current, 0.001
    if calls.lock is None:
        return False
    give_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            retried(calls.lock, descriptor)
            return True
        except OSError as error:
            if error.errno in _NO_LOCKS_HERE:
                return False
            if error.errno not in _TAKEN:
                raise
        if time.monotonic() > give_up:
            raise UserError(
                Fault(f"{folder}: another program has been writing here for a long time", "end it, or retry")
            )
        calls.sleep(pause)
        pause = min(pause * 1.5, 0.02)
