"""Real git: two people who work on two branches merge without conflict, and both branches' milestones survive."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from shutil import copytree

import pytest

from readiness_tui.model.assessment import Agent, Answer, Assessment, QuestionnaireRef
from readiness_tui.storage.assessments import create_assessment, load_working, save_working
from readiness_tui.storage.encoding import encode_assessment
from readiness_tui.storage.files import replace_file
from readiness_tui.storage.milestones import list_milestones, take_milestone, verify_milestones
from readiness_tui.storage.questionnaires import find_questionnaire
from readiness_tui.storage.workspaces import Workspace, init_workspace, open_workspace
from tests.storage.scenes import MOMENT, SLUG, a_task, answered, assessment_path, git, later, make_workspace

FULL = Answer(choice="absent", note="one\n\ntwo\n", owner="ana", by="bo", at=MOMENT, ticket="PAY-1")


def committed(root: Path, workspace: Workspace) -> None:
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "start")


def shipped(root: Path) -> tuple[Workspace, tuple[str, ...]]:
    """A workspace with an agent that has answered nothing of the questionnaire that is shipped."""
    workspace = init_workspace(root, "Team")
    loaded = find_questionnaire(workspace.root, "agent-production-readiness")
    ref = QuestionnaireRef(id=loaded.questionnaire.id, version=loaded.questionnaire.version, hash=loaded.hash)
    create_assessment(workspace, Assessment(agent=Agent(name="A", slug=SLUG), questionnaire=ref), loaded)
    return workspace, tuple(question.id for question in loaded.questionnaire.questions)


def merged(root: Path, texts: tuple[str, str, str]) -> tuple[str, str]:
    """What git makes of two changed copies of a text, and what it said of conflicts."""
    for name, text in zip(("ours", "base", "theirs"), texts, strict=True):
        replace_file(root / name, text)
    said = git(root, "merge-file", "-p", "ours", "base", "theirs", expect=None)
    return said, "conflict" if "<<<<<<<" in said else ""


def check_pair(
    root: Path, start: Assessment, ids: tuple[str, ...], one: str, two: str, answers: tuple[Answer, Answer]
) -> None:
    ours, theirs = start.with_answer(one, answers[0]), start.with_answer(two, answers[1])
    texts = (encode_assessment(ours, ids), encode_assessment(start, ids), encode_assessment(theirs, ids))
    text, conflict = merged(root, texts)
    assert conflict == "", f"{one} and {two}"
    assert text == encode_assessment(ours.with_answer(two, answers[1]), ids)


@pytest.mark.parametrize("answers", [(Answer(choice="in-place"), FULL), (FULL, FULL)], ids=["short-long", "long-long"])
def test_neighbours_answered_on_two_sides_merge_clean_a_sample(tmp_path: Path, answers: tuple[Answer, Answer]) -> None:
    workspace, ids = shipped(tmp_path / "root")
    start = load_working(workspace, SLUG).assessment
    pairs = list(pairwise(ids))
    for one, two in (pairs[0], pairs[len(pairs) // 2], pairs[-1]):
        check_pair(tmp_path, start, ids, one, two, answers)


@pytest.mark.deep
def test_every_pair_of_neighbours_answered_on_two_sides_merges_clean(tmp_path: Path) -> None:
    workspace, ids = shipped(tmp_path / "root")
    start = load_working(workspace, SLUG).assessment
    short, note = Answer(choice="in-place"), Answer(note="only a note\nof two lines\n")
    tried = 0
    for one, two in pairwise(ids):
        for answers in ((short, short), (short, FULL), (FULL, short), (FULL, FULL), (note, note), (note, FULL)):
            check_pair(tmp_path, start, ids, one, two, answers)
            tried += 1
    print(f"\n{tried} merges of {len(ids) - 1} pairs of neighbours")
    assert tried == 6 * 28


def test_two_branches_with_answers_and_milestones_both_survive(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    committed(tmp_path, workspace)
    for branch, question, minute in (("left", "question_2", 1), ("right", "question_3", 2)):
        git(tmp_path, "checkout", "-q", "-b", branch, "main")
        working = load_working(workspace, SLUG)
        saved = save_working(workspace, SLUG, working, answered(working.assessment, **{question: "yes"}))
        take_milestone(workspace, SLUG, saved.working, later(minute), branch, "")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-m", branch)
    git(tmp_path, "merge", "-m", "both", "left")
    loaded = load_working(workspace, SLUG)
    assert [loaded.assessment.answer(f"question-{number}").choice for number in (1, 2, 3)] == [None, "yes", "yes"]
    refs = list_milestones(workspace, SLUG)
    assert sorted(ref.by or "" for ref in refs) == ["left", "right"]
    assert all(ref.label.startswith("@1-") for ref in refs)
    following = take_milestone(workspace, SLUG, loaded, later(3), "ana", "")
    assert following.parents == tuple(ref.hash for ref in refs)
    assert all(each.ok for each in verify_milestones(workspace, SLUG))


ROOT = Path(__file__).parent.parent.parent
DRIVER = f"PYTHONPATH='{ROOT}' '{sys.executable}' -m readiness_tui merge-file %O %A %B %P"


def on_two_branches(root: Path, workspace: Workspace, left: Assessment, right: Assessment, driver: str) -> str:
    """Commit the two on branches of their own and merge them, through our merge driver if there is one."""
    committed(root, workspace)
    for branch, assessment in (("left", left), ("right", right)):
        git(root, "checkout", "-q", "-b", branch, "main")
        save_working(workspace, SLUG, load_working(workspace, SLUG), assessment)
        git(root, "commit", "-am", branch)
    if driver:
        git(root, "config", "merge.readiness.driver", driver)
    return git(root, "merge", "-m", "both", "left", expect=None)


@pytest.mark.parametrize("driver", [DRIVER, ""], ids=["with-driver", "without"])
def test_tasks_added_on_two_branches_merge_with_the_driver_and_conflict_without(tmp_path: Path, driver: str) -> None:
    workspace, working = make_workspace(tmp_path / "root")
    left, right = (working.assessment.with_task(name, a_task(name)) for name in ("left", "right"))
    said = on_two_branches(workspace.root, workspace, left, right, driver)
    assert ("CONFLICT" in said) == (not driver)
    if driver:
        assert set(load_working(workspace, SLUG).assessment.tasks) == {"left", "right"}


def test_one_question_answered_differently_on_two_branches_is_left_to_a_person(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path / "root")
    left = answered(working.assessment, question_1="yes", question_2="yes")
    right = answered(working.assessment, question_1="no", question_3="no")
    said = on_two_branches(workspace.root, workspace, left, right, DRIVER)
    assert "CONFLICT" in said
    assert "assessment.yaml: both sides changed question-1" in said
    text = assessment_path(workspace).read_text()
    assert text.count("<<<<<<<") == 1
    kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(("<<<", "===", ">>>")))
    assert kept.count("choice:") == 4


@pytest.mark.parametrize("has_attributes", [True, False], ids=["as-init-writes-it", "without-gitattributes"])
def test_a_clone_that_turns_line_ends_into_those_of_windows_merges_clean_too(
    tmp_path: Path, has_attributes: bool
) -> None:
    workspace, _ = make_workspace(tmp_path / "ana")
    if not has_attributes:
        attributes = workspace.root / ".gitattributes"
        attributes.write_text(attributes.read_text().replace("*.yaml text eol=lf\n", ""))
    committed(workspace.root, workspace)
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(workspace.root), "bo")
    other = open_workspace(tmp_path / "bo")
    assert (b"\r\n" in assessment_path(other).read_bytes()) == (not has_attributes)
    for each, task, question in ((workspace, "left", "question_2"), (other, "right", "question_3")):
        working = load_working(each, SLUG)
        changed = answered(working.assessment, **{question: "yes"}).with_task(task, a_task(task))
        saved = save_working(each, SLUG, working, changed)
        take_milestone(each, SLUG, saved.working, later(1), task, "")
        git(each.root, "add", ".")
        git(each.root, "commit", "-m", task)
    git(other.root, "config", "merge.readiness.driver", DRIVER)
    assert "CONFLICT" not in git(other.root, "pull", "--no-rebase", "-q", "origin", "main")
    git(workspace.root, "pull", "-q", str(other.root), "main")
    for each in (workspace, other):
        merged = load_working(each, SLUG).assessment
        assert set(merged.tasks) == {"left", "right"}
        assert [merged.answer(f"question-{number}").choice for number in (2, 3)] == ["yes", "yes"]
        assert [ref.problem for ref in list_milestones(each, SLUG)] == ["", ""]
        assert all(found.ok for found in verify_milestones(each, SLUG))
        assert git(each.root, "status", "--porcelain") == ""


def test_a_side_that_cannot_be_read_is_kept_between_markers_and_left_to_a_person(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path / "root")
    left = answered(working.assessment, question_1="yes")
    committed(workspace.root, workspace)
    git(workspace.root, "checkout", "-q", "-b", "left")
    save_working(workspace, SLUG, working, left)
    git(workspace.root, "commit", "-am", "left")
    git(workspace.root, "checkout", "-q", "-b", "right", "main")
    path = assessment_path(workspace)
    path.write_text(path.read_text().replace("assessment@1", "assessment@2") + "new-part: of a newer version\n")
    git(workspace.root, "commit", "-am", "right")
    git(workspace.root, "config", "merge.readiness.driver", DRIVER)
    said = git(workspace.root, "merge", "-m", "both", "left", expect=None)
    assert "CONFLICT" in said
    assert "a newer format" in said
    text = path.read_text()
    assert "choice:" in text
    assert "new-part: of a newer version" in text
    assert text.count("<<<<<<<") == text.count(">>>>>>>") == 3


def test_one_agent_added_on_two_branches_becomes_one(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path / "root")
    path = assessment_path(workspace)
    sides = {"left": ("question_1", "a"), "right": ("question_2", "b")}
    folder = path.parent.rename(tmp_path / "folder")
    committed(workspace.root, workspace)
    for branch, (question, task) in sides.items():
        git(workspace.root, "checkout", "-q", "-b", branch, "main")
        path.parent.mkdir(parents=True, exist_ok=True)
        copytree(folder, path.parent, dirs_exist_ok=True)
        changed = answered(working.assessment, **{question: "yes"}).with_task(task, a_task())
        save_working(workspace, SLUG, load_working(workspace, SLUG), changed)
        git(workspace.root, "add", ".")
        git(workspace.root, "commit", "-m", branch)
    git(workspace.root, "config", "merge.readiness.driver", DRIVER)
    assert "CONFLICT" not in git(workspace.root, "merge", "-m", "both", "left", expect=None)
    merged = load_working(workspace, SLUG).assessment
    assert set(merged.tasks) == {"a", "b"}
    assert [merged.answer(f"question-{number}").choice for number in (1, 2)] == ["yes", "yes"]
