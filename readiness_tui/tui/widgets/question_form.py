"""One question or profile fact as lines: what is asked, its choices with what each would do, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from readiness_tui.tui.glyphs import CURSOR
from readiness_tui.tui.literal import clipped, cut, lines_of, literal, padded
from readiness_tui.tui.widgets.lines import BLANK, Line
from readiness_tui.tui.widgets.strips import under_cursor

KEY_WIDTH = 6
LABEL_MOST = 46
ROOMY = 20
"""From this height on a blank line stands between the question and its choices."""


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One thing that can be answered. `refusal` stands instead of effects; a row without tag is only told."""

    tag: str
    key: str
    glyph: str
    style: str
    label: str
    remark: str = ""
    overall: str = ""
    level: str = ""
    short_level: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Belonging:
    """What belongs to an answer under a key: note, evidence, owner and due, last time."""

    key: str
    title: str
    lines: tuple[str, ...]
    is_empty: bool = False
    is_spread_only: bool = False


@dataclass(frozen=True, slots=True)
class QuestionView:
    """Everything that the form shows of one question, worded and rounded; of `gates` the first that fits.

    `expects_effects` keeps their line free until they are there.
    """

    heading: str
    ask: str
    rows: tuple[ChoiceRow, ...]
    gates: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    belongings: tuple[Belonging, ...] = ()
    guidance: tuple[tuple[str, str], ...] = ()
    has_effects: bool = False
    expects_effects: bool = False
    is_of_checklist: bool = False


@dataclass(frozen=True, slots=True)
class FormLook:
    """How a form is drawn: size, the row with the cursor, spread out or compact."""

    width: int
    height: int
    cursor: int
    is_wide: bool = False


def form_lines(view: QuestionView, look: FormLook) -> list[Line]:
    """The lines that fit: question and choices always, then what belongs to the answer, then guidance."""
    lines = [*_heading(view, look), *_asked(view, look), *_choices(view, look)]
    if len(lines) > look.height:
        return _window(lines, look)
    for block in _blocks(view, look):
        room = look.height - len(lines)
        if room < 2:
            return lines
        lines += [Line(BLANK), *block][:room]
    if view.guidance and not look.is_wide and look.height - len(lines) >= 2:
        lines += [Line(BLANK), *_guidance(view.guidance, look, look.height - len(lines) - 1)]
    return lines


def _window(lines: list[Line], look: FormLook) -> list[Line]:
    """As many lines as fit, with the cursor in sight."""
    tagged = [place for place, line in enumerate(lines) if line.tag.startswith("row:")]
    at = next((place for place in tagged if lines[place].tag == f"row:{look.cursor}"), 0)
    top = max(0, min(at - look.height + 2, len(lines) - look.height)) if at >= look.height - 1 else 0
    return lines[top : top + look.height]


def _heading(view: QuestionView, look: FormLook) -> Iterator[Line]:
    title = f"{view.heading} · checklist" if look.is_wide and view.is_of_checklist else view.heading
    room = look.width - cell_len(title) - 5
    gate = next((words for words in view.gates if cell_len(words) <= room), "")
    heading = clipped(title, look.width - 2)
    gap = max(1, look.width - cell_len(heading) - cell_len(gate) - 2)
    yield Line(Content.assemble(" ", literal(heading, "$muted"), " " * gap, literal(gate, "bold $partly")))
    if look.height >= 16:
        yield Line(BLANK)


def _asked(view: QuestionView, look: FormLook) -> Iterator[Line]:
    for line in lines_of(view.ask, look.width - 2):
        yield Line(literal(f" {line}", "bold"))


