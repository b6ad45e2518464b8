"""A folder that is gone when it is no longer needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def temporary_folder(name: str) -> Iterator[Path]:
    """An empty folder of the system's temporary ones, removed at the end with all that is in it."""
    with TemporaryDirectory(prefix=f"{name}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
