"""The cheapest choice of things that lifts several sums far enough: exact, by branch and bound, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_ITEMS = 200
MOST_STEPS = 6_000


class Choosable(NamedTuple):
    """One thing: its cost, what it adds to each sum, and all that it needs, directly or not (places in the list)."""

    cost: int
    gains: tuple[int, ...]
    needs: frozenset[int]


@dataclass(slots=True)
class _Search:
    """What stays the same in a search, and the best found so far."""

    things: Sequence[Choosable]
    needed_by: tuple[frozenset[int], ...]
    by_ratio: tuple[tuple[int, ...], ...]
    apart: tuple[int, ...]
    best_cost: int
    best: frozenset[int] | None = None
    steps: int = field(default=0)


def cheapest_cover(things: Sequence[Choosable], missing: Sequence[int]) -> tuple[int, ...] | None:
    """The places of the cheapest things, with all they need, whose gains reach what each sum is missing.

    None where nothing does, and where the search would take too many steps to be sure.
    """
    if len(things) > MOST_ITEMS:
        return None
    search = _Search(
        things=things,
        needed_by=tuple(
            frozenset(other for other, thing in enumerate(things) if place in thing.needs) | {place}
            for place in range(len(things))
        ),
        by_ratio=tuple(_by_ratio(things, number) for number in range(len(missing))),
        apart=_apart(things, len(missing)),
        best_cost=sum(thing.cost for thing in things) + 1,
    )
    _explore(search, frozenset(), frozenset(range(len(things))), 0, list(missing))
    if search.best is None or search.steps > MOST_STEPS:
        return None
    return tuple(sorted(search.best))


def _by_ratio(things: Sequence[Choosable], number: int) -> tuple[int, ...]:
    """The things that add to one sum, those first that add most for their cost."""
    adding = [place for place, thing in enumerate(things) if thing.gains[number] > 0]
    return tuple(sorted(adding, key=lambda place: -things[place].gains[number] / (things[place].cost or 1e-9)))


def _apart(things: Sequence[Choosable], sums: int) -> tuple[int, ...]:
    """Sums that no thing adds to together, narrowest first: what they cost at least adds up."""
    adding = [{place for place, thing in enumerate(things) if thing.gains[number] > 0} for number in range(sums)]
    chosen: list[int] = []
    for number in sorted(range(sums), key=lambda number: len(adding[number])):
        if all(not adding[number] & adding[other] for other in chosen):
            chosen.append(number)
    return tuple(chosen)


def _explore(search: _Search, taken: frozenset[int], free: frozenset[int], cost: int, missing: list[int]) -> None:
    """Take a thing with all it needs, or leave it with all that needs it; cut where that can't be cheaper any more."""
    search.steps += 1
    if search.steps > MOST_STEPS:
        return
    bounds = [_least_cost(search, number, free, gap) if gap > 0 else 0 for number, gap in enumerate(missing)]
    if None in bounds:
        return
    costs = [bound for bound in bounds if bound is not None]
    if cost + max([*costs, sum(costs[number] for number in search.apart)], default=cost) >= search.best_cost:
        return
    if all(gap <= 0 for gap in missing):
        search.best_cost, search.best = cost, taken
        return
    hardest = max((number for number, gap in enumerate(missing) if gap > 0), key=lambda number: costs[number])
    place = next(place for place in search.by_ratio[hardest] if place in free)
    added = (search.things[place].needs | {place}) & free
    left = [gap - sum(search.things[other].gains[number] for other in added) for number, gap in enumerate(missing)]
    _explore(search, taken | added, free - added, cost + sum(search.things[other].cost for other in added), left)
    _explore(search, taken, free - search.needed_by[place], cost, missing)


def _least_cost(search: _Search, number: int, free: frozenset[int], gap: int) -> int | None:
    """What it costs at least to lift one sum by a gap, were things divisible; None where all together don't do it."""
    cost = 0
    for place in search.by_ratio[number]:
        if place not in free:
            continue
        thing = search.things[place]
        gain = thing.gains[number]
        if gain >= gap:
            return cost + -(-thing.cost * gap // gain)
        gap -= gain
        cost += thing.cost
    return None
