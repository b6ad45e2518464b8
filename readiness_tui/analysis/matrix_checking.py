"""Whether every mode of the matrix can be reached, every rule fires, and more risk never means more autonomy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from readiness_tui.analysis.deciding import decide
from readiness_tui.analysis.matrix_cases import (
    Batch,
    Ratings,
    batch_of,
    best_ratings,
    condition_ratings,
    matrix_ratings,
    random_batch,
)
from readiness_tui.analysis.model_fault import ModelFault, Path
from readiness_tui.analysis.passing import unstaffed_cases
from readiness_tui.analysis.ruling import EVIDENCE_LEVELS, TOP, Outcome, Rulebook, rulebook
from readiness_tui.model.faults import Severity
from readiness_tui.model.matrix import HardRule, Matrix
from readiness_tui.model.modes import MODES, RANK, Mode
from readiness_tui.model.questionnaire import Questionnaire

_MOST_COMPARED = 200


def matrix_faults(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    """Findings about base rules, hard rules, modes and monotony of the matrix."""
    matrix = questionnaire.matrix
    if matrix is None:
        return
    book = rulebook(matrix, "full")
    tries = _tries(matrix, book)
    yield from _base_faults(matrix, book, tries)
    yield from _rule_faults(matrix, book, tries)
    yield from _mode_faults(questionnaire, matrix, tries)
    yield from _monotony_faults(book, tries)


@dataclass(frozen=True, slots=True)
class _Tries:
    """Batches of ratings and what was decided for each."""

    batches: tuple[tuple[Batch, Outcome], ...]
    count: int

    def witness(self, book: Rulebook, rank: int) -> Ratings | None:
        """Ratings that end at a rank."""
        for batch, found in self.batches:
            cases = found.cases_at(rank)
            if cases:
                return batch.ratings(_first(cases), book)
        return None


def _tries(matrix: Matrix, book: Rulebook) -> _Tries:
    """Each rule's own conditions around the best ratings, then, for rules about modes, around a task of each mode."""
    batches = [batch_of(matrix_ratings(matrix, book), book), random_batch(book)]
    tries = _Tries(tuple((batch, batch.decided(book)) for batch in batches), 0)
    starts = [found for rank in range(len(MODES)) if (found := tries.witness(book, rank)) is not None]
    more = [
        rating for start in starts for rule in matrix.rules for rating in condition_ratings([rule.when], start, book)[0]
    ]
    if more:
        batch = batch_of(list(dict.fromkeys(more)), book)
        tries = _Tries((*tries.batches, (batch, batch.decided(book))), 0)
    return _Tries(tries.batches, sum(batch.every.bit_length() for batch, _ in tries.batches))


def _first(cases: int) -> int:
    return (cases & -cases).bit_length() - 1


def _cases(cases: int) -> Iterator[int]:
    while cases:
        yield _first(cases)
        cases &= cases - 1


def _base_faults(matrix: Matrix, book: Rulebook, tries: _Tries) -> Iterator[ModelFault]:
    conditions = [rule.when for rule in matrix.base if rule.when is not None]
    _, is_every = condition_ratings(conditions, best_ratings(book), book)
    for index, rule in enumerate(matrix.base):
        if any(found.hits[index] for _, found in tries.batches):
            continue
        path: Path = ("matrix", "base", index)
        extent = "proven" if is_every else f"not proven: none of {tries.count:,} ratings does"
        message = f"no task gets as far as this rule ({extent})"
        example = "the rules above it are true for every rating that was tried"
        if rule.when is None:
            remedy = "keep it as the default, or make the rules above narrower"
            yield ModelFault(path, message, remedy, "value", "warning", "base-rule-never-fires", example)
        else:
            remedy = "move it up, or make the rules above narrower"
            severity: Severity = "error" if is_every else "warning"
            yield ModelFault(path, message, remedy, "value", severity, "base-rule-never-fires", example)


