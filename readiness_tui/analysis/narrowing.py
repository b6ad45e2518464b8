"""Which unknowns matter while a decision is open, the one that narrows most first.

An unknown matters if, for some answers to the others, its own answer changes the mode. How much it narrows is the mean
width, over its possible answers, of what is left between the cautious and the other end.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from readiness_tui.analysis.cases import one_case
from readiness_tui.analysis.passing import axis_facts, outcome
from readiness_tui.analysis.rating import Ends, Said
from readiness_tui.analysis.ruling import TOP, Rulebook

_PAIRS_UP_TO = 10


class _Unknown(NamedTuple):
    """A factor (with three facts) or a flag (with one): where its facts stand, and its two ends."""

    what: str
    place: int
    size: int
    ends: Ends

    @property
    def options(self) -> range:
        """Its possible answers, as levels."""
        return range(min(self.ends), max(self.ends) + 1)


def unknowns_that_matter(book: Rulebook, said: Said, width: int) -> tuple[str, ...]:
    """The unknowns that the mode hangs on, as `factor:x` and `flag:y`; the one that narrows most first.

    `width` is the number of ranks between the mode and the best mode.
    """
    unknowns = tuple(_unknowns(book, said))
    widths = _mean_widths(book, said, unknowns)
    narrowing = sorted((left, index) for index, left in enumerate(widths) if left < width)
    first = [index for _, index in narrowing]
    rest = [index for index in range(len(unknowns)) if index not in first]
    pivotal = _pivotal(book, said, unknowns) if rest else 0
    return tuple(unknowns[index].what for index in first + [index for index in rest if pivotal >> index & 1])


def _unknowns(book: Rulebook, said: Said) -> Iterator[_Unknown]:
    for number, (factor, ends) in enumerate(zip(book.factors, said.factors, strict=True)):
        if ends is not None and ends[0] != ends[1]:
            yield _Unknown(f"factor:{factor.id}", TOP * number, TOP, ends)
    for flag, ends in zip(book.flags, said.flags, strict=True):
        if ends is not None and ends[0] != ends[1]:
            yield _Unknown(f"flag:{flag.id}", book.places.flag[flag.id], 1, ends)


def _modes(book: Rulebook, said: Said, unknowns: tuple[_Unknown, ...], masks: list[list[int]], count: int) -> list[int]:
    """The outcome of `count` cases that differ in the unknowns only; `masks` hold the facts of each."""
    every = (1 << count) - 1
    facts, lift_facts = one_case(book, said, every)
    for unknown, own in zip(unknowns, masks, strict=True):
        facts[unknown.place : unknown.place + unknown.size] = own
        lift_facts[unknown.place : unknown.place + unknown.size] = own
    return outcome(book, facts, lift_facts, every, axis_facts(book, facts, every)).modes


def _mean_widths(book: Rulebook, said: Said, unknowns: tuple[_Unknown, ...]) -> list[Fraction]:
    """For each unknown, the mean over its answers of the ranks left between the two ends of all others.

    Two cases an answer: all others cautious (even), all others at the other end (odd).
    """
    starts, count = [], 0
    for unknown in unknowns:
        starts.append(count)
        count += 2 * len(unknown.options)
    cautious = _repeated(1, 2, count // 2)
    other = cautious << 1
    masks = [
        [_mask_around(unknown, level, start, cautious, other) for level in range(1, unknown.size + 1)]
        for unknown, start in zip(unknowns, starts, strict=True)
    ]
    modes = _modes(book, said, unknowns, masks, count)
    return [
        Fraction(_width(modes, start, 2 * len(unknown.options), cautious, other), len(unknown.options))
        for unknown, start in zip(unknowns, starts, strict=True)
    ]


def _mask_around(unknown: _Unknown, level: int, start: int, cautious: int, other: int) -> int:
    """The cases in which an unknown is at least `level`: at its ends, and at each answer in its own cases."""
    mask = (cautious if unknown.ends[0] >= level else 0) | (other if unknown.ends[1] >= level else 0)
    for index, option in enumerate(unknown.options):
        both = 3 << start + 2 * index
        mask = mask | both if option >= level else mask & ~both
    return mask


def _width(modes: list[int], start: int, size: int, cautious: int, other: int) -> int:
    """The ranks between the ends, summed over some cases: a rank is the number of ranks it is not at or below."""
    own = (1 << size) - 1 << start
    return sum((own & other & ~at_most).bit_count() - (own & cautious & ~at_most).bit_count() for at_most in modes[:-1])


def _pivotal(book: Rulebook, said: Said, unknowns: tuple[_Unknown, ...]) -> int:
    """The unknowns, by bit, whose answer changes the mode while the others stand as in one of the settings."""
    count, at_cautious = _settings(len(unknowns))
    every = (1 << 2 * count * len(unknowns)) - 1
    masks = [
        [
            (cases if unknown.ends[0] >= level else 0) | (every ^ cases if unknown.ends[1] >= level else 0)
            for level in range(1, unknown.size + 1)
        ]
        for unknown, cases in zip(unknowns, at_cautious, strict=True)
    ]
    modes = _modes(book, said, unknowns, masks, 2 * count * len(unknowns))
    half = (1 << count) - 1
    return sum(
        1 << index
        for index in range(len(unknowns))
        if any((at_most >> 2 * count * index ^ at_most >> count * (2 * index + 1)) & half for at_most in modes)
    )


@lru_cache(maxsize=32)
def _settings(unknowns: int) -> tuple[int, tuple[int, ...]]:
    """Settings of the others around each unknown: how many, and for each unknown the cases in which it is cautious.

    All at one end but for at most two, from either end, and in turn from one end to the other. For each unknown there
    is a block of twice the settings: first with itself cautious, then not.
    """
    numbers = range(unknowns)
    few = [{number} for number in numbers]
    if unknowns <= _PAIRS_UP_TO:
        few += [set(pair) for pair in combinations(numbers, 2)]
    sets = [set[int](), *few, *(set(numbers) - some for some in few), *(set(range(number)) for number in numbers)]
    count = len(sets)
    half = (1 << count) - 1
    cautious = []
    for number in numbers:
        setting = sum(1 << index for index, some in enumerate(sets) if number in some)
        cases = _repeated(setting | setting << count, 2 * count, unknowns)
        start = 2 * count * number
        cautious.append(cases & ~((half | half << count) << start) | half << start)
    return count, tuple(cautious)


def _repeated(pattern: int, width: int, times: int) -> int:
    """A pattern of bits, `times` over."""
    return pattern * (((1 << width * times) - 1) // ((1 << width) - 1)) if times else 0
