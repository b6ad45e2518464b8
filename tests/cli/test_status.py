"""`readiness status`: what is open, expired, due in 14 days or late, and waived until when."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shelling import run

AGENT = "support-agent"


def due(here: Path, day: str) -> list[str]:
    found = run("status", AGENT, "--as-of", day, "--json", here=here)
    return [row["due"] for row in found.json["due"] if row["question"] == "decision-log"]


def test_what_is_due_shows_from_14_days_before_and_stays_while_it_is_late(demo: Path) -> None:
    assert run("answer", AGENT, "decision-log", "--due", "2027-03-20", here=demo).code == 0
    shown = {day: due(demo, day) for day in ("2027-03-05", "2027-03-06", "2027-03-20", "2027-03-21")}
    assert shown == {
        "2027-03-05": [],
        "2027-03-06": ["2027-03-20"],
        "2027-03-20": ["2027-03-20"],
        "2027-03-21": ["2027-03-20"],
    }
    words = " ".join(run("status", "--as-of", "2027-03-21", here=demo).out.split())
    assert "✗ late 2027-03-20 support-agent Decision log" in words


def test_the_tasks_beyond_their_clearance_come_first_of_all_agents(demo: Path) -> None:
    blockers = run("status", "--json", here=demo).json["blockers"]
    assert [row["kind"] for row in blockers] == sorted((row["kind"] for row in blockers), reverse=True)
    assert {row["agent"] for row in blockers if row["kind"] == "task"} == {AGENT, "hr-screening"}
    lines = run("status", here=demo).out.splitlines()
    assert lines[0] == "Tasks built with more autonomy than they are cleared for"
    tasks = [line.split()[1:] for line in lines[1 : lines.index("Gates not passed")]]
    assert tasks == [[row["agent"], row["id"]] for row in blockers if row["kind"] == "task"]


def test_a_waiver_shows_until_when_and_as_expired_from_the_day_after(demo: Path) -> None:
    words = ("--reason", "pilot", "--approver", "cto", "--expires", "2027-03-20")
    assert run("waive", AGENT, "decision-log", *words, here=demo).code == 0
    for day, mark in (("2027-03-20", " "), ("2027-03-21", "✗ expired")):
        out = run("status", AGENT, "--as-of", day, here=demo).out
        line = next(line for line in out.splitlines() if "2027-03-20" in line)
        assert mark in line
        assert ("expired" in line) == (mark != " ")
        assert line.split()[-3:] == [AGENT, "decision-log", "cto"]


def test_one_agent_shows_its_own_and_no_agent_those_of_all(looked_at: Path) -> None:
    everything = run("status", "--json", here=looked_at).json
    one = run("status", AGENT, "--json", here=looked_at).json
    assert {row["agent"] for row in one["open"]} == {AGENT}
    assert {row["agent"] for row in everything["open"]} == {AGENT, "hr-screening"}
    assert all(row in everything["due"] for row in one["due"])


def test_an_agent_that_cannot_be_read_is_not_said_to_need_no_attention(demo: Path) -> None:
    path = demo / "assessments" / AGENT / "assessment.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("due: 2026-", "due: 2026-02-30 # ", 1), encoding="utf-8")
    ran = run("status", AGENT, here=demo)
    assert ran.code == 2
    assert "there is no such day; that month ends on 2026-02-28" in ran.err
    assert "Nothing asks for attention" not in ran.err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("words", ["status", "report support-agent -f json -o -"])
def test_the_ends_of_the_calendar_are_days_like_others(demo: Path, words: str, day: str) -> None:
    assert run(*words.split(), "--as-of", day, here=demo).code == 0
