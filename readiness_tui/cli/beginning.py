"""Make a workspace, and begin an assessment in it."""

from __future__ import annotations

import click

from readiness_tui.cli.command import command, json_option, pass_shell
from readiness_tui.cli.printing import put, put_json, say
from readiness_tui.cli.shell import Shell


@command("init", "readiness init", 'readiness init my-agents --name "Payments team"')
@click.argument("folder", metavar="[DIR]", required=False)
@click.option("--name", help="The name of the team or project.")
@json_option
@pass_shell
def init(shell: Shell, folder: str | None, name: str | None, as_json: bool) -> None:
    """Make a workspace: a folder of plain files that a team keeps in git.

    What is there already is left as it is.
    """
    from readiness_tui.cli.telling import settings_document
    from readiness_tui.use_cases.workspaces import init_workspace

    root = shell.here / folder if folder else shell.demanded or shell.here
    is_new = not (root / "readiness.yaml").exists()
    workspace = init_workspace(root, name)
    if as_json:
        put_json(settings_document(shell, workspace))
        return
    put(str(workspace.root))
    say("Made a workspace." if is_new else "There was a workspace already; nothing was changed.")
    say('Next: readiness new "Name of the agent"')


@command(
    "new",
    'readiness new "Support agent"',
    'readiness new "Fraud model" --questionnaire ml-test-score --slug fraud',
    'readiness new "Support agent 2" --from support-agent',
)
@click.argument("name")
@click.option("--questionnaire", "questionnaire_id", metavar="ID", help="[default: the workspace's]")
@click.option("--slug", metavar="S", help="The short name for commands and folders. [default: made from NAME]")
@click.option("--from", "carry_from", metavar="AGENT", help="Carry over the answers of another agent, marked as such.")
@click.option("--summary", help="What the agent does, in a sentence.")
@click.option("--owner", metavar="WHO", help="Who answers for the agent.")
@json_option
@pass_shell
def new(
    shell: Shell,
    name: str,
    questionnaire_id: str | None,
    slug: str | None,
    carry_from: str | None,
    summary: str | None,
    owner: str | None,
    as_json: bool,
) -> None:
    """Begin the assessment of an agent; prints its short name."""
    from readiness_tui.use_cases.workspaces import new_assessment

    workspace = shell.workspace
    made = new_assessment(
        workspace,
        name,
        questionnaire_id=questionnaire_id,
        slug=slug,
        carry_from=carry_from,
        summary=summary or "",
        owner=owner,
    )
    if as_json:
        from readiness_tui.reports.documents.parts import Subject
        from readiness_tui.reports.documents.written import written_document
        from readiness_tui.use_cases.publishing import file_hash

        path = workspace.root / "assessments" / made / "assessment.yaml"
        put_json(written_document(Subject(made, None, shell.today), str(path), made, file_hash(path)))
        return
    put(made)
    say(f"Next: readiness assess {made}")
