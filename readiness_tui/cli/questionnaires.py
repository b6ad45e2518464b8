"""List, show and check questionnaires; the group of all commands about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.authoring import diff, new_questionnaire
from readiness_tui.cli.command import Commands, command, json_option, pass_shell
from readiness_tui.cli.failing import BAD_INPUT
from readiness_tui.cli.printing import put, put_json, put_raw, say
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from readiness_tui.model.questionnaire import Question, Questionnaire, Section
    from readiness_tui.reports.documents.questionnaires import Found
    from readiness_tui.storage.questionnaires import LoadedQuestionnaire


@click.group("questionnaire", cls=Commands)
def questionnaire() -> None:
    """Make, list, show, check and compare questionnaires.

    A questionnaire is one YAML file; a team may have its own.
    """


questionnaire.examples = (
    "readiness questionnaire list",
    "readiness questionnaire show agent-production-readiness",
    "readiness questionnaire new our-own",
    "readiness questionnaire check questionnaires/our-own.yaml",
    "readiness questionnaire diff agent-production-readiness questionnaires/our-own.yaml",
)


@command("list", "readiness questionnaire list", "readiness questionnaire list --json")
@json_option
@pass_shell
def list_questionnaires(shell: Shell, as_json: bool) -> int | None:
    """List the workspace's own questionnaires and the built-in ones."""
    from readiness_tui.use_cases.checks import all_questionnaires

    loaded, faults = all_questionnaires(_root(shell))
    if as_json:
        from readiness_tui.reports.documents.questionnaires import questionnaires_document

        put_json(questionnaires_document(tuple(_found(each) for each in loaded), shell.today))
    else:
        from readiness_tui.cli.cells import cut, table

        rows = [
            (
                each.questionnaire.id,
                each.questionnaire.version,
                str(len(each.questionnaire.questions)),
                each.origin + (", instead of the built-in one" if each.shadows_built_in else ""),
                cut(each.questionnaire.title, 40),
            )
            for each in loaded
        ]
        put(table(("Id", "Version", "Questions", "From", "Title"), rows, ("<", "<", ">"), ""))
    say([str(fault) for fault in faults]) if faults else None
    return BAD_INPUT if faults else None


@command(
    "show",
    "readiness questionnaire show agent-production-readiness",
    "readiness questionnaire show ml-test-score --json",
    "readiness questionnaire show agent-production-readiness --yaml > questionnaires/our-own.yaml",
)
@click.argument("name", metavar="ID|FILE")
@click.option("--yaml", "as_yaml", is_flag=True, help="Print its text as it is, to make your own of it.")
@json_option
@pass_shell
def show(shell: Shell, name: str, as_yaml: bool, as_json: bool) -> None:
    """Show what a questionnaire asks: sections, questions with their ids, choices, weights and gates."""
    from readiness_tui.use_cases.checks import open_questionnaire

    loaded = open_questionnaire(_root(shell), name)
    if as_yaml:
        put_raw(loaded.text)
    elif as_json:
        from readiness_tui.reports.documents.questionnaires import outline_document

        put_json(outline_document(_found(loaded), shell.today))
    else:
        put(_outline(loaded.questionnaire))


@command(
    "check",
    "readiness questionnaire check questionnaires/our-own.yaml",
    "readiness questionnaire check agent-production-readiness --strict --json",
)
@click.argument("name", metavar="ID|FILE")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings, too.")
@json_option
@pass_shell
def check(shell: Shell, name: str, strict: bool, as_json: bool) -> int:
    """Check a questionnaire; each finding as file:line:column: message. Errors exit with 2."""
    from readiness_tui.cli.findings import tell_findings
    from readiness_tui.use_cases.checks import check_questionnaire

    return tell_findings(shell, check_questionnaire(_root(shell), name), strict, as_json)


for _each in (list_questionnaires, show, new_questionnaire, check, diff):
    questionnaire.add_command(_each)


def _root(shell: Shell) -> Path | None:
    workspace = shell.workspace_or_none()
    return workspace.root if workspace else None


def _found(loaded: LoadedQuestionnaire) -> Found:
    from readiness_tui.reports.documents.questionnaires import Found

    return Found(loaded.questionnaire, loaded.hash, loaded.file, loaded.origin, loaded.shadows_built_in)


def _outline(shown: Questionnaire) -> Iterator[str]:
    from readiness_tui.cli.cells import wrap

    yield f"{shown.title} · {shown.id} {shown.version} · {len(shown.questions)} questions"
    if shown.summary:
        yield from wrap(" ".join(shown.summary.split()), "  ")
    if shown.rungs:
        yield from wrap(" < ".join(rung.id for rung in shown.rungs), "Levels    ")
    if shown.profile:
        yield from wrap(", ".join(fact.id for fact in shown.profile), "Profile   ")
    for section in shown.sections:
        yield from _section_lines(shown, section, 0)
    if shown.matrix is not None:
        yield ""
        yield "Tasks"
        yield from wrap(", ".join(factor.id for factor in shown.matrix.factors), "  factors  ")
        yield from wrap(", ".join(flag.id for flag in shown.matrix.flags), "  flags    ")


def _section_lines(shown: Questionnaire, section: Section, depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield ""
    yield f"{indent}{section.title} · {section.id} · weight {section.weight}"
    for part in section.questions:
        yield from _question_lines(shown.question_by_id[part.id], indent + "  ")
    for child in section.sections:
        yield from _section_lines(shown, child, depth + 1)


def _question_lines(question: Question, indent: str) -> Iterator[str]:
    from readiness_tui.cli.cells import wrap

    gates = ", ".join(f"{gate.level} needs {gate.at_least or gate.at_least_value}" for gate in question.gates)
    yield from wrap(question.ask, f"{indent}{question.id}: ", indent + "    ")
    choices = ", ".join(choice.id for choice in question.choices) or f"a number of {question.unit or 'its unit'}"
    yield from wrap(f"{choices} · weight {question.weight}{f' · gate: {gates}' if gates else ''}", indent + "    ")
