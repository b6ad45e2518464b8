"""How numbers, answers and levels are worded for people: rounding happens here and nowhere else."""

from __future__ import annotations

from fractions import Fraction

from readiness_tui.analysis.scorecard import Interval
from readiness_tui.model.questionnaire import Display

NOTHING = "–"
BY_WAIVER = " (waived)"
_PERCENT = Display.model_construct()


def rounded(value: Fraction, display: Display) -> str:
    """A value in display units as digits: scaled, rounded as the questionnaire says, e.g. `59.3`."""
    scaled = value * display.scale * 10**display.decimals
    whole = _round(scaled, display.rounding)
    digits = str(abs(whole)).rjust(display.decimals + 1, "0")
    sign = "-" if whole < 0 else ""
    if not display.decimals:
        return sign + digits
    return f"{sign}{digits[: -display.decimals]}.{digits[-display.decimals :]}"


def _round(value: Fraction, rounding: str) -> int:
    if rounding == "half-even":
        return round(value)
    whole = abs(value)
    units = int(whole + Fraction(1, 2)) if rounding == "half-up" else int(whole)
    return -units if value < 0 else units


def signed(value: Fraction, display: Display) -> str:
    """A change in display units with its sign: `+12.2`, `-1.3`, `0.0`."""
    text = rounded(value, display)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def interval_text(interval: Interval | None, display: Display) -> str:
    """`59.3–71.3`, `78.6` where both ends print the same, `–` where there is no score."""
    if interval is None:
        return NOTHING
    worst, best = rounded(interval.worst, display), rounded(interval.best, display)
    return worst if worst == best else f"{worst}–{best}"


def level_text(worst: str | None, best: str | None, *, by_waiver: bool = False) -> str:
    """`demo`, `demo to limited-production`, `–` where there is none; `demo (waived)` where it holds by waivers only."""
    if worst is None and best is None:
        return NOTHING
    words = f"{worst or NOTHING}{BY_WAIVER if by_waiver else ''}"
    return words if worst == best else f"{words} to {best or NOTHING}"


def share_text(share: Fraction | None) -> str:
    """A share as a percentage with one decimal: `64.2 %`; `–` where there is none."""
    if share is None:
        return NOTHING
    return f"{rounded(share, _PERCENT)} %"
