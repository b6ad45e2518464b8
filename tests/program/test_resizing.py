"""The window may change while the program runs: it stays alive, and the question stays in sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program.answers import AGENT, QUESTIONS
from tests.program.terminal import Terminal

pytestmark = pytest.mark.deep  # each test waits for a program of its own

SIZES = [(60, 20), (120, 40), (40, 10), (80, 24), (200, 60), (80, 24)]
SMALLEST = (12, 3)
SCREENS = {
    "f2": "questions › list",
    "f3": "tasks",
    "f5": "results",
    "c": "compare",
    "H": "history",
    "M": "take a milestone",
    "r": "report",
}


def test_a_question_stays_in_sight_in_every_size_and_takes_the_next_key(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        terminal.wait_for("s skips")
        terminal.press("s")
        for place, (width, height) in enumerate(SIZES):
            question = QUESTIONS[place]
            terminal.wait_for(question.ask.split()[0])
            terminal.resize(width, height)
            start = "60x16 or more, please" if width < 60 else AGENT
            terminal.wait_for(start, question.ask.split()[0])
            terminal.press("14" if question.kind == "number" else "2")
            if question.kind == "number":
                terminal.press("enter")
            terminal.wait_for(QUESTIONS[place + 1].ask.split()[0])
        terminal.press("ctrl+q")
        assert terminal.end() == 0


@pytest.mark.deep
def test_every_other_screen_lives_through_the_same_sizes(demo: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=demo, home=home) as terminal:
        terminal.wait_for("of 29 · weight")
        for key, name in SCREENS.items():
            terminal.press(key)
            terminal.wait_for(f"{AGENT} › {name}")
            for width, height in ((60, 20), (120, 40), (40, 10), SMALLEST, (80, 24)):
                terminal.resize(width, height)
                terminal.wait_for("60x16" if width < 60 else AGENT)
            terminal.wait_for(f"{AGENT} › {name}")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert terminal.is_restored
