"""However it ends, by a signal, a closed window or a crash: what was typed is saved, the screen is as it was found."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.program.answers import AGENT, QUESTIONS, answers_of
from tests.program.terminal import READINESS, Terminal, clean_environment

FIRST = QUESTIONS[0].id
STARTS = 24
CRASHING = """
import sys
from readiness_tui.tui.screens.question import QuestionScreen

def broken(self):
    secret = self.session.assessment.answers
    raise RuntimeError(f"SECRET-MESSAGE {secret}")

QuestionScreen.action_filter = broken
sys.argv = ["readiness", "assess", "support-agent"]
from readiness_tui.__main__ import main
main()
"""


def begin_a_note(terminal: Terminal, *texts: str) -> None:
    """Go to the first question, answer it, go back, and type a note without leaving it."""
    terminal.wait_for("s skips")
    terminal.press("s")
    terminal.wait_for("1 of 29 · weight")
    terminal.press("2")
    terminal.wait_for("2 of 29 · weight")
    terminal.press("k")
    terminal.wait_for("1 of 29 · weight")
    terminal.press("n")
    terminal.wait_for("Note · ")
    terminal.press(*texts)
    terminal.wait_for(texts[-1])


@pytest.mark.parametrize("name", ["SIGTERM", pytest.param("SIGHUP", marks=pytest.mark.deep)])
def test_a_signal_in_the_middle_of_a_note_saves_it_and_restores_the_screen(name: str, fresh: Path, home: Path) -> None:
    number = signal.Signals[name]
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        begin_a_note(terminal, "half a sent")
        terminal.press("ence")
        terminal.signal(number)
        assert terminal.end() == 128 + number
        assert terminal.is_restored
    answer = answers_of(fresh).answer(FIRST)
    assert answer.choice == "partial"
    assert answer.note.startswith("half a sent")


def test_a_window_that_is_closed_in_the_middle_of_a_note_saves_it(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        begin_a_note(terminal, "the last words")
        terminal.close()
        assert terminal.end() != 0
    assert answers_of(fresh).answer(FIRST).note == "the last words"


def test_an_interrupt_from_outside_saves_a_note_and_restores_the_screen(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        begin_a_note(terminal, "half a sentence")
        terminal.signal(signal.SIGINT)
        assert terminal.end() == 130
        assert terminal.is_restored
        assert "Traceback" not in terminal.text
    assert answers_of(fresh).answer(FIRST).note == "half a sentence"


@pytest.mark.deep
def test_ctrl_c_is_a_key_in_the_program_and_ends_nothing(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        terminal.wait_for("s skips")
        terminal.press("ctrl+c", "s")
        terminal.wait_for("1 of 29 · weight")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert terminal.is_restored


@pytest.mark.deep
def test_a_signal_on_home_ends_it_too(demo: Path, home: Path) -> None:
    with Terminal(folder=demo, home=home) as terminal:
        terminal.wait_for("support-agent", "Due in 14 days")
        terminal.signal(signal.SIGTERM)
        assert terminal.end() == 143
        assert terminal.is_restored


def test_a_crash_ends_with_3_a_report_without_anything_typed_and_a_restored_screen(fresh: Path, home: Path) -> None:
    with Terminal(folder=fresh, home=home, program=(READINESS[0], "-c", CRASHING), width=120) as terminal:
        begin_a_note(terminal, "SECRET-NOTE")
        terminal.press("escape")
        terminal.wait_for("1 of 29 · weight", "SECRET-NOTE", gone="Note · ")
        before = len(terminal.sent)
        terminal.press("f")
        assert terminal.end() == 3
        assert terminal.is_restored
    said = terminal.sent[before:].decode(errors="replace").rpartition("\x1b[?1049l")[2]
    (report,) = (home / "state" / "crashes").iterdir()
    assert report.name in said.replace("\r\n", "").replace("\n", "")
    assert "SECRET" not in said
    assert "Traceback" not in said
    told = report.read_text()
    assert "RuntimeError" in told
    for hidden in ("SECRET", str(fresh), str(home), "support-agent"):
        assert hidden not in told
    answer = answers_of(fresh).answer(FIRST)
    assert (answer.choice, answer.note) == ("partial", "SECRET-NOTE")


def test_ctrl_c_ends_a_command_with_130_and_without_a_traceback(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, "--plain", folder=fresh, home=home) as terminal:
        terminal.wait_for("About the agent, 1 of 5")
        terminal.press("ctrl+c")
        assert terminal.end() == 130
        assert "Traceback" not in terminal.text


@pytest.mark.parametrize("words", ["score support-agent --json", "report support-agent -f md", "--help"])
def test_a_reader_that_has_gone_is_no_error(words: str, demo: Path, home: Path) -> None:
    with subprocess.Popen(
        [*READINESS, *words.split()],
        cwd=demo,
        env=clean_environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        child.stdout.close()
        assert child.stderr is not None
        told = child.stderr.read()
        assert child.wait(60) == 0
    assert b"Traceback" not in told
    assert b"Exception ignored" not in told
    assert b"A bug of ours" not in told


@pytest.mark.deep
def test_a_signal_at_any_time_of_the_start_leaves_the_screen_as_it_was(demo: Path, home: Path) -> None:
    chance = random.Random(20261122)
    restored = untouched = 0
    for _ in range(STARTS):
        number = chance.choice([signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
        with Terminal("assess", AGENT, folder=demo, home=home) as terminal:
            while b"\x1b[?1049h" not in terminal.sent:
                terminal.read(0.001)
            give_up = time.monotonic() + chance.uniform(0, 0.4)
            while time.monotonic() < give_up:
                terminal.read(0.001)
            terminal.signal(number)
            code = terminal.end()
            assert terminal.is_restored, (number, terminal.sent[-200:])
        assert code == 128 + number
        restored += 1
        untouched += b"\x1b[?2026h" not in terminal.sent
    print(f"\n{restored} of {STARTS} screens restored, {untouched} before anything was drawn")
    assert restored == STARTS
    assert not (home / "state" / "crashes").exists()
