"""Show what asks for attention."""

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

    from readiness_tui.reports.documents.statuses import Standing


@command("status", "readiness status", "readiness status support-agent --json")
@click.argument("agent", required=False)
@as_of_option
@json_option
@pass_shell
def status(shell: Shell, agent: str | None, as_of: date | None, as_json: bool) -> int | None:
    """Show blockers, what falls due in 14 days, expired evidence, waivers and open questions; of one agent or all."""
    from readiness_tui.cli.portfolio import portfolio_here
    from readiness_tui.use_cases.portfolio_standing import standing_of

    day = as_of or shell.today
    with portfolio_here(shell, day.isoformat(), only=agent or "") as portfolio:
        standing, problems = standing_of(portfolio, agent, day)
    if as_json:
        from readiness_tui.reports.documents.statuses import status_document
        from readiness_tui.reports.documents.subject import Subject

        put_json(status_document(Subject(agent, None, day), standing))
    else:
        lines = list(_lines(standing, day))
        if lines or not problems:
            put(lines) if lines else say("Nothing asks for attention.")
    say(problems) if problems else None
    return BAD_INPUT if problems else None


def _lines(standing: Standing, day: date) -> Iterator[str]:
    from readiness_tui.cli.cells import cut, table

    beyond, gates = (
        [("✗", agent, name) for agent, each, name in standing.blockers if each == kind] for kind in ("task", "gate")
    )
    due = [
        ("✗ late" if each.due < day else "", each.due.isoformat(), each.agent, cut(each.text, 40), each.owner or "")
        for each in standing.due
    ]
    waived = [
        (
            "✗ expired" if each.has_expired else "",
            each.until.isoformat(),
            each.agent,
            each.question,
            cut(each.approver, 20),
        )
        for each in standing.waived
    ]
    yield from _titled("Tasks built with more autonomy than they are cleared for", table(("", "", ""), beyond))
    yield from _titled("Gates not passed", table(("", "", ""), gates))
    yield from _titled("Due in 14 days, or late", table(("", "", "", "", ""), due))
    yield from _titled("Waived until", table(("", "", "", "", ""), waived))
    yield from _titled("Evidence expired", table(("", ""), standing.expired))
    yield from _titled("Open", table(("", ""), standing.open))


def _titled(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield title
        yield from lines
