"""The three-way merge over the texts of three files: what git calls as merge driver."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.storage.encoding import encode_assessment
from readiness_tui.storage.merging import Conflict, Side, merge


@dataclass(frozen=True, slots=True)
class MergedText:
    """The merged text; where there are conflicts, both sides stand in it between git's markers."""

    text: str
    conflicts: tuple[Conflict, ...]


def merge_texts(before: bytes, ours: bytes, theirs: bytes, file: str) -> MergedText:
    """Merge two changed copies of one assessment. Raises UserError if one of the three can't be read."""
    names = (f"{file} (before)", f"{file} (ours)", f"{file} (theirs)")
    base, mine, other = (decode_assessment(raw, name) for raw, name in zip((before, ours, theirs), names, strict=True))
    merged = merge(base, mine, other)
    ids = tuple(merged.assessment.answers)
    if not merged.conflicts:
        return MergedText(encode_assessment(merged.assessment, ids), ())
    sides: tuple[Side, Side] = ("mine", "theirs")
    kept = [merge(base, mine, other, {each.id: side for each in merged.conflicts}).assessment for side in sides]
    our_text, their_text = (encode_assessment(assessment, ids) for assessment in kept)
    return MergedText(_marked(our_text, their_text), merged.conflicts)


def _marked(ours: str, theirs: str) -> str:
    """Both texts in one, every difference between git's conflict markers."""
    left, right = ours.splitlines(keepends=True), theirs.splitlines(keepends=True)
    parts: list[str] = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            parts += left[start:end]
        else:
            parts += [
                "<<<<<<< ours\n",
                *left[start:end],
                "=======\n",
                *right[other_start:other_end],
                ">>>>>>> theirs\n",
            ]
    return "".join(parts)
