"""Section 2, what stops us: gates, gaps and the overall score below the target, who owns them and what is needed."""

from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.scoring import Interval, QuestionScore, Shortfall
from readiness_tui.analysis.wording import NOTHING, interval_text, rounded
from readiness_tui.model.modes import BUILD_IT, BUILT_TITLE, MODE_TITLE
from readiness_tui.reports.marks import Mark, mark
from readiness_tui.reports.naming import answer_label, day_text, days_text, level_label, need_label
from readiness_tui.reports.request import ReportRequest


class Stop(NamedTuple):
    """One thing that stands between today and the target."""

    mark: Mark
    kind: str
    title: str
    anchor: str
    today: str
    needed: str
    owner: str
    due: str
    is_late: bool
    effort: str
    in_place_means: str
    improvement: str
    could_lift: tuple[str, ...]


class Stops(NamedTuple):
    """All of them: tasks beyond clearance first, then gates, then scores; `row_count` is how many there are."""

    target: str
    rows: tuple[Stop, ...]
    row_count: int


def build_stops(request: ReportRequest) -> Stops:
    """What stops the target level, and the tasks that run with more autonomy than they are cleared for."""
    tasks = tuple(_task(clearance) for clearance in request.evaluation.beyond_clearance)
    rows = shortfall_rows(request)
    target = level_label(request.questionnaire, request.scorecard.target)
    return Stops(target, tasks + rows, len(tasks) + len(rows))


def shortfall_rows(request: ReportRequest) -> tuple[Stop, ...]:
    """What keeps the agent from the target level: gates, then scores."""
    return tuple(_shortfall(request, shortfall) for shortfall in standing_shortfalls(request))


def standing_shortfalls(request: ReportRequest) -> tuple[Shortfall, ...]:
    """What stops the target, each subject once: a lower level's milder need goes without saying."""
    ranks = {rung.id: rank for rank, rung in enumerate(request.questionnaire.rungs)}
    kept: dict[tuple[str, str], Shortfall] = {}
    for shortfall in request.scorecard.shortfalls:
        name = (shortfall.kind, shortfall.subject)
        if name not in kept or ranks.get(shortfall.level, 0) >= ranks.get(kept[name].level, 0):
            kept[name] = shortfall
    return tuple(kept.values())


def _task(clearance: Clearance) -> Stop:
    lowered = f"{BUILD_IT[clearance.cleared]}: more is not recommended."
    if clearance.next_mode is not None:
        lowered = f"{BUILD_IT[clearance.cleared]}, or close what keeps it from more (section 4)."
    return Stop(
        mark=mark("bad", "Stops"),
        kind="Task",
        title=clearance.name,
        anchor=f"task-{clearance.task}",
        today=BUILT_TITLE[clearance.built],
        needed=f"at most {MODE_TITLE[clearance.cleared]}",
        owner="",
        due="",
        is_late=False,
        effort="",
        in_place_means="",
        improvement=lowered,
        could_lift=(),
    )


def _shortfall(request: ReportRequest, shortfall: Shortfall) -> Stop:
    if shortfall.kind in ("gate", "answer") and shortfall.subject in request.questionnaire.question_by_id:
        return _question(request, shortfall)
    card = request.scorecard
    sections = {section.id: section for section in card.sections}
    section = sections.get(shortfall.subject)
    is_overall = shortfall.kind == "overall"
    return Stop(
        mark=_mark(shortfall),
        kind="Score",
        title="Overall" if is_overall else section.title if section else shortfall.subject,
        anchor="gaps",
        today=_score(request, card.overall if is_overall else section.interval if section else None),
        needed=_threshold(request, shortfall.need),
        owner="",
        due="",
        is_late=False,
        effort="",
        in_place_means="",
        improvement=shortfall.text if shortfall.kind not in ("overall", "section") else "",
        could_lift=tuple(card.question(name).title for name in shortfall.questions if name in card.by_question)
        if section
        else (),
    )


def _score(request: ReportRequest, interval: Interval | None) -> str:
    return interval_text(interval, request.display)


def _threshold(request: ReportRequest, need: str) -> str:
    try:
        return rounded(Fraction(need), request.display)
    except ValueError:
        return need


def _mark(shortfall: Shortfall) -> Mark:
    return mark("bad", "Stops") if shortfall.state == "fails" else mark("open", "Hangs on open answers")


def _question(request: ReportRequest, shortfall: Shortfall) -> Stop:
    question = request.questionnaire.question_by_id[shortfall.subject]
    answer = request.assessment.answer(question.id)
    score: QuestionScore = request.scorecard.question(question.id)
    improvement = question.improvement
    return Stop(
        mark=_mark(shortfall),
        kind="Gate" if shortfall.kind == "gate" else "Answer",
        title=question.label,
        anchor=f"q-{question.id}",
        today=answer_label(question, score, answer),
        needed=need_label(question, shortfall.need),
        owner=request.person(answer.owner),
        due=day_text(answer.due),
        is_late=answer.due is not None and answer.due < request.as_of,
        effort=days_text(answer.effort_days or (improvement.effort_days if improvement else None)),
        in_place_means=question.guidance.verify or question.guidance.evidence or NOTHING,
        improvement=improvement.do if improvement else "",
        could_lift=(),
    )
