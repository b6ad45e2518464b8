"""From words such as `staging-days=14` to answers: all of them checked before any is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from readiness_tui.model.assessment import Answer, Assessment, Evidence
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.model.questionnaire import Question, Questionnaire
from readiness_tui.model.values import parse_rational
from readiness_tui.storage.assessments import Working
from readiness_tui.storage.milestones import list_milestones, load_milestone
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.milestones import answers_as_asked
from readiness_tui.use_cases.recording import Recorded, record

NOT_APPLICABLE = "n/a"
COPY_LAST = "="


@dataclass(frozen=True, slots=True)
class Extras:
    """What is said besides the answers themselves, as typed. None: not said. Empty: take it back.

    It goes to every question that is named. `reason` says why a question doesn't apply.
    """

    note: str | None = None
    evidence: tuple[str, ...] = ()
    observed: str | None = None
    expires: str | None = None
    owner: str | None = None
    due: str | None = None
    ticket: str | None = None
    effort: str | None = None
    reason: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said but perhaps a reason."""
        return all(getattr(self, part.name) in (None, ()) for part in fields(self) if part.name != "reason")


def record_answers(
    workspace: Workspace, slug: str, words: Sequence[str], extras: Extras, now: datetime, by: str
) -> Recorded:
    """Answer questions and write the answers once. Raises UserError with every fault; then nothing is written."""

    def change(working: Working) -> Assessment:
        last = last_milestone(workspace, slug, working) if any(word.endswith("==") for word in words) else None
        return with_answers(working.questionnaire.questionnaire, working.assessment, last, words, extras, now, by)

    return record(workspace, slug, now.date(), change)


def last_milestone(workspace: Workspace, slug: str, working: Working) -> Assessment | None:
    """What the last milestone says, under the ids that its questions have now; None where there is none.

    Raises UserError.
    """
    milestones = list_milestones(workspace, slug)
    return (
        answers_as_asked(load_milestone(workspace, slug, milestones[-1].name), working.questionnaire)
        if milestones
        else None
    )


def with_answers(
    questionnaire: Questionnaire,
    assessment: Assessment,
    last: Assessment | None,
    words: Sequence[str],
    extras: Extras,
    now: datetime,
    by: str,
) -> Assessment:
    """The assessment with every word's answer, and the extras on it. Raises UserError with every fault."""
    faults: list[Fault] = []
    belongings = _belongings(extras, by, faults)
    given: dict[str, Answer] = {}
    for word in words:
        try:
            question, answer = _answer(questionnaire, assessment, last, word, extras)
        except UserError as error:
            faults += error.faults
            continue
        if question.id in given:
            faults.append(Fault(f"'{question.id}' is answered twice", "name each question once"))
        given[question.id] = answer.model_copy(update={"by": by, "at": now})
    if extras.reason and not any(word.endswith(f"={NOT_APPLICABLE}") for word in words):
        faults.append(Fault("--reason says why a question doesn't apply", f"write QUESTION={NOT_APPLICABLE} with it"))
    if faults:
        raise UserError(*faults)
    for question_id, answer in given.items():
        assessment = assessment.with_answer(question_id, _with_belongings(answer, belongings))
    return assessment


def with_extras(answer: Answer, extras: Extras, by: str) -> Answer:
    """The answer with note, evidence, owner and the rest of the extras. Raises UserError with every fault."""
    faults: list[Fault] = []
    belongings = _belongings(extras, by, faults)
    if faults:
        raise UserError(*faults)
    return _with_belongings(answer, belongings)


def _answer(
    questionnaire: Questionnaire, assessment: Assessment, last: Assessment | None, word: str, extras: Extras
) -> tuple[Question, Answer]:
    question_id, equals, text = word.partition("=")
    question = questionnaire.question(question_id)
    if question is None:
        raise UserError(Fault(f"no question '{question_id}'", nearest(question_id, questionnaire.question_by_id)))
    answer = assessment.answer(question_id)
    if not equals:
        if extras.is_empty:
            raise UserError(Fault(f"no answer to '{question_id}'", f"write {question_id}={_example(question)}"))
        return question, answer
    if text == COPY_LAST:
        return question, _copied(question, answer, last)
    return question, read_answer(question, answer, text, extras.reason)


def read_answer(question: Question, answer: Answer, text: str, reason: str | None) -> Answer:
    """The answer with what a text says: a choice, a number, choices `a,b`, `n/a` with a reason, or nothing (cleared).

    Note, evidence, owner and the rest stay. Raises UserError with what can be written instead.
    """
    if not text:
        return answer.cleared()
    if text == NOT_APPLICABLE:
        return answer.answered(not_applicable=_checked_reason(question, reason))
    if question.kind == "number":
        return answer.answered(number=_number(question, text))
    if question.kind == "many":
        return answer.answered(choices=_choices(question, text))
    if question.choice(text) is None:
        raise UserError(Fault(f"'{text}' is no answer to '{question.id}'", _remedy(question, text)))
    return answer.answered(choice=text)


def _checked_reason(question: Question, reason: str | None) -> str:
    if not question.allow_na:
        raise UserError(Fault(f"'{question.id}' can't be not applicable", f"answer it: {_example(question)}"))
    if reason is None or not reason.strip():
        remedy = f'{question.id}={NOT_APPLICABLE} --reason "why it does not apply"'
        raise UserError(Fault(f"'{question.id}' needs a reason why it doesn't apply", remedy))
    try:
        return Answer(not_applicable=reason).not_applicable or ""
    except ValidationError as error:
        raise UserError(*_faults(error, {"not_applicable": "--reason"})) from None


