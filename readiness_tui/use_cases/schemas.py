"""The JSON Schemas by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.reports.documents.clearances import ClearancesDocument
from readiness_tui.reports.documents.comparisons import ComparisonDocument
from readiness_tui.reports.documents.decisions import DecisionsDocument
from readiness_tui.reports.documents.environments import DoctorDocument
from readiness_tui.reports.documents.explanations import ExplanationDocument
from readiness_tui.reports.documents.findings import FindingsDocument
from readiness_tui.reports.documents.gates import GateDocument
from readiness_tui.reports.documents.histories import HistoryDocument, VerificationDocument
from readiness_tui.reports.documents.keys import KeysDocument
from readiness_tui.reports.documents.matrix_effects import MatrixEffectsDocument
from readiness_tui.reports.documents.plans import PlanDocument
from readiness_tui.reports.documents.portfolios import ListDocument
from readiness_tui.reports.documents.profiles import ProfileDocument
from readiness_tui.reports.documents.questionnaire_diffs import QuestionnaireDiffDocument
from readiness_tui.reports.documents.questionnaires import OutlineDocument, QuestionnairesDocument
from readiness_tui.reports.documents.schemas import FILES, file_schema, output_schema
from readiness_tui.reports.documents.scorecards import ScorecardDocument
from readiness_tui.reports.documents.settings import SettingsDocument
from readiness_tui.reports.documents.statuses import StatusDocument
from readiness_tui.reports.documents.teams import TeamDocument
from readiness_tui.reports.documents.templates import TemplatesDocument
from readiness_tui.reports.documents.whole import ReportDocument
from readiness_tui.reports.documents.written import WrittenDocument

OUTPUTS: Mapping[str, Any] = {
    "scorecard": ScorecardDocument,
    "explanation": ExplanationDocument,
    "decisions": DecisionsDocument,
    "matrix-effects": MatrixEffectsDocument,
    "clearances": ClearancesDocument,
    "comparison": ComparisonDocument,
    "history": HistoryDocument,
    "verification": VerificationDocument,
    "plan": PlanDocument,
    "gate": GateDocument,
    "list": ListDocument,
    "report": ReportDocument,
    "team": TeamDocument,
    "status": StatusDocument,
    "findings": FindingsDocument,
    "written": WrittenDocument,
    "profile": ProfileDocument,
    "questionnaires": QuestionnairesDocument,
    "outline": OutlineDocument,
    "questionnaire-diff": QuestionnaireDiffDocument,
    "settings": SettingsDocument,
    "templates": TemplatesDocument,
    "keys": KeysDocument,
    "doctor": DoctorDocument,
}


def schema_names() -> list[str]:
    """The names of all schemas: files first, then outputs."""
    return [*FILES, *OUTPUTS]


def schema_of(name: str) -> dict[str, Any]:
    """The schema of that name; `readiness/scorecard@1` is another way to write `scorecard`. Raises UserError."""
    short = name.removeprefix("readiness/").partition("@")[0]
    if short in FILES:
        return file_schema(short)
    if short in OUTPUTS:
        return output_schema(short, OUTPUTS[short])
    raise UserError(Fault(f"no schema '{name}'", nearest(short, schema_names())))
