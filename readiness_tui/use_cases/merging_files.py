"""Merge three versions of an assessment file, for git."""

from __future__ import annotations

from pathlib import Path

from readiness_tui.storage.files import read_bytes, replace_file
from readiness_tui.storage.merged_files import MergedText, merge_texts


def merge_files(base: Path, ours: Path, theirs: Path, name: str) -> MergedText:
    """Merge by question and write the result over `ours`; `name` is the file for faults. Raises UserError."""
    merged = merge_texts(read_bytes(base), read_bytes(ours), read_bytes(theirs), name)
    replace_file(ours, merged.text)
    return merged
