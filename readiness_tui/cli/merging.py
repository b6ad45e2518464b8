"""Merge assessment files for git."""

from __future__ import annotations

import click

from readiness_tui.cli.command import command, pass_shell
from readiness_tui.cli.failing import one_line
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
    from readiness_tui.use_cases.merging_files import merge_files

    merged = merge_files(shell.here / base, shell.here / ours, shell.here / theirs, name or ours)
    if merged.is_clean:
        return None
    if merged.problem is not None:
        say([one_line(str(fault)) for fault in merged.problem.faults])
        say(f"{name or ours}: can't be merged by question; the lines that differ are marked")
    else:
        say([f"{name or ours}: both sides changed {conflict.id}" for conflict in merged.conflicts])
    return NOT_MET
