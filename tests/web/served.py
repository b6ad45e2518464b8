"""A real server process for tests, and what a page sends to it and gets from it."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType

import pyte
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType
from yarl import URL

from tests.program.terminal import KEYS, PATIENCE, READINESS, clean_environment

# A server whose sessions cost nothing: what they run says only that it is there, and reads on.
CHEAP = (
    sys.executable,
    "-c",
    "import sys; from readiness_tui.web.serving import serve\n"
    "program = ['sh', '-c', 'echo __GANGLION__; cat >/dev/null']\n"
    "sys.exit(serve(program, 0, lambda address: print(address, flush=True)))",
)


class Server:
    """`readiness serve` as a process; leaves none behind."""

    def __init__(self, folder: Path, home: Path, program: Sequence[str] = (*READINESS, "serve"), **more: str) -> None:
        self.child = subprocess.Popen(
            program,
            cwd=folder,
            env=clean_environment(home, **more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.child.stdout is not None
        self.address = self.child.stdout.readline().strip()

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.child.poll() is None:
            self.child.terminate()
        self.child.communicate(timeout=PATIENCE)

    @property
    def url(self) -> URL:
        """The address that was printed."""
        return URL(self.address)

    @property
    def origin(self) -> str:
        """What a browser says of a page of this address."""
        return str(self.url.origin())

    @property
    def socket(self) -> URL:
        """Where the page opens its session."""
        return self.url.with_path("/ws", keep_query=True)

    def sessions(self) -> list[int]:
        """The processes that this server started."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.child.pid)], capture_output=True, text=True, check=False
        )
        return [int(word) for word in listed.stdout.split()]

    async def has_sessions(self, count: int) -> list[int]:
        """Wait until there are so many of them."""
        give_up = time.monotonic() + PATIENCE
        while len(found := self.sessions()) != count:
            assert time.monotonic() < give_up, f"{len(found)} sessions instead of {count}"
            await asyncio.sleep(0.02)
        return found

    def end(self, number: signal.Signals) -> tuple[int, str, str]:
        """Send a signal; the exit code, and what else was said."""
        self.child.send_signal(number)
        out, err = self.child.communicate(timeout=PATIENCE)
        return self.child.returncode, out, err


class Tab:
    """A page without a browser: keys go in, and a screen comes out."""

    def __init__(self, socket: ClientWebSocketResponse, width: int, height: int) -> None:
        self.socket = socket
        self._screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self._screen)

    async def press(self, *keys: str) -> None:
        """Send keys by their names; anything that is no name is typed as it is."""
        for key in keys:
            await self.socket.send_json(["stdin", KEYS.get(key, key)])

    async def shows(self, *texts: str) -> str:
        """Wait until the screen shows all the texts."""
        give_up = time.monotonic() + PATIENCE
        while True:
            shown = "\n".join(self._screen.display)
            if all(text in shown for text in texts):
                return shown
            if time.monotonic() > give_up:
                raise AssertionError(f"{texts!r}: not within {PATIENCE} s. The screen:\n{shown}")
            try:
                message = await self.socket.receive(timeout=1)
            except TimeoutError:
                continue
            if message.type is WSMsgType.BINARY:
                self._stream.feed(message.data)
            elif message.type is not WSMsgType.TEXT:
                raise AssertionError(f"{texts!r}: the page was closed. The screen:\n{shown}")

    async def is_closed(self) -> bool:
        """Wait until the server closes the page."""
        async with asyncio.timeout(PATIENCE):
            while not self.socket.closed:
                await self.socket.receive()
        return True


@asynccontextmanager
async def tab(server: Server, width: int = 80, height: int = 24) -> AsyncIterator[Tab]:
    """A page of a server, as the library's script opens it."""
    address = f"{server.socket}&size=?width={width}&height={height}"
    async with (
        ClientSession() as client,
        client.ws_connect(URL(address, encoded=True), origin=server.origin) as socket,
    ):
        await socket.send_str(json.dumps(["resize", {"width": width, "height": height}]))
        yield Tab(socket, width, height)
