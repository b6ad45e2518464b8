"""The tour of docs/tour.md: a first assessment from an empty folder to a report, by keys that stand on the screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from textual.pilot import Pilot

from readiness_tui.tui.app import ReadinessApp
from readiness_tui.tui.preferences import Preferences

FACTS = ("4", "2", *"2026-10-19", "enter", *"3000", "enter", "1")
FIRST_GAP = ("3", "2", "3", "2")
OTHER_ANSWERS = (*"32", *"23", "9", "enter", *"22122", *"32233", *"3322", *"233122")
LINE = "@ana +2w #PAY-812 tool arguments are not checked"
TASKS = (
    ("Sort mail", "2", "3", "10120000", "00000001103"),
    ("Draft a reply", "1", "2", "11110111", "010000001102"),
    ("Small refund", "2", "2", "10110111", "110000001103"),
    ("Large refund", "2", "3", "10221111", "100000001102"),
    ("Close an account", "2", "1", "11220132", "00000001101"),
    ("Complaint", "1", "1", "21221212", "010000001101"),
)
"""Name, what it is meant to do, how it is built, eight ratings, and the flags with the evidence at their end."""
NAMED = {" ": "space", "@": "at", "+": "plus", "#": "number_sign", "-": "minus"}


@dataclass(frozen=True)
class Step:
    """Keys, and the name of the picture of what they lead to."""

    picture: str
    keys: tuple[str, ...]


def typed(text: str) -> tuple[str, ...]:
    """The keys of a text."""
    return tuple(NAMED.get(sign, sign) for sign in text)


def task_keys() -> Iterator[str]:
    """One task after the other."""
    for name, *keys in TASKS:
        yield from ("a", *typed(name), "enter", *"".join(keys))


def answered(words: str, digit: str) -> tuple[str, ...]:
    """Going to a question by its words, and answering it."""
    return ("g", *typed(words), "enter", digit)


STEPS: tuple[Step, ...] = (
    Step("tour-begin", ()),
    Step("tour-question", ("n", *typed("Support agent"), "enter", *FACTS, *FIRST_GAP, "k")),
    Step("tour-results", ("j", *OTHER_ANSWERS)),
    Step("tour-proof", ("g", *typed("output-v"), "enter", "e", *typed(LINE))),
    Step("tour-tasks", ("enter", "f3", *task_keys())),
    Step("tour-compare", ("M", "enter", *answered("decision-log", "3"), *answered("alert-thr", "2"), "c")),
    Step("tour-report", ("r", "enter")),
)
"""What a person does who has never seen it; each step goes on where the last one ended."""


async def take_tour(
    folder: Path, day: date, now: datetime, take: Callable[[str, ReadinessApp], None], steps: Sequence[Step] = STEPS
) -> ReadinessApp:
    """Drive the real program through the steps in an empty folder; `take` gets each picture's name and the program."""
    os.environ["READINESS_STATE_DIR"] = str(folder / "state")
    home = folder / "agent"
    home.mkdir()
    preferences = Preferences(theme="readiness-dark", glyphs="unicode")
    app = ReadinessApp(None, day, by="ana", clock=lambda: now, preferences=preferences)
    with chdir(home):
        async with app.run_test(size=(80, 24)) as pilot:
            for step in steps:
                await _do(pilot, app, step.keys)
                take(step.picture, app)
    return app


async def _do(pilot: Pilot[None], app: ReadinessApp, keys: tuple[str, ...]) -> None:
    for key in keys:
        await pilot.press(key)
    await pilot.pause(0.3)
    await app.workers.wait_for_complete()
    await pilot.pause(0.3)
