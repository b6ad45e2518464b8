"""The recommended mode: worked cases from the design, and what decided each."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from readiness_tui.analysis.deciding import Decision, decide
from readiness_tui.model.assessment import Task
from tests.analysis.matrices import (
    COMFORTS,
    MATRIX,
    matrix,
    task,
    tasks,
)


def decided(one: Task) -> Decision:
    return decide("refund", one, MATRIX)


# levels (complexity nature expertise interpersonal, tolerance consequence reversibility detectability), flags,
# evidence; then mode, base mode, binding rules, status, interim
WORKED = [
    ("nothing against it", "0000 0000", "", 3, "automate", "automate", "", "clear", "automate"),
    ("exposure just below 1", "0000 1110", "", 3, "automate", "automate", "", "clear", "automate"),
    ("exposure at 1", "0000 1111", "", 3, "automate_sample", "automate_sample", "", "clear", "automate_sample"),
    ("exposure 1.5", "0000 2112", "", 3, "automate_sample", "automate_sample", "", "clear", "automate_sample"),
    ("exposure at 1.75", "0000 2212", "", 3, "approve_before", "approve_before", "", "clear", "approve_before"),
    ("judgement 1.75", "2221 0000", "", 3, "augment", "augment", "", "clear", "augment"),
    ("judgement 0.75 is not near", "1110 0000", "", 3, "automate", "automate", "", "clear", "automate"),
    ("judgement at 1.25, alone else", "2111 0000", "", 3, "augment", "augment", "", "unclear", "augment"),
    ("judgement at 1.5, alone else", "2211 0000", "", 3, "augment", "augment", "", "unclear", "augment"),
    ("judgement at 1, just near", "1111 0000", "", 3, "automate", "automate", "", "unclear", "augment"),
    ("near, sampling", "1111 1111", "", 3, "automate_sample", "automate_sample", "", "unclear", "augment"),
    ("near, both ask first", "1111 2212", "", 3, "approve_before", "approve_before", "", "close_call", None),
    ("near from above", "2111 2212", "", 3, "augment", "augment", "", "close_call", "augment"),
    ("near, asks", "1111 0000", "privileged_access", 3, "approve_before", "automate", "G7", "close_call", None),
    ("near, capped to one", "1111 0000", "physical_safety", 3, "augment", "automate", "G5", "clear", "augment"),
    ("near, lifted", "2111 0000", "moves_money below_limit", 3, "augment", "augment", "", "unclear", None),
    ("G0", "0000 0000", "prohibited_use", 3, "not_yet", "automate", "G0", "clear", "not_yet"),
    ("G1 irreversible", "0000 0030", "", 3, "approve_before", "automate", "G1", "clear", None),
    ("G1 hard to undo and serious", "0000 0220", "", 3, "approve_before", "automate_sample", "G1", "clear", None),
    ("hard to undo, small cost", "0000 0120", "", 3, "automate", "automate", "", "clear", None),
    ("G2", "0000 0000", "moves_money -below_limit", 3, "approve_before", "automate", "G2", "clear", None),
    ("G2 below a limit", "0000 0010", "moves_money below_limit", 3, "automate_sample", "automate", "G2", "clear", None),
    ("G2 limit, no undo", "0000 0020", "moves_money below_limit", 3, "approve_before", "automate", "G2", "clear", None),
    ("a limit without money", "0000 0000", "below_limit", 3, "automate", "automate", "", "clear", None),
    ("G3", "0000 0000", "customer_facing -approved_template", 3, "approve_before", "automate", "G3", "clear", None),
    ("G3 ok", "0000 0000", "customer_facing approved_template", 3, "automate_sample", "automate", "G3", "clear", None),
    ("G4", "0000 0000", "decides_rights -narrow_procedural", 3, "augment", "automate", "G4", "clear", None),
    ("G4 narrow", "0000 0000", "decides_rights narrow_procedural", 3, "automate", "automate", "", "clear", None),
    ("G5", "0000 0000", "physical_safety", 3, "augment", "automate", "G5", "clear", None),
    ("G6", "0000 0000", "law_requires_human", 3, "augment", "automate", "G6", "clear", None),
    ("G7", "0000 0000", "privileged_access", 3, "approve_before", "automate", "G7", "clear", None),
    ("G8 severe, hidden, untested", "0000 0302", "", 1, "not_yet", "automate_sample", "G8", "clear", None),
    ("G8 lifted by a pilot", "0000 0302", "", 2, "automate_sample", "automate_sample", "", "clear", None),
    ("G8 lifted by a check", "0000 0301", "", 0, "automate_sample", "automate_sample", "", "clear", None),
    ("G8 failed", "0000 0000", "", -1, "not_yet", "automate", "G8", "clear", None),
    ("G9", "0000 0100", "-graceful_failure", 3, "approve_before", "automate", "G9", "clear", None),
    ("no consequence, no G9", "0000 3000", "-graceful_failure", 3, "automate", "automate", "", "clear", None),
    ("G10 a pilot", "0000 0000", "", 2, "automate_sample", "automate", "G10", "clear", None),
    ("G10 does not bind", "0000 1111", "", 0, "automate_sample", "automate_sample", "", "clear", None),
    ("two bind", "0000 0000", "physical_safety law_requires_human", 3, "augment", "automate", "G5 G6", "clear", None),
    ("the lowest binds", "0000 0030", "physical_safety", 3, "augment", "automate", "G5", "clear", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "flags", "evidence", "mode", "base", "binding", "status", "interim"),
    [case[1:] for case in WORKED],
    ids=[case[0] for case in WORKED],
)
def test_a_task_gets_the_mode_that_the_design_gives_it(
    levels: str, flags: str, evidence: int, mode: str, base: str, binding: str, status: str, interim: str | None
) -> None:
    found = decided(task(levels, flags, evidence=evidence))
    assert (found.mode, found.base_mode, found.status) == (mode, base, status)
    assert " ".join(cap.rule for cap in found.binding) == binding
    assert found.interim == (interim or mode)
    assert found.best_mode == found.mode


def test_both_sides_of_a_near_cutoff_are_named_least_autonomy_first() -> None:
    assert decided(task("2111 0000")).candidates == ("augment", "automate")
    assert decided(task("1111 2212")).candidates == ("augment", "approve_before")
    assert decided(task("1111 0000", "physical_safety")).candidates == ()


def test_the_means_are_exact() -> None:
    found = decided(task("1200 0012"))
    assert found.axis_means == (("judgement", Fraction(3, 4)), ("exposure", Fraction(3, 4)))


def test_every_rule_that_applies_is_listed_with_its_cap_as_lifted() -> None:
    found = decided(
        task("0000 0000", "moves_money below_limit customer_facing decides_rights narrow_procedural", evidence=2)
    )
    listed = {cap.rule: (cap.cap, cap.binding, cap.ground) for cap in found.caps}
    assert listed == {
        "G2": ("automate_sample", False, "ground of G2"),
        "G3": ("approve_before", True, "ground of G3"),
        "G10": ("automate_sample", False, "ground of G10"),
    }


def test_a_cap_equal_to_the_base_mode_does_not_bind() -> None:
    found = decided(task("0000 2212", "moves_money"))
    assert [(cap.rule, cap.binding) for cap in found.caps] == [("G2", False)]


@pytest.mark.parametrize(
    ("levels", "flags", "staffed"),
    [
        ("0000 2212", "-named_reviewer", False),
        ("0000 2212", "?named_reviewer", False),
        ("0000 1111", "-named_reviewer", False),
        ("0000 2212", "", True),
        ("0000 0000", "-named_reviewer", True),
        ("2221 0000", "-named_reviewer", True),
    ],
)
def test_a_mode_with_a_checkpoint_needs_a_named_reviewer(levels: str, flags: str, staffed: bool) -> None:
    assert decided(task(levels, flags)).staffed is staffed


# What decided


def test_a_binding_cap_is_the_reason_with_its_ground_named() -> None:
    found = decided(task("0000 0000", "moves_money"))
    assert [(reason.kind, reason.id, reason.beyond_factors) for reason in found.reasons] == [("cap", "G2", True)]
    assert "no factor can lift it" in found.reasons[0].text


def test_a_cap_that_hangs_on_a_factor_does_not_say_that_none_can_lift_it() -> None:
    (reason,) = decided(task("0000 0030")).reasons
    assert (reason.id, reason.beyond_factors) == ("G1", False)


def test_the_axis_that_decided_comes_first_with_signed_distances_largest_first() -> None:
    exposure, judgement = decided(task("1000 1200")).reasons
    assert (exposure.id, exposure.cutoff, judgement.id, judgement.cutoff) == (
        "exposure",
        1,
        "judgement",
        Fraction(5, 4),
    )
    assert [(part.id, part.distance) for part in exposure.factors] == [
        ("consequence", Fraction(1, 4)),
        ("reversibility", Fraction(-1, 4)),
        ("detectability", Fraction(-1, 4)),
        ("error_tolerance", 0),
    ]
    assert judgement.text == "Judgement 0.25, below 1.25"


@pytest.mark.parametrize(
    ("levels", "axis", "cutoff", "text"),
    [
        ("0000 0000", "exposure", Fraction(1), "Exposure 0.00, below 1.00"),
        ("0000 1111", "exposure", Fraction(1), "Exposure 1.00, at or above 1.00 and below 1.75"),
        ("0000 2212", "exposure", Fraction(7, 4), "Exposure 1.75, at or above 1.75"),
        ("2221 0000", "judgement", Fraction(5, 4), "Judgement 1.75, at or above 1.25"),
    ],
)
def test_the_cutoff_named_is_the_one_that_keeps_the_mode_from_more_autonomy(
    levels: str, axis: str, cutoff: Fraction, text: str
) -> None:
    reason = decided(task(levels)).reasons[0]
    assert (reason.id, reason.cutoff, reason.text) == (axis, cutoff, text)


@given(tasks(unknowns=False))
@settings(max_examples=60, deadline=None)
def test_distances_add_up_to_the_distance_of_the_mean(one: Task) -> None:
    found = decided(one)
    means = dict(found.axis_means)
    for reason in found.reasons:
        if reason.kind == "axis" and reason.cutoff is not None:
            assert sum(part.distance for part in reason.factors) == means[reason.id] - reason.cutoff


# Other matrices: nothing about a factor, a flag or a rule is in the code


def test_a_matrix_of_another_making_decides_by_its_own_rules() -> None:
    other = matrix(
        factors=("task_nature", "consequence"),
        flags=("moves_money", "graceful_failure"),
        base=[
            {"when": {"all": [{"axis": "judgement", "at_least": 2}, {"flag": "moves_money"}]}, "mode": "augment"},
            {
                "when": {"any": [{"axis": "exposure", "below": 1}, {"factor": "task_nature", "is": 0}]},
                "mode": "automate",
            },
            {"mode": "approve_before"},
        ],
        rules=[
            {"id": "R1", "when": {"not": {"flag": "graceful_failure"}}, "cap": "approve_before"},
            {"id": "R2", "when": {"mode": ["automate"]}, "cap": "automate_sample"},
        ],
    )
    assert decide("t", task("?2?? ?1??", "moves_money"), other).mode == "augment"
    assert decide("t", task("?1?? ?0??"), other).mode == "automate_sample"
    assert decide("t", task("?0?? ?3??", "-graceful_failure"), other).mode == "approve_before"
    assert [cap.rule for cap in decide("t", task("?0?? ?3??", "-graceful_failure"), other).caps] == ["R1"]


def test_the_comforts_of_the_design_are_cautious_at_no() -> None:
    assert {flag.id for flag in MATRIX.flags if flag.cautious == "no"} == set(COMFORTS)
