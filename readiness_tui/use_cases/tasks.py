"""From words such as `reversibility=3 moves_money=yes` to a rated task: all of them checked before any is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from pydantic import ValidationError

from readiness_tui.model.assessment import Assessment, OneRating, Override, Task, YesNo
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import BUILT_AS, INTENTS, MODES, Mode
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import check_id, frozen_mapping
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.recording import Recorded, record

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TaskWords:
    """What is said of a task, as typed. None: not said. `ratings` are FACTOR=0..3|unknown and FLAG=yes|no|unknown;
    they and the evidence level are `rater`'s where one is named."""

    name: str | None = None
    intent: str | None = None
    built_as: str | None = None
    basis: str | None = None
    evidence_level: str | None = None
    rater: str | None = None
    override: str | None = None
    reason: str | None = None
    note: str | None = None
    ratings: Sequence[str] = ()


def record_task(workspace: Workspace, slug: str, task_id: str, words: TaskWords, today: date, by: str) -> Recorded:
    """Add or change a task and write the answers once. Raises UserError with every fault; then nothing is written."""

    def change(working: Any) -> Assessment:
        return with_task(working.questionnaire.questionnaire, working.assessment, task_id, words, by)

    return record(workspace, slug, today, change)


def record_removal(workspace: Workspace, slug: str, task_id: str, today: date) -> Recorded:
    """Take a task out. Raises UserError."""

    def change(working: Any) -> Assessment:
        assessment: Assessment = working.assessment
        demand_task(assessment, task_id)
        return assessment.without_task(task_id)

    return record(workspace, slug, today, change)


def demand_task(assessment: Assessment, task_id: str) -> Task:
    """The task of that id. Raises UserError."""
    task = assessment.tasks.get(task_id)
    if task is None:
        raise UserError(Fault(f"no task '{task_id}'", nearest(task_id, assessment.tasks) or "there is none yet"))
    return task


def with_task(
    questionnaire: Questionnaire, assessment: Assessment, task_id: str, words: TaskWords, by: str
) -> Assessment:
    """The assessment with a task added or changed. Raises UserError with every fault."""
    if questionnaire.matrix is None:
        raise UserError(Fault(f"'{questionnaire.id}' has no decision matrix", "use a questionnaire that has one"))
    faults = _id_faults(task_id)
    before = assessment.tasks.get(task_id)
    factors, flags = _ratings(questionnaire.matrix, words.ratings, faults)
    tree = _plain_fields(before, task_id, words, faults)
    level = _evidence_level(words.evidence_level, faults)
    override = _override(before, words, by, faults)
    rating = _rating(before, words, factors, flags, level, faults)
    if faults:
        raise UserError(*faults)
    task = (before or Task(**tree)).model_copy(update={**tree, "override": override})
    if rating is None:
        task = _rated(task, factors, flags, level)
    else:
        others = tuple(one for one in task.ratings if one.by != rating.by)
        task = task.model_copy(update={"ratings": (*others, rating)})
    return assessment.with_task(task_id, task)


def _id_faults(task_id: str) -> list[Fault]:
    try:
        check_id(task_id)
    except ValueError as error:
        return [Fault(f"'{task_id[:64]}' can't name a task", f"{error}, such as refund-small")]
    return []


def _plain_fields(before: Task | None, task_id: str, words: TaskWords, faults: list[Fault]) -> dict[str, Any]:
    if before is None and words.name is None:
        name = task_id.replace("-", " ").strip().capitalize() or task_id
    else:
        name = words.name or (before.name if before else "")
    tree: dict[str, Any] = {"name": name}
    wanted = {"intent": (words.intent, INTENTS), "built_as": (words.built_as, BUILT_AS)}
    for field, (text, known) in wanted.items():
        flag = "--" + field.replace("_", "-")
        if text is None and before is None:
            faults.append(Fault(f"a new task needs {flag}", "one of " + ", ".join(known)))
            tree[field] = known[0]
        else:
            tree[field] = _one_of(text, known, flag, faults) if text is not None else getattr(before, field)
    if words.basis is not None:
        tree["basis"] = _one_of(words.basis, ("full", "quick"), "--basis", faults)
    if words.note is not None:
        tree["note"] = words.note
    _check_fields(tree, faults)
    return tree


