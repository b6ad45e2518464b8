"""How sure a mode is: what happens to it under other weights, and under single small errors in the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from readiness_tui.analysis.cases import WORST, decided, one_case
from readiness_tui.analysis.changing import changed
from readiness_tui.analysis.judging import Facts
from readiness_tui.analysis.passing import outcome
from readiness_tui.analysis.rating import Said, said_of
from readiness_tui.analysis.ruling import Rulebook, rank_in, rulebook
from readiness_tui.analysis.weighting import EVERY_WEIGHTING, WEIGHTINGS, weighted_facts
from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import MODES, Mode

RobustnessLabel = Literal["robust", "fair", "fragile", "independent"]
_ROBUST, _FAIR = Fraction(95, 100), Fraction(80, 100)


@dataclass(frozen=True, slots=True)
class WeightFlip:
    """How many times a factor has to count for the mode to flip, all others counting once; and to which mode.

    It flips there, or, where `beyond`, as soon as that is passed.
    """

    factor: str
    multiplier: Fraction
    to: Mode
    beyond: bool


@dataclass(frozen=True, slots=True)
class WeightRobustness:
    """`share`: of 2,000 random weightings, those with the same mode. Flips: the nearest to 1 first."""

    label: RobustnessLabel
    share: float
    flips: tuple[WeightFlip, ...]


@dataclass(frozen=True, slots=True)
class AnswerRobustness:
    """How many of the single one-level changes of a factor or of the evidence change the mode."""

    flips: int
    of: int


@dataclass(frozen=True, slots=True)
class Robustness:
    """How sure a mode is."""

    weights: WeightRobustness
    answers: AnswerRobustness


def robustness(task: Task, matrix: Matrix) -> Robustness:
    """How sure the mode of a task is.

    `independent`: a cap binds, and no weight lifts it; other weights could only lower the mode, in 1 - share of cases.
    """
    book = rulebook(matrix, task.basis)
    return _robustness(book, said_of(task, book))


def mode_under(task: Task, matrix: Matrix, weights: Mapping[str, Fraction]) -> Mode:
    """The mode where factors count by these weights (left out: 1), exactly. The weights of an axis can't all be 0."""
    book = rulebook(matrix, task.basis)
    said = said_of(task, book)
    levels = said.cautious_levels()
    reached = []
    for cutoff in book.cutoffs:
        factors = book.scales[cutoff.scale].factors
        by = [weights.get(book.factors[number].id, Fraction(1)) for number in factors]
        total = sum((w * levels[number] for w, number in zip(by, factors, strict=True)), Fraction(0))
        reached.append(int(not factors or total >= cutoff.at * sum(by)))
    return MODES[rank_in(_modes(book, said, reached, 1), WORST)]


def _modes(book: Rulebook, said: Said, axes: Facts, every: int) -> list[int]:
    facts, lift_facts = one_case(book, said, every)
    return outcome(book, facts, lift_facts, every, axes).modes


@lru_cache(maxsize=4096)
def _robustness(book: Rulebook, said: Said) -> Robustness:
    found, _ = decided(book, said)
    rank = found.rank(WORST)
    capped = rank < rank_in(found.base, WORST)
    return Robustness(_weight_robustness(book, said, rank, capped), _answer_robustness(book, said, rank))


def _weight_robustness(book: Rulebook, said: Said, rank: int, capped: bool) -> WeightRobustness:
    levels = said.cautious_levels()
    if capped and _holds_throughout(book, said, levels):
        return WeightRobustness("independent", 1.0, ())  # nothing to sample
    modes = _modes(book, said, weighted_facts(book, levels), EVERY_WEIGHTING)
    same = modes[rank] & ~(modes[rank - 1] if rank else 0)
    share = Fraction(same.bit_count(), WEIGHTINGS)
    label: RobustnessLabel = "robust" if share >= _ROBUST else "fair" if share >= _FAIR else "fragile"
    if capped:
        label = "independent"
    return WeightRobustness(label, float(share), tuple(_flips(book, said, levels, rank)))


