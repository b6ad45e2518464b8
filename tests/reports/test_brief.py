"""The short report has room for the gravest of everything, and says how much more there is."""

from __future__ import annotations

import pytest

from readiness_tui.reports.brief import DENSE, LONGEST, ROOMY
from readiness_tui.reports.building import Report, build_report
from readiness_tui.reports.rendering import render_html, render_markdown
from tests.reports.crowded import LONG, crowded, unready
from tests.reports.requests import request, templates


@pytest.fixture(scope="module")
def short() -> Report:
    return build_report(crowded(60, LONG, audience="exec"))


def test_lists_are_as_long_as_there_is_room_and_their_counts_are_whole(short: Report) -> None:
    over = short.verdict.statements[0]
    assert (len(over.tasks), over.task_count) == (DENSE.over, 60)
    assert (len(short.tasks.rows), short.tasks.row_count) == (DENSE.tasks, 60)
    assert len(short.stops.rows) == DENSE.stops
    assert short.stops.row_count > 60


def test_tasks_leave_room_for_the_gates_that_stop_the_target(short: Report) -> None:
    kinds = [row.kind for row in short.stops.rows]
    assert kinds == ["Task", "Task", "Gate", "Score"]


def test_both_twins_say_how_many_more_there_are(short: Report) -> None:
    more = f"and {60 - DENSE.over} more"
    assert more in render_html(short, templates())
    assert more in render_markdown(short, templates())


def test_a_short_report_in_markdown_is_short_however_many_tasks_there_are() -> None:
    few, many = (
        render_markdown(build_report(crowded(count, LONG, audience="exec")), templates()) for count in (20, 80)
    )
    assert len(many) < len(few) * 1.1
    assert len(many) < 8_000


def test_an_ordinary_report_is_whole_and_printed_large() -> None:
    report = build_report(request(audience="exec"))
    assert report.density in ("roomy", "compact")
    assert len(report.tasks.rows) == report.tasks.row_count
    assert len(report.stops.rows) <= ROOMY.stops


def test_a_crowded_report_is_printed_small() -> None:
    assert build_report(unready(LONG * 2, audience="exec")).density == "dense"


def test_the_gravest_tasks_come_first_and_long_names_are_cut() -> None:
    report = build_report(unready("n" * 3_000, audience="exec"))
    assert [row.verdict.tone for row in report.tasks.rows] == ["bad"] * len(report.tasks.rows)
    assert {len(row.name) for row in report.tasks.rows} == {LONGEST}
