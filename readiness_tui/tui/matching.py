"""What of a list matches a few typed letters, best first."""

from __future__ import annotations

from typing import Protocol, TypeVar

from textual.fuzzy import FuzzySearch


class Worded(Protocol):
    """Something with an id, words, perhaps a key, and whether it can't be taken now."""

    @property
    def id(self) -> str:
        """What is returned."""

    @property
    def words(self) -> str:
        """What is read."""

    @property
    def key(self) -> str:
        """The key that runs it, or nothing."""

    @property
    def is_off(self) -> bool:
        """Whether it can't be taken now."""


Found = TypeVar("Found", bound=Worded)


def matching(picks: tuple[Found, ...], typed: str) -> tuple[Found, ...]:
    """The picks that match what was typed, best first; whole words before loose letters, else the given order."""
    query = " ".join(typed.casefold().split())
    if not query:
        return picks
    search = FuzzySearch()
    scored = []
    for place, pick in enumerate(picks):
        words = f"{pick.id} {pick.words}".casefold()
        start = 0 if _is_key(typed.strip(), pick.key) else words.find(query)
        score = 1000.0 - min(start, 500) if start >= 0 else search.match(query, words)[0]
        if score > 0:
            scored.append((pick.is_off, -score, place, pick))
    return tuple(pick for *_, pick in sorted(scored, key=lambda found: found[:3]))


def _is_key(typed: str, keys: str) -> bool:
    """Whether one of the keys was typed: a letter as it is, a name in capitals or not."""
    return any(typed == key or (len(key) > 1 and typed.casefold() == key.casefold()) for key in keys.split())
