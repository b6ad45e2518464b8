"""The way through an assessment on a screen: where one is, what is shown of it, and how one moves on."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.timer import Timer

from readiness_tui.model.assessment import EMPTY_ANSWER, Answer
from readiness_tui.model.questionnaire import ProfileFact, Question
from readiness_tui.tui.answering import AnsweringFrame, nothing_here
from readiness_tui.tui.glyphs import RULE_BESIDE
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import Place, Went
from readiness_tui.tui.question_index import (
    NO_WAY,
    QuestionIndex,
    Stop,
    change_words,
    first_stop,
    neighbour,
    number_of,
    open_stop,
    stops_of,
    way_of,
)
from readiness_tui.tui.question_views import EMPTY_DRAFT, fact_view, question_view, questions_header
from readiness_tui.tui.save_state import with_state
from readiness_tui.tui.shell_twins import answering_command
from readiness_tui.tui.side_guidance import side_guidance, side_lines
from readiness_tui.tui.taking import Subject
from readiness_tui.tui.widgets.header import HeaderLine
from readiness_tui.tui.widgets.lines import Line, LinesPanel
from readiness_tui.tui.widgets.question_form import FormLook, QuestionView, form_lines
from readiness_tui.tui.widgets.rows import RowsPanel
from readiness_tui.tui.widgets.side_by_side import SideBySide
from readiness_tui.use_cases.effects import Effect, effects, wants_effects
from readiness_tui.use_cases.guidance import ABOUT_FACTS
from readiness_tui.use_cases.question_filters import ALL, NO_LONGER_ASKED
from readiness_tui.use_cases.sessions import Session, next_open, shown_questions

EFFECTS_AFTER = 0.04


class WalkingFrame(AnsweringFrame):
    """A screen that shows one question or fact after another, in one form that is drawn anew and never mounted anew."""

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self._is_taking = False
        self._slug = ""
        self._wanted: str | None = None
        self._at: Stop | None = None
        self._way = NO_WAY
        self._all = 0
        self._draft = EMPTY_DRAFT
        self._cursor = 0
        self._folded: frozenset[str] = frozenset()
        self._view: QuestionView | None = None
        self._effects: tuple[Effect, ...] = ()
        self._timer: Timer | None = None
        self._asked: tuple[Question, ...] = ()
        self._index: QuestionIndex | None = None
        self._found: tuple[Session, tuple[str, str]] | None = None

    def compose_body(self) -> ComposeResult:
        """The list and the guidance are shown on wide screens only."""
        with SideBySide():
            yield RowsPanel(id="index", after=RULE_BESIDE)
            yield LinesPanel(id="form")
            yield LinesPanel(id="guidance", before=f"{RULE_BESIDE} ", after=" ")

    # Where one is

    def open_at(self, subject: str | None) -> None:
        """Go to a question or fact; without one stay, or resume at the first open question."""
        self._wanted = subject
        if self.session is not None:
            self._begin()
            self.show_again()

    def _take_wanted(self, session: Session) -> None:
        if self._wanted is not None:
            facts = {fact.id for fact in session.questionnaire.profile}
            is_question = session.questionnaire.question(self._wanted) is not None
            self._at = Stop("fact" if self._wanted in facts and not is_question else "question", self._wanted)
            self._wanted = None

    def _begin(self) -> None:
        self._draft, self._effects, self._cursor = EMPTY_DRAFT, (), -1

    def _subject(self) -> Subject | None:
        if self.session is None or self._at is None:
            return None
        questionnaire = self.session.questionnaire
        return questionnaire.fact(self._at.id) if self._at.kind == "fact" else questionnaire.question(self._at.id)

    def focused_question(self) -> Question | None:
        """The question that is shown; None for a fact."""
        subject = self._subject()
        return subject if isinstance(subject, Question) else None

    def _answer(self) -> Answer:
        return self.session.assessment.answer(self._at.id) if self.session and self._at else EMPTY_ANSWER

    def _go(self, stop: Stop) -> None:
        if stop != self._at:
            self._at = stop
            self._begin()
        self.show_again()

    # What is shown

    def header(self, session: Session) -> HeaderLine:
        """Where one is, how far, and what it comes to."""
        facts, gap = questions_header(session, is_narrow=self.app.size.width < 100)
        return with_state(HeaderLine((session.slug, "questions"), facts, gap=gap), session)

    def watch_session(self, session: Session | None) -> None:
        """Show the change, but not while an answer leads on to the next stop, which is then shown."""
        if not self._is_taking:
            super().watch_session(session)

    def show(self, session: Session) -> None:
        """Show the stop one is at with the answers of this session."""
        if session.slug != self._slug:
            self._slug, self._at, self._asked = session.slug, None, ()
        self._take_wanted(session)
        self._tell_of_conditions(session)
        self._find_way(session)
        if self._at is None or self._subject() is None:
            self._at = first_stop(session)
            self._begin()
        self._effects = ()
        self._look(session)
        if self._timer is not None:
            self._timer.stop()
        if self._wants_effects(session):
            self._timer = self.set_timer(EFFECTS_AFTER, self._show_effects)

    def _look(self, session: Session) -> None:
        subject = self._subject()
        if subject is None:
            self.query_one("#form", LinesPanel).show(lambda width, height: [Line(literal(" Nothing is asked here."))])
            return
        self._view = self._viewed(session, subject)
        rows = [row for row in self._view.rows if row.tag]
        if self._cursor < 0:
            now = [place for place, row in enumerate(rows) if row.remark.startswith("now") and row.tag != "clear"]
            self._cursor = now[0] if now else 0
        self._cursor = min(self._cursor, len(rows) - 1)
        self.query_one("#form", LinesPanel).show(self._form)
        if self.has_class("-wide"):
            self._show_sides(session)

    def _viewed(self, session: Session, subject: Subject) -> QuestionView:
        if isinstance(subject, ProfileFact):
            facts = session.questionnaire.profile
            return fact_view(session, subject, f"{facts.index(subject) + 1} of {len(facts)}", self._draft)
        number = number_of(session, subject)
        place = "not asked now" if number is None else f"{number} of {len(shown_questions(session))}"
        name = self.question_filter
        if name != ALL:
            place += f" · f {name}"
        if self.search:
            place += f" · / {self.search}"
        view = question_view(session, subject, place, self._draft, self._effects)
        return replace(view, expects_effects=self._wants_effects(session))

    def _form(self, width: int, height: int) -> list[Line]:
        assert self._view is not None  # shown after it was made
        return form_lines(self._view, FormLook(width, height, self._cursor, self.has_class("-wide")))

    def _show_sides(self, session: Session) -> None:
        index = self._index
        if index is None or not index.is_of(session, self._way, self._folded):
            index = self._index = QuestionIndex(session, self._way, self._folded)
        heading = literal(f" QUESTIONS  f {self.question_filter} {self._way.questions}", "$muted")
        self.query_one("#index", RowsPanel).show(len(index.rows), index.draw, index.place(self._at), lambda _: heading)
        question = self.focused_question()
        has_effects = bool(self._effects)
        self.query_one("#guidance", LinesPanel).show(
            lambda width, height: side_lines(side_guidance(session, question, has_effects), width, height)
        )

    def _tell_of_conditions(self, session: Session) -> None:
        before, self._asked = self._asked, shown_questions(session)
        if before and before is not self._asked and (words := change_words(before, self._asked)):
            self.say(words)

    def _wants_effects(self, session: Session) -> bool:
        question = self.focused_question()
        return question is not None and wants_effects(session, question)

    def _show_effects(self) -> None:
        question = self.focused_question()
        if self.session is not None and question is not None:
            self._effects = effects(self.session, question)
            self._look(self.session)

    def on_resize(self) -> None:
        """List and guidance come and go with the width."""
        self.call_after_refresh(self.show_again)

    def watch_question_filter(self) -> None:
        """Walk other questions: go to the first of them if this is none."""
        if self.session is not None and self.is_ready:
            self._find_way(self.session)
            if self.question_filter == NO_LONGER_ASKED and self.is_current:
                self.action_list()
            elif not self._way.stops:
                self.say(nothing_here(self.question_filter).strip())
            elif self._at not in self._way.places:
                self._go(self._way.stops[0])
            self.show_again()

    def _find_way(self, session: Session) -> None:
        by = (self.question_filter, self.search)
        if self._found is not None and self._found[0] is session and self._found[1] == by:
            return
        self._found = (session, by)
        way = stops_of(session, self.question_filter)
        self._all = len(way.stops)
        self._way = way_of(stop for stop in way.stops if self._finds(session, stop)) if self.search else way

    def _finds(self, session: Session, stop: Stop) -> bool:
        question = session.questionnaire.question(stop.id) if stop.kind == "question" else None
        return question is not None and self.finds(question.id, question.label)

    def found_words(self) -> str:
        """How many questions can be walked through; the first of them is shown."""
        if self.search and self._way.stops and self._at not in self._way.places:
            self._go(self._way.stops[0])
        return f"{len(self._way.stops)} of {self._all}" if self._way.stops else f"Nothing matches '{self.search}'"

    # Moving

    def action_move(self, step: int) -> None:
        """The next or previous stop."""
        if self.session is not None:
            stop = neighbour(self.session, self._way, self._at, step)
            if stop is not None:
                self._go(stop)

    def action_move_open(self, step: int) -> None:
        """The next or previous open question."""
        if self.session is not None:
            here = self._at.id if self._at and self._at.kind == "question" else None
            found = next_open(self.session, here, step)
            if found is None:
                self.say("Nothing else is open: F5 results")
            else:
                self._go(Stop("question", found))

    def action_cursor(self, step: int) -> None:
        """Another choice."""
        if self.session is not None and self._view is not None:
            count = sum(bool(row.tag) for row in self._view.rows)
            self._cursor = (self._cursor + step) % max(1, count)
            self._look(self.session)

    def action_skip_profile(self) -> None:
        """Leave the facts for later."""
        if self.session is not None and self._at is not None and self._at.kind == "fact":
            stop = open_stop(self.session) or next((one for one in self._way.stops if one.kind == "question"), None)
            if stop is not None:
                self._go(stop)

    def action_list(self) -> None:
        """All questions in a list."""
        self.post_message(Went(Place("question_list", self._at.id if self._at else None)))

    def action_fold(self, is_folded: bool) -> None:
        """Fold or unfold the section in the list."""
        question = self.focused_question()
        if question is not None and self.session is not None:
            section = self.session.questionnaire.section_of[question.id].id
            self._folded = self._folded | {section} if is_folded else self._folded - {section}
            self._look(self.session)

    def action_back(self) -> None:
        """First drop what was begun, then leave."""
        if self._draft != EMPTY_DRAFT and self.session is not None:
            self._draft = EMPTY_DRAFT
            self._look(self.session)
        elif self.search:
            self.search = ""
            self.show_again()
        else:
            super().action_back()

    def help_text(self) -> tuple[str, str]:
        """What a fact is for, or the guidance of the question."""
        subject = self._subject()
        if isinstance(subject, ProfileFact):
            return subject.label, f"{subject.ask.strip()}\n\n{ABOUT_FACTS}\n\ns skips all of them; Del takes one back."
        return super().help_text()

    def shell_command(self) -> str:
        """The command that answers this question."""
        return answering_command(self.session, self._at) if self.session and self._at else ""
