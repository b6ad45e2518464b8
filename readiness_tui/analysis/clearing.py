"""Clearance: which mode today's answers permit for each task, and what keeps it from the next."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from readiness_tui.analysis.deciding import Decision
from readiness_tui.analysis.scoring import Scorecard, Shortfall
from readiness_tui.model.assessment import Assessment, Task
from readiness_tui.model.modes import BuiltAs, Intent, Mode
from readiness_tui.model.questionnaire import Questionnaire

Verdict = Literal["go", "go_with_person", "stop"]


@dataclass(frozen=True, slots=True)
class ModeShortfall:
    """What one mode above the cleared one still needs."""

    mode: Mode
    shortfall: Shortfall


@dataclass(frozen=True, slots=True)
class Cheapest:
    """Improvements (question ids) that together clear the task for the next mode, and their effort in person-days."""

    mode: Mode
    effort_days: Fraction
    improvements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clearance:
    """The highest mode that today's answers permit for a task; never above the recommendation.

    `verdict`: stop where the task is built with more autonomy than cleared, or nothing is cleared; go where it may act
    alone; go_with_person else. `next_mode` is the mode above `cleared`, None at the recommendation.
    """

    task: str
    name: str
    recommended: Mode
    intended: Intent
    built: BuiltAs
    built_rank: int
    cleared: Mode
    verdict: Verdict
    beyond_clearance: bool
    next_mode: Mode | None
    shortfalls: tuple[ModeShortfall, ...]
    cheapest: Cheapest | None


def clear(
    questionnaire: Questionnaire, assessment: Assessment, scorecard: Scorecard, task: Task, decision: Decision
) -> Clearance:
    """What a task may do today: min(interim mode, highest mode whose needs and those of all lower modes hold)."""
    raise NotImplementedError
