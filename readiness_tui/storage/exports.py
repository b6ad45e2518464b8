"""The folder of an export: whole files by table, agent and month, and what was exported of each agent.

    answers/agent=support-agent/month=2026-11/0003-2026-11-22-7f3a9c.jsonl
    _exported/support-agent.json       what is there of this agent, so that it isn't written again
    _export.json                       what the folder holds; `complete` once an export has ended

A file appears whole or not at all. It isn't forced onto the disk: after a power cut delete the folder and export anew.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage import file_calls
from readiness_tui.storage.file_calls import in_plain_words, retried
from readiness_tui.storage.files import exists, file_names, make_folder, read_bytes
from readiness_tui.storage.locking import one_writer

FORMAT = "readiness/export@1"
MANIFEST = "_export.json"
_STATES = "_exported"
_OWN_FILE = re.compile(
    r"(?:working|[0-9]{4,9}-[0-9-]{10}-[0-9a-f]{6,64})\.(?:jsonl|csv|parquet)|\.readiness-[0-9a-f]{16}\.tmp"
)
_LONGEST = 180


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version that is there: a hash over all that it was made from, its month, and the tables that have its rows."""

    made_from: str
    month: str
    tables: tuple[str, ...]

    def places(self, agent: str, name: str, suffix: str) -> tuple[str, ...]:
        """Its files, one a table."""
        return tuple(f"{table}/{agent}/month={self.month}/{name}.{suffix}" for table in self.tables)


