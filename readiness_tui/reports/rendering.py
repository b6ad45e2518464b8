"""From a report to HTML or Markdown: a template in a sandbox that sees plain data only, and escapes all it prints."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from jinja2 import DictLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from readiness_tui.model.characters import visible
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.reports.building import Report
from readiness_tui.reports.people_text import (
    css_string,
    dated_html,
    escape_markdown,
    markdown_lines,
    markdown_link,
    note_html,
    own_words,
)
from readiness_tui.reports.shortening import HTML, MARKDOWN, fitted

HTML_TEMPLATE, MARKDOWN_TEMPLATE = "report.html.j2", "report.md.j2"
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n{3,}")
_UNSAFE_FILTERS = ("safe", "urlize", "xmlattr", "tojson", "pprint", "forceescape", "escape", "e", "striptags")

Templates = Mapping[str, str]


def render_html(report: Report, templates: Templates, name: str = HTML_TEMPLATE) -> str:
    """The report as one HTML file: no script, no request, a policy in its head that forbids both.

    `templates` holds every template's text by name. What is too long is cut as `Budget` says. Raises UserError with
    the template's file and line.
    """
    template = _environment("html", _frozen(templates)).get_template
    return fitted(plain(report), HTML, lambda values: _with_policy(_rendered(template, name, values), name))


def render_markdown(report: Report, templates: Templates, name: str = MARKDOWN_TEMPLATE) -> str:
    """The report as Markdown, small enough for a comment on a pull request. Raises UserError as `render_html` does."""
    template = _environment("md", _frozen(templates)).get_template
    return fitted(plain(report), MARKDOWN, lambda values: _tidied(_rendered(template, name, values)))


def plain(report: Report) -> dict[str, Any]:
    """The report as dicts, tuples, texts and numbers; characters that may not be shown as pictures of themselves."""
    shown = _visible(asdict(report))
    return shown if isinstance(shown, dict) else {}


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: _visible(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return tuple(_visible(part) for part in value)
    return value


def _frozen(templates: Templates) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(templates.items()))


@lru_cache(maxsize=8)
def _environment(kind: str, templates: tuple[tuple[str, str], ...]) -> ImmutableSandboxedEnvironment:
    """The sandbox. Printing escapes, for Markdown as well as for HTML; no filter is left that would undo it."""
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader(dict(templates)),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_markdown_text if kind == "md" else None,
    )
    for unsafe in _UNSAFE_FILTERS:
        environment.filters.pop(unsafe, None)
    environment.filters |= _html_filters() if kind == "html" else _markdown_filters()
    return environment


def _markdown_text(value: Any) -> Any:
    """What a Markdown template prints, escaped unless one of our filters made it."""
    return value if hasattr(value, "__html__") else Markup(escape_markdown(str(value)))  # escaped for Markdown


def _html_filters() -> dict[str, Callable[..., Any]]:
    return {"note": note_html, "css_text": css_string, "dated": dated_html}


def _markdown_filters() -> dict[str, Callable[..., Any]]:
    return {
        "own": lambda value: Markup(own_words(str(value))),
        "lines": lambda value, indent="": Markup(markdown_lines(str(value), str(indent))),
        "link": lambda words, address: Markup(markdown_link(str(words), str(address))),
    }


def _rendered(template: Callable[[str], Any], name: str, values: dict[str, Any]) -> str:
    try:
        return str(template(name).render(report=values, **values))
    except TemplateSyntaxError as error:
        place = error.filename or error.name or name
        raise UserError(_fault(error.message or "not a template", place, error.lineno)) from error
    except TemplateError as error:
        raise UserError(_fault(error.message or str(error), name, _line(error, name))) from error


def _fault(message: str, name: str, line: int) -> Fault:
    remedy = "use the built-in one, without --template"
    return Fault(f"the template can't be used: {message}", remedy, file=name, line=line)


def _line(error: BaseException, name: str) -> int:
    """The line of the template that was running."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in ("<template>", name):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _with_policy(html: str, name: str) -> str:
    """The document with a policy at the top of its head that allows only its own style sheets, and nothing else."""
    head = _HEAD.search(html)
    if head is None:
        raise UserError(Fault("the template has no <head>", "the report's policy goes there", file=name))
    hashes = " ".join(dict.fromkeys(f"'sha256-{_digest(style)}'" for style in _STYLE.findall(html))) or "'none'"
    policy = f"default-src 'none'; style-src {hashes}; img-src data:; base-uri 'none'; form-action 'none'"
    meta = f'\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html[: head.end()] + meta + html[head.end() :]


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _tidied(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"
