"""Formats over time: older ones become today's step by step, newer ones are read as far as possible and never written.

A file names its format in its first key: `readiness/assessment@1`. When a format changes its number rises by one; the
step from the old number to the new one goes into `STEPS`, and files of the old one stay in `tests/golden/` for good.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from readiness_tui.storage.yaml_tree import Tree

Step = Callable[[dict[str, Tree]], dict[str, Tree]]

STEPS: dict[str, Step] = {}
"""By the format that it begins from: what makes the next one of a file's tree, whatever is in it. There is no older
format yet that was released."""

_FORMAT_LINE = rb"""(?m)^(?:\xef\xbb\xbf)?format:[ \t]*["']?(readiness/[a-z]+)@([0-9]{1,6})["']?[ \t]*(?:#.*)?\r?$"""


def converted(tree: Tree, expected: str) -> Tree:
    """A file's tree in the expected format, as far as there are steps to it; the same tree where there are none."""
    while isinstance(tree, dict) and isinstance(found := tree.get("format"), str):
        step = STEPS.get(found)
        if step is None or found == expected:
            break
        kind, _, number = found.partition("@")
        tree = {**step(tree), "format": f"{kind}@{int(number) + 1}"}
    return tree


def newer_format(raw: bytes, expected: str) -> tuple[str, bytes]:
    """Why a file is read-only (empty: it isn't), and its bytes as far as this program can read them.

    Only a newer number of the expected kind makes it so; everything else is for the decoder to judge.
    """
    if raw.startswith(f"format: {expected}\n".encode()):
        return "", raw  # as nearly every file begins
    found = re.search(_FORMAT_LINE, raw)
    kind, _, number = expected.partition("@")
    if found is None or found[1].decode() != kind or int(found[2]) <= int(number):
        return "", raw
    name = kind.rpartition("/")[2]
    message = f"this {name} is of a newer format, {kind}@{int(found[2])}: it can be read but not changed"
    start, end = found.span(2)
    return f"{message}; upgrade readiness to change it", raw[:start] + number.encode() + raw[end:]
