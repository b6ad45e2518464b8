"""Milestones: taken once and never replaced, listed, opened by number or hash, verified."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from readiness_tui.model.assessment import FORMAT, Assessment, MilestoneStamp
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.storage.converting import newer_format
from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.storage.files import create_file, inside, make_folder, read_bytes
from readiness_tui.storage.locking import one_writer
from readiness_tui.storage.milestone_files import (
    SHORT_HASH,
    MilestoneRef,
    hash_digits,
    milestone_hash,
    milestone_name,
    milestone_refs,
    ref_of,
    stray_paths,
)
from readiness_tui.storage.pinning import pin_questionnaire, pinned_questionnaire
from readiness_tui.storage.questionnaires import LoadedQuestionnaire
from readiness_tui.storage.working import Working
from readiness_tui.storage.workspaces import Workspace, assessment_folder, existing_folder

__all__ = [
    "Milestone",
    "MilestoneRef",
    "Verification",
    "list_milestones",
    "load_milestone",
    "take_milestone",
    "verify_milestones",
]

_MOST_TRIES = 100
_WHICH = re.compile(r"0*([0-9]{1,9})(?:-([0-9a-f]{4,64}))?")
_DIGITS = re.compile(r"[0-9a-f]{4,64}")


class Milestone(NamedTuple):
    """A milestone opened with exactly the questionnaire it was taken with; `read_only` as in `Working`."""

    ref: MilestoneRef
    assessment: Assessment
    questionnaire: LoadedQuestionnaire
    read_only: str = ""


class Verification(NamedTuple):
    """Whether a milestone is what was taken; `problem` says what is not."""

    name: str
    ok: bool
    problem: str


def list_milestones(workspace: Workspace, slug: str) -> tuple[MilestoneRef, ...]:
    """An agent's milestones by number, then hash; one that can't be read has a `problem`.

    Raises UserError for a slug that is none.
    """
    return milestone_refs(assessment_folder(workspace, slug))


def take_milestone(
    workspace: Workspace, slug: str, working: Working, taken: datetime, by: str | None, note: str
) -> MilestoneRef:
    """Freeze answers as the next milestone; its parents are all milestones that none follows yet.

    When this returns it is safe on disk. Raises UserError: then none was taken.
    """
    if working.read_only:
        raise UserError(working.read_only)
    folder = existing_folder(workspace, slug)
    with one_writer(folder):
        pin_questionnaire(folder, working.questionnaire)
        make_folder(folder / "milestones")
        for _ in range(_MOST_TRIES):
            refs = milestone_refs(folder, is_strict=True)  # a parent that can't be read now must not be left out
            stamp = _next_stamp(refs, taken, by, note)
            signed, text = _frozen(working, stamp)
            name = milestone_name(signed.number, signed.taken, _short(hash_digits(signed.hash or ""), refs))
            path = inside(folder, folder / "milestones" / f"{name}.yaml")
            try:
                create_file(path, text)
            except FileExistsError:
                continue  # another writer, whom no lock of ours could hold, was faster: the next number
            return ref_of(path, signed, label=f"@{signed.number}")
    raise UserError(Fault(f"{folder}: other programs keep taking milestones here", "retry"))


def _next_stamp(refs: tuple[MilestoneRef, ...], taken: datetime, by: str | None, note: str) -> MilestoneStamp:
    number = max((ref.number for ref in refs), default=0) + 1
    heads = tuple(ref.hash for ref in _heads(refs))
    moment = taken.astimezone(UTC).replace(microsecond=0)
    try:
        return MilestoneStamp(number=number, taken=moment, by=by or None, note=note, parents=heads)
    except ValidationError as error:
        reason = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise UserError(Fault(f"the note, or the name of who takes the milestone, {reason}")) from None


def _heads(refs: tuple[MilestoneRef, ...]) -> list[MilestoneRef]:
    """The milestones that no other names as parent; several after a merge of branches."""
    known = {ref.digits for ref in refs}
    followed = {digits for ref in refs for parent in ref.parents for digits in _matching(hash_digits(parent), known)}
    return [ref for ref in refs if ref.digits not in followed and len(ref.digits) == 64]


def _matching(parent: str, known: set[str]) -> Iterable[str]:
    return (parent,) if parent in known else (digits for digits in known if parent and digits.startswith(parent))


def _frozen(working: Working, stamp: MilestoneStamp) -> tuple[MilestoneStamp, str]:
    """The stamp with the hash, and the text of the milestone."""
    from readiness_tui.storage.encoding import encode_assessment

    ids = tuple(question.id for question in working.questionnaire.questionnaire.questions)
    unsigned = working.assessment.model_copy(update={"milestone": stamp})
    own_hash = milestone_hash(encode_assessment(unsigned, ids).encode("utf-8"))
    signed = stamp.model_copy(update={"hash": own_hash})
    text = encode_assessment(unsigned.model_copy(update={"milestone": signed}), ids)
    if milestone_hash(text.encode("utf-8")) != own_hash:
        raise AssertionError("a milestone's hash must not depend on its own line")
    return signed, text


def _short(digits: str, refs: tuple[MilestoneRef, ...]) -> str:
    """As many digits as tell this hash from all others: six, more on a clash."""
    others = [ref.digits for ref in refs]
    lengths = range(SHORT_HASH, len(digits) + 1)
    return next(
        (digits[:length] for length in lengths if not any(other.startswith(digits[:length]) for other in others)),
        digits,
    )


def load_milestone(workspace: Workspace, slug: str, which: str) -> Milestone:
    """The milestone that `3`, `3-7f3a9c`, `7f3a9c`, `latest` or a whole name means, with its questionnaire.

    Raises UserError: none or several are meant (all are named), it can't be read, or it was changed since.
    """
    folder = assessment_folder(workspace, slug)
    return read_milestone(workspace, slug, _meant(milestone_refs(folder), slug, which.removeprefix("@")))


def read_milestone(workspace: Workspace, slug: str, ref: MilestoneRef) -> Milestone:
    """A milestone of the list, with its questionnaire. Raises UserError where it can't be read, or was changed."""
    if ref.problem:
        raise UserError(_distrust(ref))
    folder = assessment_folder(workspace, slug)
    assessment, read_only = _frozen_answers(ref)
    questionnaire = pinned_questionnaire(workspace.root, folder, assessment.questionnaire)
    return Milestone(ref, assessment, questionnaire, read_only)


