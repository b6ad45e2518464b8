"""A page in the browser is the program in the terminal: it answers, saves, and ends with its page or the server."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSServerHandshakeError

from readiness_tui.web.server import MOST
from tests.program.answers import QUESTIONS, answers_of
from tests.program.terminal import PATIENCE, READINESS
from tests.web.served import CHEAP, Server, Tab, tab

pytestmark = pytest.mark.deep  # each test waits for a program of its own

FIRST = QUESTIONS[0].id


async def ended(*processes: int) -> None:
    """Wait until none of these processes is left; a server that was killed leaves its own to be reaped by others."""
    give_up = time.monotonic() + PATIENCE
    while any(_is_running(process) for process in processes):
        assert time.monotonic() < give_up, f"still running: {processes}"
        await asyncio.sleep(0.02)


def _is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


async def begin_a_note(page: Tab, *texts: str) -> None:
    """Answer the first question, and type a note without leaving it."""
    await page.shows("support-agent")
    await page.press("enter")
    await page.shows("s skips")
    await page.press("s")
    await page.shows("1 of 29 · weight")
    await page.press("2")
    await page.shows("2 of 29 · weight")
    await page.press("k")
    await page.shows("1 of 29 · weight")
    await page.press("n")
    await page.shows("Note · ")
    await page.press(*texts)
    await page.shows(texts[-1])


async def test_an_answer_and_half_a_note_are_saved_when_the_page_is_closed(fresh: Path, home: Path) -> None:
    """The program starts no editor there, and is told of no other way out."""
    with Server(fresh, home, EDITOR="vi") as server:
        async with tab(server) as page:
            await server.has_sessions(1)
            await begin_a_note(page, "half a sent")
            await page.press("f4")
            await page.shows("an editor needs a terminal")
            assert answers_of(fresh).answer(FIRST).choice == "partial"
            await page.press("ence")
        await server.has_sessions(0)
        code, out, err = server.end(signal.SIGINT)
    assert answers_of(fresh).answer(FIRST).note == "half a sentence"
    assert (code, out) == (130, "")
    assert str(fresh) in err
    assert server.url.query["token"] not in err


@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
async def test_the_programs_save_and_end_with_the_server_however_it_ends(name: str, fresh: Path, home: Path) -> None:
    with Server(fresh, home) as server:
        async with tab(server) as page:
            await begin_a_note(page, "half a sent")
            await page.press("ence")
            await page.shows("sentence")
            sessions = server.sessions()
            code, _, _ = await asyncio.to_thread(server.end, signal.Signals[name])
            assert await page.is_closed()
    assert code == (-9 if name == "SIGKILL" else 128 + signal.SIGTERM)
    await ended(*sessions)
    assert answers_of(fresh).answer(FIRST).note == "half a sentence"


async def test_without_a_workspace_the_page_makes_one_and_quitting_closes_it(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    with Server(folder, home, TERM="dumb") as server:
        async with tab(server) as page:
            await page.shows("Everything is plain files")
            await page.press("ctrl+q")
            assert await page.is_closed()
        _, _, err = server.end(signal.SIGTERM)
    assert "No workspace" in err


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_server_with_its_number(name: str, tmp_path: Path, home: Path) -> None:
    number = signal.Signals[name]
    with Server(tmp_path, home, CHEAP) as server:
        assert server.end(number) == (128 + number, "", "")


def test_a_signal_that_is_ignored_stays_so(tmp_path: Path, home: Path) -> None:
    with Server(tmp_path, home, ("sh", "-c", 'trap "" HUP; exec "$@"', "sh", *CHEAP)) as server:
        server.child.send_signal(signal.SIGHUP)
        time.sleep(0.2)
        assert server.child.poll() is None


async def test_ten_pages_are_served_and_the_eleventh_is_told_so_until_one_leaves(tmp_path: Path, home: Path) -> None:
    with Server(tmp_path, home, CHEAP) as server:
        async with ClientSession() as client, AsyncExitStack() as stack:
            pages = [await _page(client, server, stack) for _ in range(MOST)]
            assert MOST == 10
            await server.has_sessions(10)
            with pytest.raises(WSServerHandshakeError) as refused:
                await _page(client, server, stack)
            assert refused.value.status == 503
            async with client.get(server.url) as answer:
                assert answer.status == 503
                assert "10 pages are open already" in await answer.text()
            assert len(server.sessions()) == 10
            await pages[4].close()
            await server.has_sessions(9)
            await _page(client, server, stack)
            await server.has_sessions(10)


async def _page(client: ClientSession, server: Server, stack: AsyncExitStack) -> ClientWebSocketResponse:
    return await stack.enter_async_context(client.ws_connect(server.socket, origin=server.origin))


async def test_what_is_no_message_of_our_page_is_passed_over(tmp_path: Path, home: Path) -> None:
    junk = (
        *("", "x", "null", "[]", "{}", '["stdin"]', '["stdin", 1]', '["stdin", "\\ud800"]', "[" * 100_000, "NaN"),
        *('["resize"]', '["resize", {"width": 0, "height": 1}]', '["resize", {"width": 1e99, "height": "x"}]'),
        *('["resize", {"width": 99999999, "height": 99999999}]', '["quit"]', '["ping"]', '["deliver_file_start", "x"]'),
    )
    with Server(tmp_path, home, CHEAP) as server:
        async with tab(server) as page:
            for text in junk:
                await page.socket.send_str(text)
            await page.socket.send_bytes(b"\x00\xff")
            await page.socket.send_json(["ping", "12"])
            assert await page.socket.receive_json(timeout=PATIENCE) == ["pong", "12"]
        assert server.end(signal.SIGTERM)[2] == ""


async def test_a_program_that_cannot_start_closes_its_page_and_says_why_in_the_terminal(
    fresh: Path, home: Path
) -> None:
    with Server(fresh, home) as server:
        (fresh / "readiness.yaml").write_text("format: [", encoding="utf-8")
        async with tab(server) as page:
            assert await page.is_closed()
        async with tab(server) as page:
            assert await page.is_closed()
        code, out, err = server.end(signal.SIGTERM)
    assert (code, out) == (143, "")
    assert "readiness.yaml:1:" in err
    assert "\x1b" not in err


@pytest.mark.deep
async def test_a_program_that_hangs_is_ended_all_the_same_and_frees_its_place(tmp_path: Path, home: Path) -> None:
    """It neither reads nor ends, and has more to draw than fits into the pipe."""
    hanging = (
        "import time; print('__GANGLION__', flush=True); print('D' + chr(0) * 9_000_000, flush=True); time.sleep(99)"
    )
    words = (
        sys.executable,
        "-c",
        CHEAP[2].replace("['sh', '-c', 'echo __GANGLION__; cat >/dev/null']", repr([sys.executable, "-c", hanging])),
    )
    with Server(tmp_path, home, words) as server:
        async with tab(server):
            sessions = await server.has_sessions(1)
        await ended(*sessions)


PORTS = {
    "70000": "0<=x<=65535",
    "-1": "0<=x<=65535",
    "http": "not a valid integer",
}


@pytest.mark.parametrize("port", PORTS)
def test_a_port_that_is_none_is_refused(port: str, fresh: Path, home: Path) -> None:
    with Server(fresh, home, (*READINESS, "serve", "--port", port)) as server:
        out, err = server.child.communicate(timeout=PATIENCE)
    assert (server.child.returncode, server.address + out) == (2, "")
    assert PORTS[port] in err


def test_a_port_that_is_taken_is_refused_and_a_free_one_can_be_had(fresh: Path, home: Path) -> None:
    with Server(fresh, home, CHEAP) as first:
        port = str(first.url.port)
        with Server(fresh, home, (*READINESS, "serve", "--port", port)) as second:
            out, err = second.child.communicate(timeout=PATIENCE)
        assert (second.child.returncode, second.address + out) == (2, "")
        assert f"port {port} is taken" in err
        assert "leave --port out" in err
    with Server(fresh, home, (*READINESS, "serve", "--port", port)) as third:
        assert third.url.port == int(port)


def test_a_port_below_1024_that_the_system_keeps_says_what_to_name_instead() -> None:
    from readiness_tui.web.serving import port_fault

    told = str(port_fault(80, PermissionError(13, os.strerror(13))))
    assert "rights" in told
    assert "1024" in told


@pytest.mark.parametrize("folder", ["nowhere", "-x"])
def test_a_workspace_that_is_not_there_is_refused_before_anything_is_served(
    folder: str, tmp_path: Path, home: Path
) -> None:
    with Server(tmp_path, home, (*READINESS, "-C", folder, "serve")) as server:
        out, err = server.child.communicate(timeout=PATIENCE)
    assert (server.child.returncode, server.address + out) == (2, "")
    assert folder in err


def test_without_the_extra_it_says_how_to_install_it(fresh: Path, home: Path) -> None:
    code = (
        "import sys; sys.modules['textual_serve'] = None; sys.argv = ['readiness', 'serve']\n"
        "from readiness_tui.__main__ import main\nmain()"
    )
    with Server(fresh, home, (sys.executable, "-c", code)) as server:
        out, err = server.child.communicate(timeout=PATIENCE)
    assert (server.child.returncode, server.address + out) == (2, "")
    assert "pip install 'readiness_tui[web]'" in err
