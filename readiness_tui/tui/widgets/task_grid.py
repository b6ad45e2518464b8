"""The tasks as a grid: a row a task, a cell a factor, then what is recommended, built and cleared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.deciding import Decision
from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import Mode
from readiness_tui.tui.glyphs import CURSOR
from readiness_tui.tui.literal import literal, one_line, padded
from readiness_tui.tui.widgets.task_fields import TaskField, task_fields, value_text
from readiness_tui.tui.widgets.verdict_lines import GRAVITY, VERDICT_GLYPH, VERDICT_STYLE

CELL = 4
WIDE = 100
NARROW_NAME, WIDE_NAME = 17, 26
OUTCOME = 34
"""The cells of what follows the ratings, and the rules between."""
SHORT_MODE: Mapping[Mode, str] = {
    "not_yet": "not yet",
    "augment": "augment",
    "approve_before": "approve",
    "automate_sample": "sample",
    "automate": "automate",
}
SHORT_BUILT = {"suggests": "suggests", "acts_after_approval": "approval", "acts_alone": "alone"}
STATUS_MARK = {"clear": " ", "close_call": "~", "unclear": "!", "open": "?"}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task with what follows from its ratings."""

    id: str
    task: Task
    decision: Decision
    clearance: Clearance


class TaskGrid(Widget):
    """Draws the rows that fit; the screen moves the cursor, a click says where."""

    DEFAULT_CSS = """
    TaskGrid { width: 1fr; text-wrap: nowrap; text-overflow: clip; }
    """

    @dataclass
    class CellClicked(Message):
        """A cell was clicked: its row, and the place of its factor (-1: the name, or what follows the factors)."""

        row: int
        place: int

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[TaskRow] = ()
        self.matrix: Matrix | None = None
        self.row = 0
        self.place = 0
        self._top = 0

    def show(self, rows: Sequence[TaskRow], matrix: Matrix | None, row: int, place: int) -> None:
        """Show these rows with the cursor on a field of one of them."""
        self.rows, self.matrix, self.row, self.place = rows, matrix, row, place
        self.refresh()

    @property
    def name_width(self) -> int:
        """The cells that a name takes: all of it where there is room, with the cursor and a blank."""
        width = self.content_size.width
        if width < WIDE or self.matrix is None:
            return NARROW_NAME
        longest = max((cell_len(one_line(row.task.name)) for row in self.rows), default=0) + 3
        return max(WIDE_NAME, min(longest, width - CELL * len(self.matrix.factors) - OUTCOME))

    def render(self) -> Content:
        """The head and the rows in sight."""
        if self.matrix is None:
            return Content("")
        height = max(1, self.content_size.height - 1)
        self._top = max(0, min(self._top, self.row, len(self.rows) - height))
        if self.row >= self._top + height:
            self._top = self.row - height + 1
        shown = range(self._top, min(len(self.rows), self._top + height))
        return Content("\n").join([self._head(self.matrix), *(self._line(index) for index in shown)])

    def _head(self, matrix: Matrix) -> Content:
        factors = sorted(matrix.factors, key=lambda factor: not factor.core)
        cells = ""
        for place, factor in enumerate(factors):
            cells += ("│" if place and not factor.core and factors[place - 1].core else "") + (
                factor.abbreviation or factor.title[:3]
            ).rjust(CELL)
        return literal(" " * (self.name_width - 1) + cells + "│ Recomm.  Built    Cleared", "$muted")

    def _line(self, index: int) -> Content:
        row, is_here = self.rows[index], index == self.row
        name = literal(
            (CURSOR if is_here else " ") + padded(row.task.name, self.name_width - 2), "bold" if is_here else ""
        )
        return Content.assemble(name, self._cells(row, is_here), "│ ", _outcome(row))

    def _cells(self, row: TaskRow, is_here: bool) -> Content:
        if self.matrix is None:
            return Content("")
        fields = {field.id: (place, field) for place, field in enumerate(task_fields(self.matrix, row.task))}
        parts: list[Content] = []
        was_core = True
        for factor in sorted(self.matrix.factors, key=lambda factor: not factor.core):
            if was_core and not factor.core:
                parts.append(Content.styled("│", "$muted"))
            was_core = factor.core
            place, field = fields.get(factor.id, (-2, None))
            parts.append(_cell(field, row.task, is_here and place == self.place))
        return Content("").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Say which cell."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < 1 or self.matrix is None or self._top + offset.y - 1 >= len(self.rows):
            return
        event.stop()
        core = sum(factor.core for factor in self.matrix.factors)
        column = (offset.x - self.name_width + 1 - (offset.x > self.name_width - 1 + core * CELL)) // CELL
        inside = offset.x >= self.name_width - 1 and column < len(self.matrix.factors)
        self.post_message(self.CellClicked(self._top + offset.y - 1, column if inside else -1))


def _cell(field: TaskField | None, task: Task, is_cursor: bool) -> Content:
    if field is None:
        return literal("–".rjust(CELL), "$muted")
    text = value_text(field, task)
    if is_cursor:
        return Content.assemble(" ", (f"[{text}]", "bold reverse"))
    return literal(text.rjust(CELL), "$partly" if text == "?" else "")


def _outcome(row: TaskRow) -> Content:
    decision, clearance = row.decision, row.clearance
    worst = sorted(decision.mismatches, key=lambda found: (GRAVITY[found.severity], found.id))
    style = VERDICT_STYLE[clearance.verdict]
    return Content.assemble(
        literal((SHORT_MODE[decision.interim] + STATUS_MARK[decision.status].strip()).ljust(9)),
        literal(SHORT_BUILT[row.task.built_as].ljust(9)),
        literal(SHORT_MODE[clearance.cleared].ljust(8)),
        (VERDICT_GLYPH[clearance.verdict], style),
        literal(worst[0].id if worst else "", style),
    )
