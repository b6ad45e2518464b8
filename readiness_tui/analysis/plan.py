"""What planning finds: ordered actions, where each leads, the weeks that they take; as plain frozen values."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from readiness_tui.analysis.goals import Goal
from readiness_tui.model.modes import Mode

ActionKind = Literal["question", "task"]
Reason = Literal["beyond", "gate", "gain", "change", "reviewer"]


class Action(NamedTuple):
    """One step. `effort` in person-days (None: not known); `gain` is what it adds to the overall worst end.

    `before` and `after` are answers as written (`partial`, `14`, None unanswered), or for a task how it is built and
    what it may be, or `part` of it (a factor, a flag, its evidence, its reviewer) as it is and will be. `worst` and
    `level_after` hold once this and all actions before it are done; `clears` are the tasks that may do more from then
    on. `week`, `begins` and `ends` are None for what isn't scheduled.
    """

    kind: ActionKind
    id: str
    title: str
    before: str | None
    after: str
    reason: Reason
    why: str
    do: str
    effort: Fraction | None
    owner: str | None
    due: date | None
    ticket: str | None
    needs: tuple[str, ...]
    gain: Fraction | None
    worst: Fraction | None
    level_after: str | None
    clears: tuple[tuple[str, Mode], ...]
    week: int | None = None
    begins: date | None = None
    ends: date | None = None
    part: str = ""


class PlannedWeek(NamedTuple):
    """A week in which something is finished: its number and days, person-days finished, the score and level then.

    `worked` of the `room` person-days that there are in it go into the plan.
    """

    week: int
    begins: date
    ends: date
    days: Fraction
    actions: tuple[str, ...]
    worst: Fraction | None
    level: str | None
    worked: Fraction
    room: Fraction


class Waiting(NamedTuple):
    """Days that no effort shortens: a question answered with a number of days, and the day when they have passed."""

    question: str
    title: str
    have: Fraction
    need: Fraction
    until: date


class Band(NamedTuple):
    """The stabilisation weeks: `earliest` and `latest` end. `is_planned`: counted from the end of the plan."""

    weeks: tuple[int, int]
    begins: date
    earliest: date
    latest: date
    is_planned: bool


class Plan(NamedTuple):
    """The way to a goal. `actions` are the cheapest path in order (or the best within `budget`), `later` the rest.

    `is_exact`: no set of less effort reaches the goal, proven. `obstacles` say why it can't be reached at all.
    """

    goal: Goal
    reachable: bool
    reached_now: bool
    is_exact: bool
    obstacles: tuple[str, ...]
    budget: Fraction | None
    total_effort: Fraction
    whole_effort: Fraction | None
    actions: tuple[Action, ...]
    later: tuple[Action, ...]
    worst_now: Fraction | None
    best_now: Fraction | None
    level_now: str | None
    level_then: str | None
    open_questions: int
    waived: tuple[str, ...]
    capacity: Fraction
    start: date
    weeks: tuple[PlannedWeek, ...]
    waiting: tuple[Waiting, ...]
    stabilisation: Band | None
