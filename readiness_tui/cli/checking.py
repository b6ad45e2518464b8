"""Check the files of a workspace."""

from __future__ import annotations

import click

from readiness_tui.cli.command import command, json_option, pass_shell
from readiness_tui.cli.shell import Shell


@command(
    "validate",
    "readiness validate",
    "readiness validate assessments/support-agent/assessment.yaml tasks.yaml",
    "readiness -C ~/agents validate --strict --json",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings, too.")
@json_option
@pass_shell
def validate(shell: Shell, paths: tuple[str, ...], strict: bool, as_json: bool) -> int:
    """Check every YAML file of the workspace, or the files named; each finding as file:line:column: message."""
    from pathlib import Path

    from readiness_tui.cli.findings import tell_findings
    from readiness_tui.use_cases.checks import check_paths

    wanted = [Path(path) for path in paths] if paths else [shell.root]
    return tell_findings(shell, check_paths(wanted), strict, as_json)
