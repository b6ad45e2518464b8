"""Panels beside each other."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip


class SideBySide(Horizontal):
    """Holds panels and has no look of its own, so that nothing of it need be drawn: the screen below fills any gap."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Nothing."""
        return []
