"""Show, copy and check the templates of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import Commands, command, json_option, pass_shell
from readiness_tui.cli.printing import put, put_json, put_raw
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from pathlib import Path


@click.group("templates", cls=Commands)
def templates() -> None:
    """Show, copy and check the templates of reports. A team's own are in the workspace's templates/.

    One there with the name of a built-in one takes its place; others are taken with report --template NAME.
    """


templates.examples = (
    "readiness templates show",
    "readiness templates copy report.css.j2",
    "readiness templates check",
)


@command(
    "show",
    "readiness templates show                     the names",
    "readiness templates show report.md.j2",
    "readiness templates show variables           what a template may print",
)
@click.argument("name", required=False)
@json_option
@pass_shell
def show(shell: Shell, name: str | None, as_json: bool) -> None:
    """Print a built-in template, or what templates may print (variables); without NAME, list all templates."""
    from readiness_tui.use_cases.templates import all_templates, built_in_template

    found = all_templates(_root(shell)) if name is None else (built_in_template(name),)
    if as_json:
        from readiness_tui.reports.documents.templates import templates_document

        put_json(templates_document(found, shell.today))
    elif name is None:
        from readiness_tui.cli.cells import table

        rows = [
            (each.name, each.origin + (", instead of the built-in one" if each.replaces_built_in else ""))
            for each in found
        ]
        put(table(("Template", "From"), rows, (), ""))
    else:
        put_raw(found[0].text)


@command("copy", "readiness templates copy report.html.j2", "readiness templates copy report.css.j2")
@click.argument("name")
@json_option
@pass_shell
def copy(shell: Shell, name: str, as_json: bool) -> None:
    """Write a built-in template into the workspace's templates/, to change it; one that is there stays as it is."""
    from readiness_tui.use_cases.publishing import file_hash
    from readiness_tui.use_cases.templates import copy_template

    path = copy_template(shell.workspace.root, name)
    if as_json:
        from readiness_tui.reports.documents.parts import Subject
        from readiness_tui.reports.documents.written import written_document

        put_json(written_document(Subject(None, None, shell.today), str(path), name, file_hash(path)))
    else:
        put(str(path))


@command(
    "check",
    "readiness templates check",
    "readiness templates check templates/board.html.j2",
    "readiness templates check --all templates/all-agents.md.j2",
)
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option("--all", "is_team", is_flag=True, help="Check FILE as a template of the team report.")
@json_option
@pass_shell
def check(shell: Shell, files: tuple[str, ...], is_team: bool, as_json: bool) -> int:
    """Render templates on example reports (full, short, nothing answered); each finding as file:line: message.

    Without FILE: all in the workspace's templates/.
    """
    from readiness_tui.cli.findings import tell_findings
    from readiness_tui.use_cases.templates import check_templates

    return tell_findings(shell, check_templates(_root(shell), files, is_team, shell.today), False, as_json)


for each in (show, copy, check):
    templates.add_command(each)


def _root(shell: Shell) -> Path | None:
    workspace = shell.workspace_or_none()
    return workspace.root if workspace else None
