"""What a line makes of the open assessment: an answer, a note, evidence, a fact. Nothing is saved here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from readiness_tui.model.questionnaire import ProfileFact, Question
    from readiness_tui.use_cases.sessions import Session


def answered(session: Session, question: Question, line: str, reason: str | None, now: datetime) -> Session:
    """The session with what a line answers. Raises UserError with what can be written instead."""
    from readiness_tui.use_cases.answers import NOT_APPLICABLE, read_answer
    from readiness_tui.use_cases.sessions import clear_answer, copy_last_answer, put_answer

    if line == "=":
        return copy_last_answer(session, question, now)
    if line == "c":
        return clear_answer(session, question)
    text = NOT_APPLICABLE if line == "-" else _choice_text(question, line)
    answer = read_answer(question, session.assessment.answer(question.id), text, reason)
    return put_answer(session, question, answer.model_copy(update={"by": session.by, "at": now}), text)


def _choice_text(question: Question, line: str) -> str:
    """Numbers of choices as their ids; anything else as it is."""
    if question.kind == "number":
        return line
    return ",".join(_named(part.strip(), [choice.id for choice in question.choices]) for part in line.split(","))


def _named(text: str, ids: Sequence[str]) -> str:
    """The id that a number stands for; any other text as it is."""
    is_number = text.isascii() and text.isdecimal() and len(text) < 6 and 0 < int(text) <= len(ids)
    return ids[int(text) - 1] if is_number else text


def with_fact(session: Session, fact: ProfileFact, line: str) -> Session:
    """The session with a fact about the agent; `c` takes it back. Raises UserError."""
    from readiness_tui.model.faults import UserError
    from readiness_tui.use_cases.profiles import fact_fault
    from readiness_tui.use_cases.sessions import set_fact

    if line == "c":
        return set_fact(session, fact.id, None)
    value = _named(line, [choice.id for choice in fact.choices])
    fault = fact_fault(fact, value)
    if fault is not None:
        raise UserError(fault)
    return set_fact(session, fact.id, value)


def with_note(session: Session, question: Question, note: str) -> Session:
    """The session with another note. Raises UserError."""
    from readiness_tui.use_cases.answers import checked_note
    from readiness_tui.use_cases.sessions import put_answer

    answer = session.assessment.answer(question.id).model_copy(update={"note": checked_note(note)})
    return put_answer(session, question, answer, "note")


def with_evidence(session: Session, question: Question, what: str, observed: str, expires: str) -> Session:
    """The session with one more piece of evidence, observed today unless another day is said. Raises UserError."""
    from readiness_tui.use_cases.answers import Extras, with_extras
    from readiness_tui.use_cases.sessions import put_answer

    extras = Extras(evidence=(what,), observed=observed or str(session.today), expires=expires or None)
    answer = with_extras(session.assessment.answer(question.id), extras, session.by)
    return put_answer(session, question, answer, "evidence")


def with_edit_line(session: Session, question: Question, text: str) -> tuple[Session, str]:
    """The session with owner, due and the rest as one line says, and how it was understood. Raises UserError."""
    from readiness_tui.model.faults import UserError
    from readiness_tui.use_cases.edit_line import applied, fault_of, read_edit_line, understood
    from readiness_tui.use_cases.sessions import put_answer

    line, before = read_edit_line(text, session.today), session.assessment.answer(question.id)
    fault = fault_of(line, before)
    if fault:
        raise UserError(fault)
    words = ", ".join(understood(line, session.today))
    return put_answer(session, question, applied(line, before, session.today, session.by), words), words


def with_waiver(session: Session, question: Question, said: tuple[str, str, str] | None) -> Session:
    """The session with a waiver of that reason, approver and last day; None takes it back. Raises UserError."""
    from readiness_tui.use_cases.sessions import put_answer
    from readiness_tui.use_cases.waivers import checked_waiver

    waiver = checked_waiver(*said, session.today) if said is not None else None
    answer = session.assessment.answer(question.id).model_copy(update={"waiver": waiver})
    return put_answer(session, question, answer, "waiver" if waiver else "waiver taken back")


def found(session: Session, words: str) -> list[Question]:
    """The questions that words lead to, best first: an id, the beginning of one, words in its name or text."""
    from readiness_tui.use_cases.sessions import shown_questions

    wanted = words.casefold().split()
    ranked = []
    for place, question in enumerate(shown_questions(session)):
        texts = (question.id, question.label.casefold(), f"{question.id} {question.label} {question.ask}".casefold())
        ways = (
            texts[0] == "".join(wanted),
            texts[0].startswith("-".join(wanted)),
            all(word in f"{texts[0]} {texts[1]}" for word in wanted),
            all(word in texts[2] for word in wanted),
        )
        if wanted and any(ways):
            ranked.append((ways.index(True), place, question))
    return [question for *_, question in sorted(ranked, key=lambda one: one[:2])]
