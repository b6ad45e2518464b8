"""The least cost of a programme by trying one choice after the other: exact, for programmes that are small enough.

A choice settles what follows from it. A branch is given up where what it has to cost at least, by prices for the rows
that don't hold yet, is no less than the best that is known. Of several solutions of the least cost it is the one with
the first variables: there, too, each variable is tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import inf, lcm
from typing import NamedTuple

from readiness_tui.analysis.programming import Programme, Row

MOST_STEPS = 120_000
_LARGEST_COST = 2**36  # up to here the rounding of a bound stays far below half a unit of cost
_LARGEST_FACTOR = 2**500
_NEARLY = 0.5


class _Spent(Exception):
    """The search has taken as many steps as it may."""


class _Line(NamedTuple):
    """A row in whole numbers: the sum of factors times variables is at least `least`."""

    terms: tuple[tuple[int, int], ...]
    least: int


class Choices:
    """A search for the variables that are 1; `best` are those of the best solution so far, None without one.

    Inside every cost is 0 or more: a variable with a negative one stands for its opposite (`_turned`).
    """

    def __init__(self, programme: Programme, costs: Mapping[int, Fraction], most_steps: int = MOST_STEPS) -> None:
        self.best: tuple[int, ...] | None = None
        self._steps = most_steps if all(programme.whole) else 0
        unit = lcm(*(cost.denominator for cost in costs.values()))
        whole = [int(costs.get(number, 0) * unit) for number in range(len(programme.uppers))]
        self._turned = [cost < 0 for cost in whole]
        self._costs = [abs(cost) for cost in whole]
        self._limit = inf
        self._spent = 0
        self._values: list[int | None] = [None] * len(whole)
        self._trail: list[int] = []
        self._lines = self._in_whole(programme.rows) if self._steps else []
        self._gaps = [line.least for line in self._lines]
        self._slacks = [sum(max(a, 0) for _, a in line.terms) - line.least for line in self._lines]
        self._widest = [max((abs(a) for _, a in line.terms), default=0) for line in self._lines]
        self._rows_of: list[list[tuple[int, int]]] = [[] for _ in whole]
        for row, line in enumerate(self._lines):
            for number, factor in line.terms:
                self._rows_of[number].append((row, factor))

    def are_decided(self) -> bool:
        """Try them all; False where that takes too many steps, or where a variable is more than a choice."""
        if not self._steps or sum(self._costs) >= _LARGEST_COST or max(self._widest, default=0) >= _LARGEST_FACTOR:
            return False
        try:
            if min(self._slacks, default=0) >= 0 and self._follow(list(range(len(self._lines)))):
                self._try()
                self._prefer_first()
        except _Spent:
            return False
        return True

    def _prefer_first(self) -> None:
        """Of equals the first: settle one variable after the other, at 1 where a solution of the least cost has it."""
        self._limit += 2 * _NEARLY
        for number, is_turned in enumerate(self._turned):
            if self.best is None or self._values[number] is not None:
                continue
            settled, chosen = len(self._trail), int(not is_turned)
            if number not in self.best:
                self._set(number, chosen) and self._try(is_any_enough=True)
                self._take_back(settled)
            self._set(number, chosen if number in self.best else 1 - chosen)

    def _in_whole(self, rows: list[Row]) -> list[_Line]:
        """The rows with turned variables, the small ones first; of those with equal terms the one that asks most."""
        found: dict[tuple[tuple[int, int], ...], int] = {}
        for row in rows:
            unit = lcm(row.least.denominator, *(factor.denominator for factor in row.terms.values()))
            factors = {number: int(factor * unit) for number, factor in row.terms.items() if factor}
            least = int(row.least * unit) + row.strict
            least -= sum(factor for number, factor in factors.items() if self._turned[number])
            terms = tuple(sorted((n, -factor if self._turned[n] else factor) for n, factor in factors.items()))
            found[terms] = max(least, found.get(terms, least))
        lines = [_Line(terms, least) for terms, least in found.items()]
        needed = [line for line in lines if sum(min(factor, 0) for _, factor in line.terms) < line.least]
        return sorted(needed, key=lambda line: len(line.terms))

    def _try(self, *, is_any_enough: bool = False) -> bool:
        """Go on from what is settled, with the choice that serves the dearest row for least; whether to stop there."""
        bound, row = self._bound()
        if self._spent + bound > self._limit:
            return False
        if row is None:
            chosen = (n for n, value in enumerate(self._values) if bool(value) is not self._turned[n])
            self.best = tuple(chosen)
            if not is_any_enough:
                self._limit = self._spent - _NEARLY
            return is_any_enough
        free = [(n, a) for n, a in self._lines[row].terms if a > 0 and self._values[n] is None]
        number = min(free, key=lambda term: self._costs[term[0]] / term[1])[0]
        for value in (1, 0):
            settled = len(self._trail)
            is_found = self._set(number, value) and self._try(is_any_enough=is_any_enough)
            self._take_back(settled)
            if is_found:
                return True
        return False

    def _set(self, number: int, value: int) -> bool:
        """Settle a variable and what follows; False where a row can't hold any more."""
        touched: list[int] = []
        return self._put(number, value, touched) and self._follow(touched)

    def _put(self, number: int, value: int, touched: list[int]) -> bool:
        self._values[number] = value
        self._trail.append(number)
        self._spent += self._costs[number] * value
        holds = True
        for row, factor in self._rows_of[number]:
            if value:
                self._gaps[row] -= factor
            if (factor > 0) is not bool(value):
                self._slacks[row] -= abs(factor)
                holds = holds and self._slacks[row] >= 0
                touched.append(row)
        return holds

    def _follow(self, touched: list[int]) -> bool:
        """Settle every variable without whose help a row can't hold."""
        while touched:
            row = touched.pop()
            slack = self._slacks[row]
            if slack >= self._widest[row]:
                continue
            self._step(len(self._lines[row].terms))
            for number, factor in self._lines[row].terms:
                is_forced = self._values[number] is None and abs(factor) > slack
                if is_forced and not self._put(number, int(factor > 0), touched):
                    return False
        return True

    def _take_back(self, settled: int) -> None:
        while len(self._trail) > settled:
            number = self._trail.pop()
            value = self._values[number]
            self._values[number] = None
            self._spent -= self._costs[number] * (value or 0)
            for row, factor in self._rows_of[number]:
                if value:
                    self._gaps[row] += factor
                if (factor > 0) is not bool(value):
                    self._slacks[row] += abs(factor)

    def _bound(self) -> tuple[float, int | None]:
        """What the rows that don't hold yet cost at least together, and the dearest of them; None where all hold.

        One row after the other is met in parts, by what serves it for least; the last part sets the price of a unit.
        What a variable earns at that price in one row it no longer costs in the next (duality: any prices will do).
        """
        prices, bound, dearest, row_found = [float(cost) for cost in self._costs], 0.0, -1.0, None
        self._step(len(self._gaps))
        for row, gap in enumerate(self._gaps):
            if gap <= 0:
                continue
            free = [(n, a) for n, a in self._lines[row].terms if a > 0 and self._values[n] is None]
            self._step(len(self._lines[row].terms))
            free.sort(key=lambda term: prices[term[0]] / term[1])
            own, missing, price = 0.0, gap, 0.0
            for number, factor in free:
                price = prices[number] / factor
                own += price * min(factor, missing)
                missing -= factor
                if missing <= 0:
                    break
            for number, factor in free:
                prices[number] = max(prices[number] - price * factor, 0.0)
            bound += own
            if own > dearest:
                dearest, row_found = own, row
        return bound, row_found

    def _step(self, count: int) -> None:
        self._steps -= count
        if self._steps <= 0:
            raise _Spent
