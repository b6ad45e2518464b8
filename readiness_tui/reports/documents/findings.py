"""`readiness/findings@1`: what a check found, each with its place and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypedDict

from readiness_tui.model.faults import Fault, Severity


class FindingRow(TypedDict):
    """One finding; line and column count from 1 and are null where they aren't known."""

    severity: Severity
    id: str
    file: str
    line: int | None
    column: int | None
    key: str
    message: str
    remedy: str
    counterexample: str | None


class FindingsDocument(TypedDict):
    """All findings, by file and line."""

    format: Literal["readiness/findings@1"]
    as_of: str
    findings: list[FindingRow]


def findings_document(faults: Iterable[Fault], as_of: date) -> FindingsDocument:
    """The findings as one JSON object."""
    return {"format": "readiness/findings@1", "as_of": as_of.isoformat(), "findings": [_row(fault) for fault in faults]}


def _row(fault: Fault) -> FindingRow:
    return {
        "severity": fault.severity,
        "id": fault.id,
        "file": fault.file,
        "line": fault.line or None,
        "column": fault.column or None,
        "key": fault.key,
        "message": fault.message,
        "remedy": fault.remedy,
        "counterexample": fault.counterexample or None,
    }
