"""The three-way merge over three files of one assessment: what git calls as merge driver."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from readiness_tui.model.assessment import Agent, Assessment
from readiness_tui.model.faults import UserError
from readiness_tui.storage.conflict_marks import marked
from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.storage.encoding import encode_assessment
from readiness_tui.storage.files import read_bytes, replace_bytes
from readiness_tui.storage.merging import Conflict, Side, merge


@dataclass(frozen=True, slots=True)
class MergedText:
    """The merged text; where there are conflicts, both sides stand in it between git's markers.

    `problem` says why the answers couldn't be merged one by one: then all lines that differ are marked.
    """

    text: str
    conflicts: tuple[Conflict, ...]
    problem: UserError | None = None

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left for a person."""
        return not self.conflicts and self.problem is None


def merge_files(before: Path, ours: Path, theirs: Path, name: str) -> MergedText:
    """Merge two changed copies of one assessment into the file `ours`, as git wants it of a merge driver.

    `name` is the file for faults. A file that can't be read as an assessment loses nothing either: both sides are
    written between markers. Raises UserError where a file isn't there or `ours` can't be written.
    """
    texts = [read_bytes(path) for path in (before, ours, theirs)]
    try:
        merged = merge_texts(texts[0], texts[1], texts[2], name)
    except UserError as error:
        # Bytes that are no UTF-8 pass through as they are.
        left, right = (raw.decode("utf-8", "surrogateescape").replace("\r\n", "\n") for raw in texts[1:])
        merged = MergedText(left if left == right else marked(left, right), (), error)
    replace_bytes(ours, merged.text.encode("utf-8", "surrogateescape"))
    return merged


def merge_texts(before: bytes, ours: bytes, theirs: bytes, file: str) -> MergedText:
    """Merge two changed copies of one assessment; an empty `before` means that both sides added the file.

    Raises UserError if one of the three can't be read.
    """
    base = decode_assessment(before, f"{file} (before)") if before.strip() else _nothing_yet()
    mine, other = decode_assessment(ours, f"{file} (ours)"), decode_assessment(theirs, f"{file} (theirs)")
    merged = merge(base, mine, other)
    ids = _order(merged.assessment, mine, other)
    if not merged.conflicts:
        return MergedText(encode_assessment(merged.assessment, ids), ())
    sides: tuple[Side, Side] = ("mine", "theirs")
    kept = [merge(base, mine, other, {each.id: side for each in merged.conflicts}).assessment for side in sides]
    our_text, their_text = (encode_assessment(assessment, ids) for assessment in kept)
    return MergedText(marked(our_text, their_text), merged.conflicts)


def _order(merged: Assessment, mine: Assessment, theirs: Assessment) -> tuple[str, ...]:
    """The questions in the order of the side whose questionnaire is kept."""
    first = mine if merged.questionnaire == mine.questionnaire else theirs
    return tuple(dict.fromkeys(key for key in (*first.answers, *merged.answers) if key in merged.answers))


def _nothing_yet() -> Assessment:
    """What both sides began from where neither had the file: no agent, no questionnaire, no answer."""
    nobody = Agent.model_construct()  # type: ignore[call-arg]  # what is to be merged has none of its fields yet
    return Assessment.model_construct(agent=nobody, questionnaire=None)  # type: ignore[arg-type]  # the same
