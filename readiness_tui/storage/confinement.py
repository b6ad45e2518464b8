"""Runs a module of ours in a process of its own that is ended when it takes too long."""

from __future__ import annotations

import sys
from typing import NamedTuple

_STARTING = 15.0


class Limits(NamedTuple):
    """What a confined process may use: seconds of the processor, and megabytes of memory."""

    seconds: float = 5.0
    megabytes: int = 512


LIMITS = Limits()


def run_confined(module: str, order: bytes, limits: Limits = LIMITS) -> bytes | None:
    """What a module answers on stdout to an order on stdin; None where it was ended, or failed, without an answer.

    The module keeps the limits itself; the clock here is for what it can't end, and for a machine that is busy.
    """
    import subprocess  # only where it is needed: most reports are made without

    command = [sys.executable, "-P", "-m", module]
    try:
        done = subprocess.run(
            command, input=order, capture_output=True, timeout=_STARTING + 3 * limits.seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None
