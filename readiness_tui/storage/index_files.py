"""Which file the index is in: one for each version of the program, under a name that is never used twice.

SQLite finds what belongs to a file by its name, so a file that is doubted is left for a new one, not written anew.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
import zlib
from collections.abc import Iterator
from functools import cache

from readiness_tui import __version__
from readiness_tui.storage.index import SCHEMA, Doubt, Index

_PACKAGE = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120  # pathlib is not loaded to list agents
_SOURCES = ("model", "analysis", "storage", "use_cases", "questionnaires", "../questionnaires")
_PATIENCE_SECONDS = 10.0
_OTHERS_KEPT = 2
_END = ".sqlite3"


@cache
def engine() -> str:
    """Which program makes the rows: its version, and how its sources look, which change from version to version too."""
    newest, total, count = 0, 0, 0
    for name in _SOURCES:
        with contextlib.suppress(OSError), os.scandir(os.path.join(_PACKAGE, name)) as files:  # noqa: PTH118
            for file in files:
                if file.name.endswith((".py", ".yaml")):
                    found = file.stat()
                    newest, total, count = max(newest, found.st_mtime_ns), total + found.st_size, count + 1
    return f"{__version__} {newest} {total} {count}"


def open_index(folder: str, made_by: str, doubted: str = "") -> Index:
    """The index in a cache folder that a program of this `engine` made; a new one where there is none, or where it is
    damaged or `doubted` (its path). Where none can be kept, one that lasts as long as this run."""
    for _ in range(3):
        path = _newest(folder, made_by)
        try:
            if path <= doubted:
                path = _created(folder, made_by)
            return Index(_connected(path, made_by), path)
        except (OSError, sqlite3.OperationalError):
            break
        except (Doubt, sqlite3.DatabaseError):
            doubted = path
    return passing_index()


def passing_index() -> Index:
    """An index that is gone when it is closed."""
    database = sqlite3.connect("", isolation_level=None)
    database.executescript(SCHEMA)
    return Index(database)


def _connected(path: str, made_by: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        database.execute("PRAGMA synchronous = NORMAL")
        try:
            row = database.execute("SELECT value FROM meta WHERE key = 'engine'").fetchone()
        except sqlite3.OperationalError as error:
            if "no such" in str(error):  # an empty file, or one of something else
                raise Doubt(path) from error
            raise
        if row != (made_by,):
            raise Doubt(path)
    except BaseException:
        database.close()
        raise
    return database


def _created(folder: str, made_by: str) -> str:
    """Make an index, whole before it has its name; returns its path. Raises OSError and sqlite3.Error."""
    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103
    path = os.path.join(folder, f"{_start(made_by)}{time.time_ns():020d}-{os.getpid()}{_END}")  # noqa: PTH118
    begun = f"{path}.new"
    os.close(os.open(begun, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        database = sqlite3.connect(begun, isolation_level=None)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.executescript(SCHEMA)
            database.execute("INSERT INTO meta VALUES ('engine', ?)", (made_by,))
        finally:
            database.close()
        os.replace(begun, path)  # noqa: PTH105
    except BaseException:
        _delete(begun)
        raise
    for old in _old(folder, path, made_by):
        _delete(old)
    return path


def _start(made_by: str) -> str:
    return f"index-{zlib.crc32(made_by.encode()):08x}-"


def _files(folder: str) -> Iterator[str]:
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208
            if name.startswith("index-") and name.endswith(_END):
                yield os.path.join(folder, name)  # noqa: PTH118


def _newest(folder: str, made_by: str) -> str:
    start = os.path.join(folder, _start(made_by))  # noqa: PTH118
    return max((path for path in _files(folder) if path.startswith(start)), default="")


def _old(folder: str, path: str, made_by: str) -> list[str]:
    """Older indexes of this program, and those of others but for the ones made last."""
    start = os.path.join(folder, _start(made_by))  # noqa: PTH118
    own = [other for other in _files(folder) if other.startswith(start) and other < path]
    others = sorted((other for other in _files(folder) if not other.startswith(start)), key=_made)
    return own + others[:-_OTHERS_KEPT]


def _made(path: str) -> str:
    return os.path.basename(path).split("-")[2]  # noqa: PTH119


def _delete(path: str) -> None:
    """Delete an index; who has it open goes on with the deleted one. Never raises."""
    for end in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            os.unlink(path + end)  # noqa: PTH108
