"""The main job on the real program: from an empty folder to a verdict, one key a question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.program.answers import CHOICE_QUESTIONS, QUESTIONS, answers_of, choice_after
from tests.program.terminal import Terminal, readiness


@pytest.mark.parametrize(("width", "height"), [(80, 24), pytest.param(120, 40, marks=pytest.mark.deep)])
def test_an_agent_is_assessed_from_an_empty_folder_with_one_key_a_choice_question(
    width: int, height: int, tmp_path: Path, home: Path
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    taken: dict[str, str] = {}
    with Terminal(folder=folder, home=home, width=width, height=height) as terminal:
        terminal.wait_for("n  New", "nothing leaves this computer")
        terminal.press("n")
        terminal.wait_for("New assessment")
        terminal.press("Support agent", "enter")
        terminal.wait_for("About the agent · 1 of 5")
        terminal.press("s")
        for place, question in enumerate(QUESTIONS, 1):
            terminal.wait_for(f"{place} of 29 · weight", question.ask.split()[0], gone="About the agent ·")
            if question.kind == "number":
                terminal.press("14", "enter")
                continue
            key = "321"[place % 3]
            taken[question.id] = choice_after(key, question.id)
            terminal.press(key)
        terminal.wait_for("› results", "READY", "Overall")
        assert not [path for path in folder.iterdir() if path.name.endswith(".tmp")]
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert terminal.is_restored
    assert len(taken) == len(CHOICE_QUESTIONS) == 28
    answers = answers_of(folder)
    assert {key: answers.answer(key).choice for key in taken} == taken
    assert answers.answer("staging-days").number == 14
    assert not answers.profile
    score = json.loads(readiness("score", "support-agent", "--json", folder=folder, home=home).stdout)
    assert score["coverage"]["answered"] == score["coverage"]["applicable"] == 29
    assert {path.name for path in folder.iterdir()} == {
        ".gitattributes",
        ".gitignore",
        "assessments",
        "questionnaires",
        "readiness.yaml",
        "templates",
    }


def test_all_keys_at_once_answer_the_same_questions(fresh: Path, home: Path) -> None:
    """A person who knows the questions types ahead; no key may hit the wrong question."""
    keys = ["321"[place % 3] for place in range(len(QUESTIONS))]
    typed = ["7\r" if question.kind == "number" else key for question, key in zip(QUESTIONS, keys, strict=True)]
    with Terminal("assess", "support-agent", folder=fresh, home=home) as terminal:
        terminal.wait_for("s skips")
        terminal.press("s", *typed)
        terminal.wait_for("› results", "READY")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    answers = answers_of(fresh)
    for question, key in zip(QUESTIONS, keys, strict=True):
        if question.kind == "one":
            assert answers.answer(question.id).choice == choice_after(key, question.id), question.id
    assert answers.answer("staging-days").number == 7
