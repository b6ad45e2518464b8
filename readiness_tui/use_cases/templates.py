"""The templates of reports: show the built-in ones, copy one to change it, check a team's own on example reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.reports.documents.templates import Template
from readiness_tui.reports.rendering import plain
from readiness_tui.reports.request import Audience
from readiness_tui.reports.team import build_team_report
from readiness_tui.reports.template_names import (
    HTML_TEMPLATE,
    MARKDOWN_TEMPLATE,
    TEAM_HTML_TEMPLATE,
    TEAM_MARKDOWN_TEMPLATE,
)
from readiness_tui.reports.template_variables import variables_text
from readiness_tui.storage.templates import add_template, built_in_templates, workspace_templates
from readiness_tui.storage.temporary import temporary_folder
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.checks import Checked
from readiness_tui.use_cases.demo import write_demo
from readiness_tui.use_cases.milestones import open_version
from readiness_tui.use_cases.own_templates import chosen_templates, is_offered, rendered_with
from readiness_tui.use_cases.reports import Wishes, report_values
from readiness_tui.use_cases.team_reports import team_request
from readiness_tui.use_cases.workspaces import new_assessment

VARIABLES = "variables"
_TEAM = (TEAM_HTML_TEMPLATE, TEAM_MARKDOWN_TEMPLATE)
_SEE = f"see what there is: readiness templates show {VARIABLES}"


def all_templates(root: Path | None) -> tuple[Template, ...]:
    """The built-in templates and the workspace's own, by name. Raises UserError."""
    built_in = built_in_templates()
    own = tuple(
        Template(each.name, "workspace", each.name in built_in, each.text) for each in workspace_templates(root)
    )
    shipped = tuple(Template(name, "built-in", False, text) for name, text in built_in.items())
    return tuple(sorted((*own, *shipped), key=lambda each: (each.name, each.origin)))


def built_in_template(name: str) -> Template:
    """A built-in template by name, or `variables`: all that a template may print. Raises UserError."""
    if name == VARIABLES:
        return Template(VARIABLES, "built-in", False, variables_text())
    built_in = built_in_templates()
    if name not in built_in:
        raise UserError(Fault(f"no built-in template '{name}'", nearest(name, (*built_in, VARIABLES))))
    return Template(name, "built-in", False, built_in[name])


def copy_template(root: Path, name: str) -> Path:
    """Write a built-in template into the workspace's `templates/`, to be changed. Raises UserError if it is there."""
    if name == VARIABLES:
        raise UserError(Fault(f"'{VARIABLES}' is no template", nearest("", built_in_templates())))
    return add_template(root, name, built_in_template(name).text)


@dataclass(frozen=True, slots=True)
class _Case:
    """An example report: the values that a template gets, and what is said of a fault that only it brings to light."""

    values: dict[str, Any]
    when: str = ""


def check_templates(root: Path | None, wanted: tuple[str, ...], is_team: bool, today: date) -> Checked:
    """Render templates, all of the workspace's where none is named, on example reports: full, short, and empty.

    A fault is in the first report that it shows in; `is_team` takes the team report for templates that have names of
    their own.
    """
    with temporary_folder("readiness-check") as folder:
        cases = _Cases(write_demo(folder / "demo", today), today)
        names = wanted or _own_names(root)
        faults = tuple(dict.fromkeys(fault for name in names for fault in _faults(root, name, is_team, cases)))
    return Checked(len(names), faults)


def _own_names(root: Path | None) -> tuple[str, ...]:
    names = tuple(each.name for each in workspace_templates(root))
    if not names:
        remedy = "name a file, or begin with: readiness templates copy report.html.j2"
        raise UserError(Fault("there is no template of your own here", remedy))
    return tuple(name for name in names if name in _TEAM or is_offered(name, "html") or is_offered(name, "md"))


def _faults(root: Path | None, wanted: str, is_team: bool, cases: _Cases) -> Iterator[Fault]:
    """What is wrong with one template; a later report is tried only where the earlier ones could be made."""
    document = document_of(Path(wanted).name, is_team)
    try:
        chosen = chosen_templates(root, document, wanted)
    except UserError as error:
        yield from error.faults
        return
    for case in cases.team if document in _TEAM else cases.report:
        try:
            rendered_with(chosen, "md" if document.endswith(".md.j2") else "html", case.values)
        except UserError as error:
            yield from (_told(fault, case) for fault in error.faults)
            return


def _told(fault: Fault, case: _Case) -> Fault:
    words = fault.message.removeprefix("the template can't be used: ") + case.when
    return fault._replace(message=words, remedy=_SEE if "there is no" in words else "")


def document_of(name: str, is_team: bool) -> str:
    """The built-in document in whose place a template of that name is rendered."""
    if name.endswith(".md.j2"):
        return TEAM_MARKDOWN_TEMPLATE if is_team or name in _TEAM else MARKDOWN_TEMPLATE
    return TEAM_HTML_TEMPLATE if is_team or name in _TEAM else HTML_TEMPLATE


class _Cases:
    """Example reports of the demo workspace, made when they are first needed."""

    def __init__(self, workspace: Workspace, today: date) -> None:
        self.workspace, self.today = workspace, today

    @cached_property
    def report(self) -> tuple[_Case, ...]:
        """A full report, the short one, and one of an agent that has just been begun."""
        fresh = new_assessment(self.workspace, "Just begun")
        return (
            self._report("support-agent", "full", ""),
            self._report("support-agent", "exec", " (with --audience exec)"),
            self._report(fresh, "full", " (while nothing is answered)"),
        )

    def _report(self, slug: str, audience: Audience, when: str) -> _Case:
        version = open_version(self.workspace, slug, self.today)
        return _Case(report_values(self.workspace, version, Wishes(audience), self.today), when)

    @cached_property
    def team(self) -> tuple[_Case, ...]:
        """The team report of the demo's agents, and that of a workspace without any."""
        whole = team_request(self.workspace, self.today)
        empty = replace(whole, members=())
        return (
            _Case(plain(build_team_report(whole))),
            _Case(plain(build_team_report(empty)), " (while there is no agent)"),
        )
