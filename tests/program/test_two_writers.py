"""Two who write at once: nothing of either is lost, and only what both changed is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program.answers import AGENT, QUESTIONS, answers_of, ids_answered
from tests.program.terminal import Terminal, readiness

pytestmark = pytest.mark.deep  # each test waits for a program of its own

FIRST, SECOND, THIRD = (question.id for question in QUESTIONS[:3])


def answer(root: Path, home: Path, *words: str) -> None:
    done = readiness("answer", AGENT, *words, folder=root, home=home)
    assert done.returncode == 0, done.stderr


def begun(terminal: Terminal) -> None:
    terminal.wait_for("s skips")
    terminal.press("s")
    terminal.wait_for("1 of 29 · weight")


def test_another_question_answered_from_the_shell_is_merged_and_shown(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        begun(terminal)
        answer(fresh, home, f"{THIRD}=partial", "--note", "from the shell")
        terminal.press("3")
        terminal.wait_for("2/29", "2 of 29 · weight")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    kept = answers_of(fresh)
    assert kept.answer(FIRST).choice == QUESTIONS[0].choices[2].id
    assert (kept.answer(THIRD).choice, kept.answer(THIRD).note) == ("partial", "from the shell")
    assert ids_answered(fresh) == [FIRST, THIRD]


@pytest.mark.deep
def test_what_others_write_is_shown_without_a_key(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        begun(terminal)
        answer(fresh, home, f"{FIRST}=partial", f"{SECOND}=partial")
        terminal.wait_for("2/29", "changed outside, read again")
        terminal.press("ctrl+q")
        assert terminal.end() == 0


@pytest.mark.deep
def test_undo_takes_back_ones_own_answer_and_leaves_that_of_the_other(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        begun(terminal)
        terminal.press("3")
        terminal.wait_for("1/29")
        answer(fresh, home, f"{THIRD}=partial")
        terminal.wait_for("2/29")
        terminal.press("u")
        terminal.wait_for("1/29", "undone")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert ids_answered(fresh) == [THIRD]


@pytest.mark.parametrize(
    ("side", "kept"), [("1", "own words"), pytest.param("2", "from the shell", marks=pytest.mark.deep)]
)
def test_the_same_question_both_ways_is_asked_and_either_side_can_be_kept(
    side: str, kept: str, fresh: Path, home: Path
) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        terminal.wait_for(f"{AGENT} › questions")
        terminal.press("s")
        terminal.wait_for("weight")
        terminal.press("g")
        terminal.wait_for("Go to")
        terminal.press(FIRST, "enter")
        terminal.wait_for("1 of 29 · weight", gone="Go to")
        terminal.press("n")
        terminal.wait_for("Note · ")
        answer(fresh, home, f"{FIRST}=partial", "--note", f"from the shell {side}")
        terminal.press(f" own words {side}")
        terminal.wait_for("NOT SAVED: changed outside", f"own words {side}")
        assert "mine: " not in terminal.text, "the next letter of the note would have chosen"
        terminal.press("escape")
        terminal.wait_for("was changed here and outside", "mine: ", "theirs: ", gone="─ Note · ")
        terminal.press(side)
        terminal.wait_for(" saved ", kept, gone="was changed here and outside")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert kept in answers_of(fresh).answer(FIRST).note


def test_two_terminals_on_one_assessment_keep_what_both_answer(fresh: Path, home: Path) -> None:
    with (
        Terminal("assess", AGENT, folder=fresh, home=home) as one,
        Terminal("assess", AGENT, folder=fresh, home=home) as other,
    ):
        begun(one)
        begun(other)
        other.press("j", "j")
        other.wait_for("3 of 29 · weight")
        one.press("1")
        other.press("2")
        one.wait_for("2/29")
        other.wait_for("2/29")
        for terminal in (one, other):
            terminal.press("ctrl+q")
            assert terminal.end() == 0
    kept = answers_of(fresh)
    assert kept.answer(FIRST).choice == QUESTIONS[0].choices[0].id
    assert kept.answer(THIRD).choice == QUESTIONS[2].choices[1].id
