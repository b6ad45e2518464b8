"""The questionnaire editor and what comes from outside: pastes, other programs, full disks, hostile words."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument
from textual.pilot import Pilot

from readiness_tui.storage import questionnaire_drafts as drafts
from readiness_tui.tui.screens.questionnaire import QuestionnaireScreen
from readiness_tui.tui.widgets.yaml_document import UnwrappedDocument, YamlDocument
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.editor import opened, press, put, small_file, tried, with_editor
from tests.tui.workspaces import app_on, screen_text, toasts, types

pytestmark = pytest.mark.deep  # each test waits for checks and clocks of its own

Screen = QuestionnaireScreen


# Changed by others


async def looked(pilot: Pilot[None], screen: Screen) -> None:
    screen.look_outside()
    await pilot.pause()


async def test_a_file_changed_outside_is_read_again_where_nothing_is_typed(small: Workspace) -> None:
    path = small_file(small)

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        path.write_text(path.read_text(encoding="utf-8") + "# theirs\n", encoding="utf-8")
        await looked(pilot, screen)
        assert screen.area.text.endswith("# theirs\n")
        assert any("was changed outside, read again" in toast for toast in toasts(pilot.app))
        assert not screen.is_changed

    await with_editor(small, path, do)


@pytest.mark.parametrize("side", ["1", "2", "escape"])
async def test_changed_here_and_outside_it_is_asked_and_none_is_lost(small: Workspace, side: str) -> None:
    path = small_file(small)
    text = path.read_text(encoding="utf-8")

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await press(pilot, screen, "mine")
        path.write_text(text + "# theirs\n", encoding="utf-8")
        await looked(pilot, screen)
        assert "lines only here 1, only in the file 2" in screen_text(pilot.app)
        await types(pilot, "3")
        shown = screen_text(pilot.app)
        assert "+mine# yaml-language-server" in shown
        await types(pilot, "escape", side)
        await tried(pilot, screen)
        if side == "2":
            assert screen.area.text == text + "# theirs\n"
            aside = next((Path(os.environ["READINESS_STATE_DIR"]) / "drafts").rglob("*.yaml"))
            assert aside.read_text(encoding="utf-8") == "mine" + text
            await types(pilot, "ctrl+z")
        assert screen.area.text == "mine" + text
        await types(pilot, "f9")
        asks_again = "changed outside, and here" in screen_text(pilot.app)
        assert asks_again == (side == "escape")

    await with_editor(small, path, do)
    assert path.read_text(encoding="utf-8") == text + "# theirs\n"


async def test_a_draft_of_a_file_that_was_changed_meanwhile_is_asked_about_when_it_is_opened(small: Workspace) -> None:
    path = small_file(small)
    text = path.read_text(encoding="utf-8")
    drafts.keep_draft(path, "mine" + text, text)
    path.write_text(text + "# theirs\n", encoding="utf-8")

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        assert "The file was changed outside, and here" in screen_text(pilot.app)
        await types(pilot, "1")
        assert screen.area.text == "mine" + text

    await with_editor(small, path, do)


async def test_a_file_that_is_gone_is_said_and_published_anew(small: Workspace) -> None:
    path = small_file(small)

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        path.unlink()
        await looked(pilot, screen)
        assert any("the file is gone; your text stays" in toast for toast in toasts(pilot.app))
        await types(pilot, "f9", "enter")
        assert path.is_file()

    await with_editor(small, path, do)


async def test_a_file_that_is_no_text_opens_nothing_and_says_why(small: Workspace) -> None:
    path = small_file(small)
    path.write_bytes(b"\xff\xfe\x00title")

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        assert "CAN'T BE READ" in screen_text(pilot.app)
        assert "is not UTF-8" in screen_text(pilot.app)
        await types(pilot, "x", "f9", "f8", "f4", "f7", "escape", "D", "g", "escape", "escape")
        assert pilot.app.screen.NAME == "home"

    await with_editor(small, path, do)
    assert path.read_bytes() == b"\xff\xfe\x00title"


# The person's own editor


def editor(folder: Path, name: str, script: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


async def test_an_editor_with_a_window_leaves_the_program_running_and_its_text_comes_back(
    small: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait = f'while [ ! -e "{tmp_path}/go" ]; do sleep 0.02; done'
    monkeypatch.setenv("VISUAL", editor(tmp_path, "code", f'{wait}; printf "# from there\\n" >> "$1"'))

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await types(pilot, "f4", "x", "f7")
        shown = screen_text(pilot.app)
        assert "in your editor" in shown
        assert "[Preview]" in shown
        await types(pilot, "f7", "f7", "f7", "f7", "f9")
        assert any("close it there first" in toast for toast in toasts(pilot.app))
        (tmp_path / "go").touch()
        while screen.is_out:
            await asyncio.sleep(0.02)
        await tried(pilot, screen)
        assert screen.area.text.endswith("# from there\n")
        assert not screen.area.text.startswith("x")
        await types(pilot, "ctrl+z")
        assert not screen.is_changed

    await with_editor(small, small_file(small), do)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 3", "ended with 3; the text stays as it was"),
        ("true", "nothing was changed there"),
        ('printf "\\377" > "$1"', "can't be read; the text stays as it was"),
        ('head -c 30000 /dev/zero | tr "\\0" x > "$1"', "a line of 30,000 characters can't be shown here"),
        ('printf "\\033[31mred\\n" > "$1"', "1 characters that can't be stored were left out"),
    ],
)
async def test_what_an_editor_does_wrong_is_said(
    small: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, "gvim", script))

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await types(pilot, "f4")
        while screen.is_out:
            await asyncio.sleep(0.02)
        await tried(pilot, screen)
        assert any(said in toast for toast in toasts(pilot.app)), toasts(pilot.app)
        assert "\x1b" not in screen.area.text

    await with_editor(small, small_file(small), do)


# Pastes


@pytest.mark.parametrize(
    ("paste", "said", "comes"),
    [
        ("# one\n" * 2000, "", 2000),
        ("x" * 20_001, "a line of more than 20,000 characters was not pasted", 0),
        ("# five megabytes\n" * 300_000, "5,100,000 characters are more than a questionnaire takes", 0),
        ("# a\x1b[31mb\u202ec\x9bd\r\n", "3 characters that can't be stored were left out", 1),
    ],
    ids=["2,000 lines", "a long line", "5 MB", "hostile"],
)
async def test_a_paste_is_taken_whole_or_refused_aloud(small: Workspace, paste: str, said: str, comes: int) -> None:
    async def do(pilot: Pilot[None], screen: Screen) -> None:
        before = screen.area.document.line_count
        pilot.app.post_message(events.Paste(paste))
        await tried(pilot, screen)
        assert screen.area.document.line_count == before + comes
        assert any(said in toast for toast in toasts(pilot.app)) == bool(said)
        await types(pilot, "ctrl+z")
        assert screen.area.document.line_count == before
        await types(pilot, "ctrl+y")
        assert screen.area.document.line_count == before + comes

    await with_editor(small, small_file(small), do)


async def test_a_line_does_not_grow_beyond_its_limit_paste_by_paste(small: Workspace) -> None:
    async def do(pilot: Pilot[None], screen: Screen) -> None:
        for _ in range(3):
            pilot.app.post_message(events.Paste("#" * 9_000))
        await tried(pilot, screen)
        assert len(screen.area.document.get_line(0)) < drafts.LINE_LIMIT
        assert any("a line of more than 20,000" in toast for toast in toasts(pilot.app))

    await with_editor(small, small_file(small), do)


async def test_tab_indents_and_enter_goes_on_below(small: Workspace) -> None:
    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await types(pilot, "tab", "a:", "enter", "b: 1", "enter")
        assert screen.area.text.startswith("  a:\n  b: 1\n  # yaml")

    await with_editor(small, small_file(small), do)


# Hostile words, and places that can't be written


async def test_words_of_a_questionnaire_are_never_markup(small: Workspace) -> None:
    hostile = '"[/] see [/etc/passwd] [bold]x[@click=app.quit]y"'

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await put(pilot, screen, "title: The first", f"title: {hostile}")
        await put(pilot, screen, "ask: Is the first thing done?", f"ask: {hostile}")
        screen.area.go_to(16)
        for _ in range(5):
            await types(pilot, "f7")
        await types(pilot, "f7")
        assert "[/] see [/etc/passwd] [bold]x[@click=app.quit]y" in screen_text(pilot.app)
        await types(pilot, "f7", "f7", "f7", "f7", "f9", "escape")
        await put(pilot, screen, f"title: {hostile}", f"[/]: {hostile}")
        assert "[/]" in screen_text(pilot.app)

    await with_editor(small, small_file(small), do)


async def test_a_file_that_can_not_be_written_keeps_the_draft_and_says_so(small: Workspace) -> None:
    path = small_file(small)
    before = path.read_bytes()
    path.chmod(0o444)

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await press(pilot, screen, "#")
        await types(pilot, "f9", "enter")
        assert any(str(path) in toast for toast in toasts(pilot.app))
        assert "draft kept" in screen_text(pilot.app)

    await with_editor(small, path, do)
    assert path.read_bytes() == before


async def test_a_draft_that_can_not_be_kept_is_an_alarm_and_leaving_or_quitting_asks(
    small: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "state").mkdir(exist_ok=True)
    (tmp_path / "state" / "drafts").write_text("a file where the folder should be", encoding="utf-8")

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await press(pilot, screen, "x")
        assert "DRAFT NOT KEPT" in screen_text(pilot.app)
        await types(pilot, "escape", "escape")
        assert "Leave and lose it?" in screen_text(pilot.app)
        await types(pilot, "escape")
        screen.action_quit()
        await pilot.pause()
        assert "Quit and lose it?" in screen_text(pilot.app)
        await types(pilot, "escape")
        assert screen.area.text.startswith("x#")
        (tmp_path / "state" / "drafts").unlink()
        await press(pilot, screen, "i", "y")
        assert "draft kept" in screen_text(pilot.app)

    await with_editor(small, small_file(small), do)


async def test_what_is_typed_last_is_kept_when_the_screen_goes_by_another_way(small: Workspace) -> None:
    path = small_file(small)
    app = app_on(small, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, path)
        await types(pilot, "z")
        screen.app.post_message(events.Key("f5", None))
        await types(pilot, "escape")
    assert drafts.kept_draft(path).text.startswith("z#")


# The text itself


@given(
    st.text("ab\t\n漢", max_size=60),
    st.lists(
        st.tuples(
            st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.text("a\t\n漢", max_size=9)
        ),
        max_size=8,
    ),
)
@settings(max_examples=60)
def test_a_long_text_counts_as_the_library_does(text: str, edits: list[tuple[int, int, int, int, str]]) -> None:
    ours, theirs = YamlDocument(text), Document(text)
    for row, column, row_after, column_after, typed in edits:
        ends = []
        for at, place in ((row, column), (row_after, column_after)):
            line = at % theirs.line_count
            ends.append((line, place % (len(theirs.get_line(line)) + 1)))
        assert ours.replace_range(*ends, typed) == theirs.replace_range(*ends, typed)
        assert (ours.text, ours.get_size(2)) == (theirs.text, theirs.get_size(2))
    assert UnwrappedDocument(ours).height == WrappedDocument(theirs).height
