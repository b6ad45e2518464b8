"""Small questionnaires and sides to compare."""

from __future__ import annotations

from datetime import date
from typing import Any

from readiness_tui.analysis.comparing import Comparison, Parts, Side
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Questionnaire
from tests.analysis.drafts import Draft
from tests.analysis.strategies import (
    assessment,
)

DAY = date(2026, 11, 22)
NOTHING = Parts()


def side(questionnaire: Questionnaire, answers: Assessment, day: date = DAY) -> Side:
    return Side(questionnaire, answers, day)


def flat(*questions: Draft, **more: Any) -> Questionnaire:
    practice = [{"id": name, "label": name, "value": value} for name, value in (("absent", "0"), ("full", "1"))]
    practice.insert(1, {"id": "partial", "label": "partial", "value": "1/2"})
    return Questionnaire.model_validate(
        {
            "format": "readiness/questionnaire@1",
            "id": "flat",
            "version": "1.0.0",
            "title": "Flat",
            "answer_sets": {"practice": practice},
            "profile": [
                {"id": "stage", "ask": "?", "choices": [{"id": "live", "label": "L"}, {"id": "demo", "label": "D"}]}
            ],
            "sections": [{"id": "all", "title": "All", "questions": list(questions)}],
            "levels": [{"id": "low"}, {"id": "high", "requires": {"overall_at_least": "1/2"}}],
            **more,
        }
    )


def said(**choices: str | Draft) -> Assessment:
    return assessment({name: {"choice": value} if isinstance(value, str) else value for name, value in choices.items()})


def row(comparison: Comparison, name: str) -> Any:
    return next(one for one in comparison.answers if one.question == name)
