"""Tasks are rated by single keys, results say what must stop first, and a milestone shows what it will hold."""

from __future__ import annotations

import pytest
from textual import events

from readiness_tui.tui.app import ReadinessApp
from readiness_tui.tui.messages import AgentOpened, Place
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.waiting import settled, until
from tests.tui.workspaces import answers_file, app_on, screen_text, toasts, types

EIGHT = "22221111"


def session_of(app: ReadinessApp):  # the open assessment; a screen always has one here
    assert app.session is not None
    return app.session


async def opened(pilot, screen: str, slug: str = "support-agent", subject: str | None = None) -> None:
    """The screen is up, and what it reads away from the keys has been read."""
    pilot.app.post_message(AgentOpened(slug, Place(screen, subject)))
    await until(pilot, lambda: getattr(pilot.app.screen, "NAME", "") == screen and pilot.app.screen.is_ready)
    await settled(pilot)


async def test_after_name_intent_and_built_as_a_task_takes_8_factor_keys_and_one_key_a_flag(fresh: Workspace) -> None:
    app = app_on(fresh)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tasks")
        assert "What does the agent do?" in screen_text(app)
        await types(pilot, "a", "Small refund", "enter", "2", "3")
        task = session_of(app).assessment.tasks["small-refund"]
        assert (task.name, task.intent, task.built_as) == ("Small refund", "replace", "acts_alone")
        await types(pilot, *EIGHT)
        assert list(session_of(app).assessment.tasks["small-refund"].factors.values()) == [2, 2, 2, 2, 1, 1, 1, 1]
        # money yes asks for the limit; customers no and rights no ask for nothing more
        await types(pilot, *"1", *"1", *"0", *"0", *"0", *"0", *"0", *"0", *"1", *"1", *"1", *"3")
        flags = session_of(app).assessment.tasks["small-refund"].flags
        assert flags["moves_money"] == flags["below_limit"] == flags["sample_reviewed"] == "yes"
        assert flags["customer_facing"] == flags["prohibited_use"] == "no"
        assert "approved_template" not in flags
        assert session_of(app).assessment.tasks["small-refund"].evidence == 3
        assert "evidence: 3" in answers_file(fresh)


async def test_the_recommendation_changes_with_the_key_and_undo_takes_it_back(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tasks", subject="sort-mail")
        assert "Recommended automate" in screen_text(app)
        await pilot.press("right", "right", "2")  # error tolerance: rare errors only
        assert "Recommended automate with sampling" in screen_text(app)
        await types(pilot, "u")
        assert session_of(app).evaluation.decision("sort-mail").mode == "automate"


@pytest.mark.parametrize(("key", "level"), [("0", 0), ("3", 3), ("delete", None), ("backspace", None)])
async def test_a_digit_rates_and_del_says_dont_know(demo: Workspace, key: str, level: int | None) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tasks", subject="sort-mail")
        await types(pilot, key)
        task = session_of(app).assessment.tasks["sort-mail"]
        assert task.factors.get("decision_complexity") == level


async def test_a_pasted_list_makes_one_task_a_line_and_says_what_is_assumed(fresh: Workspace) -> None:
    app = app_on(fresh)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tasks")
        await types(pilot, "p", "Sort mail; Draft reply; Sort mail", "enter")
        tasks = session_of(app).assessment.tasks
        assert list(tasks) == ["sort-mail", "draft-reply", "sort-mail-2"]
        assert {task.intent for task in tasks.values()} == {"unsure"}
        assert any("3 added as unsure" in toast for toast in toasts(app))
        await types(pilot, "u")
        assert not session_of(app).assessment.tasks


async def test_a_list_pasted_with_many_lines_loses_none(fresh: Workspace) -> None:
    app = app_on(fresh)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tasks")
        await types(pilot, "p")
        app.screen.query_one("Input").post_message(events.Paste("Sort mail\r\n\r\nDraft reply\nClose account\n"))
        await pilot.pause()
        await types(pilot, "enter")
        assert [task.name for task in session_of(app).assessment.tasks.values()] == [
            "Sort mail",
            "Draft reply",
            "Close account",
        ]


async def test_a_pasted_table_brings_its_ratings_and_a_faulty_one_waits_with_the_reason(fresh: Workspace) -> None:
    app = app_on(fresh)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot, "tasks")
        await types(pilot, "p")
        field = app.screen.query_one("Input")
        field.post_message(events.Paste("Name\tBuilt as\tCpx\r\nSmall [/] refund\tacts_alone\t7\r\n"))
        await pilot.pause()
        assert "'decision_complexity=7' doesn't rate" in screen_text(app)
        await types(pilot, "enter")
        assert not session_of(app).assessment.tasks
        field.post_message(events.Paste("Name\tBuilt as\tCpx\r\nSmall [/] refund\tacts_alone\t1\r\n"))
        await pilot.pause()
        assert "A table of 1 task: Small [/] refund" in screen_text(app)
        await types(pilot, "enter")
        (task,) = session_of(app).assessment.tasks.values()
        assert (task.name, task.built_as, task.factors) == (
            "Small [/] refund",
            "acts_alone",
            {"decision_complexity": 1},
        )
        await types(pilot, "u")
        assert not session_of(app).assessment.tasks


