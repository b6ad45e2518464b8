"""Keys one after the other, however fast they come: each finds the screen and the field that the one before it made.

The library hands a key to a screen's own queue and lets it come back; keys that arrive in one go (a paste, a script, a
slow line) would meet the old screen, or a field that isn't there yet. Here a screen's commands run at once, and keys
wait while a screen is being put up or while a key that may move the focus is under way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime
from functools import partial

from textual import events, on
from textual.app import App

from readiness_tui.tui.frame import Frame
from readiness_tui.tui.messages import KeyHandled, ScreenReady
from readiness_tui.tui.panel import Dialog

GIVE_UP_AFTER = 1.0  # seconds; a key that got lost must not hold up the others


class OrderedKeysApp(App[None]):
    """An App that handles one key after the other."""

    def __init__(self, clock: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self.now = clock or (lambda: datetime.now().astimezone())
        self._held: deque[events.Key | events.Paste] = deque()
        self._under_way: events.Key | None = None

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes wait in line; all else is the library's."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._held.append(event)
            await self.release()
        else:
            await super().on_event(event)

    def _must_wait(self) -> bool:
        screen = self.screen
        return self._under_way is not None or (isinstance(screen, Frame | Dialog) and not screen.is_ready)

    @on(ScreenReady)
    async def release(self) -> None:
        """Handle what has waited, as long as there is something to take it."""
        while self._held and not self._must_wait():
            await self._take(self._held.popleft())

    async def _take(self, event: events.Key | events.Paste) -> None:
        screen, focused = self.screen, self.focused
        if isinstance(event, events.Key) and isinstance(screen, Frame) and focused is None:
            await self._run_command(event, screen)
            return
        if isinstance(event, events.Key) and isinstance(screen, Dialog) and focused and not event.is_printable:
            self._under_way = event
            self.set_timer(GIVE_UP_AFTER, partial(self._end, event))
            await super().on_event(event)
            focused.call_later(self._end_if_stopped, event)
            return
        await super().on_event(event)

    async def _run_command(self, event: events.Key, screen: Frame) -> None:
        """Run what the key means here; the next key waits until what that told the App has come through."""
        self._under_way = event
        if not await self._check_bindings(event.key, priority=True) and not await self._check_bindings(event.key):
            screen.take_key(event)
        if not screen.post_message(KeyHandled(event)):
            self._end(event)

    @on(KeyHandled)
    def end_command(self, message: KeyHandled) -> None:
        """All that a key's command had to tell has been handled."""
        self._end(message.key)

    def _end_if_stopped(self, event: events.Key) -> None:
        """The field has seen the key, and it goes no further."""
        if event._stop_propagation or not event.is_forwarded:
            self._end(event)

    def _end(self, event: events.Key) -> None:
        if event is self._under_way:
            self._under_way = None
            self.post_message(ScreenReady())

    def on_key(self, event: events.Key) -> None:
        """A key came back that no field wanted; the library runs its binding next, and then it is done."""
        self.call_next(self._end, event)
