"""Tasks: rating each piece of work, and seeing at once how it should run, is built, and may run today."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult

from readiness_tui.model.assessment import YesNo
from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import Place, Rated, Went
from readiness_tui.tui.save_state import with_state
from readiness_tui.tui.tasking import TaskingFrame
from readiness_tui.tui.widgets.header import HeaderLine
from readiness_tui.tui.widgets.lines import BLANK, Line, LinesPanel, wrapped
from readiness_tui.tui.widgets.results_view import rule
from readiness_tui.tui.widgets.task_bands import field_lines, flag_lines, recommendation_lines, stop_rows, summary
from readiness_tui.tui.widgets.task_fields import TaskField, task_fields
from readiness_tui.tui.widgets.task_grid import TaskGrid, TaskRow
from readiness_tui.use_cases.sessions import Session

TALL = 20
"""From this height on the flags stand below the values of a factor."""
EMPTY = "What does the agent do? a adds a task, p pastes a list, one task a line."


class TasksScreen(TaskingFrame):
    """The grid of tasks above, the field under the cursor and what follows from it below."""

    NAME = "tasks"
    BINDINGS = bindings_of("tasks")
    BESIDE = "LinesPanel"
    FOOTER = (
        "task.rate",
        "task.open=Why",
        "task.add",
        "task.paste",
        "task.built",
        "task.intent",
        "app.undo",
        "help.keys",
    )
    DEFAULT_CSS = """
    TasksScreen TaskGrid { height: 5; }
    TasksScreen LinesPanel { height: 1fr; }
    """

    def compose_body(self) -> ComposeResult:
        """The grid, and what belongs to its cursor."""
        yield TaskGrid()
        yield LinesPanel()

    def header(self, session: Session) -> HeaderLine:
        """How many may run how."""
        return with_state(HeaderLine((session.slug, "tasks"), (summary(_rows(session)),)), session)

    def show(self, session: Session) -> None:
        """Draw the tasks of this session."""
        self.rows = _rows(session)
        if self.subject is not None:
            ids = [row.id for row in self.rows]
            self.row = ids.index(self.subject) if self.subject in ids else self.row
            self.subject = None
        self.row = max(0, min(self.row, len(self.rows) - 1))
        self._draw()

    def _draw(self) -> None:
        grid = self.query_one(TaskGrid)
        self.place = max(0, min(self.place, len(self.fields) - 1))
        height = min(len(self.rows) + 1, max(4, self.size.height - 16)) if self.rows else 1
        if grid.styles.height is None or grid.styles.height.value != height:
            grid.styles.height = height
        grid.show(self.rows, self.session.questionnaire.matrix if self.session else None, self.row, self.place)
        self.query_one(LinesPanel).show(lambda width, rows: list(self._lines(width, rows))[:rows])

    def on_resize(self) -> None:
        """The grid takes what the bands leave."""
        if self.session is not None:
            self._draw()

    @property
    def fields(self) -> tuple[TaskField, ...]:
        """What is asked of the task under the cursor."""
        matrix = self.session.questionnaire.matrix if self.session else None
        return task_fields(matrix, self.current.task) if matrix and self.current else ()

    @property
    def field(self) -> TaskField | None:
        """The field under the cursor."""
        return self.fields[self.place] if self.fields else None

    def _lines(self, width: int, height: int) -> Iterator[Line]:
        row, field = self.current, self.field
        if self.session is not None and self.session.questionnaire.matrix is None:
            yield Line(literal(" This questionnaire has no decision matrix, so there are no tasks to rate."))
            return
        if row is None or field is None:
            yield Line(BLANK)
            yield from (Line(line) for line in wrapped(literal(EMPTY), width - 1, 1))
            return
        above = [*self._field_lines(row, field, width, height)]
        below = [*self._what_follows(row, width, height - len(above), is_brief=False)]
        if len(above) + len(below) > height:
            below = [*self._what_follows(row, width, height - len(above), is_brief=True)]
        yield from above
        yield from below

    def _field_lines(self, row: TaskRow, field: TaskField, width: int, height: int) -> Iterator[Line]:
        is_tall = height > TALL
        if field.kind != "flag" or is_tall:
            yield from field_lines(row, field, width)
        if field.kind == "flag" or is_tall:
            yield from flag_lines(row, self.fields, self.place, width)
            if not is_tall:
                yield rule(f"{field.title}: {field.ask}", width)

    def _what_follows(self, row: TaskRow, width: int, height: int, *, is_brief: bool) -> Iterator[Line]:
        matrix = self.session.questionnaire.matrix if self.session else None
        told = [*recommendation_lines(row, matrix, width, is_brief=is_brief)] if matrix else []
        yield from told
        if height - len(told) > 1 or not is_brief:
            yield from stop_rows(self.rows, width, height - len(told))

    # The cursor.

    def action_cursor(self, step: int) -> None:
        """To another task."""
        self.row = max(0, min(len(self.rows) - 1, self.row + step))
        self._draw()

    def action_column(self, step: int) -> None:
        """To another field; past the last one to the next task."""
        self._step(step)
        self._draw()

    def action_flags(self) -> None:
        """From the factors to the flags, and back."""
        first = next((place for place, field in enumerate(self.fields) if field.kind != "factor"), 0)
        self.place = first if self.place < first else 0
        self._draw()

    def _step(self, step: int) -> None:
        place = self.place + step
        if place >= len(self.fields) and self.row < len(self.rows) - 1:
            self.row, place = self.row + 1, 0
        elif place < 0 and self.row > 0:
            self.row -= 1
            place = len(self.fields) - 1
        self.place = max(0, min(place, len(self.fields) - 1))

    @on(TaskGrid.CellClicked)
    def put_cursor(self, event: TaskGrid.CellClicked) -> None:
        """A click puts the cursor there; on the name of the current task it opens it."""
        event.stop()
        if event.place < 0 and event.row == self.row:
            self.action_open()
            return
        self.row = event.row
        self.place = event.place if event.place >= 0 else self.place
        self._draw()

    @on(LinesPanel.LineClicked)
    def act_on(self, event: LinesPanel.LineClicked) -> None:
        """A click on a value takes it; on a flag goes there; on a task opens it."""
        event.stop()
        kind, _, subject = event.tag.partition(":")
        if kind == "value":
            self._take(subject)
        elif kind == "flags":
            self.place = int(subject)
            self._draw()
        elif kind == "task":
            self.post_message(Went(Place("task", subject)))

    def action_open(self) -> None:
        """Why: the detail of the task under the cursor."""
        if self.current is not None:
            self.post_message(Went(Place("task", self.current.id)))

    # Ratings.

    def action_rate(self, key: int | str) -> None:
        """Take the value of a key and move on."""
        self._take(str(key))

    def action_unknown(self) -> None:
        """Don't know."""
        self._take("unknown")

    def _take(self, value: str) -> None:
        row, field = self.current, self.field
        if row is None or field is None:
            return
        if field.kind == "factor" and value in ("0", "1", "2", "3", "unknown"):
            self._step(1)
            self.post_message(Rated(row.id, field.id, None if value == "unknown" else int(value)))
        elif field.kind == "flag" and value in ("0", "1", "unknown"):
            self._take_flag(row, field, {"1": "yes", "0": "no"}.get(value, "unknown"))
        elif field.kind == "evidence" and value in ("-", "0", "1", "2", "3", "unknown"):
            level = -1 if value == "-" else 0 if value == "unknown" else int(value)
            self._step(1)
            self.put(row, row.task.model_copy(update={"evidence": level}), f"evidence {level}")
        else:
            self.say(f"{field.title}: {'1 yes, 0 no, Del' if field.kind == 'flag' else '0 to 3, Del'} don't know")

    def _take_flag(self, row: TaskRow, field: TaskField, word: str) -> None:
        value: YesNo = "yes" if word == "yes" else "no" if word == "no" else "unknown"
        after = row.task.flagged(field.id, value)
        self._step(1)
        if value == "no" and self.session is not None and self.session.questionnaire.matrix is not None:
            kept = [part.id for part in task_fields(self.session.questionnaire.matrix, after)]
            left = [part.id for part in self.fields]
            if self.row < len(self.rows) and self.current is row and left[self.place] not in kept:
                self._step(1)
            if self.current is row:
                self.place = kept.index(left[self.place]) if left[self.place] in kept else self.place
        self.put(row, after, f"{field.title}: {value}")

    def shell_command(self) -> str:
        """The twin of this screen."""
        return f"readiness decide {self.session.slug}" if self.session else ""

    def help_text(self) -> tuple[str, str]:
        """What the field under the cursor asks."""
        field = self.field
        if field is None:
            return "Tasks", EMPTY
        values = "\n".join(
            f"{level}  {text}" for level, text in enumerate(field.texts, -1 if field.kind == "evidence" else 0)
        )
        taken = f"What is not known is taken at its cautious end: {field.cautious}."
        left_out = "The quick basis looks at it in one rule alone. What is not known is left out."
        return field.title, f"{field.ask}\n\n{values}\n\n{taken if field.cautious else left_out}"


def _rows(session: Session) -> tuple[TaskRow, ...]:
    evaluation = session.evaluation
    return tuple(
        TaskRow(decision.id, session.assessment.tasks[decision.id], decision, clearance)
        for decision, clearance in zip(evaluation.decisions, evaluation.clearances, strict=True)
    )
