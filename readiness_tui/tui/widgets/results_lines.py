"""The results below the verdict as lines."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from readiness_tui.analysis.scoring import Shortfall
from readiness_tui.analysis.wording import share_text
from readiness_tui.tui.glyphs import FULL, GATE, NOT, UNKNOWN
from readiness_tui.tui.literal import clipped, literal, padded
from readiness_tui.tui.widgets.lines import Line, wrapped
from readiness_tui.tui.widgets.results_view import ResultsView, rule


def stop_lines(view: ResultsView, width: int) -> Iterator[Line]:
    """What stops the target: gates, then scores; what hangs on open answers is marked so."""
    card = view.evaluation.scorecard
    if card.target is None:
        return
    yield rule(f"What stops {card.target}" if card.shortfalls else f"Nothing stops {card.target}", width)
    highest = {(shortfall.kind, shortfall.subject): shortfall for shortfall in card.shortfalls}
    for shortfall in highest.values():
        yield _stop(view, shortfall, width)
    failing = {shortfall.subject for shortfall in card.shortfalls}
    counting = [gate for gate in card.gates if gate.state == "passed" and _counts(view, gate.level)]
    passed = dict.fromkeys(gate.question for gate in counting if gate.question not in failing)
    if passed:
        names = "  ".join(f"{FULL} {GATE} {view.questionnaire.question_by_id[name].label}" for name in passed)
        yield Line(literal(" " + clipped(names, width - 2), "$muted"))


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
    card = view.evaluation.scorecard
    confidence, checklist = card.confidence, card.checklist
    yield rule(f"Confidence {share_text(confidence.share)}", width)
    positive = confidence.evidenced + confidence.claimed + confidence.expired
    words = f"evidence on {confidence.evidenced} of {positive} positive answers · {confidence.claimed} claimed"
    for line in wrapped(literal(f"{words} · {confidence.expired} expired"), width, 1):
        yield Line(line)
    clock, facts = view.evaluation.stabilisation, []
    if clock is not None:
        low, high = clock.budget_weeks
        facts.append(
            f"Stabilisation week {clock.week} of {high} (budget {low}–{high})" if clock.week > 0 else "Not deployed yet"
        )
    if checklist.total:
        facts.append(f"Checklist {checklist.done} in place, {checklist.partial} partly, {checklist.open} not or open")
    if facts:
        yield from (Line(line) for line in wrapped(literal("   ".join(facts)), width, 1))
    for advisory in view.evaluation.advisories:
        yield from (Line(line) for line in wrapped(literal(f"! {advisory.text}", "$partly"), width, 1))
    if view.mixed:
        yield Line(literal(" q includes a changed questionnaire: c compares", "$muted"))
