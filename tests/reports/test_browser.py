"""The report in a real browser: accessible, readable on a phone and on paper, silent, and safe without its policy."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest

from readiness_tui.reports import rendering
from readiness_tui.reports.building import build_report
from readiness_tui.reports.rendering import plain, render_html, rendered
from readiness_tui.reports.team import build_team_report
from readiness_tui.reports.template_names import TEAM_HTML_TEMPLATE
from tests.reports.browsing import DARK, browse, found_in, node_modules, pdf_pages
from tests.reports.crowded import LONG, unready
from tests.reports.payloads import ALL
from tests.reports.requests import request, shipped, templates
from tests.reports.team_requests import team

pytestmark = pytest.mark.deep

SMALL_PHONE, PHONE, DESK = (375, 667), (375, 812), (1280, 800)
AXE = """
  const found = await axe.run(document, {resultTypes: ["violations", "passes"]});
  return {passes: found.passes.length, open: found.incomplete.map(rule => rule.id),
          wrong: found.violations.map(rule => rule.id + " " + rule.nodes.map(node => node.html).slice(0, 3).join(" "))};
"""
SIZES = """
  const wide = [...document.querySelectorAll("body *")].filter(part => !part.closest(".scroll, .sprite, .quiet, svg")
    && part.getBoundingClientRect().right > innerWidth + 1).map(part => part.outerHTML.slice(0, 120));
  const last = [...document.querySelectorAll(".statement")].at(-1).getBoundingClientRect().bottom;
  return {wide: wide, scroll: document.documentElement.scrollWidth, width: innerWidth, verdict: last};
