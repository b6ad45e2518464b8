"""A plan as lines: the verdict, the table of its actions, and what stands behind the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content

from readiness_tui.tui.glyphs import BECOMES, CURSOR, GATE
from readiness_tui.tui.literal import literal, one_line, padded
from readiness_tui.tui.widgets.lines import Line, wrapped
from readiness_tui.tui.widgets.plan_view import PlanRow, PlanView, Rule
from readiness_tui.tui.widgets.results_view import rule

NARROW, WIDE = 72, 100
LABEL, NOTE_LABEL = 9, 16
_BEFORE, _AROUND = 5, 5
_DAYS, _OWNER, _DUE, _NUMBER = 5, 9, 8, 6


def verdict_lines(view: PlanView, width: int) -> list[Line]:
    """What the plan comes to, or why it can't."""
    indents = [1 + len(text) - len(text.lstrip()) for text, _ in view.verdict]
    texts = [literal(text.lstrip(), style) for text, style in view.verdict]
    return [
        Line(line) for text, indent in zip(texts, indents, strict=True) for line in wrapped(text, width - 2, indent)
    ]


def _sizes(width: int) -> tuple[int, int]:
    """Widths of the title, and of the answer today and then."""
    fixed = _BEFORE + _AROUND + _DAYS + _OWNER
    fixed += _DUE + _NUMBER if width >= NARROW else 0
    fixed += _DUE + _NUMBER if width >= WIDE else 0
    room = max(24, width - fixed - 1)
    change = max(17, min(38, room * 57 // 100))
    return room - change, change


def _change(row: PlanRow, room: int) -> str:
    """`Not in place → In place`; the words that both end with stand once where there is no room for them twice."""
    before, after = one_line(row.today), one_line(row.then)
    if cell_len(f"{before} {BECOMES} {after}") > room:
        words, common = before.split(), after.lower().split()
        while len(words) > 1 and common and words[-1].lower() == common[-1]:
            words.pop()
            common.pop()
        before, after = " ".join(words), after.removeprefix("at most ")
    return padded(f"{before} {BECOMES} {after}", room)


def plan_heading(width: int) -> Content:
    """The names of the columns."""
    title, change = _sizes(width)
    words = padded(f"Today {BECOMES} then", change)
    line = f"{' ' * _BEFORE}{padded('Action', title)}{' ' * _AROUND}{words}{'Days'.rjust(_DAYS)}  {'Owner'.ljust(7)}"
    if width >= NARROW:
        line += " " + "Due".ljust(_DUE - 1)
        line += ("Ends".ljust(_DUE) + "Gain".rjust(_NUMBER)) if width >= WIDE else ""
        line += "Worst".rjust(_NUMBER)
    return literal(line, "$muted")


def plan_line(row: PlanRow | Rule, width: int, is_cursor: bool) -> Content:
    """One action, or the rule above some."""
    if isinstance(row, Rule):
        return rule(row.title if len(row.title) <= width - 6 else row.short or row.title, width).content
    title, change = _sizes(width)
    action = row.action
    return Content.assemble(
        f" {CURSOR if is_cursor else ' '}",
        literal((row.number or "!").rjust(2), "" if row.number else "bold $not-in-place"),
        " ",
        literal(padded(action.title, title)),
        " ",
        (GATE if row.is_gate else " ", "$partly"),
        " ",
        literal(row.mark, row.style),
        " ",
        literal(_change(row, change)),
        literal(row.days.rjust(_DAYS)[-_DAYS:]),
        literal(f"  {padded(row.owner, 7)}"),
        *_right(row, width),
    )


def _right(row: PlanRow, width: int) -> Iterator[Content]:
    """The columns that go first where there is no room."""
    if width < NARROW:
        return
    action = row.action
    due = f"{action.due:%m-%d}{'!' if row.is_late else ''}" if action.due else ""
    yield literal(" " + due.ljust(_DUE - 1), "$not-in-place" if row.is_late else "")
    if width >= WIDE:
        yield literal(f"{action.ends:%m-%d}".ljust(_DUE) if action.ends else " " * _DUE)
        yield literal(row.gain.rjust(_NUMBER))
    yield literal(row.worst.rjust(_NUMBER))


def detail_lines(row: PlanRow, width: int) -> list[Line]:
    """Why, what it gains, who does it by when, where one may stop, and what is to be done."""
    lines = [rule(f"{row.number} {row.action.title}".strip(), width)]
    return [*lines, *(line for label, text in row.details for line in labelled_lines(label, text, width))]


def note_lines(view: PlanView, width: int) -> list[Line]:
    """What else counts: less time, open answers, days that only pass, stabilisation."""
    if not view.notes:
        return []
    lines = [rule("Besides", width)]
    return [*lines, *(line for label, text in view.notes for line in labelled_lines(label, text, width, NOTE_LABEL))]


def labelled_lines(label: str, text: str, width: int, room: int = LABEL) -> Iterator[Line]:
    """A text after its label, which has so much room; further lines below its first word."""
    for place, line in enumerate(wrapped(literal(text), width - room - 1)):
        start = literal(f" {label}".ljust(room) if place == 0 else " " * room, "$muted")
        yield Line(Content.assemble(start, line))
