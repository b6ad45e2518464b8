"""Every call to the operating system that writing needs, in one value: tests fail the Nth of them, or take one away."""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from readiness_tui.model.faults import Fault, UserError

Arguments = ParamSpec("Arguments")
Returned = TypeVar("Returned")
Lock = Callable[[int], object]
_MOST_INTERRUPTIONS = 100


def _lock_call() -> Lock | None:
    """The system's advisory lock on an open file, without waiting; None where there is none."""
    with contextlib.suppress(ImportError):
        fcntl: Any = importlib.import_module("fcntl")
        return lambda descriptor: fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with contextlib.suppress(ImportError):
        msvcrt: Any = importlib.import_module("msvcrt")
        return lambda descriptor: msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    return None


_LINK: Callable[[Path, Path], None] | None = getattr(os, "link", None)
_CHANGE_MODE: Callable[[int, int], None] | None = getattr(os, "fchmod", None)
_LOCK = _lock_call()
_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT: int = getattr(os, "O_NONBLOCK", 0)
_BINARY: int = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_FOLDER: int = getattr(os, "O_DIRECTORY", 0)


class FileCalls:
    """The calls. None, or 0 for a flag, says that this system doesn't have it."""

    def __init__(self, **instead: Any) -> None:
        self.open: Callable[..., int] = os.open
        self.read: Callable[[int, int], bytes] = os.read
        self.write: Callable[[int, bytes | memoryview], int] = os.write
        self.fsync: Callable[[int], None] = os.fsync
        self.close: Callable[[int], None] = os.close
        self.fstat: Callable[[int], os.stat_result] = os.fstat
        self.lstat: Callable[[Path], os.stat_result] = os.lstat
        self.replace: Callable[[Path, Path], None] = os.replace
        self.unlink: Callable[[Path], None] = os.unlink
        self.mkdir: Callable[..., None] = os.mkdir
        self.scandir: Callable[[Path], Any] = os.scandir
        self.link: Callable[[Path, Path], None] | None = _LINK
        self.fchmod: Callable[[int, int], None] | None = _CHANGE_MODE
        self.lock: Lock | None = _LOCK
        self.sleep: Callable[[float], None] = time.sleep
        self.no_follow: int = _NO_FOLLOW
        self.no_wait: int = _NO_WAIT
        self.binary: int = _BINARY
        self.folder: int = _FOLDER
        self.__dict__.update(instead)


current = FileCalls()


def retried(call: Callable[Arguments, Returned], *arguments: Arguments.args, **named: Arguments.kwargs) -> Returned:
    """The call, repeated while a signal interrupts it; a hundred times at most, then InterruptedError."""
    for _ in range(_MOST_INTERRUPTIONS):
        with contextlib.suppress(InterruptedError):
            return call(*arguments, **named)
    return call(*arguments, **named)


_WORDS = {
    errno.ENOSPC: ("the disk is full", "free some space, then save again"),
    errno.EDQUOT: ("your disk quota is used up", "delete files that you don't need, then save again"),
    errno.EROFS: ("the file system is read-only", "work on a copy in a folder that can be written"),
    errno.EACCES: ("there is no permission for this file or its folder", "ask its owner, or work on a copy"),
    errno.EPERM: ("there is no permission for this file or its folder", "ask its owner, or work on a copy"),
    errno.EIO: ("the disk reported an error", "check the disk, and keep a copy elsewhere"),
    errno.ESTALE: ("the network folder was disconnected", "connect it again, then retry"),
    errno.EMFILE: ("too many files are open", "close other programs, then retry"),
    errno.ENFILE: ("too many files are open", "close other programs, then retry"),
    errno.EINTR: ("the system kept interrupting", "retry"),
    errno.ENOENT: ("there is no such file or folder", "was it moved, renamed or deleted?"),
    errno.ENOTDIR: ("a file stands where a folder is needed", "check the path"),
    errno.EISDIR: ("this is a folder, not a file", "check the path"),
    errno.ELOOP: ("this is a symbolic link, which is not followed for writing", "use the path that it leads to"),
    errno.ENAMETOOLONG: ("the path is too long", "use a shorter name or a higher folder"),
    errno.EFBIG: ("the file is too large for this disk", "use another disk"),
    errno.EBUSY: ("the file is in use by another program", "close it there, then retry"),
}


def plain_error(error: OSError, path: Path) -> UserError:
    """What the system said about a path, in plain words, with what to do."""
    words, remedy = _WORDS.get(error.errno or 0, (error.strerror or "the system refused it", "retry"))
    return UserError(Fault(f"{path}: {words}", remedy))


@contextlib.contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Turn every OSError about a path into a UserError; FileExistsError passes, its caller knows what it means."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        raise plain_error(error, path) from error
