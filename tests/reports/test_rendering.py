"""The file a reader gets: complete, well-formed, small, the same each time; and what a broken template leads to."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from readiness_tui.analysis.evaluating import evaluate
from readiness_tui.model.assessment import Task
from readiness_tui.model.values import NOTE_LIMIT
from readiness_tui.reports.building import build_report
from readiness_tui.reports.rendering import render_html, render_markdown
from tests.reports.reading import Page, Twin, page, refused
from tests.reports.requests import ANSWERS, SETTINGS, TODAY, assessment, request, shipped, templates

SECTIONS = ("stops", "gaps", "tasks", "plan", "changes", "checklist", "questions", "assumptions", "method")


@pytest.fixture(scope="module")
def html() -> str:
    return render_html(build_report(request()), templates())


@pytest.fixture(scope="module")
def read(html: str) -> Page:
    return page(html)


@pytest.fixture(scope="module")
def markdown() -> str:
    return render_markdown(build_report(request()), templates())


def _long(**more: Any) -> Any:
    notes = {name: {**given, "note": "word " * (NOTE_LIMIT // 5)} for name, given in ANSWERS.items()}
    return build_report(request(assessment=assessment(**notes), **more))


def test_the_page_is_whole_and_holds_only_what_a_report_may_hold(read: Page) -> None:
    assert refused(read) == []
    assert read.unclosed == []


def test_the_page_has_a_language_one_main_heading_landmarks_and_a_way_to_skip(read: Page) -> None:
    tags = [tag for tag, _ in read.elements]
    assert read.attributes("html", "lang") == ["en"]
    assert [tags.count(tag) for tag in ("h1", "main", "header", "footer", "nav")] == [1] * 5
    skip = next(given for tag, given in read.elements if tag == "a")
    assert (skip["href"], skip["class"]) == ("#content", "skip")


def test_ids_are_unique_and_every_link_inside_leads_somewhere(read: Page) -> None:
    ids = [given["id"] for _, given in read.elements if "id" in given]
    assert len(ids) == len(set(ids))
    inside = [href[1:] for tag in ("a", "use") for href in read.attributes(tag, "href") if href.startswith("#")]
    assert set(inside) <= set(ids)
    labels = [name for _, given in read.elements for name in (given.get("aria-labelledby") or "").split()]
    assert set(labels) <= set(ids)


def test_the_sections_stand_in_their_order(read: Page) -> None:
    ids = [given["id"] for tag, given in read.elements if tag == "h2"]
    assert ids == ["verdict", *SECTIONS]


def test_every_table_has_a_caption_heads_with_scope_and_rows_of_one_width(html: str) -> None:
    tables = re.findall(r"<table.*?</table>", html, re.DOTALL)
    assert len(tables) >= 6
    for table in tables:
        assert "<caption>" in table
        widths = {len(re.findall(r"<t[hd][\s>]", row)) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)}
        assert len(widths) == 1
        assert all("scope=" in head for head in re.findall(r"<th[\s>][^>]*>?", table))


def test_every_chart_says_what_it_shows_and_its_table_follows(html: str) -> None:
    charts = re.findall(r'<svg class="chart" role="img" aria-labelledby="(\S+) (\S+)"', html)
    assert len(charts) == 5
    assert all(f'<title id="{title}">' in html and f'<desc id="{desc}">' in html for title, desc in charts)


def test_a_scrolling_part_can_be_reached_with_the_keyboard(read: Page) -> None:
    regions = [given for _, given in read.elements if given.get("class") == "scroll"]
    assert regions
    assert all(given["tabindex"] == "0" and given["role"] == "region" and given["aria-label"] for given in regions)


def test_both_twins_hold_every_question_every_task_and_every_gap(read: Page, markdown: str) -> None:
    twin = " ".join(child.content for token in Twin(markdown).tokens for child in token.children or ())
    names = [question.label for question in shipped().questions] + [question.id for question in shipped().questions]
    for name in [*names, "Sort mail", "Refund", "Reply", *(section.title for section in shipped().sections)]:
        assert name in read.text
        assert name in twin


def test_both_twins_say_draft_and_that_it_is_no_audit(read: Page, markdown: str) -> None:
    for text in (read.text, markdown):
        assert "DRAFT: working answers" in text
        assert "self-assessment, not an audit" in text


def test_markdown_has_the_sections_of_the_page_and_tables_of_at_most_six_columns(markdown: str) -> None:
    twin = Twin(markdown)
    heads = [line[3:].split()[0] for line in markdown.splitlines() if line.startswith("## ")]
    assert heads == [*"123456789", "10"]
    assert twin.broken_rows == []
    assert max(line.count(" | ") for line in markdown.splitlines() if line.startswith("|")) <= 5
    assert not [token for token in twin.tokens if token.type == "html_block"]


def test_a_milestone_in_markdown_calls_nobody(markdown: str) -> None:
    assert "`@3`" in markdown
    assert not re.search(r"(?<!`)@\d", markdown.replace("\\@", "@"))


def test_the_same_input_gives_the_same_bytes_in_any_run() -> None:
    code = (
        "import hashlib\n"
        "from tests.reports.requests import request, templates\n"
        "from readiness_tui.reports.building import build_report\n"
        "from readiness_tui.reports.rendering import render_html, render_markdown\n"
        "for audience in ('full', 'exec'):\n"
        "    for render in (render_html, render_markdown):\n"
        "        made = build_report(request(audience=audience, without=frozenset(('people', 'evidence'))))\n"
        "        print(hashlib.sha256(render(made, templates()).encode()).hexdigest())\n"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**environment, "PYTHONHASHSEED": seed},
            cwd=root,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(runs[0].split()) == 4
    assert runs[0] == runs[1]


def test_sizes_stay_within_their_budgets(html: str, markdown: str) -> None:
    brief = build_report(request(audience="exec"))
    assert len(html.encode()) <= 250_000
    assert len(markdown.encode()) <= 64_000
    assert len(render_html(brief, templates()).encode()) <= 60_000
    assert len(render_markdown(brief, templates()).encode()) <= 64_000


def test_long_notes_are_cut_longest_first_and_it_is_said() -> None:
    report = _long()
    html, markdown = render_html(report, templates()), render_markdown(report, templates())
    assert len(html.encode()) <= 250_000
    assert len(markdown.encode()) <= 64_000
    assert "To stay small, this report cuts the texts of section 8 after" in html
    assert "To stay small, this report " in markdown
    assert page(html).unclosed == []
    assert Twin(markdown).broken_rows == []
    assert all(question.id in html and question.id in markdown for question in shipped().questions)


def test_long_texts_anywhere_can_not_make_the_short_report_long() -> None:
    task = Task.model_validate({"name": "n" * 5_000, "intent": "replace", "built_as": "acts_alone"})
    held = assessment().model_copy(update={"tasks": {f"task-{number}": task for number in range(40)}})
    evaluation = evaluate(shipped(), held, TODAY, SETTINGS)
    for audience, limit in (("exec", 60_000), ("full", 250_000)):
        report = build_report(request(assessment=held, evaluation=evaluation, comparison=None, audience=audience))
        assert len(render_html(report, templates()).encode()) <= limit
        assert len(render_markdown(report, templates()).encode()) <= 64_000
