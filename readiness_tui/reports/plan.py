"""Section 5, the plan: what to do next, in order, and what would clear each task most cheaply."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.scoring import QuestionScore
from readiness_tui.analysis.stabilising import StabilisationClock
from readiness_tui.analysis.wording import rounded
from readiness_tui.model.modes import BUILD_IT, BUILT_TITLE, MODE_TITLE
from readiness_tui.model.questionnaire import Question
from readiness_tui.model.values import rational_text
from readiness_tui.reports.naming import answer_label, counted, day_text, days_text, level_label
from readiness_tui.reports.request import ReportRequest
from readiness_tui.reports.scale import highest_answer
from readiness_tui.reports.schedule import Schedule, build_schedule

ORDER_NOTE = (
    "In order: tasks beyond their clearance, then gates of the target, then whatever raises a score that is too low, "
    "by weight for each day of effort; never before what an action needs. It is an order, not a schedule."
)


class Step(NamedTuple):
    """One action: about a task, or about a question's answer."""

    number: int
    reason: str
    title: str
    anchor: str
    today: str
    then: str
    action: str
    effort: str
    owner: str
    due: str
    is_late: bool
    ticket: str
    needs: tuple[str, ...]


class CheapestPath(NamedTuple):
    """The cheapest set of improvements that clears one task for its next mode."""

    task: str
    anchor: str
    mode: str
    effort: str
    steps: tuple[str, ...]


class Clock(NamedTuple):
    """The stabilisation clock in words; `percent` is how much of the longest budget has passed."""

    text: str
    advice: str
    percent: float
    earliest: float


class PlanSection(NamedTuple):
    """The cheapest path by weeks, the cheapest clearances, and the calendar.

    Without `schedule`, `steps` hold all actions in order; with it they are empty. A `count` is how many there are.
    """

    target: str
    schedule: Schedule | None
    order_note: str
    steps: tuple[Step, ...]
    step_count: int
    total: str
    cheapest: tuple[CheapestPath, ...]
    cheapest_count: int
    calendar: tuple[str, ...]
    open_note: str
    clock: Clock | None


def build_plan(request: ReportRequest) -> PlanSection:
    """What to do for the target level, and for the tasks that run beyond their clearance."""
    schedule = build_schedule(request)
    over = [] if schedule else list(request.evaluation.beyond_clearance)
    questions = [] if schedule else _ordered(request)
    steps = [_task_step(number, clearance) for number, clearance in enumerate(over, 1)]
    steps += [
        _question_step(request, number, question, reason)
        for number, (question, reason) in enumerate(questions, len(over) + 1)
    ]
    known = [effort for question, _ in questions if (effort := effort_of(request, question)) is not None]
    cheapest = _cheapest_paths(request)
    return PlanSection(
        target=level_label(request.questionnaire, request.scorecard.target),
        schedule=schedule,
        order_note=ORDER_NOTE,
        steps=tuple(steps),
        step_count=len(steps),
        total=days_text(sum(known, Fraction(0))) if known else "",
        cheapest=cheapest,
        cheapest_count=len(cheapest),
        calendar=schedule.waiting if schedule else _calendar(request),
        open_note=_open_note(request),
        clock=_clock(request, request.evaluation.stabilisation),
    )


def effort_of(request: ReportRequest, question: Question) -> Fraction | None:
    """The team's own estimate, else the questionnaire's; None where neither is known."""
    own = request.assessment.answer(question.id).effort_days
    if own is not None:
        return own
    return question.improvement.effort_days if question.improvement else None


def _ordered(request: ReportRequest) -> list[tuple[Question, str]]:
    """The questions that stand below the target, gates first, then by weight for effort; each once."""
    known = request.questionnaire.question_by_id
    shortfalls = request.scorecard.shortfalls
    gates = dict.fromkeys(s.subject for s in shortfalls if s.kind in ("gate", "answer") and s.subject in known)
    raising = dict.fromkeys(name for s in shortfalls for name in s.questions if name in known and name not in gates)
    ranked = sorted(raising, key=lambda name: -_gain_for_effort(request, known[name]))
    return [(known[name], "gate" if name in gates else "score") for name in _after_needs([*gates, *ranked], known)]


def _after_needs(names: list[str], known: Mapping[str, Question]) -> list[str]:
    """The same order, except that what an improvement needs comes before it."""
    placed: list[str] = []
    waiting = dict.fromkeys(names)
    while waiting:
        ready = (name for name in waiting if not any(need in waiting for need in _needed(known[name])))
        placed.append(next(ready, next(iter(waiting))))
        del waiting[placed[-1]]
    return placed


def _needed(question: Question) -> tuple[str, ...]:
    return question.improvement.needs if question.improvement else ()


