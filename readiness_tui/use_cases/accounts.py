"""The full account of a score in words: contributions that add up, what stops the level, what would change it."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_tui.analysis.explaining import Explanation, explain
from readiness_tui.analysis.shortfalls import answer_words
from readiness_tui.analysis.wording import rounded
from readiness_tui.use_cases.sessions import Session


def account_of(session: Session, subject: str | None) -> str:
    """The account of the whole, a section or a question, as plain lines. Raises KeyError for another id."""
    explanation = explanation_of(session, subject)
    return "\n".join([*_contributions(session, explanation), *_next_level(session, explanation)])


def explanation_of(session: Session, subject: str | None = None) -> Explanation:
    """Why the whole, a section or a question stands where it does. Raises KeyError for another id."""
    evaluation = session.evaluation
    modes = {decision.id: decision.mode for decision in evaluation.decisions}
    return explain(session.questionnaire, session.assessment, evaluation.scorecard, subject, modes)


def _contributions(session: Session, explanation: Explanation) -> Iterator[str]:
    display, scores = session.questionnaire.scoring.display, session.evaluation.scorecard.by_question
    if explanation.worst is None:
        yield "No score yet: nothing is answered."
        return
    yield f"{rounded(explanation.worst, display)} is the worst end. Each question adds, exactly:"
    yield ""
    for part in explanation.parts:
        value = rounded(part.contribution, display)
        yield f"{value.rjust(7)}  {str(part.contribution).rjust(9)}  {scores[part.id].title}"


def _next_level(session: Session, explanation: Explanation) -> Iterator[str]:
    questions = session.questionnaire.question_by_id
    if explanation.stops_next_level:
        yield f"\nWhat stops {session.evaluation.scorecard.target}:"
        yield from (f"  {shortfall.text}" for shortfall in explanation.stops_next_level)
    change = explanation.smallest_change
    if change is not None and change.changes:
        few = "The fewest answers" if change.is_smallest else "A few answers"
        yield f"\n{few} that would change the level to {change.after}:"
        for answer in change.changes:
            question = questions[answer.question]
            yield f"  {question.label}: {answer_words(question, answer.after)}"
    if explanation.ask_next is not None:
        yield f"\nAsk this next: {questions[explanation.ask_next.question].label}. Its answer narrows the result most."
    if explanation.level_is_settled:
        yield "\nNo open answer can change the level."
