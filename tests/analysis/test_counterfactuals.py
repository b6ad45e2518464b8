"""What would change the mode: each change, made, really changes it, and none smaller would."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hypothesis import given, settings

from readiness_tui.analysis.counterfactuals import Change, Counterfactual, counterfactuals, settling, with_changes
from readiness_tui.analysis.deciding import decide
from readiness_tui.model.assessment import OneRating, Task
from readiness_tui.model.modes import MODES
from tests.analysis.matrices import CHANGEABLE, FACTORS, FLAGS, MATRIX, plainly_decided, task, tasks


def found(one: Task) -> tuple[Counterfactual, ...]:
    return counterfactuals("refund", one, MATRIX)


def in_words(one: Task, mode: str) -> list[str]:
    return [
        " and ".join(f"{change.what} {change.before}->{change.after}" for change in each.changes)
        for each in found(one)
        if each.to == mode
    ]


def test_every_part_that_changes_the_mode_alone_is_named_with_its_smallest_step() -> None:
    assert in_words(task("1000 1200"), "automate_sample") == [
        "factor:error_tolerance 1->2",
        "factor:consequence 2->3",
        "factor:reversibility 0->1",
        "factor:detectability 0->1",
        "evidence 3->2",
    ]


def test_changes_of_several_levels_count_each_level() -> None:
    sizes = {each.changes[0].what: each.size for each in found(task("1000 1200")) if each.to == "approve_before"}
    assert sizes["factor:reversibility"] == 2
    assert sizes["flag:graceful_failure"] == 1


def test_pairs_are_named_where_nothing_alone_leads_to_a_mode() -> None:
    # two risks, each of which holds it down
    one = task("0000 0000", "physical_safety law_requires_human")
    assert in_words(one, "automate") == ["flag:physical_safety yes->no and flag:law_requires_human yes->no"]


def test_a_mode_that_two_changes_do_not_reach_is_left_out() -> None:
    assert in_words(task("0000 0000", "physical_safety law_requires_human prohibited_use"), "automate") == []


def test_what_a_team_can_change_is_told_apart_from_what_is_inherent() -> None:
    one = task("0000 0020", "moves_money -below_limit")
    changes = {change.what: change.changeable for each in found(one) for change in each.changes}
    assert changes["flag:below_limit"]
    assert changes["factor:reversibility"]
    assert not changes["flag:moves_money"]
    (limited,) = [each for each in found(one) if each.to == "automate_sample" and each.is_changeable]
    assert {change.what for change in limited.changes} == {"flag:below_limit", "factor:reversibility"}


def test_an_unknown_is_said_to_be_unknown_before() -> None:
    assert in_words(task("0000 0000", "?physical_safety"), "automate") == ["flag:physical_safety unknown->no"]


def test_the_quick_basis_changes_only_what_it_asks() -> None:
    names = {change.what for each in found(task("0000 00??", basis="quick")) for change in each.changes}
    assert names <= {
        *(f"factor:{name}" for name in ("decision_complexity", "task_nature", "error_tolerance", "consequence")),
        "flag:moves_money",
        "flag:customer_facing",
    }


def test_the_quick_basis_takes_back_what_was_said_beyond_what_it_asks() -> None:
    assert in_words(task("0000 003?", basis="quick"), "automate") == ["factor:reversibility 3->2"]
    one = task("0000 00??", "physical_safety", basis="quick", evidence=-1)
    assert in_words(one, "automate") == ["flag:physical_safety yes->no and evidence -1->0"]
    # a lift rests on nothing that isn't asked
    assert in_words(task("0000 003?", "moves_money -below_limit", basis="quick"), "automate_sample") == []


def test_the_smallest_that_a_team_can_bring_about_is_named_beside_a_smaller_one_that_it_can_not() -> None:
    one = task("2233 3321", "physical_safety")
    (first, *_) = [each for each in found(one) if each.to == "not_yet" and each.is_changeable]
    assert first.size == 3
    assert {change.what for change in first.changes} == {"factor:detectability", "evidence"}


@given(tasks())
@settings(max_examples=60, deadline=None)
def test_what_settles_a_near_decision_is_one_factor_that_leads_to_the_other_side(one: Task) -> None:
    decision = decide("refund", one, MATRIX)
    change = settling(decision, found(one))
    assert change is None or decision.candidates
    if change is not None:
        (other,) = set(decision.candidates) - {decision.mode}
        assert change.what.startswith("factor:")
        assert decide("refund", with_changes(one, (change,)), MATRIX).mode == other


def test_the_smallest_change_settles_a_near_decision() -> None:
    one = task("2111 0000")
    change = settling(decide("refund", one, MATRIX), found(one))
    assert change is not None
    assert (change.what, change.before, change.after) == ("factor:decision_complexity", "2", "1")
    assert settling(decide("refund", task("0000 0000"), MATRIX), found(task("0000 0000"))) is None


@given(tasks())
@settings(max_examples=80, deadline=None)
def test_every_counterfactual_applied_really_reaches_its_mode(one: Task) -> None:
    mode = decide("refund", one, MATRIX).mode
    for each in found(one):
        assert each.to != mode
        assert decide("refund", with_changes(one, each.changes), MATRIX).mode == each.to


@given(tasks(), tasks())
@settings(max_examples=40, deadline=None)
def test_every_counterfactual_of_a_task_with_several_raters_applied_settles_it_and_reaches_its_mode(
    one: Task, other: Task
) -> None:
    rating = {"by": "bo", "factors": dict(other.factors), "flags": dict(other.flags), "evidence": other.evidence}
    one = one.model_copy(update={"ratings": (OneRating.model_validate(rating),)})
    for each in found(one):
        assert decide("refund", with_changes(one, each.changes), MATRIX).mode == each.to


@given(tasks(basis="quick"))
@settings(max_examples=40, deadline=None)
def test_every_counterfactual_of_a_quick_look_applied_really_reaches_its_mode(one: Task) -> None:
    for each in found(one):
        assert decide("refund", with_changes(one, each.changes), MATRIX).mode == each.to


@given(tasks())
@settings(max_examples=12, deadline=None)
def test_the_smallest_for_each_mode_is_named_of_all_changes_and_of_those_that_a_team_can_bring_about(one: Task) -> None:
    smallest: dict[tuple[str, bool], int] = {}
    now = plainly_decided(one)[1]
    for size, changes in _every_change(one):
        mode = plainly_decided(with_changes(one, changes))[1]
        for able in {False, all(change.changeable for change in changes)} if mode != now else ():
            smallest[mode, able] = min(size, smallest.get((mode, able), size))
    first: dict[tuple[str, bool], int] = {}
    for each in found(one):
        for able in {False, each.is_changeable}:
            first[each.to, able] = min(each.size, first.get((each.to, able), each.size))
    assert first == smallest
    by_mode = [[each.size for each in found(one) if each.to == mode] for mode in MODES]
    assert by_mode == [sorted(sizes) for sizes in by_mode]


def _every_change(one: Task) -> Iterator[tuple[int, tuple[Change, ...]]]:
    singles = list(_single_changes(one))
    for size, change in singles:
        yield size, (change,)
    for (size, change), (other_size, other) in combinations(singles, 2):
        if change.what != other.what:
            yield size + other_size, (change, other)


def _single_changes(one: Task) -> Iterator[tuple[int, Change]]:
    for name in FACTORS:
        now = one.factors.get(name)
        now = 3 if now is None else now
        yield from (
            (abs(v - now), Change(f"factor:{name}", "", str(v), name in CHANGEABLE)) for v in range(4) if v != now
        )
    cautious = {flag.id: flag.cautious for flag in MATRIX.flags}
    for name in FLAGS:
        other = "no" if one.flags.get(name, cautious[name]) == "yes" else "yes"
        yield 1, Change(f"flag:{name}", "", other, name in (*CHANGEABLE, "graceful_failure"))
    yield from (
        (abs(v - one.evidence), Change("evidence", "", str(v), True)) for v in range(-1, 4) if v != one.evidence
    )
