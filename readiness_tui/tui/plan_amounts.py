"""Whether a text is a budget, an effort, a capacity or a first day, and what to write instead."""

from __future__ import annotations

from textual.content import Content

from readiness_tui.model.values import parse_day, parse_rational
from readiness_tui.tui.literal import literal


def reads_budget(text: str) -> tuple[Content, bool]:
    """Whether a text is a budget, and why not."""
    return _reads_days(text, "0 or more, such as 5 or 2.5")


def reads_effort(text: str) -> tuple[Content, bool]:
    """Whether a text is an effort, and why not."""
    return _reads_days(text, "0 or more person-days, such as 2 or 0.5")


def _reads_days(text: str, wanted: str) -> tuple[Content, bool]:
    fault = _fault_of_days(text, wanted, may_be_zero=True)
    return literal(fault, "$not-in-place"), not fault


def fault_of_capacity(text: str) -> str:
    """Why a text is no capacity; empty where it is one, or nothing."""
    return _fault_of_days(text, "more than 0, such as 5 or 2.5", may_be_zero=False)


def _fault_of_days(text: str, wanted: str, *, may_be_zero: bool) -> str:
    if not text.strip():
        return ""
    try:
        days = parse_rational(text.strip())
    except ValueError:
        return f"this is no number of days: write {wanted}"
    return "" if days > 0 or (days == 0 and may_be_zero) else f"write {wanted}"


def fault_of_start(text: str) -> str:
    """Why a text is no first day; empty where it is one, or nothing."""
    try:
        day = parse_day(text.strip()) if text.strip() else None
    except ValueError as error:
        return str(error)
    return "" if day is None or 2000 <= day.year < 2200 else "write a day from 2000 to 2199"
