"""The index: never wrong, one file read for one that changed, sound under concurrent use, made anew when in doubt."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.portfolio import write_portfolio
from readiness_tui.model.faults import UserError
from readiness_tui.use_cases.demo import write_demo
from readiness_tui.use_cases.portfolio_reading import Order, read_agent
from readiness_tui.use_cases.portfolio_workers import WORTH_WORKERS, read_agents
from readiness_tui.use_cases.portfolios import open_portfolio
from tests.use_cases.portfolio_cases import DAY, Changes, listed, parsed, rows, rows_as_evaluated, short


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five agents with twenty-five milestones; for tests that write nothing."""
    (root,) = write_portfolio(tmp_path_factory.mktemp("made") / "team", 5, 25, seed=5)
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test."""
    return Path(shutil.copytree(made, tmp_path / "team"))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "cache"


SETTINGS = '["limited-production", 180, 5, 200000]'
DAYS = ("2024-01-01", "2026-06-30", DAY, "2026-12-24", "2027-05-01", "2030-01-01")


@pytest.mark.parametrize("day", DAYS)
def test_a_line_says_what_evaluating_the_agent_for_that_day_says(made: Path, day: str) -> None:
    assert [short(row) for row in rows(made, day)] == rows_as_evaluated(made, day)


def test_one_row_holds_for_every_day(made: Path, index: Path) -> None:
    assert parsed(made, index) > 0
    for day in DAYS:
        assert parsed(made, index, day) == 0
        assert listed(made, day, index) == listed(made, day)


def test_the_demo_reads_alike(tmp_path: Path) -> None:
    root = write_demo(tmp_path / "demo", date(2026, 11, 22)).root
    for day in (DAY, "2027-02-20", "2026-10-01"):
        assert [short(row) for row in rows(root, day, tmp_path / "cache")] == rows_as_evaluated(root, day)


def _changed_at_random(root: Path, index: Path, seed: int, times: int) -> None:
    changes = Changes(root, seed)
    for step in range(times):
        changes.some()
        day = (date(2026, 11, 22) + timedelta(days=changes.rng.choice((0, 0, 0, 40, -90)))).isoformat()
        assert listed(root, day, index) == listed(root, day), (seed, step)


@pytest.mark.parametrize("seed", range(2))
def test_with_an_index_a_list_says_what_it_says_without(root: Path, index: Path, seed: int) -> None:
    _changed_at_random(root, index, seed, 6)
    assert [short(row) for row in rows(root, DAY, index)] == rows_as_evaluated(root)


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(100, 125))
def test_with_an_index_a_list_says_what_it_says_without_deep(root: Path, index: Path, seed: int) -> None:
    _changed_at_random(root, index, seed, 25)
    assert [short(row) for row in rows(root, DAY, index)] == rows_as_evaluated(root)


def test_a_change_that_neither_size_nor_time_tells_is_seen(root: Path, index: Path) -> None:
    path = next(
        each for each in sorted(root.glob("assessments/*/assessment.yaml")) if "choice: full" in each.read_text()
    )
    listed(root, DAY, index)
    before, text = path.stat(), path.read_text()
    path.write_text(text.replace("choice: full", "choice: fulx"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert listed(root, DAY, index) == listed(root)


def test_a_file_with_a_time_in_the_future_is_looked_at_each_time(root: Path, index: Path) -> None:
    path = next(root.glob("assessments/*/assessment.yaml"))
    ahead = path.stat().st_mtime_ns + 3_600_000_000_000
    for words in ("requests-a-day: 5", "requests-a-day: 6", "requests-a-day: 7"):
        path.write_text(path.read_text() + f"# {words}\n")
        os.utime(path, ns=(ahead, ahead))
        assert parsed(root, index) > 0
        assert parsed(root, index) == 0, "what holds the same bytes is not parsed again"
        assert listed(root, DAY, index) == listed(root)


def test_one_changed_file_costs_one_parse(root: Path, index: Path) -> None:
    listed(root, DAY, index)
    assert parsed(root, index) == 0
    working = next(root.glob("assessments/*/assessment.yaml"))
    working.write_text(working.read_text().replace("choice: partial", "choice: full", 1))
    assert parsed(root, index) == 1
    milestone = sorted(root.glob("assessments/*/milestones/*.yaml"))[0]
    milestone.write_text(milestone.read_text().replace("\n", "\r\n"))
    assert parsed(root, index) <= 1
    assert parsed(root, index) == 0


def test_a_new_milestone_costs_one_parse(root: Path, index: Path) -> None:
    folders = [folder for folder in sorted(root.glob("assessments/*/milestones")) if len(list(folder.iterdir())) > 2]
    last = sorted(folders[0].iterdir())[-1]
    text = last.read_bytes()
    last.unlink()
    listed(root, DAY, index)
    last.write_bytes(text)
    assert parsed(root, index) == 1


def test_files_that_are_touched_but_not_changed_are_not_parsed(root: Path, index: Path) -> None:
    listed(root, DAY, index)
    for path in root.rglob("*.yaml"):
        path.write_bytes(path.read_bytes())
    assert parsed(root, index) == 0


def test_answers_that_cannot_be_read_for_a_while_cost_no_milestone(root: Path, index: Path) -> None:
    listed(root, DAY, index)
    path = next(root.glob("assessments/*/assessment.yaml"))
    text = path.read_bytes()
    path.write_text("<<<<<<< ours\n")
    assert "merge" in next(each.line.summary.problem for each in listed(root, DAY, index) if each.line.summary.problem)
    path.write_bytes(text)
    assert parsed(root, index) == 0, "what held these bytes before is still known"


def test_a_damaged_index_is_made_anew(root: Path, index: Path) -> None:
    right = listed(root)
    for damage in (b"", b"no database" * 1000, None):
        listed(root, DAY, index)
        (path,) = index.glob("index-*.sqlite3")
        raw = bytearray(path.read_bytes())
        raw[4096 * 3 : 4096 * 12] = b"\xaa" * (4096 * 9)
        path.write_bytes(raw if damage is None else damage)
        for end in ("-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        assert listed(root, DAY, index) == right
        assert listed(root, DAY, index) == right
        assert parsed(root, index) == 0


def test_a_row_that_was_damaged_is_read_again(root: Path, index: Path) -> None:
    right = listed(root, DAY, index)
    (path,) = index.glob("index-*.sqlite3")
    with sqlite3.connect(path) as database:
        database.execute("UPDATE agents SET line = replace(line, 'demo', 'dema')")
    database.close()
    assert listed(root, DAY, index) == right


def test_an_index_of_another_version_is_left_alone(root: Path, index: Path) -> None:
    index.mkdir()
    other = index / "index-00000000-00000000000000000001-1.sqlite3"
    other.write_bytes(b"of another version")
    listed(root, DAY, index)
    assert other.read_bytes() == b"of another version"
    assert parsed(root, index) == 0


def test_where_no_index_can_be_kept_the_list_is_right_all_the_same(root: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    assert listed(root, DAY, blocked / "cache") == listed(root)


def test_what_was_read_before_an_interruption_is_kept(root: Path, index: Path) -> None:
    class Enough(Exception):
        pass

    def told(done: int, total: int) -> None:
        assert done <= total
        if done > total / 2:
            raise Enough

    with pytest.raises(Enough):
        open_portfolio((str(root),), DAY, told=told, folder=str(index))
    whole = parsed(root, index.with_name("another"))
    assert 0 < parsed(root, index) < whole
    assert listed(root, DAY, index) == listed(root)


def test_workers_read_what_one_process_reads(made: Path) -> None:
    slugs = sorted(path.name for path in (made / "assessments").iterdir())
    orders = [Order(str(made), slug, SETTINGS, "[]", DAY, {}) for slug in slugs]
    found = {reading.kept.known.slug: reading.parsed for reading in read_agents(orders, WORTH_WORKERS)}
    assert found == {order.slug: read_agent(order).parsed for order in orders}


def test_several_programs_may_list_at_once_while_files_change(root: Path, index: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.use_cases.portfolio_cases import listed\n"
        "for _ in range(3): listed(Path(sys.argv[1]), index=Path(sys.argv[2]))\n"
    )
    here = Path(__file__).parent.parent.parent
    command = [sys.executable, "-c", code, str(root), str(index)]
    running = [subprocess.Popen(command, cwd=here, stderr=subprocess.PIPE) for _ in range(3)]
    changes = Changes(root, 9)
    for _ in range(10):
        changes.other_answer()
    for each in running:
        _, said = each.communicate(timeout=60)
        assert (each.returncode, said) == (0, b"")
    assert listed(root, DAY, index) == listed(root)


def test_many_waivers_on_days_of_their_own_are_judged_by_the_day(root: Path, index: Path) -> None:
    path = next(root.glob("assessments/*/assessment.yaml"))
    lines = []
    for number, line in enumerate(path.read_text().splitlines()):
        lines.append(line)
        if line.startswith("    choice: ") and "waiver" not in line:
            day = date(2026, 11, 1) + timedelta(days=number % 60)
            lines.append(f"    waiver: {{reason: r, approver: vera, expires: {day}}}")
    text = "\n".join(line for line in lines) + "\n"
    path.write_text(_without_own_waivers(text))
    for day in (DAY, "2026-11-05", "2026-12-10", "2027-03-01", DAY):
        assert [short(row) for row in rows(root, day, index)] == rows_as_evaluated(root, day)


def _without_own_waivers(text: str) -> str:
    kept, skips = [], False
    for line in text.splitlines(keepends=True):
        skips = line == "    waiver:\n" or (skips and line.startswith("      "))
        if not skips:
            kept.append(line)
    return "".join(kept)


def test_settings_that_cannot_be_read_are_an_error_of_one_workspace_and_a_line_of_many(root: Path, index: Path) -> None:
    (root / "readiness.yaml").write_text("format: [")
    with pytest.raises(UserError):
        open_portfolio((str(root),), DAY, is_strict=True, folder=str(index))
    (only,) = listed(root, DAY, index)
    assert "readiness.yaml" in only.line.summary.problem


def test_other_limits_of_reading_judge_every_file_anew(root: Path, index: Path) -> None:
    settings = (root / "readiness.yaml").read_text()
    longest = max(root.glob("assessments/*/milestones/*.yaml"), key=lambda path: path.stat().st_size)
    longest.write_text(longest.read_text() + "# longer\n" * 120_000)
    for limits in ("", "limits: {megabytes: 1, nodes: 200000}\n", "", "limits: {megabytes: 1, nodes: 1000}\n"):
        (root / "readiness.yaml").write_text(settings + limits)
        assert listed(root, DAY, index) == listed(root), limits
