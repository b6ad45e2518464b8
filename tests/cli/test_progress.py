"""How far something long is: nothing within a second, then a line that renews itself; in a log one now and then."""

from __future__ import annotations

import io

import pytest

from readiness_tui.cli import progress
from readiness_tui.cli.progress import Progress, progress_words


class Screen(io.StringIO):
    def __init__(self, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


def told(monkeypatch: pytest.MonkeyPatch, is_terminal: bool, seconds: list[float]) -> str:
    """What is on stderr after ten agents more at each of these seconds since the beginning."""
    screen, times = Screen(is_terminal), iter([100.0, *(100.0 + second for second in seconds)])
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(progress, "monotonic", lambda: next(times))
    monkeypatch.setenv("TERM", "xterm")
    with Progress("agents") as tell:
        for done, _ in enumerate(seconds, 1):
            tell(done * 10, 100)
    return screen.getvalue()


@pytest.mark.parametrize("is_terminal", [True, False])
def test_what_takes_less_than_a_second_shows_nothing(monkeypatch: pytest.MonkeyPatch, is_terminal: bool) -> None:
    assert told(monkeypatch, is_terminal, [0.1, 0.5, 0.9]) == ""


def test_on_a_terminal_one_line_renews_itself_and_is_blank_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    _, first, second, blank, rest = told(monkeypatch, True, [0.5, 2.0, 2.1, 4.0]).split("\r")
    assert first == "[####....................] 20 of 100 agents, 10 a second, 8 s left"
    assert second == "[#########...............] 40 of 100 agents, 10 a second, 6 s left"
    assert (blank.strip(), rest) == ("", "")


def test_in_a_log_there_is_a_line_every_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = told(monkeypatch, False, [2.0, 9.0, 14.0, 20.0, 23.0]).splitlines()
    assert lines == ["10 of 100 agents, 5 a second, 18 s left", "30 of 100 agents, 2 a second, 33 s left"]


def test_what_is_slow_tells_the_seconds_each() -> None:
    assert progress_words(1_200, 10_000, 50.0, "agents") == "1,200 of 10,000 agents, 24 a second, 6 min left"
    assert progress_words(10, 100, 25.0, "agents") == "10 of 100 agents, 2.5 s each, 4 min left"
