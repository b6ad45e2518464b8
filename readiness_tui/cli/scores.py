"""Show how ready an agent is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import as_of_option, command, json_option, pass_shell, version_argument
from readiness_tui.cli.printing import put, put_json
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from datetime import date


@command(
    "score",
    "readiness score support-agent",
    "readiness score support-agent@latest",
    "readiness score support-agent@3 --json",
    "readiness score support-agent --target production-ready --as-of 2027-01-31",
)
@version_argument
@click.option("--target", metavar="LEVEL", help="The level to reach. [default: the agent's, the workspace's, the next]")
@as_of_option
@json_option
@pass_shell
def score(shell: Shell, agent: str, target: str | None, as_of: date | None, as_json: bool) -> None:
    """Show how ready an agent is: sections, interval, level, and what stops the next level."""
    from readiness_tui.use_cases.results import request_of

    version = shell.version(agent, as_of=as_of, target=target)
    if as_json:
        from readiness_tui.use_cases.documents import scorecard_of

        put_json(scorecard_of(version))
        return
    from readiness_tui.cli.score_text import score_lines

    put(score_lines(request_of(shell.workspace, version)))
