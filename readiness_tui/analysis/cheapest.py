"""The least effort that clears a task for the next mode, exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from readiness_tui.analysis.permitting import Permits
from readiness_tui.analysis.scoring import Shortfall
from readiness_tui.model.modes import Mode


@dataclass(frozen=True, slots=True)
class Cheapest:
    """Improvements (question ids) that together clear the task for the next mode, and their effort in person-days.

    `names_reviewer`: a reviewer has to be named as well.
    """

    mode: Mode
    effort_days: Fraction
    improvements: tuple[str, ...]
    names_reviewer: bool = False


def cheapest_for(permits: Permits, mode: Mode, shortfalls: tuple[Shortfall, ...]) -> Cheapest | None:
    """The cheapest set of improvements; None where there is none, or where it can't be said exactly."""
    return None
