"""The cases that one decision looks at: unknowns at their cautious end, at the other, and both sides of a cut-off."""

from __future__ import annotations

from functools import lru_cache

from readiness_tui.analysis.judging import Facts
from readiness_tui.analysis.passing import axis_facts, outcome
from readiness_tui.analysis.rating import Ends, Said
from readiness_tui.analysis.ruling import EVIDENCE_LEVELS, TOP, Outcome, Rulebook

WORST, BEST, BARE, SIDES = range(4)
"""Unknowns cautious; at the other end; as worst with every factor at 0; from SIDES on, two cases a cut-off with a
margin: as worst, with the cut-off reached, and not."""

_Masks = tuple[int, ...]


def decided(book: Rulebook, said: Said) -> tuple[Outcome, int]:
    """The outcome of all cases of a decision, and the int in which every case has its bit."""
    count = SIDES + 2 * len(book.nears)
    every = (1 << count) - 1
    facts = _facts(said, count, book)
    lift_facts = _quick_lift_facts(said, count, book) if book.is_quick else facts
    axes = axis_facts(book, facts, every)
    for index, near in enumerate(book.nears):
        reached = 1 << SIDES + 2 * index
        axes[near.cutoff] = (axes[near.cutoff] | reached) & ~(reached << 1)
    return outcome(book, facts, lift_facts, every, axes), every


def one_case(book: Rulebook, said: Said, every: int) -> tuple[Facts, Facts]:
    """The facts, and those that a lift may rest on, where all cases are alike: unknowns cautious. The same list where
    the basis is full."""
    facts = [every * (mask & 1) for mask in _facts(said, SIDES, book)]
    return facts, [every * (mask & 1) for mask in _quick_lift_facts(said, SIDES, book)] if book.is_quick else facts


def _facts(said: Said, count: int, book: Rulebook) -> Facts:
    factor_masks, flag_masks, evidence_masks = _tables(count)
    facts: Facts = []
    for ends in said.factors:
        facts += factor_masks[ends]
    facts += [flag_masks[ends, flag.cautious] for ends, flag in zip(said.flags, book.flags, strict=True)]
    facts += evidence_masks[said.evidence, book.is_quick]
    return facts


def _quick_lift_facts(said: Said, count: int, book: Rulebook) -> Facts:
    """What a lift may rest on under the quick basis: what it asks; all else at its cautious end."""
    every = (1 << count) - 1
    factor_masks, flag_masks, _ = _tables(count)
    facts: Facts = []
    for ends, asked in zip(said.factors, book.asked_factors, strict=True):
        facts += factor_masks[ends] if asked else (every,) * TOP
    for flag_ends, flag, asked in zip(said.flags, book.flags, book.asked_flags, strict=True):
        facts.append(flag_masks[flag_ends, flag.cautious] if asked else every * (flag.cautious == "yes"))
    return facts + [0] * (len(EVIDENCE_LEVELS) - 1)


@lru_cache(maxsize=8)
def _tables(
    count: int,
) -> tuple[dict[Ends | None, _Masks], dict[tuple[Ends | None, str], int], dict[tuple[int, bool], _Masks]]:
    factors = {ends: _factor_masks(ends, count) for ends in _all_ends()}
    flags = {
        (ends, cautious): _flag_mask(ends, cautious, count)
        for ends in (None, (0, 0), (0, 1), (1, 0), (1, 1))
        for cautious in ("yes", "no")
    }
    evidence = {
        (level, quick): _evidence_masks(level, quick, count) for level in EVIDENCE_LEVELS for quick in (False, True)
    }
    return factors, flags, evidence


def _all_ends() -> list[Ends | None]:
    return [None, *((first, second) for first in range(TOP + 1) for second in range(TOP + 1))]


def _mask(values: list[int], at_least: int) -> int:
    return sum(1 << case for case, value in enumerate(values) if value >= at_least)


def _factor_masks(ends: Ends | None, count: int) -> _Masks:
    cautious, other = ends or (0, 0)
    values = [cautious] * count
    values[BEST], values[BARE] = other, 0
    return tuple(_mask(values, level) for level in range(1, TOP + 1))


def _flag_mask(ends: Ends | None, cautious: str, count: int) -> int:
    risky = int(cautious == "yes")
    first, second = ends or (1 - risky, 1 - risky)
    values = [first] * count
    values[BEST] = second
    return _mask(values, 1)


def _evidence_masks(level: int, quick: bool, count: int) -> _Masks:
    """The quick basis doesn't ask for evidence: only a failed evaluation counts, and no rule about less is applied."""
    values = [EVIDENCE_LEVELS[-1] if quick and level >= 0 else level] * count
    return tuple(_mask(values, least) for least in EVIDENCE_LEVELS[1:])
