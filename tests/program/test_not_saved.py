"""Where answers can't be written the screen says so and why, they are kept on this machine, and offered again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.program.answers import AGENT, QUESTIONS, answers_of, answers_path, choice_after, ids_answered
from tests.program.terminal import Terminal, readiness

pytestmark = pytest.mark.deep  # each test waits for a program of its own

FIRST, SECOND = QUESTIONS[0].id, QUESTIONS[1].id
DECISIONS = [
    ("enter", [FIRST]),
    pytest.param("n", [], marks=pytest.mark.deep),
    pytest.param("escape", [], marks=pytest.mark.deep),
]


def copies(home: Path) -> list[Path]:
    """The recovery copies on this machine."""
    return sorted((home / "state" / "recovery").glob("*/*.answers.yaml"))


def answer_in_vain(terminal: Terminal, root: Path) -> None:
    """Answer the first question while the file may not be written; storage refuses that even for root."""
    terminal.wait_for(f"{AGENT} › questions")
    terminal.press("s")
    terminal.wait_for("1 of 29 · weight")
    answers_path(root).chmod(0o444)
    terminal.press("2")
    terminal.wait_for("NOT SAVED: there is no permission", "2 of 29 · weight")


def test_not_saved_stands_in_the_header_with_the_reason_and_quitting_asks(fresh: Path, home: Path) -> None:
    before = answers_path(fresh).read_bytes()
    with Terminal("assess", AGENT, folder=fresh, home=home, width=120, height=40) as terminal:
        answer_in_vain(terminal, fresh)
        terminal.press("ctrl+q")
        terminal.wait_for("Quit without saving?", "What you typed is kept on this machine")
        terminal.press("escape")
        terminal.wait_for("NOT SAVED", "2 of 29 · weight", gone="Quit without saving?")
        terminal.press("ctrl+q")
        terminal.wait_for("Quit without saving?")
        terminal.press("enter")
        assert terminal.end() == 0
        assert terminal.is_restored
    assert answers_path(fresh).read_bytes() == before
    assert len(copies(home)) == 1


def test_where_nothing_can_be_kept_either_quitting_says_so(fresh: Path, home: Path) -> None:
    """No file may grow beyond 512 bytes, as on a full disk: neither the answers nor a copy of them can be written."""
    before = answers_path(fresh).read_bytes()
    limited = ("sh", "-c", f'ulimit -f 1; exec "{sys.executable}" -m readiness_tui assess {AGENT}')
    with Terminal(folder=fresh, home=home, program=limited) as terminal:
        terminal.wait_for(f"{AGENT} › questions")
        terminal.press("s")
        terminal.wait_for("1 of 29 · weight")
        terminal.press("2")
        terminal.wait_for("NOT SAVED: the file is too large for this disk", "2 of 29 · weight")
        terminal.press("ctrl+q")
        terminal.wait_for("It could not be kept on this", "↵ quit and lose it")
        terminal.press("enter")
        assert terminal.end() == 0
    assert copies(home) == []
    assert answers_path(fresh).read_bytes() == before
    assert list(fresh.rglob("*.tmp")) == []


@pytest.mark.deep
def test_it_is_saved_by_itself_as_soon_as_it_can_be(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        answer_in_vain(terminal, fresh)
        answers_path(fresh).chmod(0o644)
        terminal.wait_for("saved", gone="NOT SAVED")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert ids_answered(fresh) == [FIRST]
    assert copies(home) == []


@pytest.mark.parametrize(("key", "kept"), DECISIONS)
def test_the_next_start_offers_what_kill_9_left_unsaved(key: str, kept: list[str], fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        answer_in_vain(terminal, fresh)
        terminal.kill()
    answers_path(fresh).chmod(0o644)
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        terminal.wait_for(f"Recovered · {AGENT}", "1 change from ", "Keep?")
        terminal.press(key)
        terminal.wait_for("1/29" if kept else "0/29", gone="Recovered")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert ids_answered(fresh) == kept
    assert len(copies(home)) == (1 if key == "escape" else 0)
    if key == "escape":
        with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
            terminal.wait_for(f"Recovered · {AGENT}")


@pytest.mark.deep
def test_what_was_recovered_is_merged_with_what_the_file_holds_now_and_both_ways_is_asked(
    fresh: Path, home: Path
) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        answer_in_vain(terminal, fresh)
        terminal.press("3")
        terminal.wait_for("3 of 29 · weight")
        terminal.kill()
    answers_path(fresh).chmod(0o644)
    done = readiness("answer", AGENT, f"{FIRST}=yes", folder=fresh, home=home)
    done = done if done.returncode == 0 else readiness("answer", AGENT, f"{FIRST}=absent", folder=fresh, home=home)
    assert done.returncode == 0, done.stderr
    theirs = answers_of(fresh).answer(FIRST).choice
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        terminal.wait_for("Recovered", "2 changes from ")
        terminal.press("enter")
        terminal.wait_for("was changed here and outside", "mine: ", "theirs: ")
        terminal.press("2")
        terminal.wait_for("2/29", "kept what was recovered")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert answers_of(fresh).answer(FIRST).choice == theirs
    assert answers_of(fresh).answer(SECOND).choice == choice_after("3", SECOND)
    assert copies(home) == []


@pytest.mark.deep
def test_a_link_is_not_written_through(fresh: Path, home: Path, tmp_path: Path) -> None:
    path, elsewhere = answers_path(fresh), tmp_path / "elsewhere.yaml"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        terminal.wait_for(f"{AGENT} › questions")
        terminal.press("s")
        terminal.wait_for("1 of 29 · weight")
        terminal.press("2")
        terminal.wait_for("NOT SAVED: ", "link")
        terminal.kill()
    assert elsewhere.read_bytes() == before
    assert path.is_symlink()


def test_a_command_that_cannot_write_says_why_with_2_and_changes_nothing(fresh: Path, home: Path) -> None:
    answers_path(fresh).chmod(0o444)
    before = answers_path(fresh).read_bytes()
    done = readiness("answer", AGENT, f"{FIRST}=partial", folder=fresh, home=home)
    assert done.returncode == 2
    assert "no permission" in done.stderr
    assert "Traceback" not in done.stderr
    assert answers_path(fresh).read_bytes() == before
