"""Workspaces, apps and what stands on the screen, for the tests of the terminal interface."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from readiness_tui.tui.app import ReadinessApp
from readiness_tui.tui.preferences import Preferences
from readiness_tui.tui.screens.report import ReportScreen
from readiness_tui.use_cases.workspaces import Workspace, init_workspace, new_assessment
from tests.tui.waiting import until

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, 4, tzinfo=UTC)


def app_on(
    workspace: Workspace | None,
    slug: str | None = None,
    *,
    glyphs: str = "unicode",
    theme: str = "readiness-dark",
    clock: Callable[[], datetime] = lambda: NOW,
    **rest: object,
) -> ReadinessApp:
    preferences = Preferences(theme=theme, glyphs=glyphs, **rest)
    return ReadinessApp(workspace, TODAY, slug=slug, by="ana", preferences=preferences, clock=clock)


def fresh_workspace(folder: Path) -> Workspace:
    """One agent, nothing answered, the shipped questionnaire."""
    workspace = init_workspace(folder / "my-agents", "my-agents")
    new_assessment(workspace, "Support agent")
    return workspace


def small_workspace(folder: Path, questionnaire: str, settings: str = "") -> Workspace:
    """One agent `bot` on a questionnaire of the workspace's own, with the id `small`."""
    workspace = init_workspace(folder / "ws", "ws")
    (workspace.root / "questionnaires" / "small.yaml").write_text(questionnaire, encoding="utf-8")
    new_assessment(workspace, "bot", questionnaire_id="small")
    return workspace


def screen_text(app: ReadinessApp) -> str:
    """What stands on the screen on top, as lines of text."""
    return "\n".join("".join(part.text for part in strip).rstrip() for strip in app.screen._compositor.render_strips())


def toasts(app: ReadinessApp) -> list[str]:
    return [toast.message for toast in app._notifications]


async def types(pilot: Pilot[None], *keys: str) -> None:
    """Keys as fast as a terminal can send them; a text of several characters that is no key is typed."""
    for key in keys:
        names = [key] if len(key) == 1 or key in NAMED_KEYS else list(key)
        for name in names:
            character = name if len(name) == 1 else {"space": " "}.get(name)
            pilot.app.post_message(events.Key(name if len(name) > 1 else _character_to_key(name), character))
    await until(pilot, lambda: pilot.app.is_idle)
    await pilot.pause()


NAMED_KEYS = (
    *("enter", "escape", "tab", "backspace", "delete", "space", "up", "down", "end"),
    *("f1", "f2", "f3", "f4", "f5", "f7", "f8", "f9", "ctrl+y", "ctrl+z"),
)


def pictured_as_200_kb(app: ReadinessApp) -> None:
    """Pad the report that was made: its picture is not to change with every word of the report's template."""
    screen = app.screen
    assert isinstance(screen, ReportScreen)
    assert screen.made is not None
    assert screen.made.text is not None
    screen.made = replace(screen.made, text=screen.made.text + " " * (200_000 - len(screen.made.text.encode())))
    screen.draw()


def answers_file(workspace: Workspace, slug: str = "support-agent") -> str:
    return (workspace.root / "assessments" / slug / "assessment.yaml").read_text(encoding="utf-8")
