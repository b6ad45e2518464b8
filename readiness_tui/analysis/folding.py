"""How parts become one number, with exact bounds where a part is open or may be absent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
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
    """A part at one of its ends; `place` is its place among the parts."""

    place: int
    value: Fraction
    weight: Fraction
    may_be_absent: bool


def fold_bounds(fold: Fold, parts: Sequence[Part]) -> Bounds | None:
    """The bounds of a fold over every way its open parts may end; None where there are no parts.

    Sound always, and attained where the parts don't hang on each other. Weights are 0 or more; under `weighted-mean` a
    part of weight 0 counts nowhere, so that parts of weight 0 alone are no score.
    """
    counted = _counted(fold, parts)
    if not counted:
        return None
    low = [_Weighed(place, part.bounds.lowest, weight, part.bounds.may_be_absent) for place, part, weight in counted]
    high = [_Weighed(place, part.bounds.highest, weight, part.bounds.may_be_absent) for place, part, weight in counted]
    may_be_absent = all(part.may_be_absent for part in low)
    return Bounds(_lowest(fold, low), _highest(fold, high), may_be_absent)


def shares_of_lowest(fold: Fold, parts: Sequence[Part]) -> list[Fraction]:
    """What each part's lowest is multiplied by in the fold's lowest: the products add up to it exactly.

    Under `minimum` and `maximum`, and where only one part counts, the first part that sets the value carries all.
    """
    shares = [ZERO] * len(parts)
    low = [
        _Weighed(place, part.bounds.lowest, weight, part.bounds.may_be_absent)
        for place, part, weight in _counted(fold, parts)
    ]
    if not low:
        return shares
    if fold == "sum":
        for part in _summed(low):
            shares[part.place] = part.weight
        return shares
    lowest = _lowest(fold, low)
    if fold in ("minimum", "maximum") or all(part.may_be_absent for part in low):
        shares[next(part.place for part in low if part.value == lowest)] = ONE
        return shares
    included = [part for part in low if not part.may_be_absent or part.value < lowest]
    whole = total((ONE, part.weight) for part in included)
    by_weight = {part.weight: part.weight / whole for part in included}
    for part in included:
        shares[part.place] = by_weight[part.weight]
    return shares


def _counted(fold: Fold, parts: Sequence[Part]) -> list[tuple[int, Part, Fraction]]:
    if fold == "weighted-mean":
        return [(place, part, part.weight) for place, part in enumerate(parts) if part.weight > 0]
    if fold == "sum":
        return [(place, part, part.weight) for place, part in enumerate(parts)]
    return [(place, part, ONE) for place, part in enumerate(parts)]


def _lowest(fold: Fold, parts: Sequence[_Weighed]) -> Fraction:
    required = [part for part in parts if not part.may_be_absent]
    if fold == "sum":
        return total((part.weight, part.value) for part in _summed(parts))
    if fold == "minimum" or not required:
        return min(part.value for part in parts)
    if fold == "maximum":
        return max(part.value for part in required)
    return _least_mean(required, [part for part in parts if part.may_be_absent])


def _highest(fold: Fold, parts: Sequence[_Weighed]) -> Fraction:
    """The lowest of the negated values, negated; minimum and maximum change places."""
    mirrored: Fold = {"minimum": "maximum", "maximum": "minimum"}.get(fold, fold)  # type: ignore[assignment]  # a Fold
    return -_lowest(mirrored, [part._replace(value=-part.value) for part in parts])


def _summed(parts: Sequence[_Weighed]) -> list[_Weighed]:
    """The parts that make the lowest sum: those that can't be absent, and others only where they lower it."""
    summed = [part for part in parts if not part.may_be_absent or part.weight * part.value < 0]
    return summed or [min(parts, key=lambda part: part.weight * part.value)]


def _least_mean(required: Sequence[_Weighed], optional: Sequence[_Weighed]) -> Fraction:
    """The least weighted mean of what has to count and of any choice of the rest.

    A part lowers the mean just when it lies below it, so: take all below, and again with the new mean, until it stands
    (Dinkelbach's method for ratios; exact, a few rounds).
    """
    value, weight = _weighed_total(required), total((ONE, part.weight) for part in required)
    mean = value / weight
    while optional:
        lower = [part for part in optional if part.value < mean]
        next_mean = (value + _weighed_total(lower)) / (weight + total((ONE, part.weight) for part in lower))
        if next_mean == mean:
            break
        mean, optional = next_mean, lower
    return mean


def _weighed_total(parts: Iterable[_Weighed]) -> Fraction:
    return total((part.weight, part.value) for part in parts)


def total(products: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """The sum of products, on whole numbers by common denominator: many times faster than adding fractions."""
    by_denominator: dict[int, int] = {}
    for first, second in products:
        top, bottom = first.as_integer_ratio()
        more_top, more_bottom = second.as_integer_ratio()
        bottom *= more_bottom
        by_denominator[bottom] = by_denominator.get(bottom, 0) + top * more_top
    return sum((Fraction(top, bottom) for bottom, top in by_denominator.items()), ZERO)
