"""Pictures of the screens on the demo workspace. Dates, clock and names are fixed; no path shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from readiness_tui.storage.shipped import shipped_files
from readiness_tui.tui import glyphs
from readiness_tui.tui.messages import Place, Went
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.waiting import all_shown, until
from tests.tui.workspaces import app_on, pictured_as_200_kb, types

SIZES = [(80, 24), (120, 40)]
PLACES = (
    Place("home"),
    Place("question", "output-validation"),
    Place("question_list"),
    Place("tasks", "close-account"),
    Place("task", "sort-mail"),
    Place("results"),
    Place("plan"),
    Place("compare"),
    Place("history"),
    Place("milestone"),
    Place("report"),
    Place("portfolio"),
    Place("questionnaires"),
    Place("questionnaire", str(shipped_files("questionnaires", "ml-test-score.yaml")[0])),
)
CURSOR_ELSEWHERE = ("milestone", "questionnaire", "task")
"""Screens without a list: a choice of their own, a text with its own cursor, a text to read."""
Compare = Callable[..., bool]


def after(*keys: str) -> Callable[[Pilot[None]], Any]:
    async def press(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await types(pilot, *keys)
        await all_shown(pilot)

    return press


def opened(place: Place) -> Callable[[Pilot[None]], Any]:
    """Goes to a place and waits until all of it is there."""

    async def go(pilot: Pilot[None]) -> None:
        await pilot.pause()
        pilot.app.post_message(Went(place))
        await pilot.pause()
        await until(pilot, lambda: place.screen == pilot.app.screen.NAME and pilot.app.screen.is_ready)
        await all_shown(pilot)
        if place.screen == "report":
            pictured_as_200_kb(pilot.app)

    return go


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.screen)
def test_every_screen_looks_in_ascii_without_colour(
    snap_compare: Compare, demo: Workspace, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.chdir(demo.root)
    app = app_on(demo, "support-agent", glyphs="ascii")

    async def look(pilot: Pilot[None]) -> None:
        await opened(place)(pilot)
        lines = app.screen._compositor.render_full_update().strips
        drawn = [part for line in lines for strip in line for part in strip]
        assert "".join(part.text for part in drawn).isascii()
        for part in drawn:
            assert part.style is None or all(
                colour is None or len(set(colour.get_truecolor())) == 1
                for colour in (part.style.color, part.style.bgcolor)
            ), "only greys"
        under = "".join(part.text for part in drawn if part.style is not None and part.style.reverse)
        assert under.strip() or place.screen in CURSOR_ELSEWHERE, "the cursor is reverse video"

    assert snap_compare(app, terminal_size=(80, 24), run_before=look)


def test_every_status_is_told_apart_without_colour() -> None:
    signs = [glyphs.FULL, glyphs.PARTLY, glyphs.NOT, glyphs.NOT_APPLICABLE, glyphs.UNANSWERED, glyphs.UNKNOWN]
    assert len(set(signs)) == len(signs)
    assert len({glyphs.ascii_text(sign) for sign in signs}) == len(signs)


@pytest.mark.parametrize("size", SIZES)
def test_home_looks(snap_compare: Compare, demo: Workspace, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(demo), terminal_size=size, run_before=after("j"))


@pytest.mark.parametrize("size", SIZES)
def test_first_run_looks(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(None), terminal_size=size, run_before=after())


@pytest.mark.parametrize("size", [*SIZES, (60, 20)])
def test_question_looks(snap_compare: Compare, demo: Workspace, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(demo, "support-agent"), terminal_size=size, run_before=after("k", "k"))


def test_question_looks_light_and_in_ascii(snap_compare: Compare, demo: Workspace) -> None:
    app = app_on(demo, "support-agent", theme="readiness-light", glyphs="ascii")
    assert snap_compare(app, terminal_size=(80, 24), run_before=after("k", "k"))


def test_question_looks_without_colour(snap_compare: Compare, demo: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app_on(demo, "support-agent"), terminal_size=(80, 24), run_before=after("k", "k"))


def test_days_in_staging_look(snap_compare: Compare, demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    assert snap_compare(app, terminal_size=(80, 24), run_before=after("g", "staging-days", "enter", "1", "4"))


@pytest.mark.parametrize("size", SIZES)
def test_list_of_questions_looks(snap_compare: Compare, demo: Workspace, size: tuple[int, int]) -> None:
    app = app_on(demo, "support-agent")
    assert snap_compare(app, terminal_size=size, run_before=after("f2", "f", "7", "space", "space"))


def test_keys_look(snap_compare: Compare, demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    assert snap_compare(app, terminal_size=(80, 24), run_before=after("f"))


DIALOGS = {
    "note": ("n",),
    "evidence": ("E",),
    "edit": ("e", "@bo +2w #OPS-90 see the log"),
    "waiver": ("w",),
    "commands": (":", "plan"),
    "places": ("g", "log"),
    "help": ("h",),
    "account": ("x",),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", DIALOGS)
def test_dialogs_look(snap_compare: Compare, demo: Workspace, name: str, size: tuple[int, int]) -> None:
    app = app_on(demo, "support-agent")
    keys = ("g", "output-v", "enter", *DIALOGS[name])
    assert snap_compare(app, terminal_size=size, run_before=after(*keys))


@pytest.mark.deep
async def test_every_screen_lives_through_windows_of_any_size(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        for place in PLACES:
            await opened(place)(pilot)
            for size in ((1, 1), (2, 2), (5, 3), (9, 4), (13, 5), (20, 7), (33, 9), (58, 15), (300, 90), (80, 24)):
                await pilot.resize_terminal(*size)
                await types(pilot, "j", "k")
            assert place.screen == app.screen.NAME
