"""What the checker gives as a counterexample can be typed in, and shows what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.shelling import run

TEXT = """\
format: readiness/questionnaire@1
id: replayed
version: "1"
title: Replayed
answer_sets:
  practice:
    - {id: absent, label: Not in place, value: 0}
    - {id: partial, label: Partly in place, value: 1/2}
    - {id: full, label: In place, value: 1}
profile: [{id: stage, ask: "Where?", choices: [{id: demo, label: Demo}, {id: live, label: Live}]}]
sections:
  - id: s
    title: S
    questions:
      - {id: a, ask: "A?", answers: practice}
      - {id: b, ask: "B?", answers: practice, ask_when: {question: a, at_least: partial}}
      - {id: days, ask: "Days?", kind: number, steps: [{at_least: 0, value: 0}, {at_least: 7, value: 1}]}
      - id: c
        ask: C?
        answers: practice
        gates: [{level: high, at_least: full}]
        ask_when: {profile: stage, is: live}
      - id: m
        ask: Which?
        kind: many
        choices: [{id: x, label: X}, {id: y, label: Y}, {id: none, label: None, exclusive: true}]
        rules: [{when: {any: [x, y]}, value: 1/2}, {when: {all: [x, y]}, value: 1}, {value: 0}]
levels: [{id: low}, {id: high, requires: {overall_at_least: 1/2}}]
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    assert run("init", ".", here=tmp_path).code == 0
    (tmp_path / "questionnaires" / "replayed.yaml").write_text(TEXT, encoding="utf-8")
    assert run("new", "Agent", "--questionnaire", "replayed", here=tmp_path).code == 0
    return tmp_path


def example(here: Path, name: str) -> str:
    found = run("questionnaire", "check", "replayed", "--json", here=here).json["findings"]
    [text] = [finding["counterexample"] for finding in found if finding["id"] == name]
    return str(text)


def answered(here: Path, words: str) -> dict[str, Any]:
    """The scorecard after the answers and the profile of a counterexample."""
    parts = words.split(", ")
    answers = " ".join(part for part in parts if not part.startswith("profile "))
    profile = " ".join(part.removeprefix("profile ") for part in parts if part.startswith("profile "))
    if answers:
        assert run("answer", "agent", *answers.split(), here=here).code == 0
    if profile:
        assert run("profile", "agent", *profile.split(), here=here).code == 0
    return run("score", "agent", "--json", here=here).json


def test_a_better_answer_lowers_the_score_as_the_example_says(here: Path) -> None:
    found = re.fullmatch(
        r"(.+): the overall score is ([0-9.]+); (\S+) instead: ([0-9.]+)", example(here, "not-monotone")
    )
    assert found is not None
    before, after = answered(here, found[1]), answered(here, found[3])
    assert [str(card["overall"]["worst"]["display"]) for card in (before, after)] == [found[2], found[4]]
    assert before["overall"]["worst"]["display"] > after["overall"]["worst"]["display"]


def test_a_gate_is_hidden_as_the_example_says(here: Path) -> None:
    words = example(here, "hidden-gate").removesuffix(" hides it")
    card = answered(here, words)
    assert card["gates"] == [{"question": "c", "level": "high", "state": "failed"}]
    assert {one["id"]: one["applies"] for one in card["sections"][0]["questions"]}["c"] == "no"


def test_another_rule_wins_as_the_example_says(here: Path) -> None:
    found = re.fullmatch(
        r"m: (\S+) makes it true, and rule 1 before it gives ([0-9./]+)", example(here, "rule-never-fires")
    )
    assert found is not None
    card = answered(here, f"m={found[1]}")
    assert (found[2], {one["id"]: one["value"] for one in card["sections"][0]["questions"]}["m"]) == ("0.5", "1/2")
