"""One page of the browser and the program that it shows: a process of its own, which ends with the page."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from readiness_tui.use_cases.serving import SERVED_BY, SERVED_DRIVER

_END_WITHIN = 10.0  # seconds that the program has to save and end
_SIDES = range(1, 1001)  # cells
_LARGEST_MESSAGE = 16 * 2**20  # bytes: a paste


class PageSession(AppService):
    """The library's link to a program, with a process that no shell starts, and that always ends.

    Of what the program can ask of a page, only to be closed is passed on: it opens no address and sends no file.
    """

    def __init__(self, command: Sequence[str], websocket: web.WebSocketResponse) -> None:
        super().__init__(
            "",
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=self._close,
            download_manager=DownloadManager(),
        )
        self._words = tuple(command)
        self._websocket = websocket

    async def _close(self) -> None:
        await self._websocket.close()

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment = super()._build_environment(width, height)
        own = {SERVED_BY: SERVED_DRIVER, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"}
        return {**environment, **own}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the program out of reach of the terminal's keys: the server ends it, when the page is gone."""
        self._process = await asyncio.create_subprocess_exec(
            *self._words,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        """Pass on what the program draws; the page is closed when it has ended, however it ended."""
        await super().run()
        await self._close()

    async def on_meta(self, data: bytes) -> None:
        """Close the page when the program has ended."""
        if json.loads(data).get("type") == "exit":
            await self._close()

    async def on_packed(self, payload: bytes) -> None:
        """Take no files."""

    async def stop(self) -> None:
        """End the program: it saves once its input ends. What it still draws is for nobody, but must have room."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            await asyncio.wait_for(self._ended(process), _END_WITHIN)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await self._ended(process)

    async def _ended(self, process: Process) -> None:
        assert process.stdout is not None
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)
        while await process.stdout.read(1 << 16):
            pass
        await process.wait()


async def hold(
    request: web.Request, command: Sequence[str], open_pages: set[web.WebSocketResponse]
) -> web.WebSocketResponse:
    """Upgrade a request to a session, and hold it until the page or the program ends."""
    websocket = web.WebSocketResponse(timeout=3, heartbeat=15, max_msg_size=_LARGEST_MESSAGE)
    open_pages.add(websocket)
    try:
        await websocket.prepare(request)
        session = PageSession(command, websocket)
        try:
            await session.start(_side(request, "size", 80), _side(request, "height", 24))
            await _pass_on(websocket, session)
        finally:
            await asyncio.shield(session.stop())
    finally:
        open_pages.discard(websocket)
    return websocket


def _side(request: web.Request, name: str, default: int) -> int:
    """A side of the page in cells. The page's script makes `size=?width=120` of the width, and `height=40`."""
    digits = request.query.get(name, "").rpartition("=")[2]
    return (
        int(digits)
        if digits.isascii() and digits.isdecimal() and len(digits) < 5 and int(digits) in _SIDES
        else default
    )


async def _pass_on(websocket: web.WebSocketResponse, session: PageSession) -> None:
    """Pass on what the page sends; what is no message of our page is passed over."""
    async for message in websocket:
        if message.type is not WSMsgType.TEXT:
            continue
        try:
            told = json.loads(message.data)
        except (ValueError, RecursionError):
            continue
        match told:
            case ["stdin", str(text)]:
                await session.send_bytes(text.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}] if width in _SIDES and height in _SIDES:
                await session.set_terminal_size(width, height)
            case ["ping", str(mark)]:
                await websocket.send_json(["pong", mark])
            case ["focus"]:
                await session.focus()
            case ["blur"]:
                await session.blur()
