"""Lets a library compile its patterns when one is first used, not when it is imported.

PyYAML's parser in Python has patterns that take longer to compile than all our files take to read, and with libyaml
none of them is ever used. Written where PyYAML is imported:

    with late_patterns("yaml"):
        import yaml
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class LatePattern:
    """Stands for a pattern; whatever is asked of it, the compiled pattern answers."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._words = pattern, flags

    def __getattr__(self, name: str) -> Any:
        answer = getattr(re.compile(*self._words), name)
        self.__dict__[name] = answer  # next time without a detour
        return answer


@contextmanager
def late_patterns(package: str) -> Iterator[None]:
    """While this lasts, what modules of a package compile is compiled later; who else compiles gets a pattern."""
    now = re.compile

    def later(pattern: Any, flags: Any = 0) -> Any:
        asked_by = sys._getframe(1).f_globals.get("__name__", "")
        is_meant = asked_by.partition(".")[0] == package
        return LatePattern(pattern, flags) if is_meant else now(pattern, flags)

    re.compile = later
    try:
        yield
    finally:
        re.compile = now
