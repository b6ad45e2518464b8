"""Which agents of a portfolio are shown, and in which order."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from readiness_tui.analysis.summary import NOTHING, level_words, stale_on, standing_on, trend_bars
from readiness_tui.use_cases.portfolios import Listed


class Row(NamedTuple):
    """An agent on one day, as small as that can be: what is shown, filtered and sorted by. `rank` is the place of its
    sure level on the ladder, -1 where it has none; `share` the worst end of its score."""

    workspace: str
    slug: str
    name: str
    owner: str
    level: str | None
    level_text: str
    rank: int
    share: float
    score_text: str
    answered: int
    applicable: int
    blockers: int
    beyond: int
    stale: int
    trend: str
    milestones: int
    latest: str
    changed_since: bool
    problem: str

    @property
    def last(self) -> str:
        """`@3`, the newest milestone; `–` where there is none."""
        return f"@{int(self.latest.partition('-')[0])}" if self.latest else NOTHING


class Choice(NamedTuple):
    """What an agent has to be to be shown; what is empty or False asks nothing.

    `words` is looked for in slug, name, owner and the workspace's path; `level` is the level that is sure.
    """

    words: str = ""
    level: str = ""
    blocked: bool = False
    beyond: bool = False
    stale: bool = False


def row_of(agent: Listed, day: str) -> Row:
    """An agent on a day."""
    line, summary = agent.line, agent.line.summary
    standing, score = standing_on(summary, day), summary.score
    return Row(
        workspace=agent.workspace,
        slug=agent.slug,
        name=summary.name,
        owner=summary.owner,
        level=standing.level_worst if standing else None,
        level_text=level_words(standing) if standing else "",
        rank=standing.rank if standing else -2,
        share=score.share if score else -1.0,
        score_text=score.text if score else NOTHING,
        answered=summary.coverage[0],
        applicable=summary.coverage[1],
        blockers=standing.blockers if standing else 0,
        beyond=len(standing.beyond) if standing else 0,
        stale=len(stale_on(summary, day)),
        trend=trend_bars(line),
        milestones=line.milestones,
        latest=line.latest,
        changed_since=line.changed_since,
        problem=summary.problem,
    )


def fits(row: Row, choice: Choice) -> bool:
    """Whether an agent is to be shown. One that can't be read is where only words are asked for."""
    if row.problem and choice[1:] != Choice()[1:]:
        return False
    words = choice.words.casefold()
    return (
        (not words or words in f"{row.slug}\n{row.name}\n{row.owner}\n{row.workspace}".casefold())
        and choice.level in ("", row.level)
        and (not choice.blocked or row.blockers > 0)
        and (not choice.beyond or row.beyond > 0)
        and (not choice.stale or row.stale > 0)
    )


SORTS: dict[str, Callable[[Row], tuple[Any, ...]]] = {
    "agent": lambda row: (),
    "level": lambda row: (row.rank, row.share),
    "score": lambda row: (row.share,),
    "blockers": lambda row: (not row.problem, -row.blockers),
    "beyond": lambda row: (not row.problem, -row.beyond, -row.blockers),
    "stale": lambda row: (-row.stale,),
    "milestones": lambda row: (row.milestones,),
    "last": lambda row: (row.latest.partition("-")[2][:10],),
}
"""By name, what agents are sorted by: what needs a person first comes first, then by slug and workspace."""


def in_order(row: Row, sort: str) -> tuple[Any, ...]:
    """The key that agents are sorted by."""
    return (*SORTS[sort](row), row.slug, row.workspace)


def chosen(agents: Iterable[Listed], choice: Choice, day: str) -> Iterator[Listed]:
    """The agents that fit, in the same order."""
    return (agent for agent in agents if choice == Choice() or fits(row_of(agent, day), choice))


def arranged(agents: Iterable[Listed], sort: str, day: str, is_reversed: bool = False) -> Iterable[Listed]:
    """The agents in the order of a sort; without any, by workspace and slug as they come."""
    if not sort and not is_reversed:
        return agents
    return sorted(agents, key=lambda agent: in_order(row_of(agent, day), sort or "agent"), reverse=is_reversed)
