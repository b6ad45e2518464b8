"""Everything works by mouse, too: a click on each kind of thing."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from readiness_tui.tui.app import ReadinessApp
from readiness_tui.tui.messages import Place, Went
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.waiting import settled
from tests.tui.workspaces import app_on, screen_text, types


async def clicks(pilot: Pilot[None], words: str, *, times: int = 1) -> None:
    """Click on the first place where these words stand on the screen."""
    lines = screen_text(pilot.app).splitlines()
    y = next(place for place, line in enumerate(lines) if words in line)
    for _ in range(times):
        await pilot.click(offset=(lines[y].index(words), y))
    await pilot.pause()
    await settled(pilot)


async def opened(pilot: Pilot[None], app: ReadinessApp, screen: str, subject: str | None = None) -> None:
    await pilot.pause()
    app.post_message(Went(Place(screen, subject)))
    await pilot.pause()
    await settled(pilot)


async def test_a_dialog_is_answered_and_left_by_its_line_of_keys(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "question", "load-tested")
        await clicks(pilot, "e  Edit")
        await types(pilot, "@bo")
        await clicks(pilot, "Esc leave as it was")
        assert app.session.assessment.answer("load-tested").owner is None
        await clicks(pilot, "e Edit")
        await types(pilot, "@bo")
        await clicks(pilot, "↵ apply")
        assert app.session.assessment.answer("load-tested").owner == "bo"
        await clicks(pilot, "f Filter")
        await clicks(pilot, "gates")
        assert app.question_filter == "gates"
        await clicks(pilot, "? Keys")
        await clicks(pilot, "Esc back")
        assert app.screen.NAME == "question"


async def test_lists_choices_cells_and_rows_are_clicked(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app, "question", "load-tested")
        await clicks(pilot, "Data drift watched")
        assert app.screen.focused_question().id == "data-drift"
        await clicks(pilot, "◐ Partly in place")
        assert app.session.assessment.answer("data-drift").choice == "partial"
        await opened(pilot, app, "tasks", "close-account")
        await clicks(pilot, "Moves money")
        assert app.screen.field.id == "moves_money"
        await clicks(pilot, "Sort mail into queues", times=2)
        assert app.screen.NAME == "task"
        await opened(pilot, app, "results")
        await clicks(pilot, "Decision log")
        assert app.screen.focused_question().id == "decision-log"
        await opened(pilot, app, "plan")
        await clicks(pilot, "Alert thresholds", times=2)
        assert app.screen.focused_question().id == "alert-thresholds"


@pytest.mark.parametrize(("words", "audience"), [("( ) exec", "exec"), ("(•) full", "full")])
async def test_options_of_a_report_are_clicked(demo: Workspace, words: str, audience: str) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "report")
        await clicks(pilot, words)
        assert app.screen.choice.audience == audience
