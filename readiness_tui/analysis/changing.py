"""Every single change of what is said of a task, and every pair of changes, judged in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple

from readiness_tui.analysis.cases import one_case
from readiness_tui.analysis.passing import added, axis_facts, outcome
from readiness_tui.analysis.rating import Said
from readiness_tui.analysis.ruling import EVIDENCE_LEVELS, TOP, Outcome, Rulebook

_COST_DIGITS = 3


class Part(NamedTuple):
    """A factor, a flag or the evidence: `factor:x`, `flag:y`, `evidence`; where its facts stand, and its values.

    `steps` are the least values of its facts; `is_graded` where one level more or less is a small error; `lifts`
    where the basis asks for it, so that a lift may rest on it.
    """

    what: str
    place: int
    values: tuple[int, ...]
    steps: tuple[int, ...]
    changeable: bool
    is_graded: bool
    lifts: bool


class Layout(NamedTuple):
    """A case for each value of each part, then for each pair of values of two parts. Ints have a bit a case.

    `at`: where a part has a value. `around`: for each part and value that it has now, where its facts hold in the
    cases that change it, and the effort of that as binary digits, as the first and as the second change of a pair.
    """

    parts: tuple[Part, ...]
    changes: tuple[tuple[tuple[int, int], ...], ...]
    every: int
    singles: int
    changeable: int
    graded: int
    at: tuple[dict[int, int], ...]
    own: tuple[int, ...]
    facts: tuple[tuple[int, ...], ...]
    first_effort: tuple[dict[int, tuple[int, ...]], ...]
    second_effort: tuple[dict[int, tuple[int, ...]], ...]


class Changed(NamedTuple):
    """What each case of a layout leads to.

    `now`: None where nothing is said of a part and the basis doesn't ask for it. `valid`: all its changes are changes.
    `effort`: their size, in binary digits.
    """

    layout: Layout
    now: tuple[int | None, ...]
    valid: int
    effort: tuple[int, ...]
    found: Outcome

    def standing(self, number: int) -> int:
        """The value of a part that is asked or said, unknowns at their cautious end."""
        now = self.now[number]
        if now is None:
            raise ValueError(f"nothing is said of {self.layout.parts[number].what}")
        return now

    def of_effort(self, size: int, cases: int) -> int:
        """Those of some cases whose changes add up to a size: levels moved, a flag counting 1."""
        if size >> len(self.effort):
            return 0
        for index, digit in enumerate(self.effort):
            cases &= digit if size >> index & 1 else ~digit
        return cases


@lru_cache(maxsize=4096)
def changed(book: Rulebook, said: Said) -> Changed:
    """Judge every change and every pair of changes of what is asked or said; unknowns stand at their cautious end."""
    layout = _layout(book)
    facts, lift_facts = one_case(book, said, layout.every)
    now = tuple(_values_now(book, said))
    changing = 0
    first, second = [0] * _COST_DIGITS, [0] * _COST_DIGITS
    for index, (part, value) in enumerate(zip(layout.parts, now, strict=True)):
        own = layout.own[index]
        if value is None:
            changing |= own
            continue
        for offset, least in enumerate(part.steps):
            fact = layout.facts[index][offset] | (layout.every ^ own if value >= least else 0)
            facts[part.place + offset] = fact
            if part.lifts:
                lift_facts[part.place + offset] = fact
        changing |= layout.at[index][value]
        for digit in range(_COST_DIGITS):
            first[digit] |= layout.first_effort[index][value][digit]
            second[digit] |= layout.second_effort[index][value][digit]
    found = outcome(book, facts, lift_facts, layout.every, axis_facts(book, facts, layout.every))
    return Changed(layout, now, layout.every ^ changing, tuple(added(first, second)), found)


def cases_in(cases: int) -> Iterator[int]:
    """The numbers of the cases whose bit is set, lowest first."""
    while cases:
        lowest = cases & -cases
        yield lowest.bit_length() - 1
        cases ^= lowest


def _values_now(book: Rulebook, said: Said) -> Iterator[int | None]:
    for ends in said.factors:
        yield ends[0] if ends else None
    for ends in said.flags:
        yield ends[0] if ends else None
    failed = EVIDENCE_LEVELS[0]
    yield said.evidence if not book.is_quick or said.evidence == failed else None


def _parts(book: Rulebook) -> Iterator[Part]:
    levels = tuple(range(TOP + 1))
    for factor, asked in zip(book.factors, book.asked_factors, strict=True):
        place = book.places.factor[factor.id]
        yield Part(f"factor:{factor.id}", place, levels, levels[1:], factor.changeable, True, asked)
    for flag, asked in zip(book.flags, book.asked_flags, strict=True):
        yield Part(f"flag:{flag.id}", book.places.flag[flag.id], (0, 1), (1,), flag.changeable, False, asked)
    failed, none, *_ = EVIDENCE_LEVELS
    if book.is_quick:  # no more than that an evaluation failed counts
        steps = (none,) * len(EVIDENCE_LEVELS[1:])
        yield Part("evidence", book.places.evidence, (failed, none), steps, True, True, False)
    else:
        yield Part("evidence", book.places.evidence, EVIDENCE_LEVELS, EVIDENCE_LEVELS[1:], True, True, True)


@lru_cache(maxsize=16)
def _layout(book: Rulebook) -> Layout:
    parts = tuple(_parts(book))
    numbers = range(len(parts))
    singles = [((number, value),) for number in numbers for value in parts[number].values]
    pairs = [
        ((one, value), (two, other))
        for one, two in combinations(numbers, 2)
        for value, other in product(parts[one].values, parts[two].values)
    ]
    changes: tuple[tuple[tuple[int, int], ...], ...] = (*singles, *pairs)
    first = [dict.fromkeys(part.values, 0) for part in parts]
    second = [dict.fromkeys(part.values, 0) for part in parts]
    for case, change in enumerate(changes):
        for place, (number, value) in zip((first, second), change, strict=False):
            place[number][value] |= 1 << case
    at = tuple({value: first[n][value] | second[n][value] for value in parts[n].values} for n in numbers)
    own = tuple(sum(at[number].values()) for number in numbers)
    return Layout(
        parts=parts,
        changes=changes,
        every=(1 << len(changes)) - 1,
        singles=(1 << len(singles)) - 1,
        changeable=_only(own, [part.changeable for part in parts], len(changes)),
        graded=_only(own, [part.is_graded for part in parts], len(changes)),
        at=at,
        own=own,
        facts=tuple(
            tuple(sum(at[n][value] for value in parts[n].values if value >= least) for least in parts[n].steps)
            for n in numbers
        ),
        first_effort=tuple({now: _effort(first[n], now) for now in parts[n].values} for n in numbers),
        second_effort=tuple({now: _effort(second[n], now) for now in parts[n].values} for n in numbers),
    )


def _only(own: tuple[int, ...], allowed: list[bool], count: int) -> int:
    """The cases that change only parts that are allowed."""
    cases = (1 << count) - 1
    for mask, is_allowed in zip(own, allowed, strict=True):
        if not is_allowed:
            cases &= ~mask
    return cases


def _effort(at: dict[int, int], now: int) -> tuple[int, ...]:
    """The binary digits, case by case, of how many levels a part moves."""
    return tuple(
        sum(cases for value, cases in at.items() if abs(value - now) >> digit & 1) for digit in range(_COST_DIGITS)
    )
