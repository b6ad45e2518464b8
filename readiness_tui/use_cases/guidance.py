"""What helps to answer a question, the same on every front end: why, how to verify, what to do, good evidence."""

from __future__ import annotations

from readiness_tui.model.questionnaire import Question, Questionnaire
from readiness_tui.model.values import rational_text

ABOUT_FACTS = "Facts about the agent are not scored. Some questions and remarks hang on them; each may stay open."


def guidance(questionnaire: Questionnaire, question: Question) -> tuple[tuple[str, str], ...]:
    """Titles and texts of what helps to answer: why, how to verify, what is good evidence, what to do."""
    parts = [
        ("Why", question.guidance.why),
        ("Verify", question.guidance.verify),
        (_improve_title(question), _improvement(questionnaire, question)),
        ("Good evidence", question.guidance.evidence),
        ("References", "\n".join(question.references)),
        ("Tags", " · ".join(question.tags)),
    ]
    return tuple((title, text.strip()) for title, text in parts if text.strip())


def _improvement(questionnaire: Questionnaire, question: Question) -> str:
    improvement = question.improvement
    if improvement is None:
        return ""
    first = [questionnaire.question(name) for name in improvement.needs]
    needs = ", ".join(needed.label for needed in first if needed is not None)
    return improvement.do.strip() + (f" Needs first: {needs}." if needs else "")


def _improve_title(question: Question) -> str:
    if question.improvement is None:
        return "Improve"
    days = question.improvement.effort_days
    return f"Improve, {rational_text(days)} day{'' if days == 1 else 's'}"
