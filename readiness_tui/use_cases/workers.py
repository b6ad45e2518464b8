"""Does many small pieces of work in processes of their own, as many as there are cores."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from types import ModuleType
from typing import TypeVar

_AHEAD = 3
_MOST_WORKERS = 16

Piece = TypeVar("Piece")
Done = TypeVar("Done")


def useful_workers() -> int:
    """How many processes can work at once here; 1: none but this one."""
    known = getattr(os, "sched_getaffinity", None)
    return min(len(known(0)) if known is not None else os.cpu_count() or 1, _MOST_WORKERS)


def done_by_workers(
    do: Callable[[Piece], Done], pieces: Iterator[Piece], at_once: int, workers: int, *, is_awaited: bool = False
) -> Iterator[Done]:
    """What `do` makes of each piece, in no certain order; pieces are taken as they are needed, `at_once` at a time.

    `do` is a function of a module, or a partial of one. Where workers can't be started, or one is killed, the rest is
    done here. `is_awaited`: when this ends early, what has begun is finished first.
    """
    running: dict[Future[list[Done]], list[Piece]] = {}
    batch: list[Piece] = []
    pool = _pool(workers)
    if pool is None:
        yield from map(do, pieces)
        return
    try:
        while True:
            while len(running) < workers * _AHEAD and (batch := list(islice(pieces, at_once))):
                with _alone():
                    running[pool.submit(_batch_done, do, batch)] = batch
                batch = []
            if not running:
                return
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                yield from done.result()
                del running[done]
    except (BrokenExecutor, OSError):
        for left in (batch, *running.values()):
            yield from map(do, left)
    finally:
        pool.shutdown(wait=is_awaited, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor | None:
    """The workers; None where the system has no way to talk to them."""
    try:
        with _alone():
            return ProcessPoolExecutor(workers, get_context("spawn"), _begin)
    except (ImportError, NotImplementedError, OSError, ValueError):
        return None


@contextmanager
def _alone() -> Iterator[None]:
    """A worker that starts imports the main module of the program that starts it; none of ours needs that. And it
    inherits stderr, which has to be a file: the full-screen program's isn't."""
    main, stderr = sys.modules["__main__"], sys.stderr
    sys.modules["__main__"], sys.stderr = ModuleType("__main__"), sys.__stderr__
    try:
        yield
    finally:
        sys.modules["__main__"], sys.stderr = main, stderr


def _begin() -> None:
    """Ctrl-C is for the program that started the worker; what imports made is never garbage."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    gc.freeze()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for its next batch for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _batch_done(do: Callable[[Piece], Done], batch: list[Piece]) -> list[Done]:
    found = [do(piece) for piece in batch]
    gc.collect()
    gc.freeze()  # what lives on between batches is modules and caches: the next collection need not look at them
    return found