@dataclass(frozen=True)
class ExportFolder:
    """An export's folder that this program holds; `tables` are their names. Files are named by `place`."""

    root: Path
    tables: tuple[str, ...]
    _made: set[str] = field(default_factory=set)

    def write(self, place: str, raw: bytes) -> None:
        """Put a file at a place below the folder, over the one that is there. Raises UserError."""
        path = self.root / place
        with in_plain_words(path):
            self._make_folder(place.rpartition("/")[0])
            temporary = path.parent / f".readiness-{secrets.token_hex(8)}.tmp"
            try:
                _write_new(temporary, raw)
                retried(file_calls.current.replace, temporary, path)
            except BaseException:
                with contextlib.suppress(OSError):
                    file_calls.current.unlink(temporary)
                raise

    def _make_folder(self, folder: str) -> None:
        if folder in self._made or not folder:
            return
        self._make_folder(folder.rpartition("/")[0])
        with contextlib.suppress(FileExistsError):
            retried(file_calls.current.mkdir, self.root / folder, 0o777)
        if stat.S_ISLNK(retried(file_calls.current.lstat, self.root / folder).st_mode):
            raise OSError(errno.ELOOP, "a symbolic link")
        self._made.add(folder)

    def places(self, agent: str) -> frozenset[str]:
        """Every file of ours in the partitions of an agent, half-written ones of a killed export among them."""
        return frozenset(
            f"{table}/{agent}/{month}/{name}"
            for table in self.tables
            for month in _names(self.root / table / agent)
            if month.startswith("month=")
            for name in _names(self.root / table / agent / month)
            if _OWN_FILE.fullmatch(name)
        )

    def remove(self, places: Iterable[str]) -> None:
        """Delete files of ours, and the folders that this leaves empty. Raises UserError."""
        for place in places:
            path = self.root / place
            with in_plain_words(path), contextlib.suppress(FileNotFoundError):
                retried(file_calls.current.unlink, path)
            for folder in (path.parent, path.parent.parent):
                with contextlib.suppress(OSError):
                    folder.rmdir()
                    self._made.discard(folder.relative_to(self.root).as_posix())

    def agents(self) -> frozenset[str]:
        """The partitions of all agents of whom anything is there: `agent=support-agent`."""
        held = {name for table in self.tables for name in _names(self.root / table) if name.startswith("agent=")}
        return frozenset(
            held | {f"agent={name[:-5]}" for name in _names(self.root / _STATES) if name.endswith(".json")}
        )

    def kept(self, agent: str) -> dict[str, KeptVersion]:
        """What is there of an agent, by version; empty where nothing was kept, or where it can't be read."""
        try:
            found = json.loads(read_bytes(self.root / _state_place(agent)))
            return {name: _kept(version) for name, version in found.items()}
        except (UserError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def keep(self, agent: str, versions: Mapping[str, KeptVersion]) -> None:
        """Keep what is there of an agent: after its files. Raises UserError."""
        written = {
            name: {"made_from": version.made_from, "month": version.month, "tables": list(version.tables)}
            for name, version in versions.items()
        }
        self.write(_state_place(agent), json.dumps(written, separators=(",", ":"), sort_keys=True).encode("utf-8"))

    def forget(self, agent: str) -> None:
        """Delete all that is there of an agent. Raises UserError."""
        self.remove((*sorted(self.places(agent)), _state_place(agent)))

    def keep_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Say what the folder holds, columns in the order of the files. Raises UserError."""
        self.write(MANIFEST, _json({"format": FORMAT, **manifest}))


@contextlib.contextmanager
def export_folder(root: Path, scope: str, tables: tuple[str, ...]) -> Iterator[ExportFolder]:
    """Hold a folder for an export, alone; it is made where it is missing. `scope` says what the export is of.

    Raises UserError: it holds something else, or the export of another scope.
    """
    with in_plain_words(root):
        make_folder(root)
    with one_writer(root):
        _check_scope(root, scope)
        _sweep(root, root / _STATES)
        yield ExportFolder(root, tables)


def _check_scope(root: Path, scope: str) -> None:
    if not exists(root / MANIFEST):
        if [name for name in file_names(root) if not _OWN_FILE.fullmatch(name)]:
            raise UserError(Fault(f"{root}: this folder holds something that is no export", "choose an empty folder"))
        return
    try:
        found = json.loads(read_bytes(root / MANIFEST))
        held, kind = found["scope"], found["format"]
    except (ValueError, KeyError, TypeError):
        raise UserError(
            Fault(f"{root / MANIFEST}: this can't be read", "choose another folder, or delete it")
        ) from None
    if kind != FORMAT:
        raise UserError(Fault(f"{root}: this export is of another format, {str(kind)[:60]}", "choose an empty folder"))
    if held != scope:
        message = f"{root}: this folder holds the export of {str(held)[:80]}, not of {scope[:80]}"
        raise UserError(Fault(message, "choose a folder of its own for each"))


def partition(key: str) -> str:
    """`agent=...` for a key that people chose: all but a-z, A-Z, 0-9, `_`, `.` and `-` as %XX, as engines read it."""
    written = quote(key, safe="").replace("~", "%7E")
    if len(written) > _LONGEST:
        written = f"{written[: _LONGEST - 20].rpartition('%')[0]}-{sha256(key.encode()).hexdigest()[:16]}"
    return f"agent={written}"


def _kept(found: Any) -> KeptVersion:
    return KeptVersion(str(found["made_from"]), str(found["month"]), tuple(map(str, found["tables"])))


def _state_place(agent: str) -> str:
    return f"{_STATES}/{agent.removeprefix('agent=')}.json"


def _json(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _sweep(*folders: Path) -> None:
    """Delete what a killed export left half written; the folder is held, so nobody is writing it now."""
    for folder in folders:
        for name in _names(folder):
            if name.endswith(".tmp") and _OWN_FILE.fullmatch(name):
                with in_plain_words(folder / name):
                    retried(file_calls.current.unlink, folder / name)


def _names(folder: Path) -> list[str]:
    """The names in a folder, sorted; none where there is none, or a link that leads elsewhere."""
    with in_plain_words(folder):
        try:
            if stat.S_ISLNK(retried(file_calls.current.lstat, folder).st_mode):
                return []
            with retried(file_calls.current.scandir, folder) as found:
                return sorted(each.name for each in found)
        except (FileNotFoundError, NotADirectoryError):
            return []


def _write_new(path: Path, raw: bytes) -> None:
    calls = file_calls.current
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | calls.no_follow | calls.binary
    descriptor = retried(calls.open, path, flags, 0o666)
    try:
        rest = memoryview(raw)
        while rest:
            rest = rest[retried(calls.write, descriptor, rest) :]
    finally:
        with contextlib.suppress(InterruptedError):
            calls.close(descriptor)
