"""Questions line by line, for any terminal and for screen readers: the same questions and help, one line each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_tui.cli.cells import wrap
from readiness_tui.cli.printing import put, say
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from readiness_tui.model.questionnaire import Question
    from readiness_tui.use_cases.sessions import Session

KEYS = "Enter skips · - not applicable · = last milestone's answer · n note · h help · b back · q stop. All is saved."


def ask_all(shell: Shell, agent: str) -> int | None:
    """Ask the open questions of an agent, one after the other; each answer is saved at once.

    Ends with the last open question, at `q`, or where there is no more input.
    """
    from readiness_tui.use_cases.sessions import next_open, open_session

    session = open_session(shell.workspace, agent, shell.today, shell.by)
    say([f"{session.assessment.agent.name}: {_progress(session)}", KEYS])
    current, visited = session.first_open, list[str]()
    while current is not None:
        put(list(_asked(session, session.questionnaire.question_by_id[current])))
        line = _line("> ")
        if line is None or line == "q":
            break
        if line == "b":
            current = visited.pop() if visited else current
            continue
        session, is_done = _taken(shell, session, current, line)
        if is_done:
            visited.append(current)
            current = _following(session, current) if line else next_open(session, current, 1)
            if current in visited and not line:
                break
    put(_closing(session))
    return None


def _line(prompt: str) -> str | None:
    """A line of input without its end; None where there is no more."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None


def _progress(session: Session) -> str:
    from readiness_tui.cli.verdict_text import standing

    return standing(session.questionnaire, session.evaluation)


def _asked(session: Session, question: Question) -> Iterator[str]:
    section = session.questionnaire.section_of[question.id]
    place = list(session.questionnaire.question_by_id).index(question.id) + 1
    gates = ", ".join(dict.fromkeys(gate.level for gate in question.gates))
    yield ""
    yield f"{section.title}, question {place} of {len(session.questionnaire.questions)}" + (
        f", gate of {gates}" if gates else ""
    )
    yield from wrap(question.ask)
    for number, choice in enumerate(question.choices, 1):
        yield f"  {number} {choice.label}"
    if question.kind == "number":
        yield f"  a number of {question.unit}" if question.unit else "  a number"
    if question.kind == "many":
        yield "  one or more numbers, with commas"
    answer = session.assessment.answer(question.id)
    if answer.note:
        yield from wrap(answer.note, "  Note: ")


def _taken(shell: Shell, session: Session, question_id: str, line: str) -> tuple[Session, bool]:
    """What a line does, and whether the question is done with."""
    from readiness_tui.model.faults import UserError

    question = session.questionnaire.question_by_id[question_id]
    if line == "h":
        put(list(_help(question)))
        return session, False
    try:
        changed = _noted(shell, session, question) if line == "n" else _answered(shell, session, question, line)
    except UserError as error:
        say([str(fault) for fault in error.faults])
        return session, False
    if changed is None:
        return session, True
    if changed.save_fault:
        say(f"NOT SAVED: {changed.save_fault}")
    return changed, line != "n"


def _answered(shell: Shell, session: Session, question: Question, line: str) -> Session | None:
    """The session with the answer, saved; None where the line is empty."""
    from readiness_tui.use_cases.answers import NOT_APPLICABLE, read_answer
    from readiness_tui.use_cases.sessions import copy_last_answer, put_answer, save

    if not line:
        return None
    if line == "=":
        return save(copy_last_answer(session, question, shell.now), shell.now)
    text, reason = _choice_text(question, line), None
    if line == "-":
        text, reason = NOT_APPLICABLE, _line("Why does it not apply? ") if question.allow_na else None
    answer = read_answer(question, session.assessment.answer(question.id), text, reason)
    stamped = answer.model_copy(update={"by": session.by, "at": shell.now})
    return save(put_answer(session, question, stamped, text), shell.now)


def _choice_text(question: Question, line: str) -> str:
    """Numbers of choices as their ids; anything else as it is."""
    if question.kind == "number":
        return line
    ids = [choice.id for choice in question.choices]
    parts = [part.strip() for part in line.split(",")]
    named = [ids[int(part) - 1] if part.isdecimal() and 0 < int(part) <= len(ids) else part for part in parts]
    return ",".join(named)


def _noted(shell: Shell, session: Session, question: Question) -> Session:
    from readiness_tui.use_cases.answers import checked_note
    from readiness_tui.use_cases.sessions import put_answer, save

    note = checked_note(_line("Note: ") or "")
    answer = session.assessment.answer(question.id).model_copy(update={"note": note})
    return save(put_answer(session, question, answer, "note"), shell.now)


def _help(question: Question) -> Iterator[str]:
    guidance, improvement = question.guidance, question.improvement
    for label, text in (("Why: ", guidance.why), ("Verify: ", guidance.verify), ("Evidence: ", guidance.evidence)):
        if text:
            yield from wrap(" ".join(text.split()), label, "  ")
    if improvement is not None:
        yield from wrap(" ".join(improvement.do.split()), "Improve: ", "  ")


def _following(session: Session, current: str) -> str | None:
    from readiness_tui.use_cases.sessions import next_open

    return next_open(session, current, 1)


def _closing(session: Session) -> list[str]:
    saved = "saved" if session.is_saved else f"NOT SAVED: {session.save_fault}"
    return ["", f"{_progress(session)}, {saved}", f"Next: readiness score {session.slug}"]
