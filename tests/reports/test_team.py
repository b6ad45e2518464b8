"""The team report: every agent, the gravest first; every task by its verdict; safe, small and the same each time."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from readiness_tui.reports import rendering
from readiness_tui.reports.rendering import plain, rendered
from readiness_tui.reports.team import TeamReport, build_team_report
from readiness_tui.reports.team_request import TeamRequest
from readiness_tui.reports.template_names import TEAM_HTML_TEMPLATE, TEAM_MARKDOWN_TEMPLATE
from tests.reports.payloads import ALL
from tests.reports.reading import Page, Twin, page, refused
from tests.reports.requests import TODAY, Change, templates
from tests.reports.team_requests import team


@cache
def built() -> TeamReport:
    return build_team_report(team())


def html(change: Change = str, **more: Any) -> str:
    return rendered("html", plain(build_team_report(team(change, **more))), templates(), TEAM_HTML_TEMPLATE)


def markdown(change: Change = str, **more: Any) -> str:
    return rendered("md", plain(build_team_report(team(change, **more))), templates(), TEAM_MARKDOWN_TEMPLATE)


@pytest.fixture(scope="module")
def read() -> Page:
    return page(html())


def test_the_gravest_agent_comes_first_and_one_that_can_not_be_read_is_named_apart() -> None:
    report = built()
    assert [agent.slug for agent in report.agents] == ["support-agent", "fresh", "ready"]
    assert [slug for slug, _ in report.unread] == ["broken"]


def test_the_verdict_counts_tasks_beyond_their_clearance_and_agents_that_are_ready() -> None:
    tasks, ready = built().statements
    assert (tasks.mark.word, tasks.text) == (
        "Stop",
        "2 of 4 tasks are built with more autonomy than they are cleared for.",
    )
    assert tasks.detail == "In 1 of the agents."
    assert (ready.mark.word, ready.text) == ("Not all ready", "1 of 3 agents is ready for the target.")
    assert ready.detail == "Not yet: Support agent and Fresh agent."


def test_an_agents_line_says_level_interval_answers_blockers_and_what_is_stale() -> None:
    support, fresh, ready = built().agents
    assert (support.beyond, support.milestone, support.taken, support.changed_since) == (2, "@4", "2026-11-17", True)
    assert support.stale >= 1
    assert support.blockers >= 2
    assert support.answered == "24 of 29"
    assert "–" in support.value
    assert (fresh.value, fresh.worst, fresh.milestone) == ("–", None, "")
    assert ready.value == "100.0"
    assert [mark.word for mark in ready.marks] == ["Tasks within clearance", "Ready"]


def test_every_task_stands_once_under_its_verdict() -> None:
    groups = {group.mark.word: [task.name for task in group.tasks] for group in built().tasks.groups}
    assert groups == {"Stop": ["Sort mail", "Refund"], "Go with a person": ["Reply"], "Go": ["Label a change"]}
    assert [(bar.agent, bar.total, [share.count for share in bar.shares]) for bar in built().tasks.bars] == [
        ("Support agent", 3, [2, 1]),
        ("Ready agent", 1, [1]),
    ]
    assert [share.width for bar in built().tasks.bars for share in bar.shares] == [66.67, 33.33, 33.33]


def test_what_stops_an_agent_is_named_with_owner_and_day() -> None:
    stops = {agent.agent: agent.rows for agent in built().stops}
    assert set(stops) == {"Support agent", "Fresh agent"}
    assert ("ana", "2026-11-27") in [(row.owner, row.due) for row in stops["Support agent"]]


def test_an_empty_workspace_has_a_report_too() -> None:
    empty = TeamRequest("Nothing yet", TODAY, ())
    values = plain(build_team_report(empty))
    for kind, name in (("html", TEAM_HTML_TEMPLATE), ("md", TEAM_MARKDOWN_TEMPLATE)):
        assert "There is no agent to report on" in rendered(kind, values, templates(), name)


def test_people_can_be_left_out() -> None:
    def hidden(request: TeamRequest) -> TeamRequest:
        without = frozenset(("people",))
        members = tuple(
            replace(member, report=member.report._replace(without=without)) if member.report else member
            for member in request.members
        )
        return replace(request, members=members, without=without)

    shown, less = html(), plain(build_team_report(hidden(team())))
    text = rendered("html", less, templates(), TEAM_HTML_TEMPLATE)
    assert ">ana<" in shown
    assert ">ana<" not in text
    assert "Without people" in text


def test_the_page_is_whole_and_holds_only_what_a_report_may_hold(read: Page) -> None:
    tags = [tag for tag, _ in read.elements]
    ids = [given["id"] for _, given in read.elements if "id" in given]
    inside = [href[1:] for tag in ("a", "use") for href in read.attributes(tag, "href") if href.startswith("#")]
    assert refused(read) == []
    assert read.unclosed == []
    assert [tags.count(tag) for tag in ("h1", "main", "header", "footer", "nav")] == [1] * 5
    assert len(ids) == len(set(ids))
    assert set(inside) <= set(ids)


def test_every_table_has_a_caption_and_heads_with_scope() -> None:
    tables = re.findall(r"<table.*?</table>", html(), re.DOTALL)
    assert len(tables) >= 6
    for table in tables:
        assert "<caption>" in table
        widths = {len(re.findall(r"<t[hd][\s>]", row)) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)}
        assert len(widths) == 1
        assert all("scope=" in head for head in re.findall(r"<th[\s>][^>]*>?", table))


def test_both_twins_hold_every_agent_and_every_task(read: Page) -> None:
    twin = " ".join(child.content for token in Twin(markdown()).tokens for child in token.children or ())
    for name in (
        "Support agent",
        "Fresh agent",
        "Ready agent",
        "broken",
        "Sort mail",
        "Refund",
        "Reply",
        "Label a change",
    ):
        assert name in read.text
        assert name in twin
    assert Twin(markdown()).broken_rows == []
    assert max(line.count(" | ") for line in markdown().splitlines() if line.startswith("|")) <= 5


def test_payloads_in_every_text_are_inert(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "TEAM_MARKDOWN", rendering.TEAM_MARKDOWN._replace(full=10_000_000))
    plain_words = page(html(lambda text: f"{text[:30]} Plain words")).outside_words
    shape = Twin(markdown(lambda text: f"{text[:30]} Plain words")).shape
    for place in range(0, len(ALL), 40):
        group = " ".join(ALL[place : place + 40])
        found = page(html(lambda text, group=group: f"{text[:30]} {group}"))
        twin = Twin(markdown(lambda text, group=group: f"{text[:30]} {group}"))
        assert refused(found) == []
        assert found.outside_words == plain_words
        assert twin.broken_rows == []
        assert twin.shape == shape


def test_the_same_agents_give_the_same_bytes() -> None:
    assert html() == html()
    assert markdown() == markdown()


def test_many_agents_keep_the_markdown_small_enough_for_a_comment() -> None:
    one = team().members[-1]
    members = tuple(replace(one, slug=f"agent-{number}", name=f"Agent {number}") for number in range(120))
    text = markdown(members=members)
    assert len(text.encode()) <= 64_000
    assert "To stay small, this report cuts" in text
    assert "120 agents" in text
