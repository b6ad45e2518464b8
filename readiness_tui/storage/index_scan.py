"""What the file system says of an agent's files without opening one: enough to know that nothing has changed."""

import marshal
import os
import time
from collections.abc import Iterator
from typing import NamedTuple

from readiness_tui.storage.places import SLUG

ANSWERS = "assessment.yaml"
_FOLDERS = ("milestones", "questionnaires")
_GRAIN = 2_000_000_000
"""The coarsest grain of a file's time, in nanoseconds. As in git: a file that was written so shortly before it was
looked at may change once more without its time telling, so what was read of it is not trusted."""


class FileStamp(NamedTuple):
    """A file of an agent (`milestones/0001-….yaml`) and its stamp: size, times and number, empty where they can't be
    trusted yet."""

    name: str
    stamp: str


def scan_agents(root: str, only: str = "") -> Iterator[tuple[str, bytes, int]]:
    """Every agent of a workspace by slug, or one, with the signature of its files and their number.

    The signature holds names, sizes, times (of the last write, and of the last change of any kind, which no program can
    set) and file numbers; empty where a folder can't be read.
    """
    try:
        names = [only] if only else os.listdir(f"{root}/assessments")  # noqa: PTH208  # ten thousand names, as text
    except OSError:
        return
    for slug in sorted(names):
        if SLUG.fullmatch(slug) and (found := signature_of(f"{root}/assessments/{slug}")) is not None:
            yield slug, *found


def signature_of(folder: str) -> tuple[bytes, int] | None:
    """The signature of an agent's files, and their number; None where there are no answers."""
    try:
        found = os.stat(f"{folder}/{ANSWERS}")  # noqa: PTH116  # no Path for each of 100,000 files
    except OSError:
        return None
    facts: list[object] = [found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
    try:
        count = 1 + sum(_add_folder(f"{folder}/{place}", facts) for place in _FOLDERS)
    except OSError:
        return b"", 1
    return marshal.dumps(facts, 2), count  # only ever compared, never loaded


def _add_folder(folder: str, facts: list[object]) -> int:
    """Add the facts of the files in a folder; returns how many there are. Raises OSError for one without facts."""
    try:
        files = os.scandir(folder)
    except FileNotFoundError:
        facts.append(None)
        return 0
    before = len(facts)
    facts.append(folder[-4:])
    with files:
        for file in files:
            name = file.name
            if name.endswith(".yaml"):
                found = file.stat()
                facts += (name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    return (len(facts) - before) // 5


def file_stamps(folder: str) -> tuple[bytes, list[FileStamp]]:
    """The signature of an agent's files as it may be kept, and each file with its stamp, by name.

    Both are empty of what can't be trusted: files that were written just now, or in the future.
    """
    now = time.time_ns()
    signature, _ = signature_of(folder) or (b"", 0)
    stamps = [_stamp(folder, name, now) for name in _names(folder)]
    return (signature if all(stamp.stamp for stamp in stamps) else b""), stamps


def stamp_of(path: str) -> str:
    """The stamp of one file; empty where it isn't there, or can't be trusted yet."""
    return _stamp(os.path.dirname(path), os.path.basename(path), time.time_ns()).stamp  # noqa: PTH119, PTH120


def folder_stamp(folder: str) -> str:
    """The stamps of all YAML files in a folder, as one text; empty where one can't be trusted yet."""
    now = time.time_ns()
    stamps = [_stamp(folder, name, now) for name in _yaml_names(folder)]
    return repr(stamps) if all(stamp.stamp for stamp in stamps) else ""


def _names(folder: str) -> Iterator[str]:
    yield ANSWERS
    for place in _FOLDERS:
        yield from (f"{place}/{name}" for name in _yaml_names(f"{folder}/{place}"))


def _yaml_names(folder: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith(".yaml"))  # noqa: PTH208
    except OSError:
        return []


def _stamp(folder: str, name: str, now: int) -> FileStamp:
    try:
        found = os.stat(f"{folder}/{name}")  # noqa: PTH116
    except OSError:
        return FileStamp(name, "")
    if max(found.st_mtime_ns, found.st_ctime_ns) >= now - _GRAIN:
        return FileStamp(name, "")
    return FileStamp(name, f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}")
