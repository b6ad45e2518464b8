"""How parts become one number, with exact bounds where a part is open or may be absent.

Inside, values and weights are whole numbers of a common unit: exact like fractions, and many times faster.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from readiness_tui.model.questionnaire import Fold

ZERO, ONE = Fraction(0), Fraction(1)


class Bounds(NamedTuple):
    """The lowest and the highest value that is still possible, and whether there may be none at all."""

    lowest: Fraction
    highest: Fraction
    may_be_absent: bool


class Part(NamedTuple):
    """One part of a fold: its weight and its bounds."""

    weight: Fraction
    bounds: Bounds


class _Weighed(NamedTuple):
    """A part at one of its ends, in whole units; `place` is its place among the parts."""

    value: int
    weight: int
    may_be_absent: bool
    place: int


class _Ratio(NamedTuple):
    """A value in units as a ratio; `below` is positive."""

    above: int
    below: int


def fold_bounds(fold: Fold, parts: Sequence[Part]) -> Bounds | None:
    """The bounds of a fold over every way its open parts may end; None where there are no parts.

    Sound always, and attained where the parts don't hang on each other. Weights are 0 or more; under `weighted-mean` a
    part of weight 0 counts nowhere, so that parts of weight 0 alone are no score.
    """
    return _bounds(fold, parts, *_weighed(fold, parts, highest=False))


def bounds_and_shares(fold: Fold, parts: Sequence[Part]) -> tuple[Bounds | None, list[Fraction]]:
    """`fold_bounds` and `shares_of_lowest` in one."""
    low, unit = _weighed(fold, parts, highest=False)
    return _bounds(fold, parts, low, unit), _shares(fold, parts, low)


def _bounds(fold: Fold, parts: Sequence[Part], low: list[_Weighed], unit: int) -> Bounds | None:
    if not low:
        return None
    lowest = _lowest(fold, low)
    may_be_absent = all(part.may_be_absent for part in low)
    if all(part.bounds.lowest is part.bounds.highest and not part.bounds.may_be_absent for part in parts):
        point = Fraction(lowest.above, lowest.below * unit)
        return Bounds(point, point, may_be_absent)
    high, high_unit = _weighed(fold, parts, highest=True)
    highest = _highest(fold, high)
    return Bounds(
        Fraction(lowest.above, lowest.below * unit), Fraction(highest.above, highest.below * high_unit), may_be_absent
    )


def shares_of_lowest(fold: Fold, parts: Sequence[Part]) -> list[Fraction]:
    """What each part's lowest is multiplied by in the fold's lowest: the products add up to it exactly.

    Under `minimum` and `maximum`, and where only one part counts, the first part that sets the value carries all.
    """
    return _shares(fold, parts, _weighed(fold, parts, highest=False)[0])


def _shares(fold: Fold, parts: Sequence[Part], low: list[_Weighed]) -> list[Fraction]:
    shares = [ZERO] * len(parts)
    if not low:
        return shares
    if fold == "sum":
        for part in _summed(low):
            shares[part.place] = parts[part.place].weight
        return shares
    above, below = _lowest(fold, low)
    if fold in ("minimum", "maximum") or all(part.may_be_absent for part in low):
        shares[next(part.place for part in low if part.value * below == above)] = ONE
        return shares
    included = [part for part in low if not part.may_be_absent or part.value * below < above]
    whole = sum(part.weight for part in included)
    by_weight = {weight: Fraction(weight, whole) for weight in {part.weight for part in included}}
    for part in included:
        shares[part.place] = by_weight[part.weight]
    return shares


def total(values: Iterable[Fraction]) -> Fraction:
    """The sum of fractions."""
    by_denominator: dict[int, int] = {}
    for value in values:
        above, below = value.as_integer_ratio()
        by_denominator[below] = by_denominator.get(below, 0) + above
    return sum((Fraction(above, below) for below, above in by_denominator.items()), ZERO)


def _weighed(fold: Fold, parts: Sequence[Part], *, highest: bool) -> tuple[list[_Weighed], int]:
    """The parts that count at their lowest, or at their highest negated, in whole units, and how many units are 1.

    For a sum the unit is that of weight x value; elsewhere only the proportions of the weights matter.
    """
    ends = [(part.bounds.highest if highest else part.bounds.lowest).as_integer_ratio() for part in parts]
    if highest:
        ends = [(-above, below) for above, below in ends]
    unit = lcm(*{below for _, below in ends})
    by_weight = fold in ("weighted-mean", "sum")
    weights = [part.weight.as_integer_ratio() if by_weight else (1, 1) for part in parts]
    weight_unit = lcm(*{below for _, below in weights})
    weighed = [
        _Weighed(above * (unit // below), heavy * (weight_unit // light), part.bounds.may_be_absent, place)
        for place, ((above, below), (heavy, light), part) in enumerate(zip(ends, weights, parts, strict=True))
        if heavy > 0 or fold == "sum"
    ]
    return weighed, unit * weight_unit if fold == "sum" else unit


def _lowest(fold: Fold, parts: Sequence[_Weighed]) -> _Ratio:
    required = [part for part in parts if not part.may_be_absent]
    if fold == "sum":
        return _Ratio(sum(part.weight * part.value for part in _summed(parts)), 1)
    if fold == "minimum" or not required:
        return _Ratio(min(part.value for part in parts), 1)
    if fold == "maximum":
        return _Ratio(max(part.value for part in required), 1)
    return _least_mean(required, [part for part in parts if part.may_be_absent])


def _highest(fold: Fold, parts: Sequence[_Weighed]) -> _Ratio:
    """The highest of parts with negated values: their lowest, negated; minimum and maximum change places."""
    mirrored: Fold = "maximum" if fold == "minimum" else "minimum" if fold == "maximum" else fold
    above, below = _lowest(mirrored, parts)
    return _Ratio(-above, below)


def _summed(parts: Sequence[_Weighed]) -> list[_Weighed]:
    """The parts that make the lowest sum: those that can't be absent, and others only where they lower it."""
    summed = [part for part in parts if not part.may_be_absent or part.weight * part.value < 0]
    return summed or [min(parts, key=lambda part: part.weight * part.value)]


def _least_mean(required: Sequence[_Weighed], optional: Sequence[_Weighed]) -> _Ratio:
    """The least weighted mean of what has to count and of any choice of the rest.

    A part lowers the mean just when it lies below it, so: take all below, and again with the new mean, until it stands
    (Dinkelbach's method for ratios; exact, a few rounds).
    """
    value = sum(part.value * part.weight for part in required)
    weight = sum(part.weight for part in required)
    above, below = value, weight
    while optional:
        optional = [part for part in optional if part.value * below < above]
        lower_above = value + sum(part.value * part.weight for part in optional)
        lower_below = weight + sum(part.weight for part in optional)
        if lower_above * below == above * lower_below:
            break
        above, below = lower_above, lower_below
    return _Ratio(above, below)
