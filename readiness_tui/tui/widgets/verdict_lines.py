"""The verdict as lines: what must stop, ready or not for the target, and the tasks."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.deciding import Decision
from readiness_tui.analysis.wording import interval_text, level_text
from readiness_tui.model.modes import BUILT_TITLE, MODE_TITLE
from readiness_tui.tui.glyphs import FULL, NOT, PARTLY, UNANSWERED, UNKNOWN
from readiness_tui.tui.literal import literal, padded
from readiness_tui.tui.widgets.lines import BLANK, Line, wrapped
from readiness_tui.tui.widgets.results_view import ResultsView

INDENT = 14
VERDICT_GLYPH = {"go": FULL, "go_with_person": PARTLY, "stop": NOT}
GRAVITY = {"critical": 0, "major": 1, "info": 2}
VERDICT_STYLE = {"go": "$in-place", "go_with_person": "$partly", "stop": "$not-in-place"}


def verdict_lines(view: ResultsView, width: int, *, has_level: bool = True) -> Iterator[Line]:
    """What must stop, and ready or not for the target; `has_level` where the level isn't told beside it."""
    clearances, beyond = view.evaluation.clearances, view.evaluation.beyond_clearance
    stopped = tuple(clearance for clearance in clearances if clearance.verdict == "stop")
    if not view.questionnaire.matrix:
        pass
    elif not clearances:
        yield from _statement(UNANSWERED, "TASKS", "$muted", "no tasks rated: F3", width)
    elif beyond:
        yield from _statement(NOT, "STOP", "$not-in-place", _stop_text(beyond, len(clearances)), width, beyond[0].task)
    elif stopped:
        names = ", ".join(clearance.name for clearance in stopped)
        text = f"{len(stopped)} of {len(clearances)} tasks may not run at all today: {names}"
        yield from _statement(NOT, "STOP", "$not-in-place", text, width, stopped[0].task)
    else:
        yield from _statement(FULL, "TASKS", "$in-place", _tasks_text(clearances), width)
    yield from _statement(*_level_statement(view, has_level), width)


def _statement(
    glyph: str, word: str, style: str, text: str, width: int, task: str = "", tag: str = ""
) -> Iterator[Line]:
    start = Content.assemble(" ", (f"{glyph} {word}", f"bold {style}"))
    lines = wrapped(literal(text), max(20, width - INDENT))
    for place, line in enumerate(lines):
        lead = start + " " * max(1, INDENT - start.cell_length) if place == 0 else Content(" " * INDENT)
        yield Line(lead + line, f"task:{task}" if task else tag)


def _stop_text(beyond: tuple[Clearance, ...], count: int) -> str:
    tasks = "task" if count == 1 else "tasks"
    if len(beyond) == 1:
        only = beyond[0]
        return (
            f"{only.name} {BUILT_TITLE[only.built]}, cleared only for {MODE_TITLE[only.cleared]} (1 of {count} {tasks})"
        )
    names = ", ".join(clearance.name for clearance in beyond)
    ways = {(BUILT_TITLE[clearance.built], MODE_TITLE[clearance.cleared]) for clearance in beyond}
    if len(ways) == 1:
        ((built, cleared),) = ways
        verb = "act alone" if built == "acts alone" else f"are built so that it {built}"
        return f"{len(beyond)} of {count} tasks {verb} but are cleared only for {cleared}: {names}"
    return f"{len(beyond)} of {count} tasks run with more autonomy than they are cleared for: {names}"


def _tasks_text(clearances: tuple[Clearance, ...]) -> str:
    alone = sum(clearance.verdict == "go" for clearance in clearances)
    count = f"{len(clearances)} task{'' if len(clearances) == 1 else 's'}"
    return f"{count} within clearance: {alone} may act alone, {len(clearances) - alone} with a person"


