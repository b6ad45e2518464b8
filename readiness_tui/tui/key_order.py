"""Keys one after the other, however fast they come: each finds the screen and the field that the one before it made.

The library hands a key to a screen's own queue and lets it come back; keys that arrive in one go (a paste, a script, a
slow line) would meet the old screen, or a field that isn't there yet. Here a key that is a command runs at once, and
the next waits until all that the command told has come through. Only letters into a text field don't wait.
"""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections import deque
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from textual import events, on
from textual.app import App
from textual.screen import Screen

from readiness_tui.tui.frame import Frame
from readiness_tui.tui.messages import DialogClosed, KeyHandled, ScreenReady
from readiness_tui.tui.panel import Dialog

GIVE_UP_AFTER = 1.0  # seconds; a key that got lost must not hold up the others


class OrderedKeysApp(App[None]):
    """An App that handles one key after the other."""

    def __init__(self, clock: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self.now = clock or (lambda: datetime.now().astimezone())
        self._held: deque[events.Key | events.Paste] = deque()
        self._under_way: events.Key | None = None
        self._give_up: TimerHandle | None = None

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes wait in line; all else is the library's."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._held.append(event)
            await self.release()
        else:
            await super().on_event(event)

    @property
    def is_idle(self) -> bool:
        """Whether each key that came has been handled."""
        return not self._held and self._under_way is None

    def _must_wait(self) -> bool:
        screen = self.screen
        return self._under_way is not None or (isinstance(screen, Frame | Dialog) and not screen.is_ready)

    @on(ScreenReady)
    async def release(self) -> None:
        """Handle what has waited, as long as there is something to take it."""
        while self._held and not self._must_wait():
            event = self._held.popleft()
            is_writing = self.focused is not None and self.focused.check_consume_key("a", "a")
            if isinstance(event, events.Key) and not (is_writing and event.is_printable):
                self._under_way = event
                self._give_up = get_running_loop().call_later(GIVE_UP_AFTER, partial(self.call_later, self._end, event))
                await (self._send(event) if is_writing else self._run_command(event))
            else:
                await super().on_event(event)

    async def _run_command(self, event: events.Key) -> None:
        """Run what the key means here."""
        screen = self.screen
        if not await self._check_bindings(event.key, priority=True) and not await self._check_bindings(event.key):
            take_key = getattr(screen, "take_key", None)
            if take_key is not None:
                take_key(event)
        self._settle(event, screen)

    async def _send(self, event: events.Key) -> None:
        """Send a key such as Enter, Tab or Esc through the text field that may want it."""
        field = self.focused
        await super().on_event(event)
        if field is not None:
            field.call_later(self._end_if_stopped, event)

    def _end_if_stopped(self, event: events.Key) -> None:
        """The field has seen the key, and it goes no further."""
        if event._stop_propagation or not event.is_forwarded:
            self._end(event)

    def on_key(self, event: events.Key) -> None:
        """A key came back that no field wanted: the library runs its binding next, which may tell the field more."""
        if event is self._under_way:
            self.call_next(self._trace, event, self.focused)

    def _trace(self, event: events.Key, field: Any) -> None:
        if field is not None and field.is_attached:
            field.post_message(KeyHandled(event))
        else:
            self._settle(event, self.screen)

    @on(DialogClosed)
    def settle_below(self) -> None:
        """A dialog is gone: what it returned is on its way through the screen below."""
        if self._under_way is not None:
            self._settle(self._under_way, self.screen)

    def _settle(self, event: events.Key, screen: Screen[Any]) -> None:
        """Send a mark behind all that the screen has still to tell."""
        top = screen if screen in self.screen_stack else self.screen
        top.call_later(top.post_message, KeyHandled(event))

    @on(KeyHandled)
    def end(self, message: KeyHandled) -> None:
        """All that a key's command had to tell has been handled."""
        self._end(message.key)

    def _end(self, event: events.Key) -> None:
        if event is self._under_way:
            self._under_way = None
            if self._give_up is not None:
                self._give_up.cancel()
            if self._held:
                self.post_message(ScreenReady())
