"""Levels, bands and modes that no answers reach are found, and why."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from readiness_tui.analysis.possible_scores import possible_scores
from readiness_tui.analysis.satisfying import Satisfier
from tests.analysis.drafts import Draft, built, one
from tests.analysis.drawing import Case, cases
from tests.analysis.findings import asked, findings, only
from tests.analysis.models import TODAY, assessment, completions
from tests.analysis.oracle import Oracle


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


def test_a_section_that_is_not_applicable_passes_any_threshold_and_that_this_is_the_only_way_is_a_warning() -> None:
    questionnaire = built(("levels.2.requires.sections_at_least", {"second": "2"}))
    assert not findings(questionnaire, "level-never-reached")
    fault = only(questionnaire, "level-by-absence")
    assert (fault.path, fault.severity) == (("levels", 2, "requires", "sections_at_least"), "warning")
    assert fault.counterexample == "with every answer at its best 'second' has 1: proven"


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
    assert {fault.severity for fault in found} <= {"error"}


def test_a_band_that_the_scores_step_over_is_proven_by_the_scores_next_to_it() -> None:
    ends = [{"id": "a", "at_most": "1/4"}, {"id": "b", "above": "1/4", "below": "1/2"}, {"id": "c", "at_least": "1/2"}]
    fault = only(asked(one("a"), one("b", allow_na="false"), levels=[], bands=ends), "level-never-reached")
    assert (fault.path, fault.counterexample) == (("bands", 1), "the scores next to it are 0.25 and 0.5")


def test_bands_are_reached_by_answers_that_hide_questions() -> None:
    hidden = one("b", ask_when={"question": "a", "is": "full"}, allow_na="false")
    ends = [{"id": "a", "at_most": "1/4"}, {"id": "b", "above": "1/4", "below": "3/4"}, {"id": "c", "at_least": "3/4"}]
    assert not findings(asked(one("a"), hidden, levels=[], bands=ends), "level-never-reached")
    thin = [{"id": "a", "below": "3/5"}, {"id": "b", "at_least": "3/5", "below": "3/4"}, ends[-1]]
    fault = only(asked(one("a"), hidden, levels=[], bands=thin), "level-never-reached")
    assert fault.counterexample == "the scores next to it are 0.5 and 0.75"


def test_where_ways_to_answer_are_too_many_a_band_that_was_not_found_is_a_warning() -> None:
    names = [f"q{place}" for place in range(8)]
    when = {"any": [{"question": name, "is": "full"} for name in names]}
    ends = [{"id": "a", "below": "1/2"}, {"id": "b", "at_least": "1/2", "at_most": "1/2"}, {"id": "c", "above": "1/2"}]
    weighed = [one(name, weight=f"1/{3**place}") for place, name in enumerate(names)]
    assert (
        only(asked(*weighed, one("b", ask_when=when), levels=[], bands=ends), "level-undecided").severity == "warning"
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(cases(rungs=False))
def test_the_scores_that_there_can_be_are_those_of_all_ways_to_answer(case: Case) -> None:
    """A count is never below 0, and numbers between two steps may hide what both of them show."""
    scores = possible_scores(Satisfier(case.asked))
    if scores is None or case.asked.scoring.unanswered == "zero":
        return
    every = completions(case.asked, assessment())
    first = [one_way for one_way in islice(every, 400) if all((a.number or 0) >= 0 for a in one_way.answers.values())]
    found = {Oracle(case.asked, one_way, TODAY).overall for one_way in first} - {None}
    assert found <= scores
    if next(every, None) is None and all(question.kind != "number" for question in case.asked.questions):
        assert found == scores
