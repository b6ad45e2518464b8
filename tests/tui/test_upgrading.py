"""Moving the open answers to another version of their questionnaire: offered, shown first, one step, undone whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from readiness_tui.storage.yaml_reader import read_tree
from readiness_tui.tui.app import ReadinessApp
from readiness_tui.tui.dialogs import Choose, Consent
from readiness_tui.use_cases.milestones import open_version, verify
from readiness_tui.use_cases.sessions import open_session
from readiness_tui.use_cases.workspaces import Workspace
from tests.cli.shelling import run
from tests.cli.test_upgrading import FIRST, SECOND
from tests.tui.waiting import settled, until
from tests.tui.workspaces import TODAY, answers_file, app_on, screen_text, small_workspace, toasts, types

FIRST_SMALL, SECOND_SMALL = (text.replace("id: ours", "id: small") for text in (FIRST, SECOND))


@pytest.fixture
def moved(tmp_path: Path) -> Workspace:
    """All of version 1.0.0 is answered and frozen; 1.1.0 stands in its place since."""
    workspace = small_workspace(tmp_path, FIRST_SMALL)
    for words in ("stays=full", "old-name=partial", "whole=full", "half-a=full", "half-b=absent", "dropped=full"):
        assert run("answer", "bot", words, "--note", f"[/] about {words}", here=workspace.root).code == 0
    assert run("milestone", "bot", here=workspace.root).code == 0
    (workspace.root / "questionnaires" / "small.yaml").write_text(SECOND_SMALL, encoding="utf-8")
    return workspace


def version(workspace: Workspace) -> str:
    tree = read_tree(answers_file(workspace, "bot").encode())
    return str(tree["questionnaire"]["version"])


async def asked(app: ReadinessApp, pilot: Pilot[None]) -> None:
    """`:` upgrade, until the plan stands on the screen."""
    await types(pilot, ":", *"upgrade", "enter")
    await until(pilot, lambda: isinstance(app.screen, Consent | Choose) and "Commands" not in screen_text(app))


async def test_a_newer_version_is_offered_and_nothing_moves_by_itself(moved: Workspace) -> None:
    app = app_on(moved, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: toasts(app))
        assert toasts(app) == ["small 1.1.0 is here; : upgrade shows what it changes"]
        assert version(moved) == "1.0.0"


async def test_it_is_shown_first_and_esc_leaves_everything_as_it_is(moved: Workspace) -> None:
    before = answers_file(moved, "bot")
    app = app_on(moved, "bot")
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await asked(app, pilot)
        text = screen_text(app)
        for words in (
            "Move bot to small 1.0.0 → 1.1.0?",
            "Kept             1 of 6 questions",
            "Renamed          old-name → new-name",
            "Split            whole → part-1, part-2",
            "Merged           half-a, half-b → both",
            "No longer asked  Dropped (dropped)",
            "Newly asked      Added (added)",
            "weight 1 → 3",
        ):
            assert words in text
        await types(pilot, "escape")
        assert answers_file(moved, "bot") == before


async def test_enter_moves_in_one_step_and_one_undo_brings_back_version_and_answers(moved: Workspace) -> None:
    before = answers_file(moved, "bot")
    app = app_on(moved, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await types(pilot, "f5")
        await asked(app, pilot)
        await types(pilot, "enter")
        assert version(moved) == "1.1.0"
        assert app.session is not None
        assert app.session.questionnaire.version == "1.1.0"
        assert app.session.is_saved
        now = open_session(moved, "bot", TODAY, "ana")
        for question in now.questionnaire.questions:
            assert now.assessment.answer(question.id) == app.session.assessment.answer(question.id)
        assert now.assessment.answer("new-name").note == "[/] about old-name=partial"
        assert now.assessment.answer("dropped").note == "[/] about dropped=full"
        assert app.session.last_milestone is not None
        assert app.session.last_milestone.answer("new-name").choice == "partial"
        await types(pilot, "u")
        assert "undone: moved to small 1.1.0 · g goes there" in toasts(app)
        assert answers_file(moved, "bot") == before
        assert app.session.questionnaire.version == "1.0.0"
        await types(pilot, "U")
        assert version(moved) == "1.1.0"
        assert open_version(moved, "bot@1", TODAY).questionnaire.questionnaire.version == "1.0.0"
        assert [check.ok for check in verify(moved, "bot")] == [True]


@pytest.mark.parametrize("screen", ["f2", "f3", "f5", "f2 f2", "c", "H"])
async def test_every_screen_stands_the_move_and_its_undoing(moved: Workspace, screen: str) -> None:
    app = app_on(moved, "bot")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await types(pilot, *screen.split())
        await asked(app, pilot)
        await types(pilot, "enter")
        assert version(moved) == "1.1.0"
        await types(pilot, "u")
        assert version(moved) == "1.0.0"
        await types(pilot, "U", "j", "k", "f2", "J", "1", "u", "u")
        assert version(moved) == "1.0.0"
        assert app.is_running


async def test_a_question_that_only_the_new_version_has_is_left_when_the_move_is_undone(moved: Workspace) -> None:
    app = app_on(moved, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await asked(app, pilot)
        await types(pilot, "enter", "g", *"added", "enter")
        assert "All · 6 of 6" in screen_text(app)
        assert "about dropped" not in screen_text(app)
        await types(pilot, "u")
        assert version(moved) == "1.0.0"
        assert "All · 1 of 6" in screen_text(app)
        await types(pilot, "1")
        assert app.is_running


async def test_answers_given_after_the_move_come_back_with_redo(moved: Workspace) -> None:
    app = app_on(moved, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await asked(app, pilot)
        await types(pilot, "enter", "g", *"added", "enter", "3")
        after = answers_file(moved, "bot")
        await types(pilot, "u", "u")
        assert version(moved) == "1.0.0"
        await types(pilot, "U", "U")
        assert answers_file(moved, "bot") == after


async def test_without_another_version_it_says_so(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path, FIRST_SMALL)
    app = app_on(workspace, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await types(pilot, ":", *"upgrade", "enter")
        assert toasts(app) == ["there is no other version of small than 1.0.0, which the answers are with"]


async def test_what_an_outsider_wrote_meanwhile_is_not_moved_over(moved: Workspace) -> None:
    app = app_on(moved, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await asked(app, pilot)
        assert run("answer", "bot", "dropped=partial", here=moved.root).code == 0
        await types(pilot, "enter")
        await pilot.pause()
        session = open_session(moved, "bot", TODAY, "ana")
        assert session.assessment.answer("dropped").choice == "partial"
        assert version(moved) == "1.1.0"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_how_the_move_looks(moved: Workspace, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    async def open_it(pilot: Pilot[None]) -> None:
        await types(pilot, "f5")
        await asked(pilot.app, pilot)  # type: ignore[arg-type]
        await settled(pilot)  # what they tell is a toast
        pilot.app.clear_notifications()
        await pilot.pause()

    assert snap_compare(app_on(moved, "bot"), terminal_size=size, run_before=open_it)
