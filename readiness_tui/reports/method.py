"""Section 10, the method: formula, weights, ladder, rounding, the questionnaire's exact text, who answered, limits."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from readiness_tui import __version__
from readiness_tui.analysis.wording import rounded
from readiness_tui.model.questionnaire import Band, Fold, Level
from readiness_tui.model.values import rational_text
from readiness_tui.reports.naming import need_label
from readiness_tui.reports.request import ReportRequest

FOLDS: dict[Fold, str] = {
    "weighted-mean": "the mean, by weight",
    "mean": "the plain mean",
    "sum": "the sum of weight times value",
    "minimum": "the lowest",
    "maximum": "the highest",
}
NOT_APPLICABLE = {
    "exclude": "A question that does not apply is left out of the score and counts as answered.",
    "zero": "A question that does not apply counts as 0.",
    "full": "A question that does not apply counts as 1.",
}
UNANSWERED = {
    "interval": (
        "An unanswered question is not zero: the score is an interval, from the worst to the best that the open "
        "answers still allow. Where one number is needed, the worst end counts: what has been shown."
    ),
    "zero": "An unanswered question counts as 0.",
}
ROUNDING = {"half-up": "half up", "half-even": "half to even", "truncate": "cut off"}
LIMITS = (
    "This is a self-assessment, not an audit. It says what the team answered and what follows from it by stated rules; "
    "nobody has checked the answers. The score is a summary of practices, not a probability of failure. Confidence "
    "counts evidence; it does not judge it. Weights, gates and cut-offs are conventions of the questionnaire, and can "
    "be read in its text."
)


class RungLine(NamedTuple):
    """One level with what it needs, on top of all lower ones."""

    label: str
    needs: tuple[str, ...]


class Method(NamedTuple):
    """How the figures came about, and what they can't say."""

    rules: tuple[str, ...]
    weights: tuple[tuple[str, str], ...]
    ladder: tuple[RungLine, ...]
    matrix: str
    questionnaire: str
    version: str
    hash: str
    summary: str
    source: str
    answered_by: tuple[str, ...]
    profile: tuple[tuple[str, str], ...]
    evidence_age: str
    tool: str
    left_out: tuple[str, ...]
    limits: str


def build_method(request: ReportRequest) -> Method:
    """The method section."""
    questionnaire = request.questionnaire
    age = request.settings.evidence_max_age_days
    return Method(
        rules=_rules(request),
        weights=tuple((section.title, rational_text(section.weight)) for section in questionnaire.sections),
        ladder=tuple(RungLine(rung.label, _needs(request, rung)) for rung in questionnaire.rungs),
        matrix=_matrix(request),
        questionnaire=questionnaire.title,
        version=questionnaire.version,
        hash=request.questionnaire_hash,
        summary=questionnaire.summary,
        source=_source(request),
        answered_by=_answered_by(request),
        profile=_profile(request),
        evidence_age=f"Evidence older than {age} days counts as expired." if age else "",
        tool=f"readiness {__version__}",
        left_out=tuple(sorted(request.without)),
        limits=LIMITS,
    )


def _rules(request: ReportRequest) -> tuple[str, ...]:
    scoring = request.questionnaire.scoring
    display = scoring.display
    decimals = "1 decimal" if display.decimals == 1 else f"{display.decimals} decimals"
    scaled = f"times {rational_text(display.scale)}, " if display.scale != 1 else ""
    return (
        f"Section: {FOLDS[scoring.section.fold]} of its answers, each worth 0 to 1.",
        f"Overall: {FOLDS[scoring.overall.fold]} of the sections.",
        NOT_APPLICABLE[scoring.not_applicable],
        UNANSWERED[scoring.unanswered],
        f"Computed with exact fractions; shown {scaled}rounded {ROUNDING[display.rounding]} to {decimals}. Only "
        "what is shown is rounded, so parts may differ from their sum in the last digit.",
        "Confidence is the share of the positive answers, by weight, that carry evidence that has not expired. It "
        "stands beside the score and never changes it.",
    )


def _needs(request: ReportRequest, rung: Level | Band) -> tuple[str, ...]:
    if isinstance(rung, Band):
        ends = (("at least", rung.at_least), ("above", rung.above), ("at most", rung.at_most), ("below", rung.below))
        return tuple(f"overall {word} {rounded(end, request.display)}" for word, end in ends if end is not None)
    return (*_scores(request, rung), *_gates(request, rung))


def _scores(request: ReportRequest, level: Level) -> list[str]:
    requires, titles = level.requires, {section.id: section.title for section in request.questionnaire.sections}
    needs: list[tuple[str, Fraction | None]] = [
        ("overall at least", requires.overall_at_least),
        ("every gap at least", requires.every_section_at_least),
    ]
    needs += [(f"{titles.get(name, name)} at least", value) for name, value in requires.sections_at_least.items()]
    return [f"{words} {rounded(value, request.display)}" for words, value in needs if value is not None]


def _gates(request: ReportRequest, level: Level) -> list[str]:
    known = request.questionnaire.question_by_id
    return [
        f"gate: {known[gate.question].label}, {need_label(known[gate.question], gate.need)}"
        for gate in request.scorecard.gates
        if gate.level == level.id and gate.question in known
    ]


def _matrix(request: ReportRequest) -> str:
    matrix = request.questionnaire.matrix
    if matrix is None:
        return ""
    axes = ", ".join(axis.title for axis in matrix.axes)
    return (
        f"Each task is rated 0 to 3 on the factors of each axis ({axes}); the means give a base mode, and hard rules "
        "can only lower it. What is not known is taken at its cautious end. A task is cleared for the highest "
        "mode whose needs, and those of all lower modes, today's answers meet; open answers and waivers never clear."
    )


def _source(request: ReportRequest) -> str:
    source = request.questionnaire.source
    if source is None:
        return ""
    return f"{source.title} ({source.author})" if source.author else source.title


def _answered_by(request: ReportRequest) -> tuple[str, ...]:
    names = [answer.by for answer in request.assessment.answers.values() if answer.by and answer.is_answered]
    return tuple(sorted({request.person(name) for name in names} - {""}))


def _profile(request: ReportRequest) -> tuple[tuple[str, str], ...]:
    rows = []
    for fact in request.questionnaire.profile:
        value = request.assessment.profile.get(fact.id)
        label = next((choice.label for choice in fact.choices if choice.id == value), value or "not known")
        unit = f" {fact.unit}" if fact.unit and value else ""
        rows.append((fact.label, f"{label}{unit}"))
    return tuple(rows)
