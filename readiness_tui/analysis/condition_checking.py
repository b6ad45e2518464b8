"""Whether conditions are well formed: atoms that may stand in that place, names that exist, exactly one comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from readiness_tui.analysis.model_fault import ModelFault, Path, unknown_name
from readiness_tui.model.conditions import (
    AllOf,
    AnyOf,
    AxisIs,
    Condition,
    EvidenceAtMost,
    EvidenceBelow,
    FactorIs,
    FlagIs,
    ModeIs,
    NotOf,
    ProfileIs,
    QuestionIs,
    TasksAre,
)
from readiness_tui.model.questionnaire import ProfileFact, Question, Questionnaire
from readiness_tui.model.values import parse_day, parse_rational

Place = Literal["assessment", "choices", "base", "rule"]
_ATOMS: Mapping[Place, tuple[type, ...]] = {
    "assessment": (QuestionIs, ProfileIs, TasksAre),
    "choices": (str,),
    "base": (FlagIs, FactorIs, AxisIs, EvidenceBelow, EvidenceAtMost),
    "rule": (FlagIs, FactorIs, AxisIs, EvidenceBelow, EvidenceAtMost, ModeIs),
}
_WORDS: Mapping[Place, str] = {
    "assessment": "here a condition is about question, profile or tasks, joined by all, any and not",
    "choices": "here a condition names choices of this question, joined by all, any and not",
    "base": "here a condition is about flag, factor, axis or evidence of a task, joined by all, any and not",
    "rule": "here a condition is about flag, factor, axis, evidence or mode of a task, joined by all, any and not",
}


def condition_faults(
    condition: Condition,
    path: Path,
    place: Place,
    questionnaire: Questionnaire,
    choices: tuple[str, ...] = (),
) -> Iterator[ModelFault]:
    """What is wrong with a condition at a path; `choices` are the choice ids that may be named in a `many` rule."""
    for atom, where in atoms(condition, path):
        if isinstance(atom, AllOf | AnyOf):
            word = "all" if isinstance(atom, AllOf) else "any"
            yield ModelFault((*where, word), f"'{word}' lists nothing", "name at least one part", id="empty-condition")
        elif not isinstance(atom, _ATOMS[place]):
            yield ModelFault(where, f"{_named(atom)} can't be used here", _WORDS[place], id="condition-place")
        elif isinstance(atom, str):
            if atom not in choices:
                yield unknown_name(where, "choice", atom, choices)
        else:
            yield from _atom_faults(atom, where, questionnaire)


def atoms(condition: Condition, path: Path = ()) -> Iterator[tuple[Condition, Path]]:
    """The parts of a condition that hold no further parts, each with its path; an empty `all` or `any` is one."""
    if isinstance(condition, NotOf):
        yield from atoms(condition.not_, (*path, "not"))
        return
    parts = condition.all if isinstance(condition, AllOf) else condition.any if isinstance(condition, AnyOf) else ()
    if not parts:
        yield condition, path
    for index, part in enumerate(parts):
        yield from atoms(part, (*path, "all" if isinstance(condition, AllOf) else "any", index))


def _named(atom: Condition) -> str:
    if isinstance(atom, str):
        return f"the choice '{atom}'"
    words = {"EvidenceBelow": "evidence_below", "EvidenceAtMost": "evidence_at_most", "TasksAre": "tasks"}
    name = type(atom).__name__
    return f"'{words.get(name, name.removesuffix('Is').lower())}'"


def _atom_faults(atom: Condition, path: Path, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    if isinstance(atom, QuestionIs):
        yield from _question_atom(atom, path, questionnaire)
    elif isinstance(atom, ProfileIs):
        yield from _profile_atom(atom, path, questionnaire)
    elif isinstance(atom, TasksAre):
        yield from _tasks_atom(atom, path, questionnaire)
    elif isinstance(atom, FlagIs | FactorIs | AxisIs):
        yield from _task_atom(atom, path, questionnaire)
    elif isinstance(atom, ModeIs):
        if not atom.mode:
            yield ModelFault((*path, "mode"), "'mode' lists nothing", "name at least one mode", id="empty-condition")
    elif isinstance(atom, EvidenceBelow | EvidenceAtMost):
        key = "evidence_below" if isinstance(atom, EvidenceBelow) else "evidence_at_most"
        level = atom.evidence_below if isinstance(atom, EvidenceBelow) else atom.evidence_at_most
        if not -1 <= level <= 4:
            yield ModelFault((*path, key), f"{level} is no evidence level", "levels go from -1 to 3", id="out-of-range")


def _comparisons(path: Path, given: Mapping[str, object], subject: str) -> Iterator[ModelFault]:
    used = [key for key, value in given.items() if value is not None]
    if len(used) == 1:
        return
    keys = ", ".join(given)
    problem = f"has {len(used)} comparisons ({', '.join(used)})" if used else "compares with nothing"
    remedy = f"give exactly one of {keys}; join several conditions with all"
    yield ModelFault(path, f"the condition on {subject} {problem}", remedy, id="comparison")


def _question_atom(atom: QuestionIs, path: Path, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    question = questionnaire.question(atom.question)
    if question is None:
        yield unknown_name((*path, "question"), "question", atom.question, questionnaire.question_by_id)
    given = {"is": atom.is_, "is_not": atom.is_not, "at_least": atom.at_least, "below": atom.below}
    yield from _comparisons(path, given, f"question '{atom.question}'")
    if question is None:
        return
    for key, value in given.items():
        if value is None:
            continue
        if question.kind == "many" and key in ("at_least", "below"):
            yield from _value_limit_faults(value, (*path, key), question)
        else:
            yield from answer_faults(value, (*path, key), question)


def _value_limit_faults(value: str, path: Path, question: Question) -> Iterator[ModelFault]:
    try:
        fits = 0 <= parse_rational(value) <= 1
    except ValueError:
        fits = False
    if not fits:
        message = f"'{question.id}' may be answered with several choices, so only its value can be compared"
        yield ModelFault(path, message, "write a value from 0 to 1, or use is or is_not with a choice", id="comparison")


def answer_faults(value: str, path: Path, question: Question) -> Iterator[ModelFault]:
    """Whether a text is a choice of a `one` or `many` question, or a number for a `number` question.

    A question without any choices is a fault of its own, and no more is said of it.
    """
    if question.kind != "number":
        if question.choices and question.choice(value) is None:
            yield unknown_name(path, f"choice of '{question.id}'", value, (choice.id for choice in question.choices))
        return
    try:
        parse_rational(value)
    except ValueError as error:
        message = f"'{value}' is no number, and '{question.id}' is answered with one"
        yield ModelFault(path, message, str(error), id="not-a-number")


def _profile_atom(atom: ProfileIs, path: Path, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    given = {"is": atom.is_, "is_not": atom.is_not, "at_least": atom.at_least, "below": atom.below}
    yield from _comparisons(path, given, f"profile '{atom.profile}'")
    fact = questionnaire.fact(atom.profile)
    if fact is None:
        yield unknown_name(
            (*path, "profile"), "profile fact", atom.profile, (fact.id for fact in questionnaire.profile)
        )
        return
    for key, value in (("is", atom.is_), ("is_not", atom.is_not)):
        if value is not None:
            yield from _fact_value(fact, value, (*path, key))
    for key, limit in (("at_least", atom.at_least), ("below", atom.below)):
        if limit is not None and fact.kind != "number":
            message = f"'{key}' compares numbers, and '{fact.id}' is a {fact.kind}"
            yield ModelFault((*path, key), message, "use is or is_not", id="comparison")


def _fact_value(fact: ProfileFact, value: str, path: Path) -> Iterator[ModelFault]:
    if fact.kind == "choice":
        known = [choice.id for choice in fact.choices]
        if value not in known:
            yield unknown_name(path, f"choice of '{fact.id}'", value, known)
        return
    try:
        if fact.kind == "number":
            parse_rational(value)
        elif fact.kind == "date":
            parse_day(value)
    except ValueError as error:
        yield ModelFault(path, f"'{value}' is no {fact.kind}, as '{fact.id}' is", str(error), id="comparison")


def _tasks_atom(atom: TasksAre, path: Path, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    where = (*path, "tasks")
    yield from _comparisons(where, {"any": atom.tasks.any, "all": atom.tasks.all}, "tasks")
    for key, match in (("any", atom.tasks.any), ("all", atom.tasks.all)):
        if match is None:
            continue
        if not match.mode and match.flag is None:
            message = f"'{key}' doesn't say what a task has to show"
            yield ModelFault((*where, key), message, "give mode: [...], flag: ... or both", id="empty-condition")
        if questionnaire.matrix is None:
            remedy = "add a matrix, or ask about profile or questions instead"
            yield ModelFault((*where, key), "without a matrix there are no tasks to look at", remedy, id="no-matrix")
        elif match.flag is not None:
            known = [flag.id for flag in questionnaire.matrix.flags]
            if match.flag not in known:
                yield unknown_name((*where, key, "flag"), "flag", match.flag, known)


def _task_atom(atom: FlagIs | FactorIs | AxisIs, path: Path, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    matrix = questionnaire.matrix
    if matrix is None:
        return
    if isinstance(atom, FlagIs):
        if atom.flag not in (known := [flag.id for flag in matrix.flags]):
            yield unknown_name((*path, "flag"), "flag", atom.flag, known)
    elif isinstance(atom, AxisIs):
        if atom.axis not in (known := [axis.id for axis in matrix.axes]):
            yield unknown_name((*path, "axis"), "axis", atom.axis, known)
        yield from _comparisons(path, {"at_least": atom.at_least, "below": atom.below}, f"axis '{atom.axis}'")
    else:
        if atom.factor not in (known := [factor.id for factor in matrix.factors]):
            yield unknown_name((*path, "factor"), "factor", atom.factor, known)
        given = {"at_least": atom.at_least, "at_most": atom.at_most, "is": atom.is_}
        yield from _comparisons(path, given, f"factor '{atom.factor}'")
        for key, level in given.items():
            if level is not None and not 0 <= level <= 3:
                yield ModelFault(
                    (*path, key), f"{level} is no level of a factor", "levels go from 0 to 3", id="out-of-range"
                )
