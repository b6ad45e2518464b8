from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from textual.pilot import Pilot

from readiness_tui.tui import messages
from readiness_tui.tui.app import ReadinessApp
from readiness_tui.use_cases.comparisons import compare_names
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.waiting import settled
from tests.tui.workspaces import NOW, TODAY, app_on, screen_text, toasts, types

SIZES = [(80, 24), (120, 40)]


async def opened(pilot: Pilot[None], app: ReadinessApp, screen: str = "compare", subject: str | None = None) -> None:
    await pilot.pause()
    app.post_message(messages.Went(messages.Place(screen, subject)))
    await settled(pilot)


async def test_the_last_milestone_is_compared_with_what_the_screen_shows(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.change(messages.Answered("no-cascade", "full"))
        await opened(pilot, app)
        text = screen_text(app)
        assert "@4 2026-11-17 → working answers 2026-11-22" in text
        assert "▲ Failures do not cascade" in text
        expected = compare_names(demo, "support-agent", None, TODAY).comparison
        assert app.screen.view.comparison == expected
        app.post_message(messages.StepUndone())
        await settled(pilot)
        assert "▲ Failures do not cascade" not in screen_text(app)


async def test_printed_parts_with_what_rounding_leaves_add_up_overall_and_by_gap(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(120, 40)) as pilot:
        for subject in ("1..2", "2..3", "1..working"):
            await opened(pilot, app, subject=subject)
            for part in app.screen.view.parts:
                parts = (part.questionnaire, part.applicability, part.answers, part.rounding or "0")
                total = sum(Fraction(text) for text in parts)
                assert Fraction(part.before) + total == Fraction(part.after), part


async def test_regressions_come_first_and_the_texts_that_differ_stand_below(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, subject="3..working")
        text = screen_text(app)
        assert "▸ ▼ Updates validated" in text
        assert "- Every update is replayed" in text
        assert "+ The replay has been off" in text
        assert "Gate passed: Approval workflow" in text
        assert "Expired since: evidence of 1 answer" in text
        assert "Clearances: augment → approve before for 5 of 6 tasks   Tasks stop 4 → 2" in text


async def test_filters_search_and_swap_show_other_rows(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, subject="3..working")
        count = len(app.screen.rows)
        shown = []
        for digit in "234":
            await types(pilot, "f", digit)
            shown.append(len(app.screen.rows))
        assert sum(shown) == count
        assert shown[0] == 1
        await types(pilot, "f", "1", "/", "approval")
        assert "1 shown" in screen_text(app)
        await types(pilot, "enter")
        assert [row.question for row in app.screen.rows] == ["approval-workflow"]
        await types(pilot, "escape", "X")
        await settled(pilot)
        assert len(app.screen.rows) == count
        assert "working answers 2026-11-22 → @3 2026-10-26" in screen_text(app)
        assert "▲ Updates validated" in screen_text(app)
        assert app.screen.shell_command() == "readiness compare support-agent support-agent@3"


async def test_versions_are_picked_from_two_lists_and_enter_opens_the_question(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await types(pilot, "v", "@1", "enter", "@2", "enter")
        await settled(pilot)
        assert "@1 2026-09-08 → @2 2026-09-29" in screen_text(app)
        first = app.screen.rows[0].question
        await types(pilot, "enter")
        await pilot.pause()
        assert app.current_mode == "question"
        assert app.screen.focused_question().id == first


async def test_all_that_moved_opens_as_a_text(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, subject="3..working")
        await types(pilot, "x")
        text = screen_text(app)
        assert "Worst by gap" in text
        assert "Maintenance" in text
        await types(pilot, "escape", "y")
        assert app.clipboard == "- Updates validated: In place → Partly in place (-1.7)"
        await types(pilot, "h")
        assert "exact sum" in screen_text(app)


async def test_one_version_only_and_no_change_say_so(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        assert "Take a milestone (M) and compare later" in screen_text(app)
        await types(pilot, "X", "v", "x", "f", "enter", "j", "y")
        await types(pilot, "H")
        await settled(pilot)
        assert "No milestone yet: M takes one" in screen_text(app)
        await types(pilot, "space", "c", "enter", "r", "escape")
        app.post_message(messages.MilestoneTaken("first"))
        await settled(pilot)
        await opened(pilot, app)
        assert "Same answers, same questionnaire." in screen_text(app)


async def test_words_of_people_stay_text(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.change(messages.NoteChanged("decision-log", "see [/etc/passwd] [@click=app.quit]x[/]"))
        await opened(pilot, app)
        await types(pilot, "/", "decision", "enter")
        assert "+ see [/etc/passwd] [@click=app.quit]x[/]" in screen_text(app)
        assert "~ Decision log" in screen_text(app)
        await types(pilot, "x")
        assert "[@click=app.quit]x[/]" in screen_text(app)


async def test_history_lists_milestones_newest_first_and_compares_the_two_that_are_marked(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "history")
        assert [row.label for row in app.screen.rows] == ["now", "@4", "@3", "@2", "@1"]
        assert "▸ ▢ @4" in screen_text(app)
        await types(pilot, "j", "space", "j", "j", "space", "k", "space")
        assert app.screen.marked == ("1", "2")
        await types(pilot, "c")
        await settled(pilot)
        assert "@1 2026-09-08 → @2 2026-09-29" in screen_text(app)
        await types(pilot, "escape", "enter")
        await settled(pilot)
        assert "@2 2026-09-29 → working answers" in screen_text(app)
        await types(pilot, "escape", "r")
        await settled(pilot)
        assert app.screen.file == "support-agent-2.html"


async def test_a_milestone_that_was_altered_says_so_and_is_not_compared(demo: Workspace) -> None:
    folder = demo.root / "assessments" / "support-agent" / "milestones"
    path = next(folder.glob("0003-*.yaml"))
    path.write_text(path.read_text(encoding="utf-8").replace("partial", "full", 1), encoding="utf-8")
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "history")
        assert "✗ altered: it was changed" in screen_text(app)
        await types(pilot, "j")
        assert "readiness verify" in screen_text(app)
        await types(pilot, "enter")
        assert any("can't be compared" in toast for toast in toasts(app))
        await opened(pilot, app, subject="3..working")
        assert "✗" in screen_text(app)
        assert "changed after it was taken" in " ".join(screen_text(app).split())
        await types(pilot, "j", "enter", "x", "f", "y", "X")
        await settled(pilot)
        assert app.is_running


async def test_diverged_milestones_stand_side_by_side_with_their_parents(demo: Workspace) -> None:
    from readiness_tui.storage.assessments import load_working
    from readiness_tui.storage.milestones import take_milestone

    folder = demo.root / "assessments" / "support-agent" / "milestones"
    mine = take_milestone(demo, "support-agent", load_working(demo, "support-agent"), NOW, "ana", "mine")
    text = mine.path.read_text(encoding="utf-8")
    mine.path.unlink()
    theirs = take_milestone(demo, "support-agent", load_working(demo, "support-agent"), NOW, "bo", "theirs")
    (folder / mine.path.name).write_text(text, encoding="utf-8")
    assert theirs.number == mine.number
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "history")
        labels = [row.label for row in app.screen.rows]
        assert sorted(labels[1:3]) == sorted(f"@5-{ref.name.rpartition('-')[2]}" for ref in (mine, theirs))
        assert "diverged" in screen_text(app)
        assert "after @4" in screen_text(app)
        await types(pilot, "space", "j", "space", "c")
        await settled(pilot)
        assert "Same answers, same questionnaire." in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
def test_compare_looks(snap_compare: Callable[..., bool], demo: Workspace, size: tuple[int, int]) -> None:
    app = app_on(demo, "support-agent")

    async def show(pilot: Pilot[None]) -> None:
        await opened(pilot, app, subject="3..working")

    assert snap_compare(app, run_before=show, terminal_size=size)


@pytest.mark.parametrize("size", SIZES)
def test_history_looks(snap_compare: Callable[..., bool], demo: Workspace, size: tuple[int, int]) -> None:
    app = app_on(demo, "support-agent")

    async def show(pilot: Pilot[None]) -> None:
        await opened(pilot, app, "history")
        await types(pilot, "space")

    assert snap_compare(app, run_before=show, terminal_size=size)
