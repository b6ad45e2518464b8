"""How far an export is: nothing within a second, one line that renews itself on a terminal, a line now and then."""

from __future__ import annotations

import io

import pytest

from readiness_tui.cli.export_progress import progress_text, shown_progress


class Screen(io.StringIO):
    def __init__(self, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


def told(monkeypatch: pytest.MonkeyPatch, is_terminal: bool, seconds: list[float]) -> str:
    screen, times = Screen(is_terminal), iter([0.0, *seconds])
    monkeypatch.setattr("sys.stderr", screen)
    with shown_progress("agents", lambda: next(times)) as tell:
        for done, _ in enumerate(seconds):
            tell(done, 100)
    return screen.getvalue()


@pytest.mark.parametrize("is_terminal", [True, False])
def test_what_takes_less_than_a_second_shows_nothing(monkeypatch: pytest.MonkeyPatch, is_terminal: bool) -> None:
    assert told(monkeypatch, is_terminal, [0.1, 0.5, 0.9]) == ""


def test_on_a_terminal_one_line_renews_itself_and_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    text = told(monkeypatch, True, [0.5, 1.25, 1.3, 2.0])
    lines = ("\r1 of 100 agents, 1.2 s each, 2 min left\x1b[K", "\r3 of 100 agents, 0.7 s each, 65 s left\x1b[K")
    assert text == f"{lines[0]}{lines[1]}\r\x1b[K"


def test_in_a_log_there_is_a_line_every_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    text = told(monkeypatch, False, [1.0, 9.0, 10.0, 15.0, 20.0])
    assert text.splitlines() == ["2 of 100 agents, 5.0 s each, 8 min left", "4 of 100 agents, 5.0 s each, 8 min left"]


def test_the_words_say_the_pace_and_what_is_left() -> None:
    assert progress_text(0, 10_000, "agents", 1.0) == "0 of 10,000 agents"
    assert progress_text(1_200, 10_000, "agents", 50.0) == "1,200 of 10,000 agents, 24 a second, 6 min left"
