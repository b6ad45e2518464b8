"""Section 1, the verdict: tasks beyond their clearance first, then ready or not for the target, then the figures."""

from collections import Counter
from typing import Literal, NamedTuple

from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.scoring import Scorecard
from readiness_tui.analysis.wording import NOTHING, interval_text, share_text
from readiness_tui.model.modes import BUILT_TITLE, MODE_TITLE
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.reports.marks import Mark, Tone, mark
from readiness_tui.reports.naming import counted, joined, level_label
from readiness_tui.reports.request import ReportRequest
from readiness_tui.reports.scale import chart_maximum, of_maximum, percent
from readiness_tui.reports.stops import Stop, shortfall_rows, standing_shortfalls

REASONS = 6
NAMED = 4
_OTHER = "other requirement"
_REQUIREMENT = {"gate": "gate", "overall": "score", "section": "score"}
_WITHOUT = {"gate": "not passed", "score": "below what is needed", _OTHER: "not met"}


class OverTask(NamedTuple):
    """A task that runs with more autonomy than it is cleared for."""

    name: str
    anchor: str
    built: str
    cleared: str


class Statement(NamedTuple):
    """One sentence of the verdict: the word in front, the sentence, what explains it, and some of its tasks."""

    mark: Mark
    text: str
    detail: str
    tasks: tuple[OverTask, ...] = ()
    task_count: int = 0


class Rung(NamedTuple):
    """One level of the ladder: surely reached, possibly reached, or not; and whether it is the target."""

    label: str
    state: Literal["reached", "possible", "above"]
    is_target: bool
    word: str


class Verdict(NamedTuple):
    """What a reader has to know if they read nothing else; `reasons` are the first of `reason_count`."""

    tone: Tone
    statements: tuple[Statement, ...]
    reasons: tuple[Stop, ...]
    reason_count: int
    overall: str
    out_of: str
    worst: float | None
    best: float | None
    level: str
    level_note: str
    rungs: tuple[Rung, ...]
    answered: str
    answered_percent: float
    open_count: int
    open_note: str
    confidence: str
    confidence_percent: float
    confidence_note: str
    blockers: int
    blockers_note: str


def build_verdict(request: ReportRequest) -> Verdict:
    """The verdict of the version that is reported."""
    card = request.scorecard
    statements = tuple(s for s in (_tasks(request), _level(request)) if s is not None)
    reasons = shortfall_rows(request)
    tasks, gates = _blocker_counts(request)
    maximum = chart_maximum(request.questionnaire)
    applicable = card.coverage.applicable + card.coverage.may_apply
    return Verdict(
        tone=_gravest([statement.mark.tone for statement in statements]),
        statements=statements,
        reasons=reasons[:REASONS],
        reason_count=len(reasons),
        overall=interval_text(card.overall, request.display),
        out_of=of_maximum(request.questionnaire) if card.overall else "nothing answered yet",
        worst=percent(card.overall.worst, maximum) if card.overall else None,
        best=percent(card.overall.best, maximum) if card.overall else None,
        level=_level_name(request),
        level_note=_level_note(request),
        rungs=_rungs(request),
        answered=f"{card.coverage.answered} of {card.coverage.applicable}",
        answered_percent=float(round((card.coverage.share or 0) * 100, 2)),
        open_count=applicable - card.coverage.answered,
        open_note=_open_note(card),
        confidence=share_text(card.confidence.share),
        confidence_percent=float(round((card.confidence.share or 0) * 100, 2)),
        confidence_note=_confidence_note(card),
        blockers=tasks + gates,
        blockers_note=joined([counted(tasks, "task"), counted(gates, "gate")]),
    )


def _gravest(tones: list[Tone]) -> Tone:
    order: tuple[Tone, ...] = ("bad", "open", "partly", "muted", "good")
    return next((tone for tone in order if tone in tones), "muted")


def _tasks(request: ReportRequest) -> Statement | None:
    clearances = request.evaluation.clearances
    over = request.evaluation.beyond_clearance
    if request.questionnaire.matrix is None:
        return None
    if not clearances:
        return Statement(
            mark("muted", "No tasks rated"),
            "It is not known which tasks the agent does, and so which of them may run alone.",
            "Rate its tasks to learn where a person has to stay.",
        )
    if over:
        verb = (
            "is built with more autonomy than it is" if len(over) == 1 else "are built with more autonomy than they are"
        )
        text = f"{len(over)} of {counted(len(clearances), 'task')} {verb} cleared for."
        named = tuple(_over(clearance) for clearance in over[:NAMED])
        return Statement(mark("bad", "Stop"), text, "", named, len(over))
    return _within(clearances)


def _within(clearances: tuple[Clearance, ...]) -> Statement:
    stopped = sum(clearance.verdict == "stop" for clearance in clearances)
    alone = sum(clearance.verdict == "go" for clearance in clearances)
    person = len(clearances) - stopped - alone
    counts = f"{alone} may act alone, {person} with a person, {stopped} not at all."
    if stopped:
        return Statement(mark("bad", "Stop"), f"{counted(stopped, 'task')} may not run at all today.", counts)
    text = f"No task is built with more autonomy than it is cleared for ({counted(len(clearances), 'task')} rated)."
    return Statement(mark("good", "Tasks within clearance"), text, counts)


