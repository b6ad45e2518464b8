"""All questions in a list: owners, dates and proof for many at once."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from readiness_tui.analysis.wording import interval_text
from readiness_tui.model.assessment import Answer
from readiness_tui.model.questionnaire import Question
from readiness_tui.tui.answer_fields import reads_reason
from readiness_tui.tui.answering import EDIT_HINT, REASONS, AnsweringFrame, nothing_here
from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.dialogs import OneLine
from readiness_tui.tui.list_view import SORTS, ListRow, list_heading, list_line, sorted_rows
from readiness_tui.tui.literal import literal, one_line
from readiness_tui.tui.messages import AnswersPut, Place, Went
from readiness_tui.tui.save_state import with_state
from readiness_tui.tui.taking import chosen
from readiness_tui.tui.widgets.header import HeaderLine
from readiness_tui.tui.widgets.rows import RowsPanel
from readiness_tui.use_cases.edit_line import applied, fault_of, understood
from readiness_tui.use_cases.question_filters import ALL, NO_LONGER_ASKED, filtered, no_longer_asked
from readiness_tui.use_cases.sessions import Session


class QuestionListScreen(AnsweringFrame):
    """The list; keys work on the selected questions, or on the one under the cursor."""

    NAME = "question_list"
    CSS_PATH = "question_list.tcss"
    BINDINGS = bindings_of(NAME)
    FOOTER: ClassVar[tuple[str, ...]] = (
        "list.select",
        "list.select-all",
        "answer.edit",
        "answer.choose=Set",
        "questions.filter",
        "list.sort",
        "app.undo",
        "list.open",
        "answer.clear",
        "questions.search",
        "app.commands",
        "help.keys",
    )

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self._rows: tuple[ListRow, ...] = ()
        self._all = 0
        self._selected: frozenset[str] = frozenset()
        self._sort = SORTS[0]

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield RowsPanel(id="questions")

    def header(self, session: Session) -> HeaderLine:
        """Where one is, what is shown, and what it comes to."""
        overall = interval_text(session.evaluation.scorecard.overall, session.questionnaire.scoring.display)
        parts = [f"sorted by {self._sort}"] if self._sort != SORTS[0] else []
        parts += [f"{len(self._selected)} selected"] if self._selected else []
        count = f"{len(self._rows)} of {self._all}"
        named = f"{self.question_filter} {count}" if self.question_filter != ALL else count
        full = f"filter: {named}" if self.question_filter != ALL else named
        shown = tuple(literal(form) for form in dict.fromkeys((f"{full} · {overall}", full, named, count)))
        return with_state(HeaderLine((session.slug, "questions", "list"), (*parts, shown), gap=" · "), session)

    def show(self, session: Session) -> None:
        """Show the questions that filter and search let through."""
        at = self._row()
        scores = session.evaluation.scorecard.by_question
        self._all = len(filtered(session, ALL))
        rows = tuple(
            ListRow(question.id, question.label, session.assessment.answer(question.id), question, scores[question.id])
            for question in filtered(session, self.question_filter)
        )
        if self.question_filter == NO_LONGER_ASKED:
            rows += tuple(ListRow(name, name, answer) for name, answer in no_longer_asked(session))
        found = tuple(row for row in rows if self.finds(row.id, row.label))
        self._rows = sorted_rows(found, self._sort, session)
        self._selected &= {row.id for row in self._rows}
        wanted = at.id if at is not None else self.subject
        places = [place for place, row in enumerate(self._rows) if row.id == wanted]
        place = places[0] if places else None
        self.query_one(RowsPanel).show(max(1, len(self._rows)), self._draw, place, list_heading)

    def _draw(self, place: int, width: int, is_cursor: bool) -> Content:
        if not self._rows:
            return literal(nothing_here(self.question_filter, self.search))
        row = self._rows[place]
        return list_line(row, self.today, width, is_cursor, row.id in self._selected)

    def _row(self) -> ListRow | None:
        cursor = self.query_one(RowsPanel).cursor
        return self._rows[cursor] if cursor < len(self._rows) else None

    def focused_question(self) -> Question | None:
        """The question under the cursor."""
        row = self._row()
        return row.question if row else None

    def watch_question_filter(self) -> None:
        """Show other questions."""
        self.show_again()

    # Moving and choosing

    def action_cursor(self, step: int) -> None:
        """Another row."""
        self.query_one(RowsPanel).move(step)

    @on(RowsPanel.RowOpened)
    def open_row(self, event: RowsPanel.RowOpened) -> None:
        """A click opens, too."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """The question on a screen of its own."""
        question = self.focused_question()
        self.post_message(Went(Place("question", question.id if question else None)))

    def action_select(self) -> None:
        """Select or not; on to the next row."""
        row = self._row()
        if row is not None and row.question is not None:
            self._selected ^= {row.id}
            self.query_one(RowsPanel).move(1)
            self.show_again()

    def action_select_all(self) -> None:
        """All that are shown, or none if they are already."""
        shown = frozenset(row.id for row in self._rows if row.question is not None)
        self._selected = frozenset() if self._selected == shown else shown
        self.show_again()

    def action_sort(self) -> None:
        """The next order."""
        self._sort = SORTS[(SORTS.index(self._sort) + 1) % len(SORTS)]
        self.say(f"sorted by {self._sort}")
        self.show_again()

    def found_words(self) -> str:
        """How many rows there are."""
        return f"{len(self._rows)} of {self._all}"

    def action_back(self) -> None:
        """Drop the selection, then the search, then leave."""
        if self._selected or self.search:
            self._selected, self.search = frozenset(), "" if not self._selected else self.search
            self.show_again()
        else:
            super().action_back()

    # Changing many

    def _targets(self) -> tuple[Question, ...]:
        selected = tuple(row.question for row in self._rows if row.id in self._selected and row.question is not None)
        one = self.focused_question()
        return selected or ((one,) if one is not None else ())

    def _put(self, answers: dict[str, Answer], words: str) -> None:
        if answers:
            many = f"{len(answers)} questions: {words}" if len(answers) > 1 else words
            label = next(iter(answers))
            self.change(AnswersPut(answers, many if len(answers) > 1 else f"{label}: {words}"))

    def action_choose(self, number: int | None = None) -> None:
        """Answer all of them alike, if they share one answer set."""
        targets = self._targets()
        if number is None or not targets or self.session is None:
            return
        first = targets[0]
        others = [question.label for question in targets if (question.kind, question.choices) != ("one", first.choices)]
        if others:
            self.say(f"not the same choices: {', '.join(others[:3])}", "warning")
            return
        if chosen(first, number) is not None:
            choice = first.choices[number - 1]
            answers = {one.id: self._answer(one).answered(choice=choice.id) for one in targets}
            self._put(answers, choice.label)

    def _answer(self, question: Question) -> Answer:
        assert self.session is not None  # the caller has looked
        return self.session.assessment.answer(question.id)

    def action_clear(self) -> None:
        """Back to unanswered, all of them."""
        if self.session is not None:
            self._put({one.id: self._answer(one).cleared() for one in self._targets()}, "Unanswered")

    def action_copy_last(self) -> None:
        """The last milestone's answers, marked as carried over."""
        last = self.session.last_milestone if self.session else None
        if last is None:
            self.say("there is no milestone to copy from", "warning")
            return
        names = ("choice", "number", "choices", "not_applicable")
        answers = {
            one.id: self._answer(one).model_copy(
                update={**{name: getattr(last.answer(one.id), name) for name in names}, "carried_over": True}
            )
            for one in self._targets()
            if last.answer(one.id).is_answered
        }
        self._put(answers, "last milestone's answer")

    def action_not_applicable(self) -> None:
        """One reason for all of them."""
        targets = self._targets()
        gates = [question.label for question in targets if not question.allow_na]
        if gates:
            self.say(f"can't be not applicable: {', '.join(gates[:3])}", "warning")
        elif targets:
            dialog = OneLine(f"Not applicable · {self._named(targets)}", starters=REASONS, reads=reads_reason)
            self.app.push_screen(dialog, self._take_reason_for_all)

    def _take_reason_for_all(self, reason: str | None) -> None:
        if reason is not None and self.session is not None:
            answers = {one.id: self._answer(one).answered(not_applicable=reason.strip()) for one in self._targets()}
            self._put(answers, f"N/A: {one_line(reason)}")

    def action_edit(self) -> None:
        """One line for all of them."""
        targets = self._targets()
        if targets:
            dialog = OneLine(
                f"Edit · {self._named(targets)}",
                text=Content.assemble("One line for all of them: " if len(targets) > 1 else "", (EDIT_HINT, "$muted")),
                reads=self._reads_for_all,
                hint="↵ apply   Esc leave as it was",
                offers="as the note",
            )
            self.app.push_screen(dialog, self._take_edit_for_all)

    @staticmethod
    def _named(targets: tuple[Question, ...]) -> str:
        return targets[0].label if len(targets) == 1 else f"{len(targets)} selected"

    def _reads_for_all(self, text: str) -> tuple[Content, bool]:
        line = self.read_line(text)
        faults = [fault for one in self._targets() if (fault := fault_of(line, self._answer(one)))]
        if faults:
            return literal(faults[0], "$not-in-place"), False
        words = " · ".join(understood(line, self.today))
        return literal(f"reads as  {words}" if words else ""), True

    def _take_edit_for_all(self, text: str | None) -> None:
        line = self.read_line(text or "")
        if self.session is not None and not line.says_nothing:
            by = self.session.by
            answers = {one.id: applied(line, self._answer(one), self.today, by) for one in self._targets()}
            self._put(answers, ", ".join(understood(line, self.today)))

    def shell_command(self) -> str:
        """What is open, stale and due."""
        return f"readiness status {self.session.slug}" if self.session else ""
