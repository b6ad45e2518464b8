"""Mismatches M1 to M6: intent, what is built and what is recommended disagree."""

from __future__ import annotations

import pytest

from readiness_tui.analysis.deciding import decide
from tests.analysis.matrices import MATRIX, task

AUTOMATE, SAMPLE, ASK, AUGMENT = "0000 0000", "0000 1111", "0000 2212", "2221 0000"

# what it is: levels and flags, intent, built as, evidence; then the mismatches with their severity
CASES = [
    ("as it should be", AUTOMATE, "-sample_reviewed", "replace", "acts_alone", 3, ""),
    ("asks, and should", ASK, "", "unsure", "acts_after_approval", 3, "M5 major"),
    ("augments, and should", AUGMENT, "", "augment", "suggests", 3, ""),
    ("alone, should ask: a cap is crossed", AUTOMATE, "privileged_access", "replace", "acts_alone", 3, "M1 critical"),
    ("alone, should ask: no cap", ASK, "", "replace", "acts_alone", 3, "M1 major"),
    ("alone, should sample", SAMPLE, "-sample_reviewed", "replace", "acts_alone", 3, "M1 major"),
    ("alone with a sample, should sample", SAMPLE, "", "replace", "acts_alone", 3, ""),
    ("asks, should augment", AUGMENT, "", "augment", "acts_after_approval", 3, "M1 major"),
    ("meant to replace, should ask", ASK, "", "replace", "acts_after_approval", 3, "M1 major"),
    ("meant to replace, capped", AUTOMATE, "privileged_access", "replace", "acts_after_approval", 3, "M1 critical"),
    ("meant to replace, should sample", SAMPLE, "", "replace", "acts_alone", 3, ""),
    ("suggests, not even that", AUTOMATE, "prohibited_use", "augment", "suggests", 3, "M1 critical"),
    ("suggests, meant to replace", SAMPLE, "", "replace", "suggests", 2, "M2 major"),
    ("suggests, meant to replace, should ask", ASK, "", "replace", "suggests", 3, "M1 major, M2 major"),
    ("alone, meant to augment", AUTOMATE, "-sample_reviewed", "augment", "acts_alone", 3, "M3 major"),
    ("alone, to augment, unstaffed", SAMPLE, "-named_reviewer", "augment", "acts_alone", 3, "M3 critical, M6 major"),
    ("under-used", AUTOMATE, "", "augment", "acts_after_approval", 3, "M4 info"),
    ("under-used, sampled", AUTOMATE, "", "replace", "acts_alone", 3, "M4 info"),
    ("not proven, so not under-used", AUTOMATE, "", "augment", "acts_after_approval", 2, ""),
    ("has to ask, so not under-used", ASK, "", "augment", "suggests", 3, ""),
    ("unsure", AUTOMATE, "-sample_reviewed", "unsure", "acts_alone", 3, "M5 major"),
    ("asks, no reviewer", ASK, "-named_reviewer", "augment", "acts_after_approval", 3, "M6 major"),
    ("asks, reviewer unknown", ASK, "?named_reviewer", "augment", "acts_after_approval", 3, "M6 major"),
    ("suggests where it may ask, no reviewer", ASK, "-named_reviewer", "augment", "suggests", 3, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "flags", "intent", "built", "evidence", "expected"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_intent_build_and_mode_are_held_against_each_other(
    levels: str, flags: str, intent: str, built: str, evidence: int, expected: str
) -> None:
    found = decide("refund", task(levels, flags, intent=intent, built=built, evidence=evidence), MATRIX)
    assert ", ".join(f"{mismatch.id} {mismatch.severity}" for mismatch in found.mismatches) == expected


def test_a_sample_that_may_not_be_reviewed_does_not_lower_what_is_built() -> None:
    found = decide("refund", task(SAMPLE, "?sample_reviewed"), MATRIX)
    assert [mismatch.id for mismatch in found.mismatches] == ["M1"]


def test_the_text_says_what_disagrees_in_plain_words() -> None:
    found = decide("refund", task(AUTOMATE, "privileged_access -sample_reviewed"), MATRIX)
    assert [mismatch.text for mismatch in found.mismatches] == [
        "It acts alone and it is meant to replace a step, "
        "but a person has to approve each result before it takes effect (rule G7)"
    ]
