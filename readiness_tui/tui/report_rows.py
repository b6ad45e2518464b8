"""The options of a report as rows: what each offers, which one is taken, and the choice that another one makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from readiness_tui.reports.request import LeftOut
from readiness_tui.reports.template_names import BUILT_IN
from readiness_tui.tui.widgets.option_rows import OptionRow
from readiness_tui.use_cases.report_choices import ReportChoice, replaced_templates
from readiness_tui.use_cases.reports import FORMATS, NONE
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.version_choices import milestone_before, readable_milestones, which_of

OF, AUDIENCE, FORMAT, COMPARE, TEMPLATE, WITHOUT, FILE = range(7)
OTHER = "other"
FORMAT_WORDS = {"html": "HTML, one file", "md": "Markdown", "json": "JSON"}
LEFT_OUT: tuple[frozenset[LeftOut], ...] = (
    frozenset(),
    frozenset({"people"}),
    frozenset({"people", "notes", "evidence"}),
)


@dataclass(frozen=True, slots=True)
class OptionSource:
    """What the options are made of: the session, what is chosen so far, and the team's templates for its format."""

    session: Session
    choice: ReportChoice
    templates: tuple[str, ...] = ()


def report_rows(source: OptionSource, file: str, size: str, is_over: bool) -> tuple[OptionRow, ...]:
    """All rows, the file last."""
    choice = source.choice
    refs = readable_milestones(source.session)
    compared = _compared(source)
    return (
        OptionRow(
            "Of", ("working answers, stamped DRAFT", *(ref.label for ref in refs)), _whichs(source).index(choice.which)
        ),
        OptionRow("Audience", ("full", "exec, two pages"), int(choice.audience == "exec")),
        OptionRow("Format", tuple(FORMAT_WORDS.values()), FORMATS.index(choice.wanted)),
        OptionRow("Compare", tuple(words for words, _ in compared), _place_compared(source)),
        OptionRow("Template", tuple(words for words, _ in _templates(source)), _place_template(source)),
        OptionRow("Without", ("nothing left out", "people", "people, notes, evidence"), LEFT_OUT.index(choice.without)),
        OptionRow("File", text=file, note=size, is_alarm=is_over),
    )


def with_option(source: OptionSource, row: int, place: int) -> ReportChoice | None:
    """The choice with another option taken; None where another milestone has to be named first."""
    choice = source.choice
    takes: dict[int, Callable[[], ReportChoice]] = {
        OF: lambda: replace(choice, which=_whichs(source)[place], compare=None),
        AUDIENCE: lambda: replace(choice, audience="exec" if place else "full"),
        FORMAT: lambda: replace(choice, wanted=FORMATS[place], template=None),
        TEMPLATE: lambda: replace(choice, template=_templates(source)[place][1]),
        WITHOUT: lambda: replace(choice, without=LEFT_OUT[place]),
    }
    if row == COMPARE:
        words, compare = _compared(source)[place]
        return None if words == OTHER else replace(choice, compare=compare)
    return takes[row]()


def _whichs(source: OptionSource) -> tuple[str, ...]:
    return ("", *(which_of(ref) for ref in readable_milestones(source.session)))


def _templates(source: OptionSource) -> tuple[tuple[str, str | None], ...]:
    """Words and value of each template. The team's own go first where they have the names of built-in ones."""
    replaced = replaced_templates(source.templates)
    others = tuple((name, name) for name in source.templates if name not in replaced)
    return (("the team's", None), ("built in", BUILT_IN), *others) if replaced else (("built in", None), *others)


def _place_template(source: OptionSource) -> int:
    values = [value for _, value in _templates(source)]
    return values.index(source.choice.template) if source.choice.template in values else 0


def _compared(source: OptionSource) -> tuple[tuple[str, str | None], ...]:
    """Words and value of each thing to compare with: the milestone before, none, one that was named, another one."""
    choice, refs = source.choice, readable_milestones(source.session)
    before = milestone_before(source.session, choice.which)
    found: list[tuple[str, str | None]] = [(f"with {before.label}", None)] if before else []
    found.append(("with none", NONE))
    if choice.compare not in (None, NONE):
        found.append((f"with @{choice.compare}", choice.compare))
    if len(refs) > (1 if before else 0):
        found.append((OTHER, None))
    return tuple(found)


def _place_compared(source: OptionSource) -> int:
    """With nothing before it, a report is compared with none."""
    values = [value for words, value in _compared(source) if words != OTHER]
    return values.index(source.choice.compare) if source.choice.compare in values else 0
