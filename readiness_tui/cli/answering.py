"""Answer questions from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import agent_argument, answers_argument, command, json_option, pass_shell
from readiness_tui.cli.printing import put_json, say
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness_tui.use_cases.recording import Recorded


@command(
    "answer",
    "readiness answer support-agent retry-with-backoff=full staging-days=14",
    "readiness answer support-agent output-validation=partial --owner ana --due 2026-12-04 --ticket PAY-812",
    "readiness answer support-agent load-test=full --evidence https://ci.example/42 --observed 2026-11-20",
    'readiness answer support-agent concurrency=n/a --reason "one request at a time"',
    "readiness answer support-agent retry-with-backoff=      (back to unanswered)",
    "readiness answer support-agent retry-with-backoff==     (the last milestone's answer)",
)
@agent_argument
@answers_argument
@click.option("--note", metavar="T", help="What there is to say about it.")
@click.option("--evidence", metavar="URL_OR_TEXT", multiple=True, help="What backs it; may be repeated, is added.")
@click.option("--observed", metavar="DATE", help="The day on which the evidence was seen.")
@click.option("--expires", metavar="DATE", help="The day after which it counts no more.")
@click.option("--owner", metavar="W", help="Who sees to it.")
@click.option("--due", metavar="DATE", help="Until when.")
@click.option("--ticket", metavar="T", help="The id of a ticket.")
@click.option("--effort", metavar="DAYS", help="Your own estimate of the improvement, in person-days.")
@click.option("--reason", metavar="T", help="Why a question doesn't apply; with QUESTION=n/a.")
@json_option
@pass_shell
def answer(
    shell: Shell,
    agent: str,
    words: tuple[str, ...],
    note: str | None,
    evidence: tuple[str, ...],
    observed: str | None,
    expires: str | None,
    owner: str | None,
    due: str | None,
    ticket: str | None,
    effort: str | None,
    reason: str | None,
    as_json: bool,
) -> None:
    """Answer questions: a choice, a number, choices a,b, or n/a with --reason. All are checked before any is written.

    QUESTION= takes an answer back, QUESTION== copies the last milestone's, QUESTION alone keeps it. The options go to
    every question named; an empty text takes back what was there: --owner "".
    """
    from readiness_tui.use_cases.answers import Extras, record_answers

    extras = Extras(note, evidence, observed, expires, owner, due, ticket, effort, reason)
    recorded = record_answers(shell.workspace, agent, words, extras, shell.now, shell.by)
    if as_json:
        from readiness_tui.cli.telling import recorded_document

        put_json(recorded_document(shell, agent, recorded))
        return
    say(list(_changes(recorded, words)))


def _changes(recorded: Recorded, words: tuple[str, ...]) -> Iterator[str]:
    from readiness_tui.cli.verdict_text import standing
    from readiness_tui.reports.naming import answer_label

    scores = recorded.evaluation.scorecard.by_question
    for word in words:
        question = recorded.questionnaire.question_by_id[word.partition("=")[0]]
        said = answer_label(question, scores[question.id], recorded.after.answer(question.id))
        yield f"{question.label}: {said}"
        if scores[question.id].applies == "no":
            yield "  kept, but this question is not asked: its condition is not met"
    yield standing(recorded.questionnaire, recorded.evaluation)
