"""The open assessment as one frozen value: open it, change it, undo, save. Every change makes a new session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from readiness_tui.analysis.evaluating import Evaluation, evaluate
from readiness_tui.analysis.outlining import outline_of
from readiness_tui.analysis.shortfalls import told_answer
from readiness_tui.model.assessment import Answer, Assessment, Task
from readiness_tui.model.faults import UserError
from readiness_tui.model.questionnaire import Question, Questionnaire
from readiness_tui.storage.assessments import Conflict, Working, load_working, save_working
from readiness_tui.storage.milestones import MilestoneRef, list_milestones, load_milestone
from readiness_tui.storage.questionnaires import LoadedQuestionnaire
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.milestones import Version, answers_as_asked

UNDO_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """One step that can be undone: the words for people, where it happened, what was there before and what asked it."""

    words: str
    place: str
    before: Assessment
    asked: LoadedQuestionnaire


@dataclass(frozen=True)
class Session:
    """The open questionnaire and assessment.

    `working` is what the file held when last read or written; `assessment` what the screen shows. `moved_to` is the
    questionnaire that the assessment was moved to and the file isn't with yet. `save_fault` is empty, or says why the
    last save failed; `conflicts` wait for a person's choice of mine or theirs.
    """

    workspace: Workspace
    slug: str
    working: Working
    assessment: Assessment
    today: date
    by: str
    milestones: tuple[MilestoneRef, ...] = ()
    last_milestone: Assessment | None = None
    target: str | None = None
    undone: tuple[Change, ...] = ()
    done: tuple[Change, ...] = ()
    saved_at: datetime | None = None
    save_fault: str = ""
    conflicts: tuple[Conflict, ...] = ()
    is_demo: bool = field(default=False)
    moved_to: LoadedQuestionnaire | None = None

    @property
    def asked(self) -> LoadedQuestionnaire:
        """The questionnaire of what the screen shows, with its hash."""
        return self.moved_to or self.working.questionnaire

    @property
    def questionnaire(self) -> Questionnaire:
        """The pinned questionnaire that the answers are scored with."""
        return self.asked.questionnaire

    @cached_property
    def evaluation(self) -> Evaluation:
        """Scorecard, decisions and clearances of what the screen shows, as of today."""
        return evaluate(self.questionnaire, self.assessment, self.today, self.workspace.settings, self.target)

    @cached_property
    def shown(self) -> tuple[Question, ...]:
        """The questions that apply or may apply; the same tuple for as long as the same ones are hidden."""
        questions, scores = self.questionnaire.questions, self.evaluation.scorecard.by_question
        outline = outline_of(self.questionnaire)
        hidden = frozenset(name for name in outline.conditional if scores[name].applies == "no")
        asked = (question for question in questions if question.id not in hidden)
        return outline.memory.latest("shown", (questions,), hidden, lambda: tuple(asked)) if hidden else questions

    @property
    def is_read_only(self) -> bool:
        """Whether the file was written by a newer version and must not be changed."""
        return bool(self.working.read_only)

    @property
    def is_saved(self) -> bool:
        """Whether the file holds what the screen shows."""
        return self.assessment == self.working.assessment and not self.save_fault

    @cached_property
    def first_open(self) -> str | None:
        """The id of the first question that applies and is unanswered; None when all are answered."""
        return next_open(self, None, 1)


def open_session(
    workspace: Workspace, slug: str, today: date, by: str, *, target: str | None = None, is_demo: bool = False
) -> Session:
    """The working answers of an agent, with its milestones. Raises UserError."""
    working = load_working(workspace, slug)
    milestones = list_milestones(workspace, slug)
    return Session(
        workspace=workspace,
        slug=slug,
        working=working,
        assessment=working.assessment,
        today=today,
        by=by,
        milestones=milestones,
        last_milestone=_last_milestone(workspace, slug, milestones, working.questionnaire),
        target=target,
        is_demo=is_demo,
    )


def _last_milestone(
    workspace: Workspace, slug: str, milestones: tuple[MilestoneRef, ...], asked: LoadedQuestionnaire
) -> Assessment | None:
    for ref in reversed(milestones):
        try:
            return answers_as_asked(load_milestone(workspace, slug, ref.name), asked)
        except UserError:
            continue
    return None


def changed(session: Session, assessment: Assessment, words: str, place: str = "") -> Session:
    """The session with another assessment, as one step that can be undone. A change that changes nothing is none."""
    if session.is_read_only:
        raise UserError(session.working.read_only)
    if assessment == session.assessment:
        return session
    done = (*session.done, _before(session, words, place))[-UNDO_STEPS:]
    return replace(session, assessment=assessment, done=done, undone=())


def _before(session: Session, words: str, place: str) -> Change:
    return Change(words, place, session.assessment, session.asked)


def moved(session: Session, assessment: Assessment, asked: LoadedQuestionnaire, words: str) -> Session:
    """The session with its answers under another questionnaire, as one step that can be undone."""
    return _under(changed(session, assessment, words), assessment, asked)


def _under(session: Session, assessment: Assessment, asked: LoadedQuestionnaire) -> Session:
    """The session with an assessment and the questionnaire that it refers to.

    That is `asked`, unless others moved the answers meanwhile: then it is the file's.
    """
    is_files = assessment.questionnaire.hash == session.working.questionnaire.hash
    known = None if is_files or assessment.questionnaire.hash != asked.hash else asked
    now = replace(session, assessment=assessment, moved_to=known)
    if now.asked.hash == session.asked.hash:
        return now
    is_level = now.target in {rung.id for rung in now.questionnaire.rungs}
    return with_milestones(now if is_level else replace(now, target=None))


def undo(session: Session) -> tuple[Session, Change | None]:
    """Take back the last change; also returns it (None: there is nothing to undo)."""
    if not session.done:
        return session, None
    *rest, last = session.done
    undone = (*session.undone, _before(session, last.words, last.place))
    return replace(_under(session, last.before, last.asked), done=tuple(rest), undone=undone), last


def redo(session: Session) -> tuple[Session, Change | None]:
    """Do the last undone change again; also returns it (None: there is nothing to redo)."""
    if not session.undone:
        return session, None
    *rest, last = session.undone
    done = (*session.done, _before(session, last.words, last.place))
    return replace(_under(session, last.before, last.asked), done=done, undone=tuple(rest)), last


def save(session: Session, now: datetime, prefer: Mapping[str, Literal["mine", "theirs"]] | None = None) -> Session:
    """Write the working answers if they changed; never raises: a failure is told by `save_fault`, the text stays.

    What was changed outside meanwhile is merged by question; what both sides changed is left in `conflicts`, and
    nothing is written until each has a preference.
    """
    if session.assessment == session.working.assessment and not session.conflicts:
        return replace(session, save_fault="") if session.save_fault else session
    try:
        saved = save_working(
            session.workspace,
            session.slug,
            session.working,
            session.assessment,
            prefer or {},
            questionnaire=session.moved_to,
        )
    except UserError as error:
        return replace(session, save_fault=_reason(session, error))
    if saved.conflicts:
        return replace(session, conflicts=saved.conflicts, save_fault="changed outside: choose mine or theirs")
    return replace(
        session,
        working=saved.working,
        assessment=saved.working.assessment,
        saved_at=now,
        save_fault="",
        conflicts=(),
        moved_to=None,
    )


def _reason(session: Session, error: UserError) -> str:
    """Why it wasn't saved, in few words: the path is left out, the screen says whose answers they are."""
    fault = error.faults[0]
    place, _, words = fault.message.partition(": ")
    message = words if words and place.startswith(str(session.workspace.root)) else fault.message
    return f"line {fault.line}: {message}" if fault.line else message