def _check_fields(tree: dict[str, Any], faults: list[Fault]) -> None:
    plain: dict[str, Any] = {"intent": "unsure", "built_as": "suggests"}
    try:
        Task.model_validate({**{key: tree[key] for key in ("name", "note") if key in tree}, **plain})
    except ValidationError as error:
        for found in error.errors(include_url=False):
            faults.append(Fault(f"--{found['loc'][0]} {found.get('ctx', {}).get('error', found['msg'])}"))


def _one_of(text: str, known: Sequence[str], flag: str, faults: list[Fault]) -> str:
    if text not in known:
        faults.append(Fault(f"{flag} '{text}'", nearest(text, known)))
        return known[0]
    return text


def _ratings(
    matrix: Matrix, ratings: Sequence[str], faults: list[Fault]
) -> tuple[dict[str, int | str | None], dict[str, YesNo | str]]:
    """The factors and flags that are named; empty text takes one back."""
    factors: dict[str, int | str | None] = {}
    flags: dict[str, YesNo | str] = {}
    factor_ids, flag_ids = {factor.id for factor in matrix.factors}, {flag.id for flag in matrix.flags}
    for word in ratings:
        name, equals, text = word.partition("=")
        if name in factors or name in flags:
            faults.append(Fault(f"'{name}' is given twice", "name each factor and flag once"))
        elif name in factor_ids and equals and text in ("0", "1", "2", "3", UNKNOWN, ""):
            factors[name] = "" if not text else None if text == UNKNOWN else int(text)
        elif name in flag_ids and equals and text in ("yes", "no", UNKNOWN, ""):
            flags[name] = text
        elif name in factor_ids:
            faults.append(Fault(f"'{word}' doesn't rate '{name}'", f"write {name}=0, 1, 2, 3 or unknown"))
        elif name in flag_ids:
            faults.append(Fault(f"'{word}' doesn't set '{name}'", f"write {name}=yes, no or unknown"))
        else:
            faults.append(Fault(f"no factor or flag '{name}'", nearest(name, factor_ids | flag_ids)))
    return factors, flags


def _evidence_level(text: str | None, faults: list[Fault]) -> int | None:
    if text is None:
        return None
    if text not in ("-1", "0", "1", "2", "3"):
        faults.append(Fault(f"--evidence-level '{text}'", "write -1, 0, 1, 2 or 3"))
        return None
    return int(text)


def _override(before: Task | None, words: TaskWords, by: str, faults: list[Fault]) -> Override | None:
    if words.override is None:
        if words.reason is not None:
            faults.append(Fault("--reason says why a mode is overridden", "give it with --override MODE"))
        return before.override if before else None
    if not words.override:
        return None
    mode: Mode | None = next((known for known in get_args(Mode) if known == words.override), None)
    if mode is None:
        faults.append(Fault(f"--override '{words.override}'", nearest(words.override, MODES)))
    if not (words.reason or "").strip():
        faults.append(Fault("--override needs a reason", '--reason "why"'))
    if mode is None or not words.reason:
        return None
    try:
        return Override(mode=mode, reason=words.reason, by=by)
    except ValidationError as error:
        faults += [Fault(f"--reason {found.get('ctx', {}).get('error', found['msg'])}") for found in error.errors()]
        return None


def _rating(
    before: Task | None,
    words: TaskWords,
    factors: Mapping[str, int | str | None],
    flags: Mapping[str, str],
    level: int | None,
    faults: list[Fault],
) -> OneRating | None:
    """The named rater's own rating, changed; None where the ratings are the team's."""
    if words.rater is None:
        return None
    own = next((one for one in before.ratings if one.by == words.rater), None) if before else None
    try:
        rating = own or OneRating(by=words.rater)
    except ValidationError:
        faults.append(Fault("--rater has to be one line of plain text"))
        return None
    update: dict[str, Any] = {"factors": _merged(rating.factors, factors), "flags": _merged(rating.flags, flags)}
    return rating.model_copy(update={**update, **({} if level is None else {"evidence": level})})


def _rated(task: Task, factors: Mapping[str, int | str | None], flags: Mapping[str, str], level: int | None) -> Task:
    update: dict[str, Any] = {"factors": _merged(task.factors, factors), "flags": _merged(task.flags, flags)}
    return task.model_copy(update={**update, **({} if level is None else {"evidence": level})})


def _merged(before: Mapping[str, Any], given: Mapping[str, Any]) -> Mapping[str, Any]:
    both = {**before, **given}
    return frozen_mapping({name: value for name, value in both.items() if value != ""})  # type: ignore[no-any-return]
