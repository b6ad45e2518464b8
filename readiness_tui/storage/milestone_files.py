"""The milestone files of an agent as a list: number, moment, hash and parents, checked without reading the answers."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from pydantic import ValidationError

from readiness_tui.model.assessment import MilestoneStamp
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.storage.files import bytes_hash, file_names, read_bytes
from readiness_tui.storage.yaml_reader import read_tree

SHORT_HASH = 6
_NAME = re.compile(r"([0-9]{4,9})-([0-9]{4}-[0-9]{2}-[0-9]{2})-([0-9a-f]{6,64})")
_BLOCK = re.compile(rb"^milestone:.*\n(?:[ \t]+.*\n|[ \t\r]*\n)*", re.MULTILINE)
_HASH_LINE = re.compile(rb"^  hash: sha256:[0-9a-f]{64}\n", re.MULTILINE)


class MilestoneRef(NamedTuple):
    """A milestone as a list shows it. Where `problem` says something, its file can't be trusted or can't be read."""

    number: int
    name: str
    hash: str
    taken: datetime
    by: str | None
    note: str
    parents: tuple[str, ...]
    path: Path
    label: str
    problem: str = ""

    @property
    def digits(self) -> str:
        """The hash without its `sha256:`."""
        return hash_digits(self.hash)


def hash_digits(text: str) -> str:
    """The hexadecimal digits of a hash, with or without `sha256:` before them."""
    return text.removeprefix("sha256:")


def milestone_name(number: int, taken: datetime, digits: str) -> str:
    """`0003-2026-11-22-7f3a9c`."""
    return f"{number:04d}-{taken.astimezone(UTC):%Y-%m-%d}-{digits}"


def milestone_hash(raw: bytes) -> str:
    """The hash of a milestone's text (LF, no BOM), the line of its own `hash` left out."""
    normal = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    block = _BLOCK.search(normal)
    line = _HASH_LINE.search(normal, *block.span()) if block else None
    return bytes_hash(normal[: line.start()] + normal[line.end() :] if line else normal)


def milestone_paths(folder: Path) -> tuple[Path, ...]:
    """The files in an agent's `milestones` folder that are named like milestones, by name. Raises UserError."""
    return tuple(path for path in _yaml_files(folder) if _NAME.fullmatch(path.stem))


def stray_paths(folder: Path) -> tuple[Path, ...]:
    """YAML files among the milestones that are not named like one."""
    return tuple(path for path in _yaml_files(folder) if not _NAME.fullmatch(path.stem))


def _yaml_files(folder: Path) -> list[Path]:
    place = folder / "milestones"
    return [place / name for name in file_names(place) if name.endswith(".yaml")]


def milestone_refs(folder: Path, *, is_strict: bool = False) -> tuple[MilestoneRef, ...]:
    """All milestones of an agent's folder by number, then hash; those that share a number say so in their label.

    Raises UserError if the folder can't be read; when strict, also if a file in it can't.
    """
    refs = [read_ref(path, is_strict=is_strict) for path in milestone_paths(folder)]
    shared = Counter(ref.number for ref in refs)
    labelled = (ref._replace(label=label_of(ref, shared[ref.number] > 1)) for ref in refs)
    return tuple(sorted(labelled, key=lambda ref: (ref.number, ref.hash)))


class _Numbered(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def name(self) -> str: ...


def label_of(ref: _Numbered, is_shared: bool) -> str:
    """`@3`; `@3-7f3a9c` where branches share the number."""
    return f"@{ref.number}-{ref.name.rpartition('-')[2]}" if is_shared else f"@{ref.number}"


def read_ref(path: Path, *, is_strict: bool = False) -> MilestoneRef:
    """One milestone as the list shows it; never raises for what is in the file, nor, unless strict, for the disk."""
    try:
        raw = read_bytes(path)
    except UserError as error:
        if is_strict:
            raise
        return _unreadable(path, _told(error, path))
    return ref_in(raw, path)


def ref_in(raw: bytes, path: Path) -> MilestoneRef:
    """`read_ref` of bytes that were read from a path."""
    try:
        stamp = _stamp(raw, path)
    except UserError as error:
        return _unreadable(path, _told(error, path))
    return ref_of(path, stamp, _problem(raw, stamp, path))


def ref_of(path: Path, stamp: MilestoneStamp, problem: str = "", label: str = "") -> MilestoneRef:
    """The list's row for a milestone's stamp."""
    return MilestoneRef(
        number=stamp.number,
        name=path.stem,
        hash=stamp.hash or "",
        taken=stamp.taken,
        by=stamp.by,
        note=stamp.note,
        parents=stamp.parents,
        path=path,
        label=label,
        problem=problem,
    )


def _stamp(raw: bytes, path: Path) -> MilestoneStamp:
    """The milestone's own lines, without reading the answers where that is possible. Raises UserError."""
    block = _BLOCK.search(raw.replace(b"\r\n", b"\n"))
    if block is not None:
        try:
            tree = read_tree(block.group(), str(path))
            return MilestoneStamp.model_validate(tree["milestone"] if isinstance(tree, dict) else None)
        except (UserError, ValidationError, KeyError):
            pass  # the whole file says what is wrong, and where
    if not raw.strip():
        message = "the file is empty: taking this milestone was interrupted"
        raise UserError(Fault(message, "delete the file", str(path), 1, 1))
    stamp = decode_assessment(raw, str(path)).milestone
    if stamp is None:
        raise UserError("the file has no 'milestone' part")
    return stamp


def _unreadable(path: Path, problem: str) -> MilestoneRef:
    number, day, digits = _name_parts(path)
    return MilestoneRef(number, path.stem, f"sha256:{digits}", _midnight(day), None, "", (), path, "", problem)


def _midnight(day: str) -> datetime:
    try:
        return datetime.fromisoformat(day).replace(tzinfo=UTC)
    except ValueError:
        return datetime(1, 1, 1, tzinfo=UTC)


def _problem(raw: bytes, stamp: MilestoneStamp, path: Path) -> str:
    """Why a milestone that can be read can't be trusted; empty if it can."""
    number, _, digits = _name_parts(path)
    if stamp.hash is None or milestone_hash(raw) != stamp.hash:
        return _damage(raw, path) or "it was changed after it was taken: its text doesn't match its hash"
    if not hash_digits(stamp.hash).startswith(digits) or stamp.number != number:
        return "its name doesn't match what is in the file: it was renamed, or replaced by another"
    return ""


def _damage(raw: bytes, path: Path) -> str:
    """Why a file can't be read, for example an unresolved git merge; empty if it can."""
    try:
        decode_assessment(raw, str(path))
    except UserError as error:
        return _told(error, path)
    return ""


def _told(error: UserError, path: Path) -> str:
    """The first fault, with the file's name, line and column where they are known."""
    fault = error.faults[0]
    return f"{path.name}:{fault.line}:{fault.column}: {fault.message}" if fault.line else fault.message


def _name_parts(path: Path) -> tuple[int, str, str]:
    """Number, day and digits of the hash, as the file's name says them. Raises ValueError for another name."""
    found = _NAME.fullmatch(path.stem)
    if found is None:
        raise ValueError(f"{path.stem} is not the name of a milestone")
    return int(found[1]), found[2], found[3]
