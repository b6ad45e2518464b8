"""Import answers and tasks from a file."""

from __future__ import annotations

import click

from readiness_tui.cli.command import agent_argument, command, json_option, pass_shell
from readiness_tui.cli.printing import put_json, say
from readiness_tui.cli.shell import Shell


@command(
    "import",
    "readiness import support-agent answers.yaml",
    "readiness import support-agent answers.csv      (question,answer,note,evidence,owner,due,...)",
    "readiness import support-agent tasks.csv        (task,name,intent,built_as,reversibility,moves_money,...)",
    "readiness import support-agent -  < tasks.yaml",
)
@agent_argument
@click.argument("file")
@json_option
@pass_shell
def import_answers(shell: Shell, agent: str, file: str, as_json: bool) -> None:
    """Take answers, tasks and profile facts from a YAML or CSV file. What the file names is replaced, all else stays.

    YAML has the shape of assessment.yaml, or of a file of tasks. All is checked before any is written.
    """
    from readiness_tui.cli.reading import file_or_stdin
    from readiness_tui.use_cases.importing import import_file, told_of_import

    raw, name = file_or_stdin(file)
    recorded = import_file(shell.workspace, agent, raw, name, shell.now, shell.by)
    if as_json:
        from readiness_tui.cli.telling import recorded_document

        put_json(recorded_document(shell, agent, recorded))
        return
    from readiness_tui.cli.verdict_text import standing

    told = told_of_import(recorded.before, recorded.after)
    say([f"{told}.", standing(recorded.questionnaire, recorded.evaluation)])
