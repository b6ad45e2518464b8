"""The smallest set of answers that would change the level: upward to the next one, from the top downward."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from readiness_tui.analysis.answering import Need, graded_answers
from readiness_tui.analysis.level_raising import fewest_raised, next_needs, unmet_questions
from readiness_tui.analysis.level_trying import Trial
from readiness_tui.analysis.shortfalls import improvable
from readiness_tui.model.assessment import Answer


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer that would be another: both as they are written, `before` None while unanswered."""

    question: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class LevelChange:
    """Answers that together would change the level that has been shown from `before` to `after`.

    `is_smallest`: no smaller set would do. Else `searched` says up to what size every set has been tried.
    """

    changes: tuple[AnswerChange, ...]
    before: str | None
    after: str | None
    is_smallest: bool
    searched: int


def smallest_change(trial: Trial) -> LevelChange | None:
    """The fewest answers that would raise the level that has been shown; at the top, the fewest that would lower it.

    None where there are no levels, and where no better answers would do (a question that doesn't apply, say). Where
    conditions hang on answers, sets of best answers are tried by size as far as the budget goes.
    """
    if trial.rank + 1 >= len(trial.outline.ranks):
        return _downward(trial)
    graded = _graded(trial)
    best = {name: answers[-1] for name, answers in graded.items()}
    enough = trial.rank_with(best) > trial.rank
    if not enough and not trial.outline.hangs_on_answers():
        return None
    size, names = len(best), fewest_raised(trial, tuple(best))
    if names is None or trial.rank_with({name: best[name] for name in names}) <= trial.rank:
        size, names = _smallest_set(trial, best, lambda rank: rank > trial.rank)
    if names is not None:
        return _change(trial, _weakened(trial, names, graded), is_smallest=True, searched=len(names))
    return _change(trial, _weakened(trial, _shed(trial, best), graded), False, size) if enough else None


def _graded(trial: Trial) -> dict[str, tuple[Answer, ...]]:
    """The answers to try of each question that could raise the level: those with room, and those that gates need."""
    needs: dict[str, list[Need]] = {}
    for requirement in next_needs(trial):
        if requirement.need is not None:
            needs.setdefault(requirement.subject, []).append(requirement.need)
    room = {*improvable(trial.scorecard.by_question.values(), trial.standing), *unmet_questions(trial)}
    graded = {
        name: graded_answers(part.question, trial.assessment.answer(name), needs.get(name, ()))
        for name, part in trial.outline.by_id.items()
        if name in room and trial.scorecard.question(name).state in ("answered", "unanswered")
    }
    return {name: answers for name, answers in graded.items() if answers}


def _weakened(trial: Trial, names: Sequence[str], graded: Mapping[str, tuple[Answer, ...]]) -> dict[str, Answer]:
    """The same questions, each with the weakest answer that still does, one after the other."""
    chosen = {name: graded[name][-1] for name in names}
    budget = trial.budget
    for name in names:
        for answer in graded[name][:-1]:
            budget -= 1
            if budget < 0:
                return chosen
            if trial.rank_with({**chosen, name: answer}) > trial.rank:
                chosen[name] = answer
                break
    return chosen


def _smallest_set(
    trial: Trial, answers: Mapping[str, Answer], would_do: Callable[[int], bool]
) -> tuple[int, tuple[str, ...] | None]:
    """The first of the smallest sets of answers whose rank would do, and up to what size every set was tried."""
    budget = trial.budget
    for size in range(1, len(answers) + 1):
        budget -= comb(len(answers), size)
        if budget < 0:
            return size - 1, None
        for names in combinations(answers, size):
            if would_do(trial.rank_with({name: answers[name] for name in names})):
                return size, names
    return len(answers), None


def _shed(trial: Trial, best: Mapping[str, Answer]) -> tuple[str, ...]:
    """From all at their best, take back one after the other what isn't needed."""
    kept = dict(best)
    for name in list(best)[: trial.budget]:
        without = {other: answer for other, answer in kept.items() if other != name}
        if trial.rank_with(without) > trial.rank:
            kept = without
    return tuple(kept)


def _downward(trial: Trial) -> LevelChange | None:
    """The fewest answers at their worst that would lower the level; None where it can't be lowered, or not found."""
    if trial.rank < 0:
        return None
    worst = {
        name: graded_answers(part.question, trial.assessment.answer(name))[0]
        for name, part in trial.outline.by_id.items()
        if trial.scorecard.question(name).state == "answered"
    }
    size, found = _smallest_set(trial, worst, lambda rank: rank < trial.rank)
    if found is None:
        return None
    return _change(trial, {name: worst[name] for name in found}, is_smallest=True, searched=size)


def _change(trial: Trial, answers: Mapping[str, Answer], is_smallest: bool, searched: int) -> LevelChange:
    scorecard = trial.with_answers(answers)
    changes = tuple(
        AnswerChange(name, trial.scorecard.question(name).answer, scorecard.question(name).answer or "")
        for name in answers
    )
    return LevelChange(changes, trial.scorecard.level_worst, scorecard.level_worst, is_smallest, searched)
