"""The server: the door before every request, what it answers, and how it ends."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from aiohttp import web

from readiness_tui.use_cases.crashes import record_crash
from readiness_tui.web.door import Door
from readiness_tui.web.page import FOCUS, page, plain_page, policy, static_file
from readiness_tui.web.session import hold

MOST = 10
_FULL = f"{MOST} pages are open already, and that is the most. Close one of them, then open this address again."
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), clipboard-read=()",
    "Server": "readiness",
}


class Pages:
    """What is served: the page, the files that it needs, and a session for each page that is open."""

    def __init__(self, door: Door, command: Sequence[str]) -> None:
        self.door = door
        self._command = command
        self._open = set[web.WebSocketResponse]()

    def application(self) -> web.Application:
        """The routes, behind the door."""
        application = web.Application(middlewares=[self._guarded])
        application.router.add_get("/", self._page)
        application.router.add_get("/ws", self._session)
        application.router.add_get("/static/{name}", self._static)
        application.on_response_prepare.append(self._put_headers)
        application.on_shutdown.append(self._close_pages)
        return application

    @web.middleware
    async def _guarded(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        headers = request.headers
        needs_origin = request.path == "/ws" or "Upgrade" in headers
        refused = self.door.refusal(
            headers.getall("Host", ()),
            request.query.getall("token", ()),
            headers.getall("Origin", ()),
            needs_origin=needs_origin,
        )
        if refused:
            return web.Response(status=403, text=refused + "\n")
        try:
            return await handler(request)
        except web.HTTPException as error:
            return web.Response(status=error.status, text=f"{error.reason}\n", headers=_allowed(error))
        except ConnectionError:
            raise
        except Exception as error:
            record_crash(error)
            return web.Response(status=500, text="A bug of ours, sorry. Nothing that was saved is lost.\n")

    async def _put_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(_HEADERS)
        host = request.host if request.host in self.door.hosts else "127.0.0.1"
        response.headers["Content-Security-Policy"] = policy(host)

    @property
    def _is_full(self) -> bool:
        return len(self._open) >= MOST

    async def _page(self, request: web.Request) -> web.Response:
        if self._is_full:
            return web.Response(status=503, text=plain_page(_FULL, self.door.token), content_type="text/html")
        return web.Response(text=page(request.host, self.door.token, MOST), content_type="text/html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name == "focus.js":
            return web.Response(text=FOCUS, content_type="text/javascript")
        path = static_file(name)
        if path is None:
            raise web.HTTPNotFound
        return web.FileResponse(path)

    async def _session(self, request: web.Request) -> web.StreamResponse:
        if self._is_full:
            return web.Response(status=503, text=_FULL + "\n")
        return await hold(request, self._command, self._open)

    async def _close_pages(self, application: web.Application) -> None:
        await asyncio.gather(*(websocket.close() for websocket in tuple(self._open)), return_exceptions=True)


def _allowed(error: web.HTTPException) -> dict[str, str]:
    return {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}


async def run_until_signal(pages: Pages, listening: socket.socket, tell: Callable[[str], None]) -> int:
    """Serve until a signal comes; returns its number. Every session has ended by then."""
    for name in ("aiohttp.server", "aiohttp.web", "aiohttp.websocket", "textual-serve", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    runner = web.AppRunner(pages.application(), access_log=None, handle_signals=False, shutdown_timeout=15)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    ended = _signalled()
    tell(pages.door.address)
    try:
        return await ended
    finally:
        await runner.cleanup()


def _signalled() -> asyncio.Future[int]:
    """The number of the first signal that ends the server; one that whoever started us ignores stays ignored."""
    loop = asyncio.get_running_loop()
    ended = loop.create_future()

    def end(number: int) -> None:
        if not ended.done():
            ended.set_result(number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, end, number)
    return ended
