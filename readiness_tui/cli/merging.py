"""Merge assessment files for git."""

from __future__ import annotations

import click

from readiness_tui.cli.command import command, pass_shell
from readiness_tui.cli.findings import NOT_MET
from readiness_tui.cli.printing import say
from readiness_tui.cli.shell import Shell


@command(
    "merge-file",
    "readiness merge-file BASE OURS THEIRS",
    "readiness merge-file %O %A %B %P      (as git's driver: git config merge.readiness.driver ...)",
)
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@click.argument("name", required=False)
@pass_shell
def merge_file(shell: Shell, base: str, ours: str, theirs: str, name: str | None) -> int | None:
    """Merge two changed copies of an assessment by question, over OURS; made to be called by git.

    What both sides changed stands between conflict markers, and the exit code is 1.
    """
    from pathlib import Path

    from readiness_tui.use_cases.merging_files import merge_files

    merged = merge_files(Path(base), Path(ours), Path(theirs), name or ours)
    if not merged.conflicts:
        return None
    say([f"{name or ours}: both sides changed {conflict.id}" for conflict in merged.conflicts])
    return NOT_MET
