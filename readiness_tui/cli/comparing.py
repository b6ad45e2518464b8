"""Show what changed between two versions of an agent's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import as_of_option, command, json_option, pass_shell
from readiness_tui.cli.printing import put, put_json
from readiness_tui.cli.shell import Shell, warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from readiness_tui.reports.changes import Changes
    from readiness_tui.use_cases.comparisons import Compared


@command(
    "compare",
    "readiness compare support-agent                       the latest milestone and the working answers",
    "readiness compare support-agent@2                     that milestone and the working answers",
    "readiness compare support-agent@1 support-agent@3 --json",
)
@click.argument("before", metavar="AGENT[@A]")
@click.argument("after", metavar="[AGENT[@B]]", required=False)
@as_of_option
@json_option
@pass_shell
def compare(shell: Shell, before: str, after: str | None, as_of: date | None, as_json: bool) -> None:
    """Show what changed, like for like: the score as an exact sum of parts, and every answer that moved."""
    from readiness_tui.use_cases.comparisons import compare_names, comparison_of

    compared = compare_names(shell.workspace, before, after, shell.today, as_of)
    warn(compared.before.read_only or compared.after.read_only)
    if as_json:
        put_json(comparison_of(compared))
        return
    put(_lines(shell, compared))


def _lines(shell: Shell, compared: Compared) -> Iterator[str]:
    from readiness_tui.reports.changes import build_changes
    from readiness_tui.use_cases.results import request_of

    version, before = compared.after, compared.before
    request = request_of(shell.workspace, version, comparison=compared.comparison, compared_with=before.label)
    changes = build_changes(request)
    same = before.slug == version.slug
    left = before.label if same else f"{before.slug} {before.label}"
    yield f"{version.slug}: from {left} ({before.as_of}) to {version.label} ({version.as_of})"
    yield from _questionnaire_lines(compared)
    yield ""
    if changes is None or changes.is_empty:
        yield "Nothing changed."
        return
    yield from _change_lines(changes)


def _questionnaire_lines(compared: Compared) -> Iterator[str]:
    """That the two sides have different questionnaires, and in what; nothing where they have the same text."""
    from readiness_tui.cli.cells import wrap

    before, after = (version.questionnaire for version in (compared.before, compared.after))
    if before.hash == after.hash:
        return
    comparison = compared.comparison
    reweighed = sum(row.weight_before not in (None, row.weight_after) for row in comparison.answers if row.weight_after)
    found = (
        (len(comparison.newly_asked), "newly asked"),
        (len(comparison.no_longer_asked), "no longer asked"),
        (len(comparison.renamed), "renamed, split or merged"),
        (reweighed, "with another weight"),
    )
    words = ", ".join(f"{count} {what}" for count, what in found if count) or "the same questions and weights"
    names = [before.questionnaire.version, after.questionnaire.version]
    if before.questionnaire.id != after.questionnaire.id:
        names = [f"{one.questionnaire.id} {one.questionnaire.version}" for one in (before, after)]
    yield from wrap(f"questionnaire {' → '.join(names)}: {words}. Its part of the change is not progress.", "! ")


def _change_lines(changes: Changes) -> Iterator[str]:
    from readiness_tui.cli.cells import cut, table, wrap

    if changes.regressions:
        are = "answer is" if changes.regressions == 1 else "answers are"
        yield f"✗ {changes.regressions} {are} worse than before"
        yield ""
    yield from table(("", "Before", "After"), changes.facts)
    yield ""
    yield "Change of the worst end, as an exact sum"
    head = ("", "Before", "Questionnaire", "Applicability", "Answers", "Rounding", "After", "Change")
    rows = [
        (
            cut(row.title, 24),
            row.before,
            row.questionnaire,
            row.applicability,
            row.answers,
            row.rounding,
            row.after,
            row.change,
        )
        for row in changes.rows
    ]
    head = head if changes.has_rounding else (*head[:5], "", *head[6:])
    yield from table(head, rows, ("<", ">", ">", ">", ">", ">", ">", ">"))
    if changes.causes:
        yield ""
        yield "Where the questionnaire's part comes from"
        for cause in changes.causes:
            yield from wrap(f"{cause.title}: {cause.text}", f"  {cause.part:>8}  ")
    if changes.answers:
        yield ""
        yield "Answers that moved"
        for answer in changes.answers:
            text = f"{answer.title}: {answer.before} → {answer.after}"
            yield from wrap(text, f"  {answer.mark.glyph} {answer.change:>6}  ")
    if changes.moved:
        yield ""
        yield "What else moved"
        for moved in changes.moved:
            yield from wrap(f"{moved.kind}: {moved.name}, {moved.text}", f"  {moved.mark.glyph} ")
