"""Decisions and clearances in lines of text: the mode first, then why, and what is in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.counterfactuals import Change, Counterfactual, settling
from readiness_tui.analysis.deciding import Assumption, Disagreement
from readiness_tui.analysis.robustness import Robustness
from readiness_tui.analysis.wording import share_text
from readiness_tui.cli.cells import cut, table, wrap
from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import BUILT_TITLE, INTENT_TITLE, MODE_TITLE
from readiness_tui.reports.documents.decisions import ExplainedDecision
from readiness_tui.reports.naming import counted, days_text
from readiness_tui.reports.tasks import VERDICTS, status_words

_VERDICT_GLYPH = {"go": "✓", "go_with_person": "◐", "stop": "✗"}
_LABEL = 11
_MOST_WAYS = 4
_SHORT_STATUS = {"open": "? open", "unclear": "! unclear", "close_call": "~ close call", "clear": ""}


def decision_lines(matrix: Matrix, tasks: Mapping[str, Task], decisions: Iterable[ExplainedDecision]) -> Iterator[str]:
    """A table of all tasks, then each with what decided it."""
    explained = tuple(decisions)
    shown = [each.decision for each in explained]
    rows = [
        (
            cut(tasks[decision.id].name, 34),
            MODE_TITLE[decision.mode],
            _SHORT_STATUS[decision.status],
            BUILT_TITLE[tasks[decision.id].built_as],
            " ".join(mismatch.id for mismatch in decision.mismatches),
        )
        for decision in shown
    ]
    yield from table(("Task", "Recommended", "Status", "Built", "Mismatch"), rows)
    for each in explained:
        yield ""
        yield from one_decision_lines(matrix, tasks[each.decision.id], each)


def one_decision_lines(matrix: Matrix, task: Task, explained: ExplainedDecision) -> Iterator[str]:
    """One task: its mode, why, what would change it, how sure it is, what was assumed."""
    decision = explained.decision
    basis = " · quick basis: a first look" if decision.basis == "quick" else ""
    yield from wrap(f"{task.name}: {MODE_TITLE[decision.mode]}{basis}")
    yield from _labelled("Intent", [f"{INTENT_TITLE[task.intent]}; built: {BUILT_TITLE[task.built_as]}"])
    yield from _labelled("Evidence", [matrix.evidence[task.evidence + 1]])
    yield from _labelled("Status", _status(matrix, explained))
    yield from _labelled("Why", [reason.text for reason in decision.reasons])
    yield from _labelled("Ground", [f"{cap.rule} {cap.ground}. {cap.remedy}" for cap in decision.binding])
    yield from _labelled("Mismatch", [f"{m.id} {m.severity}: {m.text}" for m in decision.mismatches])
    yield from _labelled("Staffing", [] if decision.staffed else ["no reviewer is named for it"])
    yield from _labelled("Assumed", _sentence(_assumed(matrix, each) for each in decision.asked_assumptions))
    yield from _labelled("Raters", [_disagreement(matrix, found) for found in decision.disagreements])
    yield from _labelled("Override", _override(task))
    yield from _labelled("Settle", _sentence(_named(matrix, each) for each in decision.unknowns_that_matter))
    yield from _labelled("Unchecked", _sentence(_named(matrix, each) for each in decision.not_checked))
    yield from _labelled("Otherwise", _otherwise(matrix, explained.counterfactuals))
    yield from _labelled("How sure", _how_sure(matrix, explained.robustness))


def _disagreement(matrix: Matrix, found: Disagreement) -> str:
    said = ", ".join(f"{by} says {value}" for by, value in zip(found.by, found.values, strict=True))
    name = "Evidence" if found.what == "evidence" else _named(matrix, found.what)
    return f"{name}: {said}; the cautious one counts until settled"


def _override(task: Task) -> list[str]:
    if task.override is None:
        return []
    by = f", by {task.override.by}" if task.override.by else ""
    return [f"{MODE_TITLE[task.override.mode]}{by}: {task.override.reason}; it never raises a clearance"]


def _status(matrix: Matrix, explained: ExplainedDecision) -> list[str]:
    decision = explained.decision
    if decision.status == "clear":
        return []
    words = status_words(decision)
    if decision.status == "open":
        words += f"; at best {MODE_TITLE[decision.best_mode]}"
    if decision.candidates:
        words += "; " + " or ".join(MODE_TITLE[mode] for mode in decision.candidates)
    words += f"; until then {MODE_TITLE[decision.interim]}"
    change = settling(decision, explained.counterfactuals)
    return [f"{words}; settled by {_named(matrix, change.what)}, now {change.before}" if change else words]


def _otherwise(matrix: Matrix, counterfactuals: tuple[Counterfactual, ...]) -> list[str]:
    """For each other mode, what would lead to it; what a team can't bring about is marked as inherent."""
    ways: dict[str, list[str]] = {}
    for counterfactual in counterfactuals:
        words = " and ".join(_change(matrix, change) for change in counterfactual.changes)
        inherent = "" if counterfactual.is_changeable else " (inherent)"
        ways.setdefault(MODE_TITLE[counterfactual.to], []).append(words + inherent)
    return [f"{mode}: {'; or '.join(words[:_MOST_WAYS])}" for mode, words in ways.items()]


