"""What the question screen and the list of questions share: note, evidence, edit line, waiver, not applicable."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from readiness_tui.model.assessment import Answer, Evidence, Waiver
from readiness_tui.model.questionnaire import Question
from readiness_tui.model.values import parse_day
from readiness_tui.tui.answer_fields import day_of, fault_of_day, fault_of_text, faults_of_waiver, reads_reason
from readiness_tui.tui.belongings import evidence_text
from readiness_tui.tui.dialogs import Choose, OneLine, Pick
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.literal import literal, one_line
from readiness_tui.tui.messages import AnswerPut, FilterChosen
from readiness_tui.tui.writing import Field, Form, NoteDialog
from readiness_tui.use_cases.edit_line import EditLine, applied, fault_of, read_edit_line, understood
from readiness_tui.use_cases.guidance import guidance
from readiness_tui.use_cases.question_filters import NO_LONGER_ASKED, filter_names, filtered, no_longer_asked

REASONS = ("out of scope", "other priority", "architecture")
OF_A_QUESTION = ("note", "evidence", "edit", "waive", "copy_last", "not_applicable")
EDIT_HINT = "@name owner   +3d +2w fri 2026-12-04 due   #ticket   link or path: evidence   the rest: note"


class AnsweringFrame(Frame):
    """A screen with a question in focus, and the dialogs for all that belongs to its answer."""

    search = ""

    def focused_question(self) -> Question | None:
        """The question that the keys are about."""
        return None

    def _focused(self) -> tuple[Question, Answer] | None:
        question = self.focused_question()
        if question is None or self.session is None:
            return None
        return question, self.session.assessment.answer(question.id)

    def unready(self, action: str) -> str:
        """What needs a question, an answer of a milestone, or a question that need not apply."""
        focused, session = self._focused(), self.session
        if focused is None or session is None:
            return "no question is in focus" if action in OF_A_QUESTION else super().unready(action)
        question, answer = focused
        last = session.last_milestone.answer(question.id) if session.last_milestone and session.milestones else None
        if action == "copy_last" and (last is None or not last.is_answered):
            return "no milestone has an answer to it"
        if action == "not_applicable" and not question.allow_na:
            return "it is a gate" if question.gates else "it always applies"
        if action == "clear" and not answer.is_answered:
            return "it has no answer"
        return super().unready(action)

    def markdown(self) -> str:
        """The question with its answer."""
        from readiness_tui.use_cases.copying import question_as_markdown  # reports are loaded only when copied

        question = self.focused_question()
        return question_as_markdown(self.session, question) if question is not None and self.session else ""

    def help_text(self) -> tuple[str, str]:
        """The guidance of the question."""
        question = self.focused_question()
        if question is None or self.session is None:
            return "", ""
        texts = guidance(self.session.questionnaire, question)
        return question.label, "\n\n".join(f"{title.upper()}\n{text}" for title, text in texts)

    def action_note(self) -> None:
        """Write the note."""
        if focused := self._focused():
            question, answer = focused
            self.app.push_screen(NoteDialog(f"Note · {question.label}", question.id, answer.note))

    # Not applicable

    def action_not_applicable(self) -> None:
        """Ask why it doesn't apply."""
        if not (focused := self._focused()):
            return
        question, answer = focused
        if not question.allow_na:
            why = "it is a gate" if question.gates else "it always applies"
            self.say(f"{question.label} can't be not applicable: {why}", "warning")
            return
        dialog = OneLine(
            f"Not applicable · {question.label}",
            answer.not_applicable or "",
            text=literal("Why does it not apply? The reason is kept with the answer, and in every report."),
            starters=REASONS,
            reads=reads_reason,
        )
        self.app.push_screen(dialog, partial(self._take_reason, question))

    def _take_reason(self, question: Question, reason: str | None) -> None:
        if reason is not None and self.session is not None:
            answer = self.session.assessment.answer(question.id).answered(not_applicable=reason.strip())
            if self.change(AnswerPut(question.id, answer, f"N/A: {one_line(reason)}")):
                self.answered(question)

    def answered(self, question: Question) -> None:
        """The question was answered: where to go now is the screen's business."""

    # Edit line

    def action_edit(self) -> None:
        """Owner, due date, ticket, evidence and note in one line."""
        if focused := self._focused():
            question, answer = focused
            dialog = OneLine(
                f"Edit · {question.label}",
                text=literal(EDIT_HINT, "$muted"),
                reads=partial(self._reads_edit, answer),
                hint="↵ apply   Esc leave as it was",
                offers="as the note",
            )
            self.app.push_screen(dialog, partial(self._take_edit, question))

    def read_line(self, text: str) -> EditLine:
        """What an edit line says in this workspace, today."""
        return read_edit_line(text, self.today, self._exists)

    def _exists(self, path: str) -> bool:
        if self.workspace is None:
            return False
        try:
            return (self.workspace.root / path).is_file()
        except (OSError, ValueError):
            return False

    def _reads_edit(self, answer: Answer, text: str) -> tuple[Content, bool]:
        line = self.read_line(text)
        fault = fault_of(line, answer)
        if fault:
            return literal(fault, "$not-in-place"), False
        words = " · ".join(understood(line, self.today))
        return (literal(f"reads as  {words}"), True) if words else (Content(""), True)

    def _take_edit(self, question: Question, text: str | None) -> None:
        line = self.read_line(text or "")
        if self.session is not None and not line.says_nothing:
            answer = applied(line, self.session.assessment.answer(question.id), self.today, self.session.by)
            self.change(AnswerPut(question.id, answer, ", ".join(understood(line, self.today))))

    # Evidence

    def action_evidence(self) -> None:
        """Add evidence, or pick one to change."""
        if not (focused := self._focused()):
            return
        question, answer = focused
        if not answer.evidence:
            self._evidence_form(question, -1)
            return
        picks = (
            *(Pick(str(place), evidence_text(part, self.today)) for place, part in enumerate(answer.evidence)),
            Pick("-1", "Add evidence"),
        )
        dialog = Choose(f"Evidence · {question.label}", picks, counts=True)
        self.app.push_screen(dialog, partial(self._pick_evidence, question))

    def _pick_evidence(self, question: Question, place: str | None) -> None:
        if place is not None:
            self._evidence_form(question, int(place))

    def _evidence_form(self, question: Question, place: int) -> None:
        focused = self._focused()
        old = focused[1].evidence[place] if focused and place >= 0 else Evidence(observed=self.today)
        fields = (
            Field("Link or text", old.link or one_line(old.text), "https://… or a path or words", fault_of_text),
            Field("Observed", str(old.observed or ""), "YYYY-MM-DD", fault_of_day),
            Field("Expires", str(old.expires or ""), "YYYY-MM-DD, empty: no expiry", fault_of_day),
        )
        empty = "Nothing is fetched." + (" An empty first field takes it away." if place >= 0 else "")
        dialog = Form(f"Evidence · {question.label}", fields, empty)
        self.app.push_screen(dialog, partial(self._take_evidence, question, place))

    def _take_evidence(self, question: Question, place: int, values: tuple[str, ...] | None) -> None:
        if values is None or self.session is None:
            return
        answer = self.session.assessment.answer(question.id)
        kept = [part for number, part in enumerate(answer.evidence) if number != place]
        text = values[0].strip()
        if text:
            name = "link" if text.startswith(("https://", "http://")) else "text"
            days = {"observed": day_of(values[1]), "expires": day_of(values[2])}
            new = Evidence.model_validate({name: text, "by": self.session.by or None, **days})
            kept.insert(place if place >= 0 else len(kept), new)
        if text or place >= 0:
            put = answer.model_copy(update={"evidence": tuple(kept)})
            self.change(AnswerPut(question.id, put, "evidence" if text else "evidence taken away"))

    # Waiver

    def action_waive(self) -> None:
        """Accept a shortfall for a time."""
        if focused := self._focused():
            question, answer = focused
            old = answer.waiver
            fields = (
                Field("Reason", one_line(old.reason) if old else "", "why it may be accepted", fault_of_text),
                Field("Approver", old.approver if old else "", "who accepts it", fault_of_text),
                Field("Expires", str(old.expires) if old else "", "YYYY-MM-DD", fault_of_day),
            )
            told = "The gate passes until then and stays listed. An empty reason takes the waiver back."
            dialog = Form(f"Waive · {question.label}", fields, told, partial(faults_of_waiver, self.today))
            self.app.push_screen(dialog, partial(self._take_waiver, question))

    def _take_waiver(self, question: Question, values: tuple[str, ...] | None) -> None:
        if values is None or self.session is None:
            return
        reason, approver, expires = (value.strip() for value in values)
        waiver = Waiver(reason=reason, approver=approver, expires=parse_day(expires)) if reason else None
        answer = self.session.assessment.answer(question.id).model_copy(update={"waiver": waiver})
        self.change(AnswerPut(question.id, answer, f"waived until {expires}" if reason else "waiver taken back"))

    # Filter and search

    def action_search(self) -> None:
        """Narrow to the questions that hold some words, while typing."""
        self.app.push_screen(OneLine("Search questions", self.search, reads=self._narrow), self._end_search)

    def _narrow(self, text: str) -> tuple[Content, bool]:
        self.search = text.strip()
        self.show_again()
        return literal(self.found_words(), "$muted"), True

    def _end_search(self, text: str | None) -> None:
        if text is None and self.search:
            self.search = ""
            self.show_again()

    def found_words(self) -> str:
        """How many questions the search lets through."""
        return ""

    def finds(self, question_id: str, label: str) -> bool:
        """Whether the search lets a question through: its id, words or owner."""
        if not self.search or self.session is None:
            return True
        owner = self.session.assessment.answer(question_id).owner or ""
        question = self.session.questionnaire.question(question_id)
        held = f"{question_id} {label} {question.ask if question else ''} {owner}"
        return self.search.casefold() in held.casefold()

    def action_filter(self) -> None:
        """Choose which questions to walk through."""
        if self.session is not None:
            names = filter_names(self.session)
            counts = {name: len(filtered(self.session, name)) for name in names}
            counts[NO_LONGER_ASKED] = len(no_longer_asked(self.session))
            picks = tuple(Pick(name, words, f"{counts[name]}") for name, words in names.items())
            self.app.push_screen(Choose("Which questions", picks, counts=True), self._take_filter)

    def _take_filter(self, name: str | None) -> None:
        if name is not None:
            self.post_message(FilterChosen(name))


def nothing_here(filter_name: str, search: str = "") -> str:
    """What stands where a filter lets no question through."""
    if search:
        return f" Nothing matches '{search}', Esc shows all."
    words = "Nothing open here" if filter_name == "open" else f"Nothing here: f {filter_name}"
    return f" {words}: f all, F5 results." if filter_name == "open" else f" {words}. f all shows all, F5 results."
