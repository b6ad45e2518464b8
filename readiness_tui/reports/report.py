"""The shape of a report: its heading and its ten sections."""

from __future__ import annotations

from typing import Literal, NamedTuple

from readiness_tui.reports.assumptions import Assumptions
from readiness_tui.reports.changes import Changes
from readiness_tui.reports.checklist import ChecklistSection
from readiness_tui.reports.gaps import Gaps
from readiness_tui.reports.method import Method
from readiness_tui.reports.plan import PlanSection
from readiness_tui.reports.questions import QuestionsSection
from readiness_tui.reports.request import Audience
from readiness_tui.reports.stops import Stops
from readiness_tui.reports.tasks import Tasks
from readiness_tui.reports.verdict import Verdict

Density = Literal["roomy", "compact", "dense"]


class Heading(NamedTuple):
    """What the report is about: agent, version, day, questionnaire; and what a reader must not overlook."""

    agent: str
    slug: str
    summary: str
    owner: str
    version: str
    milestone_note: str
    taken: str
    taken_by: str
    as_of: str
    questionnaire: str
    questionnaire_version: str
    short_hash: str
    target: str
    stamps: tuple[str, ...]


class Report(NamedTuple):
    """A report, section by section. The later sections are None for the `exec` audience; `cut` says what is cut.

    `density` is how small a short report has to be printed to take two pages.
    """

    audience: Audience
    heading: Heading
    verdict: Verdict
    stops: Stops
    gaps: Gaps
    tasks: Tasks
    plan: PlanSection
    changes: Changes | None
    checklist: ChecklistSection | None
    questions: QuestionsSection | None
    assumptions: Assumptions | None
    method: Method
    density: Density = "roomy"
    cut: str = ""
