"""One question."""

from __future__ import annotations

from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.frame import Frame


class QuestionScreen(Frame):
    """One question."""

    NAME = "question"
    BINDINGS = bindings_of(NAME)
