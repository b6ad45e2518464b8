"""From ordered actions to weeks: by the team's capacity, by owner, by what needs what, by days that only pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

ZERO = Fraction(0)
WORKING_DAYS = Fraction(5)
MOST_WEEKS = 520
MONDAY = 0


@dataclass(frozen=True, slots=True)
class Work:
    """One action to be scheduled: person-days, who does it, what is done before it, days that have to pass for it."""

    id: str
    effort: Fraction
    owner: str | None
    needs: tuple[str, ...]
    waits_days: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """The weeks (from 1) in which an action begins and ends."""

    begins: int
    ends: int


def next_monday(day: date) -> date:
    """The day itself if it is a Monday, else the next one."""
    return day + timedelta(days=(MONDAY - day.weekday()) % 7)


def week_begins(start: date, week: int) -> date:
    """The first day of a week of the plan."""
    return start + timedelta(weeks=week - 1)


def week_ends(start: date, week: int) -> date:
    """The last working day of a week of the plan: the Friday in it."""
    first = week_begins(start, week)
    return first + timedelta(days=(4 - first.weekday()) % 7)


def schedule(works: Sequence[Work], capacity: Fraction) -> Mapping[str, Slot]:
    """Fill week after week in the given order; an action goes on in the next week where one is full.

    A person works on an action, and an owner on all of theirs, five days a week at most. What an action needs, and that
    stands before it, has to be done before it begins, in the same week at the earliest. The capacity is above 0.
    """
    left = {work.id: work.effort for work in works}
    place = {work.id: number for number, work in enumerate(works)}
    ahead = {work.id: [need for need in work.needs if place.get(need, len(works)) < place[work.id]] for work in works}
    begun: dict[str, int] = {}
    slots: dict[str, Slot] = {}
    week = 0
    while len(slots) < len(works):
        week += 1
        room, owners = capacity, dict[str, Fraction]()
        for work in works:
            if work.id in slots or any(need not in slots for need in ahead[work.id]):
                continue
            free = WORKING_DAYS - owners.get(work.owner or "", ZERO) if work.owner else WORKING_DAYS
            days = min(left[work.id], room, free)
            if days <= 0 < left[work.id]:
                continue
            begun.setdefault(work.id, week)
            left[work.id] -= days
            room -= days
            if work.owner:
                owners[work.owner] = owners.get(work.owner, ZERO) + days
            if left[work.id] <= 0:
                slots[work.id] = Slot(begun[work.id], max(week, -(-work.waits_days // 7)))
    return slots
