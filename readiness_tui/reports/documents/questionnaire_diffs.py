"""`readiness/questionnaire-diff@1`: what edits of a questionnaire do to saved answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypedDict

from readiness_tui.analysis.edit import EFFECTS, Edit, Effect
from readiness_tui.reports.documents.questionnaires import Found


class DiffSide(TypedDict):
    """One of the two versions."""

    id: str
    version: str
    hash: str
    file: str


class EditRow(TypedDict):
    """One edit; `before` and `after` are null where there is nothing, or nothing that fits a line."""

    effect: Effect
    kind: str
    subject: str
    text: str
    before: str | None
    after: str | None
    remedy: str


class EditCounts(TypedDict):
    """How many edits have each effect."""

    lost: int
    scores: int
    compatible: int


class QuestionnaireDiffDocument(TypedDict):
    """The edits, gravest first. `verdict` is the gravest effect among them.

    `lost`: saved answers would be lost or mean something else. `scores`: scores, levels or decisions change.
    `compatible`: neither.
    """

    format: Literal["readiness/questionnaire-diff@1"]
    as_of: str
    before: DiffSide
    after: DiffSide
    verdict: Literal["lost", "scores", "compatible", "same"]
    counts: EditCounts
    edits: list[EditRow]


def verdict_of(edits: Sequence[Edit]) -> Literal["lost", "scores", "compatible", "same"]:
    """The gravest effect; `same` where there are no edits."""
    return next((effect for effect in EFFECTS if any(edit.effect == effect for edit in edits)), "same")


def questionnaire_diff_document(
    before: Found, after: Found, edits: Sequence[Edit], as_of: date
) -> QuestionnaireDiffDocument:
    """The edits as one JSON object."""
    count = {effect: sum(edit.effect == effect for edit in edits) for effect in EFFECTS}
    return {
        "format": "readiness/questionnaire-diff@1",
        "as_of": as_of.isoformat(),
        "before": _side(before),
        "after": _side(after),
        "verdict": verdict_of(edits),
        "counts": {"lost": count["lost"], "scores": count["scores"], "compatible": count["compatible"]},
        "edits": [_row(edit) for edit in edits],
    }


def _side(found: Found) -> DiffSide:
    questionnaire = found.questionnaire
    return {"id": questionnaire.id, "version": questionnaire.version, "hash": found.hash, "file": found.file}


def _row(edit: Edit) -> EditRow:
    return {
        "effect": edit.effect,
        "kind": edit.kind,
        "subject": edit.subject,
        "text": edit.text,
        "before": edit.before,
        "after": edit.after,
        "remedy": edit.remedy,
    }
