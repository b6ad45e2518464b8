"""Leaves people, notes or evidence out of a JSON object, wherever in it they stand."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from readiness_tui.reports.request import LeftOut

PEOPLE = frozenset({"owner", "by", "approver"})
NOTES = frozenset({"note", "not_applicable", "summary"})
REASONED = frozenset({"approver", "mode"})


def left_out(document: Any, without: Set[LeftOut]) -> Any:
    """The same object without them: a name becomes null, or empty where it has to be a text; notes become empty."""
    if isinstance(document, list):
        return [left_out(part, without) for part in document]
    if not isinstance(document, dict):
        return document
    return {key: _part(document, key, value, without) for key, value in document.items()}


def _part(document: dict[str, Any], key: str, value: Any, without: Set[LeftOut]) -> Any:
    if "people" in without and key in PEOPLE and not isinstance(value, dict):
        return [] if isinstance(value, list) else "" if key == "approver" or "factors" in document else None
    if "notes" in without and isinstance(value, str) and (key in NOTES or _is_a_persons_reason(document, key)):
        return ""
    if "evidence" in without and key == "evidence" and isinstance(value, list):
        return []
    return left_out(value, without)


def _is_a_persons_reason(document: dict[str, Any], key: str) -> bool:
    """Whether it is why somebody waived or overrode; other reasons are ours."""
    return key == "reason" and not REASONED.isdisjoint(document)
