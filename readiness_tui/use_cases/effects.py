"""What each possible answer to a question would do to score and level, all shown alike."""

from __future__ import annotations

from dataclasses import dataclass

from readiness_tui.analysis.scorecard import Interval
from readiness_tui.analysis.scoring import score
from readiness_tui.model.assessment import Answer
from readiness_tui.model.questionnaire import Question
from readiness_tui.use_cases.sessions import Session

NOT_APPLICABLE = "-"
UNANSWERED = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """Overall and level if the question were answered so; `answer` is a choice id, `-` for N/A, empty: unanswered."""

    answer: str
    overall: Interval | None
    level_worst: str | None
    level_best: str | None


def wants_effects(session: Session, question: Question) -> bool:
    """Whether effects are shown now: `effects` of readiness.yaml says after the answer, always, or never."""
    wanted = session.workspace.settings.effects
    if question.kind != "one" or wanted == "never":
        return False
    return wanted == "always" or session.assessment.answer(question.id).is_answered


def effects(session: Session, question: Question) -> tuple[Effect, ...]:
    """One effect for each choice of a `one` question, for N/A where it is allowed, and for unanswered."""
    given = session.assessment.answer(question.id)
    answers = {choice.id: given.answered(choice=choice.id) for choice in question.choices if question.kind == "one"}
    if question.allow_na:
        answers[NOT_APPLICABLE] = given.answered(not_applicable=given.not_applicable or "-")
    answers[UNANSWERED] = given.cleared()
    return tuple(_effect(session, question, name, answer) for name, answer in answers.items())


def _effect(session: Session, question: Question, name: str, answer: Answer) -> Effect:
    evaluation = session.evaluation
    scorecard = (
        evaluation.scorecard
        if answer == session.assessment.answer(question.id)
        else score(
            session.questionnaire,
            session.assessment.with_answer(question.id, answer),
            session.today,
            target=evaluation.scorecard.target,
            evidence_max_age_days=session.workspace.settings.evidence_max_age_days,
            task_modes={decision.id: decision.mode for decision in evaluation.decisions},
        )
    )
    return Effect(name, scorecard.overall, scorecard.level_worst, scorecard.level_best)
