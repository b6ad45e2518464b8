"""`readiness/keys@1`: the full-screen program's commands and keys, and what a person's keymap gets wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypedDict

from readiness_tui.model.faults import Fault
from readiness_tui.reports.documents.findings import FindingRow, findings_document


class KeyRow(TypedDict):
    """One command: its keys now and those it comes with, in the library's names, and the shell command like it."""

    id: str
    keys: list[str]
    default: list[str]
    words: str
    twin: str
    screens: list[str]


class ClashRow(TypedDict):
    """A key that two commands of a screen want; `loser` keeps the keys that it came with."""

    key: str
    screen: str
    owner: str
    loser: str


class KeysDocument(TypedDict):
    """All commands, the clashes of the keymap, and every finding of the file that it is in."""

    format: Literal["readiness/keys@1"]
    as_of: str
    file: str
    commands: list[KeyRow]
    clashes: list[ClashRow]
    findings: list[FindingRow]


def keys_document(
    file: str, rows: list[KeyRow], clashes: list[ClashRow], faults: Iterable[Fault], as_of: date
) -> KeysDocument:
    """The keys as one JSON object."""
    return {
        "format": "readiness/keys@1",
        "as_of": as_of.isoformat(),
        "file": file,
        "commands": rows,
        "clashes": clashes,
        "findings": findings_document(faults, as_of)["findings"],
    }
