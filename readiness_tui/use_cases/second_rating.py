"""What a further rater types about a task: `Rev=2 Con=1 moves_money=no`, by the short or the full name."""

from __future__ import annotations

from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.tasks import TaskWords, with_task


def rated_by(session: Session, task_id: str, rater: str, typed: str, evidence: str = "") -> Task:
    """The task with this rater's own ratings added or changed. Raises UserError with every fault."""
    matrix = session.questionnaire.matrix
    ratings = tuple(_full(matrix, word) for word in typed.replace(",", " ").split()) if matrix else ()
    words = TaskWords(rater=rater.strip(), ratings=ratings, evidence_level=evidence.strip() or None)
    return with_task(session.questionnaire, session.assessment, task_id, words, session.by).tasks[task_id]


def _full(matrix: Matrix, word: str) -> str:
    """`rev=?` as `reversibility=unknown`; a word that isn't known stays, and is refused by its name."""
    name, equals, value = word.partition("=")
    names = {(factor.abbreviation or factor.id).casefold(): factor.id for factor in matrix.factors}
    return f"{names.get(name.casefold(), name)}{equals}{'unknown' if value == '?' else value}"


def rating_example(matrix: Matrix) -> str:
    """What may be typed, with the names of this questionnaire: `Cpx=2 Nat=1 moves_money=no`."""
    factors = [factor.abbreviation or factor.id for factor in matrix.factors[:2]]
    flags = [flag.id for flag in matrix.flags[:1]]
    return " ".join([*(f"{name}=2" for name in factors), *(f"{flag}=no" for flag in flags)])
