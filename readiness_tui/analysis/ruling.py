"""The decision matrix made ready to decide: factors, flags and rules by number, and one pass over many cases."""

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from readiness_tui.analysis.judging import Facts, Places, Test, cutoffs, looks_at_mode, tested
from readiness_tui.model.conditions import Condition
from readiness_tui.model.matrix import Factor, Flag, HardRule, Matrix
from readiness_tui.model.modes import RANK, Basis

TOP = 3
EVIDENCE_LEVELS = (-1, 0, 1, 2, 3)
_BOOKS_KEPT = 16


class Scale(NamedTuple):
    """An axis: which factors (by number) its mean is taken over. Under the quick basis only the core ones."""

    id: str
    title: str
    factors: tuple[int, ...]


class Cutoff(NamedTuple):
    """A cut-off of an axis, and the least sum of levels that reaches it."""

    scale: int
    at: Fraction
    need: int


class BaseTest(NamedTuple):
    """A base rule: its test (none: always), the rank of its mode, and its cut-offs by number."""

    test: Test | None
    rank: int
    cutoffs: tuple[int, ...]


class Near(NamedTuple):
    """Around a cut-off: the sums of levels, from and to, at which the other side counts too."""

    cutoff: int
    lowest: int
    highest: int


class CapTest(NamedTuple):
    """A hard rule with its tests. `lifted_rank` is None where a lift takes the cap away altogether."""

    rule: HardRule
    when: Test
    rank: int
    lifted: Test | None
    lifted_rank: int | None


class Rulebook(NamedTuple):
    """A matrix for one basis. `asked` are the factors and flags, by number, that the basis asks for.

    There is one book for a matrix and a basis, so that a book equals only itself.
    """

    matrix: Matrix
    basis: Basis
    factors: tuple[Factor, ...]
    flags: tuple[Flag, ...]
    asked_factors: tuple[bool, ...]
    asked_flags: tuple[bool, ...]
    places: Places
    scales: tuple[Scale, ...]
    cutoffs: tuple[Cutoff, ...]
    base: tuple[BaseTest, ...]
    nears: tuple[Near, ...]
    caps: tuple[CapTest, ...]
    late_caps: tuple[CapTest, ...]
    unstaffed: tuple[CapTest, ...]
    parents: tuple[int | None, ...]

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __hash__(self) -> int:
        return id(self)

    @property
    def all_caps(self) -> tuple[CapTest, ...]:
        """The rules that cap the mode, in the order in which a pass takes them."""
        return self.caps + self.late_caps

    @property
    def is_quick(self) -> bool:
        """Whether only what is core is asked."""
        return self.basis == "quick"


class Outcome(NamedTuple):
    """What a pass found. Each int has a bit a case; index r of `base` and `modes` says: of rank r or lower.

    `hits`: where each base rule fired. `strict` and `milder`: where each cap applies in full, and where it is lifted.
    """

    facts: Facts
    hits: list[int]
    base: list[int]
    modes: list[int]
    strict: list[int]
    milder: list[int]

    def rank(self, case: int) -> int:
        """The rank of the final mode in one case."""
        return rank_in(self.modes, case)

    def capped_at(self, number: int, rank: int, test: CapTest) -> int:
        """The cases that a cap, as it stands or lifted, keeps at a rank or below."""
        milder = self.milder[number] if test.lifted_rank is not None and test.lifted_rank <= rank else 0
        return milder | (self.strict[number] if test.rank <= rank else 0)

    def cases_at(self, rank: int) -> int:
        """The cases that end at a rank."""
        return self.modes[rank] & ~self.modes[rank - 1] if rank else self.modes[0]


def rank_in(at_most: list[int], case: int) -> int:
    """The rank of one case, from the cases at or below each rank."""
    bit = 1 << case
    return next(rank for rank, cases in enumerate(at_most) if cases & bit)


_books: dict[tuple[int, Basis], Rulebook] = {}


def rulebook(matrix: Matrix, basis: Basis) -> Rulebook:
    """The matrix made ready for a basis; kept, since the same matrix decides many tasks."""
    key = (id(matrix), basis)
    book = _books.get(key)
    if book is None:
        if len(_books) >= _BOOKS_KEPT:
            _books.clear()
        book = _books[key] = _made(matrix, basis)
    return book


