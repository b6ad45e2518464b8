"""One pass over the rules: from the facts of many cases to the mode of each."""

from __future__ import annotations

from itertools import accumulate
from operator import or_

from readiness_tui.analysis.judging import Facts
from readiness_tui.analysis.ruling import TOP, CapTest, Outcome, Rulebook
from readiness_tui.model.modes import MODES

_LAST = len(MODES) - 1


def axis_facts(book: Rulebook, facts: Facts, every: int) -> Facts:
    """For each cut-off, the cases whose mean reaches it. An axis without factors counts as if it did."""
    sums = [level_sum(facts, [TOP * number for number in scale.factors]) for scale in book.scales]
    return [
        reaching(sums[cutoff.scale], cutoff.need, every) if book.scales[cutoff.scale].factors else every
        for cutoff in book.cutoffs
    ]


def level_sum(facts: Facts, places: list[int]) -> list[int]:
    """The sum of levels in each case as binary digits, lowest first; each level stands as at least 1, 2, 3."""
    digits: list[int] = []
    for place in places:
        first, second, third = facts[place : place + TOP]
        digits = added(digits, [first ^ second ^ third, second])
    return digits


def added(first: list[int], second: list[int]) -> list[int]:
    """The sums, case by case, of two numbers written as binary digits, lowest first."""
    if len(first) < len(second):
        first, second = second, first
    digits, carry = [], 0
    for index, digit in enumerate(first):
        other = second[index] if index < len(second) else 0
        half = digit ^ other
        digits.append(half ^ carry)
        carry = (digit & other) | (half & carry)
    if carry:
        digits.append(carry)
    return digits


def reaching(digits: list[int], need: int, every: int) -> int:
    """The cases in which a number written as binary digits is at least `need`."""
    if need <= 0:
        return every
    if need >> len(digits):
        return 0
    cases = every
    for index, digit in enumerate(digits):
        cases = digit & cases if need >> index & 1 else digit | cases
    return cases


def outcome(book: Rulebook, facts: Facts, lift_facts: Facts, every: int, axes: Facts) -> Outcome:
    """The mode of every case: min(base mode, caps). `lift_facts` are what a lift may rest on."""
    spare = [0] * len(MODES)
    full = facts + axes + spare
    lifting = full if lift_facts is facts else lift_facts + axes + spare
    hits, base = _base(book, full, every)
    found = Outcome(full, hits, base, list(base), [], [])
    for cap in book.caps:
        _lower(found, cap, lifting, every)
    if book.late_caps:
        reached = [found.cases_at(rank) for rank in range(len(MODES))]
        full[book.places.mode :] = reached
        lifting[book.places.mode :] = reached
        for cap in book.late_caps:
            _lower(found, cap, lifting, every)
    return found


def _base(book: Rulebook, facts: Facts, every: int) -> tuple[list[int], list[int]]:
    remaining = every
    at = [0] * len(MODES)
    hits = []
    for rule in book.base:
        hit = remaining if rule.test is None else remaining & rule.test(facts, every)
        hits.append(hit)
        at[rule.rank] |= hit
        remaining ^= hit
    at[0] |= remaining
    return hits, list(accumulate(at, or_))


def _lower(found: Outcome, cap: CapTest, lifting: Facts, every: int) -> None:
    cases = cap.when(found.facts, every)
    milder = cases & cap.lifted(lifting, every) if cases and cap.lifted is not None else 0
    strict = cases ^ milder
    if strict:
        for rank in range(cap.rank, _LAST):
            found.modes[rank] |= strict
    if milder and cap.lifted_rank is not None:
        for rank in range(cap.lifted_rank, _LAST):
            found.modes[rank] |= milder
    found.strict.append(strict)
    found.milder.append(milder)


def unstaffed_cases(book: Rulebook, facts: Facts, rank: int, every: int) -> list[int]:
    """For each rule that marks a task as not staffed, the cases it marks, were all of them at this rank."""
    if not book.unstaffed:
        return []
    start = book.places.mode
    seen = facts[:start] + [every if index == rank else 0 for index in range(len(MODES))]
    return [rule.when(seen, every) for rule in book.unstaffed]
