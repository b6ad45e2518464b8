"""The guided assessment: one question fills the screen, one key answers it, and the next appears."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on

from readiness_tui.model.questionnaire import ProfileFact, Question
from readiness_tui.tui.belongings import in_the_score
from readiness_tui.tui.commands import bindings_of, footer_entries
from readiness_tui.tui.dialogs import OneLine, Reading
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import (
    AnswerCleared,
    FactSet,
    LastAnswerCopied,
    Place,
    SessionChange,
    Went,
)
from readiness_tui.tui.question_index import neighbour, open_stop
from readiness_tui.tui.question_views import EMPTY_DRAFT, Draft
from readiness_tui.tui.taking import (
    Subject,
    chosen,
    is_typed,
    takes_character,
    toggled,
    toggled_answer,
    typed_answer,
    with_typed,
)
from readiness_tui.tui.walking import WalkingFrame
from readiness_tui.tui.widgets.footer import CommandFooter
from readiness_tui.tui.widgets.lines import LinesPanel
from readiness_tui.tui.widgets.rows import RowsPanel
from readiness_tui.use_cases.accounts import account_of
from readiness_tui.use_cases.sessions import Session

QUESTION = (
    "answer.choose",
    "answer.not-applicable",
    "question.next",
    "question.next-open",
    "answer.edit",
    "answer.note",
    "questions.filter",
    "answer.clear",
    "answer.evidence",
    "app.undo",
    "app.commands",
    "help.keys",
)
FOOTERS = {
    "fact": (
        "answer.choose",
        "answer.take",
        "question.next",
        "question.next-open",
        "answer.clear",
        "question.skip-profile",
        "app.commands",
        "help.keys",
    ),
    "number": ("answer.take", *QUESTION[1:]),
    "many": ("answer.choose=Toggle", "answer.take", *QUESTION[1:]),
}
"""What the footer holds where another thing than a question of one choice is in focus."""
KEY_ACTIONS = {
    "n": "note",
    "E": "evidence",
    "e": "edit",
    "w": "waive",
    "=": "copy_last",
    "x": "explain",
    "h": "show_help",
}


class QuestionScreen(WalkingFrame):
    """Answers a question with one key; the form is one widget that is drawn anew, never mounted anew."""

    NAME = "question"
    CSS_PATH = "question.tcss"
    BINDINGS = bindings_of(NAME)
    BESIDE = "#index, #guidance"
    FOOTER: ClassVar[tuple[str, ...]] = QUESTION

    _footer = ""

    def _look(self, session: Session) -> None:
        super()._look(session)
        question = self.focused_question()
        kind = question.kind if question is not None else "fact"
        if kind != self._footer:
            self._footer = kind
            self.query_one(CommandFooter).show(footer_entries(FOOTERS.get(kind, self.FOOTER), self.preferences.keymap))

    # Answering

    def _take(self, change: SessionChange | None) -> None:
        """Make the change, then show the next stop; after the last one the results."""
        if change is None or not self._is_taken(change):
            return
        self._draft = EMPTY_DRAFT
        if self.session is not None:
            self._tell_of_conditions(self.session)
        if self.preferences.advance == "manual" or self.session is None:
            self.show_again()
            return
        self._find_way(self.session)
        stop = neighbour(self.session, self._way, self._at, 1)
        if stop is not None:
            self._go(stop)
            return
        self._at = open_stop(self.session) or self._at
        self._begin()
        self.post_message(Went(Place("results")))

    def _is_taken(self, change: SessionChange) -> bool:
        self._is_taking = True
        try:
            return self.change(change)
        finally:
            self._is_taking = False

    def answered(self, question: Question) -> None:
        """After a dialog that answers: on to the next."""
        if self.preferences.advance == "on-answer":
            self.action_move(1)

    def action_choose(self, number: int | None = None) -> None:
        """A digit: choose, type, or toggle."""
        subject = self._subject()
        if subject is None or number is None:
            return
        if is_typed(subject):
            self._type(str(number))
        elif isinstance(subject, Question) and subject.kind == "many":
            self._toggle(subject, number)
        else:
            self._take(chosen(subject, number))

    def _type(self, text: str) -> None:
        if self.session is not None:
            self._draft = with_typed(self._draft, text)
            self._cursor = 0
            self._look(self.session)

    def _toggle(self, question: Question, number: int) -> None:
        if self.session is not None and number <= len(question.choices):
            self._draft = toggled(question, self._draft, self._answer(), number)
            self._cursor = number - 1
            self._look(self.session)

    def take_key(self, event: events.Key) -> bool:
        """What no command has: the other characters of a number or date."""
        subject = self._subject()
        if subject is None or not event.character or not takes_character(subject, event.character):
            return False
        self._type(event.character)
        return True

    def on_paste(self, event: events.Paste) -> None:
        """A number or date may be pasted."""
        subject = self._subject()
        text = event.text.strip()
        if subject is not None and text and all(takes_character(subject, character) for character in text):
            self._type(text)

    def action_take(self) -> None:
        """Enter: take what the cursor is on."""
        subject = self._subject()
        if subject is None or self._view is None:
            return
        tags = [row.tag for row in self._view.rows if row.tag]
        tag = tags[self._cursor]
        if tag == "field":
            self._take_typed(subject)
        elif tag == "na":
            self.action_not_applicable()
        elif tag == "clear":
            self.action_clear()
        elif isinstance(subject, Question) and subject.kind == "many":
            self._take_toggled(subject)
        else:
            self._take(chosen(subject, self._cursor + 1))

    def _take_typed(self, subject: Subject) -> None:
        if subject.kind == "text" and isinstance(subject, ProfileFact):
            self._write_fact(subject)
        elif not self._draft.typed:
            self.action_move(1)
        else:
            change, fault = typed_answer(subject, self._draft.typed, self._answer())
            self._take_or_tell(change, fault)

    def _take_toggled(self, question: Question) -> None:
        if self._draft.toggled is None:
            self._toggle(question, self._cursor + 1)
        else:
            self._take_or_tell(*toggled_answer(question, self._draft, self._answer()))

    def _take_or_tell(self, change: SessionChange | None, fault: str) -> None:
        if change is not None:
            self._take(change)
        elif self.session is not None:
            self._draft = Draft(self._draft.typed, self._draft.toggled, fault)
            self._look(self.session)

    def _write_fact(self, fact: ProfileFact) -> None:
        def take(text: str | None) -> None:
            if text is not None:
                self._take(FactSet(fact.id, text.strip() or None, f"{fact.label}: {text.strip()}"))

        value = self.session.assessment.profile.get(fact.id) if self.session else ""
        self.app.push_screen(OneLine(fact.label, value or ""), take)

    def action_toggle_choice(self) -> None:
        """Space: toggle the choice under the cursor."""
        question = self.focused_question()
        if question is not None and question.kind == "many":
            self._toggle(question, self._cursor + 1)

    def action_clear(self) -> None:
        """Take back the last typed character, else the answer."""
        if self.session is None or self._at is None:
            return
        if self._draft.typed:
            self._draft = Draft(self._draft.typed[:-1])
            self._look(self.session)
        elif self._at.kind == "fact":
            self.change(FactSet(self._at.id, None, f"profile: {self._at.id} not known"))
        else:
            self._draft = EMPTY_DRAFT
            self.change(AnswerCleared(self._at.id))

    def action_copy_last(self) -> None:
        """The last milestone's answer, marked as carried over."""
        question = self.focused_question()
        if question is not None:
            self._take(LastAnswerCopied(question.id))

    def unready(self, action: str) -> str:
        """What works on facts alone, or on questions of one kind alone."""
        question = self.focused_question()
        if action == "toggle_choice" and (question is None or question.kind != "many"):
            return "only where several can be chosen"
        if action == "explain" and question is None:
            return "no question is in focus"
        if action == "skip_profile" and question is not None:
            return "only among the facts about the agent"
        return "" if action == "clear" and self._draft != EMPTY_DRAFT else super().unready(action)

    def action_explain(self) -> None:
        """What the question does to the score."""
        question = self.focused_question()
        if question is not None and self.session is not None:
            told = f"{in_the_score(self.session, question)}.\n\n{account_of(self.session, question.id)}"
            text = literal(told)
            self.app.push_screen(Reading(f"In the score · {question.label}", text))

    def action_not_applicable(self) -> None:
        """A minus in a date, else N/A."""
        subject = self._subject()
        if subject is not None and takes_character(subject, "-"):
            self._type("-")
        else:
            super().action_not_applicable()

    # The mouse

    @on(LinesPanel.LineClicked)
    async def click(self, event: LinesPanel.LineClicked) -> None:
        """A click on a choice takes it; one on note, evidence and so on opens it."""
        event.stop()
        kind, _, rest = event.tag.partition(":")
        if kind == "key":
            await self.run_action(KEY_ACTIONS.get(rest, "show_help"))
            return
        self._cursor = int(rest)
        question = self.focused_question()
        if question is not None and question.kind == "many" and self._cursor < len(question.choices):
            self._toggle(question, self._cursor + 1)
        else:
            self.action_take()

    @on(RowsPanel.RowMoved)
    def click_row(self, event: RowsPanel.RowMoved) -> None:
        """A click in the list goes there."""
        event.stop()
        if self._index is not None:
            self._go(self._index.rows[event.row].stop)
