"""What holds for every test: how many run at once, what garbage is looked for in, and that no law has a deadline."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import settings

settings.register_profile("any machine", settings(), deadline=None)  # a busy machine is no fault of the law
settings.load_profile("any machine")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are processors: a test that waits for a program of its own leaves one free."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish(session: pytest.Session) -> None:
    """Thousands of collected tests stay to the end: leave them out of every collection of garbage."""
    gc.collect()
    gc.freeze()
