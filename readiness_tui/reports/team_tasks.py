"""Who may run what: the tasks of all agents by verdict, and how many of each an agent has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from readiness_tui.model.modes import BUILT_TITLE, INTENT_TITLE, MODE_TITLE
from readiness_tui.reports.marks import Mark, mark
from readiness_tui.reports.request import ReportRequest
from readiness_tui.reports.tasks import VERDICTS

ORDER = ("stop", "go_with_person", "go")
MEANINGS = {
    "stop": "Must not run as it is built, or not at all. Lower its autonomy first, then close what is missing.",
    "go_with_person": "May run today with a person, who decides, approves before, or reviews a sample.",
    "go": "May act alone today.",
}


class TeamTask(NamedTuple):
    """One task of one agent."""

    agent: str
    name: str
    intent: str
    built: str
    recommended: str
    cleared: str
    is_beyond: bool


class TaskGroup(NamedTuple):
    """The tasks with one verdict, `task_count` of them, and what the verdict means."""

    mark: Mark
    meaning: str
    tasks: tuple[TeamTask, ...]
    task_count: int


@dataclass(frozen=True, slots=True)
class TaskShare:
    """One segment of an agent's bar: a verdict, how many tasks have it, and its place in percent."""

    mark: Mark
    count: int
    start: float
    width: float


class TaskBar(NamedTuple):
    """One agent's tasks by verdict, as a bar."""

    agent: str
    total: int
    shares: tuple[TaskShare, ...]


class TeamTasks(NamedTuple):
    """All tasks: those beyond their clearance, all by verdict, and as a bar for each agent with its words."""

    total: int
    beyond: tuple[TeamTask, ...]
    beyond_count: int
    groups: tuple[TaskGroup, ...]
    bars: tuple[TaskBar, ...]
    summary: str


def build_team_tasks(reports: Sequence[ReportRequest]) -> TeamTasks:
    """The tasks of the agents, in the order of the agents."""
    rows = [(verdict, task) for report in reports for verdict, task in _tasks(report)]
    most = max((len(report.evaluation.clearances) for report in reports), default=0)
    bars = tuple(_bar(report, most) for report in reports if report.evaluation.clearances)
    beyond = tuple(task for _, task in rows if task.is_beyond)
    return TeamTasks(
        total=len(rows),
        beyond=beyond,
        beyond_count=len(beyond),
        groups=tuple(_group(verdict, tuple(task for found, task in rows if found == verdict)) for verdict in ORDER),
        bars=bars,
        summary="; ".join(f"{bar.agent}: {_spoken(bar)}" for bar in bars),
    )


def _group(verdict: str, tasks: tuple[TeamTask, ...]) -> TaskGroup:
    return TaskGroup(_mark(verdict), MEANINGS[verdict], tasks, len(tasks))


def _mark(verdict: str) -> Mark:
    return mark(*VERDICTS[verdict])


def _spoken(bar: TaskBar) -> str:
    return ", ".join(f"{share.count} {share.mark.word.lower()}" for share in bar.shares)


def _tasks(report: ReportRequest) -> list[tuple[str, TeamTask]]:
    tasks = report.assessment.tasks
    return [
        (
            clearance.verdict,
            TeamTask(
                agent=report.assessment.agent.name,
                name=clearance.name,
                intent=INTENT_TITLE[tasks[clearance.task].intent],
                built=BUILT_TITLE[clearance.built],
                recommended=MODE_TITLE[clearance.recommended],
                cleared=MODE_TITLE[clearance.cleared],
                is_beyond=clearance.beyond_clearance,
            ),
        )
        for clearance in report.evaluation.clearances
    ]


def _bar(report: ReportRequest, most: int) -> TaskBar:
    verdicts: list[str] = [clearance.verdict for clearance in report.evaluation.clearances]
    shares, start = [], 0
    for verdict in ORDER:
        count = verdicts.count(verdict)
        if count:
            place, width = round(100 * start / most, 2), round(100 * count / most, 2)
            shares.append(TaskShare(_mark(verdict), count, place, width))
            start += count
    return TaskBar(report.assessment.agent.name, len(verdicts), tuple(shares))
