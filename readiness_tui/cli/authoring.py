"""Begin a questionnaire, and show what its edits do to saved answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import command, json_option, pass_shell
from readiness_tui.cli.printing import put, put_json, put_raw, say
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from readiness_tui.analysis.edit import Edit
    from readiness_tui.storage.questionnaires import LoadedQuestionnaire
    from readiness_tui.storage.starting import Started
    from readiness_tui.use_cases.questionnaires import Diff

_LOST = 1
_HEADS = {
    "lost": ("✗", "Saved answers are lost, or mean something else"),
    "scores": ("◐", "Scores, levels or decisions change"),
    "compatible": ("✓", "Compatible"),
}
_VERDICTS = {
    "lost": "Saved answers would be lost.",
    "scores": "Saved answers stay; scores, levels or decisions may change.",
    "compatible": "Compatible: saved answers and scores stay.",
    "same": "The two say the same.",
}
_MOST_SUBJECTS = 4


@command(
    "new",
    "readiness questionnaire new payments-agents",
    "readiness questionnaire new payments-agents -o drafts/payments.yaml",
    "readiness questionnaire new payments-agents -o -",
)
@click.argument("questionnaire_id", metavar="ID")
@click.option("-o", "output", metavar="FILE", help="The file; - is stdout. [default: questionnaires/ID.yaml]")
@json_option
@pass_shell
def new_questionnaire(shell: Shell, questionnaire_id: str, output: str | None, as_json: bool) -> None:
    """Write a commented file to start a questionnaire from; prints its path.

    It passes the check as it is. The JSON Schema that its first line names is written beside it, so that editors with
    a YAML language server complete and check while you type. A file that is there is never written over.
    """
    from readiness_tui.use_cases.questionnaires import new_questionnaire, new_questionnaire_text

    workspace = shell.workspace_or_none()
    root = workspace.root if workspace else None
    if output == "-":
        put_raw(new_questionnaire_text(root, questionnaire_id))
        return
    started = new_questionnaire(root, questionnaire_id, shell.here / output if output else None)
    if as_json:
        from readiness_tui.reports.documents.parts import Subject
        from readiness_tui.reports.documents.written import written_document

        put_json(written_document(Subject(None, None, shell.today), str(started.path), questionnaire_id, started.hash))
        return
    put(str(started.path))
    say(_told(started))


def _told(started: Started) -> list[str]:
    schema = {
        "written": f"Wrote {started.schema.name} beside it: editors complete and check by it.",
        "there": f"The {started.schema.name} beside it is up to date: editors complete and check by it.",
        "foreign": f"{started.schema} is something else and was left alone, so editors can't complete. Move it, then "
        f"readiness schema questionnaire > {started.schema.name}",
    }
    return [schema[started.schema_state], f"Next: readiness questionnaire check {started.path}"]


@command(
    "diff",
    "readiness questionnaire diff agent-production-readiness questionnaires/our-own.yaml",
    "readiness questionnaire diff support-agent questionnaires/our-own.yaml --strict",
    "readiness questionnaire diff support-agent@1 support-agent --json",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--strict", is_flag=True, help="Exit with 1 where saved answers would be lost.")
@json_option
@pass_shell
def diff(shell: Shell, old: str, new: str, strict: bool, as_json: bool) -> int:
    """Show what the edits from OLD to NEW do to answers that are saved.

    Each is a file, the id of a questionnaire, or AGENT[@M] for the version that an agent's answers or a milestone of it
    are pinned to.
    """
    from readiness_tui.reports.documents.questionnaire_diffs import verdict_of
    from readiness_tui.use_cases.questionnaires import diff_of, diff_questionnaires

    found = diff_questionnaires(shell.workspace_or_none(), shell.here, old, new, shell.today)
    if as_json:
        put_json(diff_of(found, shell.today))
    else:
        put(_lines(found))
    return _LOST if strict and verdict_of(found.edits) == "lost" else 0


def _lines(found: Diff) -> Iterator[str]:
    from readiness_tui.reports.documents.questionnaire_diffs import verdict_of

    yield f"{_named(found.before)} → {_named(found.after)}"
    yield _VERDICTS[verdict_of(found.edits)]
    for effect, (glyph, head) in _HEADS.items():
        edits = [edit for edit in found.edits if edit.effect == effect]
        if edits:
            yield ""
            yield f"{glyph} {head}: {len(edits)}"
            yield from _edit_lines(edits)


def _named(loaded: LoadedQuestionnaire) -> str:
    return f"{loaded.questionnaire.id} {loaded.questionnaire.version} ({loaded.file})"


def _edit_lines(edits: Sequence[Edit]) -> Iterator[str]:
    """A line each; the same edit of many questions, as of a shared answer set, once."""
    from readiness_tui.cli.cells import wrap

    subjects: dict[tuple[str, str], list[str]] = {}
    for edit in edits:
        subjects.setdefault((edit.text, edit.remedy), []).append(edit.subject)
    for (text, remedy), names in subjects.items():
        more = len(names) - _MOST_SUBJECTS
        shown = ", ".join(names[:_MOST_SUBJECTS]) + (f" and {more} more" if more > 0 else "")
        yield from wrap(f"{shown}: {text}", "  ", "      ")
        if remedy:
            yield from wrap(remedy, "      ", "      ")
