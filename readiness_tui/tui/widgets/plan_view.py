"""What the plan is drawn from: worded rows, the weeks between them, and what stands above and below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from readiness_tui.analysis.plan import Action, Plan, PlannedWeek
from readiness_tui.model.values import rational_text

BY_PLAN, BY_DUE, BY_OWNER, BY_GAIN = "plan order", "due", "owner", "gain for effort"
WAITING, STABILISATION = "Waiting", "Stabilisation"
SORTS = (BY_PLAN, BY_DUE, BY_OWNER, BY_GAIN)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One action, worded. `number` is its place in the plan, empty for a task; `mark` and `style` are of its answer.

    `details` are titles and texts of what stands behind it.
    """

    action: Action
    number: str
    mark: str
    style: str
    today: str
    then: str
    days: str
    gain: str
    worst: str
    level: str
    is_gate: bool
    details: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same when the plan is made anew."""
        return self.action.kind, self.action.id, self.action.part

    @property
    def owner(self) -> str:
        """`@ana`, or nothing."""
        return f"@{self.action.owner.removeprefix('@')}" if self.action.owner else ""

    @property
    def is_late(self) -> bool:
        """Whether it ends after the day it is due."""
        due, ends = self.action.due, self.action.ends
        return due is not None and ends is not None and due < ends

    def holds(self, typed: str) -> bool:
        """Whether its words hold what was typed, in lower case."""
        action = self.action
        due = action.due.isoformat() if action.due else ""
        words = (action.id, action.title, action.why, self.owner, action.ticket or "", due, self.today, self.then)
        return typed in " ".join(words).casefold()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule between rows: a week, what is about tasks, what comes later. `short` is for where there is no room."""

    title: str
    short: str = ""


@dataclass(frozen=True)
class PlanView:
    """A plan as it is shown. `verdict` are texts with their styles, `notes` labels and texts of what else counts."""

    goal: str
    plan: Plan
    rows: tuple[PlanRow, ...]
    later: tuple[PlanRow, ...]
    verdict: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...] = ()
    level_now: str = ""

    def listed(self, typed: str = "", sort: str = BY_PLAN, *, with_later: bool = False) -> tuple[PlanRow | Rule, ...]:
        """The rows that a filter lets through, with a rule above each week; by weeks only in the order of the plan."""
        wanted = typed.casefold().strip()
        rows = [row for row in self.rows if row.holds(wanted)]
        later = [row for row in self.later if row.holds(wanted)]
        if sort != BY_PLAN:
            rows = sorted([*rows, *(later if with_later else ())], key=_KEYS[sort])
            return (*rows, *self._later_rule(later, with_later=False)) if later and not with_later else tuple(rows)
        return (*self._by_weeks(rows), *self._later_rule(later, with_later), *(later if with_later else ()))

    def _by_weeks(self, rows: list[PlanRow]) -> Iterator[PlanRow | Rule]:
        tasks = [row for row in rows if row.action.kind == "task"]
        if tasks:
            yield Rule("First   on the task itself: no answer clears that", "First   on the task itself")
            yield from tasks
        for week in self.plan.weeks:
            ending = [row for row in rows if row.action.kind == "question" and row.action.week == week.week]
            if ending:
                yield self._week_rule(week)
                yield from ending

    def _week_rule(self, week: PlannedWeek) -> Rule:
        days = f"{rational_text(week.worked)} of {rational_text(week.room)} days"
        level = f"   then {week.level}" if week.level else ""
        name = f"Week {week.week}   {span(week.begins, week.ends, self.plan.start.year)}"
        return Rule(f"{name}   {days}{level}", f"{name}{level}")

    def _later_rule(self, later: list[PlanRow], with_later: bool) -> Iterator[Rule]:
        if later:
            days = rational_text(sum((row.action.effort or Fraction(0) for row in later), Fraction(0)))
            more = f"{len(later)} more {'action' if len(later) == 1 else 'actions'}, {days} days"
            yield Rule(f"Later   {more}: z {'hides' if with_later else 'shows'} them")


def span(first: date, last: date, year: int) -> str:
    """The days of a week: `23 to 27 Nov`, `30 Nov to 4 Dec`, with the year where it is another one."""
    months = f" {first:%b}" if first.month != last.month else ""
    return f"{first.day}{months} to {last.day} {last:%b}{f' {last.year}' if last.year != year else ''}"


def _gain_for_effort(row: PlanRow) -> tuple[bool, Fraction]:
    gain = row.action.gain
    return gain is None, -(gain or Fraction(0)) / max(row.action.effort or Fraction(0), Fraction(1, 100))


_KEYS: dict[str, Callable[[PlanRow], Any]] = {
    BY_DUE: lambda row: (row.action.due is None, row.action.due or date.max),
    BY_OWNER: lambda row: (not row.owner, row.owner.casefold()),
    BY_GAIN: _gain_for_effort,
}
