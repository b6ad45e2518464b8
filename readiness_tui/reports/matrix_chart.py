"""The chart of tasks on two axes, as judgement and exposure: the fields of the base modes, a marker for each task."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from readiness_tui.analysis.wording import rounded
from readiness_tui.model.conditions import AllOf, AnyOf, AxisIs, Condition, NotOf
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import MODE_TITLE, Mode
from readiness_tui.model.questionnaire import Display
from readiness_tui.reports.request import ReportRequest
from readiness_tui.reports.shortening import shortened

MOST = Fraction(3)
MARGIN = 5
TITLE_LENGTH = 28
NAMED = 4
DIGITS = Display.model_validate({"scale": 1, "decimals": 2})


class Field(NamedTuple):
    """A rectangle in which one base mode holds; all in percent, y from the top."""

    x: float
    y: float
    width: float
    height: float
    mode: str
    label: str


class Marker(NamedTuple):
    """One task, or more at the same place: `label` is its number or counts them, and `beside` has their numbers."""

    x: float
    y: float
    label: str
    beside: str
    verdict: str


class MatrixChart(NamedTuple):
    """The chart, and the words that say the same."""

    x_title: str
    y_title: str
    fields: tuple[Field, ...]
    markers: tuple[Marker, ...]
    x_cuts: tuple[tuple[float, str], ...]
    y_cuts: tuple[tuple[float, str], ...]
    summary: str


def build_matrix_chart(request: ReportRequest, matrix: Matrix) -> MatrixChart | None:
    """The chart of the first two axes; None without tasks or with fewer axes."""
    decisions, axes = request.evaluation.decisions, matrix.axes
    if not decisions or len(axes) < 2:
        return None
    across, up = axes[0].id, axes[1].id
    x_cuts, y_cuts = _cuts(matrix, across), _cuts(matrix, up)
    return MatrixChart(
        x_title=shortened(axes[0].title, TITLE_LENGTH),
        y_title=shortened(axes[1].title, TITLE_LENGTH),
        fields=_merged(_fields(matrix, (across, up), x_cuts, y_cuts)),
        markers=_markers(request, across, up),
        x_cuts=tuple((_place(cut), rounded(cut, DIGITS)) for cut in x_cuts[1:-1]),
        y_cuts=tuple((100 - _place(cut), rounded(cut, DIGITS)) for cut in y_cuts[1:-1]),
        summary=_summary(request),
    )


def _place(value: Fraction) -> float:
    """A mean as a place in percent, with a margin at both ends so that no marker is cut off."""
    share = float(min(max(value / MOST, Fraction(0)), Fraction(1)))
    return round(MARGIN + share * (100 - 2 * MARGIN), 2)


def _edge(value: Fraction) -> float:
    """The edge of a field: the ends of the scale are the ends of the chart."""
    return 0.0 if value <= 0 else 100.0 if value >= MOST else _place(value)


def _atoms(condition: Condition | None) -> list[AxisIs] | None:
    """The comparisons with an axis that a condition is made of; None where it asks about anything else."""
    if condition is None:
        return []
    if isinstance(condition, AxisIs):
        return [condition]
    if isinstance(condition, NotOf):
        return _atoms(condition.not_)
    parts = condition.all if isinstance(condition, AllOf) else condition.any if isinstance(condition, AnyOf) else None
    if parts is None:
        return None
    found = [_atoms(part) for part in parts]
    return None if None in found else [atom for atoms in found if atoms is not None for atom in atoms]


def _cuts(matrix: Matrix, axis: str) -> list[Fraction]:
    """Where a base rule's outcome changes on an axis, with both ends of the scale."""
    cuts = {Fraction(0), MOST}
    for rule in matrix.base:
        for atom in _atoms(rule.when) or []:
            if atom.axis == axis:
                cuts |= {cut for cut in (atom.at_least, atom.below) if cut is not None and 0 < cut < MOST}
    return sorted(cuts)


def _holds(condition: Condition | None, means: dict[str, Fraction]) -> bool:
    if condition is None:
        return True
    if isinstance(condition, AllOf):
        return all(_holds(part, means) for part in condition.all)
    if isinstance(condition, AnyOf):
        return any(_holds(part, means) for part in condition.any)
    if isinstance(condition, NotOf):
        return not _holds(condition.not_, means)
    if isinstance(condition, AxisIs) and condition.axis in means:
        mean = means[condition.axis]
        over = condition.at_least is None or mean >= condition.at_least
        return over and (condition.below is None or mean < condition.below)
    return False


def _fields(matrix: Matrix, axes: tuple[str, str], x_cuts: list[Fraction], y_cuts: list[Fraction]) -> list[Field]:
    """None where the base rules ask about more than the two axes."""
    atoms = [_atoms(rule.when) for rule in matrix.base]
    if any(found is None or any(atom.axis not in axes for atom in found) for found in atoms):
        return []
    fields = []
    for left, right in pairwise(x_cuts):
        for low, high in pairwise(y_cuts):
            middle = {axes[0]: (left + right) / 2, axes[1]: (low + high) / 2}
            mode: Mode = next((rule.mode for rule in matrix.base if _holds(rule.when, middle)), "augment")
            x, y = _edge(left), 100 - _edge(high)
            width, height = round(_edge(right) - x, 2), round(100 - _edge(low) - y, 2)
            fields.append(Field(x, round(y, 2), width, height, mode, MODE_TITLE[mode]))
    return fields


def _merged(fields: list[Field]) -> tuple[Field, ...]:
    """Fields that stand on one another with the same mode, as one."""
    merged: list[Field] = []
    for field in fields:
        last = merged[-1] if merged else None
        if last and last.mode == field.mode and last.x == field.x and abs(field.y + field.height - last.y) < 0.02:
            height = round(last.height + field.height, 2)
            merged[-1] = Field(last.x, field.y, last.width, height, last.mode, last.label)
        else:
            merged.append(
                Field(
                    field.x, round(field.y, 2), round(field.width, 2), round(field.height, 2), field.mode, field.label
                )
            )
    return tuple(merged)


def _markers(request: ReportRequest, across: str, up: str) -> tuple[Marker, ...]:
    """One marker for each place that is taken; the gravest verdict of the tasks there colours it."""
    gravity = ("stop", "go_with_person", "go")
    places: dict[tuple[float, float], list[tuple[int, str]]] = {}
    rows = zip(request.evaluation.decisions, request.evaluation.clearances, strict=True)
    for number, (decision, clearance) in enumerate(rows, 1):
        means = dict(decision.axis_means)
        if across in means and up in means:
            place = (_place(means[across]), 100 - _place(means[up]))
            places.setdefault(place, []).append((number, clearance.verdict))
    return tuple(
        Marker(x, round(y, 2), *_numbers([n for n, _ in tasks]), min((v for _, v in tasks), key=gravity.index))
        for (x, y), tasks in places.items()
    )


def _numbers(numbers: list[int]) -> tuple[str, str]:
    """What stands in a marker, in which three letters have room, and beside it."""
    if len(numbers) == 1:
        return str(numbers[0]), ""
    some, more = numbers[:NAMED], len(numbers) - NAMED
    return f"×{min(len(numbers), 99)}", ", ".join(map(str, some)) + (f" and {more} more" if more > 0 else "")


def _summary(request: ReportRequest) -> str:
    parts = []
    for number, decision in enumerate(request.evaluation.decisions, 1):
        means = ", ".join(f"{axis} {rounded(mean, DIGITS)}" for axis, mean in decision.axis_means)
        parts.append(f"task {number}: {means}")
    return "; ".join(parts)
