"""Published models from YAML alone, through the command line, to the last digit."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from readiness_tui.storage.questionnaires import load_questionnaire
from readiness_tui.storage.shipped import shipped_files
from tests.cli.shelling import run

PUBLISHED = sorted((Path(__file__).parent / "published").glob("*.yaml"))
RUBRIC = ("data", "model", "infrastructure", "monitoring")
BANDS = (
    (Fraction(0), "research"),
    (Fraction(1), "holes"),
    (Fraction(2), "basic"),
    (Fraction(3), "reasonable"),
    (Fraction(5), "strong"),
    (Fraction(7), "exceptional"),
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("READINESS_STATE_DIR", str(tmp_path / "state"))
    run("init", here=tmp_path)
    for path in PUBLISHED:
        shutil.copy(path, tmp_path / "questionnaires")
    return tmp_path


def scored(workspace: Path, questionnaire: str, answers: Mapping[str, str], *more: str) -> dict[str, Any]:
    assert run("new", "Agent", "--questionnaire", questionnaire, here=workspace).code == 0
    words = [f"{question}={answer}" for question, answer in answers.items()]
    if words:
        ran = run("answer", "agent", *words, *more, here=workspace)
        assert ran.code == 0, ran.err
    return run("score", "agent", "--json", here=workspace).json


def both_ends(part: dict[str, Any]) -> tuple[str, str]:
    return part["worst"]["exact"], part["best"]["exact"]


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_the_file_passes_its_check(path: Path, tmp_path: Path) -> None:
    ran = run("questionnaire", "check", str(path), "--json", here=tmp_path)
    assert (ran.code, [found for found in ran.json["findings"] if found["severity"] == "error"]) == (0, [])


# SAMM: 90 answers, one value for each of the 15 practices in their order, as in the test of OWASP's own calculator
# (sammwise), whose formula gives these scores.
COVERAGES = ("all", "no", "some", "most") * 4
PRACTICES = ("3", "0", "3/4", "3/2") * 4
FUNCTIONS = ("5/4", "3/2", "7/4", "3/4", "5/4")


def samm_practices() -> list[str]:
    path = next(path for path in PUBLISHED if path.stem == "samm-2")
    return [practice.id for section in load_questionnaire(path).questionnaire.sections for practice in section.sections]


def test_samm_2_gives_the_scores_of_owasp_s_own_calculator(workspace: Path) -> None:
    practices = samm_practices()
    answers = {
        f"{practice}-{level}{stream}": coverage
        for practice, coverage in zip(practices, COVERAGES, strict=False)
        for level in "123"
        for stream in "ab"
    }
    assert len(answers) == 90
    card = scored(workspace, "samm-2", answers)
    assert both_ends(card["overall"]) == ("13/10", "13/10")
    assert card["overall"]["worst"]["display"] == 1.3
    assert [both_ends(part) for part in card["sections"]] == [(score, score) for score in FUNCTIONS]
    found = [practice for section in card["sections"] for practice in section["sections"]]
    assert [practice["id"] for practice in found] == practices
    assert [practice["worst"]["exact"] for practice in found] == list(PRACTICES[:15])


def test_in_samm_2_what_is_open_or_not_applicable_counts_zero(workspace: Path) -> None:
    """A level is the mean of two streams, a practice the sum of three levels, a function the mean of practices."""
    answers = {
        "strategy-and-metrics-1a": "all",
        "strategy-and-metrics-1b": "most",
        "strategy-and-metrics-2a": "all",
        "policy-and-compliance-1a": "n/a",
        "security-testing-3b": "some",
    }
    card = scored(workspace, "samm-2", answers, "--reason", "outside the scope")
    governance = card["sections"][0]
    assert governance["sections"][0]["worst"]["exact"] == "5/4"  # (1 + 1/2) / 2 + 1 / 2
    assert governance["worst"]["exact"] == "5/12"
    assert card["sections"][3]["worst"]["exact"] == "1/24"  # 1/4 / 2 / 3
    assert both_ends(card["overall"]) == ("11/120", "11/120")  # (5/12 + 1/24) / 5
    assert card["overall"]["worst"]["display"] == 0.09


@pytest.mark.parametrize("chosen", list(product((False, True), repeat=3)), ids=str)
def test_the_lens_question_has_the_risk_that_its_specification_says(
    workspace: Path, chosen: tuple[bool, bool, bool]
) -> None:
    """All three: none. The third with or without the first or the second: medium. Else: high."""
    given = ",".join(f"choice-{place}" for place, is_chosen in enumerate(chosen, start=1) if is_chosen)
    card = scored(workspace, "custom-lens", {"question": given or "none-of-these"})
    expected = "no-risk" if all(chosen) else "medium-risk" if chosen[2] else "high-risk"
    assert (card["level"]["worst"], card["level"]["best"]) == (expected, expected)


@pytest.mark.parametrize(
    ("failing", "level"),
    [
        ((), "gold"),
        (("has-on-call",), "silver"),
        (("has-alerts",), "bronze"),
        (("has-owner",), "basic"),
        (("has-alerts", "has-runbook"), "bronze"),
        (("has-readme", "has-owner", "has-alerts", "has-on-call", "has-runbook"), "basic"),
    ],
)
def test_a_cumulative_ladder_stops_at_the_first_level_with_a_rule_that_fails(
    workspace: Path, failing: tuple[str, ...], level: str
) -> None:
    rules = ("has-readme", "has-owner", "has-alerts", "has-on-call", "has-runbook")
    card = scored(workspace, "scorecard-ladder", {rule: "fails" if rule in failing else "passes" for rule in rules})
    assert (card["level"]["worst"], card["level"]["best"]) == (level, level)


def rubric(*points: Fraction) -> dict[str, str]:
    """Answers that give each section its points: automated tests first, then one by hand for a half."""
    [path] = shipped_files("questionnaires", "ml-test-score.yaml")
    answers = {}
    for section, wanted in zip(load_questionnaire(path).questionnaire.sections, points, strict=True):
        for place, question in enumerate(section.questions):
            left = wanted - place
            answers[question.id] = "automated" if left >= 1 else "manual" if left > 0 else "absent"
    return answers


@pytest.mark.parametrize("score", [Fraction(half, 2) for half in (0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 14)], ids=str)
def test_the_ml_test_score_is_its_weakest_section_and_has_the_paper_s_bands(workspace: Path, score: Fraction) -> None:
    best = Fraction(7)
    card = scored(workspace, "ml-test-score", rubric(best, score, best, max(score, Fraction(3))))
    assert both_ends(card["overall"]) == (str(score), str(score))
    expected = next(name for end, name in BANDS if score <= end)
    assert card["level"]["worst"] == expected
    assert [section["worst"]["exact"] for section in card["sections"]][:2] == ["7", str(score)]