def checked_note(text: str) -> str:
    """A text that can be a note. Raises UserError."""
    try:
        return Answer(note=text).note
    except ValidationError as error:
        raise UserError(*_faults(error, {"note": "the note"})) from None


def _number(question: Question, text: str) -> Any:
    """A number; one below 0 only where a step is: what begins at 0 is a count, and can't be lower."""
    try:
        number = parse_rational(text)
        if number < 0 <= min((step.at_least for step in question.steps), default=number):
            raise ValueError("write a number from 0 on")
    except ValueError as error:
        unit = f" of {question.unit}" if question.unit else ""
        raise UserError(Fault(f"'{text}' is no answer to '{question.id}', a number{unit}", str(error))) from None
    return number


def _choices(question: Question, text: str) -> tuple[str, ...]:
    named = dict.fromkeys(part.strip() for part in text.split(",") if part.strip())
    faults = [
        Fault(f"'{name}' is no choice of '{question.id}'", _remedy(question, name))
        for name in named
        if question.choice(name) is None
    ]
    alone = [choice.id for choice in question.choices if choice.exclusive and choice.id in named]
    if alone and len(named) > 1:
        faults.append(Fault(f"'{alone[0]}' can't stand with other choices of '{question.id}'", "give it alone"))
    if not named:
        faults.append(Fault(f"no choice of '{question.id}' is named", f"write {question.id}={_example(question)}"))
    if faults:
        raise UserError(*faults)
    return tuple(choice.id for choice in question.choices if choice.id in named)


def _copied(question: Question, answer: Answer, last: Assessment | None) -> Answer:
    before = last.answer(question.id) if last is not None else None
    if before is None or not before.is_answered:
        where = "the last milestone has no answer to copy" if last is not None else "there is no milestone to copy from"
        raise UserError(Fault(f"'{question.id}': {where}", f"write {question.id}={_example(question)}"))
    kinds = ("choice", "number", "choices", "not_applicable")
    return answer.model_copy(update={**{kind: getattr(before, kind) for kind in kinds}, "carried_over": True})


def _remedy(question: Question, text: str) -> str:
    known = [choice.id for choice in question.choices]
    close = nearest(text, known)
    return close if close.startswith("did") else "write " + ", ".join(known[:-1]) + " or " * bool(known[1:]) + known[-1]


def _example(question: Question) -> str:
    if question.kind == "number":
        return str(max((step.at_least for step in question.steps), default=0))
    ids = [choice.id for choice in question.choices]
    return "|".join(ids) if question.kind == "one" else ",".join(ids[:2])


def _belongings(extras: Extras, by: str, faults: list[Fault]) -> Mapping[str, Any]:
    """The fields of an answer that the extras set, checked; their faults are added to `faults`."""
    wanted = {
        "note": extras.note,
        "owner": extras.owner,
        "due": extras.due,
        "ticket": extras.ticket,
        "effort_days": extras.effort,
    }
    said = {name: text for name, text in wanted.items() if text is not None}
    belongings: dict[str, Any] = {}
    try:
        checked = Answer.model_validate({name: text for name, text in said.items() if text})
        belongings |= {name: getattr(checked, name) for name in said}
    except ValidationError as error:
        faults += _faults(error, {name: f"--{name.removesuffix('_days')}" for name in said})
    evidence = list(_evidence(extras, by, faults))
    if extras.evidence:
        belongings["evidence"] = tuple(evidence)
    if belongings.get("effort_days") is not None and belongings["effort_days"] < 0:
        faults.append(Fault("--effort can't be below 0", "write a number of person-days, such as 2 or 0.5"))
    return belongings


def _evidence(extras: Extras, by: str, faults: list[Fault]) -> Iterator[Evidence]:
    dates = {"observed": extras.observed or None, "expires": extras.expires or None}
    if any(dates.values()) and not any(extras.evidence):
        faults.append(Fault("--observed and --expires belong to evidence", 'add --evidence "link or text"'))
    for text in filter(None, extras.evidence):
        part = "link" if text.startswith(("https://", "http://")) else "text"
        tree = {part: text, "by": by, **{name: day for name, day in dates.items() if day}}
        try:
            evidence = Evidence.model_validate(tree)
        except ValidationError as error:
            names = {"link": "--evidence", "text": "--evidence", "observed": "--observed", "expires": "--expires"}
            faults += [fault for fault in _faults(error, names) if fault not in faults]
            continue
        if evidence.observed and evidence.expires and evidence.expires < evidence.observed:
            faults.append(Fault("evidence can't expire before it was observed", "check --observed and --expires"))
        yield evidence


def _with_belongings(answer: Answer, belongings: Mapping[str, Any]) -> Answer:
    """New evidence is added to what is there; the same link or text takes the place of the old one."""
    new = belongings.get("evidence")
    if not new:
        return answer.model_copy(update=dict(belongings))
    keys = {(evidence.link, evidence.text) for evidence in new}
    kept = tuple(evidence for evidence in answer.evidence if (evidence.link, evidence.text) not in keys)
    return answer.model_copy(update={**belongings, "evidence": kept + new})


def _faults(error: ValidationError, names: Mapping[str, str]) -> list[Fault]:
    faults = []
    for found in error.errors(include_url=False):
        name = names.get(str(found["loc"][0]) if found["loc"] else "", "this")
        reason = str(found.get("ctx", {}).get("error", found["msg"]))
        given = f" '{str(found['input'])[:60]}'" if reason.startswith(("write", "there is")) else ""
        faults.append(Fault(f"{name}{given}: {reason}" if given else f"{name} {reason}"))
    return faults
