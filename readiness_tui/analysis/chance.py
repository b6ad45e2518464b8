"""A small generator of chance: the same for the same seed, on any machine and any version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_WORD = 64
_FULL = (1 << _WORD) - 1
_Value = TypeVar("_Value")


class Chance:
    """A xorshift generator; the seed must not be 0."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def bits(self, count: int) -> int:
        """A number of so many random bits."""
        found = 0
        for _ in range(0, count, _WORD):
            found = found << _WORD | self._next()
        return found & ((1 << count) - 1)

    def pick(self, values: Sequence[_Value]) -> _Value:
        """One of the values."""
        return values[(self._next() >> 16) % len(values)]

    def _next(self) -> int:
        state = self._state
        state ^= state << 13 & _FULL
        state ^= state >> 7
        state ^= state << 17 & _FULL
        self._state = state
        return state