def _change(matrix: Matrix, change: Change) -> str:
    name = "Evidence" if change.what == "evidence" else _named(matrix, change.what)
    return f"{name} {change.before} → {change.after}"


def _how_sure(matrix: Matrix, robustness: Robustness) -> list[str]:
    weights, answers = robustness.weights, robustness.answers
    if weights.label == "independent":
        lowered = "" if weights.share == 1 else f", in {share_text(1 - Fraction(weights.share))} of 2,000 they lower it"
        words = f"independent of weights: no weight lifts the rule{lowered}"
    else:
        words = f"{weights.label}: the same in {share_text(Fraction(weights.share))} of 2,000 random weightings"
    return [f"{words}; {answers.flips} of {answers.of} single one-level errors change it"]


def _labelled(label: str, texts: Iterable[str]) -> Iterator[str]:
    first = f"  {label}".ljust(_LABEL + 2)
    for text in texts:
        yield from wrap(text, first, " " * len(first))
        first = " " * len(first)


def _sentence(words: Iterable[str]) -> list[str]:
    text = ", ".join(words)
    return [text] if text else []


def _assumed(matrix: Matrix, assumption: Assumption) -> str:
    return f"{_named(matrix, assumption.what)} = {assumption.taken_as}"


def _named(matrix: Matrix, what: str) -> str:
    """The title of `factor:x`, `flag:y` or a rule, as the questionnaire has it."""
    name = what.partition(":")[2] or what
    titles = {factor.id: factor.title for factor in matrix.factors}
    titles |= {flag.id: flag.title or flag.id for flag in matrix.flags}
    titles |= {rule.id: f"{rule.id} {rule.title or ''}".strip() for rule in matrix.rules}
    return titles.get(name, what)


def clearance_lines(clearances: Iterable[Clearance]) -> Iterator[str]:
    """A table of all tasks, those that must stop first, then what keeps each from the next mode."""
    shown = sorted(clearances, key=lambda clearance: not clearance.beyond_clearance)
    counts = [f"{_VERDICT_GLYPH[key]} {_count(shown, key)} {word.lower()}" for key, (_, word) in VERDICTS.items()]
    yield "   ".join(counts)
    yield ""
    rows = [
        (
            _VERDICT_GLYPH[clearance.verdict],
            cut(clearance.name, 34),
            MODE_TITLE[clearance.recommended],
            BUILT_TITLE[clearance.built],
            MODE_TITLE[clearance.cleared],
        )
        for clearance in shown
    ]
    yield from table(("", "Task", "Recommended", "Built", "Cleared today"), rows)
    for clearance in shown:
        yield from _one_clearance(clearance)


def _count(clearances: Iterable[Clearance], verdict: str) -> int:
    return sum(clearance.verdict == verdict for clearance in clearances)


def _one_clearance(clearance: Clearance) -> Iterator[str]:
    if not clearance.beyond_clearance and clearance.next_mode is None:
        return
    yield ""
    if clearance.beyond_clearance:
        built, cleared = BUILT_TITLE[clearance.built], MODE_TITLE[clearance.cleared]
        yield from wrap(f"{clearance.name}: stop, it {built} and is cleared for {cleared}", "✗ ", "  ")
    else:
        yield from wrap(f"{clearance.name}: cleared for {MODE_TITLE[clearance.cleared]}")
    if clearance.next_mode is not None:
        yield f"  What keeps it from {MODE_TITLE[clearance.next_mode]}:"
    for part in clearance.shortfalls:
        glyph = "✗" if part.shortfall.state == "fails" else "?"
        yield from wrap(part.shortfall.text, f"    {glyph} ")
    if clearance.cheapest is not None:
        steps = clearance.cheapest.improvements
        effort = days_text(clearance.cheapest.effort_days)
        yield from wrap(f"Cheapest: {effort}, {counted(len(steps), 'improvement')}: {', '.join(steps)}", "    ")
