"""`assess --plain` at a terminal: no escape code, whatever the terminal; however it ends, what was typed is saved."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.program.answers import AGENT, QUESTIONS, answers_of
from tests.program.terminal import READINESS, Terminal, clean_environment, readiness

FIRST, SECOND = (question.id for question in QUESTIONS[:2])


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0)])
@pytest.mark.parametrize("kind", ["dumb", "xterm-256color"])
def test_ctrl_c_and_the_end_of_the_input_keep_what_was_typed(
    key: str, code: int, kind: str, fresh: Path, home: Path
) -> None:
    with Terminal(
        "assess", AGENT, "--plain", folder=fresh, home=home, height=60, environment={"TERM": kind}
    ) as terminal:
        terminal.wait_for("About the agent, 1 of", "\n>")
        terminal.press("s", "enter")
        terminal.wait_for("question 1 of 29")
        terminal.press("n", "enter")
        terminal.wait_for("Note, ")
        terminal.press("✓ is said at the beginning", "enter", "enter")
        terminal.press("2", "enter")
        terminal.wait_for("question 2 of 29")
        terminal.press("b", "enter")
        terminal.wait_for("Now: Partly in place", "Note: ✓ is said")
        terminal.press(key)
        assert terminal.end() == code
        assert b"\x1b" not in terminal.sent
        assert ("interrupted" in terminal.text) == (code == 130)
    answer = answers_of(fresh).answer(FIRST)
    assert (answer.choice, answer.note) == ("partial", "✓ is said at the beginning")


def test_what_both_sides_changed_is_asked_about_and_nothing_else(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, "--plain", folder=fresh, home=home, height=60) as terminal:
        terminal.wait_for("About the agent, 1 of", "\n>")
        terminal.press("s", "enter")
        terminal.wait_for("question 1 of 29")
        terminal.press("-", "enter")
        terminal.wait_for("Why does it not apply?")
        assert readiness("answer", AGENT, f"{FIRST}=full", f"{SECOND}=full", folder=fresh, home=home).returncode == 0
        terminal.press("out of scope", "enter")
        terminal.wait_for("was changed here and outside", "m, mine: N/A: out of scope", "t, theirs: In place")
        terminal.press("x", "enter")
        terminal.wait_for("m keeps mine, t takes theirs")
        terminal.press("m", "enter")
        terminal.wait_for("Taken: N/A: out of scope", "question 3 of 29")
        terminal.press("q", "enter")
        assert terminal.end() == 0
    after = answers_of(fresh)
    assert (after.answer(FIRST).not_applicable, after.answer(SECOND).choice) == ("out of scope", "full")


def test_an_answer_that_cannot_be_saved_is_said_and_ends_non_zero(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, "--plain", folder=fresh, home=home, height=60) as terminal:
        terminal.wait_for("About the agent, 1 of", "\n>")
        terminal.press("s", "enter")
        terminal.wait_for("question 1 of 29")
        terminal.press("-", "enter")
        terminal.wait_for("Why does it not apply?")
        file = fresh / "assessments" / AGENT / "assessment.yaml"
        file.write_text("format: [", encoding="utf-8")
        terminal.press("out of scope", "enter")
        terminal.wait_for("NOT SAVED: ")
        terminal.press("q", "enter")
        assert terminal.end() == 2


def test_bytes_that_are_no_text_are_refused_and_nothing_is_stored(fresh: Path, home: Path) -> None:
    done = subprocess.run(
        [*READINESS, "assess", AGENT, "--plain"],
        cwd=fresh,
        env=clean_environment(home),
        input=b"s\nn\n\xff\xfe\n\n2\nq\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    answer = answers_of(fresh).answer(FIRST)
    assert (answer.note, answer.choice) == ("", "partial")
