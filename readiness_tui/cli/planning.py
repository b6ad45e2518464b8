"""Plan the way to a level, or to cleared tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import Day, as_of_option, command, json_option, pass_shell, version_argument
from readiness_tui.cli.printing import put, put_json, put_raw
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from datetime import date

_FORMATS = ("text", "json", "csv", "ics", "md")


@command(
    "plan",
    "readiness plan support-agent",
    "readiness plan support-agent --to production-ready --capacity 8 --start 2026-12-01",
    "readiness plan support-agent --clear small-refund=automate_sample",
    "readiness plan support-agent --budget 5",
    "readiness plan support-agent -f csv > plan.csv           for Jira, GitHub, GitLab",
    "readiness plan support-agent -f ics > plan.ics           needs: pip install 'readiness_tui[calendar]'",
)
@version_argument
@click.option("--to", metavar="LEVEL", help="The level to reach. [default: the agent's, the workspace's, the next]")
@click.option("--clear", metavar="TASK=MODE", multiple=True, help="Clear a task for a mode; alone, or with --to.")
@click.option("--budget", metavar="DAYS", help="The best that fits in so many person-days.")
@click.option("--capacity", metavar="DAYS", help="Person-days a week. [default: the workspace's, else 5]")
@click.option("--start", type=Day(), help="The first day. [default: the next Monday]")
@click.option("-f", "--format", "wanted", type=click.Choice(_FORMATS), default="text", show_default=True)
@as_of_option
@json_option
@pass_shell
def plan(
    shell: Shell,
    agent: str,
    to: str | None,
    clear: tuple[str, ...],
    budget: str | None,
    capacity: str | None,
    start: date | None,
    wanted: str,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Plan the least effort that reaches a level, clears tasks for a mode, or both, action by action and by week.

    The path is exact: no cheaper set exists. Order: what keeps a task that already runs beyond its clearance, gates,
    then gain for effort, never before what an action needs. Open answers count as their worst.
    """
    from readiness_tui.use_cases.plans import PlanWords, plan_agent, plan_of

    planned = plan_agent(shell.workspace, agent, PlanWords(to, clear, budget, capacity, start), shell.today, as_of)
    if as_json or wanted == "json":
        put_json(plan_of(planned))
    elif wanted == "text":
        from readiness_tui.cli.plan_text import plan_lines

        put(plan_lines(planned.shared))
    else:
        from readiness_tui.use_cases.plan_files import plan_text

        put_raw(plan_text(planned, wanted))
