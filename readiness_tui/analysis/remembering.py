"""The last value made from some parts: not made again while these are the very same objects.

One answer of a thousand changes at a time, and all values are frozen, so that most of a scorecard can be taken over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress
from operator import is_, is_not
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

    def each(
        self,
        role: object,
        parts: Sequence[object],
        settings: object,
        make: Callable[[int], Value],
        *,
        marks: Sequence[object] = (),
        places: Sequence[int] | None = None,
        count: int | None = None,
    ) -> tuple[Value, ...]:
        """`latest` for many values in one step: made anew are those with a part or a mark that is another than before.

        There is one part and, where there are any, one mark for each value; marks are compared as equal, parts as the
        same objects. With `places` there are `count` values, and it says which of them each part belongs to.
        """
        places = range(len(parts)) if places is None else places
        kept = self._kept.get(role)
        if kept is None or kept[1] != settings or len(kept[0]) != len(parts):
            values = tuple(make(place) for place in range(len(parts) if count is None else count))
        else:
            before, marked = cast("tuple[tuple[Value, ...], Sequence[object]]", kept[2])
            changed = set(compress(places, map(is_not, kept[0], parts)))
            pairs = enumerate(zip(marked, marks, strict=True))
            changed.update(place for place, (old, new) in pairs if old is not new and old != new)
            if not changed:
                return before
            made = list(before)
            for place in changed:
                made[place] = make(place)
            values = tuple(made)
        self._kept[role] = (tuple(parts), settings, (values, tuple(marks)))
        return values


class Recent:
    """The last values by the very objects that each was made from; a few, since a search tries thousands."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[tuple[object, ...], tuple[tuple[object, ...], object]] = {}

    def of(self, parts: tuple[object, ...], settings: tuple[object, ...], make: Callable[[], Value]) -> Value:
        """The value that was made of the same objects under equal settings; else one made now."""
        key = (*map(id, parts), *settings)
        kept = self._kept.get(key)
        if kept is not None:
            return cast(Value, kept[1])
        if len(self._kept) >= self._most:
            self._kept.clear()
        value = make()
        self._kept[key] = parts, value  # with its parts, so that no other object gets the id of one
        return value
