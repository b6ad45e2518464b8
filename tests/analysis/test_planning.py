"""The plan: the cheapest path proven by force, its order, what each step gains, the weeks."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from readiness_tui.analysis.cheapest_path import PathFinder
from readiness_tui.analysis.goals import Goal, start_of
from readiness_tui.analysis.plan import Plan
from readiness_tui.analysis.planning import Pace, plan
from readiness_tui.analysis.scheduling import Work, next_monday, schedule, week_begins, week_ends
from readiness_tui.model.assessment import Answer, Assessment, Task
from readiness_tui.model.modes import MODES
from readiness_tui.model.questionnaire import Question, Questionnaire
from readiness_tui.storage.questionnaires import find_questionnaire
from tests.analysis.models import NA, TODAY, assessment, number, one, questionnaire, section, waived
from tests.analysis.plan_cases import closed_sets, effort, is_closed, least_by_force, merit, random_case

PACE = Pace(Fraction(5), date(2026, 11, 23))


def prove(seed: int, *, conditions: bool = False) -> None:
    random = Random(seed)
    asked, given = random_case(random, conditions=conditions)
    finder = PathFinder(start_of(asked, given, TODAY))
    for level in ("l1", "l2"):
        path = finder.cheapest(Goal(level))
        found = None if path is None else (path.effort, len(path.names))
        assert found == least_by_force(finder, Goal(level)), (seed, level)
        assert path is None or (path.is_exact and is_closed(finder, path.names))
    budget = Fraction(random.randint(0, 12), 2)
    path = finder.best_within(Goal("l1"), budget)
    sets = [names for names in closed_sets(finder) if effort(finder, names) <= budget]
    assert merit(finder, Goal("l1"), path.names) == max(merit(finder, Goal("l1"), names) for names in sets), seed


@pytest.mark.parametrize("seed", range(15))
def test_no_cheaper_set_reaches_a_level_and_none_is_better_within_a_budget(seed: int) -> None:
    prove(seed)


@pytest.mark.parametrize("seed", range(15))
def test_the_same_where_answers_show_and_hide_questions(seed: int) -> None:
    prove(seed, conditions=True)


@pytest.mark.deep
def test_no_cheaper_set_in_many_cases() -> None:
    for seed in (*range(15, 60), *range(1000, 2500)):
        prove(seed)
    for seed in range(1000, 1300):
        prove(seed, conditions=True)


@pytest.fixture(scope="module")
def shipped() -> Questionnaire:
    return find_questionnaire(None, "agent-production-readiness").questionnaire


@pytest.mark.parametrize(
    ("seed", "count"), [(0, 7), (1, 7), *(pytest.param(seed, 9, marks=pytest.mark.deep) for seed in range(2))]
)
def test_the_cheapest_way_to_clear_a_task_is_proven_by_force(shipped: Questionnaire, seed: int, count: int) -> None:
    random = Random(seed)
    names = [question.id for question in shipped.questions]
    weak = set(random.sample(names, count))
    given: dict[str, Any] = {}
    for question in shipped.questions:
        if question.kind == "number":
            given[question.id] = 7 if question.id in weak else 14
        else:
            values = sorted(question.choices, key=lambda choice: choice.value or 0)
            given[question.id] = values[random.choice([0, 1]) if question.id in weak else -1].id
    assert shipped.matrix is not None
    task = Task(
        name="Sort",
        intent="replace",
        built_as="suggests",
        evidence=3,
        factors=dict.fromkeys((factor.id for factor in shipped.matrix.factors), 0),
        flags={flag.id: "no" if flag.cautious == "yes" else "yes" for flag in shipped.matrix.flags},
    )
    start = start_of(shipped, assessment(given).with_task("sort", task), TODAY)
    finder = PathFinder(start)
    for mode in MODES[2:]:
        goal = Goal(None, (("sort", mode),))
        path = finder.cheapest(goal)
        assert (path and (path.effort, len(path.names))) == least_by_force(finder, goal), mode


def improvement(days: object = 1, *needs: str) -> dict[str, Any]:
    return {"do": "Do it.", "effort_days": str(days), "needs": list(needs)}


def planned(asked: Questionnaire, given: Assessment, level: str = "ready", **more: Any) -> Plan:
    return plan(asked, given, TODAY, Goal(level), more.pop("pace", PACE), **more)


LADDER = [("demo", {}), ("ready", {"overall_at_least": "3/4"}), ("best", {"overall_at_least": 1})]


def test_gates_come_first_then_gain_for_effort_and_never_before_what_is_needed() -> None:
    asked = questionnaire(
        section(
            "s",
            one("cheap", 8, improvement=improvement(1)),
            one("base", 1, improvement=improvement(2)),
            one("gate", 1, improvement=improvement(2, "base"), gates=[{"level": "ready", "at_least": "full"}]),
            one("dear", 2, improvement=improvement(5)),
        ),
        levels=LADDER,
    )
    found = planned(asked, assessment({"cheap": "absent", "base": "absent", "gate": "absent", "dear": "absent"}))
    assert [action.id for action in found.actions] == ["base", "gate", "cheap"]
    assert [action.reason for action in found.actions] == ["gain", "gate", "gain"]
    assert [action.id for action in found.later] == ["dear"]
    assert found.level_then == "ready"


@pytest.mark.parametrize("seed", range(30))
def test_laws_of_every_plan(seed: int) -> None:
    asked, given = random_case(Random(seed))
    found = planned(asked, given, "l2")
    done: set[str] = set()
    for action in (*found.actions, *found.later):
        assert set(action.needs) <= done, "never before what it needs"
        done.add(action.id)
    assert len(done) == len(found.actions) + len(found.later)
    for before, after in pairwise(found.actions):
        assert after.gain == (after.worst or 0) - (before.worst or 0)
    for action in found.actions:
        needed = [other.week or 0 for other in found.actions if other.id in action.needs]
        assert all(week <= (action.week or 0) for week in needed)
    if found.reachable and found.actions:
        assert found.weeks[-1].level == found.level_then == found.actions[-1].level_after
    assert found.reachable == (not found.obstacles)


def test_a_team_s_own_estimate_decides_and_an_answer_without_an_improvement_can_be_estimated() -> None:
    asked = questionnaire(section("s", one("a", improvement=improvement(9)), one("b")), levels=LADDER)
    given = assessment({"a": "absent", "b": "partial"})
    found = planned(asked, given)
    assert not found.reachable or found.total_effort == 9
    own = given.with_answer("b", Answer(choice="partial", effort_days=Fraction(1, 2)))
    own = own.with_answer("a", Answer(choice="partial", effort_days=Fraction(4)))
    assert (planned(asked, own).total_effort, planned(asked, own).actions[0].id) == (Fraction(1, 2), "b")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"a": "full", "b": "absent"}, "names no improvement"),
        ({"a": "full", "b": None}, "names no improvement"),
    ],
)
def test_what_is_out_of_reach_says_which_requirement_and_why(answers: dict[str, Any], said: str) -> None:
    gates = [{"level": "ready", "at_least": "full"}]
    asked = questionnaire(section("s", one("a", improvement=improvement()), one("b", gates=gates)), levels=LADDER)
    found = planned(asked, assessment(answers))
    assert (found.reachable, found.actions) == (False, ())
    assert any(said in obstacle and obstacle.startswith("B:") for obstacle in found.obstacles)


def test_what_waits_for_something_that_nothing_improves_says_so() -> None:
    gates = [{"level": "ready", "at_least": "full"}]
    asked = questionnaire(
        section("s", one("base"), one("top", improvement=improvement(1, "base"), gates=gates)), levels=LADDER
    )
    found = planned(asked, assessment({"base": "absent", "top": "absent"}))
    assert not found.reachable
    assert found.obstacles[0] == "Top: Absent, needs Full: it needs Base first, and nothing improves that"
    assert "what stays behind: Base (the questionnaire names no improvement for it" in found.obstacles[1]


def test_the_open_end_of_a_band_has_to_be_passed_and_says_so() -> None:
    bands = [{"id": "low", "at_most": 1}, {"id": "ready", "above": 1}]
    asked = questionnaire(section("s", one("a", improvement=improvement())), bands=bands)
    found = planned(asked, assessment({"a": "absent"}))
    assert found.obstacles == ("Overall 100.0, needs more than 100.0: all improvements together lift it no further",)


FULL = {"question": "key", "is": "full"}


def test_what_an_improvement_shows_is_counted_and_what_it_hides_is_left_out() -> None:
    asked = questionnaire(
        section(
            "s",
            one("key", 2, improvement=improvement(1)),
            one("shown", 2, improvement=improvement(3), ask_when=FULL),
            one("kept", 1, improvement=improvement(1), ask_when=FULL),
            one("hidden", 9, improvement=improvement(9), ask_when={"not": FULL}),
        ),
        levels=LADDER,
    )
    found = planned(asked, assessment({"key": "absent", "kept": "full", "hidden": "partial"}))
    assert [(action.id, action.worst) for action in found.actions] == [("key", Fraction(3, 5)), ("shown", 1)]
    assert found.later == ()
    assert found.is_exact


def test_a_hidden_question_that_is_not_applicable_stays_so_and_one_that_stays_hidden_is_needed_for_nothing() -> None:
    asked = questionnaire(
        section(
            "s",
            one("key", 0, improvement=improvement(5)),
            one("away", improvement=improvement(1), ask_when=FULL),
            one("also", improvement=improvement(1), ask_when=FULL),
            one("a", improvement=improvement(1, "away", "also")),
        ),
        levels=LADDER,
    )
    found = planned(asked, assessment({"key": "absent", "away": NA, "a": "absent"}))
    assert [(action.id, action.needs) for action in found.actions] == [("a", ())]
    assert [(action.id, action.needs) for action in found.later] == [("key", ()), ("also", ())]


def test_what_nothing_improves_once_it_is_asked_is_named() -> None:
    gates = [{"level": "ready", "at_least": "full"}]
    asked = questionnaire(
        section(
            "s",
            one("key", improvement=improvement(), gates=gates),
            one("late", 0, ask_when=FULL),
            one("a", improvement=improvement(1, "late"), gates=gates),
        ),
        levels=LADDER,
    )
    found = planned(asked, assessment({"key": "absent", "a": "absent"}))
    assert found.obstacles == ("A: it needs Late first, and nothing improves that once it is asked",)


def test_many_conditions_don_t_make_a_path_less_exact() -> None:
    """Each of 24 questions shows another one: far more sets than could be tried."""
    pairs = [
        (
            one(f"k{n}", 1, improvement=improvement(1)),
            one(f"s{n}", 1, improvement=improvement(2), ask_when={"question": f"k{n}", "is": "full"}),
        )
        for n in range(24)
    ]
    asked = questionnaire(section("s", *(one for pair in pairs for one in pair)), levels=LADDER)
    given = assessment({f"k{n}": "absent" for n in range(24)})
    path = PathFinder(start_of(asked, given, TODAY)).cheapest(Goal("ready"))
    assert path is not None
    assert (path.effort, path.is_exact) == (_least_for_pairs(24, Fraction(3, 4)), True)


def _least_for_pairs(count: int, share: Fraction) -> Fraction:
    """The least days for `both` pairs done whole and `half` begun, so that the mean over what is asked is enough."""
    ways = ((both, half) for both in range(count + 1) for half in range(count + 1 - both))
    enough = (way for way in ways if 2 * way[0] + way[1] >= share * (count + way[0] + way[1]))
    return Fraction(min(3 * both + half for both, half in enough))


def test_a_target_that_is_reached_needs_nothing() -> None:
    asked = questionnaire(section("s", one("a", improvement=improvement())), levels=LADDER)
    found = planned(asked, assessment({"a": "full"}))
    assert (found.reached_now, found.actions, found.total_effort) == (True, (), 0)


def test_a_waived_gate_needs_no_action_while_the_waiver_lasts_and_is_named() -> None:
    gates = [{"level": "ready", "at_least": "full"}]
    asked = questionnaire(section("s", one("a", 3), one("b", improvement=improvement(), gates=gates)), levels=LADDER)
    held = assessment({"a": "full", "b": waived("partial")})
    assert planned(asked, held).waived == ("b",)
    assert planned(asked, held).reached_now
    assert not plan(asked, held, TODAY + timedelta(1), Goal("ready"), PACE).reached_now


def test_not_applicable_is_done_for_what_needs_it() -> None:
    asked = questionnaire(section("s", one("a"), one("b", improvement=improvement(1, "a"))), levels=LADDER)
    found = planned(asked, assessment({"a": NA, "b": "absent"}))
    assert [(action.id, action.needs) for action in found.actions] == [("b", ())]


def test_needs_in_a_circle_are_done_together_and_hang_nothing() -> None:
    asked = questionnaire(
        section("s", one("a", improvement=improvement(1, "b")), one("b", improvement=improvement(2, "a"))),
        levels=LADDER,
    )
    found = PathFinder(start_of(asked, assessment({"a": "absent", "b": "absent"}), TODAY)).cheapest(Goal("ready"))
    assert found is not None
    assert (found.names, found.effort) == (frozenset("ab"), 3)


def test_days_that_only_pass_keep_an_action_from_ending_earlier() -> None:
    asked = questionnaire(section("s", number("days", improvement=improvement(1))), levels=LADDER)
    found = planned(asked, assessment({"days": 2}))
    assert [(each.question, each.until) for each in found.waiting] == [("days", date(2026, 12, 5))]
    assert found.actions[0].week == 3
    assert found.actions[0].ends == date(2026, 12, 11)


WORKS = (
    Work("a", Fraction(3), "ana", ()),
    Work("b", Fraction(4), None, ("a",)),
    Work("c", Fraction(3), "ana", ()),
)


@pytest.mark.parametrize(
    ("capacity", "ends"),
    [
        (Fraction(5), {"a": 1, "b": 2, "c": 2}),
        (Fraction(10), {"a": 1, "b": 1, "c": 2}),
        (Fraction(1), {"a": 3, "b": 7, "c": 10}),
        (Fraction(5, 2), {"a": 2, "b": 3, "c": 4}),
    ],
)
def test_weeks_fill_by_capacity_owner_and_need(capacity: Fraction, ends: dict[str, int]) -> None:
    assert {name: slot.ends for name, slot in schedule(WORKS, capacity, PACE.start).slots.items()} == ends


def test_each_week_says_what_is_worked_of_what_there_is() -> None:
    timed = schedule(WORKS, Fraction(5), date(2026, 11, 24))
    assert timed.room == {1: 4, 2: 5, 3: 5}
    assert timed.worked == {1: 4, 2: 5, 3: 1}
    assert sum(timed.worked.values()) == sum(work.effort for work in WORKS)


def test_works_that_need_each_other_still_end() -> None:
    works = (Work("a", Fraction(1), None, ("b",)), Work("b", Fraction(1), None, ("a",)))
    assert set(schedule(works, Fraction(5), PACE.start).slots) == {"a", "b"}


def test_weeks_begin_on_a_monday_and_end_on_a_friday() -> None:
    assert next_monday(date(2026, 11, 22)) == next_monday(date(2026, 11, 23)) == date(2026, 11, 23)
    assert week_ends(date(2026, 11, 23), 2) == date(2026, 12, 4)
    assert week_ends(date(2026, 11, 25), 1) == date(2026, 11, 27)
    assert week_begins(date(2026, 11, 25), 1) == date(2026, 11, 25)
    assert week_begins(date(2026, 11, 25), 2) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("start", "first", "ends"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), {"a": 1, "b": 2}),
        (date(2026, 11, 27), date(2026, 11, 27), {"a": 2, "b": 3}),  # a Friday: one day of five is left
        (date(2026, 11, 28), date(2026, 11, 30), {"a": 1, "b": 2}),  # a Saturday
        (date(2028, 2, 28), date(2028, 2, 28), {"a": 1, "b": 2}),
        (date(2026, 12, 31), date(2026, 12, 31), {"a": 2, "b": 2}),
    ],
)
def test_a_first_week_that_begins_late_holds_less(start: date, first: date, ends: dict[str, int]) -> None:
    works = (Work("a", Fraction(4), "ana", ()), Work("b", Fraction(3), "ana", ()))
    assert {name: slot.ends for name, slot in schedule(works, Fraction(9), start).slots.items()} == ends
    assert week_begins(start, 1) == first
    assert week_ends(start, 1) == first + timedelta(days=4 - first.weekday())


@pytest.mark.parametrize(("days", "week"), [(1, 1), (4, 1), (5, 2), (11, 2), (12, 3), (14, 3)])
def test_what_waits_ends_in_the_week_in_which_its_days_have_passed_and_holds_up_what_needs_it(
    days: int, week: int
) -> None:
    until = PACE.start + timedelta(days=days)
    works = (Work("a", Fraction(1), None, (), until), Work("b", Fraction(1), None, ("a",)))
    slots = schedule(works, Fraction(5), PACE.start).slots
    assert (slots["a"].ends, slots["b"].begins) == (week, week)
    assert week_ends(PACE.start, week) >= until


def easy_task(shipped: Questionnaire, **more: Any) -> Task:
    """A task that may be automated, but for what `more` says: factors, flags, evidence."""
    assert shipped.matrix is not None
    factors = dict.fromkeys((factor.id for factor in shipped.matrix.factors), 0) | more.pop("factors", {})
    flags = {flag.id: "no" if flag.cautious == "yes" else "yes" for flag in shipped.matrix.flags}
    task = {"name": "Sort", "intent": "replace", "built_as": "suggests", "evidence": 3, **more}
    return Task.model_validate({**task, "factors": factors, "flags": flags | more.get("flags", {})})


@pytest.mark.parametrize(
    ("more", "mode", "changed"),
    [
        ({"factors": {"reversibility": 3}}, "automate", ["reversibility"]),
        ({"factors": {"reversibility": 3}}, "approve_before", []),
        ({"flags": {"graceful_failure": "no"}, "factors": {"consequence": 1}}, "automate", ["graceful-failure"]),
        ({"evidence": 1}, "automate", ["evidence"]),
        ({"flags": {"named_reviewer": "no"}}, "automate", ["reviewer"]),
        (
            {"factors": {"detectability": 3, "reversibility": 3, "consequence": 3}},
            "automate",
            ["reversibility", "detectability"],
        ),
        ({"factors": {"task_nature": 3, "expertise": 3}}, "automate", None),
        ({"flags": {"physical_safety": "yes"}}, "automate", None),
    ],
)
def test_a_task_is_changed_where_a_team_can_bring_that_about_and_only_there(
    shipped: Questionnaire, more: dict[str, Any], mode: Any, changed: list[str] | None
) -> None:
    best = {one.id: 14 if one.kind == "number" else _best(one) for one in shipped.questions}
    given = assessment(best).with_task("sort", easy_task(shipped, **more))
    found = plan(shipped, given, TODAY, Goal(None, (("sort", mode),)), PACE)
    if changed is None:
        assert not found.reachable
        assert "is recommended at most" in found.obstacles[0]
        return
    assert found.reachable
    assert [(action.kind, action.id, action.part) for action in found.actions] == [("task", "sort", x) for x in changed]
    assert all(("sort", mode) in action.clears for action in found.actions)


def _best(question: Question) -> str:
    return max(question.choices, key=lambda choice: choice.value or 0).id


def test_of_two_modes_for_one_task_the_higher_one_counts(shipped: Questionnaire) -> None:
    given = assessment({}).with_task("sort", easy_task(shipped, evidence=1))
    goal = Goal(None, (("sort", "automate"), ("sort", "augment")))
    actions = plan(shipped, given, TODAY, goal, PACE).actions
    assert [action.part for action in actions if action.kind == "task"] == ["evidence"]
    assert actions[0].do == "Evidence: stabilised: the agreed error rate held over an agreed period."


def test_a_plan_that_follows_no_later_action_is_the_same_but_for_where_those_lead(shipped: Questionnaire) -> None:
    given = assessment({question.id: None for question in shipped.questions})
    goal = Goal(shipped.levels[1].id)
    whole, short = (plan(shipped, given, TODAY, goal, PACE, follows_later=follows) for follows in (True, False))
    unfollowed = tuple(each._replace(gain=None, worst=None, level_after=None, clears=()) for each in whole.later)
    assert unfollowed != whole.later
    assert short == whole._replace(later=unfollowed)
