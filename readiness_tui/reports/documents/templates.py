"""`readiness/templates@1`: the report templates that there are, with their texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

Origin = Literal["built-in", "workspace"]


@dataclass(frozen=True, slots=True)
class Template:
    """One template: where it is from, and whether the workspace's takes the place of a built-in one."""

    name: str
    origin: Origin
    replaces_built_in: bool
    text: str


class TemplateRow(TypedDict):
    """One template."""

    name: str
    origin: Origin
    replaces_built_in: bool
    text: str


class TemplatesDocument(TypedDict):
    """The templates, by name."""

    format: Literal["readiness/templates@1"]
    as_of: str
    templates: list[TemplateRow]


def templates_document(templates: Iterable[Template], as_of: date) -> TemplatesDocument:
    """The templates as one JSON object."""
    rows: list[TemplateRow] = [
        {
            "name": each.name,
            "origin": each.origin,
            "replaces_built_in": each.replaces_built_in,
            "text": each.text,
        }
        for each in templates
    ]
    return {"format": "readiness/templates@1", "as_of": as_of.isoformat(), "templates": rows}
