"""`readiness/plan@1`: the way to a target, action by action and week by week."""

from __future__ import annotations

from typing import Literal, TypedDict

from readiness_tui.analysis.plan import Action, Plan
from readiness_tui.model.modes import Mode
from readiness_tui.model.questionnaire import Display
from readiness_tui.reports.documents.parts import Number, QuestionnaireKey, Subject, days, optional_number


class TaskMode(TypedDict):
    """A task and the mode that it may have."""

    task: str
    mode: Mode


class PlanTarget(TypedDict):
    """What the plan is to reach."""

    level: str | None
    clear: list[TaskMode]


ActionRow = TypedDict(
    "ActionRow",
    {
        "kind": Literal["question", "task"],
        "id": str,
        "title": str,
        "from": str | None,
        "to": str,
        "reason": Literal["beyond", "gate", "gain", "change", "reviewer"],
        "why": str,
        "action": str,
        "effort_days": float | None,
        "owner": str | None,
        "due": str | None,
        "ticket": str | None,
        "needs": list[str],
        "week": int | None,
        "begins": str | None,
        "ends": str | None,
        "gain": Number | None,
        "worst_after": Number | None,
        "level_after": str | None,
        "clears": list[TaskMode],
    },
)


class WeekRow(TypedDict):
    """A week in which something is finished; score and level hold at its end."""

    week: int
    begins: str
    ends: str
    effort_days: float
    actions: list[str]
    worst: Number | None
    level: str | None


class WaitingRow(TypedDict):
    """Days that only pass."""

    question: str
    have: float
    need: float
    until: str


class BandRow(TypedDict):
    """The weeks of stabilisation; `planned`: counted from the end of the plan."""

    weeks: list[int]
    begins: str
    earliest_end: str
    latest_end: str
    planned: bool


class PlanDocument(TypedDict):
    """The plan. `exact`: no set of less effort does, proven; `later` are the actions that the target doesn't need."""

    format: Literal["readiness/plan@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    questionnaire: QuestionnaireKey
    target: PlanTarget
    reachable: bool
    reached: bool
    exact: bool
    obstacles: list[str]
    budget_days: float | None
    total_effort_days: float
    effort_to_target_days: float | None
    worst: Number | None
    level: str | None
    level_after: str | None
    open_questions: int
    waived: list[str]
    capacity_days_per_week: float
    start: str
    actions: list[ActionRow]
    later: list[ActionRow]
    weeks: list[WeekRow]
    waiting: list[WaitingRow]
    stabilisation: BandRow | None


def plan_document(subject: Subject, key: QuestionnaireKey, display: Display, plan: Plan) -> PlanDocument:
    """The plan as one JSON object."""
    return {
        "format": "readiness/plan@1",
        "agent": subject.agent,
        "milestone": subject.milestone,
        "as_of": subject.as_of.isoformat(),
        "questionnaire": key,
        "target": {
            "level": plan.goal.level,
            "clear": [{"task": task, "mode": mode} for task, mode in plan.goal.clearances],
        },
        "reachable": plan.reachable,
        "reached": plan.reached_now,
        "exact": plan.is_exact,
        "obstacles": list(plan.obstacles),
        "budget_days": days(plan.budget) if plan.budget is not None else None,
        "total_effort_days": days(plan.total_effort),
        "effort_to_target_days": days(plan.whole_effort) if plan.whole_effort is not None else None,
        "worst": optional_number(plan.worst_now, display),
        "level": plan.level_now,
        "level_after": plan.level_then,
        "open_questions": plan.open_questions,
        "waived": list(plan.waived),
        "capacity_days_per_week": days(plan.capacity),
        "start": plan.start.isoformat(),
        "actions": [_action(action, display) for action in plan.actions],
        "later": [_action(action, display) for action in plan.later],
        "weeks": _weeks(plan, display),
        "waiting": _waiting(plan),
        "stabilisation": _stabilisation(plan),
    }


def _action(action: Action, display: Display) -> ActionRow:
    return {
        "kind": action.kind,
        "id": action.id,
        "title": action.title,
        "from": action.before,
        "to": action.after,
        "reason": action.reason,
        "why": action.why,
        "action": action.do,
        "effort_days": days(action.effort) if action.effort is not None else None,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else None,
        "ticket": action.ticket,
        "needs": list(action.needs),
        "week": action.week,
        "begins": action.begins.isoformat() if action.begins else None,
        "ends": action.ends.isoformat() if action.ends else None,
        "gain": optional_number(action.gain, display),
        "worst_after": optional_number(action.worst, display),
        "level_after": action.level_after,
        "clears": [{"task": task, "mode": mode} for task, mode in action.clears],
    }


def _weeks(plan: Plan, display: Display) -> list[WeekRow]:
    return [
        {
            "week": week.week,
            "begins": week.begins.isoformat(),
            "ends": week.ends.isoformat(),
            "effort_days": days(week.days),
            "actions": list(week.actions),
            "worst": optional_number(week.worst, display),
            "level": week.level,
        }
        for week in plan.weeks
    ]


def _waiting(plan: Plan) -> list[WaitingRow]:
    return [
        {"question": each.question, "have": days(each.have), "need": days(each.need), "until": each.until.isoformat()}
        for each in plan.waiting
    ]


def _stabilisation(plan: Plan) -> BandRow | None:
    band = plan.stabilisation
    if band is None:
        return None
    return {
        "weeks": list(band.weeks),
        "begins": band.begins.isoformat(),
        "earliest_end": band.earliest.isoformat(),
        "latest_end": band.latest.isoformat(),
        "planned": band.is_planned,
    }
