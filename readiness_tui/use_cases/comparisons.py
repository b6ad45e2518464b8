"""Two versions of an agent's answers side by side."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from readiness_tui.analysis.comparing import Comparison, Side, compare
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.milestones import list_milestones
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.documents import key_of, subject_of
from readiness_tui.use_cases.milestones import Version, open_version

if TYPE_CHECKING:  # a report compares without a document of it
    from readiness_tui.reports.documents.comparisons import ComparisonDocument


class Compared(NamedTuple):
    """The two versions and what differs."""

    before: Version
    after: Version
    comparison: Comparison


def compare_names(
    workspace: Workspace, before: str, after: str | None, today: date, as_of: date | None = None
) -> Compared:
    """Compare two versions by name. Raises UserError.

    `AGENT` alone is its latest milestone against its working answers, `AGENT@A` alone that milestone against them.
    """
    slug, _, which = before.partition("@")
    if after is None:
        before, after = (before if which else f"{slug}@latest"), slug
        if not which and not list_milestones(workspace, slug):
            open_version(workspace, slug, today)  # says so where there is no such agent
            raise UserError(
                Fault(f"'{slug}' has no milestone to compare with", f"take one: readiness milestone {slug}")
            )
    return compare_versions(
        workspace,
        open_version(workspace, before, today, as_of=as_of),
        open_version(workspace, after, today, as_of=as_of),
    )


def compare_versions(workspace: Workspace, before: Version, after: Version) -> Compared:
    """Compare two versions that are open."""
    return Compared(before, after, compare(side_of(workspace, before), side_of(workspace, after)))


def side_of(workspace: Workspace, version: Version) -> Side:
    """A version as one side of a comparison."""
    known = version.evaluation if version.target is None else None
    return Side(version.questionnaire.questionnaire, version.assessment, version.as_of, workspace.settings, known)


def previous_milestone(workspace: Workspace, version: Version, today: date) -> Version | None:
    """The milestone before a milestone, or the latest one for working answers; None where there is none."""
    number = version.ref.number if version.ref else None
    earlier = [
        ref
        for ref in list_milestones(workspace, version.slug)
        if not ref.problem and (number is None or ref.number < number)
    ]
    return open_version(workspace, f"{version.slug}@{earlier[-1].name}", today) if earlier else None


def comparison_of(compared: Compared) -> ComparisonDocument:
    """`readiness/comparison@1`."""
    from readiness_tui.reports.documents.comparisons import ComparedSide, comparison_document

    before, after = (
        ComparedSide(subject_of(version), key_of(version.questionnaire))
        for version in (compared.before, compared.after)
    )
    display = compared.after.questionnaire.questionnaire.scoring.display
    return comparison_document(before, after, display, compared.comparison)
