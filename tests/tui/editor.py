"""The questionnaire editor in tests: opened on a file, typed into, and waited for."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from readiness_tui.tui.app import ReadinessApp
from readiness_tui.tui.messages import Place
from readiness_tui.tui.screens.questionnaire import QuestionnaireScreen
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.waiting import until
from tests.tui.workspaces import app_on, types

BUILT_IN = Path(__file__).parents[2] / "questionnaires" / "agent-production-readiness.yaml"
SMALL = """\
# yaml-language-server: $schema=./schema.json
format: readiness/questionnaire@1
id: small
version: "1.0.0"
title: Small
answer_sets:
  practice:
    - {id: absent, label: Not in place, value: 0}
    - {id: full, label: In place, value: 1}
sections:
  - id: area
    title: Area
    questions:
      - id: first
        title: The first
        ask: Is the first thing done?
        answers: practice
        weight: 3
        gates: [{level: ready, at_least: full}]
        improvement: {do: Do the first thing., effort_days: 3}
      - id: second
        title: The second
        ask: Is the second thing done?
        answers: practice
        improvement: {do: Do the second thing., effort_days: 1}
levels:
  - {id: begun, title: Begun}
  - {id: ready, title: Ready, requires: {overall_at_least: 1/2}}
"""
Do = Callable[[Pilot[None], QuestionnaireScreen], Awaitable[None]]


def own_file(workspace: Workspace) -> Path:
    """The built-in questionnaire as the workspace's own."""
    return Path(shutil.copy(BUILT_IN, workspace.root / "questionnaires" / BUILT_IN.name))


def small_file(workspace: Workspace) -> Path:
    """The questionnaire of a small workspace."""
    return workspace.root / "questionnaires" / "small.yaml"


async def opened(pilot: Pilot[None], path: Path) -> QuestionnaireScreen:
    """The editor on a file, once all of it has been tried."""
    app = pilot.app
    assert isinstance(app, ReadinessApp)
    await pilot.pause()
    app.show(Place("questionnaire", str(path)))
    await pilot.pause()
    screen = next(screen for screen in app.screen_stack if isinstance(screen, QuestionnaireScreen))
    if not screen.fault:
        await tried(pilot, screen)
    return screen


async def tried(pilot: Pilot[None], screen: QuestionnaireScreen) -> None:
    """Wait until what was typed has been tried and kept."""
    await until(
        pilot,
        lambda: screen.is_tried and screen._keep_timer is None and screen.trial.text == screen.area.text,
    )
    await pilot.pause()


async def put(pilot: Pilot[None], screen: QuestionnaireScreen, old: str, new: str) -> None:
    """Replace one thing in the text, as if it were typed."""
    assert old in screen.area.text
    screen.area.put(screen.area.text.replace(old, new, 1))
    await tried(pilot, screen)


async def with_editor(workspace: Workspace, path: Path, do: Do, size: tuple[int, int] = (80, 24)) -> ReadinessApp:
    """Run the app with the editor open on a file."""
    app = app_on(workspace)
    async with app.run_test(size=size) as pilot:
        await do(pilot, await opened(pilot, path))
    return app


async def press(pilot: Pilot[None], screen: QuestionnaireScreen, *keys: str) -> None:
    """Keys, and wait for what comes of them."""
    await types(pilot, *keys)
    await tried(pilot, screen)
