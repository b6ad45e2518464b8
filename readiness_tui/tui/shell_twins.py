"""The shell command that gives the answer that stands on the screen."""

from __future__ import annotations

from shlex import quote

from readiness_tui.model.assessment import Answer
from readiness_tui.model.values import rational_text
from readiness_tui.tui.question_index import Stop
from readiness_tui.use_cases.sessions import Session


def answering_command(session: Session, stop: Stop) -> str:
    """`readiness answer AGENT QUESTION=CHOICE` for a question, `readiness profile AGENT KEY=VALUE` for a fact."""
    if stop.kind == "fact":
        value = session.assessment.profile.get(stop.id)
        return f"readiness profile {session.slug} {quote(f'{stop.id}={_fact_text(value)}')}"
    answer = session.assessment.answer(stop.id)
    given = quote(f"{stop.id}={_answer_text(answer)}")
    reason = f" --reason {quote(answer.not_applicable)}" if answer.not_applicable is not None else ""
    return f"readiness answer {session.slug} {given}{reason}"


def _answer_text(answer: Answer) -> str:
    if answer.not_applicable is not None:
        return "n/a"
    if answer.number is not None:
        return rational_text(answer.number)
    return answer.choice or ",".join(answer.choices or ())


def _fact_text(value: object) -> str:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