def _gain_for_effort(request: ReportRequest, question: Question) -> Fraction:
    score: QuestionScore = request.scorecard.question(question.id)
    missing = 1 - (score.value or Fraction(0))
    return question.weight * missing / max(effort_of(request, question) or Fraction(1), Fraction(1, 10))


def _task_step(number: int, clearance: Clearance) -> Step:
    return Step(
        number=number,
        reason="task beyond clearance",
        title=clearance.name,
        anchor=f"task-{clearance.task}",
        today=BUILT_TITLE[clearance.built],
        then=f"at most {MODE_TITLE[clearance.cleared]}",
        action=f"{BUILD_IT[clearance.cleared]}.",
        effort="",
        owner="",
        due="",
        is_late=False,
        ticket="",
        needs=(),
    )


def _question_step(request: ReportRequest, number: int, question: Question, reason: str) -> Step:
    answer = request.assessment.answer(question.id)
    improvement = question.improvement
    known = request.questionnaire.question_by_id
    return Step(
        number=number,
        reason="gate of the target" if reason == "gate" else "raises a low score",
        title=question.label,
        anchor=f"q-{question.id}",
        today=answer_label(question, request.scorecard.question(question.id), answer),
        then=highest_answer(question),
        action=improvement.do if improvement else "",
        effort=days_text(effort_of(request, question)),
        owner=request.person(answer.owner),
        due=day_text(answer.due),
        is_late=answer.due is not None and answer.due < request.as_of,
        ticket=answer.ticket or "",
        needs=tuple(known[name].label for name in improvement.needs if _is_short(request, name)) if improvement else (),
    )


def _is_short(request: ReportRequest, name: str) -> bool:
    score = request.scorecard.by_question.get(name)
    return score is not None and (score.state == "unanswered" or (score.value is not None and score.value < 1))


def _calendar(request: ReportRequest) -> tuple[str, ...]:
    """Questions answered with a number of days that is not enough yet: time that no effort shortens."""
    lines = []
    for question in request.questionnaire.questions:
        have = request.assessment.answer(question.id).number
        if question.kind != "number" or question.unit != "days" or have is None or not _is_short(request, question.id):
            continue
        best = max(question.steps, key=lambda step: (step.value, -step.at_least)).at_least
        lines.append(f"{question.label}: {rational_text(have)} of {days_text(best)}; {days_text(best - have)} to go.")
    return tuple(lines)


def _open_note(request: ReportRequest) -> str:
    """What the open answers are worth; nothing where there are none."""
    card = request.scorecard
    count = sum(part.state == "unanswered" and part.applies != "no" for part in card.by_question.values())
    if not count or card.overall is None or card.overall.is_point:
        return ""
    points = rounded(card.overall.best - card.overall.worst, request.display)
    answers = "The open answer is" if count == 1 else f"The {count} open answers are"
    return f"{answers} worth up to {points} points: answering is the cheapest step of all."


def _cheapest_paths(request: ReportRequest) -> tuple[CheapestPath, ...]:
    known = request.questionnaire.question_by_id
    return tuple(
        CheapestPath(
            task=clearance.name,
            anchor=f"task-{clearance.task}",
            mode=MODE_TITLE[cheapest.mode],
            effort=days_text(cheapest.effort_days),
            steps=tuple(known[name].label if name in known else name for name in cheapest.improvements),
        )
        for clearance in request.evaluation.clearances
        if (cheapest := clearance.cheapest) is not None
    )


def _clock(request: ReportRequest, clock: StabilisationClock | None) -> Clock | None:
    rules = request.questionnaire.stabilisation
    if clock is None or rules is None:
        return None
    least, most = clock.budget_weeks
    day = (request.as_of - clock.deployed).days
    return Clock(
        text=_clock_text(clock),
        advice=rules.text,
        percent=round(min(max(day / (most * 7), 0.0), 1.0) * 100, 2) if most else 100.0,
        earliest=round(least / most * 100, 2) if most else 100.0,
    )


def _clock_text(clock: StabilisationClock) -> str:
    least, most = clock.budget_weeks
    if clock.week < 1:
        return f"First deployment on {clock.deployed}; {least} to {most} weeks of stabilising are budgeted after it."
    if clock.week > most:
        return f"Deployed on {clock.deployed}; the {most} weeks budgeted for stabilising ended on {clock.latest_end}."
    critical = f" The first {counted(clock.critical_weeks, 'week')} bring up the most critical cases."
    return (
        f"Deployed on {clock.deployed}: week {clock.week} of {most}. {least} weeks end on {clock.earliest_end}, "
        f"{most} weeks on {clock.latest_end}.{critical if clock.week <= clock.critical_weeks else ''}"
    )
