"""Scoring, deciding and clearing; what a person waits for after each key."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from benchmarks.materials import DAY, assessment, questionnaire
from benchmarks.measuring import Bar, Work, here, in_seconds
from readiness_tui.analysis.evaluating import evaluate
from readiness_tui.analysis.explaining import explain
from readiness_tui.analysis.scoring import score
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.workspace import WorkspaceSettings

SETTINGS = WorkspaceSettings()


def bars(pairs: int) -> Iterator[Bar]:
    """The whole evaluation in two sizes, anew and after one more answer; the score alone; an explanation."""
    for copies, tasks, limit in ((1, 6, 0.005), (35, 100, 0.1)):
        asked = questionnaire(copies)
        size = f"{len(asked.questions):,} questions, {tasks} tasks"
        yield in_seconds(f"evaluate: {size}", limit, _anew(copies, tasks, pairs), pairs, here)
        yield in_seconds(f"evaluate after one more answer: {size}", limit, _one_more(asked, tasks), pairs, here)
    yield in_seconds("evaluate: the same with conditions", 0.1, _anew(35, 100, pairs, True), pairs, here)
    fresh = iter([questionnaire(35) for _ in range(pairs + 1)])
    given = assessment(questionnaire(35), 0)
    yield in_seconds("score alone: 1,015 questions", 0.1, lambda: score(next(fresh), given, DAY), pairs, here)
    card = score(asked := questionnaire(35), given, DAY)
    yield in_seconds("explain: 1,015 questions", None, lambda: explain(asked, given, card), 3, here)


def _anew(copies: int, tasks: int, rounds: int, conditions: bool = False) -> Work:
    """With a questionnaire that nothing was worked out of yet, as a command has it."""
    fresh = iter([questionnaire(copies, conditions) for _ in range(rounds + 1)])
    given = assessment(questionnaire(copies), tasks)
    return lambda: evaluate(next(fresh), given, DAY, SETTINGS)


def _one_more(asked: Questionnaire, tasks: int) -> Work:
    """With another answer to the first question each time, as the open program has it."""
    given = assessment(asked, tasks)
    first, choices = asked.questions[0], cycle(asked.questions[0].choices)

    def run() -> None:
        nonlocal given
        answer = given.answer(first.id).answered(choice=next(choices).id)
        given = given.with_answer(first.id, answer)
        evaluate(asked, given, DAY, SETTINGS)

    return run
