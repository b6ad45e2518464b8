"""Real processes: no terminal, an interrupt, a reader that leaves, and a crash."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

READINESS = [sys.executable, "-m", "readiness_tui"]


def process(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*READINESS, *words],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


@pytest.mark.parametrize("words", ["", "demo", "assess support-agent"])
def test_without_a_terminal_it_ends_with_2_and_names_the_commands_to_use(demo: Path, words: str) -> None:
    done = process(*words.split(), folder=demo)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "\x1b" not in done.stderr
    assert "readiness " in done.stderr


def test_the_solver_writes_nothing_beside_the_plan(demo: Path) -> None:
    done = process("plan", "support-agent", "--json", folder=demo)
    assert json.loads(done.stdout)["format"] == "readiness/plan@1"
    assert done.stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="needs a pty")
def test_a_dumb_terminal_counts_as_none(demo: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.run(
        READINESS, cwd=demo, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "dumb"}, timeout=60
    )
    os.close(theirs)
    shown = os.read(ours, 4096)
    os.close(ours)
    assert done.returncode == 2
    assert b"\x1b" not in shown


@pytest.mark.skipif(os.name == "nt", reason="needs a pty")
@pytest.mark.parametrize(("no_colour", "has_escapes"), [(None, True), ("", False), ("1", False)])
def test_colour_is_for_terminals_without_no_color(demo: Path, no_colour: str | None, has_escapes: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm"}
    environment |= {"NO_COLOR": no_colour} if no_colour is not None else {}
    with subprocess.Popen(
        [*READINESS, "list"], cwd=demo, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as child:
        os.close(theirs)
        shown = b""
        while chunk := _chunk(ours):
            shown += chunk
        assert child.wait(60) == 0
    os.close(ours)
    assert "support-agent" in shown.decode()
    assert (b"\x1b[" in shown) == has_escapes


def _chunk(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_interrupt_ends_with_130_and_without_a_traceback(demo: Path) -> None:
    with subprocess.Popen(
        [*READINESS, "assess", "hr-screening", "--plain"],
        cwd=demo,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write("?\n")
        child.stdin.flush()
        assert child.stdout.readline()
        child.send_signal(signal.SIGINT)
        _, told = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "Traceback" not in told


@pytest.mark.skipif(os.name == "nt", reason="pipes end differently")
def test_a_reader_that_leaves_early_is_no_error(demo: Path) -> None:
    report = f'"{sys.executable}" -m readiness_tui report support-agent -f html'
    command = f'{report} | head -c 10 >/dev/null; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", command], cwd=demo, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "0"
    assert done.stderr == ""


def test_output_for_a_terminal_that_is_not_utf_8_is_ascii_and_json_stays_whole(demo: Path) -> None:
    done = process("score", "support-agent", folder=demo, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    assert "! STOP" in done.stdout
    done = process("score", "support-agent", "--json", folder=demo, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.stdout.isascii()


def test_a_file_that_nobody_may_write_is_told_and_left_as_it_is(demo: Path) -> None:
    """The folder is a file here, which stops root as well."""
    blocked = demo / "blocked"
    blocked.write_text("")
    done = process("init", str(blocked / "w"), folder=demo)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert blocked.read_text() == ""


def test_a_crash_ends_with_3_and_its_report_holds_nothing_that_was_typed(demo: Path, own_state: Path) -> None:
    code = (
        "import sys, readiness_tui.use_cases.portfolios as p\n"
        "def broken(*words, **named): secret = 'SECRET-LOCAL'; raise RuntimeError('SECRET-MESSAGE')\n"
        "p.open_portfolio = broken\n"
        "sys.argv = ['readiness', 'list']\n"
        "from readiness_tui.__main__ import main; main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=demo, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    (report,) = (own_state / "crashes").iterdir()
    assert str(report) in done.stderr
    text = report.read_text()
    assert "RuntimeError" in text
    assert "readiness_tui/cli/portfolio.py" in text
    for hidden in ("SECRET", str(demo), str(Path.home())):
        assert hidden not in text
        assert hidden not in done.stderr.replace(str(report), "")
