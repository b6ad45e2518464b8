"""`readiness/written@1`: what a command wrote."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from readiness_tui.reports.documents.parts import Subject
from readiness_tui.reports.documents.upgrades import UpgradeParts


class WrittenDocument(TypedDict):
    """The file, the name of what is in it (slug, milestone, workspace), and the hash of its text.

    `upgrade` says also what became of each question; with `dry_run` nothing was written.
    """

    format: Literal["readiness/written@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    path: str
    name: str
    hash: str
    dry_run: NotRequired[bool]
    upgrade: NotRequired[UpgradeParts]


def written_document(subject: Subject, path: str, name: str, text_hash: str) -> WrittenDocument:
    """What was written, as one JSON object."""
    return {
        "format": "readiness/written@1",
        "agent": subject.agent,
        "milestone": subject.milestone,
        "as_of": subject.as_of.isoformat(),
        "path": path,
        "name": name,
        "hash": text_hash,
    }
