"""What one person prefers on a machine of theirs, as `settings.yaml` in their config folder holds it."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from readiness_tui.model.values import Frozen, Line, frozen_mapping, none_as

GlyphChoice = Literal["auto", "unicode", "ascii"]
Advance = Literal["on-answer", "manual"]


class PersonSettings(Frozen):
    """Theme, glyphs, when the next question appears, and keys by command id, such as `answer.note: N`."""

    theme: Line = "readiness-dark"
    glyphs: GlyphChoice = "auto"
    advance: Advance = "on-answer"
    keymap: Annotated[Mapping[str, Line], none_as(dict), AfterValidator(frozen_mapping)] = Field(
        default_factory=lambda: frozen_mapping({})
    )
