"""Ratings of made-up tasks, many at once: every rule with what it looks at varied, and ratings at random."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import NamedTuple

from readiness_tui.analysis.chance import Chance
from readiness_tui.analysis.judging import atoms
from readiness_tui.analysis.passing import axis_facts, outcome
from readiness_tui.analysis.ruling import EVIDENCE_LEVELS, TOP, Outcome, Rulebook
from readiness_tui.model.assessment import Task
from readiness_tui.model.conditions import AxisIs, Condition, EvidenceAtMost, EvidenceBelow, FactorIs, FlagIs
from readiness_tui.model.matrix import Matrix

_MOST = 20_000
_RANDOM = 8_192


class Ratings(NamedTuple):
    """One made-up task: the level of each factor, whether each flag is yes, and the evidence."""

    levels: tuple[int, ...]
    flags: tuple[bool, ...]
    evidence: int

    def task(self, book: Rulebook) -> Task:
        """The task that a person would rate so."""
        return Task.model_validate(
            {
                "name": "Task",
                "intent": "unsure",
                "built_as": "suggests",
                "factors": {f.id: level for f, level in zip(book.factors, self.levels, strict=True)},
                "flags": {f.id: "yes" if yes else "no" for f, yes in zip(book.flags, self.flags, strict=True)},
                "evidence": self.evidence,
            }
        )

    def distance(self, book: Rulebook) -> int:
        """How far it is from everything in favour of automation."""
        best = best_ratings(book)
        flags = sum(yes != favoured for yes, favoured in zip(self.flags, best.flags, strict=True))
        return sum(self.levels) + flags + best.evidence - self.evidence

    def words(self, book: Rulebook) -> str:
        """What to rate otherwise than most in favour of automation: `undo 2, money yes, evidence 1`."""
        best = best_ratings(book)
        parts = [f"{f.id} {level}" for f, level in zip(book.factors, self.levels, strict=True) if level]
        for flag, yes, favoured in zip(book.flags, self.flags, best.flags, strict=True):
            parts += [f"{flag.id} {'yes' if yes else 'no'}"] if yes != favoured else []
        parts += [f"evidence {self.evidence}"] if self.evidence != best.evidence else []
        rest = "all else in favour of automation"
        return f"{', '.join(parts)}, {rest}" if parts else rest


def best_ratings(book: Rulebook) -> Ratings:
    """Everything at the end that favours automation."""
    return Ratings((0,) * len(book.factors), tuple(flag.cautious == "no" for flag in book.flags), EVIDENCE_LEVELS[-1])


@dataclass(frozen=True, slots=True)
class Batch:
    """Many ratings as facts: int n says by its bits in which of them fact n holds. `every` has all bits set."""

    facts: list[int]
    every: int

    def decided(self, book: Rulebook) -> Outcome:
        """The mode of each, and which rules fired."""
        axes = axis_facts(book, self.facts, self.every)
        return outcome(book, list(self.facts), list(self.facts), self.every, axes)

    def ratings(self, case: int, book: Rulebook) -> Ratings:
        """One of the ratings, read back."""
        bits = [fact >> case & 1 for fact in self.facts]
        count = len(book.factors)
        levels = tuple(sum(bits[TOP * place : TOP * place + TOP]) for place in range(count))
        flags = tuple(bool(bit) for bit in bits[TOP * count : book.places.evidence])
        evidence = sum(bits[book.places.evidence : book.places.evidence + len(EVIDENCE_LEVELS) - 1]) - 1
        return Ratings(levels, flags, evidence)


def batch_of(ratings: Sequence[Ratings], book: Rulebook) -> Batch:
    """Ratings as facts."""
    facts: list[int] = []
    for place in range(len(book.factors)):
        levels = [one.levels[place] for one in ratings]
        facts += [_bits(levels, lambda level, least=least: level >= least) for least in range(1, TOP + 1)]  # type: ignore[misc]  # a default binds the loop's value
    facts += [_bits([one.flags[place] for one in ratings], bool) for place in range(len(book.flags))]
    evidence = [one.evidence for one in ratings]
    facts += [_bits(evidence, lambda level, least=least: level >= least) for least in EVIDENCE_LEVELS[1:]]  # type: ignore[misc]  # as above
    return Batch(facts, (1 << len(ratings)) - 1)


def _bits(values: Sequence[int], test: Callable[[int], bool]) -> int:
    return int("".join("1" if test(value) else "0" for value in reversed(values)) or "0", 2)


def condition_ratings(conditions: Iterable[Condition], start: Ratings, book: Rulebook) -> tuple[list[Ratings], bool]:
    """Everything that the conditions look at, varied around `start`; and whether that is every combination.

    An axis is varied by raising its factors one after another: every mean that it can have.
    """
    looked = [atom for condition in conditions for atom in atoms(condition)]
    factors = {atom.factor for atom in looked if isinstance(atom, FactorIs)}
    flags = {atom.flag for atom in looked if isinstance(atom, FlagIs)}
    axes = {atom.axis for atom in looked if isinstance(atom, AxisIs)}
    by_evidence = any(isinstance(atom, EvidenceBelow | EvidenceAtMost) for atom in looked)
    stairs = [list(_stairs(place, book, factors)) for place, scale in enumerate(book.scales) if scale.id in axes]
    own = [number for number, factor in enumerate(book.factors) if factor.id in factors]
    yes_no = [number for number, flag in enumerate(book.flags) if flag.id in flags]
    varieties = (
        _varied(start, dict(zip(own, levels, strict=True)), dict(zip(yes_no, answers, strict=True)), evidence, steps)
        for levels in product(range(TOP + 1), repeat=len(own))
        for answers in product((False, True), repeat=len(yes_no))
        for evidence in (EVIDENCE_LEVELS if by_evidence else (start.evidence,))
        for steps in product(*stairs)
    )
    found = list(islice(varieties, _MOST))
    shared = any(book.factors[number].axis in axes for number in own)
    return found, len(found) < _MOST and not shared


def _stairs(place: int, book: Rulebook, apart: set[str]) -> Iterator[dict[int, int]]:
    """The factors of an axis raised one after another; those that are varied by themselves stay out."""
    numbers = [number for number in book.scales[place].factors if book.factors[number].id not in apart]
    levels = dict.fromkeys(numbers, 0)
    yield dict(levels)
    for number in numbers:
        for level in range(1, TOP + 1):
            levels[number] = level
            yield dict(levels)


def _varied(
    start: Ratings,
    levels: dict[int, int],
    flags: dict[int, bool],
    evidence: int,
    stairs: Sequence[dict[int, int]],
) -> Ratings:
    changed = dict(levels)
    for steps in stairs:
        changed |= steps
    return Ratings(
        tuple(changed.get(number, level) for number, level in enumerate(start.levels)),
        tuple(flags.get(number, yes) for number, yes in enumerate(start.flags)),
        evidence,
    )


def matrix_ratings(matrix: Matrix, book: Rulebook) -> list[Ratings]:
    """Around "all in favour of automation": every rule's own conditions varied, and all axes together."""
    start = best_ratings(book)
    base = [rule.when for rule in matrix.base if rule.when is not None]
    groups: list[list[Condition]] = [base]
    groups += [[rule.when, rule.lifted.when] if rule.lifted else [rule.when] for rule in matrix.rules]
    found = [rating for group in groups for rating in condition_ratings(group, start, book)[0]]
    return list(dict.fromkeys([start, *found]))


def random_batch(book: Rulebook) -> Batch:
    """Ratings at random: each level, answer and evidence alike often. The same every time."""
    source = Chance(20_261_122)
    facts: list[int] = []
    for _ in book.factors:
        first, second = source.bits(_RANDOM), source.bits(_RANDOM)
        facts += [first | second, first, first & second]
    facts += [source.bits(_RANDOM) for _ in book.flags]
    some, more, most, all_levels = (source.bits(_RANDOM) for _ in range(4))
    some |= more
    facts += [some, some & more, some & more & most, some & more & most & all_levels]
    return Batch(facts, (1 << _RANDOM) - 1)
