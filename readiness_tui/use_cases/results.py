"""What a report, or a text for people, is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from readiness_tui.reports.request import Audience, LeftOut, ReportRequest
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.milestones import Version

if TYPE_CHECKING:
    from readiness_tui.analysis.comparing import Comparison
    from readiness_tui.analysis.plan import Plan
    from readiness_tui.reports.documents.histories import Scored


def request_of(
    workspace: Workspace,
    version: Version,
    *,
    comparison: Comparison | None = None,
    compared_with: str = "",
    history: Sequence[Scored] = (),
    audience: Audience = "full",
    without: frozenset[LeftOut] = frozenset(),
    planned: Plan | None = None,
) -> ReportRequest:
    """What a report, or a text for people, is made of."""
    return ReportRequest(
        slug=version.slug,
        assessment=version.assessment,
        questionnaire=version.questionnaire.questionnaire,
        questionnaire_hash=version.questionnaire.hash,
        evaluation=version.evaluation,
        as_of=version.as_of,
        version=version.label,
        is_draft=version.ref is None,
        comparison=comparison,
        compared_with=compared_with,
        history=tuple((row.label, row.stamp.taken.date(), row.scorecard) for row in history if row.scorecard),
        audience=audience,
        without=without,
        planned=planned,
        settings=workspace.settings,
    )
