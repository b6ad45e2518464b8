"""Runs the terminal interface until it is left, and says with which exit code."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from getpass import getuser
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.app import SuspendNotSupported

from readiness_tui.tui.app import ReadinessApp
from readiness_tui.tui.preferences import Preferences
from readiness_tui.use_cases.person_settings import has_person_settings, person_settings, settings_file, settings_places

if TYPE_CHECKING:  # the start is not to wait for them
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
        workspace,
        today or date.today(),
        slug=slug,
        by=by or _user(),
        is_demo=is_demo,
        preferences=preferences or _preferences(),
    )
    app.run()
    return CRASHED if app.has_crashed else app.return_code or 0


def _preferences() -> Preferences:
    if not has_person_settings():
        return Preferences(file=settings_file())
    settings, faults = person_settings()
    return Preferences(
        theme=settings.theme,
        glyphs=settings.glyphs,
        advance=settings.advance,
        keymap=settings.keymap,
        faults=tuple(str(fault) for fault in faults),
        file=settings_file(),
        keymap_places=settings_places("keymap") if settings.keymap else {},
    )


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
    _is_up = False

    async def run_async(self, **options: Any) -> None:
        """Run, with the signals listened for before the screen is taken; Textual alone would die, or end with 0."""
        self.listen_for_signals()
        await super().run_async(**options)

    def listen_for_signals(self) -> None:
        """Answer signals from now on, whoever listened for them before."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self.end_by, number)

    def end_by(self, number: int, patience: int = 50) -> None:
        """End once the keys before are handled, and the screen being put up is there: a half-made one can't be taken
        down."""
        if self._is_settled() or not patience:
            field = self.focused  # which may still have letters to take
            if not patience or field is None or not field.call_later(self.stop_for, number):
                self.stop_for(number)
        else:
            asyncio.get_running_loop().call_later(0.02, self.end_by, number, patience - 1)

    def _is_settled(self) -> bool:
        return self._is_up and self.is_idle and getattr(self.screen, "is_ready", False)

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Give the terminal to another program; a page of a browser has none to give."""
        if self.is_web:
            raise SuspendNotSupported("an editor needs a terminal, which a page in the browser is not: write here")
        with super().suspend():
            yield

    def on_ready(self) -> None:
        """The program is up once all that starting it has posted is done, such as opening an agent."""
        self.call_later(self._now_up)

    def _now_up(self) -> None:
        self._is_up = True

    def _fatal_error(self) -> None:
        from readiness_tui.use_cases.crashes import record_crash

        self.has_crashed = True
        path = record_crash(self._exception) if self._exception is not None else None
        where = f" A report for us, without your texts, is in {path}." if path else ""
        self._exit_renderables.append(Text(f"readiness stopped: a bug of ours. What you answered is saved.{where}"))
        self._close_messages_no_wait()
