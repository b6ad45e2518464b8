"""The working answers of an agent: begun, and saved without losing what others wrote."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness_tui.analysis.moving import move
from readiness_tui.model.assessment import FORMAT, Assessment
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.converting import newer_format
from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.storage.encoding import encode_assessment
from readiness_tui.storage.files import (
    bytes_hash,
    create_file,
    exists,
    make_folder,
    read_bytes,
    replace_file,
    text_hash,
)
from readiness_tui.storage.locking import one_writer
from readiness_tui.storage.merging import Conflict, Side, merge
from readiness_tui.storage.pinning import pin_questionnaire, pinned_questionnaire
from readiness_tui.storage.questionnaires import LoadedQuestionnaire
from readiness_tui.storage.state import drop_copy, drop_own_recovery, keep_recovery, recovered
from readiness_tui.storage.working import Working, load_working, named, opened
from readiness_tui.storage.workspaces import Workspace, assessment_folder, existing_folder, keep_limits
from readiness_tui.storage.yaml_tree import demand_size

__all__ = [
    "Conflict",
    "Saved",
    "Working",
    "create_assessment",
    "load_working",
    "opened",
    "restore_recovered",
    "save_working",
]


@dataclass(frozen=True, slots=True)
class Saved:
    """What the file holds now, what came from other writers, and what a person has to choose.

    With `conflicts` nothing was written, and `working` is what the caller started from.
    """

    working: Working
    merged_questions: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def create_assessment(workspace: Workspace, assessment: Assessment, questionnaire: LoadedQuestionnaire) -> Working:
    """Start an agent's assessment, with its questionnaire's text beside it. Raises UserError, also for a taken slug."""
    slug = assessment.agent.slug
    folder = assessment_folder(workspace, slug)
    path = folder / "assessment.yaml"
    if exists(path) or exists(folder / "milestones"):
        raise _taken(slug)
    make_folder(folder)
    pin_questionnaire(folder, questionnaire)
    text = encode_assessment(assessment, _question_ids(questionnaire))
    demand_size(text)
    try:
        create_file(path, text)
    except FileExistsError:
        raise _taken(slug) from None
    return Working(assessment, questionnaire._replace(origin="pinned"), text_hash(text))


def _taken(slug: str) -> UserError:
    return UserError(Fault(f"there is already an agent '{slug}'", "choose another name or slug"))


def save_working(
    workspace: Workspace,
    slug: str,
    base: Working,
    assessment: Assessment,
    prefer: Mapping[str, Side] | None = None,
    *,
    questionnaire: LoadedQuestionnaire | None = None,
) -> Saved:
    """Write an agent's answers; what others changed since `base` is merged in, and never overwritten silently.

    `prefer` says, by `Conflict.id`, whose value to keep where both changed one thing. `questionnaire` is the new one
    when the answers move to another version. Raises UserError: nothing was written. What isn't written is kept as
    a recovery copy.
    """
    mine = named(assessment, slug)
    try:
        saved = _saved(workspace, slug, base, mine, prefer or {}, questionnaire)
    except UserError:
        _keep(workspace, slug, base, mine)
        raise
    if saved.conflicts:
        _keep(workspace, slug, base, mine)
    else:
        drop_own_recovery(workspace, slug)
    return saved


def _saved(
    workspace: Workspace,
    slug: str,
    base: Working,
    mine: Assessment,
    prefer: Mapping[str, Side],
    questionnaire: LoadedQuestionnaire | None,
) -> Saved:
    if base.read_only:
        raise UserError(base.read_only)
    folder = existing_folder(workspace, slug)
    keep_limits(workspace.settings)
    with one_writer(folder):
        current = read_bytes(folder / "assessment.yaml")
        theirs = _theirs(folder, slug, base, current)
        merged = merge(base.assessment, mine, theirs, prefer)
        if merged.conflicts:
            return Saved(base, conflicts=merged.conflicts)
        if questionnaire is not None:
            pin_questionnaire(folder, questionnaire)
        pinned = _questionnaire_of(workspace, folder, merged.assessment, (questionnaire, base.questionnaire))
        if merged.assessment == theirs:  # nothing of ours to write: a file edited by hand stays as it was written
            return Saved(Working(theirs, pinned, bytes_hash(current)), merged.from_theirs)
        is_across_versions = mine.questionnaire != theirs.questionnaire
        settled = _under_new_ids(merged.assessment, pinned) if is_across_versions else merged.assessment
        text = encode_assessment(settled, _question_ids(pinned))
        demand_size(text)
        replace_file(folder / "assessment.yaml", text)
    return Saved(Working(settled, pinned, text_hash(text)), merged.from_theirs)


def _under_new_ids(assessment: Assessment, pinned: LoadedQuestionnaire) -> Assessment:
    """What one side answered while the other moved to another questionnaire: under the id that the question has now."""
    now = pinned.questionnaire
    return move(assessment, now, now, assessment.questionnaire).assessment


def _theirs(folder: Path, slug: str, base: Working, current: bytes) -> Assessment:
    """What the file holds now. Raises UserError if it can't be read any more, or only by a newer version."""
    if bytes_hash(current) == base.text_hash:
        return base.assessment
    read_only, _ = newer_format(current, FORMAT)
    if read_only:
        raise UserError(read_only)
    return named(decode_assessment(current, str(folder / "assessment.yaml")), slug)


def _questionnaire_of(
    workspace: Workspace, folder: Path, assessment: Assessment, known: tuple[LoadedQuestionnaire | None, ...]
) -> LoadedQuestionnaire:
    wanted = assessment.questionnaire
    for loaded in known:
        if loaded is not None and loaded.hash == wanted.hash:
            return loaded
    return pinned_questionnaire(workspace.root, folder, wanted)


def _question_ids(questionnaire: LoadedQuestionnaire) -> tuple[str, ...]:
    return tuple(questionnaire.questionnaire.question_by_id)


def _keep(workspace: Workspace, slug: str, base: Working, mine: Assessment) -> None:
    """Keep what couldn't be written; where even that fails, the error of the save is what the person must see."""
    if base.read_only:
        return
    ids = _question_ids(base.questionnaire)
    with contextlib.suppress(UserError):
        keep_recovery(workspace, slug, encode_assessment(mine, ids), encode_assessment(base.assessment, ids))


def restore_recovered(workspace: Workspace, slug: str, prefer: Mapping[str, Side] | None = None) -> Saved | None:
    """Save the recovery copy, merged with what the file holds now, and drop it; None if there is no copy.

    With conflicts nothing is written and the copy stays: call again with preferences. Raises UserError.
    """
    kept = recovered(workspace, slug)
    if kept is None:
        return None
    working = load_working(workspace, slug)
    mine = decode_assessment(kept.text.encode("utf-8"), "the recovery copy")
    began = kept.base_text or kept.text
    before = named(decode_assessment(began.encode("utf-8"), "the recovery copy"), slug) if kept.base_text else None
    base = working._replace(assessment=before, text_hash=text_hash(began)) if before else working
    saved = _saved(workspace, slug, base, named(mine, slug), prefer or {}, None)  # no second copy of the same answers
    if not saved.conflicts:
        drop_copy(kept.path)
    return saved
