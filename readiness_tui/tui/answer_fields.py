"""Whether a text is a reason, a day or a waiver, and what to write instead."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from readiness_tui.model.characters import first_refused
from readiness_tui.model.values import parse_day
from readiness_tui.tui.literal import literal


def reads_reason(text: str) -> tuple[Content, bool]:
    """Whether a text can be the reason why something doesn't apply, and why not."""
    fault = fault_of_text(text)
    if not text.strip():
        return literal("a reason is needed", "$muted"), False
    return literal(fault, "$not-in-place"), not fault


def faults_of_waiver(today: date, values: tuple[str, ...]) -> tuple[str, ...]:
    """What a waiver still needs; nothing without a reason, which takes it back."""
    reason, approver, expires = (value.strip() for value in values)
    if not reason:
        return "", "", ""
    day = parse_day(expires) if expires else None
    past = f"{day} is past: a waiver counts until the end of a day to come" if day is not None and day < today else ""
    return "", "" if approver else "say who accepts it", past if expires else "say until which day, YYYY-MM-DD"


def fault_of_text(text: str) -> str:
    """Why a text can't be kept."""
    refused = first_refused(text)
    return f"holds {refused[1]}, which can't be stored" if refused else ""


def fault_of_day(text: str) -> str:
    """Why a text is no day."""
    try:
        day_of(text)
    except ValueError as error:
        return str(error)
    return ""


def day_of(text: str) -> object:
    """The day that a text names, None for an empty one. Raises ValueError."""
    return parse_day(text.strip()) if text.strip() else None
