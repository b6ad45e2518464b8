"""Why a task has its mode: what is meant and built, the binding rules or the axes, and what was assumed."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from readiness_tui.analysis.counterfactuals import settling
from readiness_tui.analysis.deciding import Decision, Reason
from readiness_tui.analysis.wording import rounded, signed
from readiness_tui.model.modes import BUILT_TITLE, INTENT_TITLE, MODE_TITLE
from readiness_tui.tui.literal import clipped, literal, one_line, padded
from readiness_tui.tui.widgets.flowing import labelled
from readiness_tui.tui.widgets.lines import Line, wrapped
from readiness_tui.tui.widgets.results_view import rule
from readiness_tui.tui.widgets.task_detail_view import TWO_DECIMALS, TaskDetailView
from readiness_tui.tui.widgets.task_fields import task_fields, value_text
from readiness_tui.tui.widgets.verdict_lines import VERDICT_GLYPH, VERDICT_STYLE

VERDICT_WORDS = {"go": "GO", "go_with_person": "WITH A PERSON", "stop": "STOP"}
GRAVITY_STYLE = {"critical": "$not-in-place", "major": "$partly", "info": "$muted"}


def head_lines(view: TaskDetailView, width: int) -> Iterator[Line]:
    """The task in two lines: what is meant and built, what is recommended and cleared."""
    task, clearance = view.row.task, view.row.clearance
    meant = f"intent {INTENT_TITLE[task.intent]} · built as: {BUILT_TITLE[task.built_as]}"
    if len(meant) + 22 <= width:
        name = clipped(task.name, width - len(meant) - 5)
        yield Line(Content.assemble(" ", literal(name, "bold"), literal(f"   {meant}")))
    else:
        yield Line(literal(f" {clipped(task.name, width - 2)}", "bold"))
        yield Line(literal(f" {clipped(meant, width - 2)}"))
    today = "Cleared today" if width >= 76 + len(MODE_TITLE[clearance.recommended]) - 14 else "Cleared"
    cleared = f" Recommended {MODE_TITLE[clearance.recommended]}   {today} {MODE_TITLE[clearance.cleared]}   "
    glyph, style = VERDICT_GLYPH[clearance.verdict], VERDICT_STYLE[clearance.verdict]
    verdict = f"{glyph} {VERDICT_WORDS[clearance.verdict]}"
    yield Line(Content.assemble(literal(cleared), literal(verdict, f"bold {style}")))
    if task.override is not None:
        by = f" by {task.override.by}" if task.override.by else ""
        words = f"Overridden: {MODE_TITLE[task.override.mode]}{by}: {one_line(task.override.reason)}"
        yield from _told(f"{words} · never raises the clearance", width, "$partly")


def why_lines(view: TaskDetailView, width: int, *, is_brief: bool) -> Iterator[Line]:
    """What decided: the binding rules with their ground, else the axes with each factor's distance."""
    decision = view.row.decision
    yield rule(f"Why {MODE_TITLE[decision.mode]}: {_head(decision)}", width, _basis(decision))
    for reason in decision.reasons:
        yield from _reason(view, reason, width, is_brief)
    if decision.binding:
        axes = {axis.id: axis.title for axis in view.matrix.axes}
        means = " · ".join(
            f"{axes.get(name, name)} {rounded(mean, TWO_DECIMALS)}" for name, mean in decision.axis_means
        )
        yield from _told(f"{means}: without the rule {MODE_TITLE[decision.base_mode]}", width, "$muted")
    yield from labelled(" Flags  ", _flags(view, is_brief), " · ", width)
    yield from _doubts(view, width)
    for mismatch in decision.mismatches:
        text = f"{mismatch.id} {mismatch.severity}: {mismatch.text}"
        yield from _told(text, width, GRAVITY_STYLE[mismatch.severity])


def _head(decision: Decision) -> str:
    if decision.binding:
        rules = " and ".join(cap.rule for cap in decision.binding)
        return f"{rules} {'caps' if len(decision.binding) == 1 else 'cap'} it"
    return "no rule caps it"


def _basis(decision: Decision) -> str:
    return "quick basis: a first look" if decision.basis == "quick" else ""


