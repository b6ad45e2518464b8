"""Which questions one walks through: all, open, gates, shortfalls, no evidence, and so on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from readiness_tui.analysis.scorecard import QuestionScore
from readiness_tui.model.assessment import Answer
from readiness_tui.model.questionnaire import Question
from readiness_tui.use_cases.sessions import Session, shown_questions

ALL = "all"
NO_LONGER_ASKED = "no longer asked"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question with what is known of it."""

    session: Session
    question: Question
    score: QuestionScore
    answer: Answer
    short: frozenset[str]


def _changed_since(asked: _Asked) -> bool:
    last = asked.session.last_milestone
    return last is not None and last.answer(asked.question.id) != asked.answer


_TESTS: dict[str, Callable[[_Asked], bool]] = {
    ALL: lambda asked: True,
    "open": lambda asked: asked.score.state == "unanswered",
    "gates": lambda asked: bool(asked.question.gates),
    "shortfalls": lambda asked: asked.question.id in asked.short,
    "no evidence": lambda asked: asked.score.state == "answered" and not asked.answer.evidence,
    "expired": lambda asked: asked.score.evidence == "expired",
    "no owner": lambda asked: asked.answer.owner is None,
    "carried over": lambda asked: asked.answer.carried_over,
    "changed": _changed_since,
}


def filter_names(session: Session) -> dict[str, str]:
    """The filters and their words: `changed` says since which milestone; what can let nothing through is left out."""
    words = {name: name for name in _TESTS}
    if no_longer_asked(session):
        words[NO_LONGER_ASKED] = NO_LONGER_ASKED
    if session.milestones:
        words["changed"] = f"changed since {session.milestones[-1].label}"
    else:
        del words["changed"]
    return words


def filtered(session: Session, name: str) -> tuple[Question, ...]:
    """The questions that apply and that a filter lets through, in the questionnaire's order."""
    if name == NO_LONGER_ASKED:
        return ()
    test = _TESTS.get(name, _TESTS[ALL])
    if name == ALL:
        return shown_questions(session)
    scores = session.evaluation.scorecard.by_question
    shortfalls = session.evaluation.scorecard.shortfalls
    short = frozenset(part.subject for part in shortfalls if part.kind in ("gate", "answer"))
    answers = session.assessment
    return tuple(
        question
        for question in shown_questions(session)
        if test(_Asked(session, question, scores[question.id], answers.answer(question.id), short))
    )


def no_longer_asked(session: Session) -> tuple[tuple[str, Answer], ...]:
    """Answers that no question asks any more; they are kept."""
    known = session.questionnaire.question_by_id
    return tuple(
        (name, answer)
        for name, answer in session.assessment.answers.items()
        if name not in known and not answer.is_empty
    )
