"""Home."""

from __future__ import annotations

from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.frame import Frame


class HomeScreen(Frame):
    """Which agent needs me now."""

    NAME = "home"
    BINDINGS = bindings_of(NAME)
