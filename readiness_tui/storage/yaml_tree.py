"""What reading YAML gives: trees of text, places in the file, and the limits that a file has to keep."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"
"""A plain empty value is None, a quoted empty one is `""`, every other scalar is its text."""

Path: TypeAlias = tuple[str | int, ...]
"""Keys and, within a list, indexes from 0; the whole file is ()."""

DEEPEST = 200
"""Each level costs stack frames, so no setting goes beyond this depth."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How big a file may be: bytes, levels of nesting, and scalars and collections together (keys count)."""

    size: int = 5_000_000
    depth: int = 64
    nodes: int = 200_000


STANDARD = Limits()
"""The limits where a workspace sets none."""


class Place(NamedTuple):
    """Where the key and its value start, from 1; a list's member is its own key."""

    key_line: int
    key_column: int
    line: int
    column: int


Places: TypeAlias = dict[Path, Place]


def dotted(path: Path) -> str:
    """A path as people write it: `answers.retry.evidence.0`."""
    return ".".join(str(step) for step in path)
