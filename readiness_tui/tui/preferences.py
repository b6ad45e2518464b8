"""What one person prefers on this machine: theme, glyphs, keys, and when the next question appears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from readiness_tui.tui.glyphs import GlyphChoice


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings of a person. `keymap` maps command ids to keys, such as `answer.note: N`; `faults` are those of the
    file that they come from, `keymap_places` the line and column of each id in it."""

    theme: str = "readiness-dark"
    glyphs: GlyphChoice = "auto"
    advance: Literal["on-answer", "manual"] = "on-answer"
    keymap: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    file: str = ""
    keymap_places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
