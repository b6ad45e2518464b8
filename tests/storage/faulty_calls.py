"""File calls that fail on demand: the Nth one, once or from then on, in every way that a disk or a kill can."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from readiness_tui.storage.file_calls import FileCalls

ERRORS = {
    "ENOSPC": errno.ENOSPC,
    "EIO": errno.EIO,
    "EACCES": errno.EACCES,
    "EROFS": errno.EROFS,
    "EDQUOT": errno.EDQUOT,
    "EINTR": errno.EINTR,
    "ESTALE": errno.ESTALE,
    "EMFILE": errno.EMFILE,
}
DEATHS = ("die before", "die after", "torn write")
KINDS = (*DEATHS, "short write", "lost reply", *ERRORS)
WRITE_KINDS = ("torn write", "short write")
COUNTED = (
    *("open", "read", "write", "fsync", "close", "fstat", "lstat", "replace"),
    *("unlink", "mkdir", "scandir", "link", "fchmod", "lock"),
)


class Died(BaseException):
    """The program was killed here: nothing after this runs, no clean-up either."""


@dataclass
class Disk:
    """The real disk behind a shim that fails the call number `at`; it knows what a power cut would take away."""

    kind: str = ""
    at: int = 0
    is_sticky: bool = False
    without: tuple[str, ...] = ()
    count: int = 0
    is_dead: bool = False
    log: list[tuple[str, str]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    opened: dict[int, str] = field(default_factory=dict)
    unsynced: dict[tuple[int, int], str] = field(default_factory=dict)
    undo: list[tuple[str, Callable[[], None]]] = field(default_factory=list)

    def calls(self) -> FileCalls:
        real = FileCalls()
        real.fsync = os.fstat  # a test's disk may be slow, and only the order of the calls matters here
        real.sleep = lambda seconds: None
        for name in self.without:
            setattr(real, name, 0 if name in ("no_follow", "folder") else None)
        for name in COUNTED:
            call = getattr(real, name)
            if call is not None:
                setattr(real, name, self._failing(name, call))
        return real

    @property
    def was_reached(self) -> bool:
        return self.count >= self.at

    def _failing(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def failing(*arguments: Any, **named: Any) -> Any:
            if self.is_dead:
                raise Died
            if not self._is_due(name):
                return self._done(name, call, *arguments, **named)
            self.failed.append(name)
            if self.kind == "die before":
                self._die()
            if self.kind in WRITE_KINDS:
                descriptor, chunk = arguments
                written = self._done(name, call, descriptor, bytes(chunk[: max(1, len(chunk) // 3)]))
                return written if self.kind == "short write" else self._die()
            if self.kind in ERRORS and name != "close":  # a failing close closes all the same
                raise OSError(ERRORS[self.kind], os.strerror(ERRORS[self.kind]))
            answer = self._done(name, call, *arguments, **named)
            if self.kind == "die after":
                self._die()
            if name == "open":
                os.close(answer)
            number = ERRORS.get(self.kind, errno.EIO)
            raise OSError(number, os.strerror(number))

        return failing

    def _is_due(self, name: str) -> bool:
        if self.kind in WRITE_KINDS and name != "write":
            return False
        self.count += 1
        return self.count == self.at or (self.is_sticky and self.count > self.at > 0)

    def _die(self) -> Any:
        self.is_dead = True
        raise Died

    def _done(self, name: str, call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        place = self._place(name, arguments)
        undo = self._undo_of(name, arguments)
        answer = call(*arguments, **named)
        self.log.append((name, place))
        if undo is not None:
            self.undo.append((str(Path(arguments[-1] if name in ("replace", "link") else arguments[0]).parent), undo))
        if name == "open":
            self.opened[answer] = place
        elif name == "close":
            self.opened.pop(arguments[0], None)
        elif name == "write":
            self.unsynced[_inode(arguments[0])] = place
        elif name == "fsync":
            self.unsynced.pop(_inode(arguments[0]), None)
            self.undo = [(folder, step) for folder, step in self.undo if folder != place]
        return answer

    def _place(self, name: str, arguments: tuple[Any, ...]) -> str:
        if isinstance(arguments[0], int):
            return self.opened.get(arguments[0], "?")
        return str(arguments[1] if name in ("replace", "link") else arguments[0])

    def _undo_of(self, name: str, arguments: tuple[Any, ...]) -> Callable[[], None] | None:
        """What a power cut does to a change of names that no folder flush followed."""
        if name == "link":
            return lambda: Path(arguments[1]).unlink(missing_ok=True)
        if name == "replace":
            target = Path(arguments[1])
            old = target.read_bytes() if target.exists() else None
            return lambda: target.unlink(missing_ok=True) if old is None else _put(target, old)
        return None

    def power_cut(self, names_survive: bool) -> None:
        """What was written and not flushed is gone; names that were changed and not flushed may be, too."""
        for (device, inode), place in self.unsynced.items():
            for path in Path(place).parent.glob("*"):
                found = path.lstat()
                if (found.st_dev, found.st_ino) == (device, inode):
                    os.truncate(path, 0)
        if not names_survive:
            for _, step in reversed(self.undo):
                step()

    def close_all(self) -> None:
        for descriptor in self.opened:
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self.opened.clear()


def _inode(descriptor: int) -> tuple[int, int]:
    found = os.fstat(descriptor)
    return found.st_dev, found.st_ino


def _put(path: Path, raw: bytes) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(raw)
