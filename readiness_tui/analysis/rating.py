"""What is said of a task, over all its raters: each factor and flag with its cautious and its other end."""

from collections.abc import Iterator
from typing import NamedTuple

from readiness_tui.analysis.ruling import TOP, Rulebook
from readiness_tui.model.assessment import OneRating, Task

TASK_ITSELF = "task"
Ends = tuple[int, int]


class Disagreement(NamedTuple):
    """Raters who say different things: `factor:x`, `flag:y` or `evidence`; `by` and `values` belong together.

    What the task says without a rater's name is by `task`. Until they agree the cautious one counts.
    """

    what: str
    by: tuple[str, ...]
    values: tuple[str, ...]


class Said(NamedTuple):
    """The ends of each factor (0 to 3) and flag (yes 1, no 0) in the matrix's order: (cautious, other), the same where
    it is known. None: the quick basis doesn't ask it, and nothing is said."""

    factors: tuple[Ends | None, ...]
    flags: tuple[Ends | None, ...]
    evidence: int

    def cautious_levels(self) -> tuple[int, ...]:
        """The level of each factor at its cautious end; 0 where it isn't asked."""
        return tuple(ends[0] if ends else 0 for ends in self.factors)


def said_of(task: Task, book: Rulebook) -> Said:
    """Gather what the task and its raters say; where they differ the cautious rating counts."""
    if task.ratings:
        return _said_by_raters(task, book)
    factors, flags = task.factors, task.flags
    return Said(
        factors=tuple(
            _LEVEL_ENDS[factors.get(factor.id)] if asked or factors.get(factor.id) is not None else None
            for factor, asked in zip(book.factors, book.asked_factors, strict=True)
        ),
        flags=tuple(
            _ANSWER_ENDS[flag.cautious, asked][flags.get(flag.id)]
            for flag, asked in zip(book.flags, book.asked_flags, strict=True)
        ),
        evidence=task.evidence,
    )


def _said_by_raters(task: Task, book: Rulebook) -> Said:
    return Said(
        factors=tuple(
            _factor_ends(tuple(level for _, level in _factor_ratings(task, factor.id)), asked)
            for factor, asked in zip(book.factors, book.asked_factors, strict=True)
        ),
        flags=tuple(
            _flag_ends(tuple(answer for _, answer in _flag_ratings(task, flag.id)), flag.cautious, asked)
            for flag, asked in zip(book.flags, book.asked_flags, strict=True)
        ),
        evidence=min(level for _, level in _evidence_ratings(task)),
    )


_YES, _NO = (1, 1), (0, 0)
_LEVEL_ENDS: dict[int | None, Ends] = {None: (TOP, 0), **{level: (level, level) for level in range(TOP + 1)}}
_ANSWER_ENDS: dict[tuple[str, bool], dict[str | None, Ends | None]] = {
    (cautious, asked): {"yes": _YES, "no": _NO, "unknown": unknown, None: unknown}
    for cautious, ends in (("yes", (1, 0)), ("no", (0, 1)))
    for asked, unknown in ((True, ends), (False, None))
}


def _factor_ends(stated: tuple[int | None, ...], asked: bool) -> Ends | None:
    known = [level for level in stated if level is not None]
    if not known:
        return _LEVEL_ENDS[None] if asked else None
    highest = max(known)
    return (TOP, highest) if asked and len(known) < len(stated) else (highest, highest)


def _flag_ends(stated: tuple[str, ...], cautious: str, asked: bool) -> Ends | None:
    ends = _ANSWER_ENDS[cautious, asked]
    known = {answer for answer in stated if answer != "unknown"}
    if cautious in known:
        return ends[cautious]
    return ends[None] if not known or (asked and "unknown" in stated) else ends[known.pop()]


def _factor_ratings(task: Task, factor: str) -> Iterator[tuple[str, int | None]]:
    if factor in task.factors:
        yield TASK_ITSELF, task.factors[factor]
    for rating in task.ratings:
        if factor in rating.factors:
            yield rating.by, rating.factors[factor]


def _flag_ratings(task: Task, flag: str) -> Iterator[tuple[str, str]]:
    if flag in task.flags:
        yield TASK_ITSELF, task.flags[flag]
    for rating in task.ratings:
        if flag in rating.flags:
            yield rating.by, rating.flags[flag]


def _evidence_ratings(task: Task) -> Iterator[tuple[str, int]]:
    yield TASK_ITSELF, task.evidence
    for rating in task.ratings:
        if rating.evidence is not None:
            yield rating.by, rating.evidence


def surely_yes(task: Task, flag: str) -> bool:
    """Whether a flag is said to be yes, and no rater says otherwise; unknown is not yes."""
    if not task.ratings:
        return task.flags.get(flag) == "yes"
    answers = {answer for _, answer in _flag_ratings(task, flag)}
    return answers == {"yes"}


def disagreements(task: Task) -> tuple[Disagreement, ...]:
    """Where the raters of a task differ: factors first, then flags, then the evidence."""
    if not task.ratings:
        return ()
    rated: list[Task | OneRating] = [task, *task.ratings]
    found = [
        *(
            ("factor:", name, _factor_ratings(task, name))
            for name in dict.fromkeys(n for r in rated for n in r.factors)
        ),
        *(("flag:", name, _flag_ratings(task, name)) for name in dict.fromkeys(n for r in rated for n in r.flags)),
        ("", "evidence", _evidence_ratings(task)),
    ]
    pairs = [(prefix + name, [(by, _worded(value)) for by, value in ratings]) for prefix, name, ratings in found]
    return tuple(
        Disagreement(what, tuple(by for by, _ in values), tuple(value for _, value in values))
        for what, values in pairs
        if len({value for _, value in values}) > 1
    )


def _worded(value: int | str | None) -> str:
    return "unknown" if value is None else str(value)
