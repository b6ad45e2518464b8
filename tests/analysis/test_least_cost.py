"""The least cost of a programme: proven by force, and the same by the search as by the solver."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from readiness_tui.analysis.cheapest_path import PathFinder
from readiness_tui.analysis.choosing import Choices
from readiness_tui.analysis.goals import Goal, start_of
from readiness_tui.analysis.least_cost import least_cost
from readiness_tui.analysis.path_programme import PathProgramme
from readiness_tui.analysis.programming import Programme, Row
from readiness_tui.analysis.solver import solved
from tests.analysis.models import TODAY
from tests.analysis.plan_cases import random_case

Costs = dict[int, Fraction]
FACTORS = st.sampled_from([Fraction(n, d) for n in range(-4, 5) for d in (1, 2, 3)])


def programme_of(count: int, rows: list[Row]) -> Programme:
    return Programme([Fraction(1)] * count, [True] * count, rows)


@st.composite
def programmes(draw: st.DrawFn) -> tuple[Programme, Costs]:
    count = draw(st.integers(0, 6))
    rows = [
        Row(
            {number: draw(FACTORS) for number in range(count) if draw(st.booleans())},
            draw(FACTORS),
            draw(st.booleans()),
        )
        for _ in range(draw(st.integers(0, 5)))
    ]
    return programme_of(count, rows), {number: draw(FACTORS) for number in range(count) if draw(st.booleans())}


def holds(row: Row, chosen: tuple[int, ...]) -> bool:
    total = sum((row.terms.get(number, Fraction(0)) for number in chosen), Fraction(0))
    return total > row.least if row.strict else total >= row.least


def cost_of(costs: Costs, chosen: tuple[int, ...] | None) -> Fraction | None:
    return None if chosen is None else sum((costs.get(number, Fraction(0)) for number in chosen), Fraction(0))


def by_force(programme: Programme, costs: Costs) -> tuple[int, ...] | None:
    """The first of the solutions that cost least, in the order of their first variables."""
    found = []
    for values in product((1, 0), repeat=len(programme.uppers)):
        chosen = tuple(number for number, value in enumerate(values) if value)
        if all(holds(row, chosen) for row in programme.rows):
            found.append(chosen)
    return min(found, key=lambda chosen: cost_of(costs, chosen) or Fraction(0), default=None)


@given(programmes())
def test_the_search_finds_the_first_of_all_solutions_that_cost_least(case: tuple[Programme, Costs]) -> None:
    programme, costs = case
    choices = Choices(programme, costs)
    assert choices.are_decided()
    assert choices.best == by_force(programme, costs)


@given(programmes())
@example((programme_of(0, [Row({}, Fraction(0), strict=True)]), {}))
def test_the_solver_finds_the_same_cost(case: tuple[Programme, Costs]) -> None:
    programme, costs = case
    assert cost_of(costs, solved(programme, costs)) == cost_of(costs, by_force(programme, costs))


def compare(seed: int, *, conditions: bool) -> int:
    """Every programme that a plan of a random case begins with, by both; how many the search decided."""
    asked, answers = random_case(Random(seed), conditions=conditions)
    finder = PathFinder(start_of(asked, answers, TODAY))
    built = PathProgramme(finder.start, finder.card, finder.candidates)
    costs = {number: effort + Fraction(1, 100) for number, effort in enumerate(finder.efforts.values())}
    decided = 0
    for goal in (Goal("l1"), Goal("l2")):
        programme = built.towards(goal)
        choices = Choices(programme, costs)
        if choices.are_decided():
            decided += 1
            assert cost_of(costs, choices.best) == cost_of(costs, solved(programme, costs)), (seed, goal)
        budget = Row({number: -effort for number, effort in enumerate(finder.efforts.values())}, Fraction(-3))
        programme.rows.append(budget)
        gains = {number: -one.value for number, one in enumerate(finder.candidates.values())}
        choices = Choices(programme, gains)
        if choices.are_decided():
            assert cost_of(gains, choices.best) == cost_of(gains, solved(programme, gains)), (seed, goal)
    return decided


@pytest.mark.parametrize(("conditions", "least"), [(False, 30), (True, 15)])
def test_search_and_solver_agree_on_plans(conditions: bool, least: int) -> None:
    assert sum(compare(seed, conditions=conditions) for seed in range(40)) > least


@pytest.mark.deep
def test_search_and_solver_agree_on_many_plans() -> None:
    for seed in range(5000, 8000):
        compare(seed, conditions=False)
        compare(seed, conditions=True)


def large(seed: int) -> tuple[Programme, Costs]:
    random = Random(seed)
    rows = [
        Row({number: Fraction(random.randint(1, 30)) for number in random.sample(range(60), 25)}, Fraction(160))
        for _ in range(3)
    ]
    return programme_of(60, rows), {number: Fraction(random.randint(20, 40)) for number in range(60)}


def test_what_takes_too_many_steps_is_left_to_the_solver() -> None:
    programme, costs = large(1)
    assert not Choices(programme, costs).are_decided()
    assert cost_of(costs, least_cost(programme, costs)) == cost_of(costs, solved(programme, costs))


def test_a_variable_that_may_lie_between_is_left_to_the_solver() -> None:
    programme = programme_of(1, [])
    half = programme.variable(Fraction(1, 2), whole=False)
    programme.rows.append(Row({half: Fraction(2), 0: Fraction(-1)}, Fraction(0)))
    programme.rows.append(Row({half: Fraction(1)}, Fraction(1, 4)))
    assert not Choices(programme, {0: Fraction(1)}).are_decided()
    assert least_cost(programme, {0: Fraction(-1)}) == (0,)


def test_numbers_beyond_what_a_bound_can_hold_are_left_to_the_solver() -> None:
    programme = programme_of(2, [Row({0: Fraction(1), 1: Fraction(1)}, Fraction(1))])
    assert not Choices(programme, {0: Fraction(10**12), 1: Fraction(1)}).are_decided()
    wide = programme_of(1, [Row({0: Fraction(10) ** 400}, Fraction(1))])
    assert not Choices(wide, {0: Fraction(1)}).are_decided()
