"""Move working answers to another version of their questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import agent_argument, command, json_option, pass_shell
from readiness_tui.cli.printing import put, put_json, say
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness_tui.analysis.question_changes import QuestionChange
    from readiness_tui.model.questionnaire import Gate, Questionnaire
    from readiness_tui.reports.changes import Changes
    from readiness_tui.use_cases.upgrading import Upgrade


@command(
    "upgrade",
    "readiness upgrade support-agent --dry-run       show what would move, write nothing",
    "readiness upgrade support-agent",
    "readiness upgrade support-agent --to 1.1.0",
)
@agent_argument
@click.option("--to", "version", metavar="VERSION", help="[default: the workspace's own, else the built-in one]")
@click.option("--dry-run", is_flag=True, help="Show what would move, and write nothing.")
@json_option
@pass_shell
def upgrade(shell: Shell, agent: str, version: str | None, dry_run: bool, as_json: bool) -> None:
    """Move the working answers to another version of their questionnaire; shows what becomes of each question.

    Milestones stay as they are. No answer is lost: one that no question asks any more is kept in the file. The way back
    is --to with the older version, or git.
    """
    from readiness_tui.use_cases.upgrading import planned_upgrade
    from readiness_tui.use_cases.upgrading import upgrade as done

    planned = planned_upgrade(shell.workspace, agent, version, shell.today)
    if as_json:
        from readiness_tui.cli.telling import upgrade_document

        put_json(upgrade_document(shell, planned, None if dry_run else done(planned)))
        return
    put(_lines(shell, planned))
    if dry_run:
        say("Nothing was written.")
        return
    done(planned)
    say(f"Moved. Milestones stay with their own questionnaires; compare: readiness compare {agent}")


def _lines(shell: Shell, planned: Upgrade) -> Iterator[str]:
    from readiness_tui.cli.cells import table, wrap
    from readiness_tui.reports.changes import build_changes
    from readiness_tui.use_cases.results import request_of

    before, after = planned.working.questionnaire.questionnaire, planned.target.questionnaire
    same = " (another text)" if before.version == after.version else ""
    yield f"{planned.slug}: {after.id} {before.version} → {after.version}{same}"
    yield ""
    rows = list(_rows(planned, before, after))
    width = max(len(title) for title, _ in rows)
    for title, text in rows:
        yield from wrap(text, f"{title.ljust(width)}  ")
    yield ""
    compared = planned.compared
    request = request_of(shell.workspace, compared.after, comparison=compared.comparison, compared_with="before")
    changes = build_changes(request)
    assert changes is not None
    yield from table(("", "Before", "After"), changes.facts)
    yield from _moved(changes)


def _rows(planned: Upgrade, before: Questionnaire, after: Questionnaire) -> Iterator[tuple[str, str]]:
    """What became of the questions, by what it is; only what is there."""
    move = planned.move
    yield "Kept", f"{len(move.kept)} of {len(before.questions)} questions"
    for old, new in move.renamed.items():
        yield "Renamed", f"{old} → {new}"
    for old, parts in move.split.items():
        yield "Split", f"{old} → {', '.join(parts)}; the answer is copied and marked as carried over"
    for new, sources in move.merged.items():
        state = "the weakest answer stands" if move.assessment.answer(new).is_answered else "unanswered"
        yield "Merged", f"{', '.join(sources)} → {new}; {state}, notes joined"
    for name in move.match.no_longer_asked:
        yield "No longer asked", f"{before.question_by_id[name].label} ({name})"
    for name in move.match.newly_asked:
        again = "; answered before, and marked as carried over" if name in move.taken_up else ""
        yield "Newly asked", f"{after.question_by_id[name].label} ({name}){again}"
    for name in move.taken_up:
        if name not in move.match.newly_asked:
            yield "Taken up", f"{name}: an answer that was given to it under another version"
    for change in planned.changes:
        yield "Changed", f"{change.title}: {'; '.join(_words(change))}"
    if move.kept_aside:
        yield "Kept in the file", f"answers that no question asks: {', '.join(move.kept_aside)}"


def _words(change: QuestionChange) -> Iterator[str]:
    from readiness_tui.model.values import rational_text

    if change.weight:
        yield "weight " + " → ".join(map(rational_text, change.weight))
    if change.gates:
        yield "gate for " + " → ".join(" and ".join(map(_gate, gates)) or "no level" for gates in change.gates)
    if change.value:
        before, after = ("nothing" if part is None else rational_text(part) for part in change.value)
        yield f"'{change.answer}' counted {before}, counts {after}"


def _gate(gate: Gate) -> str:
    from readiness_tui.model.values import rational_text

    need = rational_text(gate.at_least_value) if gate.at_least_value is not None else gate.at_least
    return f"{gate.level} (at least {need})"


def _moved(changes: Changes) -> Iterator[str]:
    from readiness_tui.cli.cells import wrap

    shown = [moved for moved in changes.moved if moved.kind != "No longer asked"]
    if shown:
        yield ""
        yield "What moves with it"
    for moved in shown:
        yield from wrap(f"{moved.kind}: {moved.name}, {moved.text}", f"  {moved.mark.glyph} ")
