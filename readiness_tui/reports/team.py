"""The team report: every agent of a workspace in one table, who may run what, and what stops each agent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from readiness_tui import __version__
from readiness_tui.analysis.wording import interval_text, level_text
from readiness_tui.reports.gaps import Gap, build_gaps
from readiness_tui.reports.marks import Mark, Tone, mark
from readiness_tui.reports.method import LIMITS
from readiness_tui.reports.naming import counted, day_text, joined, level_label
from readiness_tui.reports.request import ReportRequest
from readiness_tui.reports.stops import Stop, build_stops
from readiness_tui.reports.team_request import TeamMember, TeamRequest
from readiness_tui.reports.team_tasks import TeamTasks, build_team_tasks
from readiness_tui.reports.verdict import Verdict, build_verdict

GRAVITY: tuple[Tone, ...] = ("bad", "open", "partly", "muted", "good")
NAMED = 4


class TeamHeading(NamedTuple):
    """What the report is about, and what a reader must not overlook."""

    workspace: str
    as_of: str
    agents: str
    questionnaires: tuple[str, ...]
    stamps: tuple[str, ...]


class TeamStatement(NamedTuple):
    """One sentence of the verdict, with the agents that it is about."""

    mark: Mark
    text: str
    detail: str


class TeamAgent(NamedTuple):
    """One agent's line: places in percent of the scale for drawing, texts for reading."""

    name: str
    slug: str
    owner: str
    marks: tuple[Mark, ...]
    level: str
    target: str
    value: str
    out_of: str
    worst: float | None
    best: float | None
    needed: float | None
    answered: str
    blockers: int
    beyond: int
    stale: int
    milestone: str
    taken: str
    changed_since: bool


class TeamGaps(NamedTuple):
    """The gaps of the agents that answer one questionnaire, side by side; each row is an agent's name and its bars.

    `row_count` is how many rows there are.
    """

    questionnaire: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Gap, ...]], ...]
    row_count: int


class AgentStops(NamedTuple):
    """What stops one agent, `row_count` in all: tasks beyond clearance first, then gates, then scores."""

    agent: str
    target: str
    rows: tuple[Stop, ...]
    row_count: int


class TeamReport(NamedTuple):
    """The team report, section by section, the gravest agents first; `unread` are agents with files that are broken.

    `agent_count` is how many agents could be read, `stopped_count` how many of them something stops.
    """

    heading: TeamHeading
    statements: tuple[TeamStatement, ...]
    agents: tuple[TeamAgent, ...]
    agent_count: int
    tasks: TeamTasks
    gaps: tuple[TeamGaps, ...]
    stops: tuple[AgentStops, ...]
    stopped_count: int
    unread: tuple[tuple[str, str], ...]
    limits: str
    tool: str
    left_out: tuple[str, ...]
    cut: str = ""


Read = tuple[TeamMember, ReportRequest, Verdict]


def build_team_report(request: TeamRequest) -> TeamReport:
    """The report on all agents. The same request gives an equal report."""
    read = sorted(
        ((member, member.report, build_verdict(member.report)) for member in request.members if member.report),
        key=_gravity,
    )
    unread = tuple((member.slug, member.problem) for member in request.members if member.report is None)
    agents = tuple(_agent(*each) for each in read)
    reports = [report for _, report, _ in read]
    tasks, stops = build_team_tasks(reports), _stops(reports)
    return TeamReport(
        heading=_heading(request, read),
        statements=_statements(read, tasks),
        agents=agents,
        agent_count=len(agents),
        tasks=tasks,
        gaps=_gaps(reports),
        stops=stops,
        stopped_count=len(stops),
        unread=unread,
        limits=LIMITS,
        tool=f"readiness {__version__}",
        left_out=tuple(sorted(request.without)),
    )


def _gravity(read: Read) -> tuple[int, int, int, str]:
    member, report, verdict = read
    return (
        -len(report.evaluation.beyond_clearance),
        GRAVITY.index(verdict.tone),
        -len(report.evaluation.blockers),
        member.slug,
    )


def _heading(request: TeamRequest, read: Sequence[Read]) -> TeamHeading:
    incomplete = sum(verdict.open_count > 0 for _, _, verdict in read)
    stamps = ["DRAFT: working answers, not milestones"] if read else []
    if incomplete:
        has = "has" if incomplete == 1 else "have"
        stamps.append(f"Incomplete: {incomplete} of {counted(len(read), 'agent')} {has} unanswered questions")
    if request.without:
        stamps.append(f"Without {', '.join(sorted(request.without))}")
    named = {f"{report.questionnaire.title} {report.questionnaire.version}": None for _, report, _ in read}
    return TeamHeading(
        workspace=request.workspace,
        as_of=request.as_of.isoformat(),
        agents=counted(len(request.members), "agent"),
        questionnaires=tuple(sorted(named)),
        stamps=tuple(stamps),
    )


