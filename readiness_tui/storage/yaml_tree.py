"""What reading YAML gives: trees of text, places in the file, and the limits that a file has to keep."""

from typing import NamedTuple, TypeAlias

from readiness_tui.model.faults import Fault, UserError

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"
"""A plain empty value is None, a quoted empty one is `""`, every other scalar is its text."""

Path: TypeAlias = tuple[str | int, ...]
"""Keys and, within a list, indexes from 0; the whole file is ()."""

DEEPEST = 200
"""Each level costs stack frames, so no setting goes beyond this depth."""


class Limits(NamedTuple):
    """How big a file may be: bytes, levels of nesting, and scalars and collections together (keys count)."""

    size: int = 5_000_000
    depth: int = 64
    nodes: int = 200_000


STANDARD = Limits()
"""The limits where a workspace sets none."""

_in_force = STANDARD


def limits_in_force() -> Limits:
    """The limits of the workspace that was opened last in this process."""
    return _in_force


def use_limits(limits: Limits) -> None:
    """Read and write all files within these limits from now on."""
    global _in_force  # one workspace is open at a time, and its files are read from everywhere
    _in_force = limits


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


def demand_size(text: str) -> None:
    """Raises UserError for a text that couldn't be read again for its size."""
    size, most = len(text.encode("utf-8", "surrogatepass")), _in_force.size
    if size > most:
        message = f"the file would be too big ({size:,} bytes; the limit is {most:,})"
        raise UserError(Fault(message, "shorten notes, or: readiness settings limits.megabytes=N"))
