"""The last value made from some parts: not made again while these are the very same objects.

One answer of a thousand changes at a time, and all values are frozen, so that most of a scorecard can be taken over.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import TypeVar, cast

Value = TypeVar("Value")


class Memory:
    """Keeps one value for each role. For frozen parts and values; safe with threads, each is kept in one step."""

    def __init__(self) -> None:
        self._kept: dict[object, tuple[tuple[object, ...], object, object]] = {}

    def latest(self, role: object, parts: tuple[object, ...], settings: object, make: Callable[[], Value]) -> Value:
        """The value kept for a role where `parts` are the same objects and `settings` are equal; else one made anew."""
        kept = self._kept.get(role)
        if kept is not None and kept[1] == settings and len(kept[0]) == len(parts) and all(map(is_, kept[0], parts)):
            return cast(Value, kept[2])
        value = make()
        self._kept[role] = (parts, settings, value)
        return value