async def test_the_quick_basis_asks_the_articles_four_factors_and_never_clears_to_act_alone(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tasks", "release-notes-bot", "label-change")
        assert session_of(app).evaluation.clearance("label-change").cleared == "automate"
        await types(pilot, "q")
        assert session_of(app).assessment.tasks["label-change"].basis == "quick"
        assert session_of(app).evaluation.clearance("label-change").cleared == "approve_before"


async def test_the_quick_basis_asks_whether_it_is_irreversible_and_leaves_it_out_where_nothing_is_said(
    demo: Workspace,
) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tasks", "release-notes-bot", "label-change")
        await pilot.press("q", "right", "right", "right", "right")
        assert "Reversibility: " in screen_text(app)
        await types(pilot, "delete")
        assert session_of(app).assessment.tasks["label-change"].factors.get("reversibility") is None
        assert session_of(app).evaluation.decision("label-change").mode == "automate"
        await pilot.press("left")
        await pilot.pause()
        assert "Del  don't know (now): left out, its rule is not applied" in screen_text(app)
        await types(pilot, "3")
        assert session_of(app).evaluation.decision("label-change").mode == "approve_before"
        assert "Moves money" in screen_text(app)


async def test_the_tasks_that_must_stop_stay_in_sight_on_every_row(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tasks")
        for _ in session_of(app).assessment.tasks:
            for _ in range(2):  # with the flags, and with the texts of a factor
                await pilot.press("tab")
                await pilot.pause()
                text = screen_text(app)
                assert "✗ Sort mail into queues      acts alone; cleared only for approve before" in text
                assert "✗ Refund of 50 EUR and more  acts alone; cleared only for approve before" in text
            await pilot.press("down")


async def test_a_close_call_names_the_factor_that_settles_it_and_an_unclear_task_shows_the_safer_mode(
    demo: Workspace,
) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tasks", subject="complaint-reply")
        assert "close call: augment or approve before, settled by Cpx" in screen_text(app)
    async with app_on(demo).run_test(size=(80, 24)) as pilot:
        app = pilot.app
        await opened(pilot, "tasks", subject="sort-mail")
        await pilot.press("1", "1", "right", "right", "1", "1")
        await pilot.pause()
        decision = session_of(app).evaluation.decision("sort-mail")
        assert (decision.status, decision.mode, decision.interim) == ("unclear", "automate", "augment")
        assert "│ augment! alone    augment ✗" in screen_text(app)
        await pilot.press("left")
        await pilot.pause()
        assert "unclear: augment or automate, settled by Cpx" in screen_text(app)


async def test_removing_a_task_is_one_step_of_undo(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tasks", subject="close-account")
        before = session_of(app).assessment
        await types(pilot, "D")
        assert "close-account" not in session_of(app).assessment.tasks
        await types(pilot, "u")
        assert session_of(app).assessment == before


async def test_a_click_on_a_cell_puts_the_cursor_there(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tasks")
        await pilot.click("TaskGrid", offset=(16 + 4 * 2 - 1, 3))
        await types(pilot, "0")
        tasks = list(session_of(app).assessment.tasks.values())
        assert tasks[2].factors["task_nature"] == 0


async def test_hostile_names_of_tasks_stand_as_they_are(fresh: Workspace) -> None:
    app = app_on(fresh)
    name = "[/] [@click=app.quit]x[/] <b>"
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, "tasks")
        await types(pilot, "a")
        app.screen.query_one("Input").value = name
        await types(pilot, "enter", "1", "1")
        assert "[/] [@click" in screen_text(app)
        await opened(pilot, "results")
        assert "[@click=app.quit]x[/]" in screen_text(app)


async def test_results_say_first_what_must_stop_then_whether_it_is_ready(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "results")
        lines = screen_text(app).splitlines()
        assert "STOP" in lines[2]
        assert "2 of 6 tasks act alone but are cleared only for approve before" in lines[2]
        assert "NOT READY" in lines[4]
        assert any("Maintenance" in line and "62.5–79.2" in line and "-8.3" in line for line in lines)


async def test_without_answers_there_is_no_score_and_no_zero(fresh: Workspace) -> None:
    app = app_on(fresh)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "results")
        text = screen_text(app)
        assert "No score yet: F2 starts." in text
        assert "no tasks rated: F3" in text
        assert not [line for line in text.splitlines() if "Overall" in line and " 0.0" in line and "–" not in line]


async def test_enter_on_a_result_opens_what_stands_behind_it(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "results")
        while not app.screen.tag.startswith("question:"):
            await types(pilot, "j")
        await types(pilot, "enter")
        assert app.screen.NAME == "question"
        assert "Is every output" in screen_text(app)


async def test_x_explains_with_contributions_that_add_up(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 40)) as pilot:
        await opened(pilot, "results")
        await types(pilot, "x")
        assert "59.3 is the worst end. Each question adds, exactly:" in screen_text(app)


async def test_another_target_changes_what_stops_it(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "results")
        await types(pilot, "t", "4")
        assert session_of(app).evaluation.scorecard.target == "production-ready"
        assert "What stops production-ready" in screen_text(app)


async def test_the_milestone_screen_names_what_is_open_and_worse_and_enter_takes_it(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "milestone")
        text = screen_text(app)
        assert "4 of 29 applicable questions are unanswered" in text
        assert "got worse: Updates validated" in text
        await types(pilot, "n", "before the release", "enter", "enter")
        assert any("taken: @5" in toast for toast in toasts(app))
        folder = demo.root / "assessments" / "support-agent" / "milestones"
        (taken,) = folder.glob("0005-2026-11-22-*.yaml")
        assert "note: before the release" in taken.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("screen", ["tasks", "results", "milestone"])
def test_looks(snap_compare, demo: Workspace, size: tuple[int, int], screen: str) -> None:
    async def shown(pilot) -> None:
        await opened(pilot, screen)

    assert snap_compare(app_on(demo), terminal_size=size, run_before=shown)


def test_looks_of_results_at_60_columns(snap_compare, demo: Workspace) -> None:
    async def shown(pilot) -> None:
        await opened(pilot, "results")

    assert snap_compare(app_on(demo), terminal_size=(60, 20), run_before=shown)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("figure:confidence", "of the weight of positive answers carries evidence"),
        ("figure:clock", "surface the most critical cases"),
        ("figure:checklist", "Retries with backoff: In place"),
        ("section:observability", "Each question adds, exactly:"),
        ("explain:", "The fewest answers that would change the level"),
    ],
)
async def test_every_figure_opens_its_account(demo: Workspace, tag: str, said: str) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "f5")
        await settled(pilot)
        assert tag in app.screen._tags
        await types(pilot, *["j"] * app.screen._tags.index(tag), "enter")
        assert said in " ".join(app.screen.text.plain.split())


async def test_wide_results_say_what_reaches_the_target_and_what_to_ask_next(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(120, 40)) as pilot:
        await types(pilot, "f5")
        await settled(pilot)
        text = screen_text(app)
        assert "Fewest answers that reach it: these two and Alert thresholds (7 days)" in text
        assert "Data drift watched settles 3.3 points," in text
        assert "CHECKLIST OF 19" in text
        await types(pilot, "z")
        assert "CHECKLIST OF 19" not in screen_text(app)
        assert "Trend" in screen_text(app)
        await types(pilot, "escape")
        await pilot.pause()
        assert "CHECKLIST OF 19" in screen_text(app)
        assert app.current_mode == "results"


async def test_the_account_of_a_section_has_its_name(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.post_message(AgentOpened("support-agent", Place("results")))
        await pilot.pause()
        await types(pilot, "j", "j", "j", "j", "x")
        titles = [section.title for section in session_of(app).questionnaire.sections]
        assert any(f"Why: {title}" in screen_text(app) for title in titles)
