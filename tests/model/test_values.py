"""Values that people write: days, and how far they reach."""

from __future__ import annotations

from datetime import date

import pytest

from readiness_tui.model.days import later_day


@pytest.mark.parametrize(
    ("day", "days", "later"),
    [
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2026, 11, 1), 0, date(2026, 11, 1)),
        (date(9999, 12, 25), 14, date(9999, 12, 31)),
        (date.max, 10_000_000, date.max),
    ],
)
def test_no_day_is_beyond_the_calendar(day: date, days: int, later: date) -> None:
    assert later_day(day, days) == later
