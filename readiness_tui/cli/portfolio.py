"""List the agents of a workspace, or of every workspace below here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import as_of_option, command, json_option, pass_shell
from readiness_tui.cli.failing import BAD_INPUT
from readiness_tui.cli.printing import put, put_json, say
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from readiness_tui.reports.documents.portfolios import Listed


@command("list", "readiness list", "readiness list --json", "readiness -C ~/agents list --recursive")
@click.option("--recursive", is_flag=True, help="Every workspace in this folder and below it.")
@as_of_option
@json_option
@pass_shell
def list_agents(shell: Shell, recursive: bool, as_of: date | None, as_json: bool) -> int | None:
    """List the agents with level, interval, blockers and milestones; tasks that must stop first."""
    from readiness_tui.use_cases.portfolios import listed_agents, listed_below

    day = as_of or shell.today
    agents = listed_below(shell.demanded or shell.here, day) if recursive else listed_agents(shell.workspace, day)
    if as_json:
        from readiness_tui.reports.documents.portfolios import list_document

        put_json(list_document(agents, day))
    elif agents:
        put(_lines(agents))
    else:
        say('No agents yet. Begin with: readiness new "Name of the agent"')
    problems = [agent.problem for agent in agents if agent.problem]
    if problems:
        say(problems)
    return BAD_INPUT if problems else None


def _lines(agents: tuple[Listed, ...]) -> Iterator[str]:
    from readiness_tui.cli.cells import table, wrap

    stops = [(agent, agent.evaluation.beyond_clearance) for agent in agents if agent.evaluation]
    for agent, beyond in stops:
        if beyond:
            names = ", ".join(clearance.name for clearance in beyond)
            are = "task is" if len(beyond) == 1 else "tasks are"
            text = f"{agent.slug}: {len(beyond)} {are} built with more autonomy than cleared: {names}"
            yield from wrap(text, "✗ STOP  ")
    if any(beyond for _, beyond in stops):
        yield ""
    head = ("Agent", "Level", "Worst–best", "Answered", "", "Blockers", "Last", "")
    rows = [_row(agent) for agent in agents]
    yield from table(head, rows, ("<", "<", ">", ">", "<", ">", "<"), "")
    if any(row[-1] for row in rows):
        yield "* answers changed since that milestone"


def _row(agent: Listed) -> tuple[str, ...]:
    from readiness_tui.analysis.wording import interval_text, level_text

    name = agent.slug
    last = f"@{int(agent.milestones[-1].partition('-')[0])}" if agent.milestones else "–"
    if agent.evaluation is None:
        return (name, "can't be read", "", "", "✗", "", last, "")
    card, blockers = agent.evaluation.scorecard, agent.evaluation.blockers
    return (
        name,
        level_text(card.level_worst, card.level_best),
        interval_text(card.overall, agent.display),
        f"{card.coverage.answered}/{card.coverage.applicable}",
        "✗" if blockers else "✓",
        str(len(blockers)),
        last,
        "*" if agent.changed_since else "",
    )
