"""From a report to HTML or Markdown: a template in the sandbox, a policy in the head, no more than the budget."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError

from readiness_tui.model.characters import visible
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.reports.compiled import compiled_folder
from readiness_tui.reports.records import field_names
from readiness_tui.reports.sandbox import Kind, Templates, sandbox
from readiness_tui.reports.shortening import HTML, MARKDOWN, TEAM_HTML, TEAM_MARKDOWN, Budget, fitted
from readiness_tui.reports.template_faults import fault_of, fault_of_page
from readiness_tui.reports.template_names import HTML_TEMPLATE, MARKDOWN_TEMPLATE

if TYPE_CHECKING:  # a template of a team is rendered by a process that knows plain values only
    from readiness_tui.reports.building import Report

_BLANK_LINES = re.compile(r"\n{3,}")
_CUT = re.compile(r"\bcut\b")


def render_html(report: Report, templates: Templates, name: str = HTML_TEMPLATE) -> str:
    """The report as one HTML file: no script, no request, a policy in its head that forbids both.

    `templates` holds every template's text by name. What is too long is cut as `Budget` says. Raises UserError with
    the template's file and line.
    """
    return rendered("html", plain(report), templates, name)


def render_markdown(report: Report, templates: Templates, name: str = MARKDOWN_TEMPLATE) -> str:
    """The report as Markdown, small enough for a comment on a pull request. Raises UserError as `render_html` does."""
    return rendered("md", plain(report), templates, name)


def plain(report: Any) -> dict[str, Any]:
    """The report as dicts, tuples, texts and numbers; characters that may not be shown as pictures of themselves."""
    return {name: _plain(getattr(report, name)) for name in field_names(type(report))}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if field_names(type(value)):
        return plain(value)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return tuple(_plain(part) for part in value)
    return value


def rendered(
    kind: Kind,
    values: dict[str, Any],
    templates: Templates,
    name: str,
    own: frozenset[str] = frozenset(),
    compiled: str = "",
) -> str:
    """Plain values through the template of that name. Raises UserError with the template's file and line.

    `own` are the templates that a team wrote: faults are placed in them, and what they make is cut to its budget only
    if they print `cut`, which says so. `compiled` is where the folders of `compiled.py` lie.
    """
    folder = f"{compiled}/{compiled_folder(kind, templates)}" if compiled else ""

    def page(shown: dict[str, Any]) -> str:
        try:
            text = sandbox(kind, templates, folder).get_template(name).render(report=shown, **shown)
            return _html_page(text, own) if kind == "html" else _BLANK_LINES.sub("\n\n", text).strip() + "\n"
        except Exception as error:
            fault = _fault(error, templates, name, own)
            if fault is None:
                raise
            raise UserError(fault) from error

    is_cut = not own or any(_CUT.search(templates[each]) for each in {name, *own})
    return fitted(values, budget_of(kind, values), page) if is_cut else page(values)


def budget_of(kind: Kind, values: dict[str, Any]) -> Budget:
    """How many bytes the text of these values may have: those of a report, or of a team report."""
    if "questions" in values:
        return HTML if kind == "html" else MARKDOWN
    return TEAM_HTML if kind == "html" else TEAM_MARKDOWN


def _html_page(text: str, own: frozenset[str]) -> str:
    from readiness_tui.reports.policy import check_inert, with_policy

    if own:
        check_inert(text)
    return with_policy(text)


def _fault(error: Exception, templates: Templates, name: str, own: frozenset[str]) -> Fault | None:
    """What is wrong with a template: a team's can fail in any way. None where a built-in one does: a bug of ours."""
    from readiness_tui.reports.policy import NotUnderPolicy

    if isinstance(error, NotUnderPolicy):
        return fault_of_page(error, templates, name, own)
    return fault_of(error, name, own) if own or isinstance(error, TemplateError) else None
