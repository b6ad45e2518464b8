"""What holds of the mode for any task."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.deciding import Decision, decide
from readiness_tui.model.assessment import Task
from readiness_tui.model.modes import RANK
from tests.analysis.matrices import (
    CORE,
    FACTORS,
    FLAGS,
    MATRIX,
    RISKS,
    matrix,
    plainly_decided,
    tasks,
)


def decided(one: Task) -> Decision:
    return decide("refund", one, MATRIX)


@given(tasks())
@settings(max_examples=250, deadline=None)
def test_the_mode_is_the_base_mode_held_down_by_every_cap(one: Task) -> None:
    found = decided(one)
    base, mode, caps = plainly_decided(one)
    assert (found.base_mode, found.mode) == (base, mode)
    assert {cap.rule: cap.cap for cap in found.caps} == caps
    assert found.best_mode == plainly_decided(one, cautious=False)[1]
    assert {cap.rule for cap in found.binding} == {
        r for r, cap in caps.items() if cap == mode and RANK[cap] < RANK[base]
    }


@given(tasks(), st.sampled_from(FACTORS), st.sampled_from([0, 1, 2, 3]), st.sampled_from(["full", "quick"]))
@settings(max_examples=100, deadline=None)
def test_raising_a_factor_never_raises_the_mode(one: Task, factor: str, level: int, basis: str) -> None:
    one = one.model_copy(update={"basis": basis}).rated(factor, level)
    modes = [RANK[decided(one.rated(factor, higher)).mode] for higher in range(level, 4)]
    assert modes == sorted(modes, reverse=True)


@given(tasks(), st.sampled_from(FLAGS), st.sampled_from(["full", "quick"]))
@settings(max_examples=100, deadline=None)
def test_setting_a_risk_or_losing_a_comfort_never_raises_the_mode(one: Task, flag: str, basis: str) -> None:
    one = one.model_copy(update={"basis": basis})
    risky, calm = ("yes", "no") if flag in RISKS else ("no", "yes")
    assert RANK[decided(one.flagged(flag, risky)).mode] <= RANK[decided(one.flagged(flag, calm)).mode]


@given(tasks(), st.sampled_from(["full", "quick"]))
@settings(max_examples=80, deadline=None)
def test_lowering_the_evidence_never_raises_the_mode(one: Task, basis: str) -> None:
    one = one.model_copy(update={"basis": basis})
    modes = [RANK[decided(one.model_copy(update={"evidence": level})).mode] for level in (-1, 0, 1, 2, 3)]
    assert modes == sorted(modes)


@given(tasks(), st.sampled_from(FACTORS + FLAGS))
@settings(max_examples=100, deadline=None)
def test_making_an_answer_unknown_never_raises_the_mode_nor_lowers_the_best(one: Task, name: str) -> None:
    unknown = one.rated(name, None) if name in FACTORS else one.flagged(name, None)
    before, after = decided(one), decided(unknown)
    assert RANK[after.mode] <= RANK[before.mode]
    assert RANK[after.best_mode] >= RANK[before.best_mode]


@given(tasks(), st.sampled_from(("moves_money", "customer_facing", *CORE)))
@settings(max_examples=100, deadline=None)
def test_making_a_quick_answer_unknown_never_raises_the_mode(one: Task, name: str) -> None:
    one = one.model_copy(update={"basis": "quick"})
    unknown = one.rated(name, None) if name in FACTORS else one.flagged(name, None)
    assert RANK[decided(unknown).mode] <= RANK[decided(one).mode]


@given(tasks(), st.permutations(FACTORS), st.permutations(FLAGS))
@settings(max_examples=25, deadline=None)
def test_the_order_of_questions_and_of_answers_does_not_matter(one: Task, factors: list[str], flags: list[str]) -> None:
    turned = one.model_copy(
        update={"factors": dict(reversed(one.factors.items())), "flags": dict(reversed(one.flags.items()))}
    )
    before, after = decided(one), decide("refund", turned, matrix(tuple(factors), tuple(flags)))
    for field in ("mode", "best_mode", "status", "candidates", "interim", "base_mode", "caps", "staffed", "mismatches"):
        assert getattr(before, field) == getattr(after, field)
    for field in ("unknowns_that_matter", "assumptions"):
        assert set(getattr(before, field)) == set(getattr(after, field))


@given(tasks())
@settings(max_examples=100, deadline=None)
def test_the_interim_mode_never_exceeds_the_mode(one: Task) -> None:
    found = decided(one)
    assert RANK[found.interim] <= RANK[found.mode] <= RANK[found.best_mode]
    assert not found.candidates or found.mode in found.candidates
