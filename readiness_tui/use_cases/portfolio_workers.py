"""Reads many agents, in processes of their own where that is worth starting them."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from types import ModuleType

from readiness_tui.use_cases.portfolio_reading import Order, Reading, read_agent

WORTH_WORKERS = 400
"""So many files take about a second to read; starting the workers takes a third of one."""

_AGENTS_AT_ONCE = 6
_AHEAD = 3
_MOST_WORKERS = 16


def read_agents(orders: Iterable[Order], files: int) -> Generator[Reading, None, None]:
    """Read agents that have so many files together, in no certain order; the orders are taken as they are needed."""
    waiting, workers = iter(orders), min(_cores(), _MOST_WORKERS)
    if files >= WORTH_WORKERS and workers > 1:
        yield from _in_workers(waiting, workers)
    for order in waiting:
        yield read_agent(order)


def _cores() -> int:
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known is not None else os.cpu_count() or 1


def _in_workers(orders: Iterator[Order], workers: int) -> Iterator[Reading]:
    """What the workers read; where they can't be started, or one is killed, the rest is read here."""
    running: dict[Future[list[Reading]], list[Order]] = {}
    batch: list[Order] = []
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin)
    try:
        while True:
            while len(running) < workers * _AHEAD and (batch := list(islice(orders, _AGENTS_AT_ONCE))):
                with _no_main():
                    running[pool.submit(_read_batch, batch)] = batch
                batch = []
            if not running:
                return
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                yield from done.result()
                del running[done]
    except (BrokenExecutor, OSError):
        for left in (batch, *running.values()):
            yield from map(read_agent, left)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _no_main() -> Iterator[None]:
    """A worker that starts imports the main module of the program that starts it; none of ours needs that."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _begin() -> None:
    """Ctrl-C is for the program that started the worker; what imports made is never garbage."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    gc.freeze()


def _read_batch(batch: list[Order]) -> list[Reading]:
    found = [read_agent(order) for order in batch]
    gc.collect()
    return found
