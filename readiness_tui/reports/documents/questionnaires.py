"""`readiness/questionnaires@1` and `readiness/outline@1`: which questionnaires there are, and what one asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

from readiness_tui.model.questionnaire import Kind, Question, Questionnaire, Section
from readiness_tui.reports.documents.parts import QuestionnaireKey


@dataclass(frozen=True, slots=True)
class Found:
    """A questionnaire, the hash of its text, its file and where it comes from."""

    questionnaire: Questionnaire
    hash: str
    file: str
    origin: str
    shadows_built_in: bool


class FoundRow(TypedDict):
    """One questionnaire."""

    id: str
    version: str
    hash: str
    title: str
    questions: int
    origin: str
    shadows_built_in: bool
    file: str


class QuestionnairesDocument(TypedDict):
    """The questionnaires that a new assessment can use."""

    format: Literal["readiness/questionnaires@1"]
    as_of: str
    questionnaires: list[FoundRow]


class ChoiceRow(TypedDict):
    """One allowed answer; `value` is null for choices of which several may be given."""

    id: str
    label: str
    value: str | None


class GateRow(TypedDict):
    """The level that needs this answer at least."""

    level: str
    at_least: str | None


class QuestionRow(TypedDict):
    """One question."""

    id: str
    title: str
    ask: str
    kind: Kind
    unit: str | None
    weight: str
    choices: list[ChoiceRow]
    allow_na: bool
    gates: list[GateRow]
    effort_days: str | None
    needs: list[str]
    tags: list[str]


class SectionRow(TypedDict):
    """One section."""

    id: str
    title: str
    weight: str
    questions: list[QuestionRow]
    sections: list[SectionRow]


class OutlineDocument(TypedDict):
    """What a questionnaire asks, its levels lowest first, and what its tasks are rated on."""

    format: Literal["readiness/outline@1"]
    as_of: str
    questionnaire: QuestionnaireKey
    title: str
    levels: list[str]
    profile: list[str]
    sections: list[SectionRow]
    factors: list[str]
    flags: list[str]


def questionnaires_document(found: tuple[Found, ...], as_of: date) -> QuestionnairesDocument:
    """The questionnaires as one JSON object."""
    return {
        "format": "readiness/questionnaires@1",
        "as_of": as_of.isoformat(),
        "questionnaires": [
            {
                "id": each.questionnaire.id,
                "version": each.questionnaire.version,
                "hash": each.hash,
                "title": each.questionnaire.title,
                "questions": len(each.questionnaire.questions),
                "origin": each.origin,
                "shadows_built_in": each.shadows_built_in,
                "file": each.file,
            }
            for each in found
        ],
    }


def outline_document(found: Found, as_of: date) -> OutlineDocument:
    """What one questionnaire asks as one JSON object."""
    questionnaire = found.questionnaire
    matrix = questionnaire.matrix
    return {
        "format": "readiness/outline@1",
        "as_of": as_of.isoformat(),
        "questionnaire": {"id": questionnaire.id, "version": questionnaire.version, "hash": found.hash},
        "title": questionnaire.title,
        "levels": [rung.id for rung in questionnaire.rungs],
        "profile": [fact.id for fact in questionnaire.profile],
        "sections": [_section_row(questionnaire, section) for section in questionnaire.sections],
        "factors": [factor.id for factor in matrix.factors] if matrix else [],
        "flags": [flag.id for flag in matrix.flags] if matrix else [],
    }


def _section_row(questionnaire: Questionnaire, section: Section) -> SectionRow:
    resolved = [questionnaire.question_by_id[question.id] for question in section.questions]
    return {
        "id": section.id,
        "title": section.title,
        "weight": str(section.weight),
        "questions": [_question_row(question) for question in resolved],
        "sections": [_section_row(questionnaire, child) for child in section.sections],
    }


def _question_row(question: Question) -> QuestionRow:
    improvement = question.improvement
    return {
        "id": question.id,
        "title": question.label,
        "ask": question.ask,
        "kind": question.kind,
        "unit": question.unit,
        "weight": str(question.weight),
        "choices": [
            {"id": choice.id, "label": choice.label, "value": None if choice.value is None else str(choice.value)}
            for choice in question.choices
        ],
        "allow_na": question.allow_na,
        "gates": [
            {
                "level": gate.level,
                "at_least": gate.at_least if gate.at_least is not None else _text(gate.at_least_value),
            }
            for gate in question.gates
        ],
        "effort_days": str(improvement.effort_days) if improvement else None,
        "needs": list(improvement.needs) if improvement else [],
        "tags": list(question.tags),
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
