"""Export tables of the whole portfolio for other engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import as_of_option, command, json_option, pass_shell
from readiness_tui.cli.failing import BAD_INPUT
from readiness_tui.cli.printing import put, put_json, say
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from datetime import date

    from readiness_tui.use_cases.exported_agents import ExportFormat, ExportSummary, ExportWords
    from readiness_tui.use_cases.exporting import Portfolio

_FORMATS = ("jsonl", "parquet", "csv")


@command(
    "export",
    "readiness export --to exported",
    "readiness export --to exported -f parquet          needs: pip install 'readiness_tui[parquet]'",
    "readiness -C ~/repositories export --recursive --to exported",
    "readiness export --to shared --without people,notes,evidence",
)
@click.option(
    "--to", metavar="DIR", required=True, help="The folder: a new or empty one, or that of an earlier export."
)
@click.option("-f", "--format", "wanted", type=click.Choice(_FORMATS), default="jsonl", show_default=True)
@click.option("--recursive", is_flag=True, help="Every workspace in this folder and below it.")
@click.option("--without", metavar="PARTS", default="", help="Leave out people, notes, evidence (with commas).")
@as_of_option
@json_option
@pass_shell
def export(
    shell: Shell, to: str, wanted: ExportFormat, recursive: bool, without: str, as_of: date | None, as_json: bool
) -> int | None:
    """Export agents, milestones, sections, answers, tasks, decisions, clearances and actions as tables.

    Files stand by agent and month, as DuckDB and Spark read them from a disk or from object storage. What is there
    and unchanged isn't written again; what is no more is removed. docs/export.md says what is in each column.
    """
    from pathlib import Path

    from readiness_tui.cli.progress import Progress
    from readiness_tui.use_cases.exported_agents import ExportWords
    from readiness_tui.use_cases.exporting import export, left_out_parts, portfolio_below, portfolio_of

    words = ExportWords(Path(to), wanted, as_of or shell.today, left_out_parts(without))
    portfolio = portfolio_below(shell.demanded or shell.here) if recursive else portfolio_of(shell.workspace)
    try:
        with Progress("agents") as told:
            summary = export(portfolio, words, told)
    except KeyboardInterrupt:
        say("What was written stays; the same command goes on from there.")
        raise
    _tell(words, portfolio, summary, as_json)
    return BAD_INPUT if summary.problems else None


def _tell(words: ExportWords, portfolio: Portfolio, summary: ExportSummary, as_json: bool) -> None:
    if as_json:
        from readiness_tui.reports.documents.parts import Subject
        from readiness_tui.reports.documents.written import written_document
        from readiness_tui.use_cases.exporting import manifest_path
        from readiness_tui.use_cases.publishing import file_hash

        path = manifest_path(words.folder)
        put_json(written_document(Subject(None, None, words.as_of), str(path), portfolio.scope, file_hash(path)))
    else:
        put(str(words.folder))
    milestones = f"{summary.milestones:,} milestone{'' if summary.milestones == 1 else 's'}"
    agents = f"{summary.agents:,} agent{'' if summary.agents == 1 else 's'}"
    gone = f", {summary.removed:,} agents removed" if summary.removed else ""
    say(
        [
            f"{agents}, {milestones}: {summary.written:,} versions written, {summary.kept:,} left as they were{gone}; "
            f"{summary.files:,} files, {summary.bytes:,} bytes",
            *summary.problems,
        ]
    )
