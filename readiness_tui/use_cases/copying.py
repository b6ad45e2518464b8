"""A question with its answer as a few lines of Markdown, to be pasted into an issue or a chat."""

from __future__ import annotations

from readiness_tui.analysis.shortfalls import answer_words
from readiness_tui.model.questionnaire import Question
from readiness_tui.reports.people_text import escape_markdown, markdown_lines
from readiness_tui.use_cases.sessions import Session


def question_as_markdown(session: Session, question: Question) -> str:
    """Title, question, answer, note, evidence, owner, due and ticket; what people wrote is escaped."""
    answer = session.assessment.answer(question.id)
    score = session.evaluation.scorecard.by_question[question.id]
    words = answer_words(question, score.answer) if score.value is not None and score.answer else "Unanswered"
    if answer.not_applicable is not None:
        words = f"Not applicable: {answer.not_applicable}"
    lines = [f"### {escape_markdown(question.label)}", "", escape_markdown(question.ask), ""]
    lines.append(f"- Answer: {escape_markdown(words)}")
    lines += [f"- Note: {markdown_lines(answer.note, '  ')}"] if answer.note.strip() else []
    for part in answer.evidence:
        day = f" ({part.observed})" if part.observed else ""
        lines.append(f"- Evidence: {escape_markdown(part.link or part.text)}{day}")
    said = [("Owner", answer.owner), ("Due", answer.due), ("Ticket", answer.ticket)]
    lines += [f"- {name}: {escape_markdown(str(value))}" for name, value in said if value]
    return "\n".join(lines) + "\n"