def version_of(session: Session) -> Version:
    """What the screen shows as a version, to compare and report it like any other."""
    return Version(
        slug=session.slug,
        ref=None,
        assessment=session.assessment,
        questionnaire=session.asked,
        as_of=session.today,
        evaluation=session.evaluation,
    )


def with_milestones(session: Session) -> Session:
    """The session with its milestones read again."""
    milestones = list_milestones(session.workspace, session.slug)
    last = _last_milestone(session.workspace, session.slug, milestones, session.asked)
    return replace(session, milestones=milestones, last_milestone=last)


def answer_choice(session: Session, question: Question, choice_id: str, now: datetime) -> Session:
    """Answer a `one` question with one of its choices."""
    choice = question.choice(choice_id)
    label = choice.label if choice else choice_id
    answer = session.assessment.answer(question.id).answered(choice=choice_id, by=session.by, at=now)
    return _answered(session, question, answer, label)


def put_answer(session: Session, question: Question, answer: Answer, words: str) -> Session:
    """Replace a question's whole answer: number, choices, N/A, note, evidence, owner, due, ticket, waiver."""
    return _answered(session, question, answer, words)


def clear_answer(session: Session, question: Question) -> Session:
    """Back to unanswered; note, evidence, owner and due stay."""
    return _answered(session, question, session.assessment.answer(question.id).cleared(), "Unanswered")


