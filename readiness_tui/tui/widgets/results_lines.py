"""The results below the verdict as lines."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content

from readiness_tui.analysis.scoring import Shortfall
from readiness_tui.analysis.wording import level_text, share_text
from readiness_tui.model.values import rational_text
from readiness_tui.tui.glyphs import EMPTY_BAR, FULL, GATE, NOT, NOT_APPLICABLE, PARTLY, UNKNOWN, WORST_BAR
from readiness_tui.tui.literal import clipped, literal, padded
from readiness_tui.tui.widgets.flowing import flowed
from readiness_tui.tui.widgets.lines import BLANK, Line, wrapped
from readiness_tui.tui.widgets.results_view import ResultsView, rule
from readiness_tui.tui.widgets.verdict_lines import settled_text


def stop_lines(view: ResultsView, width: int, *, has_fewest: bool = True) -> Iterator[Line]:
    """What stops the target: gates, then scores; what hangs on open answers is marked so; the fewest answers."""
    card = view.evaluation.scorecard
    if card.target is None:
        return
    yield rule(f"What stops {card.target}" if card.shortfalls else f"Nothing stops {card.target}", width)
    highest = {(shortfall.kind, shortfall.subject): shortfall for shortfall in card.shortfalls}
    for shortfall in highest.values():
        yield _stop(view, shortfall, width)
    if view.fewest and has_fewest:
        yield Line(literal(" " + clipped(view.fewest, width - 2)), "explain:")


def passed_lines(view: ResultsView, width: int) -> Iterator[Line]:
    """The gates of the target that pass."""
    card = view.evaluation.scorecard
    failing = {shortfall.subject for shortfall in card.shortfalls}
    counting = [gate for gate in card.gates if gate.state == "passed" and _counts(view, gate.level)]
    passed = dict.fromkeys(gate.question for gate in counting if gate.question not in failing)
    if passed:
        names = [f"{FULL} {GATE} {view.questionnaire.question_by_id[name].label}" for name in passed]
        yield from (Line(literal(f" {line}", "$muted")) for line in flowed(names, "  ", width - 2))


def _counts(view: ResultsView, level: str) -> bool:
    target = view.evaluation.scorecard.target
    return target is not None and view.questionnaire.level_rank(level) <= view.questionnaire.level_rank(target)


def _stop(view: ResultsView, shortfall: Shortfall, width: int) -> Line:
    fails = shortfall.state == "fails"
    glyph, style = (NOT, "$not-in-place") if fails else (UNKNOWN, "$partly")
    gate = f"{GATE} " if shortfall.kind == "gate" else ""
    answer = view.assessment.answer(shortfall.subject)
    owner = f"@{answer.owner}" if answer.owner and shortfall.kind == "gate" else ""
    due = f"{answer.due:%m-%d}" if answer.due and shortfall.kind == "gate" else ""
    right = f"{owner}  {due}".strip() if width >= 72 else ""
    room = width - len(right) - 6 - len(gate)
    line = Content.assemble(" ", (glyph, style), f" {gate}", literal(padded(shortfall.text, room)), " ", literal(right))
    tag = "question" if shortfall.subject in view.questionnaire.question_by_id else "section"
    return Line(line, "explain:" if shortfall.kind == "overall" else f"{tag}:{shortfall.subject}")


def confidence_lines(view: ResultsView, width: int) -> Iterator[Line]:
    """Confidence beside the score, the clock, the checklist, and what the profile advises."""
    confidence = view.evaluation.scorecard.confidence
    yield rule(f"Confidence {share_text(confidence.share)}", width)
    positive = confidence.evidenced + confidence.claimed + confidence.expired
    words = f"evidence on {confidence.evidenced} of {positive} positive answers · {confidence.claimed} claimed"
    for line in wrapped(literal(f"{words} · {confidence.expired} expired"), width, 1):
        yield Line(line, "figure:confidence")
    clock, checklist = _clock_text(view), _checklist_text(view)
    if cell_len(clock) + cell_len(checklist) + 5 <= width:
        yield Line(
            literal(" " + "   ".join(filter(None, (clock, checklist)))), "figure:clock" if clock else "figure:checklist"
        )
    else:
        yield from (Line(literal(f" {clipped(clock, width - 2)}"), "figure:clock"),) if clock else ()
        yield from (Line(line, "figure:checklist") for line in wrapped(literal(checklist), width, 1) if checklist)
    yield from note_lines(view, width)


def _clock_text(view: ResultsView) -> str:
    clock = view.evaluation.stabilisation
    if clock is None:
        return ""
    low, high = clock.budget_weeks
    return f"Stabilisation week {clock.week} of {high} (budget {low}–{high})" if clock.week > 0 else "Not deployed yet"


def _checklist_text(view: ResultsView) -> str:
    count = view.evaluation.scorecard.checklist
    words = f"Checklist {count.done} in place, {count.partial} partly, {count.open} not"
    return f"{words} or open" if count.total and count.open and _has_open(view) else words if count.total else ""


def _has_open(view: ResultsView) -> bool:
    scores = view.evaluation.scorecard.by_question
    asked = [question for question in view.questionnaire.questions if "checklist" in question.tags]
    return any(scores[question.id].state == "unanswered" for question in asked)


def note_lines(view: ResultsView, width: int) -> Iterator[Line]:
    """What the profile advises, and what the mark of a changed questionnaire means."""
    for advisory in view.evaluation.advisories:
        yield from (Line(line) for line in wrapped(literal(f"! {advisory.text}", "$partly"), width, 1))
    if view.mixed:
        yield Line(literal(" q includes a changed questionnaire: c compares", "$muted"))


def figure_blocks(view: ResultsView, width: int) -> Iterator[Line]:
    """Level, confidence, clock, next answer and checklist, each under a heading, for a column of its own."""
    yield from _level_block(view, width)
    yield from _confidence_block(view, width)
    clock = view.evaluation.stabilisation
    if clock is not None:
        low, high = clock.budget_weeks
        week = f"week {clock.week} of {high}" if clock.week > 0 else "not deployed yet"
        yield from _block("STABILISATION", week, width, "figure:clock")
        ends = f"{low} weeks to {clock.earliest_end:%m-%d}, {high} to {clock.latest_end:%m-%d}"
        told = f"deployed {clock.deployed} · {ends}"
        yield from (Line(line, "figure:clock") for line in wrapped(literal(told), width))
    if view.next_answer:
        yield from _block("NEXT ANSWER", "", width, "explain:")
        yield from (Line(line, "explain:") for line in wrapped(literal(view.next_answer), width))
    count = view.evaluation.scorecard.checklist
    if count.total:
        marks = ((FULL, count.done), (PARTLY, count.partial), (NOT, count.open), (NOT_APPLICABLE, count.not_applicable))
        words = "  ".join(f"{mark} {number}" for mark, number in marks)
        yield from _block(f"CHECKLIST OF {count.total}", words, width, "figure:checklist")
    yield from note_lines(view, width)


def _block(title: str, right: str, width: int, tag: str = "") -> Iterator[Line]:
    gap = max(1, width - cell_len(title) - cell_len(right))
    yield Line(BLANK)
    yield Line(Content.assemble(literal(title, "bold"), " " * gap, literal(right)), tag)


def _level_block(view: ResultsView, width: int) -> Iterator[Line]:
    card = view.evaluation.scorecard
    if not view.questionnaire.rungs or card.overall is None:
        return
    yield from _block("LEVEL", "", width, "explain:")
    words = level_text(card.level_worst, card.level_best) + settled_text(view)
    yield from (Line(line, "explain:") for line in wrapped(literal(words), width))


def _confidence_block(view: ResultsView, width: int) -> Iterator[Line]:
    card, found = view.evaluation.scorecard, view.evaluation.scorecard.confidence
    yield from _block("CONFIDENCE", share_text(found.share), width, "figure:confidence")
    weights = f" {rational_text(found.weight_evidenced)}/{rational_text(found.weight_positive)}"
    cells = max(4, width - 10 - cell_len(weights))
    full = int(cells * (found.share or 0))
    bar = Content.assemble((WORST_BAR * full, "$in-place"), (EMPTY_BAR * (cells - full), "$muted"))
    yield Line(Content.assemble("evidence  ", bar, weights), "figure:confidence")
    positive = found.evidenced + found.claimed + found.expired
    words = f"{found.evidenced} of {positive} positive answers · {found.claimed} claimed"
    yield from (Line(line, "figure:confidence") for line in wrapped(literal(words), width))
    if found.expired:
        names = ", ".join(score.title for score in card.by_question.values() if score.evidence == "expired")
        told = wrapped(literal(f"{found.expired} expired: {names}"), width)
        yield from (Line(line, "figure:confidence") for line in told[:3])