def _level_statement(view: ResultsView, has_level: bool) -> tuple[str, str, str, str]:
    card, blockers = view.evaluation.scorecard, view.evaluation.blockers
    level = level_text(card.level_worst, card.level_best)
    if card.overall is None:
        return UNANSWERED, "NO SCORE", "$muted", "No score yet: F2 starts."
    if not view.questionnaire.rungs:
        return UNANSWERED, "SCORE", "$muted", interval_text(card.overall, view.display)
    if card.target is None:
        return FULL, "READY", "$in-place", f"{level}, the highest level"
    if not card.shortfalls:
        return FULL, "READY", "$in-place", f"for {card.target} · level {level}{_waived_text(view)}"
    closing = f"Level {level}{settled_text(view)}"
    if all(shortfall.state == "open" for shortfall in card.shortfalls):
        return UNKNOWN, "OPEN", "$partly", f"{card.target} hangs on open answers. {closing}"
    told = f"for {card.target}{_blockers_text(view, len(blockers))}"
    words = (
        f"{told}. {closing}{_waived_text(view)}" if has_level else f"{told}{_hanging_text(view)}{_waived_text(view)}"
    )
    return NOT, "NOT READY", "$not-in-place", words


def settled_text(view: ResultsView) -> str:
    """That no open answer can change the level, where that is so."""
    card = view.evaluation.scorecard
    count = card.coverage.applicable - card.coverage.answered
    if not count or card.level_worst != card.level_best:
        return ""
    return f", whatever the {count} open answer{' turns' if count == 1 else 's turn'} out to be"


def _blockers_text(view: ResultsView, count: int) -> str:
    tasks = sum(blocker.kind == "task" for blocker in view.evaluation.blockers)
    gates = count - tasks
    named = "this" if tasks == 1 else "these"
    parts = [f"{named} {tasks} task{'' if tasks == 1 else 's'}"] if tasks else []
    parts += [f"{gates} gate{'' if gates == 1 else 's'}"] if gates else []
    return f", {count} blocker{'' if count == 1 else 's'}: {' and '.join(parts)}" if parts else ""


def _hanging_text(view: ResultsView) -> str:
    count = sum(shortfall.state == "open" for shortfall in view.evaluation.scorecard.shortfalls)
    return f"; {count} requirement{' hangs' if count == 1 else 's hang'} on open answers" if count else ""


def _waived_text(view: ResultsView) -> str:
    waived = dict.fromkeys(gate.question for gate in view.evaluation.scorecard.gates if gate.state == "waived")
    names = ", ".join(view.questionnaire.question_by_id[name].label for name in waived)
    return f" · waived: {names}" if waived else ""


def task_lines(view: ResultsView, width: int) -> Iterator[Line]:
    """The tasks beside the gaps: what must stop in full, the rest in a line each."""
    clearances = view.evaluation.clearances
    counts = {verdict: sum(c.verdict == verdict for c in clearances) for verdict in ("stop", "go_with_person", "go")}
    yield Line(literal("TASKS", "bold"))
    if not clearances:
        yield Line(literal("no tasks rated: F3", "$muted"))
        return
    words = (
        f"{NOT} stop {counts['stop']}   {PARTLY} with a person {counts['go_with_person']}   {FULL} go {counts['go']}"
    )
    yield Line(literal(words))
    yield Line(BLANK)
    decisions = {decision.id: decision for decision in view.evaluation.decisions}
    for clearance in sorted(clearances, key=lambda found: not found.beyond_clearance):
        yield from _task(clearance, decisions.get(clearance.task), width)


def _task(clearance: Clearance, decision: Decision | None, width: int) -> Iterator[Line]:
    glyph, style = VERDICT_GLYPH[clearance.verdict], VERDICT_STYLE[clearance.verdict]
    mismatches = decision.mismatches if decision else ()
    found = min(mismatches, key=lambda one: (GRAVITY[one.severity], one.id), default=None)
    is_stop = clearance.beyond_clearance
    right = f"{found.id} {found.severity}" if found and is_stop else found.id if found else ""
    name = literal(padded(clearance.name, max(4, width - 3 - len(right))))
    tag = f"task:{clearance.task}"
    yield Line(Content.assemble((glyph, style), " ", name, " ", (right, style)), tag)
    if is_stop:
        rules = [cap.rule for cap in decision.binding] if decision else []
        rule = f", rule {' '.join(rules)}" if rules else ""
        yield Line(literal(f"  recommended  {MODE_TITLE[clearance.recommended]}{rule}"), tag)
        yield Line(literal(f"  built        {BUILT_TITLE[clearance.built]}"), tag)
        yield Line(literal(f"  cleared      {MODE_TITLE[clearance.cleared]}"), tag)
