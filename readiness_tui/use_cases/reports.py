"""Reports: HTML, Markdown and JSON of one version of an agent's answers."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, NamedTuple

from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.reports.building import build_report
from readiness_tui.reports.request import Audience, LeftOut
from readiness_tui.reports.template_names import HTML_TEMPLATE, MARKDOWN_TEMPLATE
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.comparisons import Compared, compare_versions, previous_milestone
from readiness_tui.use_cases.histories import scored_history
from readiness_tui.use_cases.milestones import Version, open_version
from readiness_tui.use_cases.own_templates import chosen_templates, refuse_template, rendered_with
from readiness_tui.use_cases.results import request_of

Format = Literal["html", "md", "json"]
FORMATS: tuple[Format, ...] = ("html", "md", "json")
PARTS: tuple[LeftOut, ...] = ("people", "notes", "evidence")
NONE = "none"


class Wishes(NamedTuple):
    """What is wanted of a report. `compare` is a milestone (`3`, `latest`), `none`, or None for the one before."""

    audience: Audience = "full"
    compare: str | None = None
    template: str | None = None
    without: frozenset[LeftOut] = frozenset()


def parts_left_out(text: str) -> frozenset[LeftOut]:
    """From `people,notes` to the parts that a report leaves out. Raises UserError."""
    named = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in named if part not in PARTS]
    if unknown:
        raise UserError(*(Fault(f"a report can't leave out '{part}'", nearest(part, PARTS)) for part in unknown))
    return frozenset(part for part in PARTS if part in named)


def report_text(workspace: Workspace, version: Version, wanted: Format, wishes: Wishes, today: date) -> str:
    """The report of a version as text. The same input gives the same text. Raises UserError."""
    compared = _compared(workspace, version, wishes.compare, today)
    if wanted == "json":
        refuse_template(wishes.template)
        import json

        from readiness_tui.use_cases.report_documents import report_of

        document = report_of(workspace, version, compared, wishes.without)
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    name = HTML_TEMPLATE if wanted == "html" else MARKDOWN_TEMPLATE
    chosen = chosen_templates(workspace.root, name, wishes.template)
    return rendered_with(chosen, wanted, _values(workspace, version, compared, wishes))


def report_values(workspace: Workspace, version: Version, wishes: Wishes, today: date) -> dict[str, Any]:
    """What the templates get of a version: plain values, worded and rounded. Raises UserError."""
    return _values(workspace, version, _compared(workspace, version, wishes.compare, today), wishes)


def _values(workspace: Workspace, version: Version, compared: Compared | None, wishes: Wishes) -> dict[str, Any]:
    from readiness_tui.reports.rendering import plain
    from readiness_tui.use_cases.plans import planned_for

    planned = planned_for(workspace, version, follows_later=False)
    request = request_of(
        workspace,
        version,
        planned=planned.plan if planned else None,
        comparison=compared.comparison if compared else None,
        compared_with=compared.before.label if compared else "",
        history=scored_history(workspace, version.slug),
        audience=wishes.audience,
        without=wishes.without,
    )
    return plain(build_report(request))


def _compared(workspace: Workspace, version: Version, wanted: str | None, today: date) -> Compared | None:
    if wanted == NONE:
        return None
    if wanted is None:
        before = previous_milestone(workspace, version, today)
    else:
        before = open_version(workspace, f"{version.slug}@{wanted.removeprefix('@')}", today)
    return compare_versions(workspace, before, version) if before else None