def _over(clearance: Clearance) -> OverTask:
    return OverTask(
        name=clearance.name,
        anchor=f"task-{clearance.task}",
        built=BUILT_TITLE[clearance.built],
        cleared=MODE_TITLE[clearance.cleared],
    )


def _level(request: ReportRequest) -> Statement | None:
    card, questionnaire = request.scorecard, request.questionnaire
    if card.overall is None:
        return Statement(
            mark("open", "No score yet"), "Nothing is answered, so nothing can be said about readiness.", ""
        )
    if not questionnaire.rungs:
        return None
    if card.target is None:
        name = level_label(questionnaire, card.level_worst)
        return Statement(mark("good", "Ready"), f"{name}, the highest level.", _waived_note(request, card.level_worst))
    name = level_label(questionnaire, card.target)
    if not card.shortfalls:
        return Statement(mark("good", "Ready"), f"for {name}.", _waived_note(request, card.target))
    if all(shortfall.state == "open" for shortfall in card.shortfalls):
        text = f"whether ready for {name}: it hangs on {counted(_open_questions(card), 'open answer')}."
        return Statement(mark("open", "Not settled"), text, _level_note(request))
    return Statement(mark("bad", "Not ready"), f"for {name}: {_why_not(request)}.", _level_note(request))


def _why_not(request: ReportRequest) -> str:
    shortfalls = standing_shortfalls(request)
    failing = Counter(
        _REQUIREMENT.get(shortfall.kind, _OTHER) for shortfall in shortfalls if shortfall.state == "fails"
    )
    hanging = Counter(_REQUIREMENT.get(shortfall.kind, _OTHER) for shortfall in shortfalls if shortfall.state == "open")
    kinds = ("gate", "score", _OTHER)
    failed = [f"{counted(failing[kind], kind)} {_WITHOUT[kind]}" for kind in kinds if failing[kind]]
    open_still = [
        f"{counted(hanging[kind], kind)} {'hangs' if hanging[kind] == 1 else 'hang'} on open answers"
        for kind in kinds
        if hanging[kind]
    ]
    return "; ".join(joined(words) for words in (failed, open_still) if words)


def _open_questions(card: Scorecard) -> int:
    return sum(q.state == "unanswered" and q.applies != "no" for q in card.by_question.values())


def _level_name(request: ReportRequest) -> str:
    card, questionnaire = request.scorecard, request.questionnaire
    worst, best = level_label(questionnaire, card.level_worst), level_label(questionnaire, card.level_best)
    if worst == best:
        return worst or NOTHING
    return f"{worst or 'No level'} to {best}" if best else worst


def _level_note(request: ReportRequest) -> str:
    card = request.scorecard
    if card.overall is None or not request.questionnaire.rungs:
        return ""
    count = _open_questions(card)
    waived = f" {note}" if (note := _waived_note(request, card.level_best)) else ""
    if not count:
        return f"Level today: {_level_name(request)}.{waived}"
    answers = "the open answer turns" if count == 1 else f"the {count} open answers turn"
    if card.level_worst == card.level_best:
        return f"Level today: {_level_name(request)}, however {answers} out.{waived}"
    return f"Level today: {_level_name(request)}, depending on how {answers} out.{waived}"


def _waived_note(request: ReportRequest, level: str | None) -> str:
    names = waived_names(request.questionnaire, request.scorecard, level)
    return f"Gates passed only by waiver: {names}." if names else ""


def waived_names(questionnaire: Questionnaire, card: Scorecard, level: str | None) -> str:
    """The gates up to a level that pass only because their shortfall was accepted, each with its last day.

    Empty for none.
    """
    ranks = {rung.id: rank for rank, rung in enumerate(questionnaire.rungs)}
    days = {
        gate.question: gate.waived_until
        for gate in card.gates
        if gate.state == "waived" and ranks[gate.level] <= ranks.get(level or "", -1)
    }
    return ", ".join(f"{card.question(name).title} until {day}" for name, day in days.items())


def _rungs(request: ReportRequest) -> tuple[Rung, ...]:
    card, questionnaire = request.scorecard, request.questionnaire
    ranks = {rung.id: rank for rank, rung in enumerate(questionnaire.rungs)}
    worst, best = ranks.get(card.level_worst or "", -1), ranks.get(card.level_best or "", -1)
    return tuple(
        _rung(rung.label, rank, worst, best, rung.id == card.target) for rank, rung in enumerate(questionnaire.rungs)
    )


def _rung(label: str, rank: int, worst: int, best: int, is_target: bool) -> Rung:
    if rank <= worst:
        return Rung(label, "reached", is_target, "reached")
    if rank <= best:
        return Rung(label, "possible", is_target, "possible")
    return Rung(label, "above", is_target, "not reached")


def _blocker_counts(request: ReportRequest) -> tuple[int, int]:
    blockers = request.evaluation.blockers
    return sum(b.kind == "task" for b in blockers), sum(b.kind == "gate" for b in blockers)


def _open_note(card: Scorecard) -> str:
    open_count = card.coverage.applicable - card.coverage.answered
    words = ["all answered"] if not open_count else [f"{open_count} unanswered"]
    if card.coverage.may_apply:
        words.append(f"{card.coverage.may_apply} more may apply")
    return ", ".join(words)


def _confidence_note(card: Scorecard) -> str:
    confidence = card.confidence
    if confidence.share is None:
        return "no positive answer yet"
    return f"{confidence.evidenced} evidenced, {confidence.claimed} claimed, {confidence.expired} expired"
