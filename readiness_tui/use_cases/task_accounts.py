"""The full account of a task in words: every rule that applies, every change that would matter, all weights."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from readiness_tui.analysis.counterfactuals import Change, counterfactuals
from readiness_tui.analysis.deciding import Decision
from readiness_tui.analysis.robustness import robustness
from readiness_tui.analysis.wording import rounded, signed
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import MODE_TITLE
from readiness_tui.model.questionnaire import Display
from readiness_tui.model.values import rational_text
from readiness_tui.use_cases.sessions import Session

_TWO_DECIMALS = Display(scale=Fraction(1), decimals=2)


def task_account(session: Session, task_id: str) -> str:
    """The account of one task as plain lines; empty where nothing decides it."""
    matrix, task = session.questionnaire.matrix, session.assessment.tasks.get(task_id)
    decision = session.evaluation.decision(task_id)
    if matrix is None or task is None or decision is None:
        return ""
    lines = [*_axes(matrix, decision), *_rules(decision), *_assumed(matrix, decision)]
    ways = [
        f"  {MODE_TITLE[way.to]}: {' and '.join(_change(matrix, change) for change in way.changes)}"
        f"{'' if way.is_changeable else ' (inherent)'}"
        for way in counterfactuals(task_id, task, matrix)
    ]
    sure = robustness(task, matrix)
    flips = [
        f"  {_named(matrix, f'factor:{flip.factor}')} counted {'past ' if flip.beyond else ''}"
        f"{rational_text(flip.multiplier)} times: {MODE_TITLE[flip.to]}"
        for flip in sure.weights.flips
    ]
    lines += _titled("What would lead to another mode, by the smallest change", ways)
    lines += _titled("Weights that flip it, all others counting once", flips)
    return "\n".join(lines).strip()


def _axes(matrix: Matrix, decision: Decision) -> Iterator[str]:
    axes = {axis.id: axis.title for axis in matrix.axes}
    means = ", ".join(
        f"{axes.get(name, name)} {rounded(mean, _TWO_DECIMALS)} (exactly {mean})" for name, mean in decision.axis_means
    )
    yield f"{means}: {MODE_TITLE[decision.base_mode]} before any rule."
    for reason in decision.reasons:
        if reason.kind == "axis":
            yield f"  {reason.text}"
            for pull in reason.factors:
                yield f"    {signed(pull.distance, _TWO_DECIMALS).rjust(6)}  {_named(matrix, f'factor:{pull.id}')}"


def _rules(decision: Decision) -> Iterator[str]:
    rules = [
        f"  {cap.rule} {cap.title}: {MODE_TITLE[cap.cap]} at most{', binding' if cap.binding else ''}. "
        f"Ground: {cap.ground}. {cap.remedy}".rstrip(". ")
        for cap in decision.caps
    ]
    yield from _titled("Rules that apply; they only ever lower autonomy", rules)


def _assumed(matrix: Matrix, decision: Decision) -> Iterator[str]:
    taken = [f"  {_named(matrix, each.what)}: {each.taken_as}" for each in decision.asked_assumptions]
    yield from _titled("Not known, and taken at the cautious end", taken)
    yield from _titled("Settle these first", [f"  {_named(matrix, each)}" for each in decision.unknowns_that_matter])


def _titled(title: str, lines: list[str]) -> list[str]:
    return ["", title, *lines] if lines else []


def _change(matrix: Matrix, change: Change) -> str:
    return f"{_named(matrix, change.what)} {change.before} → {change.after}"


def _named(matrix: Matrix, what: str) -> str:
    kind, _, name = what.partition(":")
    titles = {f"factor:{factor.id}": factor.title for factor in matrix.factors}
    titles |= {f"flag:{flag.id}": flag.title or flag.id.replace("_", " ") for flag in matrix.flags}
    return "Evidence" if kind == "evidence" else titles.get(what, name or what)
