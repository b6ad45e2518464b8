"""What needs a person's attention in a workspace: agents in order of urgency, what must stop, what falls due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from readiness_tui.analysis.summary import Attention, Standing, standing_on
from readiness_tui.model.days import later_day
from readiness_tui.model.modes import BUILT_TITLE, MODE_TITLE
from readiness_tui.reports.documents.statuses import DueDate
from readiness_tui.use_cases.portfolio_choices import Row, row_of
from readiness_tui.use_cases.portfolios import Listed, Told, open_portfolio

if TYPE_CHECKING:
    from readiness_tui.model.modes import BuiltAs
    from readiness_tui.storage.workspaces import Workspace

DUE_WITHIN = 14
_MANY: dict[BuiltAs, str] = {
    "acts_alone": "act alone",
    "acts_after_approval": "act after approval",
    "suggests": "suggest",
}


class Overview(NamedTuple):
    """An agent on one day: its row in a list, how it stands (None: its file can't be read), what asks for attention,
    and what of that falls due within 14 days or is late."""

    row: Row
    standing: Standing | None
    attention: Attention
    due: tuple[DueDate, ...]

    @property
    def slug(self) -> str:
        """The agent's short name."""
        return self.row.slug

    @property
    def last(self) -> str:
        """`@3`, the newest milestone; `@3-7f3a9c` where branches share the number; `–` where there is none."""
        digits = self.row.latest.rpartition("-")[2]
        return next((label for label in self.attention.diverged if label.endswith(f"-{digits}")), self.row.last)


class Overviews(NamedTuple):
    """All agents of a workspace, and its name."""

    name: str
    agents: tuple[Overview, ...]


def slugs_of(workspace: Workspace) -> tuple[str, ...]:
    """The agents of a workspace, by slug; nothing of them is read."""
    from readiness_tui.storage.workspaces import agent_slugs

    return agent_slugs(workspace)


def overviews(
    root: str,
    today: date,
    *,
    only: str = "",
    told: Told | None = None,
    at_most: int | None = None,
    is_kept: bool = True,
) -> Overviews:
    """Every agent of a workspace, or one, from the index; one that isn't kept leaves no trace. Raises what `told`
    raises, and TooMany."""
    day, folder = today.isoformat(), None if is_kept else ""
    with open_portfolio((root,), day, told=told, only=only, at_most=at_most, folder=folder) as portfolio:
        found = tuple(overview_of(*each, today) for each in portfolio.attention(only or None))
        return Overviews(portfolio.opened[0].name, found)


def overview_of(agent: Listed, attention: Attention, today: date) -> Overview:
    """An agent of the index on a day."""
    day = today.isoformat()
    due = sorted(due_of(agent.slug, attention, today), key=lambda each: (each.due, each.question))
    return Overview(row_of(agent, day), standing_on(agent.line.summary, day), attention, tuple(due))


def by_urgency(agents: Iterable[Overview]) -> tuple[Overview, ...]:
    """Agents with tasks that must stop first, then by blockers, then by what is due first; unreadable files on top."""
    return tuple(sorted(agents, key=_urgency))


def _urgency(agent: Overview) -> tuple[bool, int, int, date, str]:
    first = agent.due[0].due if agent.due else date.max
    return (not agent.row.problem, -agent.row.beyond, -agent.row.blockers, first, agent.slug)


def stop_words(agent: Overview) -> str:
    """`2 tasks act alone, cleared only for approve before`; empty where nothing has to stop."""
    beyond = agent.standing.beyond if agent.standing else ()
    if not beyond:
        return ""
    count = f"{len(beyond)} task{'s' if len(beyond) > 1 else ''}"
    ways = {(task.built, task.cleared) for task in beyond}
    if len(ways) > 1:
        verb = "have" if len(beyond) > 1 else "has"
        return f"{count} {verb} more autonomy than cleared"
    built, cleared = next(iter(ways))
    return f"{count} {(_MANY if len(beyond) > 1 else BUILT_TITLE)[built]}, cleared only for {MODE_TITLE[cleared]}"


def blocker_words(agent: Overview) -> str:
    """`2 tasks, 2 gates of limited-production`; `none`."""
    if agent.standing is None:
        return ""
    tasks, gates = len(agent.standing.beyond), len(agent.standing.gates)
    words = [f"{tasks} task{'s' if tasks > 1 else ''}"] * bool(tasks)
    words += [f"{gates} gate{'s' if gates > 1 else ''} of {agent.standing.target}"] * bool(gates)
    return ", ".join(words) or "none"


def due_of(slug: str, attention: Attention, as_of: date) -> Iterator[DueDate]:
    """What falls due within 14 days, or is late: dates of answers that are not in place yet; evidence that expires
    within them."""
    first, last = as_of.isoformat(), (later_day(as_of, DUE_WITHIN)).isoformat()
    for each in attention.due:
        if each.day <= last and (not each.expires or first <= each.day):
            yield DueDate(slug, each.question, each.words, date.fromisoformat(each.day), each.owner, each.ticket)
