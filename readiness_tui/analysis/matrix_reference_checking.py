"""Whether the decision matrix is well formed: names, factors on their axes, defaults, one effect a rule."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_tui.analysis.condition_checking import atoms, condition_faults
from readiness_tui.analysis.model_fault import ModelFault, Path, repeated_ids, unknown_name
from readiness_tui.analysis.question_checking import default_faults
from readiness_tui.model.conditions import AxisIs
from readiness_tui.model.matrix import BaseRule, HardRule, Matrix
from readiness_tui.model.questionnaire import Questionnaire


def matrix_reference_faults(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    """Everything in `matrix:` that would make a decision impossible or ambiguous."""
    matrix = questionnaire.matrix
    if matrix is None:
        return
    named: tuple[tuple[str, str, list[str]], ...] = (
        ("modes", "mode", [mode.id for mode in matrix.modes]),
        ("axes", "axis", [axis.id for axis in matrix.axes]),
        ("factors", "factor", [factor.id for factor in matrix.factors]),
        ("flags", "flag", [flag.id for flag in matrix.flags]),
        ("rules", "rule", [rule.id for rule in matrix.rules]),
    )
    for key, what, ids in named:
        yield from repeated_ids([(("matrix", key, index), name) for index, name in enumerate(ids)], what)
    yield from _factor_faults(matrix)
    for index, rule in enumerate(matrix.base):
        yield from _base_faults(rule, index, questionnaire, len(matrix.base))
    for index, hard in enumerate(matrix.rules):
        yield from _hard_faults(hard, ("matrix", "rules", index), questionnaire)


def _factor_faults(matrix: Matrix) -> Iterator[ModelFault]:
    axes = [axis.id for axis in matrix.axes]
    for index, factor in enumerate(matrix.factors):
        if factor.axis not in axes:
            yield unknown_name(("matrix", "factors", index, "axis"), "axis", factor.axis, axes)
    used = {factor.axis for factor in matrix.factors}
    for index, axis in enumerate(matrix.axes):
        if axis.id not in used:
            message = f"no factor is on axis '{axis.id}', so it has no mean"
            yield ModelFault(("matrix", "axes", index), message, "put a factor on it or remove it", id="empty-axis")
    flags = [flag.id for flag in matrix.flags]
    factors = {factor.id for factor in matrix.factors}
    for index, flag in enumerate(matrix.flags):
        path: Path = ("matrix", "flags", index)
        if flag.id in factors:
            message = f"'{flag.id}' is the id of a factor and of a flag"
            yield ModelFault((*path, "id"), message, "give each its own id", id="repeated-id")
        if flag.asked_with is not None and flag.asked_with not in flags:
            yield unknown_name((*path, "asked_with"), "flag", flag.asked_with, flags)
        elif flag.asked_with == flag.id:
            message = f"flag '{flag.id}' can't be asked with itself"
            yield ModelFault((*path, "asked_with"), message, "name another flag or remove it", id="cycle")


def _base_faults(rule: BaseRule, index: int, questionnaire: Questionnaire, count: int) -> Iterator[ModelFault]:
    path: Path = ("matrix", "base", index)
    yield from default_faults(rule.when is None, index == count - 1, path)
    if rule.when is not None:
        yield from condition_faults(rule.when, (*path, "when"), "base", questionnaire)
    if rule.margin is None:
        return
    if rule.margin < 0:
        yield ModelFault((*path, "margin"), "a margin can't be below 0", "write 0 or more", id="out-of-range")
    if rule.when is None or not any(isinstance(atom, AxisIs) for atom, _ in atoms(rule.when)):
        message = "a margin belongs to a rule about an axis: it says how near to the cut-off is unclear"
        remedy = "remove it, or put it on a rule such as {axis: judgement, at_least: 5/4}"
        yield ModelFault((*path, "margin"), message, remedy, at="key", id="margin")


def _hard_faults(rule: HardRule, path: Path, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    yield from condition_faults(rule.when, (*path, "when"), "rule", questionnaire)
    if rule.lifted is not None:
        yield from condition_faults(rule.lifted.when, (*path, "lifted", "when"), "rule", questionnaire)
    if rule.cap is not None and rule.unstaffed:
        message = f"rule '{rule.id}' both caps the mode and marks the task as not staffed"
        yield ModelFault(
            (*path, "unstaffed"), message, "keep one of them, or make two rules", at="key", id="rule-effect"
        )
    elif rule.cap is None and not rule.unstaffed:
        message = f"rule '{rule.id}' has no effect"
        yield ModelFault(path, message, "add `cap:` with a mode, or `unstaffed: true`", id="rule-effect")
    elif rule.cap is None and rule.lifted is not None:
        message = f"rule '{rule.id}' has no cap that could be lifted"
        yield ModelFault((*path, "lifted"), message, "remove it", at="key", id="rule-effect")
