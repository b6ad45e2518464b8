"""Many programs that write to one agent at the same time lose nothing of each other."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from readiness_tui.model.faults import UserError
from readiness_tui.storage import file_calls, locking
from readiness_tui.storage.assessments import load_working
from readiness_tui.storage.locking import one_writer
from readiness_tui.storage.milestones import list_milestones, verify_milestones
from tests.storage.scenes import SLUG, make_workspace, temporaries

WRITER = str(Path(__file__).with_name("writer.py"))


def run_writers(root: Path, kind: str, writers: int, count: int, *without: str) -> list[str]:
    """Start them all at once; returns all lines that they printed."""
    command = [sys.executable, WRITER, str(root), kind]
    started = [
        subprocess.Popen([*command, str(number), str(count), *without], stdout=subprocess.PIPE, text=True)
        for number in range(1, writers + 1)
    ]
    outputs = [writer.communicate(timeout=500)[0] for writer in started]
    assert [writer.returncode for writer in started] == [0] * writers
    return [line for output in outputs for line in output.splitlines()]


def check_milestones(root: Path, writers: int, count: int, *without: str) -> None:
    workspace, _ = make_workspace(root)
    names = run_writers(workspace.root, "milestones", writers, count, *without)
    refs = list_milestones(workspace, SLUG)
    print(f"\n{len(refs)} milestones of {writers * count}")
    assert len(names) == len(set(names)) == writers * count
    assert {ref.name for ref in refs} == set(names)
    assert {ref.problem for ref in refs} == {""}
    assert all(each.ok for each in verify_milestones(workspace, SLUG))
    assert temporaries(root) == []
    if "lock" not in without:
        assert [ref.number for ref in refs] == list(range(1, writers * count + 1))
        assert all(len(ref.parents) == 1 for ref in refs[1:])


def check_answers(root: Path, writers: int, count: int, *without: str) -> None:
    ids = tuple(f"question-{number}" for number in range(1, writers + 1))
    workspace, _ = make_workspace(root, ids)
    assert sorted(run_writers(workspace.root, "answers", writers, count, *without)) == sorted(ids)
    answers = load_working(workspace, SLUG).assessment.answers
    assert {key: answer.note for key, answer in answers.items()} == dict.fromkeys(ids, f"turn {count - 1}")


def test_four_programs_take_five_milestones_each(tmp_path: Path) -> None:
    check_milestones(tmp_path, 4, 5)


def test_four_programs_answer_at_once(tmp_path: Path) -> None:
    check_answers(tmp_path, 4, 10)


@pytest.mark.deep
@pytest.mark.parametrize("without", [(), ("folder",), ("lock",), ("lock", "link")], ids=lambda names: "-".join(names))
def test_sixteen_programs_take_twenty_five_milestones_each(tmp_path: Path, without: tuple[str, ...]) -> None:
    check_milestones(tmp_path, 16, 25, *without)


@pytest.mark.deep
@pytest.mark.parametrize("without", [(), ("folder",)], ids=lambda names: "-".join(names))
def test_sixteen_programs_answer_at_once(tmp_path: Path, without: tuple[str, ...]) -> None:
    check_answers(tmp_path, 16, 25, *without)


def test_a_second_writer_waits_and_then_says_who_is_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "PATIENCE_SECONDS", 0.0)
    with one_writer(tmp_path), pytest.raises(UserError, match="another program"), one_writer(tmp_path):
        raise AssertionError("two writers at once")
    with one_writer(tmp_path):
        pass


def test_without_folder_locks_a_file_in_the_persons_own_state_is_locked(
    tmp_path: Path, own_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_calls.current, "folder", 0)
    monkeypatch.setattr(locking, "PATIENCE_SECONDS", 0.0)
    with one_writer(tmp_path), pytest.raises(UserError), one_writer(tmp_path):
        raise AssertionError("two writers at once")
    assert len(list((own_state / "locks").iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_cannot_lock_folders_locks_the_file_instead(
    tmp_path: Path, own_state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = file_calls.current.lock
    assert real is not None

    def only_files(descriptor: int) -> object:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112
            raise OSError(9, "EBADF, as network folders say")
        return real(descriptor)

    monkeypatch.setattr(file_calls.current, "lock", only_files)
    with one_writer(tmp_path):
        assert len(list((own_state / "locks").iterdir())) == 1


def test_a_writer_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from readiness_tui.storage.locking import one_writer\n"
        "with one_writer(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    held = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert held.stdout is not None
    assert held.stdout.readline() == "held\n"
    held.kill()
    held.wait()
    held.stdout.close()
    began = time.monotonic()
    with one_writer(tmp_path):
        assert time.monotonic() - began < locking.PATIENCE_SECONDS