def _distrust(ref: MilestoneRef) -> Fault:
    """Why a milestone isn't opened, with line and column where it can't be read."""
    remedy = "restore it: git checkout -- <file>"
    try:
        _frozen_answers(ref)
    except UserError as error:
        return error.faults[0]._replace(remedy=remedy)
    return Fault(f"{ref.path}: {ref.problem}", remedy)


def _frozen_answers(ref: MilestoneRef) -> tuple[Assessment, str]:
    """What a milestone holds, and that it is of a newer format, of which not everything may be known, if it is.

    Raises UserError.
    """
    read_only, readable = newer_format(read_bytes(ref.path), FORMAT)
    return decode_assessment(readable, str(ref.path)), read_only


def _meant(refs: tuple[MilestoneRef, ...], slug: str, which: str) -> MilestoneRef:
    if not refs:
        raise UserError(Fault(f"'{slug}' has no milestones yet", f"take one: readiness milestone {slug}"))
    found = _found(refs, which)
    if len(found) == 1:
        return found[0]
    exact = [f"{slug}@{ref.number}-{ref.name.rpartition('-')[2]}" for ref in found]
    if found:
        raise UserError(Fault(f"'{slug}@{which}' means several milestones", f"write {' or '.join(exact)}"))
    known = [ref.label.removeprefix("@") for ref in refs]
    raise UserError(Fault(f"'{slug}' has no milestone '{which[:80]}'", nearest(which, [*known, "latest"])))


def _found(refs: tuple[MilestoneRef, ...], which: str) -> list[MilestoneRef]:
    """Every milestone that the words can mean; a number comes before a hash of digits alone."""
    if which == "latest":
        return [ref for ref in refs if ref.number == refs[-1].number]
    found = [ref for ref in refs if ref.name == which]
    numbered = _WHICH.fullmatch(which)
    if not found and numbered:
        number, digits = int(numbered[1]), numbered[2] or ""
        found = [ref for ref in refs if ref.number == number and ref.digits.startswith(digits)]
    if not found and _DIGITS.fullmatch(hash_digits(which)):
        found = [ref for ref in refs if ref.digits.startswith(hash_digits(which))]
    return found


def verify_milestones(workspace: Workspace, slug: str) -> tuple[Verification, ...]:
    """Every milestone against its hash, name, parents and pinned questionnaire; stray files are named too."""
    folder = assessment_folder(workspace, slug)
    refs = milestone_refs(folder)
    known = {ref.digits for ref in refs}
    checked = [(ref.name, ref.problem or _missing_part(workspace, folder, ref, known)) for ref in refs]
    strays = [(path.stem, "its name is not that of a milestone: it was renamed") for path in stray_paths(folder)]
    return tuple(Verification(name, not problem, problem) for name, problem in (*checked, *strays))


def _missing_part(workspace: Workspace, folder: Path, ref: MilestoneRef, known: set[str]) -> str:
    gone = [parent for parent in ref.parents if not list(_matching(hash_digits(parent), known))]
    if gone:
        return f"the milestone before it is missing: {', '.join(hash_digits(parent)[:12] for parent in gone)}"
    try:
        assessment, _ = _frozen_answers(ref)
        pinned_questionnaire(workspace.root, folder, assessment.questionnaire)
    except UserError as error:
        return error.faults[0].message
    return ""
