"""What would change the mode: all single changes, then pairs; the smallest total change for each reachable mode."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from readiness_tui.analysis.cases import WORST, decided
from readiness_tui.analysis.changing import Changed, Part, cases_in, changed
from readiness_tui.analysis.deciding import Decision
from readiness_tui.analysis.rating import Said, said_of
from readiness_tui.analysis.ruling import Rulebook, rulebook
from readiness_tui.model.assessment import OneRating, Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import MODES, Mode

_LARGEST = 8
_PAIRS_SHOWN = 3


class Change(NamedTuple):
    """One thing that would have to be otherwise: `factor:x`, `flag:y` or `evidence`.

    `before` is `unknown` where it was taken at its cautious end. `changeable`: a team can bring it about; else it is
    inherent in the task.
    """

    what: str
    before: str
    after: str
    changeable: bool


class Counterfactual(NamedTuple):
    """Changes that together lead to another mode. `size`: levels moved in all, a flag counting 1."""

    to: Mode
    changes: tuple[Change, ...]
    size: int

    @property
    def is_changeable(self) -> bool:
        """Whether a team can bring all of it about."""
        return all(change.changeable for change in self.changes)


def counterfactuals(task_id: str, task: Task, matrix: Matrix) -> tuple[Counterfactual, ...]:
    """What would lead to each other mode that one or two changes reach; the modes from least autonomy, each with the
    smallest change first.

    For each mode: every part that reaches it alone, by its smallest step; pairs where they are smaller than that or
    nothing reaches it alone; and the smallest that a team can bring about, where none of these is as small.
    """
    book = rulebook(matrix, task.basis)
    return _counterfactuals(book, said_of(task, book))


def settling(decision: Decision, ways: tuple[Counterfactual, ...]) -> Change | None:
    """What settles a decision near a cut-off: of its counterfactuals, the smallest change of one factor that leads to
    the mode on the other side; None where the decision is near none."""
    others = [mode for mode in decision.candidates if mode != decision.mode]
    singles = (way.changes[0] for way in ways if way.to in others and len(way.changes) == 1)
    return next((change for change in singles if change.what.startswith("factor:")), None)


def with_changes(task: Task, changes: tuple[Change, ...]) -> Task:
    """The task as it would be with some changes made; what its raters say of the same is settled by them."""
    settled = {change.what for change in changes}
    task = task.model_copy(update={"ratings": tuple(_without(rating, settled) for rating in task.ratings)})
    for change in changes:
        kind, _, name = change.what.partition(":")
        if kind == "factor":
            task = task.rated(name, int(change.after))
        elif kind == "flag":
            task = task.flagged(name, "yes" if change.after == "yes" else "no")
        else:
            task = task.model_copy(update={"evidence": int(change.after)})
    return task


def _without(rating: OneRating, settled: set[str]) -> OneRating:
    return rating.model_copy(
        update={
            "factors": {name: level for name, level in rating.factors.items() if f"factor:{name}" not in settled},
            "flags": {name: answer for name, answer in rating.flags.items() if f"flag:{name}" not in settled},
            "evidence": None if "evidence" in settled else rating.evidence,
        }
    )


@lru_cache(maxsize=4096)
def _counterfactuals(book: Rulebook, said: Said) -> tuple[Counterfactual, ...]:
    seen = changed(book, said)
    now = decided(book, said)[0].rank(WORST)
    unknown = _unknown(book, said)
    return tuple(
        _worded(seen, case, size, mode, unknown)
        for rank, mode in enumerate(MODES)
        if rank != now
        for size, case in _chosen(seen, seen.found.cases_at(rank) & seen.valid)
    )


def _chosen(seen: Changed, cases: int) -> list[tuple[int, int]]:
    """The cases to show of those that reach a mode, each with its size, smallest first."""
    if not cases:
        return []
    layout = seen.layout
    chosen = list(_smallest_singles(seen, cases & layout.singles))
    smallest = min(chosen)[0] if chosen else _LARGEST + 1
    pairs = cases & ~layout.singles
    found = next(_by_size(seen, pairs, smallest - 1), None)
    if found is not None:
        chosen += _pairs(seen, *found)
    able = min((size for size, case in chosen if layout.changeable >> case & 1), default=_LARGEST + 1)
    found = next(_by_size(seen, pairs & layout.changeable, able - 1), None)
    if found is not None:
        chosen += _pairs(seen, *found)
    return sorted(chosen)


def _smallest_singles(seen: Changed, cases: int) -> Iterator[tuple[int, int]]:
    best: dict[int, tuple[int, int]] = {}
    for case in cases_in(cases):
        ((number, value),) = seen.layout.changes[case]
        reached = (abs(value - seen.standing(number)), case)
        best[number] = min(best.get(number, reached), reached)
    yield from best.values()


def _by_size(seen: Changed, cases: int, largest: int) -> Iterator[tuple[int, int]]:
    """Sizes from 2 on, with those of some cases that have them."""
    if cases:
        for size in range(2, largest + 1):
            of_size = seen.of_effort(size, cases)
            if of_size:
                yield size, of_size


def _pairs(seen: Changed, size: int, cases: int) -> list[tuple[int, int]]:
    """A few pairs of one size, those first that a team can bring about."""
    able = cases & seen.layout.changeable
    ordered = (*cases_in(able), *islice(cases_in(cases & ~able), _PAIRS_SHOWN))
    return [(size, case) for case in ordered[:_PAIRS_SHOWN]]


def _unknown(book: Rulebook, said: Said) -> frozenset[str]:
    factors = {
        f"factor:{f.id}" for f, ends in zip(book.factors, said.factors, strict=True) if ends and ends[0] != ends[1]
    }
    flags = {f"flag:{f.id}" for f, ends in zip(book.flags, said.flags, strict=True) if ends and ends[0] != ends[1]}
    return frozenset(factors | flags)


def _worded(seen: Changed, case: int, size: int, mode: Mode, unknown: frozenset[str]) -> Counterfactual:
    return Counterfactual(
        to=mode,
        changes=tuple(
            _change(seen.layout.parts[number], seen.standing(number), value, unknown)
            for number, value in seen.layout.changes[case]
        ),
        size=size,
    )


def _change(part: Part, now: int, value: int, unknown: frozenset[str]) -> Change:
    before = "unknown" if part.what in unknown else _value_text(part, now)
    return Change(part.what, before, _value_text(part, value), part.changeable)


def _value_text(part: Part, value: int) -> str:
    return ("no", "yes")[value] if part.what.startswith("flag:") else str(value)
