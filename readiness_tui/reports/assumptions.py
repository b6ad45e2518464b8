"""Section 9, the assumptions: everything that was accepted, overridden, taken cautiously, left out or carried over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from readiness_tui.analysis.deciding import Decision
from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import MODE_TITLE
from readiness_tui.model.questionnaire import Question
from readiness_tui.reports.naming import as_written
from readiness_tui.reports.questions import waiver_text
from readiness_tui.reports.request import ReportRequest
from readiness_tui.reports.tasks import thing_title


class Note(NamedTuple):
    """One assumption: about what, what it says, and the words of a person where there are any."""

    subject: str
    anchor: str
    text: str
    words: str = ""


class NoteGroup(NamedTuple):
    """The assumptions of one kind, `note_count` of them."""

    title: str
    notes: tuple[Note, ...]
    note_count: int


@dataclass(frozen=True, slots=True)
class Assumptions:
    """All kinds that hold something, and how many notes there are."""

    groups: tuple[NoteGroup, ...]
    count: int


def build_assumptions(request: ReportRequest) -> Assumptions:
    """Everything that a careful reader would ask about."""
    found = (
        ("Advisories", _advisories(request)),
        ("Waived gates", _waivers(request)),
        ("Overridden modes", _overrides(request)),
        ("Not known, taken cautiously", _cautious(request)),
        ("Left out of a quick first look", _not_checked(request)),
        ("Raters who disagree", _disagreements(request)),
        ("Not applicable, and why", _not_applicable(request)),
        ("Carried over, not answered again", _carried_over(request)),
        ("Evidence that expired", _expired(request)),
        ("Not asked, because of other answers", _hidden(request)),
        ("Answers that no question asks any more", _no_longer_asked(request)),
    )
    groups = tuple(NoteGroup(title, notes, len(notes)) for title, notes in found if notes)
    return Assumptions(groups, sum(group.note_count for group in groups))


def _about(question: Question, text: str, words: str = "") -> Note:
    return Note(question.label, f"q-{question.id}", text, words)


def _advisories(request: ReportRequest) -> tuple[Note, ...]:
    return tuple(
        Note(advisory.id.replace("-", " ").capitalize(), "", advisory.text, advisory.ground)
        for advisory in request.evaluation.advisories
    )


def _waivers(request: ReportRequest) -> tuple[Note, ...]:
    rows = [(question, request.assessment.answer(question.id)) for question in request.questionnaire.questions]
    return tuple(
        _about(question, waiver_text(request, answer), request.words(answer.waiver.reason))
        for question, answer in rows
        if answer.waiver
    )


def _tasks(request: ReportRequest) -> list[tuple[str, Task]]:
    return list(request.assessment.tasks.items()) if request.questionnaire.matrix else []


def _overrides(request: ReportRequest) -> tuple[Note, ...]:
    return tuple(
        Note(task.name, f"task-{task_id}", _override_text(request, task), request.words(task.override.reason))
        for task_id, task in _tasks(request)
        if task.override
    )


def _override_text(request: ReportRequest, task: Task) -> str:
    if task.override is None:
        return ""
    by = request.person(task.override.by)
    return f"mode set to {MODE_TITLE[task.override.mode]}{f' by {by}' if by else ''}; it never raises a clearance"


def _cautious(request: ReportRequest) -> tuple[Note, ...]:
    matrix = request.questionnaire.matrix
    if matrix is None:
        return ()
    return tuple(
        Note(_name(request, decision), f"task-{decision.id}", _assumed(matrix, decision))
        for decision in request.evaluation.decisions
        if decision.asked_assumptions
    )


def _assumed(matrix: Matrix, decision: Decision) -> str:
    return "; ".join(f"{thing_title(matrix, a.what)} taken as {a.taken_as}" for a in decision.asked_assumptions)


def _not_checked(request: ReportRequest) -> tuple[Note, ...]:
    matrix = request.questionnaire.matrix
    if matrix is None:
        return ()
    return tuple(
        Note(
            _name(request, decision),
            f"task-{decision.id}",
            ", ".join(thing_title(matrix, what) for what in decision.not_checked),
        )
        for decision in request.evaluation.decisions
        if decision.not_checked
    )


def _name(request: ReportRequest, decision: Decision) -> str:
    return request.assessment.tasks[decision.id].name


def _disagreements(request: ReportRequest) -> tuple[Note, ...]:
    notes = []
    for task_id, task in _tasks(request):
        text = _differences(request, task_id)
        if text:
            notes.append(Note(task.name, f"task-{task_id}", f"{text}; the cautious rating counts until settled"))
    return tuple(notes)


def _differences(request: ReportRequest, task_id: str) -> str:
    """What the raters of a task, or a rater and the task itself, say differently."""
    decision, matrix = request.evaluation.decision(task_id), request.questionnaire.matrix
    if decision is None or matrix is None:
        return ""
    return ", ".join(
        f"{thing_title(matrix, found.what)} {' or '.join(dict.fromkeys(found.values))}"
        for found in decision.disagreements
    )


def _not_applicable(request: ReportRequest) -> tuple[Note, ...]:
    return tuple(
        _about(question, "left out of the score", request.words(request.assessment.answer(question.id).not_applicable))
        for question in request.questionnaire.questions
        if request.scorecard.question(question.id).state == "not_applicable"
    )


def _carried_over(request: ReportRequest) -> tuple[Note, ...]:
    return tuple(
        _about(question, "the answer was taken over from an earlier one")
        for question in request.questionnaire.questions
        if request.assessment.answer(question.id).carried_over
    )


def _expired(request: ReportRequest) -> tuple[Note, ...]:
    return tuple(
        _about(question, "a positive answer that nothing current backs")
        for question in request.questionnaire.questions
        if request.scorecard.question(question.id).evidence == "expired"
    )


def _hidden(request: ReportRequest) -> tuple[Note, ...]:
    return tuple(
        _about(question, "an answer is kept and counts nowhere" if _is_given(request, question) else "counts nowhere")
        for question in request.questionnaire.questions
        if request.scorecard.question(question.id).state == "hidden"
    )


def _is_given(request: ReportRequest, question: Question) -> bool:
    return request.assessment.answer(question.id).is_answered


def _no_longer_asked(request: ReportRequest) -> tuple[Note, ...]:
    known = request.questionnaire.question_by_id
    return tuple(
        Note(name, "", f"was answered {as_written(answer) or 'not applicable'}; kept, and counts nowhere")
        for name, answer in request.assessment.answers.items()
        if name not in known and answer.is_answered
    )
