"""Checks a YAML file by the format it names: every fault and warning with its line and column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from readiness_tui.analysis.assessment_checking import assessment_faults, task_list_faults
from readiness_tui.analysis.reference_checking import reference_faults
from readiness_tui.model import assessment as assessments
from readiness_tui.model import questionnaire as questionnaires
from readiness_tui.model import task_list as task_lists
from readiness_tui.model import workspace as workspaces
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.task_list import TaskList
from readiness_tui.storage.decoding import check_format, decode, decode_assessment, decode_settings
from readiness_tui.storage.files import read_bytes
from readiness_tui.storage.pinning import pinned_questionnaire
from readiness_tui.storage.placing import placed
from readiness_tui.storage.questionnaires import find_questionnaire
from readiness_tui.storage.task_lists import LIMITS
from readiness_tui.storage.yaml_reader import locate, read_tree, survey

_Check = Callable[[bytes, Path, Path | None], tuple[Fault, ...]]


def file_faults(path: Path, root: Path | None) -> tuple[Fault, ...]:
    """What is wrong with a file of a workspace (`root`; None outside one), in order of line. Never raises UserError."""
    try:
        raw = read_bytes(path)
        return _check_of(raw, str(path))(raw, path, root)
    except UserError as error:
        return error.faults


def questionnaire_faults(path: Path) -> tuple[Fault, ...]:
    """What is wrong with a questionnaire, and what can be proven or shown of it. Never raises UserError."""
    from readiness_tui.analysis.checking import further_findings  # takes more code than all other commands load
    from readiness_tui.storage.questionnaire_faults import in_order, questionnaire_file_faults, sound_in_shape

    file = str(path)
    try:
        raw = read_bytes(path)
    except UserError as error:
        return error.faults
    seen = survey(raw, file)
    faults = questionnaire_file_faults(raw, file, seen)
    questionnaire = sound_in_shape(seen)
    if questionnaire is None:
        return faults
    found = further_findings(questionnaire, reference_faults(questionnaire))
    return in_order([*faults, *placed(found, seen.places, file)])


def _check_of(raw: bytes, file: str) -> _Check:
    tree = read_tree(raw, file, LIMITS if b"readiness/tasks@" in raw[:4096] else None)
    found = tree.get("format") if isinstance(tree, dict) else None
    for known, check in _CHECKS.items():
        if isinstance(found, str) and found.partition("@")[0] == known.partition("@")[0]:
            return check
    if not isinstance(tree, dict):
        check_format(Assessment, tree, raw, file)
    line, column = (locate(raw, file)[("format",)][2:]) if found is not None else (1, 1)
    message = f"'{found}' is no format of ours" if found is not None else "the file names no format"
    raise UserError(Fault(message, "known: " + ", ".join(_CHECKS), file, line, column, "format"))


def _check_questionnaire(raw: bytes, path: Path, root: Path | None) -> tuple[Fault, ...]:
    from readiness_tui.storage.questionnaire_faults import questionnaire_file_faults

    return questionnaire_file_faults(raw, str(path))


def _check_assessment(raw: bytes, path: Path, root: Path | None) -> tuple[Fault, ...]:
    assessment = decode_assessment(raw, str(path))
    folder = path.parent.parent if path.parent.name == "milestones" else path.parent
    if root is not None and (folder / "questionnaires").is_dir():
        loaded = pinned_questionnaire(root, folder, assessment.questionnaire)
    else:
        loaded = find_questionnaire(root, assessment.questionnaire.id)
    found = assessment_faults(loaded.questionnaire, assessment)
    return placed(found, locate(raw, str(path)), str(path)) if found else ()


def _check_settings(raw: bytes, path: Path, root: Path | None) -> tuple[Fault, ...]:
    decode_settings(raw, str(path))
    return ()


def _check_task_list(raw: bytes, path: Path, root: Path | None) -> tuple[Fault, ...]:
    task_list = decode(TaskList, raw, str(path), LIMITS)
    matrix = find_questionnaire(root, "agent-production-readiness").questionnaire.matrix
    found = task_list_faults(matrix, task_list) if matrix is not None else ()
    return placed(found, locate(raw, str(path), LIMITS), str(path)) if found else ()


_CHECKS: dict[str, _Check] = {
    questionnaires.FORMAT: _check_questionnaire,
    assessments.FORMAT: _check_assessment,
    workspaces.FORMAT: _check_settings,
    task_lists.FORMAT: _check_task_list,
}
