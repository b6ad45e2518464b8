"""The commands that open the full-screen program: `readiness` alone, `demo` and `assess`."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import agent_argument, command, json_option, pass_shell
from readiness_tui.cli.failing import BAD_INPUT
from readiness_tui.cli.printing import put, put_json, say
from readiness_tui.cli.shell import Shell, has_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from readiness_tui.storage.workspaces import Workspace


def open_here(shell: Shell) -> int:
    """The full-screen program on the workspace found upward from here; outside one, the first-run screen."""
    if not has_terminal():
        return _refuse(
            "readiness",
            "readiness list              the agents of the workspace",
            "readiness score AGENT       how ready one is",
            "readiness assess AGENT --plain   questions line by line",
            "readiness --help            all commands",
        )
    from readiness_tui.use_cases.portfolios import workspace_at

    demanded = None if shell.demanded is None else str(shell.demanded)
    return _open(shell, workspace_at(str(shell.here), demanded))


@command(
    "demo",
    "readiness demo",
    "readiness demo --to demo-workspace",
    "readiness demo --report demo.html",
)
@click.option("--to", metavar="DIR", help="Write the workspace into this folder, and open nothing.")
@click.option("--report", metavar="FILE", help="Write its main agent's report (.html, .md or .json), open nothing.")
@json_option
@pass_shell
def demo(shell: Shell, to: str | None, report: str | None, as_json: bool) -> int | None:
    """Open a filled-in example: an agent with several milestones, and its team's other agents.

    It lives in a temporary folder and is gone afterwards. With --to or --report it is only written.
    """
    if to is None and report is None and not has_terminal():
        return _refuse(
            "readiness demo",
            "readiness demo --to DIR         write the example workspace",
            "readiness demo --report FILE    write the report of its main agent",
        )
    from pathlib import Path

    from readiness_tui.storage.temporary import temporary_folder
    from readiness_tui.use_cases.demo import write_demo

    with temporary_folder("readiness-demo") if to is None else nullcontext(Path(to)) as folder:
        workspace = write_demo(folder if to else folder / "demo", shell.today)
        if report is not None:
            _write_report(shell, workspace, Path(report))
        if to is not None:
            _tell_written(shell, workspace, as_json)
        if to is None and report is None:
            return _open(shell, workspace, is_demo=True)
    return None


@command("assess", "readiness assess support-agent", "readiness assess support-agent --plain")
@agent_argument
@click.option("--plain", is_flag=True, help="Ask line by line: for any terminal, and for screen readers.")
@pass_shell
def assess(shell: Shell, agent: str, plain: bool) -> int | None:
    """Answer the questions about an agent, beginning at the first open one.

    With --plain each question, its choices and its help are lines of text, and what you type is a line: no colours,
    nothing drawn over, on any terminal. ? lists what can be typed. Every answer is saved when its line has been read.
    """
    if plain:
        return _assess_plainly(shell, agent)
    if not has_terminal():
        return _refuse(
            "readiness assess",
            f"readiness assess {agent} --plain             questions line by line",
            f"readiness answer {agent} QUESTION=CHOICE     answers from a script",
        )
    from readiness_tui.use_cases.milestones import demand_agent

    demand_agent(shell.workspace, agent)
    return _open(shell, shell.workspace, agent=agent)


def _assess_plainly(shell: Shell, agent: str) -> int | None:
    """Ask where a person sits at stdin; elsewhere take the lines that are given, and prompt for none."""
    from readiness_tui.cli.asking import ask_all
    from readiness_tui.cli.typed_lines import Lines

    lines = Lines(prompts=shell.can_ask)
    if lines.is_empty:
        say(["readiness assess --plain has nobody to ask: stdin is no terminal, and nothing was given. Use:"])
        say([f"  readiness answer {agent} QUESTION=CHOICE     answers from a script"])
        return BAD_INPUT
    return ask_all(shell, agent, lines)


def _refuse(what: str, *instead: str) -> int:
    say([f"{what} needs a terminal: stdin and stdout, and TERM other than 'dumb'. Without one, use:"])
    say([f"  {line}" for line in instead])
    return BAD_INPUT


def _open(shell: Shell, workspace: Workspace | None, *, agent: str | None = None, is_demo: bool = False) -> int:
    if shell.open_tui is None:
        raise click.UsageError("the full-screen program can't be opened from here")
    return shell.open_tui(workspace, today=shell.today, by=shell.by, agent=agent, is_demo=is_demo)


def _write_report(shell: Shell, workspace: Workspace, path: Path) -> None:
    from readiness_tui.cli.reporting import format_of, write_report

    write_report(shell, workspace, "support-agent", format_of(path), path)


def _tell_written(shell: Shell, workspace: Workspace, as_json: bool) -> None:
    from readiness_tui.cli.telling import settings_document

    if as_json:
        put_json(settings_document(shell, workspace))
    else:
        put(str(workspace.root))
        say(f"Try: readiness -C {workspace.root} list")
