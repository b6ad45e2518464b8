"""How sure a mode is: multipliers that flip it, 2,000 random weightings, single small errors."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from readiness_tui.analysis.deciding import decide
from readiness_tui.analysis.robustness import mode_under, robustness
from readiness_tui.model.assessment import Task
from readiness_tui.model.modes import RANK
from tests.analysis.matrices import FACTORS, MATRIX, matrix, plainly_decided, task, tasks

SMALL = Fraction(1, 10**9)


def test_the_multiplier_is_where_the_weighted_mean_meets_the_cutoff() -> None:
    # exposure (0, 2, 0, 1): t (n - 1) - others = 3 - 1, level - t = 1
    flips = robustness(task("1000 1200"), MATRIX).weights.flips
    assert [(flip.factor, flip.multiplier, flip.to, flip.beyond) for flip in flips] == [
        ("consequence", 2, "automate_sample", False),
        ("reversibility", 0, "automate_sample", False),
        ("detectability", 0, "automate_sample", False),
    ]


def test_a_factor_at_the_cutoff_has_no_multiplier() -> None:
    assert "error_tolerance" not in {flip.factor for flip in robustness(task("0000 1200"), MATRIX).weights.flips}


def test_leaving_a_factor_out_flips_nothing_where_the_others_alone_stand_at_the_cutoff() -> None:
    # exposure (1, 1, 1, 2): without the last the mean is 1, which is reached still
    flips = robustness(task("0000 1112"), MATRIX).weights.flips
    assert {(flip.factor, flip.multiplier) for flip in flips if flip.multiplier == 0} == set()


@given(tasks())
@settings(max_examples=80, deadline=None)
def test_every_multiplier_recomputed_flips_the_mode_and_none_before_it_does(one: Task) -> None:
    now = plainly_decided(one)[1]
    for flip in robustness(one, MATRIX).weights.flips:
        step = SMALL if flip.multiplier >= 1 and (flip.multiplier > 1 or _rises(one, flip.factor, now)) else -SMALL
        there = flip.multiplier + step if flip.beyond else flip.multiplier
        assert mode_under(one, MATRIX, {flip.factor: there}) == flip.to != now
        before = flip.multiplier if flip.beyond else flip.multiplier - step
        assert mode_under(one, MATRIX, {flip.factor: before}) == now


def _rises(one: Task, factor: str, now: str) -> bool:
    """Whether a mean that stands at the cut-off leaves it when this factor counts for more."""
    return mode_under(one, MATRIX, {factor: 1 + SMALL}) != now


@given(tasks())
@settings(max_examples=60, deadline=None)
def test_where_no_multiplier_is_given_none_flips_the_mode(one: Task) -> None:
    now = plainly_decided(one)[1]
    flips = {flip.factor for flip in robustness(one, MATRIX).weights.flips}
    for factor in set(FACTORS) - flips:
        for multiplier in (Fraction(0), Fraction(1, 3), Fraction(9, 4), Fraction(5), Fraction(1000)):
            assert mode_under(one, MATRIX, {factor: multiplier}) == now


@given(tasks())
@settings(max_examples=40, deadline=None)
def test_equal_weights_give_the_mode_itself(one: Task) -> None:
    assert mode_under(one, MATRIX, dict.fromkeys(FACTORS, Fraction(7))) == decide("refund", one, MATRIX).mode


@pytest.mark.parametrize(
    ("levels", "flags", "label"),
    [
        ("0000 0000", "", "robust"),
        ("3333 0000", "", "robust"),
        ("1000 1200", "", "fragile"),
        ("0000 1121", "", "robust"),
        ("0000 0000", "moves_money", "independent"),
        ("2221 3333", "physical_safety", "robust"),
        ("1000 1200", "physical_safety", "independent"),
        ("1000 0000", "prohibited_use", "independent"),
        ("2100 0000", "moves_money", "independent"),
    ],
)
def test_the_label_follows_the_share_of_weightings_with_the_same_mode(levels: str, flags: str, label: str) -> None:
    weights = robustness(task(levels, flags), MATRIX).weights
    assert weights.label == label
    share = weights.share
    assert label == "independent" or label == ("robust" if share >= 0.95 else "fair" if share >= 0.8 else "fragile")


def test_the_share_is_that_of_weights_spread_evenly() -> None:
    # one factor of four at 2, one at 1, cut-off 1: the weight of the first has to be below that of two others, 3/4
    assert abs(robustness(task("0000 1200"), MATRIX).weights.share - 0.75) < 0.03


def test_the_same_task_gets_the_same_share_each_time_and_in_any_order_of_questions() -> None:
    one = task("1100 1200")
    first = robustness(one, MATRIX)
    assert first == robustness(one, matrix())
    assert first.answers == robustness(one, matrix(factors=FACTORS[::-1])).answers


@given(tasks())
@settings(max_examples=40, deadline=None)
def test_independent_of_weights_means_that_a_cap_binds_and_no_weighting_lifts_it(one: Task) -> None:
    weights = robustness(one, MATRIX).weights
    base, mode, _ = plainly_decided(one)
    assert (weights.label == "independent") == (RANK[mode] < RANK[base])
    if weights.label != "independent":
        return
    for judged in FACTORS[:4]:
        for exposed in FACTORS[4:]:
            alone = {name: Fraction(int(name in (judged, exposed))) for name in FACTORS}
            other = mode_under(one, MATRIX, alone)
            assert RANK[other] <= RANK[mode]


def test_a_capped_task_says_how_often_other_weights_would_lower_it() -> None:
    weights = robustness(task("2100 0000", "moves_money"), MATRIX).weights
    assert weights.label == "independent"
    assert 0.8 <= weights.share < 1


def test_small_errors_are_one_level_up_or_down_within_the_scale() -> None:
    # 2 + 3 x 1 for judgement, 2 + 2 + 1 + 1 for exposure, 1 for the evidence; exposure up, or evidence down, flips
    answers = robustness(task("1000 1200"), MATRIX).answers
    assert (answers.flips, answers.of) == (5, 12)


def test_the_quick_basis_counts_small_errors_of_its_own_factors_only() -> None:
    answers = robustness(task("00?? 00??", basis="quick"), MATRIX).answers
    assert (answers.flips, answers.of) == (0, 4)


@given(tasks(unknowns=False))
@settings(max_examples=60, deadline=None)
def test_small_errors_counted_one_by_one_give_the_same(one: Task) -> None:
    now = plainly_decided(one)[1]
    changed = [one.rated(f, one.factors[f] + d) for f in FACTORS for d in (-1, 1) if 0 <= one.factors[f] + d <= 3]
    changed += [one.model_copy(update={"evidence": e}) for e in (one.evidence - 1, one.evidence + 1) if -1 <= e <= 3]
    answers = robustness(one, MATRIX).answers
    assert (answers.flips, answers.of) == (sum(plainly_decided(c)[1] != now for c in changed), len(changed))
