"""What a report says, section by section."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readiness_tui.analysis.evaluating import evaluate
from readiness_tui.model.assessment import Assessment
from readiness_tui.reports.building import Report, ReportRequest, build_report
from tests.reports.requests import SETTINGS, TASKS, TODAY, assessment, planned, request, shipped

EVERY_ANSWER = {
    question.id: {"number": "14"} if question.kind == "number" else {"choice": "full"}
    for question in shipped().questions
}


def _of(held: Assessment, questionnaire_id: str = "agent-production-readiness", **more: Any) -> ReportRequest:
    questionnaire = shipped(questionnaire_id)
    evaluation = evaluate(questionnaire, held, TODAY, SETTINGS)
    given: dict[str, Any] = {"comparison": None, "compared_with": "", "history": ()}
    return request(questionnaire=questionnaire, assessment=held, evaluation=evaluation, **{**given, **more})


def _nothing_answered(**more: Any) -> Assessment:
    tree = {
        "agent": {"name": "New", "slug": "new"},
        "questionnaire": {"id": "agent-production-readiness", "version": "1.0.0", "hash": "sha256:0"},
    }
    return Assessment.model_validate({**tree, **more})


@pytest.fixture(scope="module")
def report() -> Report:
    return build_report(request())


def test_tasks_with_more_autonomy_than_cleared_come_first(report: Report) -> None:
    first, second = report.verdict.statements
    assert (first.mark.word, [task.name for task in first.tasks]) == ("Stop", ["Sort mail", "Refund"])
    assert second.mark.word == "Not ready"
    assert [row.kind for row in report.stops.rows][:2] == ["Task", "Task"]
    assert report.plan.schedule is not None
    assert [step.title for step in report.plan.schedule.actions][:2] == ["Sort mail", "Refund"]
    unplanned = build_report(request(planned=None))
    assert [step.reason for step in unplanned.plan.steps][:2] == ["task beyond clearance"] * 2


def test_gates_come_before_scores_and_name_owner_due_and_need(report: Report) -> None:
    kinds = [row.kind for row in report.stops.rows if row.kind != "Task"]
    assert kinds == sorted(kinds, key=("Gate", "Score", "Answer").index)
    gate = next(row for row in report.stops.rows if row.title == "Output validated after")
    assert (gate.today, gate.needed, gate.owner, gate.due) == ("Partly in place", "In place", "ana", "2026-11-27")
    assert gate.in_place_means


def test_no_action_stands_before_what_it_needs(report: Report) -> None:
    ordered = build_report(request(planned=None)).plan.steps
    for steps in (ordered, report.plan.schedule.actions if report.plan.schedule else ()):
        places = {step.title: step.number for step in steps}
        assert [step.title for step in steps for need in step.needs if places[need] > step.number] == []
        assert any(step.needs for step in steps)


def test_the_plan_of_the_report_is_the_cheapest_path_that_the_planner_finds(report: Report) -> None:
    schedule, found = report.plan.schedule, planned(shipped(), assessment())
    assert schedule is not None
    assert found is not None
    questions = [action for action in found.actions if action.kind == "question"]
    weeks = f"{found.weeks[-1].week} weeks"
    assert schedule.text.startswith(f"{len(questions)} actions, {found.total_effort} days of effort, {weeks}.")
    assert [step.title for step in schedule.actions] == [action.title for action in found.actions]
    assert sum(int(week.days.split()[0]) for week in schedule.weeks) == found.total_effort
    assert (report.plan.steps, report.plan.total) == ((), "")


def test_the_burn_up_begins_with_today_and_ends_where_the_level_is_reached(report: Report) -> None:
    schedule = report.plan.schedule
    assert schedule is not None
    assert schedule.burn_up[0].label == "now"
    assert [point.value for point in schedule.burn_up[1:]] == [week.worst for week in schedule.weeks]
    heights = [point.y for point in schedule.burn_up]
    assert heights == sorted(heights)
    assert schedule.needed is not None
    assert heights[-1] >= schedule.needed
    assert schedule.weeks[-1].level == "Limited production"


def test_a_plan_names_no_person_where_people_are_left_out() -> None:
    shown, hidden = (build_report(request(without=frozenset(left))).plan.schedule for left in ((), ("people",)))
    assert shown is not None
    assert hidden is not None
    assert "ana" in [step.owner for step in shown.actions]
    assert {step.owner for step in hidden.actions} == {""}


def test_an_incomplete_draft_is_stamped_as_both(report: Report) -> None:
    assert report.heading.stamps == (
        "DRAFT: working answers, not a milestone",
        f"Incomplete: {report.verdict.open_count} questions unanswered",
    )


def test_a_complete_milestone_has_no_stamp() -> None:
    held = assessment(taken="2026-11-22T19:54:10Z", **EVERY_ANSWER)
    built = build_report(_of(held, version="@3", is_draft=False))
    assert built.heading.stamps == ()
    assert (built.heading.version, built.heading.taken, built.heading.taken_by) == ("Milestone @3", "2026-11-22", "ana")


def test_nothing_answered_is_no_score_and_not_zero() -> None:
    built = build_report(_of(_nothing_answered()))
    assert [statement.mark.word for statement in built.verdict.statements] == ["No tasks rated", "No score yet"]
    assert (built.verdict.overall, built.verdict.worst) == ("–", None)
    assert built.stops.rows


def test_everything_in_place_is_ready() -> None:
    built = build_report(_of(assessment(**EVERY_ANSWER)))
    assert built.verdict.statements[-1].mark.word == "Ready"
    assert built.verdict.rungs[-1].state == "reached"
    assert not [row for row in built.stops.rows if row.kind != "Task"]


def test_a_score_that_open_answers_may_still_lift_is_not_called_a_failure(report: Report) -> None:
    overall = next(row for row in report.stops.rows if row.title == "Overall")
    assert (overall.mark.tone, overall.mark.word) == ("open", "Hangs on open answers")


def test_each_gap_has_its_interval_its_need_and_its_change(report: Report) -> None:
    rows = {row.title: row for row in report.gaps.rows}
    assert list(rows) == [section.title for section in shipped().sections]
    assert all(row.needed_text == "50.0" for row in rows.values())
    assert report.gaps.overall.needed_text == "60.0"
    assert rows["Maintenance"].change.startswith("-")
    assert all(0 <= (row.worst or 0) <= (row.best or 0) <= 100 for row in rows.values())


def test_the_trend_ends_with_what_is_reported(report: Report) -> None:
    assert [point.label for point in report.gaps.trend] == ["@2", "@3", "now"]
    assert report.gaps.trend[-1].value == report.verdict.overall


def test_a_milestone_after_the_reported_one_is_no_part_of_its_trend() -> None:
    card = request().scorecard
    history = (("@2", date(2026, 9, 1), card), ("@3", TODAY, card), ("@4", date(2026, 12, 1), card))
    built = build_report(request(version="@3", history=history))
    assert [point.label for point in built.gaps.trend] == ["@2", "@3"]


def test_the_checklist_is_that_of_the_article(report: Report) -> None:
    assert report.checklist is not None
    groups = [(group.title, len(group.lines)) for group in report.checklist.groups]
    assert groups == [
        ("Reliability", 5),
        ("Observability", 4),
        ("Human oversight", 3),
        ("Maintenance", 4),
        ("Testing", 3),
    ]
    assert report.checklist.total == 19


def test_every_question_is_there_with_what_was_said(report: Report) -> None:
    assert report.questions is not None
    cards = {card.id: card for section in report.questions.sections for card in section.questions}
    assert list(cards) == [question.id for question in shipped().questions]
    assert (cards["staging-days"].mark.word, cards["staging-days"].mark.tone) == ("9 days", "partly")
    assert cards["alert-thresholds"].mark.word == "Unanswered (gone is no answer to it any more)"
    assert cards["concurrent-requests"].reason == "one at a time"
    assert cards["model-fallback"].carried_over
    assert cards["model-fallback"].is_late
    assert cards["input-validation"].evidence[0].is_expired  # observed 174 days ago, 90 are allowed
    assert cards["graceful-degradation"].evidence[0].is_expired  # past its own expiry
    assert not cards["load-tested"].evidence[0].is_expired


def test_everything_accepted_taken_cautiously_or_left_out_is_listed(report: Report) -> None:
    assert report.assumptions is not None
    groups = {group.title: [note.subject for note in group.notes] for group in report.assumptions.groups}
    assert groups["Waived gates"] == ["Decision log"]
    assert groups["Overridden modes"] == ["Refund"]
    assert groups["Left out of a quick first look"] == ["Reply"]
    assert groups["Not applicable, and why"] == ["Concurrent requests"]
    assert groups["Carried over, not answered again"] == ["Model fallback"]
    assert groups["Evidence that expired"] == ["Input validated before", "Graceful degradation"]
    assert groups["Answers that no question asks any more"] == ["asked-long-ago"]
    assert set(groups["Not known, taken cautiously"]) >= {"Sort mail", "Refund"}
    assert groups["Advisories"]


def test_raters_who_disagree_are_named_with_what_they_said() -> None:
    tasks = {"t": {**TASKS["refund"], "factors": {"consequence": 1}}}
    built = build_report(_of(_nothing_answered(tasks=tasks)))
    assert built.assumptions is not None
    group = next(group for group in built.assumptions.groups if group.title == "Raters who disagree")
    assert group.notes[0].text.startswith("Consequence of failure 1 or 3")


def test_the_parts_of_the_change_add_up_as_they_are_shown(report: Report) -> None:
    assert report.changes is not None
    for row in report.changes.rows:
        parts = [row.questionnaire, row.applicability, row.answers, row.rounding or "0"]
        assert round(float(row.before) + sum(map(float, parts)), 1) == float(row.after)
    worse = [row.title for row in report.changes.answers if row.mark.word == "worse"]
    assert worse == ["Updates validated"]
    assert report.changes.answers[0].title == "Updates validated"


@pytest.mark.parametrize("left_out", ["people", "notes", "evidence"])
def test_what_readers_should_not_see_is_not_in_the_report(left_out: str) -> None:
    seen = {"people": "zoe", "notes": "remark", "evidence": "proof"}
    held = assessment(
        **{
            "model-fallback": {
                "choice": "partial",
                "owner": seen["people"],
                "by": seen["people"],
                "note": seen["notes"],
                "evidence": [(seen["evidence"], None, None)],
                "waiver": {"reason": seen["notes"], "approver": seen["people"], "expires": "2026-12-31"},
            },
            "concurrent-requests": {"not_applicable": seen["notes"]},
        }
    )
    whole = str(build_report(_of(held)))
    without = build_report(_of(held, without=frozenset({left_out})))
    assert all(word in whole for word in seen.values())
    assert [name for name, word in seen.items() if word not in str(without)] == [left_out]
    assert f"Without {left_out}" in without.heading.stamps
    assert without.method.left_out == (left_out,)


def test_the_short_report_leaves_out_the_long_sections() -> None:
    built = build_report(request(audience="exec"))
    assert (built.changes, built.checklist, built.questions, built.assumptions) == (None, None, None, None)
    assert built.plan.cheapest is not None


def test_a_hidden_question_is_marked_and_counts_nowhere() -> None:
    section = shipped().sections[0]
    asked = section.questions[1].model_copy(
        update={"ask_when": _condition({"profile": "framework", "is": "code"}), "id": section.questions[1].id}
    )
    questions = (section.questions[0], asked, *section.questions[2:])
    sections = (section.model_copy(update={"questions": questions}), *shipped().sections[1:])
    questionnaire = shipped().model_copy(update={"sections": sections})
    held = assessment()
    built = build_report(
        request(questionnaire=questionnaire, evaluation=evaluate(questionnaire, held, TODAY, SETTINGS), comparison=None)
    )
    assert built.questions is not None
    card = built.questions.sections[0].questions[1]
    assert (card.is_hidden, card.is_short, card.mark.word) == (True, False, "Not asked")
    assert (built.questions.asked, built.questions.hidden) == (28, 1)


def _condition(tree: dict[str, str]) -> Any:
    from readiness_tui.model.conditions import ProfileIs

    return ProfileIs.model_validate(tree)


def test_a_questionnaire_with_bands_and_no_matrix_has_a_report_too() -> None:
    held = _nothing_answered(
        answers={
            question.id: {"choice": question.choices[-1].id} for question in shipped("ml-test-score").questions[:9]
        }
    )
    built = build_report(_of(held, "ml-test-score"))
    assert not built.tasks.has_matrix
    assert built.checklist is None
    assert built.verdict.rungs
    assert built.verdict.out_of == "of 7"


def test_fields_of_the_chart_tile_it_without_overlap(report: Report) -> None:
    chart = report.tasks.chart
    assert chart is not None
    assert round(sum(field.width * field.height for field in chart.fields)) == 100 * 100
    assert {field.label for field in chart.fields} == {
        "augment",
        "automate",
        "automate with sampling",
        "approve before",
    }
    assert [marker.label for marker in chart.markers]


def test_the_same_request_gives_an_equal_report() -> None:
    assert build_report(request()) == build_report(request())
