"""The plan as `readiness plan` finds it: the cheapest path to the target by weeks, what each action gains, burn-up."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.plan import Action, Plan, PlannedWeek
from readiness_tui.analysis.shortfalls import answer_words
from readiness_tui.analysis.wording import NOTHING, rounded, signed
from readiness_tui.model.modes import BUILT_TITLE, MODE_TITLE
from readiness_tui.model.values import rational_text
from readiness_tui.reports.gaps import overall_need
from readiness_tui.reports.marks import Mark, mark
from readiness_tui.reports.naming import counted, day_text, days_text, level_label
from readiness_tui.reports.request import ReportRequest
from readiness_tui.reports.scale import overall_maximum, percent

FIRST, LAST = 10, 94


class PlannedAction(NamedTuple):
    """One action: about a task, or about a question's answer. Where one stops after it, `worst` and `level` hold."""

    number: int
    title: str
    anchor: str
    today: str
    then: str
    action: str
    why: str
    needs: tuple[str, ...]
    clears: tuple[str, ...]
    effort: str
    owner: str
    due: str
    is_late: bool
    ticket: str
    week: int | None
    gain: str
    worst: str
    level: str


class Week(NamedTuple):
    """A week in which something is finished, with the score and the level at its end."""

    number: int
    ends: str
    finished: tuple[str, ...]
    days: str
    worst: str
    level: str


class BurnUpPoint(NamedTuple):
    """The worst end of the overall score now, or at the end of a week; places in percent, for drawing."""

    label: str
    x: float
    y: float
    value: str


class Schedule(NamedTuple):
    """The cheapest path; `obstacles` say why there is none, `later` is what the target doesn't need.

    Each `count` is how many there are.
    """

    mark: Mark
    text: str
    pace: str
    obstacles: tuple[str, ...]
    actions: tuple[PlannedAction, ...]
    action_count: int
    weeks: tuple[Week, ...]
    week_count: int
    burn_up: tuple[BurnUpPoint, ...]
    needed: float | None
    summary: str
    later: tuple[str, ...]
    later_count: int
    later_effort: str
    waiting: tuple[str, ...]


def build_schedule(request: ReportRequest) -> Schedule | None:
    """The plan of the version that is reported; None where none was made."""
    plan = request.planned
    if plan is None:
        return None
    found, text = _verdict(request, plan)
    points = _burn_up(request, plan)
    need = overall_need(request)
    later = [action.effort for action in plan.later if action.effort is not None]
    return Schedule(
        mark=found,
        text=text,
        pace=f"{days_text(plan.capacity)} of effort a week, from {plan.start}",
        obstacles=plan.obstacles,
        actions=tuple(_action(request, plan, number, action) for number, action in enumerate(plan.actions, 1)),
        action_count=len(plan.actions),
        weeks=tuple(_week(request, plan, week) for week in plan.weeks),
        week_count=len(plan.weeks),
        burn_up=points,
        needed=None if need is None else percent(need, overall_maximum(request.questionnaire)),
        summary="; ".join(f"{point.label}: {point.value}" for point in points),
        later=tuple(action.title for action in plan.later),
        later_count=len(plan.later),
        later_effort=days_text(sum(later, Fraction(0))) if later else "",
        waiting=tuple(
            f"{each.title}: {rational_text(each.have)} of {days_text(each.need)}, not before {each.until}"
            for each in plan.waiting
        ),
    )


def _verdict(request: ReportRequest, plan: Plan) -> tuple[Mark, str]:
    target = level_label(request.questionnaire, plan.goal.level)
    if not plan.reachable:
        return mark("bad", "Out of reach"), f"{target} can't be reached, whatever is improved."
    if plan.reached_now:
        return mark("good", "Reached"), f"Nothing more is needed for {target}."
    weeks = counted(max((week.week for week in plan.weeks), default=0), "week")
    count = counted(sum(action.kind == "question" for action in plan.actions), "action")
    proof = (
        "No cheaper set of actions exists" if plan.is_exact else "A cheaper set may exist: there are too many to try"
    )
    return mark("muted", "Cheapest path"), f"{count}, {days_text(plan.total_effort)} of effort, {weeks}. {proof}."


def _action(request: ReportRequest, plan: Plan, number: int, action: Action) -> PlannedAction:
    known = request.questionnaire.question_by_id
    planned = {each.id for each in plan.actions}
    return PlannedAction(
        number=number,
        title=action.title,
        anchor=f"{'q' if action.kind == 'question' else 'task'}-{action.id}",
        today=_today(request, action),
        then=_then(request, action),
        action=action.do,
        why=_why(action),
        needs=tuple(known[name].label for name in action.needs if name in known and name in planned),
        clears=tuple(f"{_task_name(request, task)} for {MODE_TITLE[mode]}" for task, mode in action.clears),
        effort=days_text(action.effort),
        owner=request.person(action.owner),
        due=day_text(action.due),
        is_late=action.due is not None and action.due < request.as_of,
        ticket=action.ticket or "",
        week=action.week,
        gain=signed(action.gain, request.display) if action.gain is not None else "",
        worst=_score(request, action.worst),
        level=level_label(request.questionnaire, action.level_after),
    )


def _why(action: Action) -> str:
    """Why it is in the plan; that a task runs beyond its clearance is said by what is and what it becomes."""
    if action.kind == "question":
        return action.why
    return "" if action.reason == "beyond" else f"{action.why[:1].upper()}{action.why[1:]}"


def _task_name(request: ReportRequest, task: str) -> str:
    return request.assessment.tasks[task].name if task in request.assessment.tasks else task


def _today(request: ReportRequest, action: Action) -> str:
    question = request.questionnaire.question_by_id.get(action.id) if action.kind == "question" else None
    if question is not None:
        return answer_words(question, action.before) if action.before else "Unanswered"
    return next((title for built, title in BUILT_TITLE.items() if built == action.before), action.before or "")


def _then(request: ReportRequest, action: Action) -> str:
    question = request.questionnaire.question_by_id.get(action.id) if action.kind == "question" else None
    if question is not None:
        return answer_words(question, action.after)
    return next((f"at most {title}" for mode, title in MODE_TITLE.items() if mode == action.after), action.after)


def _score(request: ReportRequest, value: Fraction | None) -> str:
    return NOTHING if value is None else rounded(value, request.display)


def _week(request: ReportRequest, plan: Plan, week: PlannedWeek) -> Week:
    titles = {action.id: action.title for action in plan.actions}
    return Week(
        number=week.week,
        ends=week.ends.isoformat(),
        finished=tuple(titles[name] for name in week.actions),
        days=days_text(week.days),
        worst=_score(request, week.worst),
        level=level_label(request.questionnaire, week.level) or NOTHING,
    )


def _burn_up(request: ReportRequest, plan: Plan) -> tuple[BurnUpPoint, ...]:
    """Now and the end of each week in which something is finished; nothing where no week moves the score."""
    steps = [(0, plan.worst_now), *((week.week, week.worst) for week in plan.weeks)]
    if len(steps) < 2 or any(worst is None for _, worst in steps):
        return ()
    last, maximum = steps[-1][0], overall_maximum(request.questionnaire)
    return tuple(
        BurnUpPoint(
            label=f"week {week}" if week else "now",
            x=round(FIRST + (LAST - FIRST) * week / last, 2),
            y=percent(worst, maximum),
            value=rounded(worst, request.display),
        )
        for week, worst in steps
        if worst is not None
    )
