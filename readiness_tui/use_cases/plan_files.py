"""A plan as a file for other tools: Markdown, CSV, iCalendar, JSON."""

from __future__ import annotations

import json
from pathlib import Path

from readiness_tui.use_cases.plans import Planned, plan_of
from readiness_tui.use_cases.publishing import publish

PLAN_FORMATS = {
    "md": "Markdown, for an issue or a page",
    "csv": "CSV, for Jira, GitHub, GitLab",
    "ics": "iCalendar, for a calendar",
    "json": "JSON, for scripts",
}


def plan_text(planned: Planned, wanted: str) -> str:
    """The plan in one of the formats. Raises UserError where its library isn't installed, KeyError for other names."""
    if wanted == "csv":
        from readiness_tui.exchange.plan_csv import plan_csv

        return plan_csv(planned.shared)
    if wanted == "ics":
        from readiness_tui.exchange.plan_calendar import plan_calendar

        return plan_calendar(planned.shared)
    if wanted == "md":
        from readiness_tui.exchange.plan_markdown import plan_markdown

        return plan_markdown(planned.shared)
    if wanted == "json":
        return json.dumps(plan_of(planned), indent=2) + "\n"
    raise KeyError(wanted)


def plan_file(slug: str, wanted: str) -> str:
    """The name of the file that a plan is written to unless another is named."""
    return f"{slug}-plan.{wanted}"


def write_plan(path: Path, planned: Planned, wanted: str) -> None:
    """Write the plan, in place of an old one too; ask first where the file is foreign. Raises UserError."""
    publish(path, plan_text(planned, wanted), suffixes=tuple(f".{name}" for name in PLAN_FORMATS))
