"""List the agents of a workspace, or of every workspace below here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from readiness_tui.cli.command import as_of_option, command, json_option, pass_shell
from readiness_tui.cli.failing import BAD_INPUT
from readiness_tui.cli.printing import put, put_json_rows, say
from readiness_tui.cli.shell import Shell, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from readiness_tui.use_cases.portfolio_choices import Choice
    from readiness_tui.use_cases.portfolios import Listed, Portfolio

SORTS = ("agent", "level", "score", "blockers", "beyond", "stale", "milestones", "last")


@command(
    "list",
    "readiness list",
    "readiness list --sort beyond --limit 20",
    "readiness list --level demo --stale",
    "readiness list --json",
    "readiness -C ~/repositories list --recursive --blocked",
)
@click.option("--recursive", is_flag=True, help="Every workspace in this folder and below it.")
@click.option("--match", "words", metavar="TEXT", default="", help="Only where slug, name, owner or path has it.")
@click.option("--level", metavar="LEVEL", default="", help="Only agents that are surely at this level, and no higher.")
@click.option("--blocked", is_flag=True, help="Only agents with blockers: open gates, tasks beyond their clearance.")
@click.option("--beyond", is_flag=True, help="Only agents with tasks beyond their clearance.")
@click.option("--stale", is_flag=True, help="Only agents with evidence that has expired.")
@click.option("--sort", type=click.Choice(SORTS), help="What comes first; what needs you most. [default: agent]")
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="Only the first N.")
@as_of_option
@json_option
@pass_shell
def list_agents(shell: Shell, /, recursive: bool, as_of: date | None, as_json: bool, **asked: Any) -> int | None:
    """List the agents with level, interval, blockers, stale evidence, trend; tasks that must stop first."""
    from itertools import islice

    from readiness_tui.use_cases.portfolio_choices import Choice, arranged, chosen

    day = (as_of or shell.today).isoformat()
    sort, is_reversed, limit = (asked.pop(name) for name in ("sort", "reverse", "limit"))
    choice, problems = Choice(**asked), list[str]()
    with portfolio_here(shell, day, recursive=recursive) as portfolio:
        agents = arranged(chosen(portfolio.agents(), choice, day), sort or "", day, is_reversed)
        shown = _noting(islice(agents, limit), problems)
        if as_json:
            _put_rows(shown, day)
        else:
            folder = folder_here(shell) if len(portfolio.opened) > 1 else ""
            _put_table(list(shown), day, folder, frozenset(filter(None, (sort, *_named(choice)))), choice != Choice())
    if problems:
        say(problems)
    return BAD_INPUT if problems else None


def _named(choice: Choice) -> Iterator[str]:
    """The columns that a choice is about."""
    yield from (name for name in ("beyond", "stale") if getattr(choice, name))


def folder_here(shell: Shell) -> str:
    """The folder where the command runs, as text. Raises UserError where it is gone."""
    import os

    if shell.start is None:
        try:
            return os.getcwd()  # noqa: PTH109 - pathlib is not loaded for it
        except OSError:
            pass
    return str(shell.here)


def portfolio_here(shell: Shell, day: str, *, recursive: bool = False, only: str = "") -> Portfolio:
    """The workspace here, or all below here, as of a day; what has to be read is read, with a bar.

    With `only`, nothing but that agent is looked at. Raises UserError.
    """
    from readiness_tui.cli.progress import Progress
    from readiness_tui.use_cases.portfolios import open_portfolio, root_of, roots_in

    demanded = None if shell.demanded is None else str(shell.demanded)
    roots = roots_in(demanded or folder_here(shell)) if recursive else (root_of(folder_here(shell), demanded),)
    with Progress() as told:
        portfolio = open_portfolio(roots, day, told=told, is_strict=not recursive, only=only)
    for opened in portfolio.opened:
        warn(opened.read_only)
    return portfolio


def _noting(agents: Iterable[Listed], problems: list[str]) -> Iterator[Listed]:
    """The same agents, and why some can't be read."""
    for agent in agents:
        if agent.line.summary.problem:
            problems.append(agent.line.summary.problem)
        yield agent


def _put_rows(agents: Iterable[Listed], day: str) -> None:
    from readiness_tui.reports.documents.list_rows import agent_row

    head = {"format": "readiness/list@1", "agent": None, "milestone": None, "as_of": day}
    put_json_rows(head, "agents", (agent_row(agent.workspace, agent.slug, agent.line, day) for agent in agents))


def _put_table(agents: list[Listed], day: str, folder: str, asked: frozenset[str], is_chosen: bool) -> None:
    from readiness_tui.cli.portfolio_text import list_lines

    if agents:
        put(list_lines(agents, day, folder, frozenset(name.capitalize() for name in asked)))
    elif is_chosen:
        say("No agent fits. Without options, 'readiness list' shows all.")
    else:
        say('No agents yet. Begin with: readiness new "Name of the agent"')
