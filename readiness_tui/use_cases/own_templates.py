"""Render with the built-in templates, or with those of the team, which run in a process of their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.reports.template_names import BUILT_IN, TEAM_HTML_TEMPLATE, TEAM_MARKDOWN_TEMPLATE, TEMPLATES
from readiness_tui.storage.confinement import LIMITS, Limits, run_confined
from readiness_tui.storage.templates import (
    OwnTemplate,
    built_in_templates,
    compiled_templates,
    named_template,
    template_names,
    workspace_templates,
)

if TYPE_CHECKING:  # the TUI lists templates long before it renders one
    from readiness_tui.reports.sandbox import Kind

_PROGRAM = "readiness_tui.reports.confined"
_TAKE_BUILT_IN = f"use the built-in one: --template {BUILT_IN}"


class Chosen(NamedTuple):
    """What a report is rendered with: every text by name, the name to begin with, the files of the team's own."""

    texts: Mapping[str, str]
    name: str
    own: Mapping[str, Path]


def chosen_templates(root: Path | None, name: str, wanted: str | None) -> Chosen:
    """The templates for a document whose built-in template is `name`.

    `wanted` is a template of the team (or its part of the built-in one), by name or path, or `built-in`. Without it,
    templates in the workspace's `templates/` that have the names of built-in ones take their places. Raises UserError.
    """
    built_in = built_in_templates()
    if wanted == BUILT_IN:
        return Chosen(built_in, name, {})
    if wanted is None and not any(_takes_place(each, name, built_in) for each in template_names(root)):
        return Chosen(built_in, name, {})
    own = workspace_templates(root)
    if wanted is not None:
        first = named_template(root, wanted)
        _check_kind(first.name, name)
        is_part = first.name in built_in and first.name not in TEMPLATES
        return _with_own(built_in, (*own, first), name if is_part else first.name)
    return _with_own(built_in, own, name)


def _check_kind(wanted: str, name: str) -> None:
    kinds = ((".html.j2", "HTML", "-f html"), (".md.j2", "Markdown", "-f md"))
    for ending, kind, option in kinds:
        if wanted.endswith(ending) and not name.endswith(ending):
            raise UserError(Fault(f"'{wanted}' is a template for {kind}", f"take {option}, or another template"))


def refuse_template(wanted: str | None) -> None:
    """Raise UserError where a template is wanted of JSON, which has none."""
    if wanted not in (None, BUILT_IN):
        raise UserError(Fault("JSON is made without a template", "leave --template out, or take -f html or md"))


def is_offered(name: str, kind: Kind) -> bool:
    """Whether a template in `templates/` is for a report of an agent: not of another kind, no part (`_x.html.j2`)."""
    if name.startswith("_") or name in (TEAM_HTML_TEMPLATE, TEAM_MARKDOWN_TEMPLATE):
        return False
    return name.endswith(".md.j2") if kind == "md" else not name.endswith(".md.j2")


def _takes_place(own: str, name: str, built_in: Mapping[str, str]) -> bool:
    """Whether a team's template takes the place of the built-in document `name`, or of a part of those of its kind."""
    is_part = own in built_in and own not in TEMPLATES and own.endswith(".md.j2") == name.endswith(".md.j2")
    return own == name or is_part


def _with_own(built_in: Mapping[str, str], own: tuple[OwnTemplate, ...], name: str) -> Chosen:
    texts = {**built_in, **{each.name: each.text for each in own}}
    return Chosen(texts, name, {each.name: each.path for each in own})


def rendered_with(chosen: Chosen, kind: Kind, values: dict[str, Any], limits: Limits = LIMITS) -> str:
    """Plain values as HTML or Markdown. Raises UserError with the file and line of the team's template."""
    from readiness_tui.reports.rendering import rendered
    from readiness_tui.reports.template_faults import template_fault

    if not chosen.own:
        return rendered(kind, values, chosen.texts, chosen.name, compiled=str(compiled_templates()))
    import json

    order = {
        "kind": kind,
        "values": values,
        "templates": dict(chosen.texts),
        "name": chosen.name,
        "own": list(chosen.own),
        "seconds": limits.seconds,
        "megabytes": limits.megabytes,
    }
    answer = run_confined(_PROGRAM, json.dumps(order).encode(), limits)
    if answer is None:
        words = f"it was ended: it needs more than {limits.seconds:g} seconds or {limits.megabytes} MB"
        raise UserError(_placed(template_fault(words, chosen.name, 1), chosen))
    told = json.loads(answer)
    if told["faults"]:
        raise UserError(*(_placed(Fault(**fault), chosen) for fault in told["faults"]))
    return str(told["text"])


def _placed(fault: Fault, chosen: Chosen) -> Fault:
    path = chosen.own.get(fault.file)
    return fault._replace(file=str(path) if path else fault.file, remedy=_TAKE_BUILT_IN)
