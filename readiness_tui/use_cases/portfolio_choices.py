"""Which agents of a portfolio are shown, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from readiness_tui.analysis.summary import stale_on, standing_on
from readiness_tui.use_cases.portfolios import Listed


class Choice(NamedTuple):
    """What an agent has to be to be shown; what is empty or False asks nothing.

    `words` is looked for in slug, name, owner and the workspace's path; `level` is the level that is sure.
    """

    words: str = ""
    level: str = ""
    blocked: bool = False
    beyond: bool = False
    stale: bool = False


def chosen(agents: Iterable[Listed], choice: Choice, day: str) -> Iterator[Listed]:
    """The agents that fit, in the same order. One that can't be read fits where only words are asked for."""
    if choice == Choice():
        yield from agents
        return
    words = choice.words.casefold()
    for agent in agents:
        if _says(agent, words) and _stands(agent, choice, day):
            yield agent


def _says(agent: Listed, words: str) -> bool:
    summary = agent.line.summary
    return words in f"{agent.slug}\n{summary.name}\n{summary.owner}\n{agent.workspace}".casefold()


def _stands(agent: Listed, choice: Choice, day: str) -> bool:
    summary = agent.line.summary
    standing = standing_on(summary, day)
    if standing is None:
        return choice[1:] == Choice()[1:]
    return (
        choice.level in ("", standing.level_worst)
        and (not choice.blocked or standing.blockers > 0)
        and (not choice.beyond or len(standing.beyond) > 0)
        and (not choice.stale or bool(stale_on(summary, day)))
    )


def _level(agent: Listed, day: str) -> tuple[Any, ...]:
    standing, score = standing_on(agent.line.summary, day), agent.line.summary.score
    return (standing.rank if standing else -2, score.share if score else -1.0)


def _score(agent: Listed, day: str) -> tuple[Any, ...]:
    score = agent.line.summary.score
    return (score.share if score else -1.0,)


def _blockers(agent: Listed, day: str) -> tuple[Any, ...]:
    standing = standing_on(agent.line.summary, day)
    return (-standing.blockers if standing else -10_000,)


def _beyond(agent: Listed, day: str) -> tuple[Any, ...]:
    standing = standing_on(agent.line.summary, day)
    return (-len(standing.beyond), -standing.blockers) if standing else (-10_000, 0)


def _stale(agent: Listed, day: str) -> tuple[Any, ...]:
    return (-len(stale_on(agent.line.summary, day)),)


def _milestones(agent: Listed, day: str) -> tuple[Any, ...]:
    return (agent.line.milestones,)


def _last(agent: Listed, day: str) -> tuple[Any, ...]:
    return (agent.line.latest.partition("-")[2][:10],)


SORTS: dict[str, Callable[[Listed, str], tuple[Any, ...]]] = {
    "agent": lambda agent, day: (),
    "level": _level,
    "score": _score,
    "blockers": _blockers,
    "beyond": _beyond,
    "stale": _stale,
    "milestones": _milestones,
    "last": _last,
}
"""By name, what agents are sorted by: what needs a person first comes first, then by slug and workspace."""


def arranged(agents: Iterable[Listed], sort: str, day: str, is_reversed: bool = False) -> Iterable[Listed]:
    """The agents in the order of a sort; without any, by workspace and slug as they come."""
    if not sort and not is_reversed:
        return agents
    key = SORTS[sort or "agent"]
    return sorted(agents, key=lambda agent: (*key(agent, day), agent.slug, agent.workspace), reverse=is_reversed)
