"""The stabilisation clock: how many weeks since the first deployment, against the weeks to budget."""

from datetime import date
from typing import NamedTuple

from readiness_tui.model.assessment import Assessment
from readiness_tui.model.days import later_day
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import parse_day


class StabilisationClock(NamedTuple):
    """`week` counts from 1; 0 or less before the deployment. Days on which the budgeted weeks end."""

    deployed: date
    week: int
    critical_weeks: int
    budget_weeks: tuple[int, int]
    earliest_end: date
    latest_end: date


def stabilisation_clock(questionnaire: Questionnaire, assessment: Assessment, as_of: date) -> StabilisationClock | None:
    """The clock as of a day; None where the questionnaire has none, or the date is not known."""
    clock = questionnaire.stabilisation
    text = assessment.profile.get(clock.since) if clock else None
    if clock is None or not text:
        return None
    try:
        deployed = parse_day(text)
    except ValueError:
        return None
    return StabilisationClock(
        deployed=deployed,
        week=(as_of - deployed).days // 7 + 1,
        critical_weeks=clock.critical_weeks,
        budget_weeks=clock.budget_weeks,
        earliest_end=later_day(deployed, 7 * clock.budget_weeks[0]),
        latest_end=later_day(deployed, 7 * clock.budget_weeks[1]),
    )
