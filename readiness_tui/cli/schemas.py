"""Print JSON Schemas."""

from __future__ import annotations

import click

from readiness_tui.cli.command import command, pass_shell
from readiness_tui.cli.printing import put, put_json
from readiness_tui.cli.shell import Shell


@command(
    "schema",
    "readiness schema                            the names",
    "readiness schema questionnaire > questionnaires/schema.json",
    "readiness schema scorecard",
)
@click.argument("name", required=False)
@pass_shell
def schema(shell: Shell, name: str | None) -> None:
    """Print the JSON Schema of a file that you write, or of what a command prints with --json."""
    from readiness_tui.use_cases.schemas import schema_names, schema_of

    if name is None:
        put(schema_names())
    else:
        put_json(schema_of(name))
