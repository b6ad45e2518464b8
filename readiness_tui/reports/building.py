"""From an evaluated assessment to a report: plain values, worded and rounded, which is all that a template gets."""

from __future__ import annotations

from readiness_tui.reports.assumptions import build_assumptions
from readiness_tui.reports.brief import brief
from readiness_tui.reports.changes import build_changes
from readiness_tui.reports.checklist import build_checklist
from readiness_tui.reports.gaps import build_gaps
from readiness_tui.reports.method import build_method
from readiness_tui.reports.naming import counted, day_text, level_label
from readiness_tui.reports.plan import build_plan
from readiness_tui.reports.questions import build_questions
from readiness_tui.reports.report import Heading, Report
from readiness_tui.reports.request import Audience, LeftOut, ReportRequest
from readiness_tui.reports.stops import build_stops
from readiness_tui.reports.tasks import build_tasks
from readiness_tui.reports.verdict import build_verdict

__all__ = ["Audience", "LeftOut", "Report", "ReportRequest", "build_report"]


def build_report(request: ReportRequest) -> Report:
    """The report that is asked for. The same request gives an equal report."""
    full = request.is_full
    report = Report(
        audience=request.audience,
        heading=_heading(request),
        verdict=build_verdict(request),
        stops=build_stops(request),
        gaps=build_gaps(request),
        tasks=build_tasks(request),
        plan=build_plan(request),
        changes=build_changes(request) if full else None,
        checklist=build_checklist(request) if full else None,
        questions=build_questions(request) if full else None,
        assumptions=build_assumptions(request) if full else None,
        method=build_method(request),
    )
    return report if full else brief(report)


def _heading(request: ReportRequest) -> Heading:
    agent, stamp = request.assessment.agent, request.assessment.milestone
    return Heading(
        agent=agent.name,
        slug=request.slug,
        summary=request.words(agent.summary),
        owner=request.person(agent.owner),
        version="Working answers" if request.version == "working answers" else f"Milestone {request.version}",
        milestone_note=request.words(stamp.note) if stamp else "",
        taken=day_text(stamp.taken.date()) if stamp else "",
        taken_by=request.person(stamp.by) if stamp else "",
        as_of=request.as_of.isoformat(),
        questionnaire=request.questionnaire.title,
        questionnaire_version=request.questionnaire.version,
        short_hash=request.questionnaire_hash.removeprefix("sha256:")[:12],
        target=level_label(request.questionnaire, request.scorecard.target),
        stamps=_stamps(request),
    )


def _stamps(request: ReportRequest) -> tuple[str, ...]:
    """What is stamped on the first page: a draft, an incomplete assessment, parts that were left out."""
    stamps = []
    if request.is_draft:
        stamps.append("DRAFT: working answers, not a milestone")
    coverage = request.scorecard.coverage
    unanswered = coverage.applicable - coverage.answered
    if unanswered:
        stamps.append(f"Incomplete: {counted(unanswered, 'question')} unanswered")
    if request.without:
        stamps.append(f"Without {', '.join(sorted(request.without))}")
    return tuple(stamps)
