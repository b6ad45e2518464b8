"""Sets of improvements tried one by one, cheapest first: where one answer may show or hide another question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from typing import TypeVar

from readiness_tui.analysis.improving import Improvable

MOST_SCORED = 40_000
Merit = TypeVar("Merit", bound=tuple[bool, int, Fraction])


@dataclass(frozen=True, slots=True)
class Tried:
    """The cheapest set that does; None: every set was tried and none does."""

    names: frozenset[str] | None


def cheapest_by_trial(candidates: Mapping[str, Improvable], does: Callable[[frozenset[str]], bool]) -> Tried | None:
    """The first set that does, by effort and then by number of actions; None where that would take too long."""
    for tries, names in enumerate(by_effort(candidates), 1):
        if tries > _most_tried(candidates):
            return None
        if _is_closed(candidates, names) and does(names):
            return Tried(names)
    return Tried(None)


def ranked_by_trial(
    candidates: Mapping[str, Improvable], budget: Fraction, merit: Callable[[frozenset[str]], Merit]
) -> frozenset[str] | None:
    """Of all sets within a budget the one of most merit, the cheapest of equals; None where it would take too long."""
    best: tuple[Merit, frozenset[str]] | None = None
    for tries, names in enumerate(by_effort(candidates), 1):
        if sum((candidates[name].effort for name in names), Fraction(0)) > budget:
            break
        if tries > _most_tried(candidates):
            return None
        if _is_closed(candidates, names):
            found = merit(names)
            if best is None or found > best[0]:
                best = found, names
    return best[1] if best is not None else frozenset()


def by_effort(candidates: Mapping[str, Improvable]) -> Iterator[frozenset[str]]:
    """Every set of improvements, those of least effort first, of equal effort the smaller first."""
    names = sorted(candidates, key=lambda name: candidates[name].effort)
    costs = [candidates[name].effort for name in names]
    yield frozenset()
    waiting: list[tuple[Fraction, int, tuple[int, ...]]] = []
    if names:
        heappush(waiting, (costs[0], 1, (0,)))
    while waiting:
        effort, size, places = heappop(waiting)
        yield frozenset(names[place] for place in places)
        last = places[-1] + 1
        if last < len(names):
            heappush(waiting, (effort + costs[last], size + 1, (*places, last)))
            heappush(waiting, (effort - costs[last - 1] + costs[last], size, (*places[:-1], last)))


def _most_tried(candidates: Mapping[str, Improvable]) -> int:
    """How many sets one search may score: a few seconds of them at most."""
    return MOST_SCORED // max(len(candidates), 1)


def _is_closed(candidates: Mapping[str, Improvable], names: frozenset[str]) -> bool:
    return all(need in names for name in names for need in candidates[name].needs)
