"""Below the task grid: the texts of the field under the cursor, the flags, the recommendation, what must stop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from readiness_tui.analysis.counterfactuals import counterfactuals, settling
from readiness_tui.analysis.deciding import Decision
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import BUILT_TITLE, INTENT_TITLE, MODE_TITLE
from readiness_tui.tui.glyphs import CURSOR, FULL, NOT, PARTLY
from readiness_tui.tui.literal import clipped, cut, literal, one_line, padded
from readiness_tui.tui.widgets.lines import Line, wrapped
from readiness_tui.tui.widgets.results_view import rule
from readiness_tui.tui.widgets.task_fields import TaskField, value_text
from readiness_tui.tui.widgets.task_grid import TaskRow


def field_lines(row: TaskRow, field: TaskField, width: int) -> Iterator[Line]:
    """The question of a field and the texts of its values, the given one marked."""
    yield _asked(row, field, width)
    if field.kind == "flag":
        yield from _flag_values(row, field)
        return
    first = -1 if field.kind == "evidence" else 0
    given = value_text(field, row.task)
    for level, text in enumerate(field.texts, first):
        is_given = str(level) == given
        key = "-" if level < 0 else str(level)
        mark = CURSOR if is_given else " "
        line = literal(
            f" {mark} {key}  {clipped(text, width - 16)}{'   now' if is_given else ''}", "bold" if is_given else ""
        )
        yield Line(line, f"value:{key}")
    if field.kind == "factor":
        is_left_out = not field.cautious
        taken = "left out, its rule is not applied" if is_left_out else f"taken as {field.cautious}, the cautious end"
        yield Line(_unknown(row.task.factors.get(field.id) is None, taken), "value:unknown")


def _asked(row: TaskRow, field: TaskField, width: int) -> Line:
    """The question of the field; whose it is stands in the grid, too, and is left out where there is no room."""
    of_task = f"{field.title} of {clipped(row.task.name, 24)}: {field.ask}"
    of_field = f"{field.title}: {field.ask}"
    forms = (of_task, of_field, field.ask)
    return rule(next((form for form in forms if cell_len(form) <= width - 6), of_field), width)


def _flag_values(row: TaskRow, field: TaskField) -> Iterator[Line]:
    given = row.task.flags.get(field.id, "unknown")
    for key, word in (("1", "yes"), ("0", "no")):
        is_given = given == word
        mark = CURSOR if is_given else " "
        yield Line(
            literal(f" {mark} {key}  {word}{'   now' if is_given else ''}", "bold" if is_given else ""), f"value:{key}"
        )
    yield Line(_unknown(given == "unknown", f"taken as {field.cautious}, the cautious end"), "value:unknown")


def _unknown(is_given: bool, taken: str) -> Content:
    mark = CURSOR if is_given else " "
    return literal(f" {mark} Del  don't know{' (now)' if is_given else ''}: {taken}", "bold" if is_given else "")


def flag_lines(row: TaskRow, fields: Sequence[TaskField], place: int, width: int) -> Iterator[Line]:
    """The flags and the evidence of a task, in columns; each opens by its tag."""
    flags = [(index, field) for index, field in enumerate(fields) if field.kind != "factor"]
    if not flags:
        return
    yield rule("Flags and evidence   1 yes   0 no   Del don't know", width)
    columns = 3 if width >= 76 else 2
    size = (width - 1) // columns
    height = -(-len(flags) // columns)
    for line in range(height):
        cells = [_flag_cell(row, flags[at], place, size) for at in range(line, len(flags), height)]
        yield Line(Content(" ") + Content("").join(cells), f"flags:{flags[line][0]}")


def _flag_cell(row: TaskRow, numbered: tuple[int, TaskField], place: int, size: int) -> Content:
    index, field = numbered
    value = value_text(field, row.task)
    text = padded(field.title, size - 8) + " "
    if index == place:
        return Content.assemble(literal(text, "bold"), (f"[{value}]", "bold reverse"), " " * (7 - len(value) - 2))
    return Content.assemble(literal(text), literal(value.ljust(7), "$partly" if value == "?" else ""))


def recommendation_lines(row: TaskRow, matrix: Matrix, width: int, *, is_brief: bool) -> Iterator[Line]:
    """What is recommended and why, what is assumed, and where intent, built and recommended disagree.

    Brief: one line each, the rest is in the detail of the task.
    """
    decision, clearance = row.decision, row.clearance
    meant = "intent unsure" if row.task.intent == "unsure" else f"meant to {INTENT_TITLE[row.task.intent]}"
    yield rule(row.task.name, width, f"{meant} · {BUILT_TITLE[row.task.built_as]}")
    words = " · ".join([f"Recommended {MODE_TITLE[decision.mode]}", *_doubts(row, matrix), _why(decision)])
    yield from (Line(line, f"task:{row.id}") for line in _told(words, "", width, is_brief))
    glyph, style = {"go": (FULL, "$in-place"), "go_with_person": (PARTLY, "$partly"), "stop": (NOT, "$not-in-place")}[
        clearance.verdict
    ]
    verdict = {"go": "go", "go_with_person": "go with a person", "stop": "stop"}[clearance.verdict]
    cleared = f"{verdict}: cleared today for {MODE_TITLE[clearance.cleared]}"
    if clearance.next_mode is not None and clearance.shortfalls:
        cleared += f"; {MODE_TITLE[clearance.next_mode]} needs {clearance.shortfalls[0].shortfall.text}"
    parts = [literal(clipped(cleared, width - 4))] if is_brief else wrapped(literal(cleared), width - 4)
    for place, part in enumerate(parts):
        yield Line(Content.assemble(" ", (" " if place else glyph, style), " ", part), f"task:{row.id}")
    if decision.mismatches:
        found = " · ".join(f"{mismatch.id} {mismatch.text}" for mismatch in decision.mismatches)
        yield from (Line(line, f"task:{row.id}") for line in _told(found, "$partly", width, is_brief))


def _told(words: str, style: str, width: int, is_brief: bool) -> Iterable[Content]:
    return (
        [literal(f" {clipped(words, width - 2)}", style)] if is_brief else wrapped(literal(words, style), width - 1, 1)
    )


def _why(decision: Decision) -> str:
    return "; ".join(reason.text for reason in decision.reasons[:2])


def _doubts(row: TaskRow, matrix: Matrix) -> Iterator[str]:
    """What is open, or near a cut-off, and the question that settles it; and whether a reviewer is missing."""
    decision = row.decision
    if decision.status == "open":
        yield f"open: up to {MODE_TITLE[decision.best_mode]}, hangs on {_first_unknown(row)}"
    elif decision.candidates:
        both = " or ".join(MODE_TITLE[mode] for mode in decision.candidates)
        change = settling(decision, counterfactuals(row.id, row.task, matrix))
        names = {f"factor:{factor.id}": factor.abbreviation or factor.title for factor in matrix.factors}
        settled = f", settled by {names.get(change.what, change.what)}" if change else ""
        yield f"{decision.status.replace('_', ' ')}: {both}{settled}"
    if not decision.staffed:
        yield "no reviewer named"


def _first_unknown(row: TaskRow) -> str:
    names = row.decision.unknowns_that_matter or tuple(found.what for found in row.decision.asked_assumptions)
    return names[0].partition(":")[2].replace("_", " ") if names else "what is not known"


def stop_rows(rows: Sequence[TaskRow], width: int, height: int) -> Iterator[Line]:
    """The tasks that must stop, as many as there is room for, and what the marks mean."""
    stops = [row for row in rows if row.clearance.verdict == "stop"]
    room = len(stops) if len(stops) < height else max(1, height - 1)
    longest = max((cell_len(one_line(row.task.name)) for row in stops), default=0)
    size = min(longest, max(22, width - 52))
    if stops:
        yield rule("Stop", width, f"{room} of {len(stops)}" if room < len(stops) else "")
    for row in stops[:room]:
        text = f"{BUILT_TITLE[row.task.built_as]}; cleared only for {MODE_TITLE[row.clearance.cleared]}"
        name = padded(row.task.name, size)
        yield Line(
            Content.assemble(" ", (NOT, "$not-in-place"), literal(f" {name}  {clipped(text, width - size - 6)}")),
            f"task:{row.id}",
        )
    marks = f"{NOT} stop   {PARTLY} go with a person   {FULL} go   ~ close call   ! unclear   ? open"
    shown = marks if len(marks) < width - 1 else marks.replace("   ", "  ").replace("go with a person", "with a person")
    yield Line(literal(f" {cut(shown, width - 2)}", "$muted"))


def summary(rows: Sequence[TaskRow]) -> str:
    """`6 tasks · ✗ 2 stop · ◐ 4 with a person`."""
    counts = {name: sum(row.clearance.verdict == name for row in rows) for name in ("stop", "go_with_person", "go")}
    words = [f"{len(rows)} task{'' if len(rows) == 1 else 's'}"]
    words += [f"{NOT} {counts['stop']} stop"] if counts["stop"] else []
    words += [f"{PARTLY} {counts['go_with_person']} with a person"] if counts["go_with_person"] else []
    words += [f"{FULL} {counts['go']} go"] if counts["go"] else []
    return " · ".join(words)
