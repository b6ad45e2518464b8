"""The smallest set of answers that would change the level: upward to the next one, from the top downward."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from readiness_tui.analysis.answering import graded_answers
from readiness_tui.analysis.level_raising import graded_for
from readiness_tui.analysis.level_showing import Answers, fewest_answers, other_answers
from readiness_tui.analysis.level_trying import Trial
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

    What isn't applicable stays so. None where there are no levels, and where no answers were found that would do.
    """
    aim = trial.rank + 1
    if aim >= len(trial.outline.ranks):
        return _downward(trial)
    fewest = fewest_answers(trial, aim)
    if fewest.is_exact:
        return _raising(trial, aim, fewest.answers, len(fewest.answers)) if fewest.answers is not None else None
    best = {name: answers[-1] for name, answers in graded_for(trial, aim, _still_to_show(trial)).items()}
    alternatives = {**{name: (answer,) for name, answer in best.items()}, **other_answers(trial)}
    size, found = _smallest_set(trial, alternatives, lambda rank: rank >= aim)
    if found is not None:
        return _raising(trial, aim, found, size)
    if trial.rank_with(best) < aim:
        return None
    kept = _shed(trial, aim, best)
    return _change(trial, _weakened(trial, aim, kept), is_smallest=False, searched=size)


def _still_to_show(trial: Trial) -> Iterator[str]:
    """The questions that may get a better answer, those among them that aren't asked yet."""
    for name, score in trial.scorecard.by_question.items():
        if score.state != "not_applicable" and (score.value is None or score.value < trial.outline.by_id[name].highest):
            yield name


def _raising(trial: Trial, aim: int, answers: Answers, searched: int) -> LevelChange:
    return _change(trial, _weakened(trial, aim, answers), is_smallest=True, searched=searched)


def _weakened(trial: Trial, aim: int, answers: Answers) -> Answers:
    """The same questions, each with the weakest answer that still does, one after the other."""
    chosen = dict(answers)
    budget, kept = trial.budget, other_answers(trial).keys()
    for name, grades in graded_for(trial, aim, [name for name in chosen if name not in kept]).items():
        for answer in grades[:-1]:
            budget -= 1
            if budget < 0:
                return chosen
            if trial.rank_with({**chosen, name: answer}) >= aim:
                chosen[name] = answer
                break
    return chosen


def _smallest_set(
    trial: Trial, alternatives: Mapping[str, tuple[Answer, ...]], would_do: Callable[[int], bool]
) -> tuple[int, Answers | None]:
    """The first of the smallest sets of answers whose rank would do, and up to what size every set was tried."""
    budget = trial.budget
    for size in range(1, len(alternatives) + 1):
        for names in combinations(alternatives, size):
            for answers in product(*(alternatives[name] for name in names)):
                budget -= 1
                if budget < 0:
                    return size - 1, None
                chosen = dict(zip(names, answers, strict=True))
                if would_do(trial.rank_with(chosen)):
                    return size, chosen
    return len(alternatives), None


def _shed(trial: Trial, aim: int, best: Answers) -> Answers:
    """From all at their best, take back one after the other what isn't needed."""
    kept = dict(best)
    for name in list(best)[: trial.budget]:
        without = {other: answer for other, answer in kept.items() if other != name}
        if trial.rank_with(without) >= aim:
            kept = without
    return kept


def _downward(trial: Trial) -> LevelChange | None:
    """The fewest answers that would lower the level, worst ones and those that show or hide a question.

    None where it can't be lowered, or none were found.
    """
    if trial.rank < 0:
        return None
    worst = {
        name: (graded_answers(part.question, trial.assessment.answer(name))[0],)
        for name, part in trial.outline.by_id.items()
        if trial.scorecard.question(name).state == "answered"
    }
    size, found = _smallest_set(trial, {**worst, **other_answers(trial)}, lambda rank: rank < trial.rank)
    return None if found is None else _change(trial, found, is_smallest=True, searched=size)


def _change(trial: Trial, answers: Answers, is_smallest: bool, searched: int) -> LevelChange:
    scorecard = trial.with_answers(answers)
    changes = tuple(
        AnswerChange(name, trial.scorecard.question(name).answer, scorecard.question(name).answer or "")
        for name in answers
    )
    return LevelChange(changes, trial.scorecard.level_worst, scorecard.level_worst, is_smallest, searched)
