"""What many documents share: exact numbers beside rounded ones, the two ends of a score, what a document is about."""

from __future__ import annotations

from fractions import Fraction
from typing import TypedDict

from readiness_tui.analysis.scoring import Coverage, Interval
from readiness_tui.analysis.wording import rounded
from readiness_tui.model.questionnaire import Display
from readiness_tui.reports.documents.subject import Subject as Subject

SHARE_DECIMALS = 4


class Number(TypedDict):
    """A score: `exact` in the fold's own units, `display` scaled and rounded as the questionnaire says."""

    exact: str
    display: float


class Ends(TypedDict):
    """The worst and the best score that the open questions still allow."""

    worst: Number
    best: Number


class LevelEnds(TypedDict):
    """The level at the worst and at the best end; null where no level holds."""

    worst: str | None
    best: str | None


class QuestionnaireKey(TypedDict):
    """The exact questionnaire that was used."""

    id: str
    version: str
    hash: str


class CoverageCounts(TypedDict):
    """How many of the questions that apply are answered."""

    answered: int
    applicable: int
    may_apply: int
    share: float | None
    weight_share: float | None


def number(value: Fraction, display: Display) -> Number:
    """A value as an exact text beside its rounded number."""
    return {"exact": str(value), "display": float(rounded(value, display))}


def optional_number(value: Fraction | None, display: Display) -> Number | None:
    """The same; None where there is no value."""
    return None if value is None else number(value, display)


def ends(interval: Interval | None, display: Display) -> Ends | None:
    """Both ends of an interval; None where there is no score."""
    if interval is None:
        return None
    return {"worst": number(interval.worst, display), "best": number(interval.best, display)}


def share(value: Fraction | None) -> float | None:
    """A share between 0 and 1, rounded; None where it isn't known."""
    return None if value is None else round(float(value), SHARE_DECIMALS)


def days(value: Fraction) -> float:
    """Person-days as a number."""
    return int(value) if value.denominator == 1 else round(float(value), SHARE_DECIMALS)


def coverage_counts(coverage: Coverage) -> CoverageCounts:
    """Coverage as counts and shares."""
    return {
        "answered": coverage.answered,
        "applicable": coverage.applicable,
        "may_apply": coverage.may_apply,
        "share": share(coverage.share),
        "weight_share": share(coverage.weight_share),
    }
