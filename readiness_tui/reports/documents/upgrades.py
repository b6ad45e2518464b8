"""What `readiness upgrade` says beside what it wrote: what became of each question, and the effect on the score."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, TypedDict

from readiness_tui.model.values import rational_text
from readiness_tui.reports.documents.comparisons import ComparisonDocument, RenamedRow

if TYPE_CHECKING:
    from readiness_tui.analysis.moving import Move
    from readiness_tui.analysis.question_changes import QuestionChange
    from readiness_tui.model.questionnaire import Gate

SplitRow = TypedDict("SplitRow", {"from": str, "to": list[str]})
MergedRow = TypedDict("MergedRow", {"from": list[str], "to": str})


class Exact(TypedDict):
    """A number on both sides, as exact text; null: the answer is none that this version takes."""

    before: str | None
    after: str | None


class GateNeed(TypedDict):
    """What a gate needs: an answer, or a value as exact text."""

    level: str
    at_least: str | None
    at_least_value: str | None


class GateNeeds(TypedDict):
    """The gates of a question on both sides."""

    before: list[GateNeed]
    after: list[GateNeed]


class ChangedRow(TypedDict):
    """A question that both versions ask, by its later id; null where both are alike. `value` is its answer's."""

    question: str
    weight: Exact | None
    gates: GateNeeds | None
    value: Exact | None


class UpgradeParts(TypedDict):
    """What became of each question. `kept_aside` are keys of answers that stand in the file without being asked for."""

    kept: list[str]
    renamed: list[RenamedRow]
    split: list[SplitRow]
    merged: list[MergedRow]
    no_longer_asked: list[str]
    newly_asked: list[str]
    taken_up: list[str]
    kept_aside: list[str]
    changed: list[ChangedRow]
    comparison: ComparisonDocument


def upgrade_parts(move: Move, changes: Iterable[QuestionChange], comparison: ComparisonDocument) -> UpgradeParts:
    """The move as one JSON object."""
    return {
        "kept": list(move.kept),
        "renamed": [{"from": before, "to": after} for before, after in move.renamed.items()],
        "split": [{"from": before, "to": list(after)} for before, after in move.split.items()],
        "merged": [{"from": list(before), "to": after} for after, before in move.merged.items()],
        "no_longer_asked": list(move.match.no_longer_asked),
        "newly_asked": list(move.match.newly_asked),
        "taken_up": list(move.taken_up),
        "kept_aside": list(move.kept_aside),
        "changed": [_changed(change) for change in changes],
        "comparison": comparison,
    }


def _changed(change: QuestionChange) -> ChangedRow:
    gates = change.gates
    return {
        "question": change.question,
        "weight": _exact(change.weight),
        "gates": {"before": _needs(gates[0]), "after": _needs(gates[1])} if gates else None,
        "value": _exact(change.value),
    }


def _exact(pair: tuple[Fraction | None, Fraction | None] | None) -> Exact | None:
    if pair is None:
        return None
    before, after = (None if part is None else str(part) for part in pair)
    return {"before": before, "after": after}


def _needs(gates: tuple[Gate, ...]) -> list[GateNeed]:
    return [
        {
            "level": gate.level,
            "at_least": gate.at_least,
            "at_least_value": None if gate.at_least_value is None else rational_text(gate.at_least_value),
        }
        for gate in gates
    ]
