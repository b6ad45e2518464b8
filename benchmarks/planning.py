"""Planning: the cheapest path where every question is open, and the whole plan with its order and weeks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from benchmarks.materials import DAY, assessment, questionnaire
from benchmarks.measuring import Bar, Work, here, in_seconds
from readiness_tui.analysis.cheapest_path import PathFinder
from readiness_tui.analysis.goals import Goal, start_of
from readiness_tui.analysis.planning import Pace, plan
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Questionnaire

PACE = Pace(Fraction(5), DAY)


def bars(pairs: int) -> Iterator[Bar]:
    """203 open questions that need each other: to each level, and the plan made of it; the plan of the shipped 29."""
    asked = questionnaire(7)
    given = assessment(asked, 6).model_copy(update={"answers": {}})
    for level in asked.levels[1:]:
        goal = Goal(level.id, ())
        yield in_seconds(f"cheapest path to {level.id}: 203 open questions", 1, _path(asked, given, goal), pairs, here)
    goal = Goal(asked.levels[-1].id, ())
    yield in_seconds("whole plan: 203 open questions", None, lambda: plan(asked, given, DAY, goal, PACE), 3, here)
    few = questionnaire(1)
    small = assessment(few, 6)
    yield in_seconds("whole plan: 29 questions", None, lambda: plan(few, small, DAY, goal, PACE), pairs, here)


def _path(asked: Questionnaire, given: Assessment, goal: Goal) -> Work:
    def run() -> None:
        path = PathFinder(start_of(asked, given, DAY)).cheapest(goal)
        assert path is not None
        assert path.is_exact

    return run
