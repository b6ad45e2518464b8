"""A milestone is taken once, never changed or replaced, and opened with exactly the questionnaire it was taken with."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_tui.model.faults import UserError
from readiness_tui.storage import file_calls
from readiness_tui.storage.assessments import Working, load_working, save_working
from readiness_tui.storage.files import text_hash
from readiness_tui.storage.milestone_files import milestone_hash
from readiness_tui.storage.milestones import (
    MilestoneRef,
    list_milestones,
    load_milestone,
    take_milestone,
    verify_milestones,
)
from readiness_tui.storage.workspaces import Workspace
from tests.storage.scenes import (
    IDS,
    MOMENT,
    SLUG,
    a_task,
    add_questionnaire,
    answered,
    assessment_path,
    later,
    make_workspace,
    temporaries,
)


def take(workspace: Workspace, minute: int = 0, note: str = "", working: Working | None = None) -> MilestoneRef:
    return take_milestone(workspace, SLUG, working or load_working(workspace, SLUG), later(minute), "ana", note)


def diverge(workspace: Workspace) -> tuple[MilestoneRef, MilestoneRef]:
    """Two milestones of the same number, as after a merge of two branches."""
    one = take(workspace, 5, "on one branch")
    kept = one.path.read_bytes()
    one.path.unlink()
    two = take(workspace, 6, "on the other")
    one.path.write_bytes(kept)
    return one, two


def test_a_milestone_is_numbered_dated_and_named_by_its_hash(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    ref = take(workspace, note="first")
    assert re.fullmatch(r"0001-2026-11-22-[0-9a-f]{6}", ref.name)
    assert (ref.number, ref.label, ref.taken, ref.by, ref.note, ref.parents) == (1, "@1", MOMENT, "ana", "first", ())
    assert ref.hash == milestone_hash(ref.path.read_bytes())
    assert ref.digits.startswith(ref.name[-6:])
    assert list_milestones(workspace, SLUG) == (ref,)
    assert temporaries(tmp_path) == []


def test_the_hash_is_that_of_the_text_without_its_own_line(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    ref = take(workspace, note="line\n  hash: sha256:no\nmilestone:\n  hash: no\n")
    lines = ref.path.read_text().splitlines(keepends=True)
    assert text_hash("".join(line for line in lines if line != f"  hash: {ref.hash}\n")) == ref.hash
    assert load_milestone(workspace, SLUG, "1").assessment.milestone.note.startswith("line\n  hash")  # type: ignore[union-attr]


def test_the_day_in_the_name_is_that_of_utc(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path)
    evening = datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    ref = take_milestone(workspace, SLUG, working, evening, None, "")
    assert ref.name.startswith("0001-2026-11-23-")
    assert load_milestone(workspace, SLUG, "latest").assessment.as_of == ref.taken.date()


def test_milestones_follow_each_other_by_hash(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    refs = [take(workspace, minute) for minute in range(3)]
    assert [ref.parents for ref in refs] == [(), (refs[0].hash,), (refs[1].hash,)]
    assert [ref.label for ref in list_milestones(workspace, SLUG)] == ["@1", "@2", "@3"]


def test_the_order_comes_from_numbers_never_from_a_clock(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    refs = [take(workspace, -minute * 10_000) for minute in range(3)]
    assert [ref.hash for ref in list_milestones(workspace, SLUG)] == [ref.hash for ref in refs]
    assert load_milestone(workspace, SLUG, "latest").ref.hash == refs[2].hash


def test_a_milestone_holds_everything_and_stays_as_it_was(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path)
    full = answered(working.assessment, question_1="yes").with_task("refund", a_task()).with_fact("stage", "idea")
    saved = save_working(workspace, SLUG, working, full).working
    ref = take(workspace)
    before = ref.path.read_bytes()
    save_working(workspace, SLUG, saved, answered(full, question_1="no", question_2="yes"))
    taken = load_milestone(workspace, SLUG, "1").assessment
    assert taken.model_copy(update={"milestone": None, "answers": full.answers}) == full
    assert taken.answer("question-1").choice == "yes"
    assert ref.path.read_bytes() == before


def test_a_milestone_opens_with_its_own_questionnaire_after_that_was_edited_and_deleted(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    take(workspace)
    add_questionnaire(workspace.root, "2.0.0", IDS[:1])
    assert load_milestone(workspace, SLUG, "1").questionnaire.questionnaire.version == "1.0.0"
    (workspace.root / "questionnaires" / "small.yaml").unlink()
    assert len(load_milestone(workspace, SLUG, "1").questionnaire.questionnaire.questions) == len(IDS)


def test_diverged_milestones_are_both_kept_and_the_next_one_follows_both(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    root = take(workspace)
    one, two = diverge(workspace)
    listed = list_milestones(workspace, SLUG)
    assert [ref.label for ref in listed] == ["@1", *sorted(f"@2-{ref.digits[:6]}" for ref in (one, two))]
    assert one.parents == two.parents == (root.hash,)
    merged = take(workspace, 9)
    assert (merged.number, set(merged.parents)) == (3, {one.hash, two.hash})
    assert all(each.ok for each in verify_milestones(workspace, SLUG))


def test_a_name_that_two_milestones_share_is_an_error_that_names_both(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    take(workspace)
    one, two = diverge(workspace)
    for which in ("2", "latest", "0002"):
        with pytest.raises(UserError) as raised:
            load_milestone(workspace, SLUG, which)
        for ref in (one, two):
            assert f"{SLUG}@2-{ref.digits[:6]}" in str(raised.value)
    for ref in (one, two):
        for which in (f"2-{ref.digits[:6]}", ref.digits[:6], ref.digits, ref.hash, ref.name, f"@2-{ref.digits[:8]}"):
            assert load_milestone(workspace, SLUG, which).ref.hash == ref.hash


@pytest.mark.parametrize("which", ["9", "", "abcdef", "../1", "1-ffffff", "-1", "latests", "9" * 400, "[1]"])
def test_a_milestone_that_is_not_there_is_a_plain_error(tmp_path: Path, which: str) -> None:
    workspace, _ = make_workspace(tmp_path)
    with pytest.raises(UserError, match="no milestones yet"):
        load_milestone(workspace, SLUG, which)
    take(workspace)
    with pytest.raises(UserError, match="has no milestone"):
        load_milestone(workspace, SLUG, which)


def test_a_clash_of_short_hashes_makes_the_name_longer(tmp_path: Path) -> None:
    first, _ = make_workspace(tmp_path / "one")
    expected = take(first)
    second, _ = make_workspace(tmp_path / "two")
    folder = second.root / "assessments" / SLUG / "milestones"
    folder.mkdir()
    (folder / f"0000-2026-11-22-{expected.digits[:9]}.yaml").write_text("taken by another")
    assert take(second).name == f"0001-2026-11-22-{expected.digits[:10]}"


def test_git_with_windows_line_ends_does_no_harm(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    ref = take(workspace, note="two\nlines\n")
    ref.path.write_bytes(ref.path.read_bytes().replace(b"\n", b"\r\n"))
    assert list_milestones(workspace, SLUG) == (ref,)
    assert [each.ok for each in verify_milestones(workspace, SLUG)] == [True]
    assert load_milestone(workspace, SLUG, "1").assessment.milestone.note == "two\nlines\n"  # type: ignore[union-attr]


def _without_hash(text: str) -> str:
    return re.sub(r"^  hash: sha256:.*\n", "", text, count=0, flags=re.MULTILINE)


DAMAGES: dict[str, tuple[Callable[[str], str], str]] = {
    "an answer changed": (lambda text: text.replace("choice: partial", "choice: better"), "changed after"),
    "the note changed": (lambda text: text.replace("the note", "a note"), "changed after"),
    "the end torn off": (lambda text: text[: len(text) * 2 // 3], ""),
    "the hash changed": (
        lambda text: re.sub(r"(\n  hash: sha256:)[0-9a-f]{64}\nans", r"\g<1>" + "0" * 64 + "\nans", text),
        "",
    ),
    "no hash": (_without_hash, ""),
    "empty": (lambda text: "", "interrupted"),
    "unresolved merge": (lambda text: "<<<<<<< HEAD\n" + text, "unresolved git merge"),
    "no YAML": (lambda text: "{[", ""),
    "no milestone part": (lambda text: re.sub(r"milestone:\n(  .*\n)+", "", text), "no 'milestone' part"),
    "another number": (lambda text: text.replace("number: 1", "number: 7"), "changed after"),
    "an old stamp of another": (lambda text: text.replace("2026-11-22T", "2026-11-21T"), "changed after"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_milestone_is_listed_with_its_problem_and_never_opened_as_sound(tmp_path: Path, name: str) -> None:
    damage, words = DAMAGES[name]
    workspace, working = make_workspace(tmp_path)
    save_working(workspace, SLUG, working, answered(working.assessment, question_1="partial"))
    ref, sound = take(workspace, note="the note"), take(workspace, 1)
    text = ref.path.read_text()
    ref.path.write_text(damage(text))
    assert ref.path.read_text() != text
    listed = list_milestones(workspace, SLUG)
    assert sorted(bool(each.problem) for each in listed) == [False, True]
    assert words in next(each.problem for each in listed if each.problem)
    with pytest.raises(UserError):
        load_milestone(workspace, SLUG, ref.name)
    assert load_milestone(workspace, SLUG, sound.name).ref.hash == sound.hash
    verified = {each.name: each for each in verify_milestones(workspace, SLUG)}
    assert not verified[ref.name].ok
    assert take(workspace, 2).number == (8 if name == "another number" else 3)


def test_a_renamed_or_missing_milestone_is_found_out(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    one, two, three = (take(workspace, minute) for minute in range(3))
    one.path.unlink()
    two.path.rename(two.path.with_name(f"0007-2026-11-22-{two.digits[:6]}.yaml"))
    three.path.rename(three.path.with_name("third.yaml"))
    problems = {each.name: each.problem for each in verify_milestones(workspace, SLUG)}
    assert "renamed" in problems["third"]
    assert "renamed" in problems[f"0007-2026-11-22-{two.digits[:6]}"]
    assert len(problems) == 2


def test_a_missing_parent_is_named(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    one, two = take(workspace), take(workspace, 1)
    one.path.unlink()
    (only,) = verify_milestones(workspace, SLUG)
    assert (only.name, only.ok) == (two.name, False)
    assert one.digits[:12] in only.problem


def test_a_missing_questionnaire_is_found_by_verify(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    take(workspace)
    (workspace.root / "questionnaires" / "small.yaml").unlink()
    for path in (workspace.root / "assessments" / SLUG / "questionnaires").iterdir():
        path.unlink()
    (only,) = verify_milestones(workspace, SLUG)
    assert "is missing" in only.problem


def test_a_parent_that_cannot_be_read_now_stops_the_next_milestone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, working = make_workspace(tmp_path)
    ref = take(workspace)

    def closed(path: Path, *flags: int) -> int:
        if path == ref.path:
            raise PermissionError(13, "no")
        return real(path, *flags)

    real = file_calls.current.open
    monkeypatch.setattr(file_calls.current, "open", closed)
    assert "permission" in list_milestones(workspace, SLUG)[0].problem
    with pytest.raises(UserError, match="permission"):
        take(workspace, 1, working=working)
    assert len(list(ref.path.parent.iterdir())) == 1


def test_a_newer_format_cannot_be_frozen(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    path = assessment_path(workspace)
    path.write_text(path.read_text().replace("assessment@1", "assessment@2", 1))
    with pytest.raises(UserError, match="newer format"):
        take(workspace)


@pytest.mark.parametrize(("by", "note"), [("two\nlines", ""), ("ana", "\x1b[2J"), ("ana", "x" * 20_001)])
def test_a_note_that_cannot_be_stored_takes_no_milestone(tmp_path: Path, by: str, note: str) -> None:
    workspace, working = make_workspace(tmp_path)
    with pytest.raises(UserError):
        take_milestone(workspace, SLUG, working, MOMENT, by, note)
    assert list_milestones(workspace, SLUG) == ()


def test_milestones_never_leave_the_workspace_by_a_link(tmp_path: Path) -> None:
    workspace, working = make_workspace(tmp_path / "root")
    (tmp_path / "elsewhere").mkdir()
    (workspace.root / "assessments" / SLUG / "milestones").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UserError, match="leads out"):
        take(workspace, working=working)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@given(note=st.text(alphabet=st.sampled_from("ab \n\t:#|>-hash'\"{}[]&*!%@`\\é\U0001f642"), max_size=60))
def test_any_note_is_stored_as_typed_and_the_hash_still_holds(
    note: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    workspace, working = make_workspace(tmp_path_factory.mktemp("notes"))
    take(workspace, note=note, working=working)
    loaded = load_milestone(workspace, SLUG, "1")
    assert loaded.assessment.milestone.note == note  # type: ignore[union-attr]
    assert loaded.ref.note == note
