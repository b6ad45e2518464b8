"""The questionnaire editor as a process: what was typed outlives kills and signals; $EDITOR gets the terminal."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from readiness_tui.use_cases.workspaces import init_workspace, new_assessment
from tests.program.terminal import Terminal
from tests.program.test_hostile_text import unsafe_in
from tests.tui.editor import SMALL

pytestmark = pytest.mark.deep  # each test waits for a program of its own


@pytest.fixture
def small(tmp_path: Path) -> Path:
    workspace = init_workspace(tmp_path / "ws", "ws")
    file(workspace.root).write_text(SMALL, encoding="utf-8")
    new_assessment(workspace, "bot", questionnaire_id="small")
    return workspace.root


def file(folder: Path) -> Path:
    return folder / "questionnaires" / "small.yaml"


def open_editor(terminal: Terminal) -> None:
    terminal.wait_for("? Keys")
    terminal.press("Q")
    terminal.wait_for("j/k Move", "small")
    terminal.press("enter")
    terminal.wait_for("questionnaires/small.yaml", "✓ rules and modes")


def test_a_draft_outlives_kill_9_and_is_offered_again(small: Path, home: Path) -> None:
    with Terminal(folder=small, home=home) as terminal:
        open_editor(terminal)
        terminal.press("# typed and not published ")
        terminal.wait_for("draft kept")
        terminal.kill()
    assert file(small).read_text(encoding="utf-8") == SMALL
    with Terminal(folder=small, home=home) as terminal:
        terminal.wait_for("? Keys")
        terminal.press("Q")
        terminal.wait_for("draft", "A draft waits")
        terminal.press("enter")
        terminal.wait_for("# typed and not published # yaml", "the draft of", "draft kept")


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.deep)])
def test_a_signal_keeps_what_was_typed_last_and_restores_the_screen(
    small: Path, home: Path, number: signal.Signals
) -> None:
    with Terminal(folder=small, home=home) as terminal:
        open_editor(terminal)
        terminal.press("# the last words ")
        terminal.wait_for("# the last words #")
        terminal.signal(number)
        assert terminal.end() == 128 + number
        assert terminal.is_restored
    with Terminal(folder=small, home=home) as terminal:
        terminal.wait_for("? Keys")
        terminal.press("Q")
        terminal.wait_for("A draft waits")
        terminal.press("enter")
        terminal.wait_for("# the last words # yaml")


def test_f4_gives_the_terminal_to_the_editor_and_takes_the_text_back(small: Path, home: Path, tmp_path: Path) -> None:
    script = tmp_path / "my editor"
    script.write_text(
        '#!/bin/sh\nprintf "EDITING %s " "$(basename "$1")"; read answer; printf "# $answer\\n" >> "$1"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    with Terminal(folder=small, home=home, environment={"VISUAL": f'"{script}"', "EDITOR": "false"}) as terminal:
        open_editor(terminal)
        terminal.press("f4")
        terminal.wait_for("EDITING small.yaml")
        terminal.press("from the editor\n")
        terminal.wait_for("Impact", "draft kept", "1.0.0 → 1.1.0")
        terminal.press("escape")
        terminal.wait_for("↵ writes on")
        terminal.press("/", "from the editor", "enter")
        terminal.wait_for("# from the editor")
        terminal.press("\x1a")
        terminal.wait_for("as published")


def test_hostile_words_of_a_questionnaire_send_no_control_byte_to_the_terminal(small: Path, home: Path) -> None:
    words = "[/] [@click=app.quit]x \\e]52;c;AAAA\\a \\x9b31m \\u202e evil"
    file(small).write_text(SMALL.replace("title: Small", f'title: "{words}"'), encoding="utf-8")
    with Terminal(folder=small, home=home) as terminal:
        terminal.wait_for("? Keys")
        terminal.press("Q")
        terminal.wait_for("small.yaml", "can't be read")
        terminal.press("enter")
        terminal.wait_for("questionnaires/small.yaml", "✗")
        terminal.paste("\x1b]52;c;AAAA\x07\u202e[/]x")
        terminal.wait_for("AAAA[/]x# yaml")
        terminal.press("\x1b[18~", "\x1b[18~", "\x1b[18~")  # F7
        terminal.wait_for("[Problems")
        assert unsafe_in(terminal.sent) == []


def test_a_full_disk_keeps_the_text_on_the_screen_and_says_so(small: Path, home: Path) -> None:
    state = home / "state"
    state.mkdir()
    (state / "drafts").write_text("no folder", encoding="utf-8")
    with Terminal(folder=small, home=home) as terminal:
        open_editor(terminal)
        terminal.press("# mine ")
        terminal.wait_for("DRAFT NOT KEPT", "# mine #")
        terminal.press("ctrl+q")
        terminal.wait_for("Quit and lose it?")
        terminal.press("escape")
        terminal.wait_for("# mine #", gone="Quit and lose it?")
        (state / "drafts").unlink()
        terminal.press("more")
        terminal.wait_for("# mine more#", "draft kept")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
