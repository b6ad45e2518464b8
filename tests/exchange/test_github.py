"""GitHub's limits: ten annotations of a kind a step, a summary below 1 MiB; and no text that becomes a command."""

from __future__ import annotations

import re
from datetime import date

import pytest

from readiness_tui.analysis.gating import Cause, WaivedGate
from readiness_tui.exchange.github import MOST_ANNOTATIONS, MOST_BYTES, annotation_lines, summary_text
from tests.exchange.gate_checks import checked, condition

COMMAND = re.compile(r"::(error|warning|notice) file=[^,:]+,line=[1-9]\d*,col=[1-9]\d*,title=[^,:]+::\S.*")
REFUND = Cause("task", "refund", "Refund: acts alone, cleared for approve before")
OUTPUT = Cause("question", "output-validation", "Output validated after: Partly in place")


def scores(count: int) -> list[Cause]:
    return [Cause("score", f"section-{number}", f"Section {number} is too low") for number in range(count)]


def test_a_task_beyond_its_clearance_is_the_first_annotation() -> None:
    check = checked(condition("level", False, OUTPUT, *scores(3)), condition("tasks-cleared", False, REFUND))
    lines = list(annotation_lines(check, "all"))
    assert "line=90" in lines[0]
    assert REFUND.text in lines[0]


def test_one_cause_of_several_conditions_is_one_annotation_that_names_them() -> None:
    check = checked(condition("level", False, OUTPUT), condition("max-blockers", False, OUTPUT))
    (line, verdict) = annotation_lines(check, "all")
    assert "title=bot%3A readiness/level%2C readiness/max-blockers::" in line
    assert verdict == "bot: Gate not met: 0 of 2 conditions met"


@pytest.mark.parametrize("count", [MOST_ANNOTATIONS, MOST_ANNOTATIONS + 1, 40])
def test_where_more_fail_than_github_shows_the_first_annotation_says_how_many(count: int) -> None:
    lines = list(annotation_lines(checked(condition("level", False, *scores(count))), "all"))
    over = count > MOST_ANNOTATIONS
    assert len(lines) == count + over + 1
    assert (f"{count} errors in all; GitHub shows 10 of a kind" in lines[0]) == over
    assert all(COMMAND.fullmatch(line) for line in lines[:-1])


@pytest.mark.parametrize("text", ["a\n::error::b", "a\r\n::stop-commands::x", "100%0A", "::add-mask::", "a,b:c"])
def test_no_text_of_a_person_becomes_a_command(text: str) -> None:
    waived = (WaivedGate("output-validation", text, "demo", date(2026, 12, 4), text, text),)
    check = checked(
        condition("level", False, Cause("question", "output-validation", text)), waived=waived, file="a:b,c"
    )
    lines = "\n".join(annotation_lines(check, "all")).splitlines()
    assert len(lines) == 3
    assert all(COMMAND.fullmatch(line) for line in lines[:2])
    assert not lines[2].startswith("::")


@pytest.mark.parametrize("room", [MOST_BYTES, 5000, 300, 120, 99, 0])
def test_a_summary_is_never_larger_than_its_room_and_counts_what_is_left_out(room: int) -> None:
    check = checked(condition("level", False, *[Cause("score", "x", "é" * 200) for _ in range(4000)]))
    text = summary_text(check, room)
    assert len(text.encode()) <= room
    assert text == "" or "more lines don't fit here." in text.splitlines()[-1]
    assert MOST_BYTES < 1024 * 1024


def test_a_summary_names_the_tasks_beyond_their_clearance_first() -> None:
    check = checked(condition("level", False, OUTPUT), condition("tasks-cleared", False, REFUND))
    text = summary_text(check)
    assert text.index("tasks\\-cleared") < text.index("| level")
    assert text.index("Refund") < text.index("Output validated after")
