"""A workspace is found upward, made without overwriting, and names its agents safely."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_tui.model.faults import UserError
from readiness_tui.model.values import check_slug
from readiness_tui.model.workspace import WorkspaceSettings
from readiness_tui.storage.workspaces import (
    GIT_LINES,
    Workspace,
    agent_slugs,
    assessment_folder,
    existing_folder,
    find_workspace,
    free_slug,
    init_workspace,
    open_workspace,
    save_settings,
)
from tests.storage.scenes import SLUG, git, make_workspace, temporaries


def test_a_workspace_is_found_upward_and_the_nearest_one_wins(tmp_path: Path) -> None:
    init_workspace(tmp_path, "Outer")
    init_workspace(tmp_path / "team" / "inner", "Inner")
    deep = tmp_path / "team" / "inner" / "assessments"
    assert find_workspace(deep) == Workspace((tmp_path / "team" / "inner").resolve(), WorkspaceSettings(name="Inner"))
    assert find_workspace(tmp_path / "team").settings.name == "Outer"  # type: ignore[union-attr]


def test_outside_a_workspace_none_is_found_and_opening_one_says_how_to_make_it(tmp_path: Path) -> None:
    assert find_workspace(tmp_path) is None
    with pytest.raises(UserError, match="readiness init"):
        open_workspace(tmp_path)


def test_settings_that_cannot_be_read_are_a_fault_with_a_place(tmp_path: Path) -> None:
    (tmp_path / "readiness.yaml").write_text("format: readiness/workspace@1\neffects: sometimes\n")
    with pytest.raises(UserError) as raised:
        find_workspace(tmp_path)
    assert raised.value.faults[0].line == 2


def test_init_makes_the_folders_and_what_git_needs(tmp_path: Path) -> None:
    init_workspace(tmp_path / "new", "Team")
    names = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert names == [".gitattributes", ".gitignore", "assessments", "questionnaires", "readiness.yaml", "templates"]
    assert "*.yaml text eol=lf" in (tmp_path / "new" / ".gitattributes").read_text().splitlines()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("is_ended", [True, False])
def test_init_keeps_every_byte_that_is_there_and_is_the_same_twice(tmp_path: Path, end: str, is_ended: bool) -> None:
    old = {name: f"# ours \xff{end}*.log{end if is_ended else ''}".encode("latin-1") for name in GIT_LINES}
    old["readiness.yaml"] = b"# a comment\nformat: readiness/workspace@1\nname: Before\n"
    for name, raw in old.items():
        (tmp_path / name).write_bytes(raw)
    assert init_workspace(tmp_path, "After").settings.name == "Before"
    first = {name: (tmp_path / name).read_bytes() for name in old}
    init_workspace(tmp_path, "After")
    assert {name: (tmp_path / name).read_bytes() for name in old} == first
    assert first["readiness.yaml"] == old["readiness.yaml"]
    for name, lines in GIT_LINES.items():
        assert first[name].startswith(old[name])
        assert first[name].splitlines()[2:] == [line.encode() for line in lines]


def test_init_where_a_file_is_in_the_way_says_so(tmp_path: Path) -> None:
    (tmp_path / "assessments").write_text("")
    with pytest.raises(UserError, match="assessments"):
        init_workspace(tmp_path, "Team")


@pytest.mark.parametrize("name", ["two\nlines", "esc \x1b[2J", "\ud800"])
def test_a_name_that_cannot_be_stored_is_refused_before_anything_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError):
        init_workspace(tmp_path / "new", name)
    assert not (tmp_path / "new").exists()


def test_git_ignores_half_written_files_and_keeps_lf(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    git(tmp_path, "init")
    (workspace.root / "assessments" / SLUG / f".readiness-{'a' * 16}.tmp").write_text("half")
    git(tmp_path, "-c", "core.autocrlf=true", "add", ".")
    assert ".tmp" not in git(tmp_path, "status", "--short")
    assert "i/lf    w/lf    attr/text eol=lf" in git(tmp_path, "ls-files", "--eol", "assessments")


def test_settings_changed_by_two_writers_are_both_kept(tmp_path: Path) -> None:
    mine, theirs = init_workspace(tmp_path, "Team"), open_workspace(tmp_path)
    save_settings(theirs, theirs.settings.model_copy(update={"target_level": "demo"}))
    saved = save_settings(mine, mine.settings.model_copy(update={"evidence_max_age_days": 90}))
    assert (saved.settings.target_level, saved.settings.evidence_max_age_days) == ("demo", 90)
    assert open_workspace(tmp_path) == saved
    assert temporaries(tmp_path) == []


def test_one_setting_changed_both_ways_is_refused(tmp_path: Path) -> None:
    mine, theirs = init_workspace(tmp_path, "Team"), open_workspace(tmp_path)
    save_settings(theirs, theirs.settings.model_copy(update={"target_level": "demo"}))
    with pytest.raises(UserError, match="target_level"):
        save_settings(mine, mine.settings.model_copy(update={"target_level": "pilot"}))
    assert open_workspace(tmp_path).settings.target_level == "demo"


def test_unknown_settings_of_a_person_are_written_back(tmp_path: Path) -> None:
    workspace = init_workspace(tmp_path, "Team")
    with (tmp_path / "readiness.yaml").open("a") as file:
        file.write("our-own: kept\n")
    save_settings(workspace, workspace.settings.model_copy(update={"target_level": "demo"}))
    assert "our-own: kept\n" in (tmp_path / "readiness.yaml").read_text()


def test_agents_are_the_folders_with_an_assessment_in_order(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    for name in ("zebra", "alpha", "Upper", "with space", "empty"):
        (workspace.root / "assessments" / name).mkdir()
        if name != "empty":
            (workspace.root / "assessments" / name / "assessment.yaml").write_text("")
    (workspace.root / "assessments" / "notes.txt").write_text("")
    assert agent_slugs(workspace) == ("alpha", SLUG, "zebra")


@pytest.mark.parametrize("slug", ["../escape", "a/b", "..", "", "a\x00b", "-x", "Ä", "x" * 65, "a\n"])
def test_what_is_no_slug_is_never_a_path(tmp_path: Path, slug: str) -> None:
    workspace, _ = make_workspace(tmp_path)
    with pytest.raises(UserError):
        assessment_folder(workspace, slug)


def test_an_agent_folder_that_leads_out_of_the_workspace_is_refused(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path / "root")
    (tmp_path / "elsewhere").mkdir()
    (workspace.root / "assessments" / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UserError, match="leads out"):
        assessment_folder(workspace, "link")


def test_an_agent_that_is_not_there_is_answered_with_the_nearest(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    with pytest.raises(UserError, match=f"did you mean '{SLUG}'"):
        existing_folder(workspace, "suport-agent")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Billing Bot", "billing-bot"),
        ("  Café -- Agent! ", "cafe-agent"),
        (unicodedata.normalize("NFD", "Café Agent"), "cafe-agent"),
        ("Straße", "strasse"),
        ("日本語", "agent"),
        ("", "agent"),
        ("CON", "con-agent"),
        ("lpt1", "lpt1-agent"),
        ("a/../../b", "a-b"),
        ("Support agent", "support-agent-2"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_slug_is_the_words_of_the_name(tmp_path: Path, name: str, slug: str) -> None:
    workspace, _ = make_workspace(tmp_path)
    assert free_slug(workspace, name) == slug


def test_a_taken_slug_is_counted_on_and_letters_of_either_case_are_the_same_folder(tmp_path: Path) -> None:
    workspace, _ = make_workspace(tmp_path)
    for name in ("BOT", "bot-2", "x" * 60):
        (workspace.root / "assessments" / name).mkdir()
    assert free_slug(workspace, "Bot") == "bot-3"
    assert check_slug(free_slug(workspace, "x" * 60)) == "x" * 60 + "-2"


@given(st.text(max_size=100))
def test_every_name_has_a_slug_that_is_free_and_safe(name: str) -> None:
    workspace = Workspace(Path("/nowhere"), WorkspaceSettings())
    assert check_slug(free_slug(workspace, name))
