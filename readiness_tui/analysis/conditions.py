"""Three-valued evaluation of conditions: True, False, or None where it hangs on something unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness_tui.model.assessment import Assessment
from readiness_tui.model.conditions import Condition
from readiness_tui.model.modes import Mode
from readiness_tui.model.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Facts:
    """What a condition may look at."""

    questionnaire: Questionnaire
    assessment: Assessment
    task_modes: Mapping[str, Mode]


def holds(condition: Condition, facts: Facts) -> bool | None:
    """Whether a condition about questions, profile and tasks holds; None while it is unknown."""
    raise NotImplementedError
