"""From a message in domain words to the next session."""

from __future__ import annotations

from datetime import datetime

from readiness_tui.model.assessment import Answer
from readiness_tui.model.questionnaire import Question
from readiness_tui.tui import messages
from readiness_tui.use_cases import sessions
from readiness_tui.use_cases.sessions import Session


def session_after(event: messages.SessionChange, session: Session, now: datetime) -> Session:
    """The session after what happened, not yet saved. Raises UserError where it can't be done."""
    match event:
        case messages.Answered(question_id=question_id, choice_id=choice_id):
            return sessions.answer_choice(session, _question(session, question_id), choice_id, now)
        case messages.AnswerPut(question_id=question_id, answer=answer, words=words):
            signed = _signed(session, question_id, answer, now)
            return sessions.put_answer(session, _question(session, question_id), signed, words)
        case messages.AnswerCleared(question_id=question_id):
            return sessions.clear_answer(session, _question(session, question_id))
        case messages.LastAnswerCopied(question_id=question_id):
            return sessions.copy_last_answer(session, _question(session, question_id), now)
        case messages.NoteChanged(question_id=question_id, text=text, continues=continues):
            return _with_note(session, _question(session, question_id), text, continues)
        case messages.FactSet(fact_id=fact_id, value=value, words=words):
            return sessions.set_fact(session, fact_id, value, words)
        case messages.AnswersPut(answers=answers, words=words):
            assessment = session.assessment
            for question_id, answer in answers.items():
                assessment = assessment.with_answer(question_id, _signed(session, question_id, answer, now))
            return sessions.changed(session, assessment, words, next(iter(answers), ""))
        case _:
            return _task_change(event, session)


def _task_change(event: messages.SessionChange, session: Session) -> Session:
    match event:
        case messages.Rated(task_id=task_id, factor=factor, level=level):
            task = session.assessment.tasks[task_id]
            words = f"{factor.replace('_', ' ')} {'not known' if level is None else level}"
            return sessions.put_task(session, task_id, task.rated(factor, level), words)
        case messages.TaskPut(task_id=task_id, task=task, words=words):
            return sessions.put_task(session, task_id, task, words)
        case messages.TaskRemoved(task_id=task_id):
            return sessions.remove_task(session, task_id)
        case messages.TasksPut(tasks=tasks, words=words):
            assessment = session.assessment
            for task_id, task in tasks.items():
                assessment = assessment.with_task(task_id, task)
            return sessions.changed(session, assessment, words, f"task:{next(iter(tasks), '')}")
        case _:
            raise NotImplementedError(type(event).__name__)


def _question(session: Session, question_id: str) -> Question:
    return session.questionnaire.question_by_id[question_id]


def _signed(session: Session, question_id: str, answer: Answer, now: datetime) -> Answer:
    """Who answered and when; a note, an owner or evidence alone doesn't change that."""
    before = session.assessment.answer(question_id)
    given = [(one.choice, one.number, one.choices, one.not_applicable) for one in (before, answer)]
    if given[0] == given[1] or not answer.is_answered:
        return answer
    return answer.model_copy(update={"by": session.by or answer.by, "at": now})


def _with_note(session: Session, question: Question, text: str, continues: bool) -> Session:
    """A note that is still being typed replaces its own last step, so that one note is one step of undo."""
    if continues and session.done and session.done[-1].place == question.id:
        session = sessions.undo(session)[0]
    answer = session.assessment.answer(question.id).model_copy(update={"note": text})
    return sessions.put_answer(session, question, answer, "note")
