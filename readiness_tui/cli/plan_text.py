"""The plan in lines of text: the path by weeks, each with "stop here and you are at", then what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from readiness_tui.analysis.plan import Action, Plan, PlannedWeek
from readiness_tui.analysis.wording import rounded
from readiness_tui.cli.cells import Side, cut, table, wrap
from readiness_tui.exchange.plan_rows import SharedPlan, effort_text
from readiness_tui.model.values import rational_text

_HEAD = ("", "Action", "Today", "Then", "Days", "Owner", "Due", "Gain", "Worst")
_SIDES: Sequence[Side] = (">", "<", "<", "<", ">", "<", "<", ">", ">")


def plan_lines(shared: SharedPlan) -> Iterator[str]:
    """The whole plan."""
    plan = shared.plan
    yield f"{shared.agent} · to {shared.target} · {rational_text(plan.capacity)} days a week from {plan.start}"
    yield ""
    yield from _verdict(shared)
    numbers = {action.id: place for place, action in enumerate(_questions(plan), 1)}
    tasks = [action for action in plan.actions if action.kind == "task"]
    for action in tasks:
        yield from wrap(f"{action.title}: {action.do} {action.why[:1].upper()}{action.why[1:]}.", "✗ ")
    for week in plan.weeks:
        actions = [each for each in plan.actions if each.week == week.week and each.kind == "question"]
        if actions:
            yield from _week(shared, week, actions, numbers)
    yield from _details(shared, numbers)
    yield from _calendar(shared)
    yield from _rest(shared)


def _verdict(shared: SharedPlan) -> Iterator[str]:
    plan = shared.plan
    count = len(_questions(plan))
    unit = "person-day" if plan.total_effort == 1 else "person-days"
    days = f"{count} {'action' if count == 1 else 'actions'}, {rational_text(plan.total_effort)} {unit}"
    if not plan.reachable:
        yield from wrap(f"{shared.target} is out of reach, whatever is improved:", "✗ ")
        for obstacle in plan.obstacles:
            yield from wrap(obstacle, "  - ")
    elif plan.reached_now:
        yield f"✓ Nothing is needed for {shared.target}."
    elif plan.budget is None:
        proof = "No cheaper set exists." if plan.is_exact else "A cheaper set may exist: too many to try."
        yield f"Cheapest path: {days}. {proof}"
    if plan.budget is not None:
        proof = "" if plan.is_exact else " (a better one may exist)"
        whole = f"; the whole path takes {rational_text(plan.whole_effort)}" if plan.whole_effort is not None else ""
        yield f"Best within {rational_text(plan.budget)} days: {days}{proof}{whole}."
        yield f"Then {shared.level(plan.level_then)}."
    if plan.waived:
        yield from wrap(f"Counts as passed because it is waived: {shared.waived_text}", "◐ ")


def _questions(plan: Plan) -> list[Action]:
    return [action for action in plan.actions if action.kind == "question"]


def _week(shared: SharedPlan, week: PlannedWeek, actions: list[Action], numbers: Mapping[str, int]) -> Iterator[str]:
    yield ""
    yield f"Week {week.week}, to {week.ends} · then {shared.level(week.level)}"
    rows = [
        (
            str(numbers[each.id]),
            cut(each.title, 26),
            cut(shared.today(each), 14),
            cut(shared.then(each), 12),
            effort_text(each),
            cut(f"@{each.owner}" if each.owner else "", 10),
            f"{each.due:%m-%d}{'!' if _is_late(each) else ''}" if each.due else "",
            shared.gain(each),
            shared.worst(each),
        )
        for each in actions
    ]
    yield from table(_HEAD, rows, _SIDES)
    if any(_is_late(each) for each in actions):
        yield "     ! ends after its due day"


def _is_late(action: Action) -> bool:
    return action.due is not None and action.ends is not None and action.due < action.ends


def _details(shared: SharedPlan, numbers: Mapping[str, int]) -> Iterator[str]:
    questions = _questions(shared.plan)
    if questions:
        yield ""
    titles = {name: question.label for name, question in shared.questionnaire.question_by_id.items()}
    for action in questions:
        number = numbers[action.id]
        yield from wrap(f"{action.title}: {action.do}".rstrip(": "), f"{number:>3} ")
        needs = f" · after {', '.join(titles.get(need, need) for need in action.needs)}" if action.needs else ""
        clears = f" · clears {shared.clears(action)}" if action.clears else ""
        yield from wrap(f"{action.why}{needs}{clears}", "    ")
        yield from wrap(f"stop here and you are at {shared.level(action.level_after)}", "    ")


def _calendar(shared: SharedPlan) -> Iterator[str]:
    plan = shared.plan
    if plan.waiting or plan.stabilisation:
        yield ""
    for each in plan.waiting:
        have, need = rational_text(each.have), rational_text(each.need)
        yield f"{each.title}: {have} of {need} days, not before {each.until}"
    band = plan.stabilisation
    if band is not None:
        since = "after the plan" if band.is_planned else f"since {band.begins}"
        weeks = f"{band.weeks[0]} to {band.weeks[1]} weeks"
        yield f"Stabilisation: {weeks} {since}, ending between {band.earliest} and {band.latest}"


def _rest(shared: SharedPlan) -> Iterator[str]:
    plan: Plan = shared.plan
    if plan.open_questions and plan.worst_now is not None and plan.best_now is not None:
        worth = rounded(plan.best_now - plan.worst_now, shared.questionnaire.scoring.display)
        are = "open answer is" if plan.open_questions == 1 else "open answers are"
        yield ""
        yield f"The {plan.open_questions} {are} worth up to {worth} points: answer first, the cheapest step of all."
    if plan.later:
        days = rational_text(sum((action.effort or Fraction(0) for action in plan.later), Fraction(0)))
        yield ""
        yield f"Later, {len(plan.later)} more {'action' if len(plan.later) == 1 else 'actions'}, {days} days:"
        names = ", ".join(f"{each.title} ({effort_text(each)})" for each in plan.later)
        yield from wrap(names, "  ")
