"""Merge three versions of an assessment file, for git."""

from readiness_tui.storage.merged_files import MergedText, merge_files

__all__ = ["MergedText", "merge_files"]
