"""What is wrong with a template, and in which file and line."""

from __future__ import annotations

from types import FrameType
from typing import TYPE_CHECKING

from jinja2 import Template, TemplateNotFound, TemplateSyntaxError

from readiness_tui.model.faults import Fault
from readiness_tui.reports.sandbox import Templates

if TYPE_CHECKING:  # nothing but HTML is put under a policy
    from readiness_tui.reports.policy import NotUnderPolicy

REMEDY = "use the built-in one, without --template"
_WORDS: dict[type[BaseException], str] = {
    MemoryError: "it needs too much memory",
    RecursionError: "it calls or includes itself too often",
    ZeroDivisionError: "it divides by zero",
}


def fault_of(error: BaseException, name: str, own: frozenset[str] = frozenset()) -> Fault:
    """The fault of a template that can't be read or that failed while it ran, `name` being where it began.

    Where `own` templates ran, the innermost of them has the fault, not a built-in one that it used.
    """
    if isinstance(error, TemplateSyntaxError):
        return template_fault(error.message or "not a template", error.name or name, error.lineno)
    words = _WORDS.get(type(error)) or str(error) or type(error).__name__
    if isinstance(error, TemplateNotFound) and error.message:
        words = error.message
    file, line = _place(error, name, own)
    return template_fault(words, file, line)


def fault_of_page(error: NotUnderPolicy, templates: Templates, name: str, own: frozenset[str] = frozenset()) -> Fault:
    """The fault of a page that can't be put under the policy: the first line that shows why, as far as it is known."""
    for file in (name, *sorted(own - {name})):
        for number, text in enumerate(templates[file].splitlines(), 1):
            if error.mark and error.mark.lower() in text.lower():
                return template_fault(str(error), file, number)
    return template_fault(str(error), name, 1)


def template_fault(words: str, file: str, line: int) -> Fault:
    """The fault in its usual words."""
    return Fault(f"the template can't be used: {words}", REMEDY, file=file, line=line)


def _place(error: BaseException, name: str, own: frozenset[str]) -> tuple[str, int]:
    """The innermost template that was running, and its line: Jinja has put both into the traceback."""
    import traceback

    place = name, 1
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if "__jinja_exception__" in frame.f_globals and (not own or file in own):
            place = file, line
    return place


def running_place(frame: FrameType | None, own: frozenset[str]) -> tuple[str, int] | None:
    """The innermost own template that is running in a frame or below it, and its line; None where none is."""
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template) and template.name in own:
            return template.name, template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return None
