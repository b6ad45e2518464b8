"""Move working answers to another version of their questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import agent_argument, as_of_option, command, json_option, pass_shell
from readiness_tui.cli.printing import put, put_json, say
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from readiness_tui.reports.changes import Changes
    from readiness_tui.use_cases.upgrading import Upgrade


@command(
    "upgrade",
    "readiness upgrade support-agent --dry-run       show what would move, write nothing",
    "readiness upgrade support-agent",
    "readiness upgrade support-agent --to 1.1.0",
)
@agent_argument
@click.option("--to", "version", metavar="VERSION", help="[default: the workspace's own, else the built-in one]")
@click.option("--dry-run", is_flag=True, help="Show what would move, and write nothing.")
@as_of_option
@json_option
@pass_shell
def upgrade(shell: Shell, agent: str, version: str | None, dry_run: bool, as_of: date | None, as_json: bool) -> None:
    """Move the working answers to another version of their questionnaire; shows what becomes of each question.

    Milestones stay as they are. No answer is lost: one that no question asks any more is kept in the file. The way back
    is --to with the older version, or git.
    """
    from readiness_tui.use_cases.upgrading import planned_upgrade
    from readiness_tui.use_cases.upgrading import upgrade as done

    planned = planned_upgrade(shell.workspace, agent, version, as_of or shell.today)
    if as_json:
        from readiness_tui.cli.telling import upgrade_document

        put_json(upgrade_document(as_of or shell.today, planned, None if dry_run else done(planned)))
        return
    put(_lines(shell, planned))
    if dry_run:
        say("Nothing was written.")
        return
    done(planned)
    say(f"Moved. Milestones stay with their own questionnaires; compare: readiness compare {agent}")


def _lines(shell: Shell, planned: Upgrade) -> Iterator[str]:
    from readiness_tui.cli.cells import table, wrap
    from readiness_tui.reports.changes import build_changes
    from readiness_tui.reports.upgrade_rows import upgrade_rows
    from readiness_tui.use_cases.results import request_of

    before, after = planned.working.questionnaire.questionnaire, planned.target.questionnaire
    same = " (another text)" if before.version == after.version else ""
    yield f"{planned.slug}: {after.id} {before.version} → {after.version}{same}"
    yield ""
    rows = list(upgrade_rows(planned.move, planned.changes, before, after))
    width = max(len(title) for title, _ in rows)
    for title, text in rows:
        yield from wrap(text, f"{title.ljust(width)}  ")
    yield ""
    compared = planned.compared
    request = request_of(shell.workspace, compared.after, comparison=compared.comparison, compared_with="before")
    changes = build_changes(request)
    assert changes is not None
    yield from table(("", "Before", "After"), changes.facts)
    yield from _moved(changes)


def _moved(changes: Changes) -> Iterator[str]:
    from readiness_tui.cli.cells import wrap

    shown = [moved for moved in changes.moved if moved.kind != "No longer asked"]
    if shown:
        yield ""
        yield "What moves with it"
    for moved in shown:
        yield from wrap(f"{moved.kind}: {moved.name}, {moved.text}", f"  {moved.mark.glyph} ")