def _rule_faults(matrix: Matrix, book: Rulebook, tries: _Tries) -> Iterator[ModelFault]:
    places = {id(rule): index for index, rule in enumerate(matrix.rules)}
    for number, test in enumerate(book.all_caps):
        path: Path = ("matrix", "rules", places[id(test.rule)])
        fired = [(batch, found, found.strict[number] | found.milder[number]) for batch, found in tries.batches]
        if not any(cases for _, _, cases in fired):
            yield _never_fires(test.rule, path, book, tries)
            continue
        yield from _lift_faults(test.rule, path, any(found.milder[number] for _, found in tries.batches))
        above = [
            found.strict[number] & found.cases_at(test.rank) & ~found.base[test.rank] for _, found in tries.batches
        ]
        if not any(above):
            batch, _, cases = next(one for one in fired if one[2])
            message = f"rule '{test.rule.id}' fires, but never lowers a mode (seen in {tries.count:,} ratings)"
            remedy = "lower its cap, or remove it: other rules or the base mode are always as low"
            example = f"{batch.ratings(_first(cases), book).words(book)}: the mode is the same without it"
            yield ModelFault(path, message, remedy, "value", "warning", "rule-never-binds", example)
    for number, test in enumerate(book.unstaffed):
        if not any(_unstaffed(book, found, batch.every, number) for batch, found in tries.batches):
            yield _never_fires(test.rule, ("matrix", "rules", places[id(test.rule)]), book, tries)


def _unstaffed(book: Rulebook, found: Outcome, every: int, number: int) -> int:
    return sum(
        unstaffed_cases(book, found.facts, rank, every)[number] & found.cases_at(rank) for rank in range(len(MODES))
    )


def _never_fires(rule: HardRule, path: Path, book: Rulebook, tries: _Tries) -> ModelFault:
    looks_at_mode = any(test.rule is rule for test in book.late_caps + book.unstaffed)
    _, is_every = condition_ratings([rule.when], best_ratings(book), book)
    proven = is_every and not looks_at_mode
    extent = "proven" if proven else f"not proven: none of {tries.count:,} ratings makes it fire"
    message = f"rule '{rule.id}' never fires ({extent})"
    example = (
        "every combination of what it looks at leaves it false" if proven else "ratings tried at random and in order"
    )
    remedy = "its condition contradicts itself; change it or remove the rule"
    severity: Severity = "error" if proven else "warning"
    return ModelFault((*path, "when"), message, remedy, "key", severity, "rule-never-fires", example)


def _lift_faults(rule: HardRule, path: Path, lifts: bool) -> Iterator[ModelFault]:
    if rule.lifted is None or rule.cap is None:
        return
    if rule.lifted.cap is not None and RANK[rule.lifted.cap] <= RANK[rule.cap]:
        message = f"the lifted cap '{rule.lifted.cap}' is not milder than '{rule.cap}'"
        example = f"where '{rule.id}' is lifted, the cap is '{rule.lifted.cap}'"
        where = (*path, "lifted", "cap")
        yield ModelFault(where, message, "name a mode with more autonomy", "value", "error", "lift-not-milder", example)
    elif not lifts:
        message = f"rule '{rule.id}' is never lifted: its own condition and that of the lift don't go together"
        example = "no rating that was tried makes both true"
        yield ModelFault((*path, "lifted"), message, "change one of them", "key", "warning", "never-lifted", example)


def _mode_faults(questionnaire: Questionnaire, matrix: Matrix, tries: _Tries) -> Iterator[ModelFault]:
    produced = {rule.mode for rule in matrix.base} | {rule.cap for rule in matrix.rules if rule.cap}
    produced |= {rule.lifted.cap for rule in matrix.rules if rule.lifted and rule.lifted.cap}
    for mode, path in _modes_named(questionnaire, matrix).items():
        if any(found.cases_at(RANK[mode]) for _, found in tries.batches):
            continue
        proven = mode not in produced
        extent = "proven: no rule names it" if proven else f"not proven: none of {tries.count:,} ratings does"
        message = f"no task can reach mode '{mode}' ({extent})"
        remedy = "let a base rule or a cap lead to it, or leave the mode out"
        severity: Severity = "error" if proven else "warning"
        yield ModelFault(
            path, message, remedy, "value", severity, "mode-never-reached", "any task: it gets another mode"
        )


