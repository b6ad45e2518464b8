"""Fits a tree to a noun; where very many things are wrong, it tells the first of them and makes no list of all."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from readiness_tui.storage.yaml_tree import Path, Tree

M = TypeVar("M", bound=BaseModel)

MOST = 1_000
"""So many errors of one file are told; each costs a kilobyte and some microseconds."""

_BIG = 500_000
"""Of a file of more bytes the start is looked at before the whole: pydantic can't stop at the first errors."""


_FIRST = 32
"""No noun has more keys of its own, so that none looks missing where this many are looked at."""


class Misfit(Exception):
    """What is wrong with a tree: `errors` as pydantic words them, and how many `more` there are at least."""

    def __init__(self, errors: list[dict[str, Any]], more: int = 0) -> None:
        super().__init__()
        self.errors = errors
        self.more = more


def fit(model: type[M], tree: Tree, size: int = 0) -> M:
    """The noun that a file's tree holds; `size` is the file's. Raises Misfit."""
    if size > _BIG and (errors := _first_errors(model, tree)):
        raise Misfit(errors, 1 if len(errors) >= MOST else 0)
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        count = error.error_count()
        errors = _errors_of(error) if count <= MOST else _first_errors(model, tree) or _errors_of(error)[:MOST]
    raise Misfit(errors, count - len(errors))


def _errors_of(error: ValidationError) -> list[dict[str, Any]]:
    return [dict(found) for found in error.errors(include_url=False)]


def _first_errors(model: type[BaseModel], tree: Tree) -> list[dict[str, Any]]:
    """The errors within the first members of every list and mapping, of so many members that they can be looked at."""
    best: list[dict[str, Any]] = []
    good, bad, width = 0, 0, _FIRST
    while True:
        cuts: set[Path] = set()
        errors = _errors_within(model, _cut(tree, width, (), cuts), cuts, is_flood_fine=width == good + 1)
        if errors is None:
            bad = width
        else:
            best, good = errors or best, width
        is_last = width == bad and errors is not None
        if is_last or (errors is not None and not cuts) or (bad and best):
            return best[:MOST]
        width = (good + bad + 1) // 2 if bad else good * 2


def _errors_within(
    model: type[BaseModel], tree: Tree, cuts: set[Path], *, is_flood_fine: bool
) -> list[dict[str, Any]] | None:
    """The errors of a tree, but those that its being cut may have made; None where they are too many to look at."""
    try:
        model.model_validate(tree)
    except ValidationError as error:
        if error.error_count() > 2 * MOST and not is_flood_fine:
            return None
        around = {path[:length] for path in cuts for length in range(len(path) + 1)}
        return [found for found in _errors_of(error) if _place(found) not in around]
    return []


def _place(found: dict[str, Any]) -> Path:
    location: Path = found["loc"]
    return location[:-1] if found["type"] == "missing" else location


def _cut(tree: Tree, width: int, path: Path, cuts: set[Path]) -> Tree:
    """A copy with the first members of each list and mapping; `cuts` gets the paths of those that had more."""
    if isinstance(tree, dict):
        if len(tree) > width:
            cuts.add(path)
        pairs = zip(range(width), tree.items(), strict=False)
        return {key: _cut(value, width, (*path, key), cuts) for _, (key, value) in pairs}
    if isinstance(tree, list):
        if len(tree) > width:
            cuts.add(path)
        return [_cut(value, width, (*path, index), cuts) for index, value in enumerate(tree[:width])]
    return tree
