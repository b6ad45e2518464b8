"""The program in a real browser: keys and clicks answer, its size is the window's, and nothing goes outside."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from yarl import URL

from tests.program.answers import QUESTIONS, answers_of
from tests.web.chromium import Page, opened
from tests.web.served import CHEAP, Server

pytestmark = pytest.mark.deep
FIRST, SECOND, THIRD = (question.id for question in QUESTIONS[:3])


async def begin(page: Page, server: Server) -> None:
    """Open the address in a window of 80 columns, and go to the first question."""
    await page.resize(730, 560)
    await page.open(server.address)
    await page.shows("support-agent")
    await page.press("Enter")
    await page.shows("s skips")
    await page.press("s")
    await page.shows("1 of 29 · weight")


async def test_a_browser_answers_by_key_and_by_click_and_nothing_leaves_this_computer(
    fresh: Path, home: Path, tmp_path: Path
) -> None:
    with Server(fresh, home) as server:
        async with opened(tmp_path) as page:
            await begin(page, server)
            assert 80 <= page.size[0] < 84
            await page.press("3")
            await page.shows("2 of 29 · weight")
            await page.click_on("Partly in place")
            await page.shows("3 of 29 · weight")
            await page.press("1")
            await page.shows("4 of 29 · weight", "saved")
        answers = answers_of(fresh)
        assert [answers.answer(each).choice for each in (FIRST, SECOND, THIRD)] == ["full", "partial", "absent"]
        assert len(page.requests) > 5
        assert {URL(address).host for address in page.requests} == {"127.0.0.1"}
        assert [text for text in page.complaints if "WebGL" not in text] == []


async def test_the_screen_follows_the_window_and_the_keys_of_a_browser_are_the_programs(
    fresh: Path, home: Path, tmp_path: Path
) -> None:
    """F5 reloads a page elsewhere; here it is the results."""
    with Server(fresh, home) as server:
        async with opened(tmp_path) as page:
            await begin(page, server)
            small = page.size
            await page.resize(1300, 900)
            await page.shows("QUESTIONS")
            assert page.size[0] > small[0] + 40
            assert page.size[1] > small[1] + 10
            box = await page.found("document.querySelector('.xterm-screen').getBoundingClientRect().width")
            assert 1300 - 30 < box <= 1300
            await page.press("F5")
            await page.shows("support-agent › results")
            assert await page.found("document.fonts.check('16px \"Roboto Mono\"')")


async def test_a_page_says_that_its_session_has_ended_and_how_to_begin_another(
    fresh: Path, home: Path, tmp_path: Path
) -> None:
    with Server(fresh, home, CHEAP) as server:
        async with opened(tmp_path) as page:
            await page.open(server.address)
            await page.until("document.body.classList.contains('-loaded')")
            assert await page.found("document.activeElement.className") == "xterm-helper-textarea"
            server.child.terminate()
            await page.until("document.body.classList.contains('-closed')")
            told = await page.found("document.querySelector('#ended').innerText")
            assert "This session has ended" in told
            assert await page.found("document.querySelector('#ended a').href") == server.address


async def test_a_link_that_makes_the_librarys_script_ask_elsewhere_asks_nothing(
    fresh: Path, home: Path, tmp_path: Path
) -> None:
    """`?ping=` of the page's address is an address that the script fetches."""
    asked = asyncio.Event()

    async def note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        writer.close()

    async with await asyncio.start_server(note, "127.0.0.1", 0) as elsewhere:
        port = elsewhere.sockets[0].getsockname()[1]
        with Server(fresh, home, CHEAP) as server:
            async with opened(tmp_path) as page:
                await page.open(f"{server.address}&ping=http://127.0.0.1:{port}/")
                while not any("Content Security Policy" in text for text in page.complaints):
                    await asyncio.sleep(0.05)
        assert not asked.is_set()


async def test_what_is_left_round_the_cells_has_the_ground_of_the_theme(
    fresh: Path, home: Path, tmp_path: Path
) -> None:
    ground = "getComputedStyle(document.getElementById('terminal')).backgroundColor"
    with Server(fresh, home) as server:
        async with opened(tmp_path) as page:
            await begin(page, server)
            await page.until(f"{ground} === 'rgb(13, 17, 23)'")
            await page.press(":")
            await page.shows("Commands")
            await page.press(*"theme", "Enter")
            await page.shows("dracula")
            await page.press(*"readiness-light", "Enter")
            await page.until(f"{ground} === 'rgb(255, 255, 255)'")
