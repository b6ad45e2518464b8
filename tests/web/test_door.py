"""Only this computer, with the token, from a page of ours: anything else is refused before it gets anywhere."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator

import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from yarl import URL

from readiness_tui.web.page import FOCUS, STATIC
from tests.web.served import CHEAP, Server

FOREIGN = "http://evil.example"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    with Server(folder, folder, CHEAP) as server:
        yield server


def status_line(server: Server, *lines: str) -> str:
    """What a request of exactly these lines is answered with."""
    with socket.create_connection(("127.0.0.1", server.url.port), timeout=10) as line:
        line.sendall("\r\n".join((*lines, "Connection: close", "", "")).encode())
        return line.makefile("rb").readline().decode().strip()


async def test_the_address_has_a_long_token_and_opens_the_page(server: Server) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{43}", server.address)
    async with ClientSession() as client, client.get(server.url) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/html"


REFUSED = {
    "no token": ("", {}),
    "an empty token": ("token=", {}),
    "a wrong token": ("token=" + "x" * 43, {}),
    "a token that isn't ASCII": ("token=%C3%A9%00", {}),
    "the token's beginning": ("{token:.42}", {}),
    "the token and another": ("{token}&token=x", {}),
    "the token by another name": ("key={value}", {}),
    "a foreign host": ("{token}", {"Host": "evil.example"}),
    "a foreign host with our port": ("{token}", {"Host": "evil.example:{port}"}),
    "a host that begins like ours": ("{token}", {"Host": "127.0.0.1.evil.example:{port}"}),
    "another port": ("{token}", {"Host": "127.0.0.1:1"}),
    "no port": ("{token}", {"Host": "127.0.0.1"}),
    "an address that isn't served": ("{token}", {"Host": "[::1]:{port}"}),
    "every address": ("{token}", {"Host": "0.0.0.0:{port}"}),
    "a foreign page": ("{token}", {"Origin": FOREIGN}),
    "a page without an origin": ("{token}", {"Origin": "null"}),
    "our page by another scheme": ("{token}", {"Origin": "https://127.0.0.1:{port}"}),
    "our page by our other name": ("{token}", {"Origin": "http://localhost:{port}"}),
}


@pytest.mark.parametrize("path", ["/", "/ws", "/static/textual.js", "/nowhere"])
@pytest.mark.parametrize("case", REFUSED)
async def test_a_request_is_refused_in_plain_words(server: Server, case: str, path: str) -> None:
    query, headers = REFUSED[case]
    values = {"token": server.url.query_string, "value": server.url.query["token"], "port": server.url.port}
    url = URL(f"{server.origin}{path}?{query.format(**values)}", encoded=True)
    told = {name: value.format(**values) for name, value in headers.items()}
    if path == "/ws":
        told.setdefault("Origin", server.origin)
    async with ClientSession() as client, client.get(url, headers=told) as answer:
        text = await answer.text()
    assert (answer.status, answer.content_type) == (403, "text/plain")
    assert text.startswith("Refused: ")
    assert "'readiness serve' printed" in text
    assert server.url.query["token"] not in text


UPGRADES = {
    "no origin": {},
    "a foreign page": {"Origin": FOREIGN},
    "a page of another port": {"Origin": "http://127.0.0.1:1"},
    "a foreign host": {"Host": "evil.example", "Origin": "http://evil.example"},
    "no token": {"Origin": "{origin}"},
}


@pytest.mark.parametrize("case", UPGRADES)
async def test_a_session_is_refused_before_the_upgrade(server: Server, case: str) -> None:
    headers = {name: value.format(origin=server.origin) for name, value in UPGRADES[case].items()}
    url = server.socket.with_query({}) if case == "no token" else server.socket
    async with ClientSession() as client:
        with pytest.raises(WSServerHandshakeError) as refused:
            await client.ws_connect(url, headers=headers)
    assert refused.value.status == 403
    assert server.sessions() == []


async def test_localhost_is_this_computer_too(server: Server) -> None:
    host = f"localhost:{server.url.port}"
    async with ClientSession() as client:
        async with client.get(server.url, headers={"Host": host}) as answer:
            assert f"ws://{host}/ws?" in await answer.text()
            assert f"connect-src ws://{host};" in answer.headers["Content-Security-Policy"]
        async with client.ws_connect(server.socket, headers={"Host": host, "Origin": f"http://{host}"}) as session:
            assert not session.closed


@pytest.mark.parametrize(
    "lines",
    [
        ("GET {path} HTTP/1.1",),
        ("GET {path} HTTP/1.0",),
        ("GET {path} HTTP/1.1", "Host: 127.0.0.1:{port}", "Host: evil.example"),
        ("GET {path} HTTP/1.1", "Host:"),
        ("GET {path} HTTP/1.1", "Host: 127.0.0.1:{port}", "Origin: {origin}", "Origin: " + FOREIGN),
    ],
)
def test_a_request_without_one_host_and_one_origin_gets_nothing(server: Server, lines: tuple[str, ...]) -> None:
    values = {"path": server.url.raw_path_qs, "port": server.url.port, "origin": server.origin}
    assert status_line(server, *(line.format(**values) for line in lines)).split()[1] in ("400", "403")


OUTSIDE = (
    *("/static/../server.py", "/static/..%2fserver.py", "/static/%2e%2e/%2e%2e/etc/passwd", "/static//etc/passwd"),
    *("/static/", "/static", "/static/js/textual.js", "/static/textual.js%00", "/download/x", "/../../etc/passwd"),
)


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out_of_the_few_files_of_the_page(server: Server, path: str) -> None:
    line = status_line(server, f"GET {path}?{server.url.query_string} HTTP/1.1", f"Host: 127.0.0.1:{server.url.port}")
    assert line.split()[1] in ("400", "404")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
async def test_nothing_can_be_sent_but_what_a_page_asks_for(server: Server, method: str) -> None:
    async with ClientSession() as client, client.request(method, server.url) as answer:
        assert answer.status == 405


@pytest.mark.parametrize("path", ["/", "/static/focus.js", "/nowhere", *(f"/static/{name}" for name in STATIC)])
async def test_every_answer_says_that_it_is_kept_nowhere_and_loads_nothing_from_outside(
    server: Server, path: str
) -> None:
    async with ClientSession() as client, client.get(server.url.with_path(path, keep_query=True)) as answer:
        headers = answer.headers
    assert answer.status == (404 if path == "/nowhere" else 200)
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert set(re.findall(r"\b\w+://\S+?(?=[ ;])", policy)) == {f"ws://127.0.0.1:{server.url.port}"}
    assert "unsafe-eval" not in policy
    assert "Set-Cookie" not in headers


async def test_the_page_names_no_address_outside_and_all_it_loads_carries_the_token(server: Server) -> None:
    async with ClientSession() as client, client.get(server.url) as answer:
        text = await answer.text()
    assert re.findall(r"\b(?:https?|wss?):", text) == ["ws:"]
    loaded = re.findall(r'(?:src|href)="([^"]+)"|url\("([^"]+)"\)', text)
    addresses = {one or other for one, other in loaded} - {"data:,"}
    assert len(addresses) == len(STATIC) + 2
    async with ClientSession() as client:
        for address in addresses:
            async with client.get(URL(f"{server.origin}/{address}")) as answer:
                assert answer.status == 200, address
    assert "//" not in re.sub(r"//.*", "", FOCUS)
