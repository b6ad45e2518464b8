"""One task: why this mode, what would change it, how sure it is, and what keeps the task from more autonomy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pydantic import ValidationError
from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from readiness_tui.analysis.counterfactuals import counterfactuals
from readiness_tui.analysis.robustness import robustness
from readiness_tui.model.assessment import Override
from readiness_tui.model.faults import UserError
from readiness_tui.model.modes import MODE_TITLE, MODES
from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.dialogs import Choose, OneLine, Pick, Reading
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.glyphs import RULE_BESIDE
from readiness_tui.tui.literal import clipped, literal
from readiness_tui.tui.messages import Place, TaskPut, Went
from readiness_tui.tui.save_state import with_state
from readiness_tui.tui.widgets.header import HeaderLine
from readiness_tui.tui.widgets.lines import Line, LinesPanel
from readiness_tui.tui.widgets.scroll_panel import ScrollPanel
from readiness_tui.tui.widgets.side_by_side import SideBySide
from readiness_tui.tui.widgets.task_detail_lines import detail_lines
from readiness_tui.tui.widgets.task_detail_view import Reckoned, TaskDetailView
from readiness_tui.tui.widgets.task_grid import TaskRow
from readiness_tui.tui.widgets.task_why_lines import rating_lines
from readiness_tui.tui.writing import Field, Form
from readiness_tui.use_cases.second_rating import rated_by, rating_example
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.task_accounts import task_account

WIDE = 100
NO_OVERRIDE = "none"


class TaskScreen(Frame):
    """All about one task; j and k show its neighbours in place."""

    NAME = "task"
    BINDINGS = bindings_of("task")
    BESIDE = "#side"
    CSS_PATH = "task_detail.tcss"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "detail.edit",
        "detail.next",
        "detail.plan",
        "detail.explain",
        "detail.second",
        "detail.override",
        "help.keys",
    )

    @dataclass
    class TaskReckoned(Message):
        """What takes a moment was worked out."""

        row: TaskRow
        reckoned: Reckoned

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.task_id = ""
        self.view: TaskDetailView | None = None
        self._rater = ""

    def compose_body(self) -> ComposeResult:
        """One column, with the ratings beside it where there is room."""
        with SideBySide():
            yield ScrollPanel(id="main")
            yield ScrollPanel(id="side", before=f"{RULE_BESIDE} ")

    def here(self) -> Place:
        """This task."""
        return Place(self.NAME, self.task_id)

    def unready(self, action: str) -> str:
        """What needs a task."""
        needs_task = action.partition("(")[0] in ("edit", "move", "plan", "explain", "second", "override")
        return "no task yet: a on Tasks adds one" if needs_task and self.view is None else super().unready(action)

    def header(self, session: Session) -> HeaderLine:
        """Which of how many."""
        ids = tuple(session.assessment.tasks)
        place = f"{ids.index(self.task_id) + 1} of {len(ids)} · j/k next task" if self.task_id in ids else "no task"
        return with_state(HeaderLine((session.slug, "tasks", self.task_id or "none"), (place,)), session)

    def show(self, session: Session) -> None:
        """Draw the task; what takes a moment follows."""
        ids = tuple(session.assessment.tasks)
        was = self.task_id
        wanted = self.subject or self.task_id
        self.task_id = wanted if wanted in ids else next(iter(ids), "")
        self.subject = None
        self.view = _view(session, self.task_id)
        if self.view is not None:
            self.reckon(self.view)
        self._draw(stays=was == self.task_id)

    @work(thread=True, exclusive=True, group="reckon", description="reckon")
    def reckon(self, view: TaskDetailView) -> None:
        """What would change it, how sure it is, the cheapest way to more: away from the keys."""
        row = view.row
        reckoned = Reckoned(
            counterfactuals(row.id, row.task, view.matrix), robustness(row.task, view.matrix), row.clearance.cheapest
        )
        if not get_current_worker().is_cancelled:
            self.post_message(self.TaskReckoned(row, reckoned))

    @on(TaskReckoned)
    def take_reckoned(self, event: TaskReckoned) -> None:
        """Show it, if it is about what is shown."""
        event.stop()
        view = self.view
        if view is not None and event.row is view.row:
            self.view = TaskDetailView(view.row, view.matrix, view.questionnaire, view.assessment, event.reckoned)
            self._draw(stays=True)

    def _draw(self, *, stays: bool) -> None:
        self.query_one("#main", ScrollPanel).show(self._main_lines, stays=stays)
        self.query_one("#side", ScrollPanel).show(self._side_lines, stays=stays)

    def _main_lines(self, width: int, height: int) -> list[Line]:
        if self.view is None:
            return [Line(literal(" There is no such task: F3 lists what the agent does, a adds a task there."))]
        return detail_lines(self.view, width, height)

    def _side_lines(self, width: int, height: int) -> list[Line]:
        return list(rating_lines(self.view, width)) if self.view is not None and width >= 16 else []

    # Where one can go.

    def action_edit(self) -> None:
        """To the grid, with the cursor on this task."""
        self.post_message(Went(Place("tasks", self.task_id or None)))

    def action_move(self, step: int) -> None:
        """The next task, or the one before."""
        ids = tuple(self.session.assessment.tasks) if self.session is not None else ()
        if self.task_id in ids:
            place = ids.index(self.task_id) + step
            if 0 <= place < len(ids):
                self.open_at(ids[place])

    def action_scroll_detail(self, step: int) -> None:
        """Look further down, or up."""
        self.query_one("#main", ScrollPanel).scroll_pages(step)

    @on(LinesPanel.LineClicked)
    def open_clicked(self, event: LinesPanel.LineClicked) -> None:
        """A click on what is missing opens its question; on the cheapest way, the plan."""
        event.stop()
        kind, _, subject = event.tag.partition(":")
        if kind == "question":
            self.post_message(Went(Place("question", subject)))
        else:
            self.action_plan()

    def action_plan(self) -> None:
        """Plan what clears it for the next mode."""
        if self.view is None:
            return
        clearance = self.view.row.clearance
        if clearance.next_mode is None:
            self.say(f"cleared for {MODE_TITLE[clearance.cleared]}, all that is recommended: nothing to plan")
        else:
            self.post_message(Went(Place("plan", f"{clearance.task}={clearance.next_mode}")))

    # What can be read.

    def action_explain(self) -> None:
        """The full account."""
        if self.session is not None and self.view is not None:
            title = f"Why: {clipped(self.view.row.task.name, 40)}"
            self.app.push_screen(Reading(title, literal(task_account(self.session, self.task_id))))

    # What can be said.

    def action_override(self) -> None:
        """Another mode by hand; the clearance is never raised by it."""
        if self.view is None:
            return
        now = self.view.row.task.override
        picks = tuple(Pick(mode, MODE_TITLE[mode], "now" if now and now.mode == mode else "") for mode in MODES)
        picks += (Pick(NO_OVERRIDE, "no override: what is recommended"),) if now else ()
        self.app.push_screen(Choose("Override the mode: the report lists it", picks, counts=True), self._take_mode)

    def _take_mode(self, mode: str | None) -> None:
        if mode is None or self.view is None:
            return
        if mode == NO_OVERRIDE:
            self._put_override(None, "no override")
            return
        now = self.view.row.task.override
        self.app.push_screen(
            OneLine(
                f"Why {MODE_TITLE[mode]}? The reason is in the report",  # type: ignore[index]  # one of MODES
                now.reason if now and now.mode == mode else "",
                reads=lambda text: self._read_reason(mode, text),
            ),
            lambda reason: self._take_reason(mode, reason),
        )

    def _read_reason(self, mode: str, reason: str) -> tuple[Content, bool]:
        if not reason.strip():
            return literal("an override needs a reason", "$muted"), False
        override = self._override(mode, reason)
        return (Content(""), True) if override else (literal("the reason holds what no text may hold"), False)

    def _override(self, mode: str, reason: str) -> Override | None:
        by = self.session.by if self.session is not None else ""
        try:
            return Override.model_validate({"mode": mode, "reason": reason.strip(), "by": by or None})
        except ValidationError:
            return None

    def _take_reason(self, mode: str, reason: str | None) -> None:
        override = self._override(mode, reason) if reason and reason.strip() else None
        if override is not None:
            self._put_override(override, f"overridden: {MODE_TITLE[override.mode]}")

    def _put_override(self, override: Override | None, words: str) -> None:
        if self.view is not None:
            task = self.view.row.task.model_copy(update={"override": override})
            self.post_message(TaskPut(self.task_id, task, words))

    def action_second(self) -> None:
        """Rate it as another person; where both differ the cautious rating counts."""
        if self.view is None:
            return
        example = rating_example(self.view.matrix)
        fields = (
            Field("Who", self._rater, "a name", lambda text: "" if text.strip() else "who rates?"),
            Field("Ratings", "", example, self._rating_fault),
        )
        words = f"Ratings such as {example}; ? is don't know. Both ratings are shown, the cautious one counts."
        self.app.push_screen(Form("Rate it as another person", fields, words), self._take_second)

    def _rating_fault(self, typed: str) -> str:
        if not typed.strip():
            return "give at least one rating"
        if self.session is None:
            return ""
        try:
            rated_by(self.session, self.task_id, "somebody", typed)
        except UserError as error:
            return "; ".join(str(fault) for fault in error.faults)
        return ""

    def _take_second(self, values: tuple[str, ...] | None) -> None:
        if values is None or self.session is None:
            return
        self._rater, typed = values[0].strip(), values[1]
        try:
            task = rated_by(self.session, self.task_id, self._rater, typed)
        except UserError as error:
            self.say("; ".join(str(fault) for fault in error.faults), "error")
        else:
            self.post_message(TaskPut(self.task_id, task, f"rated by {self._rater}"))

    def shell_command(self) -> str:
        """The twin of this screen."""
        return f"readiness explain {self.session.slug} {self.task_id}" if self.session else ""

    def help_text(self) -> tuple[str, str]:
        """What the parts mean."""
        return "Task", (
            "Recommended is how the task should run, whatever the checklist says; cleared today is how it may run with "
            "today's answers, and is never above it.\n\nA rule that caps the mode can't be outvoted by any factor. "
            "Else the axes decide: each number beside a factor is how far it pulls its axis from the cut-off.\n\n"
            "Changeable is what a team can bring about: undo, a check, a limit, a template, evidence. Inherent is "
            "in the nature of the task. Each change, made alone, really leads to that mode.\n\n"
            "robust, fair, fragile: the mode stays the same in at least 95, 80 or fewer of 100 random weightings."
        )


def _view(session: Session, task_id: str) -> TaskDetailView | None:
    matrix, task = session.questionnaire.matrix, session.assessment.tasks.get(task_id)
    decision, clearance = session.evaluation.decision(task_id), session.evaluation.clearance(task_id)
    if matrix is None or task is None or decision is None or clearance is None:
        return None
    return TaskDetailView(
        TaskRow(task_id, task, decision, clearance), matrix, session.questionnaire, session.assessment
    )
