"""Show how each task should run, and how it may run today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import (
    as_of_option,
    command,
    json_option,
    optional_version_argument,
    pass_shell,
    version_argument,
)
from readiness_tui.cli.printing import put, put_json, say
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from datetime import date

    from readiness_tui.use_cases.milestones import Version


@command(
    "decide",
    "readiness decide support-agent",
    "readiness decide support-agent@2 --json",
    "readiness decide --file tasks.yaml",
    "readiness decide --file tasks.yaml --questionnaire my-questionnaire --json",
    "readiness decide support-agent --questionnaire edited.yaml",
    "readiness decide --questionnaire - < edited.yaml",
)
@optional_version_argument
@click.option(
    "--file", "file", metavar="TASKS.yaml", help="Decide the tasks of this file ('-': stdin), without an agent."
)
@click.option(
    "--questionnaire",
    "questionnaire_id",
    metavar="ID|FILE",
    help="Whose matrix decides the tasks of --file. With an agent, or for all agents without one: what this edited "
    "questionnaire ('-': stdin) would do to their tasks; nothing is written.",
)
@as_of_option
@json_option
@pass_shell
def decide(
    shell: Shell,
    agent: str | None,
    file: str | None,
    questionnaire_id: str | None,
    as_of: date | None,
    as_json: bool,
) -> int | None:
    """Show how each task should run: augment a person, approve before, automate with sampling, automate, not yet.

    With --file no workspace is needed. With --questionnaire an edit of factors, rules and cut-offs can be tried: each
    task as it is decided and cleared now, and as it would be; exit code 2 where the checker finds errors in it.
    """
    if (agent is not None and file is not None) or (agent, file, questionnaire_id) == (None, None, None):
        raise click.UsageError("name an agent, or a file of tasks: readiness decide --file TASKS.yaml")
    if file is not None:
        _decide_file(shell, file, questionnaire_id, as_of, as_json)
        return None
    if questionnaire_id is not None:
        from readiness_tui.cli.trying import try_questionnaire

        return try_questionnaire(shell, agent, questionnaire_id, as_of, as_json)
    version = _with_matrix(shell, str(agent), as_of)
    if as_json:
        from readiness_tui.use_cases.explaining_decisions import decisions_of

        put_json(decisions_of(version))
        return None
    from readiness_tui.cli.decision_text import decision_lines
    from readiness_tui.use_cases.explaining_decisions import explained_decisions

    matrix = version.questionnaire.questionnaire.matrix
    assert matrix is not None
    put(_titled(shell, version))
    if version.evaluation.decisions:
        put(decision_lines(matrix, version.assessment.tasks, explained_decisions(version)))
    return None


def _decide_file(shell: Shell, file: str, questionnaire_id: str | None, as_of: date | None, as_json: bool) -> None:
    from readiness_tui.cli.reading import file_or_stdin
    from readiness_tui.use_cases.task_files import decide_file

    raw, name = file_or_stdin(file)
    decided = decide_file(shell.workspace_or_none(), raw, name, questionnaire_id)
    say([f"warning: {warning}" for warning in decided.warnings]) if decided.warnings else None
    if as_json:
        from readiness_tui.reports.documents.decisions import decisions_document
        from readiness_tui.reports.documents.parts import Subject
        from readiness_tui.use_cases.documents import key_of

        subject = Subject(None, None, as_of or shell.today)
        put_json(decisions_document(subject, key_of(decided.questionnaire), decided.decisions))
        return
    from readiness_tui.cli.decision_text import decision_lines

    matrix = decided.questionnaire.questionnaire.matrix
    assert matrix is not None
    if not decided.decisions:
        say("There are no tasks in this file.")
        return
    put(decision_lines(matrix, {task.id: task for task in decided.task_list.tasks}, decided.decisions))


@command("clear", "readiness clear support-agent", "readiness clear support-agent@latest --json")
@version_argument
@as_of_option
@json_option
@pass_shell
def clear(shell: Shell, agent: str, as_of: date | None, as_json: bool) -> None:
    """Show how each task may run today, given the answers, and what keeps it from more."""
    version = _with_matrix(shell, agent, as_of)
    if as_json:
        from readiness_tui.use_cases.documents import clearances_of

        put_json(clearances_of(version))
        return
    from readiness_tui.cli.decision_text import clearance_lines

    put(_titled(shell, version))
    put(clearance_lines(version.evaluation.clearances))


def _with_matrix(shell: Shell, agent: str, as_of: date | None) -> Version:
    from readiness_tui.model.faults import Fault, UserError

    version = shell.version(agent, as_of=as_of)
    questionnaire = version.questionnaire.questionnaire
    if questionnaire.matrix is None:
        raise UserError(
            Fault(f"'{questionnaire.id}' has no decision matrix", "tasks need a questionnaire that has one")
        )
    if not version.assessment.tasks:
        say(f"No tasks yet. Add one: readiness task {version.slug} set TASK --intent replace --built-as suggests")
    return version


def _titled(shell: Shell, version: Version) -> list[str]:
    from readiness_tui.cli.verdict_text import title_lines
    from readiness_tui.use_cases.results import request_of

    return [*title_lines(request_of(shell.workspace, version)), ""]
