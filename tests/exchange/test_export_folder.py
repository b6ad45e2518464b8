"""What an export does to its folder: nothing twice, nothing half, nothing that isn't its own."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from readiness_tui.model.faults import UserError
from readiness_tui.storage import file_calls
from readiness_tui.storage.exports import partition
from readiness_tui.storage.workspaces import open_workspace, save_settings
from readiness_tui.use_cases import exporting
from readiness_tui.use_cases.exported_agents import ExportWords
from readiness_tui.use_cases.exporting import export, portfolio_below, portfolio_of
from readiness_tui.use_cases.milestones import freeze
from tests.exchange.exporting import DAY, data_files, exported, files, only, rows, stamps
from tests.storage.faulty_calls import Died, Disk

LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def pair(looked_at: Path, tmp_path: Path) -> Path:
    """A workspace of two agents with two milestones each."""
    return only(looked_at, ("invoice-matcher", "release-notes-bot"), tmp_path / "pair")


def milestone_files(root: Path, slug: str) -> list[Path]:
    return sorted((root / "assessments" / slug / "milestones").iterdir())


def test_a_version_that_is_there_is_not_written_again(pair: Path, tmp_path: Path) -> None:
    exported(pair, tmp_path / "out")
    before = stamps(tmp_path / "out")
    again = exported(pair, tmp_path / "out")
    assert (again.written, again.kept, again.files) == (0, 6, 0)
    assert stamps(tmp_path / "out") == before


def test_a_new_milestone_writes_its_own_files_and_its_agents_working_answers_alone(pair: Path, tmp_path: Path) -> None:
    exported(pair, tmp_path / "out")
    before = stamps(tmp_path / "out")
    ref = freeze(open_workspace(pair), "invoice-matcher", LATER, "ana", "")
    again = exported(pair, tmp_path / "out")
    after = stamps(tmp_path / "out")
    written = {path for path in after if after[path] != before.get(path)}
    assert (again.written, again.kept) == (2, 5)
    assert {Path(path).stem for path in written} == {ref.name, "working"}
    assert all("/agent=invoice-matcher/" in path for path in written)
    assert any("/month=2026-12/" in path for path in written)


def test_on_another_day_only_working_answers_are_written_again_and_move_with_the_month(
    pair: Path, tmp_path: Path
) -> None:
    exported(pair, tmp_path / "out")
    again = exported(pair, tmp_path / "out", as_of=date(2026, 12, 1))
    assert (again.written, again.kept) == (2, 4)
    working = [path for path in data_files(tmp_path / "out") if path.endswith("working.jsonl")]
    assert {Path(path).parent.name for path in working} == {"month=2026-12"}
    exported(pair, tmp_path / "fresh", as_of=date(2026, 12, 1))
    assert files(tmp_path / "out") == files(tmp_path / "fresh")


def _deleted(root: Path) -> None:
    milestone_files(root, "invoice-matcher")[1].unlink()


def _renamed_agent(root: Path) -> None:
    (root / "assessments" / "invoice-matcher").rename(root / "assessments" / "help-desk")


def _moved_milestone(root: Path) -> None:
    path = milestone_files(root, "invoice-matcher")[1]
    path.rename(root / "assessments" / "release-notes-bot" / "milestones" / path.name)


def _deleted_agent(root: Path) -> None:
    shutil.rmtree(root / "assessments" / "release-notes-bot")


def _altered(root: Path) -> None:
    path = milestone_files(root, "invoice-matcher")[1]
    path.write_text(path.read_text(encoding="utf-8").replace("full", "partial", 1), encoding="utf-8")


def _misnamed(root: Path) -> None:
    path = milestone_files(root, "invoice-matcher")[1]
    path.rename(path.with_name("0002-2026-99-99-abcdef.yaml"))


def _torn(root: Path) -> None:
    _misnamed(root)
    (root / "assessments" / "invoice-matcher" / "milestones" / "0002-2026-99-99-abcdef.yaml").write_bytes(b"")


def _other_target(root: Path) -> None:
    workspace = open_workspace(root)
    save_settings(workspace, workspace.settings.model_copy(update={"target_level": "demo"}))


def _unreadable(root: Path) -> None:
    (root / "assessments" / "invoice-matcher" / "assessment.yaml").write_text("agent: [", encoding="utf-8")


CHANGES = (_deleted, _renamed_agent, _moved_milestone, _deleted_agent, _altered, _misnamed, _torn)
CHANGES += (_other_target, _unreadable)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_after_any_change_the_folder_is_what_a_new_export_would_be_and_so_when_it_is_undone(
    pair: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    shutil.copytree(pair, tmp_path / "kept")
    exported(pair, tmp_path / "out")
    was = files(tmp_path / "out")
    change(pair)
    exported(pair, tmp_path / "out")
    exported(pair, tmp_path / "fresh")
    assert files(tmp_path / "out") == files(tmp_path / "fresh") != was
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_dir() and not any(path.iterdir())]
    shutil.rmtree(pair)
    shutil.copytree(tmp_path / "kept", pair)
    exported(pair, tmp_path / "out")
    assert files(tmp_path / "out") == was


def test_what_could_not_be_read_is_tried_again_until_it_can(looked_at: Path, tmp_path: Path) -> None:
    root = only(looked_at, ("support-agent",), tmp_path / "one")
    exported(root, tmp_path / "whole")
    earlier = {path: path.read_text(encoding="utf-8") for path in root.glob("assessments/*/questionnaires/*")}
    for path, text in earlier.items():
        path.write_text(f"{text}# edited\n", encoding="utf-8")
    summary = exported(root, tmp_path / "out")
    assert summary.problems
    assert all("was changed after it was pinned" in problem for problem in summary.problems)
    for path, text in earlier.items():
        path.write_text(text, encoding="utf-8")
    assert exported(root, tmp_path / "out").problems == ()
    assert files(tmp_path / "out") == files(tmp_path / "whole")


def test_another_format_takes_the_place_of_the_first(pair: Path, tmp_path: Path) -> None:
    exported(pair, tmp_path / "out")
    exported(pair, tmp_path / "out", wanted="csv")
    assert {Path(path).suffix for path in data_files(tmp_path / "out")} == {".csv"}


def test_a_file_of_the_export_that_somebody_deleted_comes_back(pair: Path, tmp_path: Path) -> None:
    exported(pair, tmp_path / "out")
    was = files(tmp_path / "out")
    for path in sorted(was)[::7]:
        if not path.startswith("_export"):
            (tmp_path / "out" / path).unlink()
    exported(pair, tmp_path / "out")
    assert files(tmp_path / "out") == was


def test_what_cannot_be_read_keeps_a_row_that_says_why_without_paths_of_this_machine(
    pair: Path, tmp_path: Path
) -> None:
    _unreadable(pair)
    _altered(pair)
    summary = exported(pair, tmp_path / "out")
    (agent,) = (row for row in rows(tmp_path / "out", "agents") if row["slug"] == "invoice-matcher")
    assert agent["problem"].startswith("assessments/invoice-matcher/assessment.yaml:")
    assert (agent["worst"], agent["name"], agent["blockers"], agent["milestones"]) == (None, None, None, 2)
    milestones = [row for row in rows(tmp_path / "out", "milestones") if row["slug"] == "invoice-matcher"]
    assert [bool(row["problem"]) for row in milestones] == [False, True]
    assert milestones[1]["worst"] is None
    assert len(summary.problems) == 2
    assert str(tmp_path).encode() not in b"".join(files(tmp_path / "out").values())


@pytest.mark.parametrize("name", ["notes.txt", "agents", "_exported"])
def test_a_folder_that_holds_something_else_is_refused_and_left_alone(demo: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "out" / name).mkdir(parents=True)
    (tmp_path / "out" / name / "working.jsonl").write_text("mine")
    with pytest.raises(UserError, match="no export"):
        exported(demo, tmp_path / "out")
    assert files(tmp_path / "out") == {f"{name}/working.jsonl": b"mine"}


def test_what_others_put_beside_the_files_stays(pair: Path, tmp_path: Path) -> None:
    exported(pair, tmp_path / "out")
    (tmp_path / "out" / "README.md").write_text("mine")
    (tmp_path / "out" / "agents" / "agent=invoice-matcher" / "mine.jsonl").write_text("mine")
    (tmp_path / "out" / "agents" / "agent=invoice-matcher" / "month=2026-11" / "mine.jsonl").write_text("mine")
    _renamed_agent(pair)
    exported(pair, tmp_path / "out")
    assert sum(raw == b"mine" for raw in files(tmp_path / "out").values()) == 3


def test_the_folder_of_another_workspace_is_refused(pair: Path, tmp_path: Path) -> None:
    exported(pair, tmp_path / "out")
    workspace = open_workspace(pair)
    save_settings(workspace, workspace.settings.model_copy(update={"name": "Payments"}))
    with pytest.raises(UserError, match="not of Payments"):
        exported(pair, tmp_path / "out")


def test_workspaces_below_a_folder_are_told_apart_by_path_whatever_their_names(demo: Path, tmp_path: Path) -> None:
    repositories = tmp_path / "repositories"
    for place in ("caf\udce9", "pay ments=1/agents", "größe%41/x", "a..", "a.b_c-D"):
        only(demo, ("release-notes-bot", "invoice-matcher"), repositories / place)
    words = ExportWords(tmp_path / "out", "jsonl", DAY)
    export(portfolio_below(repositories), words)
    found = rows(tmp_path / "out", "agents")
    assert len({row["agent_id"] for row in found}) == len(found) == 10
    assert {row["workspace"] for row in found} == {r"caf\xe9", "pay ments=1/agents", "größe%41/x", "a..", "a.b_c-D"}
    shutil.rmtree(repositories / "a..")
    (repositories / "a.b_c-D" / "readiness.yaml").write_text("format: [")
    again = export(portfolio_below(repositories), words)
    assert {row["workspace"] for row in rows(tmp_path / "out", "agents")} == {
        r"caf\xe9",
        "pay ments=1/agents",
        "größe%41/x",
        "a.b_c-D",
    }, "what can't be opened now is left as it was"
    assert len(again.problems) == 1
    with pytest.raises(UserError, match="no workspace"):
        portfolio_below(tmp_path / "out")


def test_each_workspace_is_read_within_its_own_limits(looked_at: Path, tmp_path: Path) -> None:
    for place in ("first", "last"):
        only(looked_at, ("support-agent",), tmp_path / "both" / place)
    workspace = open_workspace(tmp_path / "both" / "last")
    narrow = workspace.settings.limits.model_copy(update={"nodes": 1000})
    save_settings(workspace, workspace.settings.model_copy(update={"limits": narrow}))
    path = next((tmp_path / "both").glob("first/assessments/support-agent/assessment.yaml"))
    tasks = path.read_text(encoding="utf-8")
    more = "".join(f"  more-{number}: {{name: M, intent: unsure, built_as: suggests}}\n" for number in range(200))
    path.write_text(tasks + more, encoding="utf-8")
    freeze(open_workspace(tmp_path / "both" / "first"), "support-agent", LATER, None, "")
    assert export(portfolio_below(tmp_path / "both"), ExportWords(tmp_path / "out", "jsonl", DAY)).problems == ()


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("support-agent", "agent=support-agent"),
        ("payments/support-agent", "agent=payments%2Fsupport-agent"),
        ("../../etc/passwd", "agent=..%2F..%2Fetc%2Fpasswd"),
        ("a=b c%20~", "agent=a%3Db%20c%2520%7E"),
        ("größe", "agent=gr%C3%B6%C3%9Fe"),
    ],
)
def test_a_name_from_people_is_never_a_path(key: str, written: str) -> None:
    assert partition(key) == written


def test_long_names_fit_into_a_folder_name_and_stay_apart() -> None:
    first, second = partition("ö" * 300 + "/a"), partition("ö" * 300 + "/b")
    assert first != second
    assert max(len(first), len(second)) < 200


def test_it_can_be_stopped_at_any_agent_and_goes_on_from_there(demo: Path, tmp_path: Path) -> None:
    exported(demo, tmp_path / "whole")
    whole, portfolio = files(tmp_path / "whole"), portfolio_of(open_workspace(demo))
    words = ExportWords(tmp_path / "out", "jsonl", DAY)

    def stop(done: int, total: int) -> None:
        assert total == 4
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(portfolio, words, stop)
    assert b'"complete": false' in files(tmp_path / "out")["_export.json"]
    assert {path: raw for path, raw in whole.items() if path in data_files(tmp_path / "out")} == data_files(
        tmp_path / "out"
    )
    assert export(portfolio, words).kept == 4, "two agents were done"
    assert files(tmp_path / "out") == whole


def test_processes_of_their_own_write_the_same_and_a_stop_leaves_whole_files(
    pair: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(pair, tmp_path / "alone")
    monkeypatch.setattr(exporting, "WORTH_WORKERS", 1)
    monkeypatch.setattr(exporting, "useful_workers", lambda: 2)
    portfolio, words = portfolio_of(open_workspace(pair)), ExportWords(tmp_path / "out", "jsonl", DAY)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(portfolio, words, stop)
    alone = files(tmp_path / "alone")
    assert [path for path, raw in data_files(tmp_path / "out").items() if alone[path] != raw] == []
    assert export(portfolio, words).milestones == 4
    assert files(tmp_path / "out") == alone


def test_a_link_in_the_folder_is_followed_neither_for_writing_nor_for_deleting(pair: Path, tmp_path: Path) -> None:
    exported(pair, tmp_path / "out")
    month = tmp_path / "out" / "agents" / "agent=invoice-matcher" / "month=2026-11"
    month.rename(tmp_path / "elsewhere")
    month.symlink_to(tmp_path / "elsewhere")
    before = files(tmp_path / "elsewhere")
    with pytest.raises(UserError, match="symbolic link"):
        exported(pair, tmp_path / "out", as_of=date(2026, 11, 23))
    _renamed_agent(pair)
    exported(pair, tmp_path / "out")
    assert files(tmp_path / "elsewhere") == before


@contextlib.contextmanager
def failing(disk: Disk) -> Iterator[None]:
    before, file_calls.current = file_calls.current, disk.calls()
    try:
        yield
    finally:
        file_calls.current = before
        disk.close_all()


def _survives(root: Path, folder: Path, disk: Disk, old: dict[str, bytes], new: dict[str, bytes]) -> bool:
    """Export on a failing disk: every file is whole, an old or a new one; the next export makes all of it new."""
    with failing(disk), contextlib.suppress(Died, UserError):
        exported(root, folder)
    for path, raw in data_files(folder).items():
        is_told = b'"problem":null' not in raw and raw.endswith(b'"}\n')  # what can't be read just now says so
        assert raw in (old.get(path), new.get(path)) or is_told or path.endswith(".tmp"), (disk.kind, disk.at, path)
    exported(root, folder)
    assert files(folder) == new, (disk.kind, disk.at)
    return disk.was_reached


def _killed_at(workspace: Path, tmp_path: Path, kinds: tuple[str, ...], step: int) -> int:
    root = only(workspace, ("release-notes-bot",), tmp_path / "one")
    exported(root, tmp_path / "before")
    old = files(tmp_path / "before")
    freeze(open_workspace(root), "release-notes-bot", LATER, None, "")
    milestone_files(root, "release-notes-bot")[0].unlink()
    exported(root, tmp_path / "after")
    new, tried = files(tmp_path / "after"), 0
    for kind in kinds:
        at = 1
        while True:
            folder = Path(shutil.copytree(tmp_path / "before", tmp_path / f"{kind}-{at}".replace(" ", "-")))
            was_reached = _survives(root, folder, Disk(kind, at), old, new)
            shutil.rmtree(folder)
            if not was_reached:
                break
            tried, at = tried + 1, at + step
    return tried


def test_a_killed_export_leaves_no_half_file_and_the_next_one_goes_on(looked_at: Path, tmp_path: Path) -> None:
    assert _killed_at(looked_at, tmp_path, ("die before", "torn write"), 47) > 4


@pytest.mark.deep
def test_whatever_file_call_fails_in_whatever_way_the_next_export_is_whole(looked_at: Path, tmp_path: Path) -> None:
    kinds = ("die before", "die after", "torn write", "short write", "ENOSPC", "EIO", "EACCES", "EINTR", "EMFILE")
    tried = _killed_at(looked_at, tmp_path, kinds, 13)
    print(f"an export failed in {tried} places, and the next one was whole")
    assert tried > 100
