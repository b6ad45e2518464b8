"""Without a terminal that can move its cursor nothing is opened: exit 2, the commands to use, at once."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from tests.program.terminal import READINESS, Terminal, clean_environment, readiness

HINTS = {
    "": ("readiness list", "readiness score AGENT", "readiness --help"),
    "assess support-agent": (
        "readiness assess support-agent --plain",
        "readiness answer support-agent QUESTION=CHOICE",
    ),
    "demo": ("readiness demo --to DIR", "readiness demo --report FILE"),
}
SECONDS = 10  # it takes a fraction of one; a Textual app that finds no terminal hangs for good


@pytest.mark.parametrize("words", HINTS)
def test_with_pipes_it_ends_at_once_with_2_and_names_the_commands_to_use(words: str, fresh: Path, home: Path) -> None:
    begun = time.monotonic()
    done = readiness(*words.split(), folder=fresh, home=home)
    assert time.monotonic() - begun < SECONDS
    assert done.returncode == 2
    assert done.stdout == ""
    assert "\x1b" not in done.stderr
    for hint in HINTS[words]:
        assert hint in done.stderr


@pytest.mark.parametrize("words", HINTS)
def test_with_dev_null_as_input_nothing_hangs_and_textual_is_never_imported(
    words: str, fresh: Path, home: Path
) -> None:
    code = (
        "import sys\n"
        "class Refuse:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('textual', 'rich'): sys.stderr.write('imported ' + name)\n"
        "sys.meta_path.insert(0, Refuse())\n"
        f"sys.argv = ['readiness', *{words.split()!r}]\n"
        "from readiness_tui.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [READINESS[0], "-c", code],
        cwd=fresh,
        env=clean_environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "imported" not in done.stderr


@pytest.mark.parametrize("words", ["", "demo"])
def test_a_dumb_terminal_counts_as_none(words: str, fresh: Path, home: Path) -> None:
    with Terminal(*words.split(), folder=fresh, home=home, environment={"TERM": "dumb"}) as terminal:
        assert terminal.end() == 2
        assert "\x1b" not in terminal.sent.decode()
        for hint in HINTS[words]:
            assert hint in terminal.text


def test_output_into_a_pipe_counts_as_no_terminal_though_the_input_is_one(fresh: Path, home: Path) -> None:
    with Terminal(
        folder=fresh, home=home, program=("sh", "-c", f'"{READINESS[0]}" -m readiness_tui | cat')
    ) as terminal:
        assert terminal.end() == 0  # that is cat's
        assert "needs a terminal" in terminal.text
        assert "\x1b" not in terminal.sent.decode()


def test_outside_a_workspace_the_commands_say_how_to_make_one(home: Path) -> None:
    done = readiness("list", folder=home, home=home)
    assert done.returncode == 2
    assert "readiness init" in done.stderr
