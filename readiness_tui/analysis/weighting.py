"""2,000 random weightings of the factors, the same ones each time: even over all weights that add up to one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import ceil

from readiness_tui.analysis.judging import Facts
from readiness_tui.analysis.passing import added, reaching
from readiness_tui.analysis.ruling import TOP, Rulebook

WEIGHTINGS = 2000
EVERY_WEIGHTING = (1 << WEIGHTINGS) - 1
_SEED = 20261122
_BITS = 16
_WHOLE = 1 << _BITS
_WORD = (1 << 64) - 1


def weighted_facts(book: Rulebook, levels: tuple[int, ...]) -> Facts:
    """For each cut-off, the weightings whose mean reaches it. An axis without factors counts as if it did."""
    sums = [
        _weighted_sum(number, tuple([levels[factor] for factor in scale.factors])) if scale.factors else []
        for number, scale in enumerate(book.scales)
    ]
    return [
        reaching(sums[cutoff.scale], ceil(cutoff.at * _WHOLE), EVERY_WEIGHTING)
        if book.scales[cutoff.scale].factors
        else EVERY_WEIGHTING
        for cutoff in book.cutoffs
    ]


@lru_cache(maxsize=4096)
def _weighted_sum(scale: int, levels: tuple[int, ...]) -> list[int]:
    """The sum of weight x level in every weighting, as binary digits, lowest first."""
    digits: list[int] = []
    for own, level in zip(_times_level(scale, len(levels)), levels, strict=True):
        digits = added(digits, own[level])
    return digits


@lru_cache(maxsize=32)
def _times_level(scale: int, factors: int) -> tuple[tuple[list[int], ...], ...]:
    """For each factor of an axis and each level: weight x level in every weighting, as binary digits."""
    found = []
    for weights in zip(*_weightings(scale, factors), strict=True):
        texts = [f"{weight:0{_BITS + 1}b}" for weight in weights]
        once = [int("".join(digits), 2) for digits in zip(*texts, strict=True)][::-1]
        by_level = [list[int](), once]
        while len(by_level) <= TOP:
            by_level.append(added(by_level[-1], once))
        found.append(tuple(by_level))
    return tuple(found)


def _weightings(scale: int, factors: int) -> Iterator[tuple[int, ...]]:
    """The gaps between sorted even draws are even over all weights with the same sum."""
    draws = _draws(_SEED + scale)
    for _ in range(WEIGHTINGS):
        cuts = sorted(next(draws) >> 64 - _BITS for _ in range(factors - 1))
        yield tuple(high - low for low, high in pairwise((0, *cuts, _WHOLE)))


def _draws(seed: int) -> Iterator[int]:
    """Even 64-bit numbers from a seed (SplitMix64: Steele, Lea and Flood 2014)."""
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & _WORD
        mixed = ((state ^ state >> 30) * 0xBF58476D1CE4E5B9) & _WORD
        mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & _WORD
        yield mixed ^ mixed >> 31
