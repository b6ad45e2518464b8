"""What a person does to an action of the plan, by its answer; and the plan as a file, written in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual import on, work
from textual.message import Message

from readiness_tui.model.faults import UserError
from readiness_tui.model.questionnaire import Question
from readiness_tui.model.values import parse_rational, rational_text
from readiness_tui.tui.answering import AnsweringFrame
from readiness_tui.tui.dialogs import Choose, Confirm, OneLine, Pick
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import AnswerPut
from readiness_tui.tui.plan_amounts import reads_effort
from readiness_tui.use_cases.plan_files import PLAN_FORMATS, plan_file, write_plan
from readiness_tui.use_cases.plans import Planned
from readiness_tui.use_cases.publishing import is_foreign


class PlanActingFrame(AnsweringFrame):
    """A screen with the actions of a plan: their answers can be worked on, and the plan can be written."""

    @dataclass
    class PlanWritten(Message):
        """A plan was written, or couldn't be."""

        words: str
        is_fine: bool

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.planned: Planned | None = None

    # The answer of the action

    def action_effort(self) -> None:
        """Your own estimate of the action's effort; it belongs to the answer."""
        question = self.focused_question()
        if question is None or self.session is None:
            self.say_of_task()
            return
        own = self.session.assessment.answer(question.id).effort_days
        usual = question.improvement.effort_days if question.improvement else None
        says = f"The questionnaire says {rational_text(usual)}. " if usual is not None else ""
        text = literal(f"{says}Yours counts instead; empty takes it back.")
        title = f"Person-days · {question.label}"
        dialog = OneLine(title, rational_text(own) if own is not None else "", text=text, reads=reads_effort)
        self.app.push_screen(dialog, partial(self._take_effort, question))

    def _take_effort(self, question: Question, text: str | None) -> None:
        if text is None or self.session is None:
            return
        days = parse_rational(text.strip()) if text.strip() else None
        answer = self.session.assessment.answer(question.id)
        if days != answer.effort_days:
            words = f"effort {rational_text(days)} days" if days is not None else "own estimate taken back"
            self.change(AnswerPut(question.id, answer.model_copy(update={"effort_days": days}), words))

    def action_edit(self) -> None:
        """Owner, due date, ticket, evidence and note; they belong to the answer."""
        if self.focused_question() is not None:
            super().action_edit()
        else:
            self.say_of_task()

    def action_waive(self) -> None:
        """Accept the shortfall for a time."""
        if self.focused_question() is not None:
            super().action_waive()
        else:
            self.say_of_task()

    def say_of_task(self) -> None:
        """A key that is about answers was pressed on something else."""
        is_there = self.planned is not None
        self.say(
            "this is about a question: put the cursor on one of the actions" if is_there else "there is no plan yet"
        )

    # The file

    def action_write(self) -> None:
        """Write the plan: first in which format."""
        if self.planned is None:
            self.say("there is no plan yet")
            return
        picks = tuple(Pick(name, f"{name}  {words}") for name, words in PLAN_FORMATS.items())
        self.app.push_screen(Choose("Write the plan as", picks, counts=True), self._take_format)

    def _take_format(self, wanted: str | None) -> None:
        if wanted is not None and self.planned is not None:
            name = plan_file(self.planned.version.slug, wanted)
            text = literal(f"The file, in {Path.cwd()} unless a folder is named.", "$muted")
            dialog = OneLine("Write the plan to", name, text=text, hint="↵ write   Esc leave")
            self.app.push_screen(dialog, partial(self._take_file, wanted))

    def _take_file(self, wanted: str, file: str | None) -> None:
        if file is None or not file.strip():
            return
        try:
            path = Path(file.strip()).expanduser()
            foreign = is_foreign(path)
        except (UserError, RuntimeError) as error:
            self.say(_words(error), "error")
            return
        if not foreign:
            self._write_if(wanted, path, True)
            return
        text = literal(f"{path.absolute()} was not written by this program, or was changed since.")
        dialog = Confirm("Replace this file?", text, "replace", "keep it")
        self.app.push_screen(dialog, partial(self._write_if, wanted, path))

    def _write_if(self, wanted: str, path: Path, sure: bool | None) -> None:
        if sure and self.planned is not None:
            self.write_file(self.planned, wanted, path)

    @work(thread=True, exclusive=True, group="write", description="write file")
    def write_file(self, planned: Planned, wanted: str, path: Path) -> None:
        """Write it, away from the keys."""
        try:
            write_plan(path, planned, wanted)
            said = self.PlanWritten(f"written: {path.absolute()}", is_fine=True)
        except UserError as error:
            said = self.PlanWritten(_words(error), is_fine=False)
        self.post_message(said)

    @on(PlanWritten)
    def take_written(self, event: PlanWritten) -> None:
        """Say where it is, or why it isn't."""
        event.stop()
        self.say(event.words, "information" if event.is_fine else "error")


def _words(error: Exception) -> str:
    faults = error.faults if isinstance(error, UserError) else (error,)
    return "; ".join(str(fault) for fault in faults)