def _reason(view: TaskDetailView, reason: Reason, width: int, is_brief: bool) -> Iterator[Line]:
    if reason.kind == "cap":
        yield from _told(reason.text, width)
        caps = [cap for cap in view.row.decision.binding if cap.rule == reason.id]
        for words in (text for cap in caps for text in (cap.ground and f"Ground: {cap.ground}", cap.remedy) if text):
            yield from _told(clipped(words, width - 5) if is_brief else words, width, "$muted", 4)
        return
    pulls = [f"{view.short_name(f'factor:{pull.id}')} {signed(pull.distance, TWO_DECIMALS)}" for pull in reason.factors]
    yield from labelled(" ", [f"{reason.text} ", *pulls], "  ", width)


def _flags(view: TaskDetailView, is_brief: bool) -> list[str]:
    fields = [field for field in task_fields(view.matrix, view.row.task) if field.kind == "flag"]
    said = {field.title: value_text(field, view.row.task) for field in fields}
    words = [f"{title} {value}" for value in ("yes", "?") for title, given in said.items() if given == value]
    others = ["the others no" if words else "all no"] if "no" in said.values() else []
    level = view.row.task.evidence
    return [*words, *others, f"evidence {level}" + ("" if is_brief else f": {view.matrix.evidence[level + 1]}")]


def _doubts(view: TaskDetailView, width: int) -> Iterator[Line]:
    """What is open, near a cut-off, assumed, not checked, or where raters disagree."""
    decision = view.row.decision
    if decision.status == "open":
        matter = view.named(decision.unknowns_that_matter)
        words = f"? open: up to {MODE_TITLE[decision.best_mode]}" + (f", hangs first on {matter}" if matter else "")
        yield from _told(words, width, "$partly")
    elif decision.candidates:
        both = " or ".join(MODE_TITLE[mode] for mode in decision.candidates)
        mark = "!" if decision.status == "unclear" else "~"
        words = f"{mark} {decision.status.replace('_', ' ')}: {both}; until settled {MODE_TITLE[decision.interim]}"
        change = settling(decision, view.reckoned.counterfactuals) if view.reckoned else None
        words += f"; settled by {view.short_name(change.what)}, now {change.before}" if change else ""
        yield from _told(words, width, "$partly")
    if decision.asked_assumptions:
        taken = ", ".join(f"{view.short_name(found.what)} {found.taken_as}" for found in decision.asked_assumptions)
        yield from _told(f"Not known, taken cautiously: {taken}", width, "$partly")
    if decision.not_checked:
        yield from _told(f"Not checked on the quick basis: {view.named(decision.not_checked)}", width, "$muted")
    for found in decision.disagreements:
        said = ", ".join(f"{by} {value}" for by, value in zip(found.by, found.values, strict=True))
        words = f"Raters disagree on {view.short_name(found.what)}: {said}; the cautious one counts"
        yield from _told(words, width, "$partly")
    if not decision.staffed:
        yield from _told("No reviewer is named for it", width, "$partly")


def rating_lines(view: TaskDetailView, width: int) -> Iterator[Line]:
    """What was said of the task, in the words of the questionnaire, for the side."""
    task = view.row.task
    yield Line(literal("RATINGS", "bold"))
    for field in task_fields(view.matrix, task):
        value = value_text(field, task)
        style = "$partly" if value == "?" else ""
        yield Line(literal(f" {padded(field.title, max(4, width - 8))} {value}", style))
        level = task.factors.get(field.id) if field.kind == "factor" else task.evidence + 1
        if field.kind != "flag" and level is not None:
            yield Line(literal(f"   {clipped(field.texts[level], width - 4)}", "$muted"))
    if task.note:
        yield Line(literal(""))
        yield Line(literal("NOTE", "bold"))
        yield from (Line(line) for line in wrapped(literal(task.note), width - 1, 1))


def _told(text: str, width: int, style: str = "", indent: int = 1) -> Iterator[Line]:
    """Wrapped text, each line after `indent` blanks."""
    yield from (Line(line) for line in wrapped(literal(text, style), width - 1, indent))
