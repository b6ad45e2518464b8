"""Explain a score, a section, a question or a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import as_of_option, command, json_option, pass_shell, version_argument
from readiness_tui.cli.printing import put, put_json
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from readiness_tui.analysis.explaining import Explanation
    from readiness_tui.model.questionnaire import Questionnaire
    from readiness_tui.use_cases.explanations import TaskExplanation
    from readiness_tui.use_cases.milestones import Version


@command(
    "explain",
    "readiness explain support-agent",
    "readiness explain support-agent observability",
    "readiness explain support-agent@3 output-validation --json",
    "readiness explain support-agent large-refund",
)
@version_argument
@click.argument("subject", metavar="[QUESTION|SECTION|TASK]", required=False)
@as_of_option
@json_option
@pass_shell
def explain(shell: Shell, agent: str, subject: str | None, as_of: date | None, as_json: bool) -> None:
    """Explain a score: what each answer adds, what stops the next level, what would change it, what to ask next."""
    from readiness_tui.use_cases.explanations import explain_task, explain_version, explanation_of, task_explanation_of

    version = shell.version(agent, as_of=as_of)
    if subject is not None and subject in version.assessment.tasks and subject not in _known(version):
        task = explain_task(version, subject)
        put_json(task_explanation_of(version, task)) if as_json else put(_task_lines(version, task))
        return
    explanation = explain_version(version, subject)
    put_json(explanation_of(version, explanation)) if as_json else put(_lines(version, explanation))


def _known(version: Version) -> set[str]:
    return set(version.questionnaire.questionnaire.question_by_id)


def _task_lines(version: Version, task: TaskExplanation) -> Iterator[str]:
    from readiness_tui.cli.decision_text import clearance_lines, one_decision_lines

    matrix = version.questionnaire.questionnaire.matrix
    assert matrix is not None
    yield from one_decision_lines(matrix, version.assessment.tasks[task.id], task.decision)
    yield ""
    yield from clearance_lines([task.clearance])


def _lines(version: Version, explanation: Explanation) -> Iterator[str]:
    from readiness_tui.cli.cells import wrap

    shown = version.questionnaire.questionnaire
    worst = _rounded(shown, explanation.worst)
    yield f"{version.slug} {version.label}, as of {version.as_of}: {explanation.subject} {worst} at the worst end"
    yield ""
    yield from _part_lines(version, explanation)
    if explanation.stops_next_level:
        yield ""
        yield f"What stops {version.evaluation.scorecard.target or 'the next level'}"
        for short in explanation.stops_next_level:
            yield from wrap(short.text, "  ✗ " if short.state == "fails" else "  ? ")
    yield from _change_lines(shown, explanation)


def _rounded(shown: Questionnaire, value: Fraction | None) -> str:
    from readiness_tui.analysis.wording import NOTHING, rounded

    return NOTHING if value is None else rounded(value, shown.scoring.display)


def _part_lines(version: Version, explanation: Explanation) -> Iterator[str]:
    """What each question adds, largest first, their sum, and what the subject itself adds to the overall score."""
    from readiness_tui.cli.cells import cut, table

    shown, card = version.questionnaire.questionnaire, version.evaluation.scorecard
    rows = [
        (
            _rounded(shown, part.contribution),
            str(part.contribution),
            part.id,
            cut(card.by_question[part.id].answer or "open", 20),
        )
        for part in sorted(explanation.parts, key=lambda part: -part.contribution)
    ]
    if explanation.worst is not None and len(rows) > 1:
        rows.append((_rounded(shown, explanation.worst), str(explanation.worst), "together", ""))
    yield from table(("Adds", "Exactly", "Question", "Answer"), rows, (">", ">"))
    if card.overall is not None and explanation.contribution is not None and explanation.subject != "overall":
        added, whole = _rounded(shown, explanation.contribution), _rounded(shown, card.overall.worst)
        yield ""
        yield f"Of the overall {whole} it adds {added}, exactly {explanation.contribution}."


def _change_lines(shown: Questionnaire, explanation: Explanation) -> Iterator[str]:
    from readiness_tui.cli.cells import wrap

    change, ask = explanation.smallest_change, explanation.ask_next
    yield ""
    if change is not None:
        steps = ", ".join(f"{step.question} {step.before or 'open'} → {step.after}" for step in change.changes)
        fewest = "Fewest answers" if change.is_smallest else "Answers"
        yield from wrap(f"{fewest} that lead from {change.before} to {change.after}: {steps}")
    if ask is not None:
        title = shown.question_by_id[ask.question].label
        yield from wrap(f"Ask this next: {ask.question} ({title}); its answer narrows the verdict most.")
    if explanation.level_is_settled and ask is not None:
        yield "No answer that is still open can change the level."
