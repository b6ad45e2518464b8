from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from readiness_tui.analysis.counterfactuals import with_changes
from readiness_tui.analysis.deciding import decide
from readiness_tui.model.assessment import Task
from readiness_tui.tui import messages
from readiness_tui.tui.app import ReadinessApp
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.waiting import settled
from tests.tui.workspaces import app_on, screen_text, toasts, types

SIZES = [(80, 24), (120, 40)]


async def opened(pilot: Pilot[None], app: ReadinessApp, task_id: str | None) -> None:
    await pilot.pause()
    app.post_message(messages.Went(messages.Place("task", task_id)))
    await settled(pilot)


async def test_an_axis_that_decides_shows_each_distance_and_a_stopped_task_its_exact_shortfalls(
    demo: Workspace,
) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "sort-mail")
        text = screen_text(app)
        assert "Recommended automate" in text
        assert "Cleared today approve before   ✗ STOP" in text
        assert "Exposure 0.75, below 1.00   Con +0.25  Rev -0.25  Det -0.25  Tol 0.00" in text
        assert "to sample    Rev 0→1, Det 0→1, evidence 3→2; inherent: Tol 1→2, Con 2→3" in text
        assert "flips to sample if Con counts 2.0 times" in text
        assert "What keeps it from automate with sampling: limited-production" in text
        assert "? Overall 59.3–71.3, needs 60.0" in text
        assert "Cheapest: 7 days, 3 improvements (P) · then automate needs production-ready" in text


async def test_a_rule_that_caps_shows_its_ground_and_that_no_factor_lifts_it(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "large-refund")
        text = screen_text(app)
        assert "Why approve before: G2 caps it" in text
        assert "no factor can lift it" in text
        assert "Ground: The article: financial transactions" in text
        assert "M1 critical" in text
        assert "independent of weights" in text


async def test_every_change_that_is_shown_really_leads_to_that_mode(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, None)
        for _ in app.session.assessment.tasks:
            view = app.screen.view
            ways = view.reckoned.counterfactuals
            assert ways
            for way in ways:
                changed = with_changes(view.row.task, way.changes)
                assert decide(view.row.id, changed, view.matrix).mode == way.to
            await types(pilot, "j")
            await settled(pilot)
        assert app.screen.task_id == list(app.session.assessment.tasks)[-1]
        await types(pilot, "k")
        assert app.screen.task_id == list(app.session.assessment.tasks)[-2]


async def test_enter_goes_to_the_grid_on_that_task(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "large-refund")
        await types(pilot, "enter")
        await pilot.pause()
        assert app.current_mode == "tasks"
        assert app.screen.current.id == "large-refund"


async def test_an_override_needs_a_reason_never_raises_the_clearance_and_is_one_step_of_undo(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "sort-mail")
        before = app.session.assessment
        await types(pilot, "o")
        await pilot.pause()
        await types(pilot, "5")
        await pilot.pause()
        await types(pilot, "enter")
        assert "an override needs a reason" in screen_text(app)
        await types(pilot, *"agreed [/]", "enter")
        await settled(pilot)
        override = app.session.assessment.tasks["sort-mail"].override
        assert (override.mode, override.reason, override.by) == ("automate", "agreed [/]", "ana")
        assert app.session.evaluation.clearance("sort-mail").cleared == "approve_before"
        assert "Overridden: automate by ana: agreed [/]" in screen_text(app)
        await types(pilot, "o")
        await pilot.pause()
        await types(pilot, "2")
        await pilot.pause()
        await types(pilot, *"safer", "enter")
        await settled(pilot)
        assert app.session.evaluation.clearance("sort-mail").cleared == "augment"
        await types(pilot, "o")
        await pilot.pause()
        await types(pilot, "6")
        await settled(pilot)
        assert app.session.assessment == before
        await types(pilot, "u", "u", "u")
        assert app.session.assessment == before


async def test_a_task_is_planned_for_its_next_mode(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app, "sort-mail")
        assert "Cheapest: 7 days, 3 improvements (P)" in screen_text(app)
        await types(pilot, "P")
        await settled(pilot)
        assert "to Sort mail into queues for automate with sampling" in screen_text(app)
        assert "3 actions, 7 days" in screen_text(app)
        await opened(pilot, app, "draft-reply")
        await types(pilot, "P")
        await settled(pilot)
        assert "cleared for approve before, all that is recommended: nothing to plan" in toasts(app)[-1]


async def test_the_full_account_opens_as_a_text(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app, "sort-mail")
        await types(pilot, "x")
        await pilot.pause()
        assert "Judgement 0.25 (exactly 1/4), Exposure 0.75 (exactly 3/4)" in screen_text(app)


async def test_another_persons_ratings_are_shown_and_the_cautious_one_counts(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app, "sort-mail")
        await types(pilot, "R")
        await pilot.pause()
        await types(pilot, *"kim", "tab", *"Rev=9", "enter")
        await pilot.pause()
        assert "doesn't rate" in screen_text(app)
        await types(pilot, "backspace", "2", "enter")
        await settled(pilot)
        assert app.session.assessment.tasks["sort-mail"].ratings[0].factors == {"reversibility": 2}
        assert "Raters disagree on Rev: task 0, kim 2; the cautious one counts" in screen_text(app)
        assert "Recommended approve before" in screen_text(app)


async def test_what_is_not_known_is_named_and_a_task_that_is_gone_is_no_crash(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "close-account")
        assert "Not known, taken cautiously: Det 3" in screen_text(app)
        app.change(
            messages.TaskPut("odd", Task(name="[/] [@click=x]", intent="unsure", built_as="acts_alone"), "added")
        )
        await opened(pilot, app, "odd")
        assert "[/] [@click=x]" in screen_text(app)
        assert "? open" in screen_text(app)
        for task_id in app.session.assessment.tasks:
            app.change(messages.TaskRemoved(task_id))
        await settled(pilot)
        assert "There is no such task" in screen_text(app)
        await types(pilot, "j", "o", "R", "P", "x", "J", "enter")
        await pilot.pause()
        assert app.current_mode == "tasks"
        assert toasts(app) is not None


@pytest.mark.parametrize("size", SIZES)
def test_a_task_looks(snap_compare: Callable[..., bool], demo: Workspace, size: tuple[int, int]) -> None:
    app = app_on(demo, "support-agent")

    async def show(pilot: Pilot[None]) -> None:
        await opened(pilot, app, "sort-mail")

    assert snap_compare(app, run_before=show, terminal_size=size)
