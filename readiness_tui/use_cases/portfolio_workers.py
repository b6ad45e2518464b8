"""Reads many agents, in processes of their own where that is worth starting them."""

from __future__ import annotations

from collections.abc import Generator, Iterable

from readiness_tui.use_cases.portfolio_reading import Order, Reading, read_agent
from readiness_tui.use_cases.workers import done_by_workers, useful_workers

WORTH_WORKERS = 400
"""So many files take about a second to read; starting the workers takes a third of one."""

_AGENTS_AT_ONCE = 6


def read_agents(orders: Iterable[Order], files: int) -> Generator[Reading, None, None]:
    """Read agents that have so many files together, in no certain order; the orders are taken as they are needed."""
    waiting, workers = iter(orders), useful_workers()
    if files >= WORTH_WORKERS and workers > 1:
        yield from done_by_workers(read_agent, waiting, _AGENTS_AT_ONCE, workers)
    for order in waiting:
        yield read_agent(order)
