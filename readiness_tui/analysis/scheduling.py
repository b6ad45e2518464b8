"""From ordered actions to weeks: by the team's capacity, by owner, by what needs what, by days that only pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.model.days import later_day

ZERO = Fraction(0)
WORKING_DAYS = Fraction(5)
MOST_WEEKS = 520
MONDAY, FRIDAY = 0, 4


class Work(NamedTuple):
    """One action to be scheduled: person-days, who does it, what is done before it, the day until which it waits."""

    id: str
    effort: Fraction
    owner: str | None
    needs: tuple[str, ...]
    until: date | None = None


class Slot(NamedTuple):
    """The weeks (from 1) in which an action begins and ends."""

    begins: int
    ends: int


class Schedule(NamedTuple):
    """The slot of each action by id; and of each week the person-days that are worked and that there are, by number."""

    slots: Mapping[str, Slot]
    worked: Mapping[int, Fraction]
    room: Mapping[int, Fraction]


def next_monday(day: date) -> date:
    """The day itself if it is a Monday, else the next one."""
    return later_day(day, (MONDAY - day.weekday()) % 7)


def week_begins(start: date, week: int) -> date:
    """The first working day of a week of the plan: a Monday, but for a first week that begins later."""
    monday = _first_monday(start) + timedelta(weeks=week - 1)
    return max(monday, start)


def week_ends(start: date, week: int) -> date:
    """The last working day of a week of the plan: its Friday."""
    return _first_monday(start) + timedelta(weeks=week - 1, days=FRIDAY)


def week_of(start: date, day: date) -> int:
    """The first week of the plan that ends on a day or after it."""
    return max(1, -((week_ends(start, 1) - day).days // 7) + 1)


def schedule(works: Sequence[Work], capacity: Fraction, start: date) -> Schedule:
    """Fill week after week in the given order; an action goes on in the next week where one is full.

    A person works on an action, and an owner on all of theirs, five days a week at most. A first week that begins after
    its Monday holds less in proportion. What an action needs, and that stands before it, has to be done before it
    begins, in the same week at the earliest. The capacity is above 0.
    """
    left = {work.id: work.effort for work in works}
    place = {work.id: number for number, work in enumerate(works)}
    ahead = {work.id: [need for need in work.needs if place.get(need, len(works)) < place[work.id]] for work in works}
    begun: dict[str, int] = {}
    slots: dict[str, Slot] = {}
    worked, rooms = dict[int, Fraction](), dict[int, Fraction]()
    week = 0
    while len(slots) < len(works):
        week += 1
        share = _first_share(start) if week == 1 else Fraction(1)
        room, person, owners = capacity * share, WORKING_DAYS * share, dict[str, Fraction]()
        rooms[week] = room
        for work in works:
            if work.id in slots or not all(need in slots and slots[need].ends <= week for need in ahead[work.id]):
                continue
            free = person - owners.get(work.owner, ZERO) if work.owner else person
            days = min(left[work.id], room, free)
            if days <= 0 < left[work.id]:
                continue
            begun.setdefault(work.id, week)
            left[work.id] -= days
            room -= days
            if work.owner:
                owners[work.owner] = owners.get(work.owner, ZERO) + days
            if left[work.id] <= 0:
                ends = week_of(start, work.until) if work.until else week
                slots[work.id] = Slot(begun[work.id], max(week, ends))
        worked[week] = rooms[week] - room
    return Schedule(slots, worked, rooms)


def _first_monday(start: date) -> date:
    """The Monday of the first week: of the week of the start, or on a weekend the next one."""
    return start - timedelta(days=start.weekday()) if start.weekday() <= FRIDAY else next_monday(start)


def _first_share(start: date) -> Fraction:
    """How much of the first week is left."""
    return (WORKING_DAYS - start.weekday()) / WORKING_DAYS if start.weekday() <= FRIDAY else Fraction(1)