def _choices(view: QuestionView, look: FormLook) -> Iterator[Line]:
    columns = _columns(view, look.width)
    if look.height >= ROOMY and (view.expects_effects or view.has_effects):
        yield Line(BLANK)
    head = f"{'':{columns.effects_at}}{'Overall':{columns.overall}}Level" if columns.has_effects else ""
    yield Line(literal(head, "$muted"))
    place = 0
    for row in view.rows:
        is_cursor = bool(row.tag) and place == look.cursor
        yield from _row(row, place, is_cursor, columns, look)
        place += bool(row.tag)
    for remark in view.remarks:
        yield from (Line(literal(" " * 8 + line, "$partly")) for line in lines_of(remark, look.width - 9))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Widths of label, remark, overall (0: no effects) and level; in a tight form remarks are cut to their glyph."""

    label: int
    remark: int
    overall: int = 0
    level: int = 0
    is_tight: bool = False

    @property
    def effects_at(self) -> int:
        return KEY_WIDTH + 2 + self.label + self.remark

    @property
    def has_effects(self) -> bool:
        return self.overall > 0


def _columns(view: QuestionView, width: int) -> _Columns:
    """Labels as wide as they need, then remarks, then effects where they still fit."""
    most = LABEL_MOST if view.has_effects else width
    label = min(_widest(row.label for row in view.rows), most, width - KEY_WIDTH - 3)
    remark = _widest(row.remark for row in view.rows)
    overall, level = _widest(row.overall for row in view.rows) + 2, _widest(row.level for row in view.rows)
    left = width - KEY_WIDTH - 3 - label
    if not view.has_effects or left < 8 + overall:
        return _Columns(label, max(0, min(remark + 4, left)))
    if left >= remark + 4 + overall + level:
        return _Columns(label, remark + 4, overall, level)
    return _Columns(label, 6, overall, left - 6 - overall, is_tight=True)


def _widest(texts: Iterable[str]) -> int:
    return max((cell_len(text) for text in texts), default=0)


def _row(row: ChoiceRow, place: int, is_cursor: bool, columns: _Columns, look: FormLook) -> Iterator[Line]:
    mark = CURSOR if is_cursor else " "
    key = f"{mark}{row.key}" if len(row.key) > 2 else f" {mark}{row.key:>2}"
    tag = f"row:{place}" if row.tag else ""
    labels = [literal(line) for line in lines_of(row.label, columns.label)]
    if row.refusal:
        room = look.width - KEY_WIDTH - 5 - columns.label
        words = row.refusal if cell_len(row.refusal) <= room else row.refusal.replace("this question is ", "")
        end = literal("  " + clipped(words, room), "$muted")
    else:
        end = _effect(row, columns)
    style = row.style if row.tag else "$muted"
    first = Content.assemble(
        literal(f"{key:<{KEY_WIDTH}}", "bold" if row.tag else ""),
        literal(row.glyph or " ", style),
        " ",
        labels[0].pad_right(max(0, columns.label - labels[0].cell_length)),
        end,
    )
    yield Line(under_cursor(first, look.width) if is_cursor else first, tag)
    for label in labels[1:]:
        more = Content(" " * (KEY_WIDTH + 2)) + label
        yield Line(under_cursor(more, look.width) if is_cursor else more, tag)


def _effect(row: ChoiceRow, columns: _Columns) -> Content:
    words = row.remark.split(" ")[0].rstrip(",") if columns.is_tight else row.remark
    remark = literal("  " + padded(words, columns.remark - 2) if columns.remark > 2 else "", "bold")
    if not columns.has_effects:
        return remark
    level = row.level if cell_len(row.level) <= columns.level else row.short_level
    return Content.assemble(
        remark, literal(padded(row.overall, columns.overall)), literal(clipped(level, columns.level))
    )


def _blocks(view: QuestionView, look: FormLook) -> Iterator[Sequence[Line]]:
    """What may be left out, most wanted first."""
    if look.is_wide:
        for belonging in view.belongings:
            yield tuple(_spread(belonging, look))
        return
    near = [belonging for belonging in view.belongings if belonging.key != "=" and not belonging.is_spread_only]
    if near:
        yield tuple(line for belonging in near for line in _compact(belonging, look))
    for belonging in view.belongings:
        if belonging.key == "=":
            yield tuple(_compact(belonging, look))


def _compact(belonging: Belonging, look: FormLook) -> Iterator[Line]:
    start = f" {belonging.key}  {belonging.title:<10}"
    text = cut("  ".join(belonging.lines), look.width - cell_len(start) - 1)
    yield Line(
        Content.assemble(literal(start, "bold"), literal(text, "$muted" if belonging.is_empty else "")),
        f"key:{belonging.key}",
    )


def _spread(belonging: Belonging, look: FormLook) -> Iterator[Line]:
    tag = f"key:{belonging.key}"
    yield Line(Content.assemble(literal(f" {belonging.key}  {belonging.title}", "bold")), tag)
    for text in belonging.lines:
        style = "$muted" if belonging.is_empty else ""
        yield from (Line(literal("    " + line, style), tag) for line in lines_of(text, look.width - 5)[:4])


def _guidance(guidance: tuple[tuple[str, str], ...], look: FormLook, room: int) -> list[Line]:
    """Each part in two lines where there is room for all of them, else in one; the last are left out."""
    width = look.width - 5
    most = 2 if sum(min(2, len(lines_of(f"{title}: {text}", width))) for title, text in guidance) <= room else 1
    lines: list[Line] = []
    for title, text in guidance:
        for number, words in enumerate(_first_lines(f"{title}: {text}", width, most)):
            head = literal(" h  " if not lines and number == 0 else "    ", "bold")
            lines.append(Line(Content.assemble(head, literal(words, "$muted")), "key:h"))
    return lines[:room]


def _first_lines(text: str, width: int, most: int) -> tuple[str, ...]:
    lines = lines_of(text, width)
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], clipped(" ".join(lines[most - 1 : most + 1]), width))