"""


def _html(audience: str = "full") -> str:
    """A report of an agent, full or short, or the team report."""
    if audience == "team":
        return rendered("html", plain(build_team_report(team())), templates(), TEAM_HTML_TEMPLATE)
    given: Any = audience
    return render_html(build_report(request(audience=given)), templates())


PAGES = ["full", "exec", "team"]


@pytest.mark.parametrize("audience", PAGES)
@pytest.mark.parametrize(
    ("theme", "size"), [("light", DESK), ("dark", DESK), ("print", DESK), ("light", PHONE), ("dark", PHONE)]
)
def test_axe_finds_no_violation(tmp_path: Path, theme: str, size: tuple[int, int], audience: str) -> None:
    axe = (node_modules() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    html = _html(audience)
    if theme == "print":
        html = html.replace("@media print", "@media all").replace("@media screen", "@media not all")
    html = html.replace("</head>", f"<script>{axe}</script></head>", 1)
    found = found_in(tmp_path, html, AXE, *size, *([DARK] if theme == "dark" else []))
    counts = f"{found['passes']} rules pass, {len(found['wrong'])} don't, open {found['open']}"
    print(f"axe {audience} {theme} {size[0]}: {counts}")
    assert found["wrong"] == []
    assert found["passes"] >= 25


@pytest.mark.parametrize("audience", ["full", "team"])
@pytest.mark.parametrize("size", [PHONE, DESK, (768, 1024), (320, 640)])
def test_nothing_makes_the_page_scroll_sideways(tmp_path: Path, size: tuple[int, int], audience: str) -> None:
    found = found_in(tmp_path, _html(audience), SIZES, *size)
    assert found["width"] == size[0]
    assert found["wide"] == []
    assert found["scroll"] <= found["width"]


@pytest.mark.parametrize("audience", PAGES)
@pytest.mark.parametrize("size", [SMALL_PHONE, DESK])
def test_the_verdict_is_on_the_first_screen(tmp_path: Path, size: tuple[int, int], audience: str) -> None:
    found = found_in(tmp_path, _html(audience), SIZES, *size)
    assert found["verdict"] <= size[1]


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_verdict_is_on_the_first_screen_and_page_however_many_tasks_there_are(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    html = render_html(build_report(unready(LONG, 40)), templates())
    assert found_in(tmp_path, html, SIZES, *size)["verdict"] <= size[1]
    first = pdf_pages(tmp_path, html)[0]
    for words in ("Stop", "and 36 more", "Not ready", "Why not Limited production", "Output validated after"):
        assert words in first


def test_long_words_of_people_break_instead_of_widening_the_page(tmp_path: Path) -> None:
    html = render_html(build_report(request(lambda text: f"{text} {'w' * 300}")), templates())
    found = found_in(tmp_path, html, SIZES, *PHONE)
    assert found["wide"] == []
    assert found["scroll"] <= found["width"]


def test_the_printed_report_holds_every_question_with_all_details_open(tmp_path: Path) -> None:
    pages = pdf_pages(tmp_path, _html())
    text = " ".join(" ".join(pages).split())
    ids = [question.id for question in shipped().questions]
    missing = [name for name in ids if name not in text]
    print(f"PDF: {len(pages)} pages, {len(ids) - len(missing)} of {len(ids)} questions")
    assert missing == []
    assert "Every call." in text  # the note of a question whose details are closed on screen
    assert all("Support agent" in page for page in pages)
    assert f"{len(pages)} / {len(pages)}" in pages[-1]


def test_the_verdict_is_whole_on_the_first_printed_page(tmp_path: Path) -> None:
    for audience in ("full", "exec"):
        first = pdf_pages(tmp_path, _html(audience))[0]
        for words in ("Stop", "Sort mail", "Refund", "Not ready", "Output validated after", "DRAFT"):
            assert words in first


def test_the_printed_team_report_begins_its_table_of_agents_on_the_first_page(tmp_path: Path) -> None:
    pages = pdf_pages(tmp_path, _html("team"))
    for words in ("Stop", "Sort mail", "Not all ready", "Level today", "Support agent", "DRAFT"):
        assert words in pages[0]
    assert all("Our agents" in page for page in pages)


@pytest.mark.parametrize("paper", ["A4", "letter"])
@pytest.mark.parametrize(
    "name", ["", LONG, LONG * 9, "W" * 400, "\u8a00" * 200, "z\u0338\u0301\u0301\u0301\u0301 " * 60]
)
def test_the_short_report_is_two_pages_with_the_verdict_whole_on_the_first(
    tmp_path: Path, name: str, paper: str
) -> None:
    html = render_html(build_report(unready(name, audience="exec") if name else request(audience="exec")), templates())
    free = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html, count=1)
    pages = pdf_pages(tmp_path, free.replace("size: A4", f"size: {paper}"))
    assert len(pages) <= 2
    for words in ("Stop", "Not ready", "Confidence", "DRAFT"):
        assert words in pages[0]
    assert "Cheapest path" in pages[1]


def test_pictures_are_drawn_at_phone_and_at_desktop_width(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(_html(), encoding="utf-8")
    for width in (500, 1280):
        picture = tmp_path / f"{width}.png"
        browse(tmp_path, page.as_uri(), f"--window-size={width},2000", f"--screenshot={picture}")
        drawn = picture.read_bytes()
        assert struct.unpack(">I", drawn[16:20])[0] == width
        assert len(drawn) > 50_000


def test_the_browser_has_nothing_to_complain_of_and_asks_for_nothing(tmp_path: Path) -> None:
    page, log = tmp_path / "report.html", tmp_path / "net.json"
    page.write_text(_html(), encoding="utf-8")
    done = browse(tmp_path, page.as_uri(), "--enable-logging=stderr", f"--log-net-log={log}", "--dump-dom")
    complaints = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    assert complaints == []
    assert "</html>" in done.stdout
    asked = set(re.findall(r'"url":\s*"(https?://[^"]+)"', log.read_text(encoding="utf-8")))
    assert not {address for address in asked if "example.org" in address}


def test_no_payload_runs_even_without_the_policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "HTML", rendering.HTML._replace(full=10_000_000))
    watch = "<script>window.ran = []; window.alert = word => window.ran.push(word);</script></head>"
    act = """
      for (const part of document.querySelectorAll("*"))
        for (const kind of ["mouseover", "focus", "toggle", "click", "error", "load"])
          if (part.tagName !== "A") part.dispatchEvent(new Event(kind));
      await new Promise(done => setTimeout(done, 500));
      const strange = "iframe,object,embed,form,input,link,base,video,img,math,template";
      return {ran: window.ran, strange: document.querySelectorAll(strange).length};
    """
    for place in range(0, len(ALL), 48):
        group = " ".join(ALL[place : place + 48])
        report = build_report(request(lambda text, group=group: f"{text} {group}"))
        html = render_html(report, templates()).replace("</head>", watch, 1)
        found = found_in(tmp_path, html, act, *DESK)
        assert found["ran"] == []
        assert found["strange"] == 0
    print(f"{len(ALL)} payloads in every text, none ran")


@pytest.mark.parametrize("audience", PAGES)
def test_the_nu_checker_finds_no_error(tmp_path: Path, audience: str) -> None:
    checker = next(iter(node_modules().glob("vnu-jar/**/vnu.jar")), None)
    if checker is None or shutil.which("java") is None:
        pytest.skip("no Nu checker or no Java")
    page = tmp_path / "report.html"
    page.write_text(_html(audience), encoding="utf-8")
    done = subprocess.run(
        ["java", "-jar", checker, "--format", "json", "--exit-zero-always", page],
        check=True,
        capture_output=True,
        text=True,
    )
    messages = json.loads(done.stderr)["messages"]
    errors = [f"{part.get('lastLine')}: {part['message']}" for part in messages if part["type"] == "error"]
    print(f"Nu {audience}: {len(errors)} errors, {len(messages) - len(errors)} remarks")
    assert errors == []
