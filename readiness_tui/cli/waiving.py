"""Accept a shortfall for a time."""

from __future__ import annotations

import click

from readiness_tui.cli.command import agent_argument, command, json_option, pass_shell
from readiness_tui.cli.printing import put_json, say
from readiness_tui.cli.shell import Shell


@command(
    "waive",
    'readiness waive support-agent output-validation --reason "one week" --approver kim --expires 2026-12-04',
    "readiness waive support-agent output-validation --clear",
)
@agent_argument
@click.argument("question")
@click.option("--reason", metavar="T", help="Why it is accepted.")
@click.option("--approver", metavar="W", help="Who accepts it.")
@click.option("--expires", metavar="DATE", help="The last day on which it counts.")
@click.option("--clear", is_flag=True, help="Take the waiver back.")
@json_option
@pass_shell
def waive(
    shell: Shell,
    agent: str,
    question: str,
    reason: str | None,
    approver: str | None,
    expires: str | None,
    clear: bool,
    as_json: bool,
) -> None:
    """Accept a shortfall for a time: its gate passes until the waiver expires, and is named wherever the level is.

    A waiver never clears a task.
    """
    from readiness_tui.use_cases.waivers import clear_waiver
    from readiness_tui.use_cases.waivers import waive as record_waiver

    if clear:
        if reason or approver or expires:
            raise click.UsageError("--clear takes the waiver back and stands alone")
        recorded = clear_waiver(shell.workspace, agent, question, shell.today)
    elif reason is None or approver is None or expires is None:
        raise click.UsageError("a waiver needs --reason, --approver and --expires")
    else:
        recorded = record_waiver(shell.workspace, agent, question, reason, approver, expires, shell.today)
    if as_json:
        from readiness_tui.cli.telling import recorded_document

        put_json(recorded_document(shell, agent, recorded))
        return
    from readiness_tui.cli.verdict_text import standing

    label = recorded.questionnaire.question_by_id[question].label
    said = "not waived any more" if clear else f"waived until {expires}, approved by {approver}"
    say([f"{label}: {said}", standing(recorded.questionnaire, recorded.evaluation)])
