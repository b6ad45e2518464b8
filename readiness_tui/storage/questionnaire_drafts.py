"""Texts of questionnaires that are being written: kept on this machine after each pause, published whole or not at all.

A draft lives in the person's own folder, so nothing that reads a workspace can meet one that is half written.
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage import file_calls
from readiness_tui.storage.files import exists, inside, make_folder, read_bytes, replace_file
from readiness_tui.storage.own_folders import state_folder

Stamp = tuple[int, int, int] | None
LINE_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What was typed and not published, the text of the file that it began from, and when it was kept."""

    text: str
    base: str
    moment: datetime


def readable_text(path: Path) -> str:
    """The text of a questionnaire's file as it is, with LF line ends. Raises UserError where it is no text."""
    text = _text_of(read_bytes(path), path)
    if max(map(len, text.split("\n"))) > LINE_LIMIT:
        raise UserError(Fault(f"a line is longer than {LINE_LIMIT:,} characters", "break it first", str(path)))
    return text


def _text_of(raw: bytes, path: Path) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not UTF-8, so the text can't be shown"
        raise UserError(Fault(message, "convert the file to UTF-8", str(path))) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def stamp_of(path: Path) -> Stamp:
    """What changes when a file is written: its inode, size and time. None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def keep_draft(path: Path, text: str, base: str) -> None:
    """Keep what was typed so far. Raises UserError."""
    place = _place(path)
    make_folder(place.parent, 0o700)
    replace_file(place, json.dumps({"text": text, "base": base}, ensure_ascii=False))


def kept_draft(path: Path) -> KeptDraft | None:
    """The draft of a file; None if there is none that can be read."""
    place = _place(path)
    try:
        kept = json.loads(read_bytes(place, limit=64_000_000))
        moment = datetime.fromtimestamp(place.stat().st_mtime, UTC)
        return KeptDraft(str(kept["text"]), str(kept["base"]), moment)
    except (OSError, UserError, ValueError, KeyError, TypeError):
        return None


def drop_draft(path: Path) -> None:
    """Forget the draft of a file. Never raises."""
    with contextlib.suppress(OSError):
        file_calls.current.unlink(_place(path))


def put_aside(path: Path, text: str) -> Path:
    """Keep a text that was given up for another one; returns where. Raises UserError."""
    name = f"{path.stem}.{hashlib.sha256(text.encode('utf-8')).hexdigest()[:6]}.yaml"
    place = _place(path).with_name(name)
    make_folder(place.parent, 0o700)
    replace_file(place, text)
    return place


def publish_text(root: Path, path: Path, text: str, base: str) -> None:
    """Replace the file of a workspace's questionnaire, if it still holds `base` or is gone. Raises UserError.

    Line ends and a byte order mark stay as the file has them.
    """
    place = inside(root, path)
    raw = read_bytes(place) if exists(place) else b""
    if raw and _text_of(raw, path) != base:
        raise UserError(Fault("the file was changed outside meanwhile", "look at both texts first", str(path)))
    if raw.count(b"\r\n") * 2 > raw.count(b"\n"):
        text = text.replace("\n", "\r\n")
    replace_file(place, ("\ufeff" if raw.startswith(codecs.BOM_UTF8) else "") + text)


def _place(path: Path) -> Path:
    folder = hashlib.sha256(str(path.parent.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return state_folder() / "drafts" / folder / f"{path.stem}.json"