def _statements(read: Sequence[Read], tasks: TeamTasks) -> tuple[TeamStatement, ...]:
    if not read:
        return (TeamStatement(mark("muted", "Nothing yet"), "There is no agent to report on.", ""),)
    return (_tasks_statement(read, tasks), _ready_statement(read))


def _tasks_statement(read: Sequence[Read], tasks: TeamTasks) -> TeamStatement:
    agents = sum(bool(report.evaluation.beyond_clearance) for _, report, _ in read)
    beyond, rated = len(tasks.beyond), counted(tasks.total, "task")
    if not tasks.total:
        return TeamStatement(mark("muted", "No tasks rated"), "It is not known which tasks may run alone.", "")
    if beyond:
        verb = "is built with more autonomy than it is" if beyond == 1 else "are built with more autonomy than they are"
        return TeamStatement(
            mark("bad", "Stop"), f"{beyond} of {rated} {verb} cleared for.", f"In {agents} of the agents."
        )
    text = f"No task is built with more autonomy than it is cleared for ({rated} rated)."
    return TeamStatement(mark("good", "Tasks within clearance"), text, "")


def _ready_statement(read: Sequence[Read]) -> TeamStatement:
    ready = sum(_is_ready(verdict) for _, _, verdict in read)
    text = f"{ready} of {counted(len(read), 'agent')} {'is' if ready == 1 else 'are'} ready for the target."
    waiting = [member.name for member, _, verdict in read if not _is_ready(verdict)]
    if not waiting:
        return TeamStatement(mark("good", "Ready"), text, "")
    some = joined(waiting) if len(waiting) <= NAMED else f"{', '.join(waiting[:NAMED])} and {len(waiting) - NAMED} more"
    return TeamStatement(mark("partly" if ready else "bad", "Not all ready"), text, f"Not yet: {some}.")


def _is_ready(verdict: Verdict) -> bool:
    return any(statement.mark.word == "Ready" for statement in verdict.statements)


def _agent(member: TeamMember, report: ReportRequest, verdict: Verdict) -> TeamAgent:
    card, questionnaire = report.scorecard, report.questionnaire
    labels = (level_label(questionnaire, level) or None for level in (card.level_worst, card.level_best))
    overall = build_gaps(report).overall
    return TeamAgent(
        name=member.name,
        slug=member.slug,
        owner=report.person(report.assessment.agent.owner),
        marks=tuple(statement.mark for statement in verdict.statements),
        level=level_text(*labels, by_waiver=card.holds_by_waiver),
        target=level_label(questionnaire, card.target),
        value=interval_text(card.overall, report.display),
        out_of=verdict.out_of,
        worst=verdict.worst,
        best=verdict.best,
        needed=overall.needed,
        answered=verdict.answered,
        blockers=len(report.evaluation.blockers),
        beyond=len(report.evaluation.beyond_clearance),
        stale=sum(part.evidence == "expired" for part in card.by_question.values()),
        milestone=member.milestone,
        taken=day_text(member.taken),
        changed_since=member.changed_since,
    )


def _gaps(reports: Sequence[ReportRequest]) -> tuple[TeamGaps, ...]:
    """The gaps side by side, for each questionnaire that agents answer."""
    groups: dict[str, list[ReportRequest]] = {}
    for report in reports:
        groups.setdefault(report.questionnaire_hash, []).append(report)
    return tuple(_gaps_of(group) for group in groups.values())


def _gaps_of(reports: Sequence[ReportRequest]) -> TeamGaps:
    questionnaire = reports[0].questionnaire
    return TeamGaps(
        questionnaire=f"{questionnaire.title} {questionnaire.version}",
        titles=tuple(section.title for section in questionnaire.sections),
        rows=tuple((report.assessment.agent.name, build_gaps(report).rows) for report in reports),
        row_count=len(reports),
    )


def _stops(reports: Sequence[ReportRequest]) -> tuple[AgentStops, ...]:
    built = ((report, build_stops(report)) for report in reports)
    return tuple(
        AgentStops(report.assessment.agent.name, stops.target, stops.rows, stops.row_count)
        for report, stops in built
        if stops.rows
    )
