"""From a condition of the matrix to a test over many cases at once.

A fact is an int whose bit i says whether it holds in case i; a test maps the facts to such an int. One pass over the
rules then decides one case or a thousand.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.model.conditions import (
    AllOf,
    AnyOf,
    AxisIs,
    Condition,
    EvidenceAtMost,
    EvidenceBelow,
    FactorIs,
    FlagIs,
    ModeIs,
    NotOf,
)
from readiness_tui.model.modes import RANK

Facts = list[int]
Test = Callable[[Facts, int], int]


class Places(NamedTuple):
    """Where each fact stands: a factor's three (at least 1, 2, 3), a flag's one, evidence's four (at least 0 to 3),
    one for each cut-off of an axis (mean at least), five for the mode reached."""

    factor: dict[str, int]
    flag: dict[str, int]
    evidence: int
    cutoff: dict[tuple[str, Fraction], int]
    mode: int


def atoms(condition: Condition) -> Iterator[Condition]:
    """The conditions without parts that a condition is made of."""
    match condition:
        case AllOf(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from atoms(part)
        case NotOf(not_=part):
            yield from atoms(part)
        case _:
            yield condition


def cutoffs(condition: Condition) -> tuple[tuple[str, Fraction], ...]:
    """The cut-offs of axes that a condition looks at."""
    found = ((atom.axis, at) for atom in atoms(condition) if isinstance(atom, AxisIs) for at in _bounds(atom))
    return tuple(dict.fromkeys(found))


def _bounds(atom: AxisIs) -> tuple[Fraction, ...]:
    return tuple(at for at in (atom.at_least, atom.below) if at is not None)


def looks_at_mode(condition: Condition) -> bool:
    """Whether a condition is about the mode reached so far."""
    return any(isinstance(atom, ModeIs) for atom in atoms(condition))


def tested(condition: Condition, places: Places) -> Test:
    """The test that a condition stands for. Raises ValueError for a condition that has no place in a matrix."""
    match condition:
        case AllOf(all=parts):
            return _all_of(tuple(tested(part, places) for part in parts))
        case AnyOf(any=parts):
            return _any_of(tuple(tested(part, places) for part in parts))
        case NotOf(not_=part):
            return _not_of(tested(part, places))
        case FlagIs(flag=flag, is_=answer):
            place = places.flag[flag]
            return _fact(place) if answer == "yes" else _no_fact(place)
        case FactorIs():
            return _factor_test(condition, places.factor[condition.factor])
        case AxisIs():
            return _axis_test(condition, places)
        case EvidenceBelow(evidence_below=level):
            return _below(places.evidence, level, 4)
        case EvidenceAtMost(evidence_at_most=level):
            return _below(places.evidence, level + 1, 4)
        case ModeIs(mode=modes):
            return _any_of(tuple(_fact(places.mode + RANK[mode]) for mode in modes))
        case _:
            raise ValueError(f"not a condition about a task: {condition!r}")


def _all_of(parts: tuple[Test, ...]) -> Test:
    if len(parts) == 1:
        return parts[0]

    def test(facts: Facts, every: int) -> int:
        cases = every
        for part in parts:
            cases &= part(facts, every)
        return cases

    return test


def _any_of(parts: tuple[Test, ...]) -> Test:
    if len(parts) == 1:
        return parts[0]

    def test(facts: Facts, every: int) -> int:
        cases = 0
        for part in parts:
            cases |= part(facts, every)
        return cases

    return test


def _not_of(part: Test) -> Test:
    return lambda facts, every: every ^ part(facts, every)


def _fact(place: int) -> Test:
    return lambda facts, every: facts[place]


def _no_fact(place: int) -> Test:
    return lambda facts, every: every ^ facts[place]


def _below(place: int, level: int, count: int) -> Test:
    """Below a level of a fact whose `count` places say at least 0 (or 1), and so on upward."""
    if level < 0 or (count == 3 and level < 1):
        return lambda facts, every: 0
    index = level if count == 4 else level - 1
    if index >= count:
        return lambda facts, every: every
    return _no_fact(place + index)


def _factor_test(condition: FactorIs, place: int) -> Test:
    parts: list[Test] = []
    for level in (condition.at_least, condition.is_):
        if level is not None:
            parts.append(_not_of(_below(place, level, 3)))
    for level in (condition.at_most, condition.is_):
        if level is not None:
            parts.append(_below(place, level + 1, 3))
    return _all_of(tuple(parts))


def _axis_test(condition: AxisIs, places: Places) -> Test:
    parts: list[Test] = []
    if condition.at_least is not None:
        parts.append(_fact(places.cutoff[condition.axis, condition.at_least]))
    if condition.below is not None:
        parts.append(_no_fact(places.cutoff[condition.axis, condition.below]))
    return _all_of(tuple(parts))
