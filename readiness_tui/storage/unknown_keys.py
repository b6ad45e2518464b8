"""Keys of a file that this program doesn't know: kept, and written back quoted or not as they stood there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from readiness_tui.storage.yaml_tree import Path, Places, Tree

_LEAVES = frozenset((str, bool, int, type(None), Fraction, date, datetime))
_QUOTES = frozenset("\"'|>")


def has_unknown_keys(noun: BaseModel) -> bool:
    """Whether a noun, or one in it, keeps a key that it doesn't know."""
    if noun.__pydantic_extra__:
        return True
    # Only what the file names can hold one; this runs for every file that is read, so the rest is not looked at.
    fields = noun.__dict__
    return _hold_unknown_keys([fields[name] for name in noun.__pydantic_fields_set__])


def _hold_unknown_keys(values: Iterable[Any]) -> bool:
    for value in values:
        kind = type(value)
        if kind in _LEAVES:
            continue
        if kind is tuple or kind is MappingProxyType:
            found = _hold_unknown_keys(value if kind is tuple else value.values())
        else:
            found = BaseModel in kind.__mro__ and has_unknown_keys(value)  # isinstance asks pydantic, at length
        if found:
            return True
    return False


def with_styles(tree: Tree, places: Places, text: str) -> Tree:
    """The tree with every text that stands in the file without quotes as `Plain`, so that it is written like that."""
    from readiness_tui.storage.yaml_scalars import Plain

    lines = text.split("\n")

    def styled(part: Tree, path: Path) -> Tree:
        if isinstance(part, dict):
            return {key: styled(value, (*path, key)) for key, value in part.items()}
        if isinstance(part, list):
            return [styled(value, (*path, index)) for index, value in enumerate(part)]
        if part is None or (place := places.get(path)) is None:
            return part
        return part if lines[place.line - 1][place.column - 1 : place.column] in _QUOTES else Plain(part)

    return styled(tree, ())
