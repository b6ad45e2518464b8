"""The verdict in lines of text: tasks beyond clearance first, then ready or not, then the figures."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_tui.analysis.evaluating import Evaluation
from readiness_tui.analysis.wording import interval_text
from readiness_tui.cli.cells import cut, pad, wrap
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.reports.naming import level_label
from readiness_tui.reports.request import ReportRequest
from readiness_tui.reports.verdict import Statement, build_verdict, waived_names


def standing(questionnaire: Questionnaire, evaluation: Evaluation) -> str:
    """Where the agent stands, in a line: `59.3–71.3, Supervised pilot, 25 of 29 answered`."""
    card = evaluation.scorecard
    worst, best = level_label(questionnaire, card.level_worst), level_label(questionnaire, card.level_best)
    level = worst if worst == best else f"{worst or 'no level'} to {best}" if best else worst
    score = interval_text(card.overall, questionnaire.scoring.display) if card.overall else "no score yet"
    counts = f"{card.coverage.answered} of {card.coverage.applicable} answered"
    names = waived_names(questionnaire, card, card.level_best)
    waived = f"gates passed only by waiver: {names}" if names else ""
    return ", ".join(part for part in (score, level, counts, waived) if part)


def title_lines(request: ReportRequest) -> list[str]:
    """Which agent, which version of its answers, as of which day, by which questionnaire."""
    agent, questionnaire = request.assessment.agent, request.questionnaire
    name = agent.name if agent.name == request.slug else f"{cut(agent.name, 50)} ({request.slug})"
    parts = [name, request.version, f"as of {request.as_of}", f"{questionnaire.id} {questionnaire.version}"]
    return wrap(" · ".join(parts), rest="  ")


def verdict_lines(request: ReportRequest) -> Iterator[str]:
    """The statements of the verdict, the gravest word in front, then the figures."""
    verdict = build_verdict(request)
    width = max((len(statement.mark.word) for statement in verdict.statements), default=0)
    for statement in verdict.statements:
        yield from _statement_lines(statement, width)
    yield ""
    yield f"Overall     {verdict.overall} {verdict.out_of}"
    yield f"Level       {verdict.level}"
    yield f"Answered    {verdict.answered}, {verdict.open_note}"
    yield f"Confidence  {verdict.confidence}, {verdict.confidence_note}"
    if verdict.blockers:
        yield f"Blockers    {verdict.blockers}: {verdict.blockers_note}"


def _statement_lines(statement: Statement, width: int) -> Iterator[str]:
    head = f"{statement.mark.glyph} {pad(statement.mark.word.upper(), width)}  "
    yield from wrap(statement.text, head)
    indent = " " * len(head)
    for task in statement.tasks:
        yield from wrap(f"{task.name}: {task.built}, cleared for {task.cleared}", indent, indent + "  ")
    if statement.detail:
        yield from wrap(statement.detail, indent)