def _made(matrix: Matrix, basis: Basis) -> Rulebook:
    full = basis == "full"
    number = {factor.id: index for index, factor in enumerate(matrix.factors)}
    scales = tuple(
        Scale(
            axis.id, axis.title, tuple(number[f.id] for f in matrix.factors if f.axis == axis.id and (full or f.core))
        )
        for axis in matrix.axes
    )
    found = _cutoffs(matrix, scales)
    places = _places(matrix, found, scales)
    caps = tuple(_cap_test(rule, places) for rule in matrix.rules if rule.cap is not None)
    return Rulebook(
        matrix=matrix,
        basis=basis,
        factors=matrix.factors,
        flags=matrix.flags,
        asked_factors=tuple(full or factor.core for factor in matrix.factors),
        asked_flags=tuple(full or flag.core for flag in matrix.flags),
        places=places,
        scales=scales,
        cutoffs=found,
        base=_base_tests(matrix, places, _cutoff_numbers(found, scales)),
        nears=_nears(matrix, found, scales),
        caps=tuple(cap for cap in caps if not looks_at_mode(cap.rule.when)),
        late_caps=tuple(cap for cap in caps if looks_at_mode(cap.rule.when)),
        unstaffed=tuple(_cap_test(rule, places) for rule in matrix.rules if rule.cap is None and rule.unstaffed),
        parents=_parents(matrix),
    )


def _parents(matrix: Matrix) -> tuple[int | None, ...]:
    number = {flag.id: index for index, flag in enumerate(matrix.flags)}
    return tuple(None if flag.asked_with is None else number[flag.asked_with] for flag in matrix.flags)


def _conditions(matrix: Matrix) -> tuple[Condition, ...]:
    base = tuple(rule.when for rule in matrix.base if rule.when is not None)
    lifts = tuple(rule.lifted.when for rule in matrix.rules if rule.lifted is not None)
    return base + tuple(rule.when for rule in matrix.rules) + lifts


def _cutoffs(matrix: Matrix, scales: tuple[Scale, ...]) -> tuple[Cutoff, ...]:
    scale_of = {scale.id: index for index, scale in enumerate(scales)}
    found = dict.fromkeys(pair for condition in _conditions(matrix) for pair in cutoffs(condition))
    return tuple(Cutoff(scale_of[axis], at, ceil(at * len(scales[scale_of[axis]].factors))) for axis, at in found)


def _cutoff_numbers(found: tuple[Cutoff, ...], scales: tuple[Scale, ...]) -> dict[tuple[str, Fraction], int]:
    return {(scales[cutoff.scale].id, cutoff.at): index for index, cutoff in enumerate(found)}


def _places(matrix: Matrix, found: tuple[Cutoff, ...], scales: tuple[Scale, ...]) -> Places:
    flags = TOP * len(matrix.factors)
    evidence = flags + len(matrix.flags)
    axes = evidence + len(EVIDENCE_LEVELS) - 1
    return Places(
        factor={factor.id: TOP * index for index, factor in enumerate(matrix.factors)},
        flag={flag.id: flags + index for index, flag in enumerate(matrix.flags)},
        evidence=evidence,
        cutoff={pair: axes + index for pair, index in _cutoff_numbers(found, scales).items()},
        mode=axes + len(found),
    )


def _base_tests(matrix: Matrix, places: Places, numbers: dict[tuple[str, Fraction], int]) -> tuple[BaseTest, ...]:
    return tuple(
        BaseTest(
            test=None if rule.when is None else tested(rule.when, places),
            rank=RANK[rule.mode],
            cutoffs=() if rule.when is None else tuple(numbers[pair] for pair in cutoffs(rule.when)),
        )
        for rule in matrix.base
    )


def _nears(matrix: Matrix, found: tuple[Cutoff, ...], scales: tuple[Scale, ...]) -> tuple[Near, ...]:
    numbers = _cutoff_numbers(found, scales)
    nears = []
    for rule in matrix.base:
        if rule.margin is None or rule.when is None:
            continue
        for pair in cutoffs(rule.when):
            cutoff = found[numbers[pair]]
            count = len(scales[cutoff.scale].factors)
            if count:
                lowest, highest = (cutoff.at - rule.margin) * count, (cutoff.at + rule.margin) * count
                nears.append(Near(numbers[pair], ceil(lowest), floor(highest)))
    return tuple(nears)


def _cap_test(rule: HardRule, places: Places) -> CapTest:
    lifted = rule.lifted
    return CapTest(
        rule=rule,
        when=tested(rule.when, places),
        rank=RANK[rule.cap or "automate"],
        lifted=None if lifted is None else tested(lifted.when, places),
        lifted_rank=None if lifted is None or lifted.cap is None else RANK[lifted.cap],
    )
