"""Waiting until the app has nothing left to do. Textual's own way sleeps in steps of 20 ms and guesses from the
processor's time, which costs most of a test's time, and guesses wrong on a busy machine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import pytest
import textual.app
import textual.pilot
from textual._context import active_app
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

AT_MOST = 1.0  # seconds, as with Textual; a test may hold up a worker on purpose
PATIENCE = 60.0
DELAY = App.delay_update


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until all that was asked for has been done and drawn, however long the workers take."""
    await pilot.pause(0)
    await until_idle(most=PATIENCE)
    await pilot.pause(0)


async def until(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    """Wait until something holds that only time brings."""
    end = monotonic() + PATIENCE
    await pilot.pause()
    while not holds():
        assert monotonic() < end, "it never came to be"
        await pilot.pause(0.005)


async def all_shown(pilot: Pilot[Any]) -> None:
    """Wait until that is there, too, which follows when no key comes for a moment."""
    await settled(pilot)
    await until(pilot, lambda: not any(_will_show_more(screen) for screen in pilot.app.screen_stack))
    await settled(pilot)


def _will_show_more(screen: Screen[Any]) -> bool:
    """Whether a timer of the screen has yet to fire once."""
    return any(timer._repeat == 0 and timer._task and not timer._task.done() for timer in screen._timers)


async def until_idle(_: float = 0, most: float = AT_MOST) -> None:
    """Wait until no message waits, no worker runs and all that they changed is drawn."""
    app, end = active_app.get(), monotonic() + most
    await _until_still(app, end)
    while monotonic() < end and app.screen_stack and _must_draw(app.screen):
        app.screen._on_timer_update()
        await _until_still(app, end)


def _must_draw(screen: Screen[Any]) -> bool:
    """Whether the screen waits for its next tick, with something to draw or to call after it."""
    return screen._update_timer._active.is_set() or bool(screen._callbacks)


async def _until_still(app: App[Any], end: float) -> None:
    """Wait until the loop has nothing that could run now."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]  # nothing public tells
    await asyncio.sleep(0)
    while monotonic() < end:
        if ready:
            await asyncio.sleep(0)
        elif app._batch_count or any(worker.is_running for worker in app.workers):
            await asyncio.sleep(0.004)
        else:
            return


@contextmanager
def waiting_for_idle() -> Iterator[None]:
    """Let every Pilot wait this way, and let nothing be drawn later only to look smoother."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (textual.app, textual.pilot):
            patch.setattr(module, "wait_for_idle", until_idle)
        patch.setattr(App, "delay_update", lambda app, delay=0: DELAY(app, 0.001))
        yield
