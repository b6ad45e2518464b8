"""What a template may print: every variable of the reports, in Markdown, made from the code itself."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from readiness_tui.reports.building import Report
from readiness_tui.reports.records import field_names
from readiness_tui.reports.sandbox import Kind, own_filters
from readiness_tui.reports.team import TeamReport

_WORDS: dict[Any, str] = {str: "text", int: "number", float: "number", bool: "true or false", NoneType: "none"}
_DOCUMENTS: tuple[tuple[str, str, type[Any]], ...] = (
    ("The report of an agent", "`report.html.j2` and `report.md.j2`", Report),
    ("The team report", "`team.html.j2` and `team.md.j2`", TeamReport),
)


def variables_text() -> str:
    """All variables, the records that they are made of, and the filters that Jinja doesn't have."""
    known: list[type[Any]] = []
    lines = [line for document in _DOCUMENTS for line in _document(*document, known)]
    return "\n".join([*lines, "### Records", "", *_records(known), *_filters()]).rstrip() + "\n"


def _document(title: str, templates: str, shape: type[Any], known: list[type[Any]]) -> Iterator[str]:
    yield from (f"### {title}", "", f"For {templates}. {_sentence(shape)}", "")
    yield from _table("Variable", shape, known)


def _records(known: list[type[Any]]) -> Iterator[str]:
    """Each record once, in the order in which they are met; a record may lead to others."""
    place = 0
    while place < len(known):
        shape = known[place]
        yield from (f"#### {shape.__name__}", "", _sentence(shape), "")
        yield from _table("Field", shape, known)
        place += 1


def _sentence(shape: type[Any]) -> str:
    return " ".join((shape.__doc__ or "").split())


def _table(head: str, shape: type[Any], known: list[type[Any]]) -> Iterator[str]:
    hints = get_type_hints(shape)
    yield from (f"| {head} | Is |", "|---|---|")
    yield from (f"| `{name}` | {_words(hints[name], known)} |" for name in field_names(shape))
    yield ""


def _words(hint: Any, known: list[type[Any]]) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return ", or ".join(_words(part, known) for part in arguments)
    if origin is Literal:
        return " or ".join(f"`{value}`" for value in arguments)
    if origin is tuple:
        return _tuple_words(arguments, known)
    if isinstance(hint, type) and field_names(hint):
        known += [] if hint in known else [hint]
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return _WORDS[hint]


def _tuple_words(arguments: tuple[Any, ...], known: list[type[Any]]) -> str:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return f"list of {_words(arguments[0], known)}"
    return f"({', '.join(_words(part, known) for part in arguments)})"


def _filters() -> Iterator[str]:
    yield from ("### Filters", "", "| Filter | In | Makes |", "|---|---|---|")
    kinds: tuple[tuple[Kind, str], ...] = (("html", "HTML"), ("md", "Markdown"))
    for kind, word in kinds:
        for name, function in sorted(own_filters(kind).items()):
            yield f"| `{name}` | {word} | {(function.__doc__ or '').splitlines()[0]} |"
