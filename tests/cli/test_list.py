"""The list of agents: filters, order, many workspaces, trend, and what it says of time."""

from __future__ import annotations

import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks.portfolio import write_portfolio
from readiness_tui.cli.portfolio import SORTS
from readiness_tui.use_cases import portfolio_choices
from tests.cli.shelling import run


@pytest.fixture(scope="module")
def teams_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("teams")
    write_portfolio(folder / "teams", 12, 50, workspaces=2, seed=2)
    return folder


@pytest.fixture
def teams(teams_once: Path, own_state: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two repositories with a workspace each; twelve agents, which the index knows once one of these tests has run."""
    monkeypatch.setenv("READINESS_STATE_DIR", str(teams_once / "state"))
    return teams_once / "teams"


def agents(folder: Path, *words: str) -> list[dict[str, Any]]:
    ran = run("list", "--recursive", *words, "--json", here=folder)
    assert ran.code == 0, ran.err
    found = ran.json["agents"]
    assert isinstance(found, list)
    return found


def test_every_workspace_below_is_listed_with_its_place(teams: Path) -> None:
    found = agents(teams)
    assert len(found) == 12
    assert {Path(each["workspace"]).parent.name for each in found} == {"team-000", "team-001"}
    text = run("list", "--recursive", here=teams).out
    assert "team-000/agents" in text
    assert "Workspace" in text
    alone = run("-C", str(teams / "team-000" / "agents"), "list", here=teams)
    assert "Workspace" not in alone.out
    assert "team-001" not in alone.out


FILTERS = {
    ("--blocked",): lambda each: bool(each["blockers"]),
    ("--beyond",): lambda each: bool(each["beyond_clearance"]),
    ("--stale",): lambda each: bool(each["stale"]),
    ("--level", "demo"): lambda each: each["level"]["worst"] == "demo",
    ("--match", "TEAM-001"): lambda each: "team-001" in each["workspace"],
    ("--match", "invoice"): lambda each: "invoice" in each["slug"],
    ("--stale", "--level", "demo", "--match", "0"): lambda each: each["stale"] and each["level"]["worst"] == "demo",
}


@pytest.mark.parametrize("words", FILTERS, ids=" ".join)
def test_a_filter_keeps_the_agents_that_fit_and_their_order(teams: Path, words: tuple[str, ...]) -> None:
    expected = [each["slug"] for each in agents(teams) if FILTERS[words](each)]
    assert [each["slug"] for each in agents(teams, *words)] == expected


def test_what_needs_a_person_first_comes_first(teams: Path) -> None:
    keys = {
        "score": lambda each: float(each["worst"]["display"]) if each["worst"] else -1,
        "blockers": lambda each: -len(each["blockers"]),
        "beyond": lambda each: -len(each["beyond_clearance"]),
        "stale": lambda each: -len(each["stale"]),
        "milestones": lambda each: each["milestones"],
        "last": lambda each: (each["latest"] or "")[5:15],
    }
    for sort, key in keys.items():
        values = [key(each) for each in agents(teams, "--sort", sort)]
        assert values == sorted(values), sort
        assert [key(each) for each in agents(teams, "--sort", sort, "--reverse")] == values[::-1], sort
    assert [each["slug"] for each in agents(teams, "--sort", "agent", "--limit", "3")] == sorted(
        each["slug"] for each in agents(teams)
    )[:3]
    assert set(SORTS) == set(portfolio_choices.SORTS)


def test_a_filter_that_nothing_fits_says_so(teams: Path) -> None:
    ran = run("list", "--recursive", "--match", "nobody", here=teams)
    assert (ran.code, ran.out) == (0, "")
    assert "No agent fits" in ran.err
    assert agents(teams, "--match", "nobody") == []


def test_the_trend_holds_the_newest_milestones_oldest_first(teams: Path) -> None:
    for each in agents(teams):
        names = [past["milestone"] for past in each["trend"]]
        assert [name[:4] for name in names] == sorted(name[:4] for name in names)
        assert len(names) == min(8, each["milestones"])
        assert names[-1:] == [each["latest"]] * bool(names)
    assert any(bar in run("list", "--recursive", here=teams).out for bar in "▁▂▃▄▅▆▇")


def test_evidence_grows_stale_and_waivers_end_with_the_day(teams: Path) -> None:
    stale = [sum(len(each["stale"]) for each in agents(teams, "--as-of", day)) for day in ("2025-01-01", "2030-01-01")]
    assert stale[0] < stale[1]


def test_one_workspace_that_cannot_be_read_keeps_its_line(tmp_path: Path) -> None:
    write_portfolio(tmp_path, 4, 4, workspaces=2)
    (tmp_path / "team-000" / "agents" / "readiness.yaml").write_text("format: [")
    ran = run("list", "--recursive", here=tmp_path)
    assert ran.code == 2
    assert "can't be read" in ran.out
    assert "readiness.yaml" in ran.err
    assert len(run("list", "--recursive", "--json", here=tmp_path).json["agents"]) == 3


def test_ctrl_c_ends_with_130_and_keeps_what_was_read(tmp_path: Path, own_state: Path) -> None:
    (root,) = write_portfolio(tmp_path / "many", 60, 500)
    command = [sys.executable, "-m", "readiness_tui", "list"]
    ours, theirs = pty.openpty()
    running = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=theirs, start_new_session=True)
    os.close(theirs)
    shown, until = b"", time.monotonic() + 60
    while b"left" not in shown and time.monotonic() < until:
        shown += os.read(ours, 1000)
    running.send_signal(signal.SIGINT)
    assert running.wait(60) == 130
    assert b" files, " in shown
    os.close(ours)
    (index,) = (own_state / "cache").glob("index-*.sqlite3")
    with sqlite3.connect(index) as database:
        assert 0 < database.execute("SELECT count(*) FROM agents").fetchone()[0] <= 60
    database.close()


def test_a_level_that_holds_only_by_a_waiver_says_so_in_lists(demo: Path) -> None:
    waiver = ("--reason", "until the new schema", "--approver", "dana", "--expires", "2026-12-20")
    assert run("answer", "release-notes-bot", "output-validation=partial", here=demo).code == 0
    assert run("waive", "release-notes-bot", "output-validation", *waiver, here=demo).code == 0
    assert "production-ready (waived)" in run("list", here=demo).out
    assert "production-ready (waived)" not in run("list", "--as-of", "2026-12-21", here=demo).out
    assert run("milestone", "release-notes-bot", here=demo).code == 0
    assert "production-ready (waived)" in run("history", "release-notes-bot", here=demo).out
