"""A plan in words for the screen: its rows, the verdict above them, and what else counts below."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from readiness_tui.analysis.plan import Action, Plan
from readiness_tui.analysis.wording import rounded
from readiness_tui.exchange.plan_rows import SharedPlan, effort_text
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.modes import MODE_TITLE
from readiness_tui.model.values import rational_text
from readiness_tui.tui.belongings import answer_label, at_name, days_until, evidence_text
from readiness_tui.tui.glyphs import BECOMES, FULL, NOT, PARTLY, UNANSWERED
from readiness_tui.tui.literal import one_line
from readiness_tui.tui.widgets.plan_view import STABILISATION, WAITING, PlanRow, PlanView
from readiness_tui.use_cases.plans import Planned
from readiness_tui.use_cases.sessions import Session

_STYLES = {FULL: "$in-place", PARTLY: "$partly", NOT: "$not-in-place"}


def plan_view(session: Session, planned: Planned) -> PlanView:
    """The plan that was made for this session."""
    shared, plan = planned.shared, planned.plan
    places = {action.id: str(place) for place, action in enumerate(_questions(plan.actions), 1)}
    count = len(places)
    later = {action.id: str(count + place) for place, action in enumerate(plan.later, 1)}
    return PlanView(
        goal=goal_words(shared),
        plan=plan,
        rows=tuple(_row(session, shared, action, places) for action in plan.actions),
        later=tuple(_row(session, shared, action, later) for action in plan.later),
        verdict=tuple(_verdict(session, shared)),
        notes=tuple(_notes(session, shared)),
        level_now=_level(plan.level_now),
    )


def with_belongings(planned: Planned, assessment: Assessment) -> Planned:
    """The same plan with owner, due date and ticket as the answers have them now."""

    def now(action: Action) -> Action:
        if action.kind == "task":
            return action
        answer = assessment.answer(action.id)
        return action._replace(owner=answer.owner, due=answer.due, ticket=answer.ticket)

    plan = planned.plan
    actions, later = (tuple(now(action) for action in each) for each in (plan.actions, plan.later))
    return planned._replace(plan=plan._replace(actions=actions, later=later))


def goal_words(shared: SharedPlan) -> str:
    """What the plan is to reach: a level by its id, tasks by their names."""
    goal = shared.plan.goal
    tasks = [f"{shared.tasks.get(task, task)} for {MODE_TITLE[mode]}" for task, mode in goal.clearances]
    return " and ".join([*([goal.level] if goal.level else []), *tasks])


def with_less(view: PlanView, planned: Planned) -> tuple[str, str]:
    """The note on what the days of one week bring, at best."""
    plan, display = planned.plan, planned.questionnaire.scoring.display
    done = _questions(plan.actions)
    days = _days(plan.budget or Fraction(0))
    if not done:
        return "With less time", f"{days}: nothing fits · B sets the budget"
    worst = f"worst {rounded(done[-1].worst, display)}, " if done[-1].worst is not None else ""
    still = "still " if plan.level_then == view.plan.level_now else "then "
    names = ", ".join(action.title for action in done)
    return "With less time", f"{days}: {names}: {worst}{still}{_level(plan.level_then)} · B sets the budget"


def _questions(actions: tuple[Action, ...]) -> list[Action]:
    return [action for action in actions if action.kind == "question"]


def _level(level: str | None) -> str:
    return level or "no level"


def _days(days: Fraction) -> str:
    return f"{rational_text(days)} {'day' if days == 1 else 'days'}"


def _row(session: Session, shared: SharedPlan, action: Action, places: dict[str, str]) -> PlanRow:
    question = session.questionnaire.question(action.id) if action.kind == "question" else None
    mark = NOT
    if question is not None:
        is_open = action.before is None
        mark = UNANSWERED if is_open else answer_label(question, session.assessment.answer(action.id))[0]
    return PlanRow(
        action=action,
        number=places.get(action.id, "") if question is not None else "",
        mark=mark,
        style=_STYLES.get(mark, "$muted"),
        today=shared.today(action),
        then=shared.then(action),
        days=effort_text(action) or "–",
        gain=shared.gain(action),
        worst=shared.worst(action),
        level=action.level_after or "",
        is_gate=question is not None and bool(question.gates),
        details=tuple((label, text) for label, text in _details(session, shared, action) if text),
    )


def _details(session: Session, shared: SharedPlan, action: Action) -> Iterator[tuple[str, str]]:
    titles = {name: question.label for name, question in shared.questionnaire.question_by_id.items()}
    yield "Why", one_line(action.why)
    clears = f"clears {shared.clears(action)}" if action.clears else ""
    gain = f"worst {shared.gain(action)}, then {shared.worst(action)}" if shared.gain(action) else ""
    yield "Gains", " · ".join(filter(None, (gain, clears)))
    yield "Needs", ", ".join(titles.get(need, need) for need in action.needs)
    if action.kind == "question":
        yield "Who", " · ".join(_who(session, action))
    level = f"stop here and you are at {_level(action.level_after)}"
    yield "Then", f"{shared.today(action)} {BECOMES} {shared.then(action)} · {level}"
    yield "Do", one_line(action.do)
    if action.kind == "question":
        yield from _belongings(session, action)


def _who(session: Session, action: Action) -> Iterator[str]:
    yield at_name(action.owner) if action.owner else "no owner"
    if action.due is not None:
        yield f"due {action.due} ({days_until(action.due, session.today)})"
    if action.begins is not None and action.ends is not None:
        late = ", after its due day" if action.due is not None and action.due < action.ends else ""
        yield f"planned {action.begins} to {action.ends}{late}"
    if action.effort is not None:
        own = session.assessment.answer(action.id).effort_days
        yield _days(action.effort) + (" by your estimate" if own is not None else "")
    if action.ticket:
        yield f"#{action.ticket}"


def _belongings(session: Session, action: Action) -> Iterator[tuple[str, str]]:
    answer = session.assessment.answer(action.id)
    yield "Proof", " · ".join(evidence_text(part, session.today) for part in answer.evidence)
    if answer.waiver is not None:
        waiver = answer.waiver
        ended = " (expired: it counts again)" if waiver.expires < session.today else ""
        yield "Waived", f"until {waiver.expires}{ended} by {at_name(waiver.approver)}: {one_line(waiver.reason)}"
    yield "Note", one_line(answer.note)


def _verdict(session: Session, shared: SharedPlan) -> Iterator[tuple[str, str]]:
    plan, goal = shared.plan, goal_words(shared)
    steps = _questions(plan.actions)
    count = f"{len(steps)} {'action' if len(steps) == 1 else 'actions'}, {_days(plan.total_effort)}"
    ends = max((action.ends for action in steps if action.ends), default=None)
    done = f", done {ends}" if ends is not None else ""
    if not plan.reachable:
        yield f"{NOT} {goal} is out of reach, whatever is improved:", "$not-in-place"
        yield from ((f"  {obstacle}", "") for obstacle in plan.obstacles)
    elif plan.reached_now:
        yield f"{FULL} Nothing is needed for {goal}; t another target.", "$in-place"
    elif plan.budget is None:
        proof = "No cheaper set exists." if plan.is_exact else "A cheaper set may exist: too many to try."
        yield f"Cheapest path: {count}{done}. {proof}", ""
    if plan.budget is not None and not plan.reached_now:
        proof = "" if plan.is_exact else " (a better one may exist)"
        whole = f" of the {_days(plan.whole_effort)} that {goal} takes" if plan.whole_effort is not None else ""
        yield f"Best within {_days(plan.budget)}{whole}: {count}{done}{proof}. Then {_level(plan.level_then)}.", ""
    if plan.waived:
        yield f"{PARTLY} Counts as passed because it is waived: {shared.waived_text}", "$partly"
    if not session.evaluation.scorecard.coverage.answered:
        yield "Nothing is answered yet, so all counts as its worst: F2 starts, and the plan shrinks.", "$partly"


def _notes(session: Session, shared: SharedPlan) -> Iterator[tuple[str, str]]:
    plan, display = shared.plan, shared.questionnaire.scoring.display
    if plan.goal.clearances:
        yield "Target", goal_words(shared)
    if plan.open_questions:
        are = "the open answer is" if plan.open_questions == 1 else f"the {plan.open_questions} open answers are"
        if plan.worst_now is not None and plan.best_now is not None:
            worth = f"worth up to {rounded(plan.best_now - plan.worst_now, display)} points"
        else:
            worth = "all that could be scored"
        yield "Open", f"{are} {worth}: answer first (F2), the cheapest step of all"
    for each in plan.waiting:
        have, need = rational_text(each.have), rational_text(each.need)
        yield WAITING, f"{each.title}: {have} of {need} days, not before {each.until}"
    yield from _stabilisation(session, plan)
    yield "Pace", f"{_days(plan.capacity)} a week from {plan.start} · C changes it"


def _stabilisation(session: Session, plan: Plan) -> Iterator[tuple[str, str]]:
    band = plan.stabilisation
    if band is None:
        return
    low, high = band.weeks
    if band.is_planned:
        yield STABILISATION, f"{low} to {high} weeks after the plan, to {band.earliest} or {band.latest}"
        return
    clock = session.evaluation.stabilisation
    week = f"week {clock.week}; " if clock is not None and 0 < clock.week <= high else ""
    ends = ", ".join(
        f"{weeks} weeks {'ended' if day < session.today else 'end'} {day}"
        for weeks, day in ((low, band.earliest), (high, band.latest))
    )
    yield STABILISATION, f"{week}{ends}"
