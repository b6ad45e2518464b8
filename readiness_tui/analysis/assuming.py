"""What a decision took for granted: unknowns at their cautious end, and what the quick basis never asked."""

from collections.abc import Iterator
from typing import NamedTuple

from readiness_tui.analysis.cases import WORST
from readiness_tui.analysis.judging import atoms
from readiness_tui.analysis.rating import Said
from readiness_tui.analysis.ruling import EVIDENCE_LEVELS, TOP, Outcome, Rulebook
from readiness_tui.model.conditions import Condition, EvidenceAtMost, EvidenceBelow, FactorIs, FlagIs
from readiness_tui.model.matrix import HardRule

_EVIDENCE = "evidence"


class Assumption(NamedTuple):
    """An unknown that was taken at its cautious end: `factor:x`, `flag:y`; `taken_as` the level or yes / no.

    `is_moot`: it is asked with another flag that is said to be no, and the mode doesn't hang on it.
    """

    what: str
    taken_as: str
    is_moot: bool = False


def assumptions(book: Rulebook, said: Said, matter: tuple[str, ...]) -> tuple[Assumption, ...]:
    """Every unknown that was taken cautiously; `matter` are those that the mode hangs on."""
    factors = [
        Assumption(f"factor:{factor.id}", str(TOP))
        for factor, ends in zip(book.factors, said.factors, strict=True)
        if ends is not None and ends[0] != ends[1]
    ]
    flags = [
        Assumption(f"flag:{flag.id}", flag.cautious, _is_moot(book, said, number) and f"flag:{flag.id}" not in matter)
        for number, (flag, ends) in enumerate(zip(book.flags, said.flags, strict=True))
        if ends is not None and ends[0] != ends[1]
    ]
    return (*factors, *flags)


def _is_moot(book: Rulebook, said: Said, number: int) -> bool:
    parent = book.parents[number]
    return parent is not None and said.flags[parent] == (0, 0)


def not_checked(book: Rulebook, said: Said, found: Outcome, unstaffed: list[int]) -> tuple[str, ...]:
    """What the quick basis left out: factors, flags and evidence not said, and the rules that hang on them."""
    return tuple(_left_out(book, said, found, unstaffed))


def _left_out(book: Rulebook, said: Said, found: Outcome, unstaffed: list[int]) -> Iterator[str]:
    looked_at = [_looked_at(test.rule) for test in book.all_caps]
    for factor, ends in zip(book.factors, said.factors, strict=True):
        if not factor.core and (ends is None or not any(factor.id in names for names in looked_at)):
            yield f"factor:{factor.id}"
    for flag, flag_ends in zip(book.flags, said.flags, strict=True):
        if flag_ends is None:
            yield f"flag:{flag.id}"
    if said.evidence == 0:
        yield "evidence"
    silent = _silent(book, said)
    applied = [strict | milder for strict, milder in zip(found.strict, found.milder, strict=True)]
    for test, cases in zip((*book.all_caps, *book.unstaffed), (*applied, *unstaffed), strict=True):
        if not test.rule.core and not cases >> WORST & 1 and silent & _looked_at(test.rule):
            yield f"rule:{test.rule.id}"


def _silent(book: Rulebook, said: Said) -> set[str]:
    """What isn't asked and isn't said; evidence counts as said where a pass treats it as what it is."""
    factors = {factor.id for factor, ends in zip(book.factors, said.factors, strict=True) if ends is None}
    flags = {flag.id for flag, ends in zip(book.flags, said.flags, strict=True) if ends is None}
    return factors | flags | (set() if said.evidence in (EVIDENCE_LEVELS[0], EVIDENCE_LEVELS[-1]) else {_EVIDENCE})


def _looked_at(rule: HardRule) -> set[str]:
    """The factors and flags that a rule looks at, and `evidence`."""
    return {_name(atom) for atom in atoms(rule.when)}


def _name(atom: Condition) -> str:
    match atom:
        case FactorIs(factor=name) | FlagIs(flag=name):
            return name
        case EvidenceBelow() | EvidenceAtMost():
            return _EVIDENCE
        case _:
            return ""
