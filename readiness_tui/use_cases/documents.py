"""The JSON documents about one version of an agent's answers, or about two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_tui.reports.documents.parts import QuestionnaireKey, Subject
from readiness_tui.storage.questionnaires import LoadedQuestionnaire
from readiness_tui.use_cases.milestones import Version

if TYPE_CHECKING:  # each document is loaded where it is made
    from readiness_tui.reports.documents.clearances import ClearancesDocument
    from readiness_tui.reports.documents.scorecards import ScorecardDocument


def subject_of(version: Version) -> Subject:
    """What a document about this version names."""
    return Subject(version.slug, version.ref.name if version.ref else None, version.as_of)


def key_of(loaded: LoadedQuestionnaire) -> QuestionnaireKey:
    """The exact questionnaire, as documents name it."""
    questionnaire = loaded.questionnaire
    return {"id": questionnaire.id, "version": questionnaire.version, "hash": loaded.hash}


def scorecard_of(version: Version) -> ScorecardDocument:
    """`readiness/scorecard@1`."""
    from readiness_tui.reports.documents.scorecards import scorecard_document

    display = version.questionnaire.questionnaire.scoring.display
    evaluation, key = version.evaluation, key_of(version.questionnaire)
    return scorecard_document(subject_of(version), key, display, evaluation.scorecard, evaluation.blockers)


def clearances_of(version: Version) -> ClearancesDocument:
    """`readiness/clearances@1`."""
    from readiness_tui.reports.documents.clearances import clearances_document

    return clearances_document(subject_of(version), key_of(version.questionnaire), version.evaluation.clearances)
