"""Runs the terminal interface until it is left, and says with which exit code."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from datetime import date
from getpass import getuser

from rich.text import Text

from readiness_tui.tui.app import ReadinessApp
from readiness_tui.tui.preferences import Preferences
from readiness_tui.use_cases.crashes import record_crash
from readiness_tui.use_cases.workspaces import Workspace

CRASHED = 3


def run(
    workspace: Workspace | None,
    slug: str | None = None,
    today: date | None = None,
    *,
    by: str | None = None,
    is_demo: bool = False,
    preferences: Preferences | None = None,
) -> int:
    """Open the interface on Home, or on an agent's first unanswered question; returns the exit code.

    The caller has made sure that there is a terminal. 0: left by a person; 128 + n: ended by signal n; 3: a crash.
    """
    app = SignalledApp(
        workspace, today or date.today(), slug=slug, by=by or _user(), is_demo=is_demo, preferences=preferences
    )
    app.run()
    return CRASHED if app.has_crashed else app.return_code or 0


def _user() -> str:
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return ""


class SignalledApp(ReadinessApp):
    """The App of a real terminal: SIGTERM, SIGHUP and SIGINT save and restore the screen, where the platform has them.

    A crash leaves a report of code lines and versions, never a screen full of what people wrote.
    """

    has_crashed = False

    def _fatal_error(self) -> None:
        self.has_crashed = True
        path = record_crash(self._exception) if self._exception is not None else None
        where = f" A report for us, without your texts, is in {path}." if path else ""
        self._exit_renderables.append(Text(f"readiness stopped: a bug of ours. What you answered is saved.{where}"))
        self._close_messages_no_wait()

    def on_mount(self) -> None:
        """Listen for signals; Textual alone would just die, or end with 0."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self.stop_for, number)
