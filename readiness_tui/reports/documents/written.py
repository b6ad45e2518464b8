"""`readiness/written@1`: what a command wrote."""

from __future__ import annotations

from typing import Literal, TypedDict

from readiness_tui.reports.documents.parts import Subject


class WrittenDocument(TypedDict):
    """The file, the name of what is in it (slug, milestone, workspace), and the hash of its text."""

    format: Literal["readiness/written@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    path: str
    name: str
    hash: str


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
