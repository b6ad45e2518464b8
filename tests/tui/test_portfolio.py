"""The portfolio: many workspaces in one list, 10,000 rows drawn like 20, filter, order, and any agent opened."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from benchmarks.portfolio import write_portfolio
from readiness_tui.tui.app import ReadinessApp
from readiness_tui.tui.screens.home import HomeScreen
from readiness_tui.tui.screens.portfolio import PortfolioScreen
from readiness_tui.tui.widgets.rows import RowsPanel
from readiness_tui.use_cases.attention import Overview
from readiness_tui.use_cases.portfolio_choices import Choice
from readiness_tui.use_cases.workspaces import Workspace, open_workspace
from tests.tui.waiting import until
from tests.tui.workspaces import app_on, screen_text, toasts, types

SIZES = [(80, 24), (120, 40)]


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two repositories with a workspace each, fourteen agents."""
    folder = tmp_path_factory.mktemp("teams")
    write_portfolio(folder, 14, 60, workspaces=2, seed=4)
    return folder


async def opened(pilot: Pilot[None], folder: Path | None = None) -> PortfolioScreen:
    await types(pilot, "P")
    screen = pilot.app.screen
    assert isinstance(screen, PortfolioScreen)
    if folder is not None:
        screen._take_folder(str(folder))
    await settled(pilot)
    return screen


async def settled(pilot: Pilot[None]) -> None:
    screen = pilot.app.screen
    await until(pilot, lambda: not getattr(screen, "_reading", ""))
    await pilot.pause()


def app_in(teams: Path, **rest: Any) -> ReadinessApp:
    return app_on(open_workspace(teams / "team-000" / "agents"), **rest)


async def test_it_lists_the_workspace_and_every_one_below_a_folder(teams: Path) -> None:
    app = app_in(teams)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert len(screen.rows) == 7
        screen._take_folder(str(teams))
        await settled(pilot)
        assert len(screen.rows) == 14
        text = screen_text(app)
        assert "2 workspaces · 14 agents" in text
        assert "in team-00" in text
        assert screen.shell_command() == "readiness list --recursive"


async def test_a_filter_an_order_and_a_choice_narrow_it_and_escape_shows_all(teams: Path) -> None:
    app = app_in(teams)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, teams)
        await types(pilot, "/", "invoice", "enter")
        assert {row.slug[:7] for row in screen.listed} == {"invoice"}
        assert "'invoice'" in screen_text(app)
        await types(pilot, "escape", "s", "4")
        assert [row.rank for row in screen.listed] == sorted(row.rank for row in screen.rows)
        screen._take_narrow("stale")
        assert screen.listed
        assert all(row.stale for row in screen.listed)
        await types(pilot, "escape")
        assert len(screen.listed) == 14
        assert screen.choice == Choice()
        screen._choose(Choice(words="nobody"))
        await pilot.pause()
        assert "Nothing fits 'nobody', Esc shows all 14." in screen_text(app)


async def test_it_opens_an_agent_of_another_workspace_and_comes_back(teams: Path) -> None:
    app = app_in(teams)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, teams)
        place = next(place for place, row in enumerate(screen.listed) if "team-001" in row.workspace)
        screen.query_one("#agents", RowsPanel).move_to(place)
        await types(pilot, "enter")
        assert app.session is not None
        assert app.session.slug == screen.listed[place].slug
        assert "team-001" in str(app.workspace.root if app.workspace else "")
        await types(pilot, "escape")
        assert app.current_mode == "home"


async def test_it_opens_an_agent_of_the_same_workspace(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert [row.slug for row in screen.listed] == sorted(row.slug for row in screen.rows)
        await types(pilot, "j", "enter")
        assert app.session is not None
        assert app.session.slug == screen.listed[1].slug


async def test_a_file_that_cannot_be_read_keeps_its_row_and_says_why(demo: Workspace) -> None:
    (demo.root / "assessments" / "hr-screening" / "assessment.yaml").write_text("format: readiness/assessment@1\na: {")
    app = app_on(demo)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert screen.listed[0].problem
        assert "✗ assessments/hr-screening/assessment.yaml:" in screen_text(app)
        await types(pilot, "enter")
        assert app.session is None
        assert any("assessment.yaml" in toast for toast in toasts(app))


async def test_what_changed_meanwhile_is_read_on_return(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        before = next(row for row in screen.rows if row.slug == "hr-screening").answered
        path = demo.root / "assessments" / "hr-screening" / "assessment.yaml"
        path.write_text(path.read_text().replace("  decision-log:\n", "  decision-log:\n    choice: full\n"))
        await types(pilot, "escape", "P")
        await settled(pilot)
        after = next(row for row in screen.rows if row.slug == "hr-screening").answered
        assert after == before + 1


async def test_ten_thousand_rows_are_drawn_like_twenty(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        one = screen.rows[0]
        screen.rows = tuple(one._replace(slug=f"agent-{number:05d}") for number in range(10_000))
        screen._list()
        drawn: list[int] = []
        draw = screen._draw
        panel = screen.query_one("#agents", RowsPanel)
        panel.show(10_000, lambda place, width, is_cursor: (drawn.append(place), draw(place, width, is_cursor))[1])
        drawn.clear()
        await types(pilot, "end")
        assert panel.cursor == 9_999
        assert len(drawn) <= 2 * 40
        assert "agent-09999" in screen_text(app)
        drawn.clear()
        await types(pilot, "k")
        assert len(drawn) <= 2 * 40


@pytest.mark.deep
async def test_many_files_are_read_by_workers_that_the_full_screen_program_starts(tmp_path: Path) -> None:
    (root,) = write_portfolio(tmp_path / "many", 30, 400)
    app = app_on(open_workspace(root))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert len(screen.rows) == 30


async def test_no_workspace_and_no_folder_say_what_to_do() -> None:
    app = app_on(None)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "F names a folder" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
def test_looks(demo: Workspace, snap_compare: Any, size: tuple[int, int]) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await opened(pilot)
        await types(pilot, "s", "2", "j")

    assert snap_compare(app_on(demo), terminal_size=size, run_before=before)


@pytest.mark.deep
async def test_home_lists_very_many_agents_too_those_that_need_a_person_most_first(tmp_path: Path) -> None:
    (root,) = write_portfolio(tmp_path / "many", 210, 0)
    app = app_on(open_workspace(root))
    async with app.run_test(size=(120, 40)) as pilot:
        home = app.screen
        assert isinstance(home, HomeScreen)
        assert "reading" in screen_text(app)
        await until(pilot, lambda: not home.reading)
        assert "210 agents" in screen_text(app)
        assert len(home._listed) == 210
        assert list(home._listed) == sorted(
            home._listed, key=lambda each: (-each.row.beyond, -each.row.blockers, _due(each), each.slug)
        )
        first = home._listed[0].slug
        assert first in screen_text(app)
        await types(pilot, "down")
        assert home.listed_agent() == home._listed[1].slug


def _due(agent: Overview) -> date:
    return agent.due[0].due if agent.due else date.max
