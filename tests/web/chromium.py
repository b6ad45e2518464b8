"""A real Chromium for tests, driven over its debugging port: keys, clicks, pictures, every request that it makes."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pyte
from aiohttp import ClientSession, ClientWebSocketResponse

from tests.reports.browsing import FLAGS, browser

PATIENCE = 60.0  # seconds that a busy machine may need
KEYS = {"Enter": 13, "Escape": 27, "F2": 113, "F3": 114, "F4": 115, "F5": 116, "ArrowDown": 40}


class Page:
    """One page of the browser. `requests` is every address that it asked for, websockets and data among them.

    What the terminal in the page shows is on a canvas; `shown` is made of the same bytes, as they reached the browser.
    """

    def __init__(self, link: ClientWebSocketResponse) -> None:
        self._link = link
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._listening = asyncio.create_task(self._listen())
        self._asked = 0
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)

    async def _listen(self) -> None:
        async for message in self._link:
            told = json.loads(message.data)
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told)
            elif told["method"] == "Network.requestWillBeSent":
                self.requests.append(told["params"]["request"]["url"])
            elif told["method"] == "Network.webSocketCreated":
                self.requests.append(told["params"]["url"])
            elif told["method"] == "Network.webSocketFrameReceived" and told["params"]["response"]["opcode"] == 2:
                self._stream.feed(base64.b64decode(told["params"]["response"]["payloadData"]))
            elif told["method"] == "Network.webSocketFrameSent":
                self._note_size(json.loads(told["params"]["response"]["payloadData"]))
            elif told["method"] in ("Runtime.exceptionThrown", "Log.entryAdded"):
                self.complaints.append(json.dumps(told["params"]))

    def _note_size(self, sent: list[Any]) -> None:
        if sent[0] == "resize":
            self._screen.resize(sent[1]["height"], sent[1]["width"])

    @property
    def size(self) -> tuple[int, int]:
        """The columns and lines that the page has room for."""
        return self._screen.columns, self._screen.lines

    @property
    def shown(self) -> str:
        """What stands in the page's terminal."""
        return "\n".join(self._screen.display)

    async def shows(self, *texts: str) -> str:
        """Wait until the page's terminal shows all the texts."""
        give_up = asyncio.get_running_loop().time() + PATIENCE
        while not all(text in self.shown for text in texts):
            if asyncio.get_running_loop().time() > give_up:
                raise AssertionError(f"{texts!r}: never. The screen:\n{self.shown}\n{self.complaints}")
            await asyncio.sleep(0.05)
        return self.shown

    async def click_on(self, text: str) -> None:
        """Click on a text in the page's terminal."""
        line, lines = next((at, shown) for at, shown in enumerate(self._screen.display) if text in shown)
        box = await self.found(
            "(({x, y, width, height}) => ({x, y, width, height}))"
            "(document.querySelector('.xterm-screen').getBoundingClientRect())"
        )
        width, height = box["width"] / self._screen.columns, box["height"] / self._screen.lines
        await self._click(box["x"] + (lines.index(text) + 0.5) * width, box["y"] + (line + 0.5) * height)

    async def ask(self, method: str, **words: Any) -> dict[str, Any]:
        """One command of the debugging protocol, and its answer."""
        self._asked += 1
        number = self._asked
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._link.send_json({"id": number, "method": method, "params": words})
        told = await asyncio.wait_for(answer, PATIENCE)
        assert "error" not in told, (method, told)
        result: dict[str, Any] = told["result"]
        return result

    async def open(self, address: str) -> None:
        """Open an address; from now on every request is noted."""
        for domain in ("Network", "Page", "Runtime", "Log"):
            await self.ask(f"{domain}.enable")
        await self.ask("Page.navigate", url=address)

    async def found(self, script: str) -> Any:
        """The value of a script in the page."""
        told = await self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return told["result"].get("value")

    async def until(self, script: str) -> Any:
        """Wait until a script in the page gives something true."""
        give_up = asyncio.get_running_loop().time() + PATIENCE
        while not (value := await self.found(script)):
            if asyncio.get_running_loop().time() > give_up:
                raise AssertionError(f"{script}: never. Complaints: {self.complaints}")
            await asyncio.sleep(0.05)
        return value

    async def press(self, *keys: str) -> None:
        """Press keys, as a person's keyboard tells them."""
        for key in keys:
            if key in KEYS:
                named: dict[str, Any] = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key]}
            else:
                named = {"key": key, "text": key, "unmodifiedText": key}
            for kind in ("keyDown", "keyUp"):
                await self.ask("Input.dispatchKeyEvent", type=kind, **named)

    async def _click(self, x: float, y: float) -> None:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            words = {"button": "left", "clickCount": 1} if kind != "mouseMoved" else {}
            await self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, **words)

    async def resize(self, width: int, height: int) -> None:
        """Another size of the window, in pixels."""
        await self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )

    async def picture(self, path: Path) -> None:
        """What the page looks like, as PNG."""
        path.write_bytes(base64.b64decode((await self.ask("Page.captureScreenshot"))["data"]))


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Page]:
    """A browser with a fresh profile and one empty page; it is gone afterwards."""
    profile = folder / "profile"
    flags = [*FLAGS, "--remote-debugging-port=0", "--remote-allow-origins=*", f"--user-data-dir={profile}"]
    process = await asyncio.create_subprocess_exec(
        browser(), *flags, "about:blank", stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    try:
        port = await asyncio.wait_for(_port(process), PATIENCE)
        async with ClientSession() as client:
            pages = await (await client.get(f"http://127.0.0.1:{port}/json")).json()
            address = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
            async with client.ws_connect(address, max_msg_size=0) as link:
                yield Page(link)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        shutil.rmtree(profile, ignore_errors=True)


async def _port(process: asyncio.subprocess.Process) -> int:
    assert process.stderr is not None
    async for line in process.stderr:
        found = re.search(rb"DevTools listening on ws://127\.0\.0\.1:(\d+)/", line)
        if found:
            return int(found.group(1))
    raise AssertionError("the browser said no port")
