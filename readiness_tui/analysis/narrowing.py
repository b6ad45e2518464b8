"""Which unknowns matter while a decision is open, the one that narrows most first."""

from __future__ import annotations

from readiness_tui.analysis.rating import Said
from readiness_tui.analysis.ruling import Rulebook


def unknowns_that_matter(book: Rulebook, said: Said) -> tuple[str, ...]:
    """Named by what narrows most."""
    return ()
