"""A report that is too large loses its longest texts first, then details, then rows; all of it is said and counted."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from readiness_tui.reports.building import build_report
from readiness_tui.reports.rendering import render_html, render_markdown
from readiness_tui.reports.shortening import ANY, CUTS, FEWEST, fitted, shortened
from readiness_tui.reports.shortening import MARKDOWN as BUDGET
from tests.reports.crowded import LONG, crowded
from tests.reports.reading import Twin, page
from tests.reports.requests import shipped, templates


def test_two_hundred_tasks_are_all_named_in_markdown_before_any_is_left_out() -> None:
    text = render_markdown(build_report(crowded(200)), templates())
    assert 32_000 < len(text.encode()) <= 64_000
    named = [number for number in range(1, 201) if f"| {number} Task {number} |" in text]
    assert len(named) >= 80
    assert f"and {200 - len(named)} more" in text
    assert "200 of 200 tasks" in text
    assert Twin(text).broken_rows == []


@pytest.mark.parametrize("count", [30, 80])
def test_every_question_is_named_however_many_tasks_there_are(count: int) -> None:
    report = build_report(crowded(count, LONG))
    for text in (render_html(report, templates()), render_markdown(report, templates())):
        assert [question.id for question in shipped().questions if question.id not in text] == []


def test_a_page_that_is_cut_is_whole_and_its_links_lead_somewhere() -> None:
    read = page(render_html(build_report(crowded(60)), templates()))
    assert read.unclosed == []
    places = {given["id"] for _, given in read.elements if "id" in given}
    assert [href for href in read.attributes("a", "href") if href.startswith("#") and href[1:] not in places] == []


def test_the_reasons_stay_on_the_first_page_when_rows_are_cut() -> None:
    text = render_html(build_report(crowded(80, LONG)), templates())
    first = text.partition('id="stops"')[0]
    assert "Why not Limited production" in first
    assert "Output validated after" in first


def test_each_cut_takes_no_less_than_the_one_before() -> None:
    for earlier, later in pairwise(CUTS):
        pairs = zip(earlier[:4], later[:4], strict=True)
        assert all(before >= after for before, after in pairs)
        assert earlier.whole_tasks >= later.whole_tasks
    assert CUTS[-1].rows == FEWEST


def test_lists_of_texts_say_how_many_are_left_out_and_pairs_stay_whole() -> None:
    seen: list[dict[str, Any]] = []

    def render(values: dict[str, Any]) -> str:
        seen.append(values)
        return "x" * (BUDGET.full + 1)

    facts = tuple((f"fact {number}", "before", "after") for number in range(9))
    fitted({"questions": None, "tasks": {}, "names": tuple("abcdefgh"), "facts": facts}, BUDGET, render)
    last = seen[-1]
    assert last["names"] == ("a", "b", "c", "d", "and 4 more")
    assert last["facts"] == facts[:FEWEST]


def test_a_short_text_is_left_alone() -> None:
    assert shortened("abc", 3) == "abc"
    assert shortened("abcd", 3) == "ab…"
    assert CUTS[0].rows == ANY
