from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from textual.pilot import Pilot

from readiness_tui.model.assessment import Task
from readiness_tui.storage.assessments import load_working, save_working
from readiness_tui.tui import messages
from readiness_tui.tui.app import ReadinessApp
from readiness_tui.tui.plan_amounts import fault_of_capacity, fault_of_start, reads_budget
from readiness_tui.tui.widgets.plan_view import PlanRow, Rule, span
from readiness_tui.use_cases.plan_files import PLAN_FORMATS, plan_text
from readiness_tui.use_cases.plans import PlanWords, plan_agent
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.waiting import settled, until
from tests.tui.workspaces import TODAY, app_on, screen_text, small_workspace, toasts, types

SIZES = [(80, 24), (120, 40)]
HOSTILE = "[/] [@click=app.quit]x[/] see [/etc/passwd]"
NO_LEVELS = """\
format: readiness/questionnaire@1
id: small
version: "1"
title: Small
sections:
  - id: one
    title: One
    questions:
      - id: first
        ask: First?
        choices: [{id: no, label: "No [/]", value: 0}, {id: yes, label: "Yes", value: 1}]
        improvement: {do: "Do [b]it[/]", effort_days: 2}
"""
LEVELS = (
    NO_LEVELS
    + """\
levels:
  - {id: low, title: Low}
  - {id: high, title: High, requires: {overall_at_least: 1}}
"""
)
TWO = ["decision-log", "alert-thresholds"]


async def opened(pilot: Pilot[None], app: ReadinessApp, subject: str | None = None) -> None:
    await pilot.pause()
    app.post_message(messages.Went(messages.Place("plan", subject)))
    await settled(pilot)


async def completed(pilot: Pilot[None], app: ReadinessApp) -> None:
    """Also what less time brings, which follows when nothing else is asked for."""
    await until(pilot, lambda: "With less time" in dict(app.screen.view.notes))


async def does(pilot: Pilot[None], app: ReadinessApp, *keys: str) -> None:
    await types(pilot, *keys)
    await settled(pilot)


def planned(workspace: Workspace, words: PlanWords | None = None) -> object:
    return plan_agent(workspace, "support-agent", words or PlanWords(), TODAY).plan


def titles(app: ReadinessApp) -> list[str]:
    return [row.action.title for row in app.screen.rows if isinstance(row, PlanRow)]


def ids(app: ReadinessApp) -> list[str]:
    return [row.action.id for row in app.screen.rows if isinstance(row, PlanRow) and row.action.kind == "question"]


def answer(session: Session | None, name: str) -> object:
    assert session is not None
    return session.assessment.answer(name)


