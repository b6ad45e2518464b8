"""How high the worst end can be brought with so many better answers: exact tables, worked out bottom-up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from readiness_tui.analysis.folding import ONE, ZERO, Bounds, Part, fold_bounds
from readiness_tui.model.questionnaire import Fold


class Option(NamedTuple):
    """What a part's lowest becomes when the questions in `changed` get their best answer."""

    lowest: Fraction
    may_be_absent: bool
    changed: tuple[str, ...]


Table = Sequence[Option | None]
"""The best option with at most so many changes, by their number; None where so few are not enough."""


class Choosable(NamedTuple):
    """A part of a fold that can be had in several ways."""

    weight: Fraction
    table: Table


def best_options(fold: Fold, parts: Sequence[Choosable], most: int) -> Iterator[Option | None]:
    """For 0, 1, 2 ... up to `most` changes: the option of a fold with the highest lowest value.

    Of options that are equally good, one that changes few and early parts; nothing where a part has no option at all.
    Weights are 0 or more; a part that is changed must not be one that may be absent.
    """
    if not parts or not all(any(part.table) for part in parts):
        return
    fewest = sum(_fewest(part.table) for part in parts)
    lowest: Fraction | None = None
    for changes in range(most + 1):
        option = None
        if changes >= fewest:
            chosen = _chosen(fold, parts, changes, lowest)
            bounds = _bounds(fold, parts, chosen)
            if bounds is not None:
                names = tuple(name for part in chosen for name in part.changed)
                option = Option(bounds.lowest, bounds.may_be_absent, names)
                lowest = bounds.lowest
        yield option


def _fewest(table: Table) -> int:
    return next((place for place, option in enumerate(table) if option is not None), len(table))


def _bounds(fold: Fold, parts: Sequence[Choosable], chosen: Sequence[Option]) -> Bounds | None:
    ends = (Bounds(option.lowest, option.lowest, option.may_be_absent) for option in chosen)
    return fold_bounds(fold, [Part(part.weight, end) for part, end in zip(parts, ends, strict=True)])


def _chosen(fold: Fold, parts: Sequence[Choosable], changes: int, reached: Fraction | None) -> list[Option]:
    """One option of each part, together with at most so many changes, for the highest lowest value.

    A mean of at least m can be had just when the gains over m can add up to 0 or more: allocate for a mean that can be
    had, and again for the better one that this gives, until it stands (Dinkelbach's method; exact).
    """
    if fold == "minimum":
        return _highest_floor(parts, changes)
    if fold == "maximum":
        return max(_one_raised(parts, changes), key=lambda chosen: _lowest(fold, parts, chosen))
    if fold == "sum":
        return _allocated(parts, ZERO, changes)
    even = [part._replace(weight=ONE) for part in parts] if fold == "mean" else parts
    mark = min(_values(parts)) if reached is None else reached
    chosen = _allocated(even, mark, changes)
    while (mean := _lowest(fold, parts, chosen)) > mark:
        mark, chosen = mean, _allocated(even, mean, changes)
    return chosen


def _lowest(fold: Fold, parts: Sequence[Choosable], chosen: Sequence[Option]) -> Fraction:
    bounds = _bounds(fold, parts, chosen)
    return bounds.lowest if bounds is not None else ZERO


def _values(parts: Sequence[Choosable]) -> list[Fraction]:
    return [option.lowest for part in parts for option in part.table if option is not None]


def _highest_floor(parts: Sequence[Choosable], changes: int) -> list[Option]:
    """Every part at the fewest changes that bring it to a common floor, for the highest floor that can be paid."""
    for floor in sorted(set(_values(parts)), reverse=True):
        chosen = [next((option for option in part.table if option and option.lowest >= floor), None) for part in parts]
        found = [option for option in chosen if option is not None]
        if len(found) == len(parts) and sum(len(option.changed) for option in found) <= changes:
            return found
    return _cheapest(parts)


def _cheapest(parts: Sequence[Choosable]) -> list[Option]:
    return [next(option for option in part.table if option is not None) for part in parts]


def _one_raised(parts: Sequence[Choosable], changes: int) -> Iterator[list[Option]]:
    cheapest = _cheapest(parts)
    yield cheapest
    spare = changes - sum(_fewest(part.table) for part in parts)
    for place, part in enumerate(parts):
        for option in part.table[: _fewest(part.table) + spare + 1]:
            if option is not None:
                yield [*cheapest[:place], option, *cheapest[place + 1 :]]


def _allocated(parts: Sequence[Choosable], mark: Fraction, changes: int) -> list[Option]:
    """One option of each part, together with at most so many changes, for the highest sum of gains over a mark."""
    gains = _gains(parts, mark)
    if all(len(part.table) <= 2 for part in parts):
        return _greatest_gains(parts, gains, changes)
    best: dict[int, tuple[int, tuple[Option, ...]]] = {0: (0, ())}
    for part, own in zip(parts, gains, strict=True):
        longer: dict[int, tuple[int, tuple[Option, ...]]] = {}
        for used, (gain, chosen) in best.items():
            for more, option in enumerate(part.table[: changes - used + 1]):
                known = longer.get(used + more)
                if option is not None and (known is None or gain + own[more] > known[0]):
                    longer[used + more] = (gain + own[more], (*chosen, option))
        best = longer
    return list(max(best.items(), key=lambda item: (item[1][0], -item[0]))[1][1])


def _greatest_gains(parts: Sequence[Choosable], gains: Sequence[Sequence[int]], changes: int) -> list[Option]:
    """The same where each part is either left or changed: the changes that gain most."""
    spare = changes - sum(_fewest(part.table) for part in parts)
    optional = [place for place, part in enumerate(parts) if len(part.table) == 2 and part.table[0] is not None]
    worthwhile = [place for place in optional if gains[place][1] > gains[place][0]]
    worthwhile.sort(key=lambda place: gains[place][0] - gains[place][1])
    raised = set(worthwhile[:spare])
    return [
        next(option for option in (part.table[::-1] if place in raised else part.table) if option is not None)
        for place, part in enumerate(parts)
    ]


def _gains(parts: Sequence[Choosable], mark: Fraction) -> list[list[int]]:
    """Weight x (value - mark) of every option, in whole numbers of one unit; what may be absent gains 0 at most."""
    unit = lcm(mark.denominator, *(value.denominator for value in _values(parts)))
    weight_unit = lcm(*(part.weight.denominator for part in parts))
    level = mark.numerator * (unit // mark.denominator)
    gains = []
    for part in parts:
        weight = part.weight.numerator * (weight_unit // part.weight.denominator)
        own = []
        for option in part.table:
            top, bottom = option.lowest.as_integer_ratio() if option is not None else (0, 1)
            gain = weight * (top * (unit // bottom) - level)
            own.append(min(gain, 0) if option is not None and option.may_be_absent else gain)
        gains.append(own)
    return gains