def _modes_named(questionnaire: Questionnaire, matrix: Matrix) -> dict[Mode, Path]:
    """Every mode that the matrix or the autonomy needs name, with the first place."""
    found: dict[Mode, Path] = {}
    for index, text in enumerate(matrix.modes):
        found.setdefault(text.id, ("matrix", "modes", index, "id"))
    for index, rule in enumerate(matrix.base):
        found.setdefault(rule.mode, ("matrix", "base", index, "mode"))
    for index, hard in enumerate(matrix.rules):
        if hard.cap:
            found.setdefault(hard.cap, ("matrix", "rules", index, "cap"))
        if hard.lifted and hard.lifted.cap:
            found.setdefault(hard.lifted.cap, ("matrix", "rules", index, "lifted", "cap"))
    for index, need in enumerate(questionnaire.autonomy):
        found.setdefault(need.mode, ("autonomy", index, "mode"))
    return found


def _monotony_faults(book: Rulebook, tries: _Tries) -> Iterator[ModelFault]:
    """For each factor, flag and the evidence: a task that would get more autonomy for being more cautious about it."""
    for number, factor in enumerate(book.factors):
        place = TOP * number
        path: Path = ("matrix", "factors", number)
        yield from _monotony_fault(book, tries, place, TOP, path, f"raising factor '{factor.id}'")
    for number, flag in enumerate(book.flags):
        place = TOP * len(book.factors) + number
        words = f"answering {flag.cautious} to flag '{flag.id}'"
        yield from _monotony_fault(book, tries, place, 1, ("matrix", "flags", number), words)
    evidence = len(EVIDENCE_LEVELS) - 1
    yield from _monotony_fault(book, tries, book.places.evidence, evidence, ("matrix", "evidence"), "less evidence")


def _monotony_fault(
    book: Rulebook, tries: _Tries, place: int, count: int, path: Path, words: str
) -> Iterator[ModelFault]:
    for batch, found in tries.batches:
        moved = _moved(batch, book, place, count)
        after = moved.decided(book)
        raised = 0
        for rank in range(len(MODES) - 1):
            raised |= found.modes[rank] & ~after.modes[rank]
        if not raised:
            continue
        case = min(islice(_cases(raised), _MOST_COMPARED), key=lambda case: batch.ratings(case, book).distance(book))
        before, now = batch.ratings(case, book), moved.ratings(case, book)
        modes = [decide("task", one.task(book), book.matrix).mode for one in (before, now)]
        message = f"{words} can raise the autonomy of a task (proven by an example)"
        remedy = "more risk has to make rules truer, never falser; look at the rules that name it"
        example = f"{before.words(book)}: {modes[0]}; {now.words(book)}: {modes[1]}"
        yield ModelFault(path, message, remedy, "value", "error", "not-monotone", example)
        return


def _moved(batch: Batch, book: Rulebook, place: int, count: int) -> Batch:
    """Every case one step more cautious about one factor (one level up), flag, or the evidence (one level down)."""
    facts = list(batch.facts)
    if place == book.places.evidence:
        facts[place : place + count] = [*facts[place + 1 : place + count], 0]
    elif count == TOP:
        facts[place : place + count] = [batch.every, *facts[place : place + count - 1]]
    else:
        flag = book.flags[place - TOP * len(book.factors)]
        facts[place] = batch.every if flag.cautious == "yes" else 0
    return Batch(facts, batch.every)
