"""Whichever file call fails, and however: what was acknowledged is there and whole, and what failed isn't claimed.

Each scene is played again and again, with call number 1, 2, 3 ... failing, until none is reached. By default every
seventh call fails, from another start for each kind; `-m deep` fails each one, once and from then on.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from readiness_tui.model.faults import UserError
from readiness_tui.storage import locking
from readiness_tui.storage.assessments import create_assessment, load_working, restore_recovered, save_working
from readiness_tui.storage.milestones import (
    list_milestones,
    load_milestone,
    take_milestone,
    verify_milestones,
)
from readiness_tui.storage.workspaces import Workspace, agent_slugs, init_workspace, open_workspace, save_settings
from tests.storage.faulty_calls import DEATHS, KINDS, WRITE_KINDS, Died, Disk
from tests.storage.scenes import (
    MOMENT,
    SLUG,
    add_questionnaire,
    answered,
    assessment_path,
    later,
    make_workspace,
    new_assessment,
    on_disk,
    temporaries,
)

STRIDE = 7
Doing = Callable[[Path], object]
Checking = Callable[[Path, str, Disk], None]


@dataclass(frozen=True)
class Scene:
    """What is there before, what is done on the failing disk, and what has to hold after, by the real disk."""

    prepare: Doing
    act: Doing
    check: Checking
    without: tuple[str, ...] = ()


def _two_milestones(root: Path) -> None:
    workspace, working = make_workspace(root)
    saved = save_working(workspace, SLUG, working, answered(working.assessment, question_1="yes"))
    for minute in (0, 1):
        take_milestone(workspace, SLUG, saved.working, later(minute), "ana", f"minute {minute}")


def _save(root: Path) -> None:
    workspace = open_workspace(root)
    working = load_working(workspace, SLUG)
    try:
        saved = save_working(workspace, SLUG, working, answered(working.assessment, question_2="no"))
    except UserError:
        (root / "typed").touch()
        raise
    assert saved.conflicts == ()


def _check_save(root: Path, outcome: str, disk: Disk) -> None:
    workspace = open_workspace(root)
    working = load_working(workspace, SLUG)
    assert working.assessment.answer("question-1").choice == "yes"
    stored = working.assessment.answer("question-2").choice
    assert stored in ((None, "no") if outcome != "returned" else ("no",))
    _check_milestones(workspace, ("@1", "@2"))
    if (root / "typed").exists() and not disk.is_sticky:
        assert restore_recovered(workspace, SLUG) is not None
        assert load_working(workspace, SLUG).assessment.answer("question-2").choice == "no"
    again = load_working(workspace, SLUG)
    save_working(workspace, SLUG, again, answered(again.assessment, question_2="no", question_3="yes"))
    last = load_working(workspace, SLUG).assessment
    assert [last.answer(f"question-{number}").choice for number in (1, 2, 3)] == ["yes", "no", "yes"]


def _take(root: Path) -> None:
    workspace = open_workspace(root)
    ref = take_milestone(workspace, SLUG, load_working(workspace, SLUG), later(2), "bo", "the third")
    assert ref.label == "@3"


def _check_take(root: Path, outcome: str, disk: Disk) -> None:
    workspace = open_workspace(root)
    sound = [ref.label for ref in list_milestones(workspace, SLUG) if not ref.problem]
    is_undone = not disk.is_sticky and outcome == "refused"
    allowed = {"returned": (3,), "refused": (2,) if is_undone else (2, 3), "died": (2, 3)}[outcome]
    assert len(sound) in allowed
    _check_milestones(workspace, ("@1", "@2"))
    before = len(list_milestones(workspace, SLUG))
    again = take_milestone(workspace, SLUG, load_working(workspace, SLUG), MOMENT, "cy", "after the fault")
    assert again.number == before + 1
    assert len(list_milestones(workspace, SLUG)) == before + 1
    assert load_milestone(workspace, SLUG, again.name).ref.problem == ""


def _check_milestones(workspace: Workspace, labels: tuple[str, ...]) -> None:
    found = {ref.label: ref for ref in list_milestones(workspace, SLUG)}
    verified = {each.name: each.ok for each in verify_milestones(workspace, SLUG)}
    for label in labels:
        assert found[label].problem == ""
        assert verified[found[label].name]


def _prepare_create(root: Path) -> None:
    add_questionnaire(init_workspace(root, "Team").root)


def _create(root: Path) -> None:
    workspace = open_workspace(root)
    questionnaire = add_questionnaire(root)
    create_assessment(workspace, answered(new_assessment(questionnaire), question_1="yes"), questionnaire)


def _check_create(root: Path, outcome: str, disk: Disk) -> None:
    workspace = open_workspace(root)
    if outcome == "returned" or agent_slugs(workspace):
        stored = assessment_path(workspace).read_bytes() != b""
        assert stored or (disk.without and outcome == "died")
        if stored:
            assert load_working(workspace, SLUG).assessment.answer("question-1").choice == "yes"
            return
        assessment_path(workspace).unlink()
    _create(root)
    assert load_working(workspace, SLUG).assessment.answer("question-1").choice == "yes"


def _init(root: Path) -> None:
    init_workspace(root, "Team")


def _check_init(root: Path, outcome: str, disk: Disk) -> None:
    if outcome == "returned":
        assert open_workspace(root).settings.name == "Team"
    assert init_workspace(root, "Team").settings.name == "Team"
    assert (root / ".gitignore").read_text().startswith("*.log\n")


def _prepare_init(root: Path) -> None:
    (root / ".gitignore").write_text("*.log\n")


def _settings(root: Path) -> None:
    workspace = open_workspace(root)
    save_settings(workspace, workspace.settings.model_copy(update={"target_level": "demo"}))


def _check_settings(root: Path, outcome: str, disk: Disk) -> None:
    settings = open_workspace(root).settings
    assert settings.name == "Team"
    assert settings.target_level in (("demo",) if outcome == "returned" else (None, "demo"))


SCENES = {
    "save": Scene(_two_milestones, _save, _check_save),
    "take": Scene(_two_milestones, _take, _check_take),
    "create": Scene(_prepare_create, _create, _check_create),
    "init": Scene(_prepare_init, _init, _check_init),
    "settings": Scene(_prepare_create, _settings, _check_settings),
    "take-no-links": Scene(_two_milestones, _take, _check_take, ("link",)),
    "take-no-locks": Scene(_two_milestones, _take, _check_take, ("lock",)),
    "save-no-folders": Scene(_two_milestones, _save, _check_save, ("folder", "link", "no_follow")),
}


@dataclass
class Tally:
    """How many faults were injected, and what became of the milestones that two earlier calls and the scene took."""

    faults: int = 0
    acknowledged: int = 0
    lost: int = 0
    torn: int = 0

    def count(self, root: Path, outcome: str) -> None:
        """Look at the real disk after a fault. An empty file, where links are missing, was never a milestone."""
        found = list_milestones(open_workspace(root), SLUG)
        sound = [ref for ref in found if not ref.problem]
        empty = [ref for ref in found if not ref.path.stat().st_size]
        acknowledged = 2 + (outcome == "returned")
        self.faults += 1
        self.acknowledged += acknowledged
        self.lost += max(0, acknowledged - len(sound))
        self.torn += len(found) - len(sound) - len(empty)

    def __str__(self) -> str:
        words = f"{self.acknowledged} milestones acknowledged, {self.lost} lost, {self.torn} torn"
        return f"{self.faults} faults injected, {words}"


def play(scene: Scene, root: Path, disk: Disk, tally: Tally | None = None) -> str:
    """Play a scene once in a folder that is made for it; returns how it ended."""
    root.mkdir()
    scene.prepare(root)
    with on_disk(disk):
        try:
            scene.act(root)
            outcome = "returned"
        except UserError:
            outcome = "refused"
        except Died:
            outcome = "died"
    if outcome == "died":
        disk.power_cut(names_survive=disk.at % 2 == 0)
    if tally is not None and scene.act is _take and disk.was_reached:
        tally.count(root, outcome)
    scene.check(root, outcome, disk)
    if outcome == "returned" and not disk.is_sticky and "unlink" not in disk.failed:
        assert temporaries(root) == []
    return outcome


def play_all(
    scene: Scene, folder: Path, kind: str, is_sticky: bool, start: int, stride: int, tally: Tally | None = None
) -> dict[str, int]:
    """Play a scene with one call after the other failing, until none is reached; returns how often it ended how."""
    ends: dict[str, int] = {}
    for at in range(start, 10_000, stride):
        disk = Disk(kind, at, is_sticky, scene.without)
        outcome = play(scene, folder / str(at), disk, tally)
        if not disk.was_reached:
            assert outcome == "returned"
            return ends
        if kind == "short write" or (kind == "EINTR" and not is_sticky):
            assert outcome == "returned", f"a person must not notice {kind} at call {at}: {disk.log[-3:]}"
        ends[outcome] = ends.get(outcome, 0) + 1
    raise AssertionError("the last call was never reached")


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "PATIENCE_SECONDS", 0.0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["save", "take"])
def test_a_failing_call_loses_nothing(tmp_path: Path, name: str, kind: str) -> None:
    stride = 1 if kind in WRITE_KINDS else STRIDE
    play_all(SCENES[name], tmp_path, kind, False, 1 + KINDS.index(kind) % stride, stride)


ONCE_OR_STICKY = [(kind, False) for kind in KINDS] + [(kind, True) for kind in KINDS if kind not in DEATHS]


@pytest.mark.deep
@pytest.mark.parametrize(
    ("kind", "is_sticky"),
    ONCE_OR_STICKY,
    ids=[kind + (" from then on" if sticky else "") for kind, sticky in ONCE_OR_STICKY],
)
@pytest.mark.parametrize("name", SCENES)
def test_every_failing_call_loses_nothing(tmp_path: Path, name: str, kind: str, is_sticky: bool) -> None:
    tally = Tally()
    ends = play_all(SCENES[name], tmp_path, kind, is_sticky, 1, 1, tally)
    words = f"; {tally}" if tally.faults else ""
    print(f"{name}, {kind}{' from then on' if is_sticky else ''}: {sum(ends.values())} faults: {ends}{words}")
    least = 1 if kind in WRITE_KINDS else 15
    assert sum(ends.values()) >= least
    assert (tally.lost, tally.torn) == (0, 0)
    if SCENES[name].act is _take:
        assert tally.faults == sum(ends.values())
        assert tally.acknowledged >= 2 * tally.faults


def test_what_is_acknowledged_was_flushed_before_it_got_its_name(tmp_path: Path) -> None:
    _two_milestones(tmp_path)
    with on_disk(Disk()) as disk:
        _take(tmp_path)
        _save(tmp_path)
    assert disk.unsynced == {}
    assert disk.undo == []
    published = [index for index, (name, _) in enumerate(disk.log) if name in ("link", "replace")]
    assert len(published) == 2
    for index in published:
        before = [name for name, _ in disk.log[:index] if name in ("write", "fsync")]
        folder = os.path.dirname(disk.log[index][1])  # noqa: PTH120
        assert before[-1] == "fsync"
        assert ("fsync", folder) in disk.log[index:]
