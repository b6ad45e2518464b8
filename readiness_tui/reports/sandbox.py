"""The sandbox of every template: it sees plain data only, reaches no method of it, and escapes all that it prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, Literal

from jinja2 import (
    BaseLoader,
    Environment,
    ModuleLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.filters import do_round
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from readiness_tui.model.faults import nearest
from readiness_tui.reports.people_text import (
    css_string,
    dated_html,
    escape_markdown,
    markdown_lines,
    markdown_link,
    note_html,
    own_words,
)

Kind = Literal["html", "md"]
Templates = Mapping[str, str]

LARGEST_NUMBER = 10**30
LONGEST = 1_000_000
MOST_DECIMALS = 12
# Filters that undo the escaping, or whose output is another one each time.
_REMOVED_FILTERS = (
    *("safe", "urlize", "xmlattr", "tojson", "pprint", "forceescape", "escape", "e", "striptags"),
    "random",
)
_REMOVED_GLOBALS = ("lipsum",)
_VALUES = (str, int, float, tuple, list)


class Missing(StrictUndefined):
    """What isn't there: printing, testing or reaching into it ends the template, in plain words."""

    @property
    def _undefined_message(self) -> str:
        holder, name = self._undefined_obj, self._undefined_name
        if self._undefined_hint:
            return self._undefined_hint
        if holder is missing:
            return f"there is no variable '{name}'"
        if isinstance(holder, dict):
            remedy = nearest(str(name), [str(key) for key in holder])
            return f"there is no field '{name}'" + (f"; {remedy}" if remedy else "")
        if isinstance(name, int):
            return f"there is no number {name} in this list"
        if holder is None:
            return f"there is no field '{name}' here: this part of the report is left out, test for it with 'if'"
        return f"there is no field '{name}': this is {_word(holder)}, and a template calls no method of it"


def _word(value: Any) -> str:
    words = {str: "a text", bool: "yes or no", int: "a number", float: "a number"}
    return words.get(type(value), "a list" if isinstance(value, tuple | list) else "no record")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, tighter: of data only its fields are reached, and nothing small makes something huge."""

    intercepted_binops = frozenset({"*", "**"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a record; whatever Jinja itself made (loops, macros) keeps its own attributes."""
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if obj is None or isinstance(obj, _VALUES):
            return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A field of a record, or a place in a list or text."""
        if isinstance(obj, dict) and isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, _VALUES) and isinstance(argument, str):
            return self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Times, with an end; no powers at all."""
        if operator == "**":
            raise SecurityError("a template has no powers (**)")
        if isinstance(left, int | float) and isinstance(right, int | float):
            if max(abs(left), abs(right)) > LARGEST_NUMBER:
                raise SecurityError("this number is too large for a template")
        elif max(_times(left, right), _times(right, left)) > LONGEST:
            raise SecurityError("this makes a text or list that is too long")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for block in tree.find_all(nodes.ScopedEvalContextModifier):
            raise TemplateSyntaxError(
                "'autoescape' can't be changed: all text is escaped", block.lineno, name, filename
            )
        return tree


def _times(sized: Any, number: Any) -> int:
    return len(sized) * number if isinstance(sized, str | tuple | list) and isinstance(number, int) else 0


class _Texts(BaseLoader):
    """Templates by name, from texts; the name is their file name, too, so that faults name it.

    Those that lie compiled in the folder `compiled` are taken from there.
    """

    def __init__(self, texts: Templates, compiled: str) -> None:
        self.texts = texts
        self.compiled = ModuleLoader(compiled) if compiled else None

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template. Raises TemplateNotFound."""
        if template not in self.texts:
            remedy = nearest(template, self.texts)
            message = f"there is no template '{template}' among the built-in ones and in the folder 'templates'"
            raise TemplateNotFound(template, message + (f"; {remedy}" if remedy else ""))
        return self.texts[template], template, lambda: True

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        """A template, ready to be rendered. Raises TemplateNotFound."""
        if self.compiled is not None:
            with suppress(TemplateNotFound):
                return self.compiled.load(environment, name, globals)
        return super().load(environment, name, globals)


def sandbox(kind: Kind, templates: Templates, compiled: str = "") -> Sandbox:
    """The sandbox with these templates, which may lie compiled in a folder; the same one for the same templates."""
    return _sandbox(kind, tuple(sorted(templates.items())), compiled)


@lru_cache(maxsize=8)
def _sandbox(kind: Kind, templates: tuple[tuple[str, str], ...], compiled: str) -> Sandbox:
    """Printing escapes, for Markdown as well as for HTML; no filter is left that would undo it."""
    environment = Sandbox(
        loader=_Texts(dict(templates), compiled),
        undefined=Missing,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_markdown_text if kind == "md" else None,
    )
    for name in _REMOVED_FILTERS:
        environment.filters.pop(name, None)
    for name in _REMOVED_GLOBALS:
        environment.globals.pop(name, None)
    environment.filters |= own_filters(kind) | {"round": _rounded}
    return environment


def own_filters(kind: Kind) -> dict[str, Callable[..., Any]]:
    """The filters that Jinja doesn't have, by name."""
    if kind == "html":
        return {"note": note_html, "css_text": css_string, "dated": dated_html}
    return {"own": _own, "lines": _lines, "link": _link}


def _own(value: Any) -> Markup:
    """Words, numbers and days of the report's own, escaped only where Markdown would act on them."""
    return Markup(own_words(str(value)))  # escaped for Markdown


def _lines(value: Any, indent: Any = "") -> Markup:
    """A note of several lines, each indented so that it stays in its list."""
    return Markup(markdown_lines(str(value), str(indent)))  # escaped for Markdown


def _link(words: Any, address: Any) -> Markup:
    """Words that link to the address given to it, if that is http, https or mailto; else the words alone."""
    return Markup(markdown_link(str(words), str(address)))  # escaped for Markdown


def _rounded(value: float, precision: int = 0, method: Literal["common", "ceil", "floor"] = "common") -> float:
    if abs(precision) > MOST_DECIMALS:
        raise SecurityError(f"'round' takes up to {MOST_DECIMALS} decimals")
    return do_round(value, precision, method)


def _markdown_text(value: Any) -> Any:
    """What a Markdown template prints, escaped unless one of our filters made it."""
    return value if hasattr(value, "__html__") else Markup(escape_markdown(str(value)))  # escaped for Markdown
