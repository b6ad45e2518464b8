from __future__ import annotations

import webbrowser
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from readiness_tui.tui import messages
from readiness_tui.tui.app import ReadinessApp
from readiness_tui.use_cases.publishing import publish
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.waiting import settled, until
from tests.tui.workspaces import TODAY, app_on, pictured_as_200_kb, screen_text, small_workspace, toasts, types

SMALL = """\
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
        choices: [{id: no, label: "No", value: 0}, {id: yes, label: "Yes", value: 1}]
"""


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    """An agent with one question: its report is made at once."""
    return small_workspace(tmp_path, SMALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a person stands in."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


async def opened(pilot: Pilot[None], app: ReadinessApp, subject: str | None = None) -> None:
    await pilot.pause()
    app.post_message(messages.Went(messages.Place("report", subject)))
    await made(pilot, app)


async def made(pilot: Pilot[None], app: ReadinessApp) -> None:
    """Everything that was asked for is made and shown."""
    await until(pilot, lambda: not getattr(app.screen, "is_making", False))
    await settled(pilot)


async def test_the_preview_is_the_markdown_twin_and_the_file_is_named_before_it_is_written(
    demo: Workspace, folder: Path
) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        text = screen_text(app)
        assert "> support-agent-working.html" in text
        assert f"{round(len(app.screen.made.text.encode()) / 1000)} kB of 250 kB" in text
        assert "# Support agent" in text
        assert "DRAFT" in text
        assert list(folder.iterdir()) == []


async def test_enter_writes_what_the_command_line_would_write(small: Workspace, folder: Path) -> None:
    from readiness_tui.use_cases.milestones import open_version
    from readiness_tui.use_cases.reports import Wishes, report_text

    app = app_on(small, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await types(pilot, "enter")
        await made(pilot, app)
        assert "✓ written:" in screen_text(app)
    version = open_version(small, "bot", TODAY)
    expected = report_text(small, version, "html", Wishes(), TODAY)
    assert (folder / "bot-working.html").read_text(encoding="utf-8") == expected


async def test_a_file_that_this_program_wrote_is_replaced_and_another_one_only_when_a_person_says_so(
    small: Workspace, folder: Path
) -> None:
    path = folder / "bot-working.html"
    app = app_on(small, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        publish(path, "an older report")
        await types(pilot, "enter")
        await made(pilot, app)
        assert "<!doctype html>" in path.read_text(encoding="utf-8")
        path.write_text("my own page", encoding="utf-8")
        await types(pilot, "enter")
        await pilot.pause()
        assert "Replace this file?" in screen_text(app)
        await types(pilot, "escape")
        await made(pilot, app)
        assert path.read_text(encoding="utf-8") == "my own page"
        await types(pilot, "enter")
        await pilot.pause()
        await types(pilot, "y")
        await made(pilot, app)
        assert "<!doctype html>" in path.read_text(encoding="utf-8")


async def test_a_report_that_was_changed_by_hand_is_not_ours_any_more(small: Workspace, folder: Path) -> None:
    path = folder / "bot-working.html"
    publish(path, "a report")
    with path.open("a", encoding="utf-8") as file:
        file.write("<!-- my remark -->")
    app = app_on(small, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await types(pilot, "enter")
        await pilot.pause()
        assert "Replace this file?" in screen_text(app)


async def test_options_change_preview_file_and_command(demo: Workspace, folder: Path) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await pilot.press("right", "j", "2", "j", "2", "j", "2", "j", "j", "2")
        await made(pilot, app)
        screen = app.screen
        assert screen.shell_command() == (
            "readiness report support-agent@4 --audience exec -f md -o support-agent-4.md --compare none "
            "--without people"
        )
        assert "> support-agent-4.md" in screen_text(app)
        assert "DRAFT" not in screen.made.markdown
        assert "@ana" not in screen.made.markdown
        assert len(screen.made.text) < 64_000


async def test_a_milestone_can_be_the_subject_and_is_compared_with_the_one_before(
    demo: Workspace, folder: Path
) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, "3")
        assert "(•) @3" in screen_text(app)
        assert "(•) with @2" in screen_text(app)
        assert app.screen.file == "support-agent-3.html"


async def test_another_milestone_to_compare_with_is_picked_from_a_list(demo: Workspace, folder: Path) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await types(pilot, "j", "j", "j", "3")
        await pilot.pause()
        await types(pilot, *"@1", "enter")
        await made(pilot, app)
        assert "(•) with @1" in screen_text(app)
        assert app.screen.shell_command().endswith("--compare 1")


async def test_the_format_follows_into_the_suffix_of_a_name_of_ones_own(small: Workspace, folder: Path) -> None:
    app = app_on(small, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await pilot.press("f", "ctrl+u", *"board.html", "enter", "k", "k", "k", "k", "3")
        await made(pilot, app)
        assert app.screen.file == "board.json"
        await types(pilot, "enter")
        await made(pilot, app)
        assert (folder / "board.json").read_text(encoding="utf-8").startswith('{\n  "format": "readiness/report@1"')


@pytest.mark.parametrize(
    ("name", "words"),
    [("nowhere/report.html", "there is no folder"), ("x" * 300 + ".html", "x"), (".", "is not a file")],
)
async def test_what_cant_be_written_says_why_and_stays_on_the_screen(
    small: Workspace, folder: Path, name: str, words: str
) -> None:
    app = app_on(small, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        app.screen.own_file = name
        await types(pilot, "enter")
        await pilot.pause()
        if "Replace this file?" in screen_text(app):
            await types(pilot, "enter")
        await made(pilot, app)
        assert app.screen.said is not None
        is_fine, said = app.screen.said
        assert not is_fine
        assert words in said
        assert "✗" in screen_text(app)
        assert list(folder.iterdir()) == []


async def test_a_template_that_fails_names_file_line_and_the_way_out(small: Workspace, folder: Path) -> None:
    (small.root / "templates").mkdir(exist_ok=True)
    (small.root / "templates" / "board.html.j2").write_text("<html><head></head>\n{{ nothing }}", encoding="utf-8")
    (small.root / "templates" / "board.md.j2").write_text("# {{ slug }}", encoding="utf-8")
    app = app_on(small, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        assert "( ) board.html.j2" in screen_text(app)
        assert "board.md.j2" not in screen_text(app)
        await types(pilot, "j", "j", "j", "j", "2")
        await made(pilot, app)
        assert "board.html.j2:2" in screen_text(app)
        assert "built-in" in screen_text(app)
        await types(pilot, "1")
        await made(pilot, app)
        assert app.screen.said is None


async def test_a_report_over_its_budget_names_the_longest_part(small: Workspace, folder: Path) -> None:
    (small.root / "templates").mkdir(exist_ok=True)
    long = "<h2>Log &amp; all</h2>\n" + "x" * 300_000
    page = f"<html lang='en'><head><title>t</title></head><body><h1>t</h1><h2>Short</h2>{long}</body></html>"
    (small.root / "templates" / "board.html.j2").write_text(page, encoding="utf-8")
    app = app_on(small, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await types(pilot, "j", "j", "j", "j", "2")
        await made(pilot, app)
        assert "over the 250 kB" in screen_text(app)
        assert "the longest part is Log & all, 300 kB" in " ".join(screen_text(app).split())


async def test_templates_with_the_names_of_built_in_ones_are_the_teams_own_default(
    small: Workspace, folder: Path
) -> None:
    (small.root / "templates").mkdir(exist_ok=True)
    (small.root / "templates" / "report.md.j2").write_text("# Our own page", encoding="utf-8")
    app = app_on(small, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await types(pilot, "j", "j", "2", "j", "j")
        await made(pilot, app)
        assert "(•) the team's   ( ) built in" in screen_text(app)
        assert app.screen.made.markdown.strip() == "# Our own page"
        await types(pilot, "2")
        await made(pilot, app)
        assert "# bot" in app.screen.made.markdown
        assert app.screen.shell_command().endswith("--template built-in")


async def test_o_opens_what_is_written_and_says_so_where_there_is_no_browser(
    small: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Browser:
        def open(self, address: str) -> bool:
            addresses.append(address)
            return True

    addresses: list[str] = []
    app = app_on(small, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await types(pilot, "o")
        await made(pilot, app)
        assert "is not written yet" in screen_text(app)
        monkeypatch.setattr(webbrowser, "get", Browser)
        await types(pilot, "enter")
        await made(pilot, app)
        await types(pilot, "o")
        await made(pilot, app)
        assert addresses == [(folder / "bot-working.html").as_uri()]
        monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("w3m"))
        await types(pilot, "o")
        await made(pilot, app)
        assert "no browser could be opened" in screen_text(app)


async def test_y_copies_the_markdown_and_capital_y_the_command(small: Workspace, folder: Path) -> None:
    app = app_on(small, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await types(pilot, "y")
        assert app.clipboard == app.screen.made.markdown
        assert any("characters of Markdown" in toast for toast in toasts(app))
        await types(pilot, "Y")
        assert app.clipboard == app.screen.shell_command()


async def test_what_people_wrote_stays_text_in_the_preview(small: Workspace, folder: Path) -> None:
    app = app_on(small, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.change(messages.NoteChanged("first", "see [/etc/passwd] [@click=app.quit]x[/]"))
        await opened(pilot, app)
        assert "passwd" in app.screen.made.markdown
        for _ in range(4):
            await types(pilot, "J")
        assert app.is_running


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_report_looks(demo: Workspace, folder: Path, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    app = app_on(demo, "support-agent")

    async def show(pilot: Pilot[None]) -> None:
        await opened(pilot, app)
        pictured_as_200_kb(app)

    shown: Callable[[Pilot[None]], Awaitable[None]] = show
    assert snap_compare(app, run_before=shown, terminal_size=size)
