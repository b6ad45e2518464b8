"""Days ahead, within the calendar. Loads nothing, since the list of agents is shown with it."""

from __future__ import annotations

from datetime import date, timedelta


def later_day(day: date, days: int) -> date:
    """So many days after a day; the last day of the calendar where that would be beyond it."""
    return day + timedelta(days=min(days, (date.max - day).days))
