"""Draws the program in a page of a browser: over two pipes to `readiness serve`, which nothing else may use."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import partial
from typing import Any, cast

from textual import events
from textual.app import App
from textual.drivers.web_driver import WebDriver
from textual.theme import Theme

from readiness_tui.tui.launching import SignalledApp
from readiness_tui.tui.themes import DARK_GROUND
from readiness_tui.use_cases.serving import SERVED_BY

HANG_UP = 1  # the number of SIGHUP, also where a platform has no such signal
LARGEST = 1000  # cells


class ServedDriver(WebDriver):
    """The library's driver for browsers, with a program that ends saved however its page goes away."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        os.environ.pop(SERVED_BY, None)
        self._to_server = _take_pipes()
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write = self._put  # type: ignore[assignment]  # the library has a partial of os.write there

    def _put(self, raw: bytes) -> None:
        """Write all of a packet; once the server is gone, the end of the input ends the program."""
        with suppress(BrokenPipeError):
            while raw:
                raw = raw[os.write(self._to_server, raw) :]

    def start_application_mode(self) -> None:
        """Take the page, and keep our own answer to signals: the library's would end without saving."""
        super().start_application_mode()
        self._program.listen_for_signals()
        self._program.theme_changed_signal.subscribe(self._program, self._take_ground, immediate=True)
        self._take_ground(self._program.current_theme)

    def _take_ground(self, theme: Theme) -> None:
        """Give what is left of the page round the cells the ground of the theme: OSC 11, as terminals know it."""
        ground = theme.background or theme.to_color_system().generate()["background"]
        is_colour = ground.startswith("#") and ground[1:].isalnum()
        self.write(f"\x1b]11;{ground if is_colour else DARK_GROUND}\x07")

    @property
    def _program(self) -> SignalledApp:
        return cast(SignalledApp, self._app)

    def run_input_thread(self) -> None:
        """Take what the page sends. No more of it means that it is closed: save and end, after the keys before it."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self.send_message(events.Callback(callback=partial(self._program.end_by, HANG_UP)))

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """What the page says beside keys: its size in cells, and whether it is looked at."""
        if packet_type == "resize":
            sides = (payload.get("width"), payload.get("height"))
            if all(isinstance(side, int) and 0 < side <= LARGEST for side in sides):
                super().on_meta(packet_type, payload)
        elif packet_type in ("focus", "blur"):
            super().on_meta(packet_type, payload)


def _take_pipes() -> int:
    """Keep stdin and stdout for the server alone; returns where to write.

    What the program starts, a browser or an editor, would print into the page and read its keys.
    """
    sys.__stdin__ = os.fdopen(os.dup(0), encoding="utf-8")  # type: ignore[misc]  # the library reads keys from there
    to_server = os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return to_server
