"""What a document is about."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Subject(NamedTuple):
    """What a document is about: an agent's working answers (`milestone` is None) or a milestone, as of a day."""

    agent: str | None
    milestone: str | None
    as_of: date
