"""The questionnaire editor: what is typed is checked and kept, shown as a team will see it, and published whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from readiness_tui.tui.screens.questionnaire import QuestionnaireScreen
from readiness_tui.use_cases.questionnaire_drafts import open_text, questionnaire_rows
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.editor import BUILT_IN, opened, own_file, press, put, small_file, tried, with_editor
from tests.tui.waiting import until
from tests.tui.workspaces import answers_file, app_on, fresh_workspace, screen_text, toasts, types

Screen = QuestionnaireScreen
Compare = Callable[..., bool]
WEIGHT = "        weight: 3\n"


# Checked while typing


async def test_what_is_typed_is_checked_with_position_plain_words_and_the_nearest_key(small: Workspace) -> None:
    async def do(pilot: Pilot[None], screen: Screen) -> None:
        assert "Problems 0" in screen_text(pilot.app)
        await put(pilot, screen, "effort_days: 3", "efort_days: 3")
        await put(pilot, screen, "at_least: full", "at_leest: full")
        assert [(fault.line, fault.column) for fault in screen.trial.faults] == [(19, 32), (20, 48)]
        await types(pilot, "f8")
        shown = screen_text(pilot.app)
        assert "Problems 2" in shown
        assert "✗ 19:32 unknown key 'at_leest'; did you mean 'at_least'?" in shown
        assert "at_leest: full}]   ✗ unknown key" in shown  # behind the line itself
        assert "✗ 2 errors" in shown

    await with_editor(small, small_file(small), do)


async def test_f8_walks_the_problems_and_k_goes_back_to_the_one_before(small: Workspace) -> None:
    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await put(pilot, screen, "effort_days: 3", "efort_days: 3")
        await put(pilot, screen, "at_least: full", "at_leest: full")
        for keys, line in (
            (("f8",), 19),
            (("f8",), 20),
            (("f8",), 19),
            (("escape", "K"), 20),
            (("escape", "J"), 19),
        ):
            await types(pilot, *keys)
            assert screen.area.cursor_location[0] + 1 == line
            assert screen.area.has_focus

    await with_editor(small, small_file(small), do)


async def test_what_check_proves_is_found_too_with_its_example(demo: Workspace) -> None:
    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await put(pilot, screen, "version:", "advisories_of_none: []\nversion:")
        assert screen.trial.errors == 1
        await types(pilot, "ctrl+z")
        await tried(pilot, screen)
        assert screen.trial.is_proven
        assert "✓ levels reachable" in screen_text(pilot.app)
        await put(pilot, screen, "- {id: full, label: In place, value: 1}", "- {id: full, label: In place, value: 1/4}")
        assert any(fault.id for fault in screen.trial.faults)
        assert "✓ levels reachable  ✓ monotone  ✓ rules" not in screen_text(pilot.app)

    await with_editor(demo, own_file(demo), do)


async def test_while_keys_keep_coming_nothing_is_checked_and_one_pause_is_one_check(small: Workspace) -> None:
    texts: list[str] = []

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        begin = screen._try
        screen._try = lambda text, *rest: (texts.append(text), begin(text, *rest))
        await types(pilot, "# a remark of some length")
        assert texts == []
        await tried(pilot, screen)
        assert texts == [screen.area.text]

    await with_editor(small, small_file(small), do)


# What a team will see, and what it does


@pytest.mark.parametrize(
    ("row", "stop"), [("id: output-validation", "output-validation"), ("id: staging-days", "staging-days")]
)
async def test_the_preview_is_the_question_screen_of_a_new_assessment(tmp_path: Path, row: str, stop: str) -> None:
    fresh = fresh_workspace(tmp_path)
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 30)) as pilot:
        await types(pilot, "g", stop, "enter")
        form = screen_text(app).splitlines()[2:-1]
    app = app_on(fresh)
    async with app.run_test(size=(80, 38)) as pilot:  # tabs and the lines below leave the pane 27 rows, too
        screen = await opened(pilot, own_file(fresh))
        screen.area.go_to(next(n for n, line in enumerate(screen.area.text.splitlines()) if row in line))
        await types(pilot, "f7")
        preview = screen_text(app).splitlines()[3:-8]
    shown = [line for line in preview if line.strip()]
    assert len(shown) > 8
    assert shown == [line for line in form if line.strip()]


async def test_the_impact_names_score_level_answers_and_what_is_no_longer_asked(demo: Workspace) -> None:
    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await put(pilot, screen, WEIGHT, "        weight: 9\n")
        below = screen_text(pilot.app)
        assert "Impact: retry-with-backoff weight 3 → 9 · nothing written" in below
        assert "support-agent      59.3–71.3 → " in below
        await put(pilot, screen, "- id: load-tested", "- id: load-probes")
        await types(pilot, "f7", "f7", "f7", "f7")
        shown = "\n".join(line.content.plain for line in screen._pane_lines(78, 99))
        assert "load-tested: this question is gone" in shown or "load-tested" in shown
        assert "no longer asked, kept in the file: load-tested" in shown
        assert "new, open: load-probes" in shown
        assert "Milestones keep the questionnaire they were taken with" in shown

    before = {path: path.read_bytes() for path in (demo.root / "assessments").rglob("*.yaml")}
    await with_editor(demo, own_file(demo), do)
    assert {path: path.read_bytes() for path in (demo.root / "assessments").rglob("*.yaml")} == before


async def test_the_impact_of_a_matrix_names_the_tasks_that_are_decided_otherwise(demo: Workspace) -> None:
    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await put(pilot, screen, "axis: exposure, below: 7/4", "axis: exposure, below: 1/8")
        effects = {effect.before.slug: effect for effect in screen.valid.impact.agents}
        moved = [task.name for task in effects["support-agent"].tasks if task.changed]
        shown = "\n".join(line.content.plain for line in screen._pane_lines(78, 99))
        await types(pilot, "f7", "f7", "f7", "f7")
        shown = "\n".join(line.content.plain for line in screen._pane_lines(78, 99))
        assert moved
        assert all(name in shown for name in moved)
        assert "recommended" in shown
        assert "move" in screen_text(pilot.app)

    await with_editor(demo, own_file(demo), do)


async def test_a_text_with_errors_keeps_the_impact_of_the_last_valid_one(small: Workspace) -> None:
    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await put(pilot, screen, WEIGHT, "        weight: 9\n")
        await put(pilot, screen, "answer_sets:", "answer_sets")
        assert "Impact of the last valid text, 12:04: first weight 3 → 9" in screen_text(pilot.app)

    await with_editor(small, small_file(small), do)


async def test_g_goes_to_a_question_and_slash_finds_words_and_h_tells_of_the_problem_here(small: Workspace) -> None:
    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await types(pilot, "escape", "g", "second", "enter")
        assert "id: second" in screen.area.document.get_line(screen.area.cursor_location[0])
        await types(pilot, "escape", "/", "FULL", "enter")
        assert screen.area.selected_text == "full"
        assert "id: full" in screen.area.document.get_line(screen.area.cursor_location[0])
        await put(pilot, screen, "effort_days: 3", "efort_days: 3")
        await types(pilot, "f8", "f1")
        assert "unknown key 'efort_days'; did you mean 'effort_days'?" in screen_text(pilot.app)
        assert "200 ms after the last key" in screen_text(pilot.app)

    await with_editor(small, small_file(small), do)


# Kept, and published


async def test_a_draft_is_kept_and_goes_on_and_no_assessment_sees_it(small: Workspace) -> None:
    path = small_file(small)
    before, answers = path.read_bytes(), answers_file(small, "bot")

    async def type_it(pilot: Pilot[None], screen: Screen) -> None:
        await press(pilot, screen, "oops")
        assert "draft kept" in screen_text(pilot.app)
        await types(pilot, "escape", "escape")
        assert any("nobody else sees it" in toast for toast in toasts(pilot.app))

    async def see_it(pilot: Pilot[None], screen: Screen) -> None:
        assert screen.area.text.startswith("oops# yaml")
        assert any(toast.startswith("the draft of") for toast in toasts(pilot.app))
        await types(pilot, "escape", "D", "enter")
        assert screen.area.text == before.decode()
        await types(pilot, "ctrl+z")
        assert screen.area.text.startswith("oops")
        await types(pilot, "ctrl+y")
        await tried(pilot, screen)

    await with_editor(small, path, type_it)
    assert (path.read_bytes(), answers_file(small, "bot")) == (before, answers)
    assert [row.is_draft for row in questionnaire_rows(small.root)] == [True, False, False]
    await with_editor(small, path, see_it)
    assert open_text(small.root, path).kept is None


async def test_a_text_with_errors_is_not_published_and_f9_goes_to_the_first(small: Workspace) -> None:
    path = small_file(small)
    before = path.read_bytes()

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await put(pilot, screen, "at_least: full", "at_leest: full")
        await types(pilot, "f9")
        assert any(toast.startswith("1 error first") for toast in toasts(pilot.app))
        assert screen.area.cursor_location[0] + 1 == 19

    await with_editor(small, path, do)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("ends", "mark"), [(b"\n", b""), (b"\r\n", b"\xef\xbb\xbf")])
async def test_published_under_a_new_version_all_else_stays_byte_for_byte(
    small: Workspace, ends: bytes, mark: bytes
) -> None:
    path = small_file(small)
    odd = path.read_bytes().replace(b'version: "1.0.0"', b"version:  '1.0.0'   # by hand")
    odd = odd.replace(b"weight: 3\n", b"weight:   3 # as ever\n\n\n", 1)
    path.write_bytes(mark + odd.replace(b"\n", ends))

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await put(pilot, screen, "weight:   3 # as ever", "weight:   4 # as ever")
        await types(pilot, "f9")
        assert "> 1.1.0" in screen_text(pilot.app)
        await press(pilot, screen, "enter")
        assert any(toast.startswith("published 1.1.0") for toast in toasts(pilot.app))
        assert "1.1.0 · as published" in screen_text(pilot.app)

    await with_editor(small, path, do)
    wanted = odd.replace(b"'1.0.0'   #", b"'1.1.0'   #").replace(b"  3 # as", b"  4 # as")
    assert path.read_bytes() == mark + wanted.replace(b"\n", ends)


async def test_publishing_names_what_is_lost_and_refuses_the_version_that_is_published(small: Workspace) -> None:
    path = small_file(small)

    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await put(pilot, screen, "- id: second", "- id: other")
        await types(pilot, "f9")
        shown = screen_text(pilot.app)
        assert "Saved answers would be lost" in shown
        assert "second" in shown
        assert "renamed_from" in shown
        await types(pilot, *["backspace"] * 5, "1.0.0", "enter")
        assert "1.0.0 is what is published now; name another" in screen_text(pilot.app)
        await types(pilot, "escape")

    before = path.read_bytes()
    await with_editor(small, path, do)
    assert path.read_bytes() == before


async def test_a_built_in_one_is_only_looked_at_and_copied_to_be_edited(demo: Workspace) -> None:
    async def do(pilot: Pilot[None], screen: Screen) -> None:
        await types(pilot, "x")
        assert screen.area.text == BUILT_IN.read_text(encoding="utf-8")
        assert "built in, READ ONLY" in screen_text(pilot.app)
        assert "F9 Copy  ^z Undo  Esc Back" in screen_text(pilot.app)
        await types(pilot, "f9", "enter")
        await until(pilot, lambda: pilot.app.screen.opened.is_own)
        await types(pilot, "x")
        assert pilot.app.screen.area.text.startswith("x#")

    await with_editor(demo, BUILT_IN, do)
    copied = demo.root / "questionnaires" / BUILT_IN.name
    assert copied.read_bytes() == BUILT_IN.read_bytes()
    assert (copied.parent / "schema.json").is_file()


async def test_a_new_one_begins_with_its_schema_and_passes_the_check(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "Q", "n", "1", "our-own", "enter")
        await tried(pilot, app.screen)
        assert app.screen.area.text.startswith("# yaml-language-server: $schema=")
        assert app.screen.trial.faults == ()
        assert app.screen.trial.is_proven
    assert (demo.root / "questionnaires" / "our-own.yaml").is_file()


async def test_a_new_one_may_begin_as_a_copy_under_an_id_of_its_own(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "Q")
        place = [row.id for row in app.screen.rows].index("ml-test-score")
        await types(pilot, "n", str(place + 2), "our-own", "enter")
        await tried(pilot, app.screen)
        assert "id: our-own" in app.screen.area.text.splitlines()
        assert app.screen.trial.faults == ()
    shipped = (BUILT_IN.parent / "ml-test-score.yaml").read_text(encoding="utf-8")
    copied = (demo.root / "questionnaires" / "our-own.yaml").read_text(encoding="utf-8")
    assert copied.splitlines().count("id: our-own") == 1
    assert copied.replace("id: our-own", "id: ml-test-score", 1) == shipped


async def test_the_text_takes_the_whole_screen_and_gives_it_back(demo: Workspace) -> None:
    async def do(pilot: Pilot[None], screen: QuestionnaireScreen) -> None:
        panes = [screen.query_one("#pane"), screen.query_one("#below")]
        await types(pilot, "escape", "z")
        assert [pane.display for pane in panes] == [False, False]
        await types(pilot, "escape")
        assert [pane.display for pane in panes] == [True, True]
        await types(pilot, "f7", "escape", "z")
        assert (screen.area.display, panes[0].display) == (False, True)
        await types(pilot, "z")
        assert screen.area.display

    await with_editor(demo, BUILT_IN, do, size=(120, 40))


async def test_questionnaires_can_be_looked_at_before_there_is_a_workspace() -> None:
    app = app_on(None)
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "Q", "enter")
        await tried(pilot, app.screen)
        assert "built in, READ ONLY" in screen_text(app)
        await types(pilot, "f9", "enter")
        assert any("there is no workspace here" in toast for toast in toasts(app))


# Looks


def edited(path: Path, *keys: str) -> Callable[[Pilot[None]], Any]:
    async def do(pilot: Pilot[None]) -> None:
        screen = await opened(pilot, path)
        screen.area.cursor_blink = False
        await put(pilot, screen, WEIGHT, "        weight: 9\n")
        await put(pilot, screen, "effort_days: 3", "efort_days: 3")
        await press(pilot, screen, *keys)

    return do


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
def test_editor_looks(snap_compare: Compare, demo: Workspace, size: tuple[int, int]) -> None:
    app = app_on(demo)
    assert snap_compare(app, terminal_size=size, run_before=edited(own_file(demo), "f8"))


def test_problems_look(snap_compare: Compare, demo: Workspace) -> None:
    run = edited(own_file(demo), "f8", "f7", "f7", "f7")
    assert snap_compare(app_on(demo), terminal_size=(80, 24), run_before=run)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_list_of_questionnaires_looks(snap_compare: Compare, demo: Workspace, size: tuple[int, int]) -> None:
    own_file(demo)

    async def do(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await types(pilot, "Q")

    assert snap_compare(app_on(demo), terminal_size=size, run_before=do)
