"""Two texts of one file as one text: where they differ, both stand between git's conflict markers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_MOST_LINES = 200
"""A longer block is marked as a whole: comparing lines takes the square of their number."""


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one key down to its second level, a question's or a task's for example; `key` is unique."""

    key: tuple[str, str]
    lines: tuple[str, ...]


def marked(ours: str, theirs: str) -> str:
    """Both texts in one. Lines that are alike stand once; a key that one side alone has is marked as a whole."""
    left, right = _blocks(ours), _blocks(theirs)
    keys = [block.key for block in left], [block.key for block in right]
    parts: list[str] = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        mine, other = left[start:end], right[other_start:other_end]
        if kind == "equal":
            for one, two in zip(mine, other, strict=True):
                parts += _marked_lines(one.lines, two.lines)
        else:
            parts += _both(_lines_of(mine), _lines_of(other))
    return "".join(parts)


def _blocks(text: str) -> list[_Block]:
    found: list[tuple[tuple[str, str], list[str]]] = []
    section, seen = "", 0
    for line in _lines(text):
        stripped = line.lstrip(" ")
        if not found or (len(line) - len(stripped) <= 2 and stripped.strip()):
            section = section if line.startswith(" ") else line.partition(":")[0]
            seen += stripped.startswith("#")  # comments are no keys: count them, so that each is a block of its own
            name = f"#{seen}" if stripped.startswith("#") else stripped.partition(":")[0].rstrip("\n")
            found.append(((section, name), []))
        found[-1][1].append(line)
    return [_Block(key, tuple(lines)) for key, lines in found]


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends; the last one gets an end where it has none, so that a marker never follows it."""
    return (f"{line}\n" for line in text.removesuffix("\n").split("\n")) if text else iter(())


def _lines_of(blocks: list[_Block]) -> tuple[str, ...]:
    return tuple(line for block in blocks for line in block.lines)


def _marked_lines(left: tuple[str, ...], right: tuple[str, ...]) -> list[str]:
    if left == right:
        return list(left)
    if max(len(left), len(right)) > _MOST_LINES:
        return _both(left, right)
    parts: list[str] = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        parts += left[start:end] if kind == "equal" else _both(left[start:end], right[other_start:other_end])
    return parts


def _both(left: tuple[str, ...], right: tuple[str, ...]) -> list[str]:
    return ["<<<<<<< ours\n", *left, "=======\n", *right, ">>>>>>> theirs\n"]
