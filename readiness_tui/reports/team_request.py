"""What a team report is asked for: the working answers of every agent of a workspace, evaluated on one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from readiness_tui.reports.request import LeftOut, ReportRequest


@dataclass(frozen=True)
class TeamMember:
    """One agent: its own report's request, and its last milestone (`@4`, the day it was taken), if any.

    Where its file can't be read, `report` is None and `problem` says why.
    """

    slug: str
    name: str
    report: ReportRequest | None
    milestone: str = ""
    taken: date | None = None
    changed_since: bool = False
    problem: str = ""


@dataclass(frozen=True)
class TeamRequest:
    """The agents of a workspace, by slug, all judged as of one day."""

    workspace: str
    as_of: date
    members: tuple[TeamMember, ...]
    without: frozenset[LeftOut] = field(default_factory=frozenset)
