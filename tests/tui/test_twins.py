"""Everything works without the full-screen program: each of its commands has a twin in the shell; `Y` copies one."""

from __future__ import annotations

import shlex

import click
import pytest

from readiness_tui.cli.program import program
from readiness_tui.cli.shell import Shell
from readiness_tui.storage.yaml_reader import read_tree
from readiness_tui.tui.command import VIEW
from readiness_tui.tui.command_table import COMMANDS
from readiness_tui.tui.messages import AgentOpened, Place, Went
from readiness_tui.tui.routing import SCREENS
from readiness_tui.use_cases.workspaces import Workspace
from tests.cli.shelling import run
from tests.tui.editor import own_file, tried
from tests.tui.workspaces import answers_file, app_on, toasts, types

TWINS = sorted({command.twin for command in COMMANDS if command.twin.startswith("readiness")})
FOR = {
    "AGENT": "support-agent",
    "QUESTION": "output-validation",
    "TASK": "sort-mail",
    "DATE": "2026-12-31",
    "DAYS": "3",
    "LEVEL": "limited-production",
    "MODE": "automate",
    "FORMAT": "md",
    "DIR": ".",
    "KEY": "level",
    "0..3": "2",
}


def parsed(words: list[str]) -> click.Context:
    """The command that the words name, its arguments and options read as the shell would; nothing is run."""
    context = program.make_context("readiness", words, obj=Shell())
    while isinstance(context.command, click.Group):
        rest = [*context._protected_args, *context.args]
        name, command, rest = context.command.resolve_command(context, rest)
        context = command.make_context(name, rest, parent=context)
    return context


@pytest.mark.parametrize("twin", [twin for twin in TWINS if not twin.endswith("--help")])
def test_the_twin_of_a_command_is_one_that_the_shell_takes(twin: str) -> None:
    words = twin
    for name, value in FOR.items():
        words = words.replace(name, value)
    assert parsed(shlex.split(words)[1:]).command.callback is not None


def test_what_changes_answers_tasks_or_settings_has_a_twin() -> None:
    """A command without a twin only looks, moves or chooses what is shown."""
    views = {command.id.partition(".")[0] for command in COMMANDS if command.twin == VIEW}
    assert views <= {
        *(
            "app",
            "go",
            "view",
            "home",
            "questions",
            "question",
            "choice",
            "section",
            "results",
            "plan",
            "task",
            "detail",
        ),
        *("compare", "history", "report", "portfolio", "questionnaires", "editor", "list"),
    }
    assert not [each.id for each in COMMANDS if each.twin == VIEW and each.id.startswith(("answer.", "agent."))]


@pytest.mark.deep
async def test_y_copies_on_each_screen_a_command_that_runs(demo: Workspace) -> None:
    own = own_file(demo)
    app = app_on(demo)
    copied: dict[str, str] = {}
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.post_message(AgentOpened("support-agent", Place("results")))
        await pilot.pause()
        for name in SCREENS:
            subject = {"task": "sort-mail", "questionnaire": str(own)}.get(name)
            app.post_message(Went(Place(name, subject)))
            await pilot.pause(0.05)
            while not app.screen.is_ready:
                await pilot.pause(0.01)
            assert name == app.screen.NAME
            if name == "questionnaire":
                await tried(pilot, app.screen)
            app.screen.action_copy_command()
            await pilot.pause()
            copied[name] = app.clipboard
            assert any(toast == f"copied: {app.clipboard}" for toast in toasts(app))
    assert all(command.startswith("readiness ") for command in copied.values())
    for name, command in copied.items():
        words = shlex.split(command)[1:]
        if words[0] in ("assess", "report", "milestone"):
            assert parsed(words).command.callback is not None
        else:
            assert run(*words, here=demo.root).code in (0, 1), (name, command)


ANSWERING = {
    "output-validation": "readiness answer support-agent output-validation=partial",
    "staging-days": "readiness answer support-agent staging-days=9",
    "concurrent-requests": "readiness answer support-agent concurrent-requests=n/a --reason ",
    "data-drift": "readiness answer support-agent data-drift=",
    "framework": "readiness profile support-agent framework=",
}


async def test_y_on_a_question_copies_the_command_that_gives_the_answer_it_has(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    copied = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for place, command in ANSWERING.items():
            app.screen.open_at(place)
            await types(pilot, "Y")
            assert app.clipboard.startswith(command)
            copied.append(app.clipboard)
    before = read_tree(answers_file(demo).encode())["answers"].keys()
    for command in copied:
        assert run(*shlex.split(command)[1:], here=demo.root).code == 0
    assert read_tree(answers_file(demo).encode())["answers"].keys() == before
