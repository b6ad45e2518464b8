"""What a decision took for granted: unknowns at their cautious end, and what the quick basis never asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness_tui.analysis.cases import UNSAID, WORST
from readiness_tui.analysis.judging import atoms
from readiness_tui.analysis.rating import Said
from readiness_tui.analysis.ruling import TOP, Outcome, Rulebook
from readiness_tui.model.conditions import FactorIs


@dataclass(frozen=True, slots=True)
class Assumption:
    """An unknown that was taken at its cautious end: `factor:x`, `flag:y`; `taken_as` the level or yes / no."""

    what: str
    taken_as: str


def assumptions(book: Rulebook, said: Said) -> tuple[Assumption, ...]:
    """Every unknown that was taken cautiously; a flag asked with another one only while that one may be risky."""
    factors = [
        Assumption(f"factor:{factor.id}", str(TOP))
        for factor, ends in zip(book.factors, said.factors, strict=True)
        if ends is not None and ends[0] != ends[1]
    ]
    flags = [
        Assumption(f"flag:{flag.id}", flag.cautious)
        for number, (flag, ends) in enumerate(zip(book.flags, said.flags, strict=True))
        if ends is not None and ends[0] != ends[1] and not _moot(book, said, number)
    ]
    return (*factors, *flags)


def _moot(book: Rulebook, said: Said, number: int) -> bool:
    """Whether a flag is asked with another one that is known not to be cautious: then it isn't asked."""
    parent = book.parents[number]
    if parent is None:
        return False
    ends = said.flags[parent]
    risky = int(book.flags[parent].cautious == "yes")
    return ends is not None and ends == (1 - risky, 1 - risky)


def not_checked(book: Rulebook, said: Said, found: Outcome, unstaffed: list[int]) -> tuple[str, ...]:
    """What the quick basis left out: factors and flags not said, and the rules that hang on them."""
    return tuple(_left_out(book, said, found, unstaffed))


def _left_out(book: Rulebook, said: Said, found: Outcome, unstaffed: list[int]) -> Iterator[str]:
    in_rules = {atom.factor for cap in book.all_caps for atom in atoms(cap.rule.when) if isinstance(atom, FactorIs)}
    for factor, ends, asked in zip(book.factors, said.factors, book.asked_factors, strict=True):
        if not asked and (ends is None or factor.id not in in_rules):
            yield f"factor:{factor.id}"
    for number, (flag, flag_ends) in enumerate(zip(book.flags, said.flags, strict=True)):
        if flag_ends is None and not _moot(book, said, number):
            yield f"flag:{flag.id}"
    if said.evidence == 0:
        yield "evidence"
    for test, strict, milder in zip(book.all_caps, found.strict, found.milder, strict=True):
        if not test.rule.core and _hangs(strict | milder):
            yield f"rule:{test.rule.id}"
    for test, cases in zip(book.unstaffed, unstaffed, strict=True):
        if _hangs(cases):
            yield f"rule:{test.rule.id}"


def _hangs(cases: int) -> bool:
    """Whether a rule would apply were all that is left out cautious, and doesn't with what is said."""
    return bool(cases >> UNSAID & 1 and not cases >> WORST & 1)
