"""Words from people and files stay words: on every screen, and in every byte that reaches the terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.program.answers import AGENT, QUESTIONS, answers_path
from tests.program.hostile import SLUG, write_hostile
from tests.program.terminal import Terminal, readiness

_OURS = re.compile(
    r"\x1b\[[0-9;]*m"  # colours
    r"|\x1b\[[0-9;]*[HJKABCDG]"  # moves, erases
    r"|\x1b\[\?[0-9;]+[hl]"  # modes
    r"|\x1b\[\?[0-9]+\$p"  # what can you do?
    r"|\x1b\[[<>=][0-9;]*u"  # the keyboard
    r"|\x1b\]22;[a-z]+\x07"  # the shape of the pointer
)
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\u2028\u2029]"
)
REFUSED = (
    ("--note", "\x1b]52;c;x\x07"),
    ("--evidence", "a\x9b31m"),
    pytest.param("--owner", "a\u202eb", marks=pytest.mark.deep),
    pytest.param("--ticket", "\u2067x", marks=pytest.mark.deep),
    pytest.param("--reason", "\x1b[31mred", marks=pytest.mark.deep),
)


def unsafe_in(sent: bytes) -> list[str]:
    """What a terminal would act on and that isn't one of the program's own sequences."""
    rest = _OURS.sub("", sent.decode("utf-8"))
    return sorted({hex(ord(found)) + rest[max(0, at - 20) : at + 20] for at, found in _found(rest)})


def _found(text: str) -> list[tuple[int, str]]:
    return [(match.start(), match.group()) for match in _UNSAFE.finditer(text)]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile(tmp_path_factory.mktemp("hostile") / "ws")


@pytest.mark.parametrize(("width", "height"), [(80, 24), pytest.param(130, 45, marks=pytest.mark.deep)])
def test_every_screen_shows_hostile_text_as_it_is_written(width: int, height: int, hostile: Path, home: Path) -> None:
    with Terminal(folder=hostile, home=home, width=width, height=height) as terminal:
        terminal.wait_for("[/] · 1 agent", SLUG, "[/] [bold]x")
        terminal.press("enter")
        terminal.wait_for("questions", "1 of 29 · weight", "[/]word [bold]")
        terminal.press("j")
        terminal.wait_for("2 of 29 · weight", "[bold]x")
        terminal.press("j")
        terminal.wait_for("3 of 29 · weight", "[@click=app.quit]x[/]")
        terminal.click("click=app.quit]x[/]")
        terminal.wait_for("─ Note ·", "[@click=app.quit]x[/]")  # what a click on the line of the note means
        terminal.press("escape")
        terminal.wait_for("3 of 29 · weight", gone="─ Note ·")
        for key, shown in (("n", "Note ·"), ("E", "Evidence ·"), ("e", "Edit ·"), ("w", "Waive ·"), ("g", "Go to")):
            terminal.press(key)
            terminal.wait_for(f"─ {shown}")
            terminal.press("escape")
            terminal.wait_for("3 of 29 · weight", gone=f"─ {shown}")
        terminal.press("f2")
        terminal.wait_for("› list", "[bold]x")
        terminal.press("f3")
        terminal.wait_for("› tasks", "[bold]x", "<script>")
        terminal.press("enter")
        terminal.wait_for("› task-0", "[/]")
        terminal.press("f5")
        terminal.wait_for("› results", "What stops")
        terminal.press("x")
        terminal.wait_for("Why: ")
        terminal.press("escape")
        terminal.wait_for("› results", gone="Why: ")
        terminal.press("f6")
        terminal.wait_for("› plan", "Owner")
        terminal.press("x")
        terminal.press("escape")
        terminal.press("f5")
        terminal.wait_for("› results", "What stops")
        for key, shown in (("c", "compare"), ("H", "history"), ("M", "take a milestone"), ("r", "report")):
            terminal.press(key)
            terminal.wait_for(f"› {shown}", "@")
            terminal.press("escape")
            terminal.wait_for("› results", gone=f"› {shown}")
        terminal.press("escape")
        terminal.wait_for("[/] · 1 agent")
        terminal.press("P")
        terminal.wait_for("Portfolio", SLUG)
        terminal.press("escape")
        terminal.wait_for("[/] · 1 agent")
        for key, shown in (("?", "Keys that work here"), (":", "Commands"), ("/", "Filter agents"), ("i", "Import")):
            terminal.press(key)
            terminal.wait_for(f"─ {shown}")
            terminal.press("escape")
            terminal.wait_for("[/] · 1 agent", gone=f"─ {shown}")
        terminal.press("Q")
        terminal.wait_for("hostile 1.0.0 [/] [bold]x")
        terminal.press("enter")
        terminal.wait_for("[link=https://evil.example]x[/link]", "title:")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert unsafe_in(terminal.sent) == []
    assert not list((home / "state").glob("crashes/*"))


@pytest.mark.parametrize("words", ["list", "score", "decide"])
def test_every_command_prints_it_as_it_is_written(words: str, hostile: Path, home: Path) -> None:
    with Terminal(*words.split(), *([] if words == "list" else [SLUG]), folder=hostile, home=home) as terminal:
        assert terminal.end() in (0, 1)
        assert unsafe_in(terminal.sent) == []
        assert "49" not in terminal.text or "{{7*7}}" in terminal.text


@pytest.mark.parametrize(("option", "text"), REFUSED)
def test_what_would_steer_a_terminal_is_not_stored(option: str, text: str, fresh: Path, home: Path) -> None:
    before = answers_path(fresh).read_bytes()
    value = "n/a" if option == "--reason" else "partial"
    done = readiness("answer", AGENT, f"{QUESTIONS[0].id}={value}", option, text, folder=fresh, home=home)
    assert done.returncode == 2
    assert done.stdout == ""
    assert _found(done.stderr) == []
    assert answers_path(fresh).read_bytes() == before


@pytest.mark.parametrize("text", ['"a\\x1b]52;c;x\\x07"', "a\u202eb", "'\x1b[31m'"])
def test_a_file_that_holds_it_is_refused_with_its_place(text: str, fresh: Path, home: Path) -> None:
    path = answers_path(fresh)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.startswith(f"  {QUESTIONS[0].id}:"))
    lines[place] = f"  {QUESTIONS[0].id}:\n    note: {text}\n"
    path.write_text("".join(lines), encoding="utf-8")
    before = path.read_bytes()
    done = readiness("score", AGENT, folder=fresh, home=home)
    assert done.returncode == 2
    assert f"assessment.yaml:{place + 2}:" in done.stderr
    assert _found(done.stdout + done.stderr) == []
    assert path.read_bytes() == before


@pytest.mark.deep
def test_a_paste_of_escape_sequences_into_a_note_is_left_out_aloud(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        terminal.wait_for("s skips")
        terminal.press("s")
        terminal.wait_for("1 of 29 · weight")
        terminal.press("n")
        terminal.wait_for("Note · ")
        terminal.paste("before\u202e\x9b31m\x07after")
        terminal.wait_for("before31mafter", "3 characters that can't be stored were left out")
        terminal.press("escape")
        terminal.wait_for("1 of 29 · weight", "before31mafter", gone="─ Note · ")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert unsafe_in(terminal.sent) == []
    assert "before31mafter" in answers_path(fresh).read_text(encoding="utf-8")
