"""Show or change settings."""

from __future__ import annotations

import click

from readiness_tui.cli.command import command, json_option, pass_shell
from readiness_tui.cli.printing import put, put_json
from readiness_tui.cli.shell import Shell


@command(
    "settings",
    "readiness settings",
    "readiness settings target_level=limited-production evidence_max_age_days=90",
    "readiness settings --agent support-agent target_level=production-ready",
    "readiness settings evidence_max_age_days=      (back to the default)",
)
@click.argument("words", metavar="[KEY=VALUE]...", nargs=-1)
@click.option("--agent", metavar="AGENT", help="The settings of this agent: name, summary, owner, target_level.")
@json_option
@pass_shell
def settings(shell: Shell, words: tuple[str, ...], agent: str | None, as_json: bool) -> None:
    """Show or change the settings of the workspace (readiness.yaml), or of one agent."""
    if words:
        _change(shell, words, agent, as_json)
    else:
        _show(shell, agent, as_json)


def _change(shell: Shell, words: tuple[str, ...], agent: str | None, as_json: bool) -> None:
    from readiness_tui.cli.telling import recorded_document, settings_document
    from readiness_tui.use_cases.settings import change_agent, change_settings

    if agent is not None:
        recorded = change_agent(shell.workspace, agent, words, shell.today)
        written = recorded_document(shell, agent, recorded)
    else:
        shell.workspace = change_settings(shell.workspace, words)
        written = settings_document(shell, shell.workspace)
    put_json(written) if as_json else _show(shell, agent, as_json)


def _show(shell: Shell, agent: str | None, as_json: bool) -> None:
    from readiness_tui.cli.cells import table
    from readiness_tui.reports.documents.parts import Subject
    from readiness_tui.reports.documents.settings import agent_values, settings_document, workspace_values

    workspace = shell.workspace
    if agent is not None:
        values = agent_values(shell.version(agent).assessment.agent)
    else:
        values = workspace_values(workspace.settings)
    if as_json:
        put_json(settings_document(Subject(agent, None, shell.today), str(workspace.root), values))
    else:
        put(table(("", ""), [(key, "–" if value is None else value) for key, value in values.items()], indent=""))
