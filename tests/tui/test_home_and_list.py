from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.content import Content

from readiness_tui.storage.assessments import load_working
from readiness_tui.tui.dialogs import Reading
from readiness_tui.tui.home_view import agents_heading
from readiness_tui.tui.list_view import list_heading
from readiness_tui.tui.messages import FileImported
from readiness_tui.tui.portfolio_view import heading as portfolio_heading
from readiness_tui.tui.widgets.history_lines import history_heading
from readiness_tui.tui.widgets.plan_lines import plan_heading
from readiness_tui.use_cases.workspaces import Workspace, init_workspace, new_assessment
from tests.tui.waiting import settled
from tests.tui.workspaces import answers_file, app_on, screen_text, toasts, types


async def test_home_lists_agents_that_must_stop_first(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = screen_text(app)
        lines = text.splitlines()
        assert "STOP  support-agent: 2 tasks act alone, cleared only for approve before" in text
        places = [next(at for at, line in enumerate(lines) if line[3:].startswith(slug)) for slug in AGENTS]
        assert places == sorted(places)
        assert "Due in 14 days" in text
        assert "2026-11-27  support-agent  Output validated after" in text


AGENTS = ("hr-screening", "support-agent", "invoice-matcher", "release-notes-bot")


async def test_enter_opens_the_agent_and_escape_leads_back(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "j", "enter")
        assert (app.current_mode, app.session.slug) == ("question", "support-agent")
        await types(pilot, "3", "escape")
        assert app.current_mode == "home"
        assert "26/29" in screen_text(app)
        await types(pilot, "k", "enter")
        assert app.session.slug == "hr-screening"
        assert app.screen.focused_question().id == app.session.first_open


async def test_a_filter_narrows_while_typing_and_escape_shows_all(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "/", "zzz", "enter")
        assert "Nothing matches 'zzz', Esc shows all 4." in screen_text(app)
        await types(pilot, "escape", "/", "invoice", "enter")
        assert "invoice-matcher" in screen_text(app)
        assert "hr-screening  " not in screen_text(app).split("Due in")[0]


async def test_a_file_that_cant_be_read_keeps_its_row_and_says_where(demo: Workspace) -> None:
    path = demo.root / "assessments" / "invoice-matcher" / "assessment.yaml"
    path.write_text("format: readiness/assessment@1\nagent: [broken\n", encoding="utf-8")
    app = app_on(demo)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "assessment.yaml:" in screen_text(app)
        await types(pilot, "enter")
        assert app.current_mode == "home"
        assert any("assessment.yaml:" in toast for toast in toasts(app))


async def test_first_run_makes_a_workspace_and_opens_the_assessment(tmp_path: Path) -> None:
    app = app_on(None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "nothing leaves this computer" in screen_text(app)
        await types(pilot, "n", "enter")
        assert "a name is needed" in screen_text(app)
        await types(pilot, "Mail bot", "tab", "tab", "backspace", str(tmp_path / "new"), "enter")
        assert app.session.slug == "mail-bot"
        assert (tmp_path / "new" / "readiness.yaml").is_file()
        await types(pilot, "s", "3")
        assert "choice: full" in answers_file(app.workspace, "mail-bot")


async def test_the_demo_is_in_a_temporary_folder_and_every_header_says_so(tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    app = app_on(None)
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "d")
        assert "DEMO" in screen_text(app)
        await types(pilot, "enter")
        assert "DEMO" in screen_text(app).splitlines()[0]
    assert set(tmp_path.rglob("*")) == before


async def test_an_empty_workspace_says_what_to_do(tmp_path: Path) -> None:
    app = app_on(init_workspace(tmp_path / "ws"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "No agents yet: n new, d demo." in screen_text(app)
        await types(pilot, "f5")
        assert app.current_mode == "home"


async def test_an_agent_that_is_begun_stands_on_home_the_first_one_too(tmp_path: Path) -> None:
    app = app_on(init_workspace(tmp_path / "ws"))
    async with app.run_test(size=(80, 24)) as pilot:
        for name in ("first", "second"):
            await types(pilot, "n", *name, "enter", "s")
            await types(pilot, "escape", "escape")
            assert app.current_mode == "home"
            assert name in screen_text(app)


async def test_many_agents_are_read_by_a_worker_and_all_are_listed(tmp_path: Path) -> None:
    workspace = init_workspace(tmp_path / "ws")
    for number in range(30):
        new_assessment(workspace, f"Agent {number}")
    app = app_on(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "30 agents ·" in screen_text(app)
        await types(pilot, *["down"] * 29)
        assert "agent-9" in screen_text(app).split("─ ")[-2]


async def test_one_line_edits_all_selected_questions_in_one_step(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.session
        await types(pilot, "f2", "space", "space", "e", "@bo +2w #OPS-90", "enter")
        names = ("no-cascade", "adversarial-inputs")
        owners = [app.session.assessment.answer(name).owner for name in names]
        assert owners == ["bo", "bo"]
        await types(pilot, "u")
        assert before is None or app.session.assessment == load_working(demo, "support-agent").assessment
        assert app.session.assessment.answer("no-cascade").owner is None
        assert len(app.session.done) == 0


async def test_digits_set_all_selected_that_share_their_choices_and_name_those_that_dont(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "f2", "A", "3")
        assert any("not the same choices: Days in staging" in toast for toast in toasts(app))
        await types(pilot, "escape", "f", "2", "A", "3")
        assert app.session.evaluation.scorecard.coverage.answered == 29
        assert len(app.session.done) == 1
        assert "Nothing open here: f all, F5 results." in screen_text(app)


async def test_the_list_and_the_question_lead_to_each_other(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "f2", "j", "j", "enter")
        assert app.screen.focused_question().id == "load-tested"
        await types(pilot, "f2", "escape")
        assert app.screen.focused_question().id == "load-tested"


async def test_a_search_and_a_sort_order_the_list(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "f2", "/", "ana", "enter")
        assert "1 of 29" in screen_text(app) or "2 of 29" in screen_text(app)
        await types(pilot, "escape", "s")
        assert "sorted by gap" in toasts(app)
        assert app.screen._rows[0].label == "Decision log", "the weakest gap comes first"
        await types(pilot, "s", "s")
        assert "sorted by due" in toasts(app)
        rows = [line for line in screen_text(app).splitlines() if "▢" in line]
        assert "2026-11-27" in rows[0]


async def test_answers_that_no_question_asks_any_more_are_listed(demo: Workspace) -> None:
    path = demo.root / "assessments" / "support-agent" / "assessment.yaml"
    text = path.read_text(encoding="utf-8").replace("answers:\n", "answers:\n  long-gone:\n    choice: full\n")
    path.write_text(text, encoding="utf-8")
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "f", *["down"] * 9, "enter")
        assert len([line for line in screen_text(app).splitlines() if "▢" in line]) == 1
        assert "long-gone" in screen_text(app)
        assert "'full', no longer asked" in screen_text(app) or "'full', no long" in screen_text(app)


async def test_a_file_is_imported_whole_into_a_new_agent_of_a_new_workspace(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("question,answer,note\nretry-with-backoff,full,see [/etc/passwd]\n", encoding="utf-8")
    bad.write_text("question,answer\nretry-with-backoff,fulll\nno-such,full\n", encoding="utf-8")
    folder = tmp_path / "ws"
    app = app_on(None)
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(FileImported(str(bad), "My bot", "", str(folder)))
        await pilot.pause()
        assert "did you mean 'full'?" in " ".join(screen_text(app).split())
        assert "no question 'no-such'" in " ".join(screen_text(app).split())
        assert not folder.exists(), "nothing is made for a file that can't be taken"
        await types(pilot, "escape")
        app.post_message(FileImported(str(good), "My bot", "", str(folder)))
        await types(pilot)
        assert app.session.assessment.answer("retry-with-backoff").note == "see [/etc/passwd]"
        assert "1 answer and 0 tasks changed" in toasts(app)
        await types(pilot, "u")
        assert not app.session.assessment.answer("retry-with-backoff").is_answered


async def test_import_asks_for_file_and_agent_and_takes_it_as_one_step(demo: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "more.csv"
    file.write_text("question,answer\nno-cascade,full\ndata-drift,partial\n", encoding="utf-8")
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "k", "i", str(file), "enter")
        slug = app.session.slug
        assert app.session.assessment.answer("no-cascade").choice == "full"
        await types(pilot, "u")
        assert app.session.slug == slug
        assert app.session.assessment.answer("data-drift").choice != "partial"


async def test_the_questionnaires_can_be_looked_at_before_there_is_a_workspace() -> None:
    app = app_on(None)
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "Q")
        assert "agent-production-readiness" in screen_text(app)
        assert "ml-test-score" in screen_text(app)


@pytest.mark.parametrize(("keys", "words"), [((), "How to begin"), (("Q",), "Questionnaires")])
async def test_help_is_there_before_anything_is_open(keys: tuple[str, ...], words: str) -> None:
    app = app_on(None)
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, *keys, "h")
        assert isinstance(app.screen, Reading)
        assert words in app.screen.heading


async def test_go_to_finds_gaps_and_agents_too(demo: Workspace) -> None:
    app = app_on(demo)
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "g", "invoice", "enter")
        assert app.session.slug == "invoice-matcher"
        await types(pilot, "g", "observability", "enter")
        assert app.screen.focused_question().id == "decision-log"


async def test_a_search_narrows_what_is_walked_through_and_escape_shows_all(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "/", "silent", "enter")
        assert app.screen.focused_question().id == "graceful-degradation"
        await types(pilot, "j")
        assert app.screen.focused_question().id == "silent-failures"
        assert "/ silent" in screen_text(app)
        await types(pilot, "escape", "k")
        assert app.screen.focused_question().id == "output-quality"
        assert app.current_mode == "question"


@pytest.mark.parametrize(("width", "words"), [(80, "filter: no owner"), (120, "filter: no owner")])
async def test_the_list_always_says_that_it_is_filtered(demo: Workspace, width: int, words: str) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        await types(pilot, "f2", "f", "7")
        assert words in screen_text(app).splitlines()[0]
        await types(pilot, "space")
        assert "no owner" in screen_text(app).splitlines()[0]


@pytest.mark.parametrize("heading", [agents_heading, list_heading, history_heading, plan_heading, portfolio_heading])
def test_the_names_of_columns_can_be_drawn_in_any_width(heading: Callable[[int], Content]) -> None:
    for width in range(1, 200):
        assert heading(width).plain is not None
