"""The quick first look: the article's four factors, and what is said beyond only ever lowers the mode."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.deciding import Decision, decide
from readiness_tui.model.assessment import Task
from readiness_tui.model.modes import RANK
from tests.analysis.matrices import (
    COMFORTS,
    CORE,
    FACTORS,
    FLAGS,
    MATRIX,
    RISKS,
    task,
    tasks,
)


def decided(one: Task) -> Decision:
    return decide("refund", one, MATRIX)


def quick(levels: str, flags: str = "", evidence: int = 0) -> Decision:
    """Complexity, nature, tolerance, consequence; then reversibility where it is said."""
    first, second, third, fourth, *more = [*levels]
    said = f"{first}{second}?? {third}{fourth}{more[0] if more else '?'}?"
    return decided(task(said, flags, basis="quick", evidence=evidence))


QUICK = [
    ("0000", "", 0, "automate", "clear"),
    ("0011", "", 0, "automate_sample", "clear"),
    ("0022", "", 0, "approve_before", "clear"),
    ("2200", "", 0, "augment", "clear"),
    ("2100", "", 0, "augment", "unclear"),
    ("3100", "", 0, "augment", "clear"),
    ("0000", "moves_money", 0, "approve_before", "clear"),
    ("0000", "moves_money below_limit", 0, "approve_before", "clear"),
    ("0000", "customer_facing approved_template", 0, "approve_before", "clear"),
    ("00003", "", 0, "approve_before", "clear"),
    ("00001", "", 0, "automate", "clear"),
    ("00022", "", 0, "approve_before", "clear"),
    ("0000", "physical_safety", 0, "augment", "clear"),
    ("0000", "prohibited_use", 3, "not_yet", "clear"),
    ("0001", "-graceful_failure", 0, "approve_before", "clear"),
    ("0000", "", -1, "not_yet", "clear"),
    ("0000", "", 1, "automate", "clear"),
    ("0000", "?moves_money", 0, "approve_before", "open"),
    ("?000", "", 0, "augment", "open"),
]


@pytest.mark.parametrize(("levels", "flags", "evidence", "mode", "status"), QUICK)
def test_a_quick_look_asks_the_four_factors_and_the_three_risks_alone(
    levels: str, flags: str, evidence: int, mode: str, status: str
) -> None:
    found = quick(levels, flags, evidence)
    assert (found.mode, found.status, found.basis) == (mode, status, "quick")


def test_a_quick_look_lists_what_it_did_not_check() -> None:
    assert quick("0001").not_checked == (
        *(f"factor:{name}" for name in ("expertise", "interpersonal", "reversibility", "detectability")),
        *(f"flag:{name}" for name in (*RISKS[2:], *COMFORTS)),
        "evidence",
        *(f"rule:{name}" for name in ("G0", "G4", "G5", "G6", "G7", "G8", "G9", "G10", "G11")),
    )
    assert quick("0001").assumptions == ()


def test_what_a_quick_look_was_told_is_no_longer_listed() -> None:
    left = quick("00003", "-physical_safety graceful_failure", evidence=3).not_checked
    assert not {"factor:reversibility", "flag:physical_safety", "rule:G5", "rule:G9", "rule:G10", "evidence"} & set(
        left
    )


def test_the_means_of_a_quick_look_are_over_its_own_factors() -> None:
    found = decided(task("1033 1023", basis="quick"))
    assert found.axis_means == (("judgement", Fraction(1, 2)), ("exposure", Fraction(1, 2)))


@given(tasks(basis="quick"), st.sampled_from(FACTORS + FLAGS), st.data())
@settings(max_examples=100, deadline=None)
def test_what_is_said_beyond_a_quick_look_only_ever_lowers_the_mode(one: Task, name: str, data: st.DataObject) -> None:
    core = ("moves_money", "customer_facing", *CORE)
    bare = one.model_copy(
        update={
            "factors": {key: level for key, level in one.factors.items() if key in core},
            "flags": {key: answer for key, answer in one.flags.items() if key in core},
            "evidence": 0,
        }
    )
    assert RANK[decided(one).mode] <= RANK[decided(bare).mode]
