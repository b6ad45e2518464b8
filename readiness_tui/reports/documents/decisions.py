"""`readiness/decisions@1`: the recommended mode of each task, and what decided it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NotRequired, TypedDict

from readiness_tui.analysis.counterfactuals import Counterfactual
from readiness_tui.analysis.deciding import Cap, Decision, Reason, Severity, Status
from readiness_tui.analysis.robustness import Robustness, RobustnessLabel
from readiness_tui.model.modes import Basis, Mode
from readiness_tui.reports.documents.matrix_effects import EffectPart
from readiness_tui.reports.documents.parts import QuestionnaireKey, Subject


@dataclass(frozen=True, slots=True)
class ExplainedDecision:
    """A decision, what would change it, and how sure it is."""

    decision: Decision
    counterfactuals: tuple[Counterfactual, ...]
    robustness: Robustness


class CapRow(TypedDict):
    """A hard rule that applies."""

    rule: str
    cap: Mode
    binding: bool
    ground: str


class AssumptionRow(TypedDict):
    """An unknown that was taken at its cautious end."""

    what: str
    taken_as: str


class MismatchRow(TypedDict):
    """Intent, what is built and what is recommended disagree."""

    id: str
    severity: Severity
    text: str


class FactorRow(TypedDict):
    """How far a factor pulls its axis from the cut-off that decided."""

    id: str
    distance: str


class ReasonRow(TypedDict):
    """What decided: a binding cap, or an axis with its factors, largest first."""

    kind: Literal["cap", "axis"]
    id: str
    factors: list[FactorRow]


ChangeRow = TypedDict("ChangeRow", {"what": str, "from": str, "to": str, "changeable": bool})


class CounterfactualRow(TypedDict):
    """Changes that together lead to another mode."""

    to: Mode
    changes: list[ChangeRow]


class FlipRow(TypedDict):
    """How many times a factor has to count for the mode to flip."""

    factor: str
    multiplier: str


class WeightsRow(TypedDict):
    """The share of random weightings with the same mode, and the multipliers that flip it, nearest to 1 first."""

    label: RobustnessLabel
    share: float
    flips: list[FlipRow]


class AnswersRow(TypedDict):
    """How many of the single one-level errors change the mode."""

    flips: int
    of: int


class RobustnessRow(TypedDict):
    """How sure the mode is."""

    weights: WeightsRow
    answers: AnswersRow


class DisagreementRow(TypedDict):
    """Raters who say different things; `by` and `values` belong together, the cautious one counts."""

    what: str
    by: list[str]
    values: list[str]


class DecisionRow(TypedDict):
    """The decision on one task."""

    id: str
    basis: Basis
    mode: Mode
    best_mode: Mode
    status: Status
    candidates: list[Mode]
    interim: Mode
    base_mode: Mode
    axes: dict[str, str]
    caps: list[CapRow]
    assumptions: list[AssumptionRow]
    unknowns_that_matter: list[str]
    not_checked: list[str]
    staffed: bool
    mismatches: list[MismatchRow]
    reasons: list[ReasonRow]
    counterfactuals: list[CounterfactualRow]
    robustness: RobustnessRow
    disagreements: list[DisagreementRow]


class DecisionsDocument(TypedDict):
    """The decisions, in the order of the tasks. `agent` is null where the tasks come from a file.

    `effect` is there where an agent's tasks are decided by another questionnaire than its own: what moves by it.
    """

    format: Literal["readiness/decisions@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    questionnaire: QuestionnaireKey
    decisions: list[DecisionRow]
    effect: NotRequired[EffectPart]


def decisions_document(
    subject: Subject, questionnaire: QuestionnaireKey, decisions: tuple[ExplainedDecision, ...]
) -> DecisionsDocument:
    """The decisions as one JSON object."""
    return {
        "format": "readiness/decisions@1",
        "agent": subject.agent,
        "milestone": subject.milestone,
        "as_of": subject.as_of.isoformat(),
        "questionnaire": questionnaire,
        "decisions": [decision_row(decision) for decision in decisions],
    }


def decision_row(explained: ExplainedDecision) -> DecisionRow:
    """One decision as an object."""
    decision = explained.decision
    return {
        "id": decision.id,
        "basis": decision.basis,
        "mode": decision.mode,
        "best_mode": decision.best_mode,
        "status": decision.status,
        "candidates": list(decision.candidates),
        "interim": decision.interim,
        "base_mode": decision.base_mode,
        "axes": {axis: str(mean) for axis, mean in decision.axis_means},
        "caps": [_cap_row(cap) for cap in decision.caps],
        "assumptions": [{"what": unknown.what, "taken_as": unknown.taken_as} for unknown in decision.assumptions],
        "unknowns_that_matter": list(decision.unknowns_that_matter),
        "not_checked": list(decision.not_checked),
        "staffed": decision.staffed,
        "mismatches": [
            {"id": mismatch.id, "severity": mismatch.severity, "text": mismatch.text}
            for mismatch in decision.mismatches
        ],
        "reasons": [_reason_row(reason) for reason in decision.reasons],
        "counterfactuals": [_counterfactual_row(each) for each in explained.counterfactuals],
        "robustness": _robustness_row(explained.robustness),
        "disagreements": [
            {"what": found.what, "by": list(found.by), "values": list(found.values)} for found in decision.disagreements
        ],
    }


def _counterfactual_row(counterfactual: Counterfactual) -> CounterfactualRow:
    changes: list[ChangeRow] = [
        {"what": change.what, "from": change.before, "to": change.after, "changeable": change.changeable}
        for change in counterfactual.changes
    ]
    return {"to": counterfactual.to, "changes": changes}


def _robustness_row(robustness: Robustness) -> RobustnessRow:
    weights, answers = robustness.weights, robustness.answers
    flips: list[FlipRow] = [{"factor": flip.factor, "multiplier": str(flip.multiplier)} for flip in weights.flips]
    return {
        "weights": {"label": weights.label, "share": weights.share, "flips": flips},
        "answers": {"flips": answers.flips, "of": answers.of},
    }


def _cap_row(cap: Cap) -> CapRow:
    return {"rule": cap.rule, "cap": cap.cap, "binding": cap.binding, "ground": cap.ground}


def _reason_row(reason: Reason) -> ReasonRow:
    factors: list[FactorRow] = [{"id": factor.id, "distance": str(factor.distance)} for factor in reason.factors]
    return {"kind": reason.kind, "id": reason.id, "factors": factors}
