"""Marks: the glyph, the word and the tone that a state wears in a report. The word carries the meaning."""

from fractions import Fraction
from typing import Literal, NamedTuple

Tone = Literal["good", "partly", "bad", "open", "muted"]
GLYPH: dict[Tone, str] = {"good": "✓", "partly": "◐", "bad": "✗", "open": "?", "muted": "–"}


class Mark(NamedTuple):
    """A state for people: `icon` names the drawing, `glyph` the character, `word` says it, `tone` colours it."""

    tone: Tone
    word: str
    glyph: str
    icon: str


def mark(tone: Tone, word: str, glyph: str = "", icon: str = "") -> Mark:
    """A mark with the glyph of its tone, unless another is given."""
    return Mark(tone, word, glyph or GLYPH[tone], icon or tone)


def unanswered_mark(word: str = "Unanswered") -> Mark:
    """The mark of a question without an answer."""
    return mark("open", word, "·", "unanswered")


def value_mark(value: Fraction | None, word: str) -> Mark:
    """The mark of an answer by its value: 1 good, 0 bad, between partly; no value (N/A) muted."""
    if value is None:
        return mark("muted", word)
    return mark("good" if value >= 1 else "bad" if value <= 0 else "partly", word)
