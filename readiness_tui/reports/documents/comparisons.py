"""`readiness/comparison@1`: two milestones side by side, like for like, with the change as an exact sum of parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

from readiness_tui.analysis.clearing import Verdict
from readiness_tui.analysis.comparison import AnswerChange, ClearanceChange, Comparison, Kind, Parts, ScoreChange
from readiness_tui.analysis.evaluating import Evaluation
from readiness_tui.analysis.scoring import GatePasses
from readiness_tui.model.modes import Mode
from readiness_tui.model.questionnaire import Display
from readiness_tui.reports.documents.parts import Ends, LevelEnds, Number, QuestionnaireKey, Subject, ends, number


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One of the two: what it is, and the questionnaire it is scored with."""

    subject: Subject
    questionnaire: QuestionnaireKey


class SideKey(TypedDict):
    """One of the two sides; `milestone` is null for the working answers."""

    agent: str | None
    milestone: str | None
    as_of: str
    questionnaire: QuestionnaireKey
    level: LevelEnds


class PartNumbers(TypedDict):
    """The change of the worst end as an exact sum."""

    questionnaire: Number
    applicability: Number
    answers: Number


class ScoreRow(TypedDict):
    """A score on both sides; `change` is that of its worst end. Null where there is no score."""

    before: Ends | None
    after: Ends | None
    change: Number
    parts: PartNumbers


class SectionRow(ScoreRow):
    """A section on both sides, by the later side's id."""

    id: str
    title: str


class AnswerRow(TypedDict):
    """A question on both sides; `change` is what it adds to the change of the overall worst end."""

    question: str
    before: str | None
    after: str | None
    change: Number
    kind: Kind


class GateRow(TypedDict):
    """A gate that began to pass or to fail."""

    question: str
    level: str
    before: GatePasses | None
    after: GatePasses


class DecisionRow(TypedDict):
    """A task whose recommended mode moved."""

    task: str
    before: Mode | None
    after: Mode | None


class ClearanceRow(DecisionRow):
    """A task whose clearance or verdict moved."""

    verdict_before: Verdict | None
    verdict_after: Verdict | None


class CauseRow(TypedDict):
    """What the questionnaire's part comes from; `question` is null for all that no question carries."""

    question: str | None
    text: str
    part: Number


RenamedRow = TypedDict("RenamedRow", {"from": str, "to": str})


class ComparisonDocument(TypedDict):
    """What changed from `before` to `after`."""

    format: Literal["readiness/comparison@1"]
    agent: str | None
    milestone: str | None
    as_of: str
    before: SideKey
    after: SideKey
    overall: ScoreRow
    sections: list[SectionRow]
    answers: list[AnswerRow]
    gates: list[GateRow]
    decisions: list[DecisionRow]
    clearances: list[ClearanceRow]
    expired: list[str]
    no_longer_asked: list[str]
    newly_asked: list[str]
    renamed: list[RenamedRow]
    questionnaire_causes: list[CauseRow]


def comparison_document(
    before: ComparedSide, after: ComparedSide, display: Display, comparison: Comparison
) -> ComparisonDocument:
    """The comparison as one JSON object, in the later side's display units."""
    return {
        "format": "readiness/comparison@1",
        "agent": after.subject.agent,
        "milestone": after.subject.milestone,
        "as_of": after.subject.as_of.isoformat(),
        "before": _side(before, comparison.before),
        "after": _side(after, comparison.after),
        "overall": _score(comparison.overall, display),
        "sections": [
            {"id": part.id, "title": part.title, **_score(part.score, display)} for part in comparison.sections
        ],
        "answers": [_answer(row, display) for row in comparison.answers],
        "gates": [
            {"question": gate.question, "level": gate.level, "before": gate.before, "after": gate.after}
            for gate in comparison.gates
        ],
        "decisions": [{"task": row.task, "before": row.before, "after": row.after} for row in comparison.decisions],
        "clearances": [_clearance(row) for row in comparison.clearances],
        "expired": [row.question for row in comparison.expired],
        "no_longer_asked": [row.question for row in comparison.no_longer_asked],
        "newly_asked": list(comparison.newly_asked),
        "renamed": [{"from": row.before, "to": row.after} for row in comparison.renamed],
        "questionnaire_causes": [
            {"question": cause.subject or None, "text": cause.text, "part": number(cause.part, display)}
            for cause in comparison.causes
        ],
    }


def _side(side: ComparedSide, evaluation: Evaluation) -> SideKey:
    card = evaluation.scorecard
    return {
        "agent": side.subject.agent,
        "milestone": side.subject.milestone,
        "as_of": side.subject.as_of.isoformat(),
        "questionnaire": side.questionnaire,
        "level": {"worst": card.level_worst, "best": card.level_best},
    }


def _answer(row: AnswerChange, display: Display) -> AnswerRow:
    return {
        "question": row.question,
        "before": row.before,
        "after": row.after,
        "change": number(row.change, display),
        "kind": row.kind,
    }


def _clearance(row: ClearanceChange) -> ClearanceRow:
    return {
        "task": row.task,
        "before": row.before,
        "after": row.after,
        "verdict_before": row.verdict_before,
        "verdict_after": row.verdict_after,
    }


def _score(score: ScoreChange, display: Display) -> ScoreRow:
    return {
        "before": ends(score.before, display),
        "after": ends(score.after, display),
        "change": number(score.change, display),
        "parts": _parts(score.parts, display),
    }


def _parts(parts: Parts, display: Display) -> PartNumbers:
    return {
        "questionnaire": number(parts.questionnaire, display),
        "applicability": number(parts.applicability, display),
        "answers": number(parts.answers, display),
    }
