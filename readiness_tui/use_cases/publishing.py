"""Write a report for other people to read: a new file, or in place of an old report, never over anything else."""

from __future__ import annotations

from pathlib import Path

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.files import bytes_hash, read_bytes, replace_file

REPORT_SUFFIXES = (".html", ".htm", ".md", ".markdown", ".json", ".txt")


def publish(path: Path, text: str) -> str:
    """Write a report; returns the hash of its text.

    Raises UserError: the folder isn't there or can't be written, or the path is something that is no report.
    """
    if not path.parent.is_dir():
        raise UserError(Fault(f"{path}: there is no folder {path.parent}", "make it first, or choose another"))
    if path.exists() and not path.is_file():
        raise UserError(Fault(f"{path} is not a file", "choose the name of a file, or '-' for stdout"))
    if path.exists() and path.suffix.lower() not in REPORT_SUFFIXES:
        raise UserError(Fault(f"{path} is there and doesn't look like a report", "choose another name, or remove it"))
    replace_file(path, text)
    return file_hash(path)


def file_hash(path: Path) -> str:
    """`sha256:...` of a file's text with LF line ends. Raises UserError."""
    return bytes_hash(read_bytes(path))


def read_file(path: Path) -> bytes:
    """The bytes of a file that a person named. Raises UserError."""
    return read_bytes(path)
