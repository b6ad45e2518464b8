"""No text in an assessment or a questionnaire acts in a report: it is shown, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_tui.model.characters import first_refused
from readiness_tui.reports import rendering
from readiness_tui.reports.building import build_report
from readiness_tui.reports.people_text import (
    css_string,
    escape_markdown,
    markdown_link,
    note_html,
    own_words,
    safe_link,
)
from readiness_tui.reports.rendering import render_html, render_markdown
from tests.reports.payloads import ALL
from tests.reports.reading import Twin, page, refused
from tests.reports.requests import request, templates

GROUPS = [tuple(ALL[place : place + 24]) for place in range(0, len(ALL), 24)]
ACTIVE = "\n\t|\\`*_[]<>#~-+=:!&@"
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters=ACTIVE), max_size=60)
PLAIN = "Plain words"
ROOM = 10_000_000


@pytest.fixture(autouse=True)
def _room_for_every_payload(monkeypatch: pytest.MonkeyPatch) -> None:
    """Budgets so large that nothing is cut."""
    monkeypatch.setattr(rendering, "HTML", rendering.HTML._replace(full=ROOM))
    monkeypatch.setattr(rendering, "MARKDOWN", rendering.MARKDOWN._replace(full=ROOM))


@cache
def _html(payload: str) -> str:
    return render_html(build_report(request(lambda text: f"{text[:30]} {payload}")), templates())


@cache
def _twin(payload: str) -> Twin:
    return Twin(render_markdown(build_report(request(lambda text: f"{text[:30]} {payload}")), templates()))


def test_there_are_more_than_a_hundred_payloads_and_files_may_hold_each() -> None:
    assert len(set(ALL)) >= 100
    assert not [payload for payload in ALL if first_refused(payload)]


@pytest.mark.parametrize("group", GROUPS, ids=range(len(GROUPS)))
def test_payloads_in_every_text_make_no_element_and_no_attribute_that_the_report_has_not_anyway(
    group: tuple[str, ...],
) -> None:
    found = page(_html(" ".join(group)))
    assert refused(found) == []
    assert found.unclosed == []
    assert found.outside_words == page(_html(PLAIN)).outside_words
    assert all(" ".join(payload.split()) in found.text for payload in group)


@pytest.mark.parametrize("group", GROUPS, ids=range(len(GROUPS)))
def test_payloads_in_every_text_change_neither_blocks_nor_tables_of_the_markdown(group: tuple[str, ...]) -> None:
    found = _twin(" ".join(group))
    assert found.broken_rows == []
    assert [link for link in found.links if not link.startswith(("https://example.org/", "http://", "mailto:"))] == []
    assert found.shape == _twin(PLAIN).shape


@pytest.mark.deep
@pytest.mark.parametrize("payload", ALL)
def test_each_payload_alone_in_every_text_is_inert(payload: str) -> None:
    found = page(_html(payload))
    assert refused(found) == []
    assert found.unclosed == []
    assert _twin(payload).broken_rows == []


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_any_text_in_a_table_cell_stays_in_its_cell(text: str) -> None:
    table = f"| a | b | c |\n|---|---|---|\n| x | {escape_markdown(text)} | {own_words(text)} |\n"
    assert Twin(table).broken_rows == []
    assert [token.type for token in Twin(table).tokens].count("td_open") == 3


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_escaped_text_reads_as_it_was_typed(text: str) -> None:
    twin = Twin(f"x{escape_markdown(text)}x")
    read = "".join(child.content for block in twin.tokens for child in block.children or ())
    typed = re.sub(r"[ \t]*\n[ \t\n]*", " / ", text.strip()).replace("\t", " ")
    assert read == f"x{typed}x"


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_any_note_becomes_only_elements_that_are_allowed(text: str) -> None:
    found = page(f"<main>{note_html(text)}</main>")
    assert refused(found) == []
    assert found.unclosed == []
    assert not {"h1", "h2", "h3", "svg", "div"} & {tag for tag, _ in found.elements}


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("mailto:ana@example.org", True),
        ("HTTPS://example.org", True),
        ("javascript:alert(1)", False),
        (" JaVaScript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("smb://x/y", False),
        ("//example.org", False),
        ("docs/page.md", False),
        ("https://example.org/a b", False),
        ('https://example.org/"x', False),
        ("", False),
        (None, False),
    ],
)
def test_a_link_is_followed_only_by_http_https_and_mailto(address: str | None, kept: bool) -> None:
    assert bool(safe_link(address)) is kept
    assert ("](" in markdown_link("words", address or "")) is kept


@pytest.mark.parametrize("text", ['"; } body { color: red } /*', "</style><script>", "a\\", "é\n\u2028", "'"])
def test_a_text_in_a_style_sheet_is_letters_digits_and_code_points(text: str) -> None:
    assert re.fullmatch(r'"[A-Za-z0-9 \\]*"', css_string(text))


def test_many_blanks_in_a_note_cost_little() -> None:
    """By the square, this many would take minutes."""
    assert escape_markdown("a" + " " * 400_000 + "b").endswith("b")


def test_the_policy_stands_before_any_text_and_holds_the_hash_of_every_style_sheet() -> None:
    html = render_html(build_report(request()), templates())
    opening = '<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="'
    policy = html.partition(opening)[2].partition('"')[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("; img-src data:; base-uri 'none'; form-action 'none'")
    for style in page(html).styles:
        assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy
    assert len(page(html).styles) == policy.count("sha256-") == 2


def test_the_page_has_no_script_no_style_attribute_and_asks_for_nothing() -> None:
    html = render_html(build_report(request()), templates())
    assert not re.search(r"<script|javascript:|\sstyle=|\ssrc=|@import|url\((?!#)", html, re.IGNORECASE)


def test_characters_that_steer_a_terminal_or_turn_text_around_are_shown_as_pictures() -> None:
    report = build_report(request(slug="x"))
    steered = request(slug="x\x1b[2J\u202e")
    assert "\x1b" not in render_html(build_report(steered), templates())
    assert report.heading.slug == "x"
