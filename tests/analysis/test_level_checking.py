"""Levels, bands and modes that no answers reach are found, and why."""

from __future__ import annotations

from typing import Any

import pytest

from tests.analysis.drafts import Draft, built, one
from tests.analysis.findings import asked, findings, only


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ([("levels.2.requires.overall_at_least", "6/5")], "Overall"),
        (
            [("levels.2.requires.sections_at_least", {"second": "2"}), ("sections.1.questions.0.allow_na", "false")],
            "Second",
        ),
        ([("levels.2.requires.every_section_at_least", "3/2")], "First"),
        (
            [
                ("sections.0.questions.0.ask_when", {"profile": "stage", "is": "demo"}),
                ("sections.0.questions.1.ask_when", {"profile": "stage", "is": "live"}),
                ("sections.0.questions.1.gates", [{"level": "ready", "at_least": "full"}]),
            ],
            "can't all be asked",
        ),
        (
            [
                ("sections.0.questions.0.ask_when", {"question": "fallback", "is": "absent"}),
                ("sections.0.questions.1.gates", [{"level": "ready", "at_least": "full"}]),
            ],
            "'retries' can't be asked where 'fallback' has at least full",
        ),
        (
            [
                ("sections.1.questions.0.rules.0.value", "1/2"),
                ("sections.1.questions.0.gates", [{"level": "ready", "at_least_value": "1"}]),
                ("sections.1.questions.0.allow_na", "false"),
            ],
            "no answer to 'isolation' meets 1",
        ),
    ],
)
def test_a_level_that_no_answers_reach_is_an_error(changes: list[tuple[str, Any]], words: str) -> None:
    fault = only(built(*changes), "level-never-reached")
    assert fault.path == ("levels", 2)
    assert fault.severity == "error"
    assert "proven" in fault.message
    assert words in fault.counterexample


def test_a_level_whose_gates_are_asked_under_different_conditions_can_be_reached_where_these_meet() -> None:
    questionnaire = built(
        ("sections.0.questions.0.ask_when", {"profile": "stage", "is": "live"}),
        ("sections.0.questions.1.ask_when", {"profile": "load", "at_least": "5"}),
        ("sections.0.questions.1.gates", [{"level": "ready", "at_least": "full"}]),
    )
    assert not findings(questionnaire, "level-never-reached")


def test_a_section_that_is_not_applicable_passes_any_threshold() -> None:
    assert not findings(built(("levels.2.requires.sections_at_least", {"second": "2"})), "level-never-reached")


def test_without_answers_as_zero_a_level_can_be_reached_all_the_same() -> None:
    assert not findings(built(("scoring", {"unanswered": "zero"})), "level-never-reached")


def test_a_mode_that_no_answers_clear_is_an_error() -> None:
    fault = only(built(("autonomy.2.requires.overall_at_least", "2")), "mode-never-cleared")
    assert fault.path == ("autonomy", 2, "requires")


@pytest.mark.parametrize(
    ("bands", "names"),
    [
        ([{"id": "a", "at_most": "0"}, {"id": "b", "above": "0", "below": "1"}, {"id": "c", "at_least": "1"}], []),
        ([{"id": "a", "below": "0"}, {"id": "b", "at_least": "0", "at_most": "1"}, {"id": "c", "above": "1"}], [0, 2]),
        (
            [
                {"id": "a", "below": "1/3"},
                {"id": "b", "at_least": "1/3", "at_most": "1/3"},
                {"id": "c", "above": "1/3"},
            ],
            [1],
        ),
    ],
)
def test_bands_that_hold_no_score_are_found(bands: list[Draft], names: list[int]) -> None:
    questionnaire = asked(one("a"), one("b"), levels=[], bands=bands)
    found = findings(questionnaire, "level-never-reached") + findings(questionnaire, "level-undecided")
    assert [fault.path[-1] for fault in found] == names
    assert [fault.severity for fault in found] == ["warning" if index == 1 else "error" for index in names]