def _holds_throughout(book: Rulebook, said: Said, levels: tuple[int, ...]) -> bool:
    """Whether every weighting gives the same mode: a mean can be anything from its lowest to its highest level."""
    axes = []
    for cutoff in book.cutoffs:
        own = [levels[number] for number in book.scales[cutoff.scale].factors]
        axes.append(3 if not own else (min(own) >= cutoff.at) | (max(own) >= cutoff.at) << 1)
    modes = _modes(book, said, axes, 3)
    return rank_in(modes, 0) == rank_in(modes, 1)


@dataclass(frozen=True, slots=True)
class _Crossing:
    """A multiplier at which the mean stands at a cut-off; `upward`: reached from 1 by more weight."""

    factor: int
    multiplier: Fraction
    cutoff: int
    was_reached: bool
    upward: bool


def _flips(book: Rulebook, said: Said, levels: tuple[int, ...], rank: int) -> list[WeightFlip]:
    crossings = list(_crossings(book, levels))
    if not crossings:
        return []
    modes = _modes(book, said, _facts_past(book, levels, crossings), (1 << len(crossings)) - 1)
    nearest: dict[tuple[int, bool], tuple[Fraction, WeightFlip]] = {}
    for case, crossing in enumerate(crossings):
        to = rank_in(modes, case)
        if to == rank:
            continue
        beyond = crossing.was_reached
        flip = WeightFlip(book.factors[crossing.factor].id, crossing.multiplier, MODES[to], beyond)
        key = (crossing.factor, crossing.upward)
        distance = abs(crossing.multiplier - 1)
        if key not in nearest or distance < nearest[key][0]:
            nearest[key] = (distance, flip)
    return sorted((flip for _, flip in nearest.values()), key=lambda flip: _times(flip.multiplier))


def _times(multiplier: Fraction) -> tuple[bool, Fraction]:
    """How far a multiplier is from 1: twice and half as far as each other, 0 farthest."""
    return multiplier == 0, max(multiplier, 1 / multiplier) if multiplier else multiplier


def _crossings(book: Rulebook, levels: tuple[int, ...]) -> Iterator[_Crossing]:
    """For each factor and cut-off of its axis: m* = (t(n-1) - sum of the others) / (level - t), where it is >= 0."""
    for number, cutoff in enumerate(book.cutoffs):
        factors = book.scales[cutoff.scale].factors
        total = sum(levels[factor] for factor in factors)
        reached = total >= cutoff.need
        for factor in factors if len(factors) > 1 else ():
            pull = levels[factor] - cutoff.at
            if pull == 0:
                continue
            multiplier = (cutoff.at * (len(factors) - 1) - (total - levels[factor])) / pull
            upward = (pull > 0) != reached
            if multiplier > 0 or (multiplier == 0 and not reached):
                yield _Crossing(factor, multiplier, number, reached, upward)


def _facts_past(book: Rulebook, levels: tuple[int, ...], crossings: list[_Crossing]) -> Facts:
    """The cut-offs reached just past each crossing: its own flips, and its axis stands there."""
    axes = []
    for number, cutoff in enumerate(book.cutoffs):
        factors = book.scales[cutoff.scale].factors
        now = not factors or sum(levels[factor] for factor in factors) >= cutoff.need
        mask = 0
        for case, crossing in enumerate(crossings):
            at = book.cutoffs[crossing.cutoff]
            if crossing.cutoff == number:
                reached = not crossing.was_reached
            else:
                reached = at.at > cutoff.at if at.scale == cutoff.scale else now
            mask |= reached << case
        axes.append(mask)
    return axes


def _answer_robustness(book: Rulebook, said: Said, rank: int) -> AnswerRobustness:
    seen = changed(book, said)
    small = seen.of_effort(1, seen.valid & seen.layout.singles & seen.layout.graded)
    same = seen.found.cases_at(rank)
    return AnswerRobustness(flips=(small & ~same).bit_count(), of=small.bit_count())