def copy_last_answer(session: Session, question: Question, now: datetime) -> Session:
    """The last milestone's answer, marked as carried over. Raises UserError where there is none."""
    last = session.last_milestone.answer(question.id) if session.last_milestone else None
    if last is None or not last.is_answered:
        raise UserError("the last milestone has no answer to copy")
    given = {"choice": last.choice, "number": last.number, "choices": last.choices}
    copied = session.assessment.answer(question.id).model_copy(
        update={**given, "not_applicable": last.not_applicable, "carried_over": True, "by": session.by, "at": now}
    )
    return _answered(session, question, copied, "last milestone's answer")


def _answered(session: Session, question: Question, answer: Answer, words: str) -> Session:
    before, after = (told_answer(question, one) for one in (session.assessment.answer(question.id), answer))
    told = f"{question.label}: {words}" if before == after else f"{question.label}, {before} to {after}"
    return changed(session, session.assessment.with_answer(question.id, answer), told, question.id)


def set_fact(session: Session, fact_id: str, value: str | None, words: str = "") -> Session:
    """Set a profile fact, or take it back (None)."""
    return changed(session, session.assessment.with_fact(fact_id, value), words or f"profile: {fact_id}", fact_id)


def put_task(session: Session, task_id: str, task: Task, words: str) -> Session:
    """Add a task at the end, or replace it in place."""
    return changed(session, session.assessment.with_task(task_id, task), f"{task.name}: {words}", f"task:{task_id}")


def remove_task(session: Session, task_id: str) -> Session:
    """Take a task out."""
    name = session.assessment.tasks[task_id].name if task_id in session.assessment.tasks else task_id
    return changed(session, session.assessment.without_task(task_id), f"{name}: removed", f"task:{task_id}")


def shown_questions(session: Session) -> tuple[Question, ...]:
    """The questions that apply or may apply; hidden ones are left out."""
    return session.shown


def next_open(session: Session, from_id: str | None, step: int) -> str | None:
    """The next (step 1) or previous (step -1) unanswered question that applies, around the end; None if none is."""
    scores = session.evaluation.scorecard.by_question
    ids = [question.id for question in shown_questions(session)]
    start = ids.index(from_id) if from_id in ids else (-1 if step > 0 else len(ids))
    for offset in range(1, len(ids) + 1):
        candidate = ids[(start + step * offset) % len(ids)]
        if candidate != from_id and scores[candidate].state == "unanswered" and scores[candidate].applies == "yes":
            return candidate
    return None
