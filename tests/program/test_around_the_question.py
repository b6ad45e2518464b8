"""What else a person does with the real program: the mouse, an editor, long pastes, the demo, a broken file."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.program.answers import AGENT, QUESTIONS, answers_of, answers_path
from tests.program.terminal import Terminal

pytestmark = pytest.mark.deep  # each test waits for a program of its own

FIRST = QUESTIONS[0].id


@pytest.mark.deep
def test_a_click_on_a_choice_answers(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        terminal.wait_for("s skips")
        terminal.press("s")
        terminal.wait_for("1 of 29 · weight")
        terminal.click("✓ In place")
        terminal.wait_for("1/29", "2 of 29 · weight")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert answers_of(fresh).answer(FIRST).choice == QUESTIONS[0].choices[2].id


@pytest.mark.deep
def test_a_terminal_editor_gets_the_note_and_the_terminal_and_gives_both_back(
    fresh: Path, home: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text("#!/bin/sh\nprintf ' and from the editor' >> \"$1\"\n")
    editor.chmod(0o755)
    with Terminal("assess", AGENT, folder=fresh, home=home, environment={"EDITOR": str(editor)}) as terminal:
        terminal.wait_for("s skips")
        terminal.press("s")
        terminal.wait_for("1 of 29 · weight")
        terminal.press("n")
        terminal.wait_for("Note · ")
        terminal.press("typed")
        terminal.wait_for("typed")
        terminal.press("f4")
        terminal.wait_for("typed and from the editor")
        terminal.press("!")
        terminal.wait_for("editor!")
        terminal.press("escape")
        terminal.wait_for("1 of 29 · weight", "editor!", gone="─ Note · ")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert terminal.is_restored
    assert answers_of(fresh).answer(FIRST).note == "typed and from the editor!"


@pytest.mark.deep
def test_a_paste_beyond_20000_characters_is_refused_aloud_and_hangs_nothing(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        terminal.wait_for("s skips")
        terminal.press("s")
        terminal.wait_for("1 of 29 · weight")
        terminal.press("n")
        terminal.wait_for("Note · ")
        terminal.paste("word " * 20_000)
        terminal.wait_for("80,000 characters don't fit")
        terminal.press("escape")
        terminal.wait_for("1 of 29 · weight", "word word", gone="─ Note · ")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert answers_of(fresh).answer(FIRST).note == "word " * 4_000


@pytest.mark.parametrize("way", ["quit", pytest.param("SIGTERM", marks=pytest.mark.deep)])
def test_the_demo_lives_in_a_temporary_folder_and_is_gone_afterwards(way: str, home: Path, tmp_path: Path) -> None:
    here, temporary = tmp_path / "project", tmp_path / "tmp"
    here.mkdir()
    temporary.mkdir()
    with Terminal("demo", folder=here, home=home, environment={"TMPDIR": str(temporary)}) as terminal:
        terminal.wait_for(AGENT, "DEMO")
        assert len(list(temporary.iterdir())) == 1
        if way == "quit":
            terminal.press("ctrl+q")
            assert terminal.end() == 0
        else:
            terminal.signal(signal.Signals[way])
            assert terminal.end() == 128 + signal.Signals[way]
    assert list(temporary.iterdir()) == []
    assert list(here.iterdir()) == []


@pytest.mark.deep
def test_a_file_that_breaks_while_it_is_open_is_told_and_left_as_it_is(fresh: Path, home: Path) -> None:
    path = answers_path(fresh)
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        terminal.wait_for("s skips")
        terminal.press("s")
        terminal.wait_for("1 of 29 · weight")
        whole = path.read_bytes()
        broken = whole + b"<<<<<<< HEAD\n"
        path.write_bytes(broken)
        terminal.press("2")
        terminal.wait_for("NOT SAVED: line ", "2 of 29 · weight")
        assert path.read_bytes() == broken
        path.write_bytes(whole)
        terminal.wait_for(" saved ", gone="NOT SAVED")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
    assert answers_of(fresh).answer(FIRST).choice == "partial"


@pytest.mark.deep
def test_a_folder_with_an_odd_name_is_only_a_name(fresh: Path, home: Path, tmp_path: Path) -> None:
    odd = tmp_path / "[bold] 漢 $(id) [b]"
    fresh.rename(odd)
    with Terminal(folder=odd, home=home) as terminal:
        terminal.wait_for(AGENT)
        terminal.press("enter")
        terminal.wait_for("s skips")
        terminal.press("ctrl+q")
        assert terminal.end() == 0


@pytest.mark.deep
def test_a_terminal_that_only_knows_ascii_gets_ascii(fresh: Path, home: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    with Terminal("assess", AGENT, folder=fresh, home=home, environment=plain) as terminal:
        terminal.wait_for(f"{AGENT} > questions")
        terminal.press("s")
        terminal.wait_for("1 of 29 . weight", "+ In place")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert terminal.sent.isascii()
