"""Freeze the answers, list what was frozen, and check that nobody altered it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import agent_argument, as_of_option, command, json_option, pass_shell
from readiness_tui.cli.failing import BAD_INPUT
from readiness_tui.cli.printing import put, put_json, say
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from readiness_tui.reports.documents.histories import Scored


@command(
    "milestone",
    "readiness milestone support-agent",
    'readiness milestone support-agent --note "before the December release" --by ana',
)
@agent_argument
@click.option("--note", metavar="T", default="", help="Why now.")
@click.option("--by", metavar="W", help="Who freezes it. [default: your login]")
@json_option
@pass_shell
def milestone(shell: Shell, agent: str, note: str, by: str | None, as_json: bool) -> None:
    """Freeze the answers as a milestone that is never changed afterwards; prints its name.

    It refuses nothing for being incomplete, and records it.
    """
    from readiness_tui.use_cases.milestones import freeze

    made = freeze(shell.workspace, agent, shell.now, by or shell.by, note)
    if as_json:
        from readiness_tui.reports.documents.parts import Subject
        from readiness_tui.reports.documents.written import written_document

        put_json(written_document(Subject(agent, made.name, shell.today), str(made.path), made.name, made.hash))
        return
    put(made.name)
    say(f"Open it with {agent}{made.label}")


@command("history", "readiness history support-agent", "readiness history support-agent --json")
@agent_argument
@as_of_option
@json_option
@pass_shell
def history(shell: Shell, agent: str, as_of: date | None, as_json: bool) -> None:
    """List the milestones of an agent with their scores, each as of the day it was taken."""
    from readiness_tui.use_cases.histories import branch_ends, scored_history

    milestones = scored_history(shell.workspace, agent, as_of)
    if as_json:
        from readiness_tui.reports.documents.histories import history_document
        from readiness_tui.reports.documents.parts import Subject

        put_json(history_document(Subject(agent, None, as_of or shell.today), milestones))
        return
    if not milestones:
        say(f"No milestone yet. Take one: readiness milestone {agent}")
        return
    put(_history_lines(milestones))
    ends = branch_ends(milestones)
    if len(ends) > 1:
        say(f"{' and '.join(ends)} were taken on different branches; the next milestone joins them.")


def _history_lines(milestones: tuple[Scored, ...]) -> Iterator[str]:
    from readiness_tui.analysis.wording import interval_text, level_text
    from readiness_tui.cli.cells import cut, table

    rows = []
    for scored in milestones:
        card, stamp = scored.scorecard, scored.stamp
        rows.append(
            (
                scored.label,
                stamp.taken.date().isoformat(),
                interval_text(card.overall, scored.display) if card else "can't be read",
                level_text(card.level_worst, card.level_best, by_waiver=card.holds_by_waiver) if card else "",
                f"{card.coverage.answered}/{card.coverage.applicable}" if card else "",
                cut(stamp.by or "", 12),
                cut(stamp.note, 28),
            )
        )
    yield from table(
        ("", "Taken", "Worst–best", "Level", "Answered", "By", "Note"), rows, ("<", "<", ">", "<", ">"), ""
    )


@command("verify", "readiness verify", "readiness verify support-agent --json")
@click.argument("agent", required=False)
@json_option
@pass_shell
def verify(shell: Shell, agent: str | None, as_json: bool) -> int | None:
    """Check every milestone against its hash and its parents; of one agent, or of all."""
    from readiness_tui.use_cases.histories import verified

    rows = verified(shell.workspace, agent)
    bad = [row for row in rows if not row["ok"]]
    if as_json:
        from readiness_tui.reports.documents.histories import verification_document
        from readiness_tui.reports.documents.parts import Subject

        put_json(verification_document(Subject(agent, None, shell.today), rows))
    else:
        put([f"✗ {row['agent']} {row['name']}: {row['problem']}" for row in bad]) if bad else None
        say(f"{len(rows) - len(bad)} of {len(rows)} milestones are as they were taken.")
    return BAD_INPUT if bad else None
