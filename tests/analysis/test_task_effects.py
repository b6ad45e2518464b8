"""What another matrix does to tasks: the same decisions that deciding anew gives, and only what moved is named."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.deciding import decide
from readiness_tui.analysis.evaluating import Evaluation, evaluate
from readiness_tui.analysis.task_effects import TaskEffect, gravest_first, task_effects
from readiness_tui.model.assessment import Assessment, Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import RANK
from readiness_tui.model.workspace import WorkspaceSettings
from readiness_tui.storage.questionnaires import find_questionnaire
from tests.analysis.matrices import BASE, FACTORS, FLAGS, MATRIX, RULES, matrix, task, tasks
from tests.analysis.models import TODAY, assessment

SHIPPED = find_questionnaire(None, "agent-production-readiness").questionnaire
STRICT = matrix(base=[{**BASE[0], "when": {"axis": "judgement", "at_least": "1/2"}}, *BASE[1:]])
FEWER_RULES = matrix(rules=RULES[3:])
FEWER_FACTORS = matrix(factors=tuple(name for name in FACTORS if name != "interpersonal"))
MATRICES = st.sampled_from([MATRIX, STRICT, FEWER_RULES, FEWER_FACTORS, matrix(flags=FLAGS[::-1])])


def with_tasks(*some: Task) -> Assessment:
    named = {f"task-{number}": one for number, one in enumerate(some)}
    return assessment({}).model_copy(update={"tasks": named})


def evaluated(some: Assessment, one: Matrix) -> Evaluation:
    return evaluate(SHIPPED.model_copy(update={"matrix": one}), some, TODAY, WorkspaceSettings())


def effects(before: Matrix, after: Matrix, *some: Task) -> tuple[TaskEffect, ...]:
    held = with_tasks(*some)
    return task_effects(held, (before, after), evaluated(held, before), evaluated(held, after))


@given(MATRICES, MATRICES, tasks())
@settings(max_examples=60, deadline=None)
def test_both_sides_are_what_deciding_with_each_matrix_gives(before: Matrix, after: Matrix, one: Task) -> None:
    (found,) = effects(before, after, one)
    assert found.before == decide("task-0", one, before)
    assert found.after == decide("task-0", one, after)
    assert found.is_decided_otherwise == (found.before.mode != found.after.mode)


@given(MATRICES, tasks())
@settings(max_examples=40, deadline=None)
def test_the_same_matrix_moves_nothing(one: Matrix, rated: Task) -> None:
    (found,) = effects(one, one, rated)
    assert (found.changed, found.newly_assumed, found.no_longer_asked) == ((), (), ())


@given(MATRICES, MATRICES, tasks())
@settings(max_examples=40, deadline=None)
def test_the_way_back_changes_the_same_parts(before: Matrix, after: Matrix, one: Task) -> None:
    (there,), (back,) = effects(before, after, one), effects(after, before, one)
    assert there.changed == back.changed
    assert (there.before, there.clearance_after) == (back.after, back.clearance_before)


@given(tasks())
@settings(max_examples=60, deadline=None)
def test_taking_rules_out_never_lowers_a_decision(one: Task) -> None:
    (found,) = effects(MATRIX, FEWER_RULES, one)
    assert found.before is not None
    assert found.after is not None
    assert RANK[found.after.mode] >= RANK[found.before.mode]


def test_ratings_of_a_factor_that_is_gone_are_named_also_those_of_a_second_rater() -> None:
    silent, loud = task("000? 0000"), task("0002 0000")
    second = task("000? 0000", ratings=[{"by": "bo", "factors": {"interpersonal": 1}}])
    found = effects(MATRIX, FEWER_FACTORS, silent, loud, second)
    assert [one.no_longer_asked for one in found] == [(), ("factor:interpersonal",), ("factor:interpersonal",)]


def test_what_is_asked_newly_is_an_assumption_and_what_was_assumed_before_is_none() -> None:
    (found,) = effects(FEWER_FACTORS, MATRIX, task("0?0? 0000"))
    assert [each.what for each in found.newly_assumed] == ["factor:interpersonal"]


def test_a_task_that_begins_to_run_beyond_its_clearance_comes_first() -> None:
    calm, moved, beyond = (
        task("0000 0000", built="suggests"),
        task("1100 0000", built="suggests"),
        task("1100 0000", built="acts_alone"),
    )
    before, after = MATRIX, STRICT
    everything = with_tasks(calm, moved, beyond)
    found = task_effects(everything, (before, after), evaluated(everything, before), evaluated(everything, after))
    assert [one.is_decided_otherwise for one in found] == [False, True, True]
    assert [one.task for one in gravest_first(found)] == ["task-2", "task-1", "task-0"]


def test_without_a_matrix_on_a_side_that_side_is_empty() -> None:
    held = with_tasks(task())
    bare = evaluate(SHIPPED.model_copy(update={"matrix": None, "autonomy": ()}), held, TODAY, WorkspaceSettings())
    (found,) = task_effects(held, (MATRIX, None), evaluated(held, MATRIX), bare)
    assert (found.after, found.clearance_after) == (None, None)
    assert "mode" in found.changed
    assert not found.is_beyond_clearance
