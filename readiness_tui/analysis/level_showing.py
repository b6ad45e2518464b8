"""The fewest answers that raise the level, where some of them show or hide other questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import NamedTuple

from readiness_tui.analysis.answering import read
from readiness_tui.analysis.condition_checking import atoms
from readiness_tui.analysis.dependencies import compared_numbers
from readiness_tui.analysis.level_raising import fewest_raised, graded_for, with_room
from readiness_tui.analysis.level_trying import Trial
from readiness_tui.analysis.outlining import questions_in
from readiness_tui.analysis.worlds import answer_options
from readiness_tui.model.assessment import Answer
from readiness_tui.model.conditions import Condition, ProfileIs, QuestionIs

Answers = Mapping[str, Answer]

_AS_MANY_SCORINGS = 6
"""What it takes to look for the fewest answers beside others, in scorings."""


class Fewest(NamedTuple):
    """The fewest answers that do; None where none were found. `is_exact`: no others, and no fewer, do."""

    answers: Answers | None
    is_exact: bool


def can_still_rise(trial: Trial) -> bool:
    """Whether answers to open questions may raise the level, beyond what the interval of levels says: that may be too
    wide where conditions hang on answers. Yes where it would take too long to tell, or hangs on more than answers.
    """
    if trial.scorecard.level_worst == trial.scorecard.level_best:
        return False
    looked = [atom for condition in _conditions(trial) for atom, _ in atoms(condition)]
    if not looked or not all(isinstance(atom, QuestionIs) or _is_known_fact(atom, trial) for atom in looked):
        return True
    still_open = [name for name, score in trial.scorecard.by_question.items() if score.answer is None]
    fewest = fewest_answers(trial, trial.rank + 1, frozenset(still_open))
    return fewest.answers is not None or not fewest.is_exact


def _is_known_fact(atom: Condition, trial: Trial) -> bool:
    return isinstance(atom, ProfileIs) and bool(trial.assessment.profile.get(atom.profile))


def fewest_answers(trial: Trial, aim: int, among: frozenset[str] | None = None) -> Fewest:
    """The fewest answers for the level of a rank: exact for any number of questions that no condition asks about.

    Every way to change the others is tried, few of them first; beside each, the rest only has to rise. `among`: only
    these are answered otherwise; None for all.
    """
    best: Answers | None = None
    asked_about = _asked_about(trial)
    others = {name: answers for name, answers in other_answers(trial).items() if among is None or name in among}
    free = (frozenset(trial.outline.by_id) if among is None else among) - asked_about.keys()
    budget = max(trial.budget // _AS_MANY_SCORINGS, 1)
    for size in range(len(others) + 1):
        if best is not None and size >= len(best):
            break
        for changed in _changes(others, size):
            budget -= 1
            beside = _raised(trial.changed(changed) if changed else trial, aim, free) if budget >= 0 else None
            if beside is None or not beside.is_exact:
                return Fewest(best, False)
            if beside.answers is not None and (best is None or size + len(beside.answers) < len(best)):
                best = {**changed, **beside.answers}
    return Fewest(best, True)


def other_answers(trial: Trial) -> Mapping[str, tuple[Answer, ...]]:
    """For each question that a condition asks about: all that it may be answered with instead."""
    asked_about = _asked_about(trial)
    marks = compared_numbers(trial.questionnaire) if asked_about else {}
    found = {}
    for name in asked_about:
        question, given = trial.outline.by_id[name].question, trial.assessment.answer(name)
        now = read(question, given)
        if now.state != "not_applicable":
            options = [option.answer for option in answer_options(question, marks.get(name, ()))[0]]
            answers = [_as(given, option) for option in options if not option.is_not_applicable]
            found[name] = tuple(answer for answer in answers if read(question, answer) != now)
    return found


def _as(given: Answer, option: Answer) -> Answer:
    return given.answered(choice=option.choice, number=option.number, choices=option.choices)


def _asked_about(trial: Trial) -> dict[str, None]:
    return dict.fromkeys(name for condition in _conditions(trial) for name in questions_in(condition))


def _conditions(trial: Trial) -> Iterator[Condition]:
    for name in trial.outline.conditional:
        yield from trial.outline.by_id[name].conditions


def _changes(others: Mapping[str, tuple[Answer, ...]], size: int) -> Iterator[dict[str, Answer]]:
    for names in combinations(others, size):
        for answers in product(*(others[name] for name in names)):
            yield dict(zip(names, answers, strict=True))


def _raised(trial: Trial, aim: int, free: frozenset[str]) -> Fewest:
    """The fewest better answers to questions that no condition asks about."""
    if trial.rank >= aim:
        return Fewest({}, True)
    graded = graded_for(trial, aim, [name for name in with_room(trial, aim) if name in free])
    best = {name: answers[-1] for name, answers in graded.items()}
    if trial.rank_with(best) < aim:
        return Fewest(None, True)
    raised = fewest_raised(trial, tuple(best), aim)
    chosen = {name: best[name] for name in raised or ()}
    return Fewest(chosen, True) if raised is not None and trial.rank_with(chosen) >= aim else Fewest(None, False)
