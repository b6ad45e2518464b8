"""What stands beside the text of a questionnaire: preview, outline, problems and impact, as lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from textual.content import Content

from readiness_tui.model.faults import Fault
from readiness_tui.tui.dialogs import Pick
from readiness_tui.tui.glyphs import CURSOR, FULL, NOT, PARTLY
from readiness_tui.tui.literal import clipped, literal, one_line
from readiness_tui.tui.question_index import QuestionIndex, Stop, stops_of
from readiness_tui.tui.question_views import fact_view, question_view
from readiness_tui.tui.widgets.lines import Line, told_lines, wrapped
from readiness_tui.tui.widgets.question_form import FormLook, form_lines
from readiness_tui.use_cases.question_filters import ALL
from readiness_tui.use_cases.questionnaire_drafts import QuestionnaireRow
from readiness_tui.use_cases.questionnaire_trials import Trial
from readiness_tui.use_cases.sessions import Session

MOST_NAMED = 4
MOST_EDITS = 12
_ID = re.compile(r"^\s*(?:- *)?\{? *id *: *['\"]?([a-z0-9-]+)")
_BLOCK = re.compile(r"^([a-z_]+) *:")


def stop_at(line_of: Callable[[int], str], row: int, session: Session) -> Stop | None:
    """The question or fact whose text the cursor is in; None outside of both. `line_of` reads a line by its number."""
    facts = {fact.id for fact in session.questionnaire.profile}
    questions = session.questionnaire.question_by_id
    for place in range(row, -1, -1):
        line = line_of(place)
        if line[:1].isalpha() and _BLOCK.match(line):
            return None
        match = _ID.match(line) if "id" in line else None
        if match is not None and match[1] in facts and _block_of(line_of, place) == "profile":
            return Stop("fact", match[1])
        if match is not None and match[1] in questions and _block_of(line_of, place) == "sections":
            return Stop("question", match[1])
    return None


def _block_of(line_of: Callable[[int], str], row: int) -> str:
    """The key at the margin that a line belongs to."""
    lines = (line_of(place) for place in range(row, -1, -1))
    return next((line.partition(":")[0].rstrip() for line in lines if line[:1].isalpha()), "")


def row_of(line_of: Callable[[int], str], count: int, stop: Stop, session: Session) -> int | None:
    """The line, from 0, where a question or fact begins; None where the text has it no more."""
    for row in range(count):
        match = _ID.match(line_of(row)) if stop.id in line_of(row) else None
        if match is not None and match[1] == stop.id and stop_at(line_of, row, session) == stop:
            return row
    return None


def stop_picks(session: Session) -> tuple[Pick, ...]:
    """The questions, then the facts of the profile, to choose one to go to."""
    questions = [Pick(f"question:{one.id}", one.label, one.id) for one in session.questionnaire.questions]
    facts = [Pick(f"fact:{fact.id}", one_line(fact.ask), fact.id) for fact in session.questionnaire.profile]
    return (*questions, *facts)


def preview_lines(session: Session, stop: Stop | None, look: FormLook) -> Sequence[Line]:
    """The question as a team will see it, in the very form of the question screen; else a word on where to look."""
    questionnaire = session.questionnaire
    if stop is not None and stop.kind == "fact":
        fact = questionnaire.fact(stop.id)
        place = f"{[one.id for one in questionnaire.profile].index(stop.id) + 1} of {len(questionnaire.profile)}"
        return form_lines(fact_view(session, fact, place), look) if fact is not None else ()
    question = questionnaire.question(stop.id) if stop is not None else None
    if question is None or stop is None:
        words = f"{questionnaire.title} {questionnaire.version}: {len(questionnaire.questions)} questions."
        told = f"{words} Put the cursor on a question to see it as a team will."
        return [Line(Content(" ") + line) for line in wrapped(literal(told, "$muted"), look.width - 2)]
    ids = [one.id for one in questionnaire.questions]
    return form_lines(question_view(session, question, f"{ids.index(question.id) + 1} of {len(ids)}"), look)


def outline_lines(session: Session, stop: Stop | None, width: int, height: int) -> Sequence[Line]:
    """The list of questions that a team will see, with the one that the cursor is in."""
    index = QuestionIndex(session, stops_of(session, ALL), frozenset())
    at = index.place(stop)
    top = max(0, min(at - height // 2, len(index.rows) - height))
    shown = range(top, min(len(index.rows), top + height))
    return [Line(index.draw(row, width, row == at), f"stop:{index.rows[row].stop.id}") for row in shown]


def problem_lines(trial: Trial, cursor: int, width: int) -> Iterator[Line]:
    """Every problem: where, what, and what to do about it."""
    if not trial.faults:
        words = "No problems. Every level, rule and mode can be reached." if trial.is_proven else "No problems so far."
        yield Line(Content.assemble(" ", (FULL, "$in-place"), literal(f" {words}")))
    for place, fault in enumerate(trial.faults):
        yield from fault_lines(fault, width, f"problem:{place}", is_cursor=place == cursor)


def fault_lines(fault: Fault, width: int, tag: str = "", *, is_cursor: bool = False) -> Iterator[Line]:
    """One problem in full: `✗ 92:25 no level 'x', did you mean 'y'?`, and a counterexample where there is one."""
    glyph, style = (NOT, "$not-in-place") if fault.severity == "error" else (PARTLY, "$partly")
    where = f"{fault.line}:{fault.column} " if fault.line else ""
    text = one_line(f"{where}{fault.message}" + (f"; {fault.remedy}" if fault.remedy else ""))
    for number, line in enumerate(wrapped(literal(text, "bold" if is_cursor else ""), width - 5)):
        start = f"{CURSOR if is_cursor else ' '}" if number == 0 else " "
        yield Line(Content.assemble(start, " ", (glyph if number == 0 else " ", style), " ", line), tag)
    if fault.counterexample:
        for line in wrapped(literal(f"for example: {one_line(fault.counterexample)}", "$muted"), width - 5)[:6]:
            yield Line(Content("    ") + line, tag)


def row_line(row: QuestionnaireRow, width: int, is_cursor: bool) -> Content:
    """One questionnaire of the list."""
    glyph, style = (NOT, "$not-in-place") if row.faults else (FULL, "$in-place")
    if row.is_draft and not row.faults:
        glyph, style = PARTLY, "$partly"
    state = "draft" if row.is_draft else "can't be read" if row.faults else ""
    where = "built-in" if row.origin == "built-in" else "workspace"
    right = f"{state:<14}{where:<10}" if width >= 70 else f"{state or where:<14}"
    words = f"{row.id} {row.version}" if row.version else row.path.name
    room = max(10, width - len(right) - 6)
    title = f"{words}  {row.title}" if width >= 70 else words
    return Content.assemble(
        f" {CURSOR if is_cursor else ' '} ",
        literal(glyph, style),
        " ",
        literal(f"{clipped(title, room):<{room}} "),
        literal(right, "$muted"),
    )


def row_details(row: QuestionnaireRow, width: int) -> Iterator[Line]:
    """What there is to say of the questionnaire under the cursor."""
    place = f"built in: {row.path.name}" if row.origin == "built-in" else str(Path(*row.path.parts[-2:]))
    words = [place, f"{row.questions} questions" if row.version else ""]
    words.append("instead of the built-in one of the same id" if row.shadows_built_in else "")
    yield Line(Content(" ") + literal(clipped(" · ".join(filter(None, words)), width - 2)))
    if row.is_draft:
        yield from told_lines(
            "A draft waits: Enter goes on with it. Nobody else sees it before it is published.", width
        )
    for fault in row.faults[:2]:
        yield from fault_lines(fault, width)
    if row.origin == "built-in":
        yield from told_lines("Enter looks at it; c copies it to the workspace, where it can be changed.", width)
