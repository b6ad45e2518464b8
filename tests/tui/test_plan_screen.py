from __future__ import annotations

from textual.pilot import Pilot

from readiness_tui.tui import messages
from readiness_tui.tui.app import ReadinessApp
from readiness_tui.use_cases.plans import PlanWords, plan_agent
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.workspaces import TODAY, app_on, screen_text

SIZES = [(80, 24), (120, 40)]


async def settled(pilot: Pilot[None], app: ReadinessApp) -> None:
    """Everything that was asked for is planned and shown."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def opened(pilot: Pilot[None], app: ReadinessApp, subject: str | None = None) -> None:
    await pilot.pause()
    app.post_message(messages.Went(messages.Place("plan", subject)))
    await settled(pilot, app)


async def test_the_screen_holds_the_plan_that_the_command_prints(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        expected = plan_agent(demo, "support-agent", PlanWords(), TODAY).plan
        assert app.screen.view.plan == expected
        assert "Cheapest path: 3 actions, 7 days" in screen_text(app)
