"""Pictures of the screens on the demo workspace. Dates, clock and names are fixed; no path shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.workspaces import app_on, types

SIZES = [(80, 24), (120, 40)]
Compare = Callable[..., bool]


def after(*keys: str) -> Callable[[Pilot[None]], Any]:
    async def press(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await types(pilot, *keys)
        await pilot.pause(0.1)

    return press


@pytest.mark.parametrize("size", SIZES)
def test_home_looks(snap_compare: Compare, demo: Workspace, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(demo), terminal_size=size, run_before=after("j"))


def test_first_run_looks(snap_compare: Compare) -> None:
    assert snap_compare(app_on(None), terminal_size=(80, 24), run_before=after())


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
    app.animation_level = "none"
    assert snap_compare(app, terminal_size=(80, 24), run_before=after("f"))
