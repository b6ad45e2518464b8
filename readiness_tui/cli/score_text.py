"""A scorecard in lines of text, verdict first."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_tui.analysis.asking import next_question
from readiness_tui.analysis.level_trying import Trial
from readiness_tui.cli.cells import table, wrap
from readiness_tui.cli.verdict_text import title_lines, verdict_lines
from readiness_tui.reports.gaps import build_gaps
from readiness_tui.reports.naming import counted
from readiness_tui.reports.request import ReportRequest
from readiness_tui.reports.stops import Stop, build_stops


def score_lines(request: ReportRequest) -> Iterator[str]:
    """The verdict, the sections, what stops the target level, gates, checklist, clock and advisories."""
    yield from title_lines(request)
    yield ""
    yield from verdict_lines(request)
    yield ""
    yield from _section_lines(request)
    yield from _stop_lines(request)
    yield from _next_lines(request)
    yield from _gate_lines(request)
    yield from _other_lines(request)


def _section_lines(request: ReportRequest) -> Iterator[str]:
    gaps = build_gaps(request)
    rows = [
        (gap.title, gap.value, gap.needed_text, gap.mark.glyph if gap.needed is not None else "", gap.answered)
        for gap in (*gaps.rows, gaps.overall)
    ]
    needed = "Needed" if any(gap.needed is not None for gap in (*gaps.rows, gaps.overall)) else ""
    rows = rows if needed else [(row[0], row[1], "", "", row[4]) for row in rows]
    yield from table(("", "Worst–best", needed, "", "Answered"), rows, ("<", ">", ">", "<", ">"))


def _stop_lines(request: ReportRequest) -> Iterator[str]:
    stops = build_stops(request)
    if not stops.rows:
        return
    yield ""
    yield f"What stops {stops.target}" if stops.target else "What stops it"
    for stop in stops.rows:
        yield from wrap(_stop_sentence(stop), f"  {stop.mark.glyph} {stop.kind.lower():<5} ")


def _stop_sentence(stop: Stop) -> str:
    people = [f"owner {stop.owner}"] if stop.owner else []
    people += [f"due {stop.due}{' (late)' if stop.is_late else ''}"] if stop.due else []
    people += [stop.effort] if stop.effort else []
    rest = f" · {', '.join(people)}" if people else ""
    return f"{stop.title}: {stop.today}, needs {stop.needed}{rest}"


def _next_lines(request: ReportRequest) -> Iterator[str]:
    """The open question whose answer would narrow the verdict most."""
    evaluation = request.evaluation
    modes = {decision.id: decision.mode for decision in evaluation.decisions}
    asked = next_question(Trial(request.questionnaire, request.assessment, request.scorecard, modes))
    if asked is not None:
        title = request.questionnaire.question_by_id[asked.question].label
        yield ""
        yield from wrap(f"{asked.question} ({title}); its answer narrows the verdict most", "Ask next    ")


def _gate_lines(request: ReportRequest) -> Iterator[str]:
    gates = request.scorecard.gates
    if not gates:
        return
    states = {state: [gate for gate in gates if gate.state == state] for state in ("passed", "failed", "unanswered")}
    yield ""
    yield "Gates       " + ", ".join(f"{len(found)} {state}" for state, found in states.items() if found)
    for gate in gates:
        if gate.state == "waived":
            title = request.questionnaire.question_by_id[gate.question].label
            yield from wrap(f"{title}: waived until {gate.waived_until}, for {gate.level}", "  ◐ ")


def _other_lines(request: ReportRequest) -> Iterator[str]:
    card, clock = request.scorecard, request.evaluation.stabilisation
    if card.checklist.total:
        checklist = card.checklist
        parts = [f"{checklist.done} in place", f"{checklist.partial} partly", f"{checklist.open} open"]
        parts += [f"{checklist.not_applicable} not applicable"] if checklist.not_applicable else []
        yield f"Checklist   {', '.join(parts)}, of {checklist.total}"
    if clock is not None:
        low, high = clock.budget_weeks
        week = f"week {clock.week}" if clock.week > 0 else "not yet deployed"
        yield f"Stabilising {week} since {clock.deployed}, {low} to {counted(high, 'week')} are budgeted"
    for advisory in request.evaluation.advisories:
        yield ""
        yield from wrap(advisory.text, "Advice      ")
