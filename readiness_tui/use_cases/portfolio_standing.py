"""What asks for attention in a workspace, from the index; nothing is read while it is up to date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from readiness_tui.analysis.summary import Attention, stale_on, standing_on
from readiness_tui.reports.documents.statuses import Standing, Waived
from readiness_tui.use_cases.attention import due_of
from readiness_tui.use_cases.portfolios import Listed, Portfolio

Agents = tuple[tuple[Listed, Attention], ...]


def standing_of(portfolio: Portfolio, slug: str | None, as_of: date) -> tuple[Standing, tuple[str, ...]]:
    """The status of one agent or of all, and why some can't be read. Raises UserError where there is no such agent."""
    agents = tuple(portfolio.attention(slug))
    if slug is not None and not agents:
        _refuse(portfolio, slug)
    problems = tuple(agent.line.summary.problem for agent, _ in agents if agent.line.summary.problem)
    return standing_in(agents, as_of), problems


def standing_in(agents: Agents, as_of: date) -> Standing:
    """The status of some agents on a day."""
    day = as_of.isoformat()
    due = [each for agent, attention in agents for each in due_of(agent.slug, attention, as_of)]
    return Standing(
        open=tuple((agent.slug, name) for agent, attention in agents for name in attention.open),
        expired=tuple((agent.slug, name) for agent, _ in agents for name in stale_on(agent.line.summary, day)),
        due=tuple(sorted(due, key=lambda each: (each.due, each.agent, each.question))),
        waived=tuple(_waived(agents, as_of)),
        blockers=tuple(sorted((each for agent, _ in agents for each in _blockers(agent, day)), key=_is_gate)),
    )


def _refuse(portfolio: Portfolio, slug: str) -> None:
    """Raise the error of an agent that isn't there, with the nearest name."""
    from pathlib import Path

    from readiness_tui.storage.workspaces import existing_folder, open_workspace

    existing_folder(open_workspace(Path(portfolio.opened[0].root)), slug)


def _waived(agents: Agents, as_of: date) -> Iterator[Waived]:
    for agent, attention in agents:
        for each in attention.waived:
            until = date.fromisoformat(each.until)
            yield Waived(agent.slug, each.question, until, each.approver, each.reason, until < as_of)


def _is_gate(blocker: tuple[str, Literal["gate", "task"], str]) -> bool:
    return blocker[1] == "gate"


def _blockers(agent: Listed, day: str) -> Iterator[tuple[str, Literal["gate", "task"], str]]:
    standing = standing_on(agent.line.summary, day)
    if standing is not None:
        yield from ((agent.slug, "task", each.task) for each in standing.beyond)
        yield from ((agent.slug, "gate", gate) for gate in standing.gates)