async def test_the_screen_holds_the_plan_that_the_command_prints(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f6")
        await settled(pilot)
        expected = planned(demo)
        assert app.screen.view.plan == expected
        text = screen_text(app)
        assert "Cheapest path: 3 actions, 7 days, done 2026-12-04. No cheaper set exists." in text
        assert ids(app) == [action.id for action in expected.actions if action.kind == "question"]
        assert "to limited-production" in text
        assert app.screen.shell_command() == "readiness plan support-agent"


async def test_each_action_says_from_and_to_why_effort_owner_due_needs_gain_and_where_one_may_stop(
    demo: Workspace,
) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await types(pilot, "j", "j", "j")
        row = app.screen.current
        assert row.action.id == "alert-thresholds"
        text = screen_text(app)
        for words in (
            "Sort mail into queues can't be cleared as built without it",
            "worst +4.6, then 66.2",
            "Needs   Decision log",
            "@bo · due 2026-12-06",
            "2 days · #OPS-90",
            "Not in place → In place · stop here and you are at supervised-pilot",
            "Set alert thresholds.",
        ):
            assert words in text
        await types(pilot, "j")
        assert "clears Sort mail into queues for automate with sampling" in screen_text(app)
        assert "11-27!" in screen_text(app)
        await types(pilot, "k", "k", "k", "k", "k")
        assert "runs beyond its clearance" in screen_text(app)


async def test_what_one_week_brings_and_what_open_answers_are_worth_stand_below(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await completed(pilot, app)
        notes = dict(app.screen.view.notes)
        less = planned(demo, PlanWords(budget="5"))
        assert notes["With less time"].startswith("5 days: " + ", ".join(a.title for a in less.actions if a.effort))
        assert "the 4 open answers are worth up to 12.0 points" in notes["Open"]
        assert notes["Stabilisation"] == "week 5; 4 weeks ended 2026-11-16, 8 weeks end 2026-12-14"


async def test_the_goal_is_a_level_a_task_or_both_and_the_command_says_so(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await does(pilot, app, "t", "reach production", "enter")
        assert app.screen.view.plan.goal.level == "production-ready"
        assert app.session.target == "production-ready"
        assert app.screen.shell_command() == "readiness plan support-agent --to production-ready"
        await does(pilot, app, "t", "small-refund", "enter", "2")
        assert app.screen.view.goal == "production-ready and Refund below 50 EUR for automate with sampling"
        words = PlanWords(to="production-ready", clear=("small-refund=automate_sample",))
        assert app.screen.view.plan == planned(demo, words)
        await does(pilot, app, "t", "draft-reply", "enter", "1")
        assert app.screen.view.plan == planned(demo, PlanWords(clear=("draft-reply=automate_sample",)))
        assert app.screen.shell_command() == "readiness plan support-agent --clear draft-reply=automate_sample"
        await does(pilot, app, "t", "reach demo", "enter", "1")
        assert "Nothing is needed for demo" in screen_text(app)
        assert app.screen.shell_command() == "readiness plan support-agent --to demo"


async def test_a_target_that_cannot_be_reached_says_which_requirement_stands_in_the_way(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "large-refund=automate")
        text = " ".join(screen_text(app).split())
        assert "✗ Refund of 50 EUR and more for automate is out of reach, whatever is improved:" in text
        assert "G2 Moves money: approve before at most; no factor can lift it" in text


async def test_the_best_within_a_budget_and_another_pace(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await does(pilot, app, "B", "-1", "enter")
        assert "write 0 or more, such as 5 or 2.5" in screen_text(app)
        await does(pilot, app, "backspace", "backspace", "4", "enter")
        assert app.screen.view.plan == planned(demo, PlanWords(budget="4"))
        assert ids(app) == TWO
        assert "Best within 4 days of the 7 days that limited-production takes" in screen_text(app)
        await does(pilot, app, "B", "backspace", "enter", "C", "backspace", "2", "enter")
        assert app.screen.view.plan == planned(demo, PlanWords(capacity="2"))
        assert app.screen.shell_command() == "readiness plan support-agent --capacity 2 --start 2026-11-23"
        await does(pilot, app, "C", "backspace", "1/10000", "enter")
        assert "takes more than 520 weeks" in " ".join(screen_text(app).split())
        await does(pilot, app, "j", "e", "v", "z", "W", "x", "y", "s", "enter")
        assert app.is_running


@pytest.mark.parametrize(
    ("check", "text", "said"),
    [
        (fault_of_capacity, "0", "write more than 0"),
        (fault_of_capacity, "-2", "write more than 0"),
        (fault_of_capacity, "1/0", "this is no number of days"),
        (fault_of_capacity, "", ""),
        (fault_of_capacity, "2.5", ""),
        (fault_of_start, "2026-02-30", "that month ends on 2026-02-28"),
        (fault_of_start, "9999-12-31", "write a day from 2000 to 2199"),
        (fault_of_start, "", ""),
    ],
)
def test_what_is_no_pace_says_what_to_write_instead(check: Callable[[str], str], text: str, said: str) -> None:
    found = check(text)
    assert said in found
    assert bool(found) == bool(said)


def test_a_budget_may_be_zero_but_no_word() -> None:
    assert reads_budget("0")[1]
    assert reads_budget("")[1]
    assert not reads_budget("five")[1]


async def test_owner_due_ticket_and_effort_are_edits_of_the_answer_and_undone_from_another_screen(
    demo: Workspace,
) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        before = answer(app.session, "decision-log")
        await does(pilot, app, "j", "j", "e", "@carl +2w #OPS-1", "enter")
        after = answer(app.session, "decision-log")
        assert (after.owner, after.due, after.ticket) == ("carl", TODAY + timedelta(weeks=2), "OPS-1")
        assert app.screen.current.owner == "@carl"
        assert app.screen.current.action.id == "decision-log"
        await does(pilot, app, "d", "1/2", "enter")
        assert answer(app.session, "decision-log").effort_days == Fraction(1, 2)
        assert "5.5 days" in screen_text(app)
        await does(pilot, app, "d", "backspace", "backspace", "backspace", "enter")
        assert answer(app.session, "decision-log").effort_days is None
        await does(pilot, app, "f2", "u", "u", "u")
        assert answer(app.session, "decision-log") == before
        await pilot.press("f6")
        await does(pilot, app, "U")
        assert app.screen.current.owner == "@carl"
        assert load_working(demo, "support-agent").assessment.answer("decision-log").owner == "carl"


async def test_an_edit_shows_before_the_plan_is_made_anew(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await types(pilot, "j", "j")
        put = answer(app.session, "decision-log").model_copy(update={"owner": "zoe"})
        app.change(messages.AnswerPut("decision-log", put, "owner"))
        assert app.screen.is_planning
        assert app.screen.current.owner == "@zoe"
        await settled(pilot)
        assert app.screen.current.owner == "@zoe"


async def test_a_waiver_needs_reason_approver_and_a_day_to_come_and_is_named_then(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await does(pilot, app, "j", "j", "w", "pilot only [/]", "enter")
        assert "say who accepts it" in screen_text(app)
        assert "say until which day" in screen_text(app)
        await does(pilot, app, "cto", "tab", "2026-11-01", "enter")
        assert "2026-11-01 is past" in " ".join(screen_text(app).split())
        await does(pilot, app, *["backspace"] * 10, "2026-12-24", "enter")
        waiver = answer(app.session, "decision-log").waiver
        assert (waiver.reason, waiver.approver, waiver.expires) == ("pilot only [/]", "cto", date(2026, 12, 24))
        text = " ".join(screen_text(app).split())
        assert "Counts as passed because it is waived: Decision log (decision-log) until 2026-12-24" in text
        assert "until 2026-12-24 by @cto: pilot only [/]" in dict(app.screen.current.details)["Waived"]
        await does(pilot, app, "u")
        assert answer(app.session, "decision-log").waiver is None
        assert "because it is waived" not in screen_text(app)


async def test_enter_opens_the_question_or_the_task(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await does(pilot, app, "enter")
        assert app.screen.NAME == "task"
        assert "Sort mail into queues" in screen_text(app)
        await does(pilot, app, "escape", "e", "d", "w")
        assert any("about a question" in toast for toast in toasts(app))
        await does(pilot, app, "j", "j", "enter")
        assert app.screen.focused_question().id == "decision-log"


async def test_an_action_is_done_when_its_answer_is(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await does(pilot, app, "j", "j")
        app.change(messages.Answered("decision-log", "full"))
        await settled(pilot)
        assert "decision-log" not in ids(app)
        assert app.screen.current.action.id == "alert-thresholds"
        app.post_message(messages.StepUndone())
        await settled(pilot)
        assert ids(app)[0] == "decision-log"


async def test_typing_narrows_the_actions_and_escape_shows_all_again(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await does(pilot, app, "/", "@bo", "enter")
        assert ids(app) == TWO
        await does(pilot, app, "/", "nonsense", "enter")
        assert "Nothing matches '@bononsense', Esc shows all 19." in screen_text(app)
        await does(pilot, app, "e", "j", "escape")
        assert len(titles(app)) == 5
        await does(pilot, app, "/", "log", "escape")
        assert len(titles(app)) == 5


async def test_later_actions_and_other_orders(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        rules = [row.title for row in app.screen.rows if isinstance(row, Rule)]
        assert rules[1:3] == [
            "Week 1   23 to 27 Nov   5 of 5 days   then supervised-pilot",
            "Week 2   30 Nov to 4 Dec   2 of 5 days   then limited-production",
        ]
        await does(pilot, app, "z")
        assert len(titles(app)) == 19
        await does(pilot, app, "s")
        dues = [row.action.due for row in app.screen.rows if row.action.due]
        assert dues == sorted(dues)
        await does(pilot, app, "s")
        owners = [row.owner for row in app.screen.rows if row.owner]
        assert owners == sorted(owners)
        await does(pilot, app, "s")
        gains = [row.action.gain / row.action.effort for row in app.screen.rows if row.action.effort]
        assert gains == sorted(gains, reverse=True)
        assert "sorted by gain for effort" in screen_text(app)
        await does(pilot, app, "escape", "z")
        assert len(titles(app)) == 5


async def test_the_weeks_show_score_level_and_the_band_of_stabilisation(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await does(pilot, app, "v")
        text = screen_text(app)
        assert "1    23 to 27 Nov            ▒▒▒▒▒    66.2  supervised-pilot" in text
        assert "Output validated after…" in text
        assert "2    30 Nov to 4 Dec         ▒▒▒▒▒    68.1  limited-production" in text
        assert "7 to 11 Dec             ▒▒▒▒▒" in text
        await does(pilot, app, "e", "enter", "j", "J", "K", "escape")
        assert "Action" in screen_text(app)
        await does(pilot, app, "t", "reach production", "enter")
        await does(pilot, app, "v")
        assert "23 to 27 Nov    ▒▒▒▒▒   ▒▒▒▒▒" in screen_text(app)
        await does(pilot, app, "J", "J")
        assert "Days in staging: 9 of 14 days, not before 2026-11-28" in screen_text(app)


def test_the_days_of_a_week_name_month_and_year_where_they_change() -> None:
    assert span(date(2026, 11, 23), date(2026, 11, 27), 2026) == "23 to 27 Nov"
    assert span(date(2026, 11, 30), date(2026, 12, 4), 2026) == "30 Nov to 4 Dec"
    assert span(date(2026, 12, 28), date(2027, 1, 1), 2026) == "28 Dec to 1 Jan 2027"


async def test_the_plan_is_written_as_the_command_prints_it(
    demo: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        expected = plan_agent(demo, "support-agent", PlanWords(), TODAY)
        for place, wanted in enumerate(PLAN_FORMATS, 1):
            await does(pilot, app, "W", str(place), "enter")
            path = tmp_path / f"support-agent-plan.{wanted}"
            assert path.read_bytes().decode("utf-8") == plan_text(expected, wanted)
            assert any(f"written: {path}" in toast for toast in toasts(app))


async def test_a_file_of_others_is_only_replaced_when_a_person_says_so(
    demo: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "support-agent-plan.csv"
    path.write_text("mine", encoding="utf-8")
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await does(pilot, app, "W", "2", "enter")
        assert "was not written by this program" in " ".join(screen_text(app).split())
        await does(pilot, app, "escape")
        assert path.read_text(encoding="utf-8") == "mine"
        await does(pilot, app, "W", "2", "enter", "enter")
        assert path.read_text(encoding="utf-8").startswith("external_id")
        await does(pilot, app, "W", "2", "enter")
        await does(pilot, app, "W", "2", *["backspace"] * 30, "no/such/folder.csv", "enter")
        assert any("there is no folder" in toast for toast in toasts(app))


async def test_words_of_people_stay_text(demo: Workspace) -> None:
    working = load_working(demo, "support-agent")
    put = {"owner": HOSTILE, "ticket": HOSTILE, "note": HOSTILE}
    assessment = working.assessment.with_answer(
        "decision-log", working.assessment.answer("decision-log").model_copy(update=put)
    )
    task = assessment.tasks["sort-mail"].model_copy(update={"name": HOSTILE})
    save_working(demo, "support-agent", working, assessment.with_task("sort-mail", task), {})
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        assert "▸ ! [/] [@click=app.quit]x[/]" in screen_text(app)
        await does(pilot, app, "j", "j")
        assert f"#{HOSTILE}" in " ".join(screen_text(app).split())
        await does(pilot, app, "x", "escape", "v", "v", "y", "Y", "h", "escape", "d", "escape", "w", "escape")
        await does(pilot, app, "t", "[/]", "enter", "1", "/", "[/]", "enter", "?", "escape")
        assert app.is_running
        assert app.screen.view.goal.startswith(HOSTILE)


async def test_without_answers_the_plan_says_that_all_counts_as_its_worst(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        text = " ".join(screen_text(app).split())
        assert "Nothing is answered yet, so all counts as its worst: F2 starts, and the plan shrinks." in text
        assert "29 open answers are all that could be scored" in dict(app.screen.view.notes)["Open"]


async def test_a_target_that_is_reached_says_so(demo: Workspace) -> None:
    app = app_on(demo, "release-notes-bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        text = screen_text(app)
        assert "✓ Nothing is needed for limited-production; t another target." in text
        await does(pilot, app, "z", "enter")
        assert app.is_running


async def test_nothing_left_to_improve_says_so(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path, LEVELS)
    app = app_on(workspace, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.change(messages.Answered("first", "yes"))
        await opened(pilot, app)
        assert "Nothing is needed for high" in screen_text(app)
        assert "Nothing is left to be improved." in screen_text(app)
        await does(pilot, app, "j", "e", "d", "w", "z", "v", "v", "s", "x", "escape", "y", "enter", "W", "1", "escape")
        assert app.is_running


async def test_a_questionnaire_without_levels_says_what_can_be_planned_for(tmp_path: Path) -> None:
    app = app_on(small_workspace(tmp_path, NO_LEVELS), "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        text = " ".join(screen_text(app).split())
        assert "✗ The questionnaire has no levels to reach: F3 adds a task, then t clears it for a mode." in text
        await does(pilot, app, "t")
        assert any("there is no level to reach" in toast for toast in toasts(app))
        await does(pilot, app, "j", "e", "z", "v", "s", "W", "x", "y", "Y", "C", "escape", "enter")


async def test_escape_stops_planning_and_a_plan_that_comes_late_is_dropped(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        app.screen.is_planning = True
        await types(pilot, "escape")
        assert "Stopped before a plan was found" in screen_text(app)
        assert app.screen.NAME == "plan"
        late = app.screen.PlanMade(PlanWords(budget="1"), app.session, None, "late")
        app.screen.post_message(late)
        await pilot.pause()
        assert "late" not in screen_text(app)
        await pilot.press("f6")
        await settled(pilot)
        assert "Cheapest path" in screen_text(app)


async def test_moves_made_before_the_first_plan_is_there_count(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.post_message(messages.Went(messages.Place("plan")))
        await does(pilot, app, "j", "j", "j")
        assert app.screen.current.action.id == "alert-thresholds"


async def test_another_agent_begins_with_its_own_target(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await does(pilot, app, "B", "3", "enter", "t", "draft-reply", "enter", "1")
        app.post_message(messages.AgentOpened("hr-screening", messages.Place("plan")))
        await settled(pilot)
        assert app.screen.view.plan == plan_agent(demo, "hr-screening", PlanWords(), TODAY).plan


async def test_a_task_that_is_added_can_be_cleared(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        task = Task.model_validate({"name": "Sort", "intent": "replace", "built_as": "suggests"})
        app.change(messages.TaskPut("sort", task, "added"))
        await settled(pilot)
        await does(pilot, app, "t", "clear sort", "enter", "1")
        assert app.screen.view.plan.goal.clearances[0][0] == "sort"


async def test_the_smallest_terminals_show_what_fits(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(60, 16)) as pilot:
        await opened(pilot, app)
        assert "▸ ! Sort mail" in screen_text(app)
        for size in ((30, 8), (12, 3), (60, 20)):
            await pilot.resize_terminal(*size)
            await types(pilot, "v", "x", "escape", "v")
        assert "supervised-pilot" in screen_text(app)


def test_the_solver_is_not_loaded_before_a_plan_is_made() -> None:
    code = (
        "import readiness_tui.tui.screens.plan, sys; print([n for n in ('highspy', 'icalendar') if n in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"[]"


@pytest.mark.parametrize("size", SIZES)
def test_plan_looks(snap_compare: Callable[..., bool], demo: Workspace, size: tuple[int, int]) -> None:
    app = app_on(demo, "support-agent")

    async def show(pilot: Pilot[None]) -> None:
        await opened(pilot, app)
        await completed(pilot, app)
        await types(pilot, "j", "j")

    assert snap_compare(app, run_before=show, terminal_size=size)
