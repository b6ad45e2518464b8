"""The glyphs that carry a status, and the filter that draws all of them in ASCII where a terminal has no other.

Code writes the Unicode constants only. Both sets are one cell wide, so they share one layout.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from typing import Literal

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

GlyphChoice = Literal["auto", "unicode", "ascii"]

FULL = "✓"
PARTLY = "◐"
NOT = "✗"
NOT_APPLICABLE = "–"
UNANSWERED = "·"
UNKNOWN = "?"
GATE = "⚑"
BETTER = "▲"
WORSE = "▼"
WORST_BAR = "█"
BEST_BAR = "▒"
EMPTY_BAR = "░"
NEEDED = "┊"
CURSOR = "▸"
SELECTED = "▣"
UNSELECTED = "▢"
BECOMES = "→"
OPEN_FOLD = "▾"
RULE = "─"
RULE_BESIDE = "│"
CRUMB = "›"

ASCII = {
    FULL: "+",
    PARTLY: "~",
    NOT: "!",
    NOT_APPLICABLE: "-",
    UNANSWERED: ".",
    GATE: "G",
    BETTER: "^",
    WORSE: "v",
    WORST_BAR: "#",
    BEST_BAR: "=",
    EMPTY_BAR: ".",
    NEEDED: "|",
    CURSOR: ">",
    OPEN_FOLD: "v",
    SELECTED: "*",
    UNSELECTED: "o",
    BECOMES: ">",
    RULE: "-",
    CRUMB: ">",
    RULE_BESIDE: "|",
    "┤": "|",
    "├": "|",
    "┼": "+",
    "┬": "-",
    "┴": "-",
    "┌": "+",
    "┐": "+",
    "└": "+",
    "┘": "+",
    "•": "*",
    "×": "x",
    "…": ".",
    "↵": "<",
    "⌫": "<",
    "↑": "^",
    "↓": "v",
    "←": "<",
    "Δ": "d",
    "▁": "_",
    "▔": "-",
    "▏": "|",
    "▕": "|",
    "▎": "|",
    "▊": "|",
    "▌": "|",
    "▐": "|",
    "▀": "-",
    "▄": "_",
    **dict.fromkeys("▂▃▅▆▇", "_"),
    **dict.fromkeys("▉▋▍", "|"),
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "—": "-",
}
_TABLE = str.maketrans(ASCII)

NAMES = {
    FULL: "value 1, go, passes",
    PARTLY: "between 0 and 1, go with a person",
    NOT: "value 0, stop",
    NOT_APPLICABLE: "not applicable, none",
    UNANSWERED: "unanswered",
    UNKNOWN: "not settled, don't know",
    GATE: "gate",
    BETTER: "better",
    WORSE: "worse",
    WORST_BAR: "worst",
    BEST_BAR: "up to best",
    NEEDED: "needed",
    CURSOR: "cursor",
    SELECTED: "selected",
    UNSELECTED: "not selected",
    BECOMES: "becomes",
}


def value_glyph(value: Fraction | None) -> str:
    """The glyph of a value: 1, between, 0; unanswered where there is none. It follows the value, not the word."""
    if value is None:
        return UNANSWERED
    return FULL if value >= 1 else NOT if value <= 0 else PARTLY


def value_style(value: Fraction | None) -> str:
    """The colour that stands beside the glyph of a value."""
    if value is None:
        return "$muted"
    return "$in-place" if value >= 1 else "$not-in-place" if value <= 0 else "$partly"


def wants_ascii(choice: GlyphChoice, encoding: str | None = None) -> bool:
    """Whether to draw in ASCII: asked for, or `auto` and the terminal's encoding can't show the glyphs."""
    if choice != "auto":
        return choice == "ascii"
    stdout = sys.__stdout__
    name = encoding if encoding is not None else (stdout.encoding if stdout else "")
    return (name or "").lower().replace("-", "").replace("_", "") not in ("utf8", "utf8sig", "cp65001")


def ascii_text(text: str) -> str:
    """The text with every glyph in its ASCII form."""
    return text.translate(_TABLE)


class AsciiGlyphs(LineFilter):
    """Draws every glyph in ASCII, on the way to the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line with its glyphs replaced; widths don't change."""
        return [
            segment
            if segment.text.isascii()
            else Segment(segment.text.translate(_TABLE), segment.style, segment.control)
            for segment in segments
        ]
