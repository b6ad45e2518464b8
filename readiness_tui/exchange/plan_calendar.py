"""A plan as iCalendar, by the `icalendar` library (extra `calendar`): whole days, ids that stay the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from readiness_tui.exchange.plan_rows import SharedPlan
from readiness_tui.model.days import later_day
from readiness_tui.model.faults import Fault, UserError

if TYPE_CHECKING:
    from icalendar import Event


def plan_calendar(shared: SharedPlan) -> str:
    """One event an action, one for days that only pass, one for the weeks of stabilising.

    Raises UserError where the library is missing.
    """
    try:
        from icalendar import Calendar
    except ImportError:
        remedy = "install it: pip install 'readiness_tui[calendar]', or use -f csv"
        raise UserError(Fault("-f ics needs the icalendar library, which isn't installed", remedy)) from None
    calendar = Calendar()
    calendar.add("prodid", "-//readiness//plan//EN")
    calendar.add("version", "2.0")
    for action in shared.plan.actions:
        if action.begins is not None and action.ends is not None:
            last = action.due or action.ends
            event = _event(shared, shared.external_id(action), f"{action.title}: {shared.then(action)}")
            event.add("description", shared.description(action))
            _spans(event, min(action.begins, last), last)
            calendar.add_component(event)
    for each in shared.plan.waiting:
        event = _event(shared, f"readiness/{shared.agent}/waiting/{each.question}", f"{each.title}: days have passed")
        _spans(event, each.until, each.until)
        calendar.add_component(event)
    band = shared.plan.stabilisation
    if band is not None:
        title = f"Stabilisation of {shared.name}: {band.weeks[0]} to {band.weeks[1]} weeks end"
        event = _event(shared, f"readiness/{shared.agent}/stabilisation", title)
        _spans(event, band.earliest, band.latest)
        calendar.add_component(event)
    raw: bytes = calendar.to_ical()
    return raw.decode("utf-8")


def _event(shared: SharedPlan, uid: str, title: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(shared.as_of, time(), tzinfo=UTC))
    event.add("summary", title)
    event.add("transp", "TRANSPARENT")
    return event


def _spans(event: Event, first: date, last: date) -> None:
    """Whole days; the end of an event of whole days is the day after."""
    event.add("dtstart", first)
    event.add("dtend", later_day(last, 1))
