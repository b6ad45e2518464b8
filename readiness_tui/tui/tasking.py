"""What a person does to whole tasks: add, paste, remove, say what they are meant to do and how they are built."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.widgets import Input

from readiness_tui.model.assessment import Task
from readiness_tui.model.faults import UserError
from readiness_tui.model.modes import BUILT_AS, BUILT_TITLE, INTENT_TITLE, INTENTS
from readiness_tui.tui.dialogs import Choose, OneLine, Pick
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.line_input import LineInput
from readiness_tui.tui.literal import clipped, literal
from readiness_tui.tui.messages import TaskPut, TaskRemoved, TasksPut
from readiness_tui.tui.widgets.task_grid import TaskRow
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.task_pasting import is_table, tasks_of_table
from readiness_tui.use_cases.task_starting import new_task_id, pasted_tasks

MOST_FAULTS = 5
OF_A_MATRIX = ("add", "paste_tasks")
OF_A_TASK = ("rate", "unknown", "open", "built", "intent", "basis", "remove", "flags", "column", "cursor")
INTENT_PICKS = tuple(Pick(intent, INTENT_TITLE[intent]) for intent in INTENTS)
BUILT_PICKS = tuple(Pick(built, BUILT_TITLE[built]) for built in BUILT_AS)


class TaskList(OneLine):
    """A line that takes a whole pasted list: further lines follow after semicolons; or a table, whole, for Enter."""

    def __init__(self, session: Session) -> None:
        text = literal(
            "Paste or write one task a line; ; also separates. Each starts as unsure, and built to suggest. Or paste a "
            "table (CSV, or cells of a spreadsheet) whose first row names the columns: name, intent, Cpx, moves_money …"
        )
        super().__init__("Tasks, one a line", text=text, reads=self._read_list)
        self.session = session
        self.table = ""

    def _read_list(self, typed: str) -> tuple[Content, bool]:
        if typed.strip() or not self.table:
            return Content(""), True
        try:
            tasks = table_of(self.session, self.table)
        except UserError as error:
            return literal("\n".join(str(fault) for fault in error.faults[:MOST_FAULTS]), "$not-in-place"), False
        names = ", ".join(task.name for task in tasks.values())
        return literal(f"A table of {_counted(tasks)}: {clipped(names, 200)}. ↵ takes it."), True

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Return the table where nothing was typed."""
        if self.table and not event.value.strip() and self._read(event.value):
            event.stop()
            event.prevent_default()
            self.dismiss(self.table)

    @on(LineInput.Pasted)
    def take_all(self, event: LineInput.Pasted) -> None:
        """Keep every line of the paste."""
        event.stop()
        event.prevent_default()
        if is_table(self.session.questionnaire, event.text):
            self.table = event.text
            event.field.value = ""
            self._read("")
            return
        rest = "; ".join(line.strip() for line in event.rest.splitlines() if line.strip())
        if rest:
            event.field.insert_text_at_cursor(f"; {rest}")


class TaskingFrame(Frame):
    """A screen with rows of tasks and a cursor on a field of one of them."""

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.rows: tuple[TaskRow, ...] = ()
        self.row = 0
        self.place = 0
        self._new_name = ""

    @property
    def current(self) -> TaskRow | None:
        """The task under the cursor."""
        return self.rows[self.row] if self.rows else None

    def unready(self, action: str) -> str:
        """What needs a task, and what needs a matrix."""
        name = action.partition("(")[0]
        has_matrix = self.session is None or self.session.questionnaire.matrix is not None
        if not has_matrix and name in OF_A_TASK + OF_A_MATRIX:
            return "this questionnaire has no decision matrix"
        is_without = name in OF_A_TASK and self.current is None
        return "no task yet: a adds one" if is_without else super().unready(action)

    def put(self, row: TaskRow, task: Task, words: str) -> None:
        """Replace a task."""
        self.post_message(TaskPut(row.id, task, words))

    def action_add(self) -> None:
        """A new task: name, intent, built as."""
        if self.session is not None and self.session.questionnaire.matrix is not None:
            self.app.push_screen(OneLine("A new task: what does the agent do?"), self._take_name)

    def _take_name(self, name: str | None) -> None:
        if name and name.strip():
            self._new_name = " ".join(name.split())
            self.app.push_screen(Choose("What is it meant to do?", INTENT_PICKS, counts=True), self._take_new_intent)

    def _take_new_intent(self, intent: str | None) -> None:
        if intent is not None:
            picks = tuple(Pick(f"{intent}:{pick.id}", pick.words) for pick in BUILT_PICKS)
            self.app.push_screen(Choose("How is it built today?", picks, counts=True), self._take_new_built)

    def _take_new_built(self, both: str | None) -> None:
        if both is None or self.session is None:
            return
        intent, _, built_as = both.partition(":")
        task = Task.model_validate({"name": self._new_name, "intent": intent, "built_as": built_as})
        self.row, self.place = len(self.rows), 0
        self.subject = new_task_id(self.session.assessment, self._new_name)
        self.post_message(TaskPut(self.subject, task, "added"))

    def action_paste_tasks(self) -> None:
        """Several tasks, one a line, or as a table."""
        if self.session is not None and self.session.questionnaire.matrix is not None:
            self.app.push_screen(TaskList(self.session), self._take_tasks)

    def _take_tasks(self, text: str | None) -> None:
        if text and self.session is not None:
            if is_table(self.session.questionnaire, text):
                tasks = table_of(self.session, text)
                self.post_message(TasksPut(tasks, f"{_counted(tasks)} from a table"))
                return
            tasks = pasted_tasks(self.session.assessment, text)
            if tasks:
                self.post_message(TasksPut(tasks, f"{len(tasks)} tasks added"))
                self.say(f"{len(tasks)} added as unsure and built to suggest: i and b say what is true")

    def action_intent(self) -> None:
        """What the task is meant to do."""
        self.app.push_screen(Choose("What is it meant to do?", INTENT_PICKS, counts=True), self._take_intent)

    def _take_intent(self, intent: str | None) -> None:
        if intent is not None and self.current is not None:
            task = self.current.task.model_copy(update={"intent": intent})
            self.put(self.current, task, f"meant to {_words(INTENT_PICKS, intent)}")

    def action_built(self) -> None:
        """How the task is built today."""
        self.app.push_screen(Choose("How is it built today?", BUILT_PICKS, counts=True), self._take_built)

    def _take_built(self, built_as: str | None) -> None:
        if built_as is not None and self.current is not None:
            task = self.current.task.model_copy(update={"built_as": built_as})
            self.put(self.current, task, _words(BUILT_PICKS, built_as))

    def action_basis(self) -> None:
        """Between the article's four factors and all of them."""
        if self.current is not None:
            basis = "full" if self.current.task.basis == "quick" else "quick"
            self.put(self.current, self.current.task.model_copy(update={"basis": basis}), f"{basis} basis")

    def action_remove(self) -> None:
        """Take the task out; undo brings it back."""
        if self.current is not None:
            self.post_message(TaskRemoved(self.current.id))
            self.say(f"{self.current.task.name}: removed · u brings it back")


def table_of(session: Session, text: str) -> dict[str, Task]:
    """The tasks of a pasted table. Raises UserError."""
    return tasks_of_table(session.questionnaire, session.assessment, text, session.by)


def _counted(tasks: dict[str, Task]) -> str:
    return f"{len(tasks)} task{'' if len(tasks) == 1 else 's'}"


def _words(picks: tuple[Pick, ...], chosen: str) -> str:
    return next(pick.words for pick in picks if pick.id == chosen)
