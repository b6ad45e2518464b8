"""A terminal for tests: runs the real program as a process over a pty, and knows what stands on its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

READINESS = (sys.executable, "-m", "readiness_tui")
CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0  # seconds that a busy machine may need; a wait ends as soon as what is waited for is there

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "ctrl+q": "\x11",
    "ctrl+c": "\x03",
}
_ASKS_SYNC, _HAS_SYNC = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<=>][0-9;]*u")  # the keyboard protocol, which pyte would print


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """What a person's shell has, and nothing of the machine that runs the tests."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "READINESS_STATE_DIR": str(home / "state"),
        "XDG_STATE_HOME": str(home / "xdg-state"),
        "XDG_CACHE_HOME": str(home / "xdg-cache"),
        "XDG_CONFIG_HOME": str(home / "xdg-config"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "LOGNAME": "ana",
        "USER": "ana",
        "PYTHONPATH": str(CHECKOUT),
        **more,
    }


def readiness(
    *words: str, folder: Path, home: Path, stdin: str | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """`readiness WORDS` without a terminal; its output."""
    return subprocess.run(
        [*READINESS, *words],
        cwd=folder,
        env=clean_environment(home, **more),
        capture_output=True,
        text=True,
        input=stdin if stdin is not None else "",
        timeout=60,
    )


class Terminal:
    """A program in a terminal of `width` x `height` cells; leaves no process behind.

    `sent` is every byte that the program wrote to the terminal; `screen` what they make of it. `has_sync`: whether
    the terminal says that it draws whole frames at once, as most do today.
    """

    def __init__(
        self,
        *words: str,
        folder: Path,
        home: Path,
        width: int = 80,
        height: int = 24,
        program: Sequence[str] = READINESS,
        environment: Mapping[str, str] | None = None,
        has_sync: bool = True,
    ) -> None:
        self._display = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self._display)
        self._has_sync = has_sync
        self._is_open = True
        self.sent = b""
        self._ours, theirs = pty.openpty()
        self._set_size(width, height)
        self.child = subprocess.Popen(
            [*program, *words],
            cwd=folder,
            env=clean_environment(home) | dict(environment or {}),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=_take_terminal,
            close_fds=True,
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        self.close()

    # What the program shows

    def read(self, seconds: float = 0.0) -> bool:
        """Take in what the program wrote, waiting so long for the first byte; whether there was any."""
        if not self._is_open or not select.select([self._ours], [], [], seconds)[0]:
            return False
        try:
            chunk = os.read(self._ours, 1 << 16)
        except OSError:  # Linux says so when nobody holds the other end any more
            chunk = b""
        if not chunk:
            self._is_open = False
            return False
        self.sent += chunk
        if self._has_sync and _ASKS_SYNC in chunk:
            self._write(_HAS_SYNC)
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", chunk))
        return True

    def drain(self) -> None:
        """Take in everything that the program wrote until now."""
        while self.read():
            pass

    @property
    def is_whole(self) -> bool:
        """Whether no frame is being drawn; a terminal with sync shows a frame when it is whole."""
        return self._last(2026) != "on"

    @property
    def lines(self) -> list[str]:
        """The lines on the screen."""
        return [line.rstrip() for line in self._display.display]

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines)

    def wait_for(self, *texts: str, gone: str = "", patience: float = PATIENCE) -> str:
        """Wait until the screen shows all the texts, and none of `gone`; fails with what it shows instead."""
        give_up, seen, shown = time.monotonic() + patience, -1, ""
        while True:
            self.drain()
            if len(self.sent) != seen and self.is_whole:
                seen, shown = len(self.sent), self.text
                if all(text in shown for text in texts) and not (gone and gone in shown):
                    return shown
            ended = not self._is_open
            if ended or time.monotonic() > give_up:
                why = f"the program ended with {self.child.wait()}" if ended else f"not within {patience} s"
                raise AssertionError(f"{texts!r} (without {gone!r}): {why}. The screen:\n{shown}")
            self.read(0.05)

    # What a person does

    def press(self, *keys: str) -> None:
        """Send keys by their names; anything that is no name is typed as it is."""
        self._write("".join(KEYS.get(key, key) for key in keys).encode())

    def paste(self, text: str) -> None:
        """Paste a text as terminals do it."""
        self._write(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def click(self, text: str) -> None:
        """Click on a text that stands on the screen."""
        line = next(place for place, shown in enumerate(self.lines) if text in shown)
        column = self.lines[line].index(text) + 2
        for letter in "Mm":
            self.press(f"\x1b[<0;{column};{line + 1}{letter}")

    def resize(self, width: int, height: int) -> None:
        """Another size of the window."""
        self.drain()
        self._display.resize(height, width)
        self._display.reset()
        self._set_size(width, height)
        self.child.send_signal(signal.SIGWINCH)

    def _set_size(self, width: int, height: int) -> None:
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def _write(self, raw: bytes) -> None:
        """Write all of it; takes in meanwhile what the program shows, so that neither waits for the other."""
        give_up = time.monotonic() + PATIENCE
        while raw and self._is_open and time.monotonic() < give_up:
            if select.select([], [self._ours], [], 0.01)[1]:
                try:
                    raw = raw[os.write(self._ours, raw[:512]) :]
                except OSError:
                    return
            else:
                self.read()

    # How it ends

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.child.send_signal(number)

    def kill(self) -> None:
        """SIGKILL, and take in what had been shown until then."""
        self.child.kill()
        self.child.wait()
        self.drain()

    def close(self) -> None:
        """Close the window."""
        if self._ours >= 0:
            os.close(self._ours)
        self._ours, self._is_open = -1, False

    def end(self, patience: float = PATIENCE) -> int:
        """Wait for the program to end by itself; its exit code."""
        give_up = time.monotonic() + patience
        while self.child.poll() is None and time.monotonic() < give_up:
            self.read(0.02)
        if self.child.poll() is None:
            raise AssertionError(f"still running after {patience} s. The screen:\n{self.text}")
        if self._is_open:
            self.drain()
        return self.child.returncode

    @property
    def is_restored(self) -> bool:
        """Whether the terminal was left as it was found: usual screen, cursor shown, no mouse, no modes."""
        return (
            all(self._last(mode) != "on" for mode in (1049, 1000, 1003, 1006, 1004, 2004)) and self._last(25) != "off"
        )

    def _last(self, mode: int) -> str:
        """Whether a mode was switched on or off last; empty if never."""
        on, off = (self.sent.rfind(f"\x1b[?{mode}{letter}".encode()) for letter in "hl")
        return "" if on == off else "on" if on > off else "off"


def _take_terminal() -> None:
    """In the child: the pty is its controlling terminal, so that closing it sends SIGHUP as a window does."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
