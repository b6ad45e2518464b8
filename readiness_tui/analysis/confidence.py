"""How well positive answers are backed: evidence that has not expired, expired evidence, or a bare claim."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from readiness_tui.analysis.folding import total
from readiness_tui.analysis.scorecard import Confidence, EvidenceState, QuestionScore
from readiness_tui.model.assessment import Answer, Evidence


def evidence_state(answer: Answer, value: Fraction | None, as_of: date, max_age_days: int | None) -> EvidenceState:
    """How an answer worth `value` is backed as of a day; `none` where it isn't positive, and so needs no backing.

    One piece of evidence that has not expired is enough. A piece counts to the end of its own expiry day, and until
    `max_age_days` after the day it was observed; a piece without a word or a link is none.
    """
    if not value or value < 0:
        return "none"
    pieces = [piece for piece in answer.evidence if piece.text.strip() or piece.link]
    if not pieces:
        return "claimed"
    return "evidenced" if any(not is_expired(piece, as_of, max_age_days) for piece in pieces) else "expired"


def is_expired(evidence: Evidence, as_of: date, max_age_days: int | None) -> bool:
    """Whether a piece of evidence is past its own expiry, or observed more than so many days ago."""
    if evidence.expires is not None and evidence.expires < as_of:
        return True
    if max_age_days is None or evidence.observed is None:
        return False
    return as_of - evidence.observed > timedelta(days=max_age_days)


def backed(questions: Iterable[QuestionScore]) -> Confidence:
    """The share of the positive answers, by weight, that carry unexpired evidence; None where none is positive."""
    weights: dict[str, list[Fraction]] = {"evidenced": [], "claimed": [], "expired": []}
    for question in questions:
        if question.evidence != "none":
            weights[question.evidence].append(question.weight)
    evidenced = total(weights["evidenced"])
    positive = evidenced + total(weights["claimed"]) + total(weights["expired"])
    counts = {state: len(found) for state, found in weights.items()}
    return _confidence(evidenced, positive, counts["evidenced"], counts["claimed"], counts["expired"])


def confidence(sections: Iterable[Confidence]) -> Confidence:
    """The confidence of several sections together."""
    parts = tuple(sections)
    return _confidence(
        total(part.weight_evidenced for part in parts),
        total(part.weight_positive for part in parts),
        sum(part.evidenced for part in parts),
        sum(part.claimed for part in parts),
        sum(part.expired for part in parts),
    )


def _confidence(weight: Fraction, positive: Fraction, evidenced: int, claimed: int, expired: int) -> Confidence:
    return Confidence(weight / positive if positive else None, weight, positive, evidenced, claimed, expired)
