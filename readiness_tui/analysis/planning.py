"""The remediation plan: the cheapest path to a goal, in order, with what each step gains, in weeks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from readiness_tui.analysis.answering import read
from readiness_tui.analysis.cheapest_path import Path, PathFinder
from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.goals import Goal, Start, is_reached, start_of
from readiness_tui.analysis.improving import effort_of
from readiness_tui.analysis.obstacles import obstacles
from readiness_tui.analysis.plan import Action, Band, Plan, PlannedWeek, Waiting
from readiness_tui.analysis.plan_order import Standing, in_order, standings
from readiness_tui.analysis.scheduling import Schedule, Slot, Work, schedule, week_begins, week_ends
from readiness_tui.analysis.stabilising import stabilisation_clock
from readiness_tui.analysis.task_actions import build_down, readied
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.modes import MODES, Mode
from readiness_tui.model.questionnaire import Questionnaire

ZERO = Fraction(0)


class Pace(NamedTuple):
    """How a plan is spread over time: person-days a week, and its first day."""

    capacity: Fraction
    start: date


class _Made(NamedTuple):
    """What the actions of one plan are made from."""

    finder: PathFinder
    before: Start
    known: dict[str, Standing]


def plan(
    questionnaire: Questionnaire,
    assessment: Assessment,
    as_of: date,
    goal: Goal,
    pace: Pace,
    budget: Fraction | None = None,
    *,
    follows_later: bool = True,
) -> Plan:
    """Plan the cheapest path to a goal, or the best within a budget; all that is left comes later.

    What is open counts as its worst. Where a later action leads is only told if the plan `follows_later` ones, which
    takes as long as all else. Raises KeyError for a level or a task that isn't there.
    """
    before = start_of(questionnaire, assessment, as_of)
    start, readying = readied(before, goal)
    finder = PathFinder(start)
    path = finder.cheapest(goal)
    lacking = () if path is not None else obstacles(goal, finder.improved(finder.everything))
    chosen = finder.best_within(goal, budget) if budget is not None else path or Path(frozenset(), ZERO)
    beyond = tuple(each for each in before.clearances(before.scorecard()) if each.beyond_clearance)
    made = _Made(finder, before, dict(standings(finder, goal, beyond)))
    actions = _in_sequence(made, chosen.names, readying if path is not None else (), beyond)
    later = tuple(_later(made, chosen.names, follows_later))
    works = [_work(made, action, pace.start) for action in actions if action.kind == "question"]
    timed = schedule(works, pace.capacity, pace.start)
    dated = tuple(_dated(action, timed.slots, pace) for action in actions)
    card = finder.card
    return Plan(
        goal=goal,
        reachable=path is not None,
        reached_now=is_reached(goal, before),
        is_exact=chosen.is_exact,
        obstacles=lacking,
        budget=budget,
        total_effort=chosen.effort,
        whole_effort=path.effort if path is not None else None,
        actions=dated,
        later=later,
        worst_now=card.overall.worst if card.overall else None,
        best_now=card.overall.best if card.overall else None,
        level_now=card.level_worst,
        level_then=finder.improved(chosen.names).scorecard().level_worst,
        open_questions=sum(part.state == "unanswered" and part.applies != "no" for part in card.by_question.values()),
        waived=tuple(dict.fromkeys(gate.question for gate in card.gates if gate.state == "waived")),
        capacity=pace.capacity,
        start=pace.start,
        weeks=tuple(_weeks(made, dated, pace, timed)),
        waiting=tuple(_waiting(made, chosen.names, pace)),
        stabilisation=_stabilisation(questionnaire, assessment, as_of, dated, pace),
    )


def works_of(questionnaire: Questionnaire, assessment: Assessment, as_of: date) -> Fraction:
    """The person-days of everything that can be improved: what a plan can hold at most."""
    finder = PathFinder(start_of(questionnaire, assessment, as_of))
    return sum(finder.efforts.values(), ZERO)


def estimates_of(questionnaire: Questionnaire, assessment: Assessment) -> Fraction:
    """The person-days of every question, improved or not: never less than `works_of`, and told without a score."""
    efforts = (effort_of(question, assessment.answer(question.id)) for question in questionnaire.questions)
    return sum((effort for effort in efforts if effort is not None), ZERO)


def _in_sequence(
    made: _Made, names: frozenset[str], readying: tuple[Action, ...], beyond: tuple[Clearance, ...]
) -> tuple[Action, ...]:
    """Task actions, then questions in order, each with where it leads."""
    final = made.finder.improved(names)
    still = {each.task for each in final.clearances(final.scorecard()) if each.beyond_clearance}
    tasks = [build_down(each) for each in beyond if each.task in still]
    tasks += readying
    first = made.finder.card.overall.worst if made.finder.card.overall else None
    opening = _told(tasks, made, first)
    return (*opening, *_steps(made, in_order(made.finder, names, made.known), frozenset()))


def _told(tasks: list[Action], made: _Made, worst: Fraction | None) -> list[Action]:
    """Task actions with the score and level as they are; changing tasks may clear them by itself."""
    before = made.before.cleared_ranks(made.before.scorecard())
    cleared = _risen(before, made.finder.start.cleared_ranks(made.finder.card))
    level = made.finder.card.level_worst
    return [
        action._replace(
            worst=worst,
            level_after=level,
            clears=tuple(pair for pair in cleared if action.reason != "beyond" and pair[0] == action.id),
        )
        for action in tasks
    ]


def _later(made: _Made, chosen: frozenset[str], is_followed: bool) -> Iterator[Action]:
    rest = made.finder.asked_then(made.finder.everything) - chosen
    ordered = in_order(made.finder, rest, made.known)
    if is_followed:
        return _steps(made, ordered, chosen)
    return (_step(made, name, chosen.union(rest)) for name in ordered)


def _steps(made: _Made, ordered: Sequence[str], done: frozenset[str]) -> Iterator[Action]:
    planned = done.union(ordered)
    state = made.finder.improved(done)
    card = state.scorecard()
    cleared = state.cleared_ranks(card)
    for name in ordered:
        done = done | {name}
        state = made.finder.improved(done)
        after = state.scorecard()
        may = state.cleared_ranks(after)
        worst = after.overall.worst if after.overall else None
        was = card.overall.worst if card.overall else ZERO
        yield _step(made, name, planned)._replace(
            gain=worst - was if worst is not None else None,
            worst=worst,
            level_after=after.level_worst,
            clears=_risen(cleared, may),
        )
        card, cleared = after, may


def _risen(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[tuple[str, Mode], ...]:
    return tuple((task, MODES[rank]) for task, rank in after.items() if rank > before[task])


def _step(made: _Made, name: str, planned: frozenset[str]) -> Action:
    """One improvement of those that are planned, wherever it leads."""
    one, standing = made.finder.candidates[name], made.known[name]
    question = made.finder.start.outline.by_id[name].question
    answer = made.before.assessment.answer(name)
    return Action(
        kind="question",
        id=name,
        title=question.label,
        before=made.finder.card.question(name).answer,
        after=read(question, one.answer).text or "",
        reason=standing.reason,
        why=standing.why,
        do=question.improvement.do if question.improvement else "",
        effort=one.effort,
        owner=answer.owner,
        due=answer.due,
        ticket=answer.ticket,
        needs=tuple(need for need in one.needs if need in planned),
        gain=None,
        worst=None,
        level_after=None,
        clears=(),
    )


def _work(made: _Made, action: Action, start: date) -> Work:
    have, need = _days(made, action.id)
    until = _day_after(start, need - have) if need > have else None
    return Work(action.id, action.effort or ZERO, action.owner, action.needs, until)


def _day_after(start: date, days: Fraction) -> date:
    """The day on which so many days have passed."""
    return start + timedelta(days=ceil(days))


def _days(made: _Made, name: str) -> tuple[Fraction, Fraction]:
    """The days that a question counts now, and those that its best answer needs; 0 and 0 for any other question."""
    question = made.finder.start.outline.by_id[name].question
    target = made.finder.candidates[name].answer.number
    if question.kind != "number" or question.unit != "days" or target is None:
        return ZERO, ZERO
    return made.before.assessment.answer(name).number or ZERO, target


def _dated(action: Action, slots: Mapping[str, Slot], pace: Pace) -> Action:
    """An action with its weeks; one about a task belongs into the first."""
    slot = slots[action.id] if action.kind == "question" else Slot(1, 1)
    begins, ends = week_begins(pace.start, slot.begins), week_ends(pace.start, slot.ends)
    return action._replace(week=slot.ends, begins=begins, ends=ends)


def _weeks(made: _Made, actions: tuple[Action, ...], pace: Pace, timed: Schedule) -> Iterator[PlannedWeek]:
    """The weeks in which something is finished, with the score and the level at their end: waivers that have ended by
    then count no more."""
    for week in sorted({action.week for action in actions if action.week is not None}):
        ending = [action for action in actions if action.week == week]
        done = [each.id for each in actions if each.kind == "question" and each.week is not None and each.week <= week]
        ends = week_ends(pace.start, week)
        card = made.finder.improved(done)._replace(as_of=max(ends, made.before.as_of)).scorecard()
        yield PlannedWeek(
            week=week,
            begins=week_begins(pace.start, week),
            ends=ends,
            days=sum((action.effort or ZERO for action in ending), ZERO),
            actions=tuple(action.id for action in ending),
            worst=card.overall.worst if card.overall else None,
            level=card.level_worst,
            worked=timed.worked.get(week, ZERO),
            room=timed.room.get(week, pace.capacity),
        )


def _waiting(made: _Made, names: frozenset[str], pace: Pace) -> Iterator[Waiting]:
    for name in made.finder.candidates:
        have, need = _days(made, name)
        if name in names and need > have:
            title = made.finder.card.question(name).title
            yield Waiting(name, title, have, need, _day_after(pace.start, need - have))


def _stabilisation(
    questionnaire: Questionnaire, assessment: Assessment, as_of: date, actions: tuple[Action, ...], pace: Pace
) -> Band | None:
    """From the first deployment where that is known, else from the end of the plan; None without a clock."""
    rules = questionnaire.stabilisation
    if rules is None:
        return None
    clock = stabilisation_clock(questionnaire, assessment, as_of)
    least, most = rules.budget_weeks
    if clock is not None:
        return Band((least, most), clock.deployed, clock.earliest_end, clock.latest_end, is_planned=False)
    begins = max((action.ends for action in actions if action.ends), default=pace.start)
    return Band((least, most), begins, begins + timedelta(weeks=least), begins + timedelta(weeks=most), is_planned=True)
