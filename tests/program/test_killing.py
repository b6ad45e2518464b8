"""kill -9 loses nothing that the screen has shown as taken, and nothing typed more than 300 ms ago."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest

from readiness_tui.use_cases.workspaces import new_assessment, open_workspace
from tests.program.answers import AGENT, BY_ID, QUESTIONS, answers_of, answers_path, choice_after, ids_answered
from tests.program.terminal import Terminal

KILLS = 48
NOTE_IS_SAFE_AFTER = 0.3  # seconds after the last key
_COUNT = re.compile(r"(\d+)/29 ")


def answered_on(screen: str) -> int:
    """How many answers the header says are given."""
    found = _COUNT.search(screen.partition("\n")[0])
    return int(found[1]) if found else 0


def test_an_answer_that_the_screen_shows_survives_kill_9_and_is_there_at_the_next_start(
    fresh: Path, home: Path
) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        terminal.wait_for("s skips")
        terminal.press("s")
        terminal.wait_for("1 of 29 · weight")
        terminal.press("2")
        terminal.wait_for("1/29", "2 of 29 · weight")
        terminal.kill()
    first = QUESTIONS[0].id
    assert answers_of(fresh).answer(first).choice == choice_after("2", first)
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        shown = terminal.wait_for("1/29")
        assert "Recovered" not in shown
        terminal.press("ctrl+q")
        assert terminal.end() == 0


def test_a_note_is_safe_300_ms_after_its_last_key(fresh: Path, home: Path) -> None:
    with Terminal("assess", AGENT, folder=fresh, home=home) as terminal:
        terminal.wait_for("s skips")
        terminal.press("s")
        terminal.wait_for("1 of 29 · weight")
        terminal.press("n")
        terminal.wait_for("Note · ")
        terminal.press("every call retries, ", "three times")
        terminal.wait_for("three times")
        time.sleep(NOTE_IS_SAFE_AFTER + 0.2)  # the promise is about time, so the test is too
        terminal.kill()
    assert answers_of(fresh).answer(QUESTIONS[0].id).note == "every call retries, three times"


@pytest.mark.deep
def test_no_shown_answer_is_lost_however_often_and_whenever_it_is_killed(
    fresh_once: Path, fresh: Path, home: Path
) -> None:
    chance = random.Random(20261122)
    workspace = open_workspace(fresh)
    slug, shown_in_all, kept_in_all, midway = AGENT, 0, 0, 0
    expected: dict[str, str | int] = {}
    for kill in range(KILLS):
        open_ids = [question.id for question in QUESTIONS if question.id not in expected]
        if len(open_ids) < 12:
            slug, expected = new_assessment(workspace, f"Agent {kill}"), {}
            open_ids = [question.id for question in QUESTIONS]
        keys, answers = _some_keys(open_ids[:12], chance)
        with Terminal("assess", slug, folder=fresh, home=home) as terminal:
            terminal.wait_for(f"{len(expected)}/29")
            terminal.press("s")
            terminal.wait_for("of 29 · weight")
            terminal.press(*keys)
            give_up = time.monotonic() + chance.uniform(0, chance.choice((0.08, 0.25)))
            while time.monotonic() < give_up:
                terminal.read(0.002)
            terminal.kill()
            shown = answered_on(terminal.text)
        was = len(expected)
        kept = ids_answered(fresh, slug)  # reads it: the file is whole
        added = [each for each in kept if each not in expected]
        assert added == open_ids[: len(added)], "an answer went to another question"
        assert was + len(added) >= shown, f"the screen showed {shown} answers, the file holds {was + len(added)}"
        expected |= {each: answers[each] for each in added}
        assert _given(fresh, slug) == expected
        shown_in_all += shown - was
        kept_in_all += len(added)
        midway += 0 < len(added) < len(answers)
    leftovers = list(answers_path(fresh, slug).parent.glob(".readiness-*.tmp"))
    print(f"\n{KILLS} kills: {shown_in_all} answers shown, {kept_in_all} kept, {midway} in the middle of the keys")
    assert shown_in_all > KILLS
    assert midway >= KILLS // 6
    assert len(leftovers) <= KILLS


def _some_keys(ids: list[str], chance: random.Random) -> tuple[list[str], dict[str, str | int]]:
    keys: list[str] = []
    answers: dict[str, str | int] = {}
    for each in ids:
        if BY_ID[each].kind == "number":
            days = chance.randint(0, 30)
            keys += [str(days), "enter"]
            answers[each] = days
        else:
            key = chance.choice("123")
            keys.append(key)
            answers[each] = choice_after(key, each)
    return keys, answers


def _given(root: Path, slug: str) -> dict[str, str | int]:
    answers = answers_of(root, slug)
    given: dict[str, str | int] = {}
    for each in ids_answered(root, slug):
        answer = answers.answer(each)
        given[each] = answer.choice if answer.choice is not None else int(answer.number or 0)
    return given
