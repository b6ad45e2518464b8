"""Small questionnaires to check, and the findings of one sort."""

from __future__ import annotations

from typing import Any

from readiness_tui.analysis.checking import ModelFault, check
from readiness_tui.model.questionnaire import Questionnaire
from tests.analysis.drafts import REMOVED, Draft, built

DO = {"improvement": {"do": "Do it.", "effort_days": "1"}}
NO_LADDER: tuple[tuple[str, Any], ...] = (("levels", [{"id": "low"}]), ("autonomy", []), ("matrix", REMOVED))


def asked(*questions: Draft, **more: Any) -> Questionnaire:
    """A questionnaire of one section with these questions, each with an improvement, and nothing else to find."""
    section = {"id": "all", "title": "All", "questions": [{**DO, **question} for question in questions]}
    changes = (*NO_LADDER, ("sections", [section]), *((key.replace("__", "."), value) for key, value in more.items()))
    return built(*changes)


def findings(questionnaire: Questionnaire, name: str) -> list[ModelFault]:
    found = [fault for fault in check(questionnaire) if fault.id == name]
    for fault in found:
        assert fault.message
        assert fault.remedy
        assert fault.counterexample
    return found


def only(questionnaire: Questionnaire, name: str) -> ModelFault:
    [fault] = findings(questionnaire, name)
    return fault
