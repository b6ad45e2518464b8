"""What is left of a tree when the parts that don't fit are taken out, so that the rest can be looked at as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from readiness_tui.storage.decoding import has_fault_below, tree_path
from readiness_tui.storage.yaml_tree import Path, Tree

M = TypeVar("M", bound=BaseModel)
_MOST_PASSES = 40
# What stands in for a key that is missing or wrong; it has to fit, and nothing else is said about it.
_STAND_INS: Mapping[str, Any] = {
    **dict.fromkeys(("ask", "do", "label", "text", "title", "version"), "?"),
    **dict.fromkeys(("effort_days", "value"), "1"),
    "evidence": ["?"] * 5,
    "levels": ["?"] * 4,
}
_WHOLE_GOES = frozenset(("kind",))
"""Keys that decide what the others of a part mean."""


@dataclass(frozen=True, slots=True)
class Rest(Generic[M]):
    """A noun made of the parts that fit, the paths that were left out, and the way back from its paths to the file."""

    noun: M
    left_out: frozenset[Path]
    places: Mapping[Path, tuple[int, ...]]

    def in_file(self, path: Path) -> Path:
        """A path in the noun as it is in the file, where members of lists may stand before it that were left out."""
        return _in_file(path, self.places)


def rest_of(model: type[M], tree: Tree) -> Rest[M] | None:
    """The noun without what doesn't fit; None where too little is left."""
    left_out: set[Path] = set()
    stand_ins: dict[Path, Any] = {}
    for _ in range(_MOST_PASSES):
        places: dict[Path, tuple[int, ...]] = {}
        pruned = _pruned(tree, (), (), left_out, stand_ins, places)
        try:
            return Rest(model.model_validate(pruned), frozenset(left_out), places)
        except ValidationError as error:
            errors = [(found["type"], tree_path(pruned, found["loc"])) for found in error.errors(include_url=False)]
            paths = [path for _, path in errors]
            for kind, path in errors:
                follows = kind == "too_short" and has_fault_below(path, paths)
                if not follows and not _take_out(kind, _in_file(path, places), left_out, stand_ins):
                    return None
    return None


def _take_out(kind: str, path: Path, left_out: set[Path], stand_ins: dict[Path, Any]) -> bool:
    """Leave out what is at fault; False if that is the whole file."""
    if kind == "missing":
        if path[-1] == "id":
            stand_ins[path] = f"left-out-{len(stand_ins)}"
        elif path[-1] in _STAND_INS and not (path[-1] == "levels" and len(path) == 1):
            stand_ins[path] = _STAND_INS[str(path[-1])]
        else:
            path = path[:-1]
    elif path and path[-1] in _WHOLE_GOES:
        path = path[:-1]
    left_out.add(path)
    return bool(path)


def _pruned(
    tree: Tree,
    path: Path,
    here: Path,
    left_out: set[Path],
    stand_ins: Mapping[Path, Any],
    places: dict[Path, tuple[int, ...]],
) -> Any:
    """A copy without some paths; `path` is the one in the file, `here` the one in the copy."""
    if isinstance(tree, dict):
        kept = {
            key: _pruned(value, (*path, key), (*here, key), left_out, stand_ins, places)
            for key, value in tree.items()
            if (*path, key) not in left_out
        }
        return kept | {str(spot[-1]): value for spot, value in stand_ins.items() if spot[:-1] == path}
    if isinstance(tree, list):
        indexes = tuple(index for index in range(len(tree)) if (*path, index) not in left_out)
        if len(indexes) < len(tree):
            places[here] = indexes
        return [
            _pruned(tree[index], (*path, index), (*here, place), left_out, stand_ins, places)
            for place, index in enumerate(indexes)
        ]
    return tree


def _in_file(path: Path, places: Mapping[Path, tuple[int, ...]]) -> Path:
    steps = [
        places[path[:depth]][step] if isinstance(step, int) and path[:depth] in places else step
        for depth, step in enumerate(path)
    ]
    return tuple(steps)


def words_in(tree: Tree) -> Iterator[str]:
    """Every key and every text of a tree."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from words_in(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from words_in(value)
    elif tree is not None:
        yield tree


def part_at(tree: Tree, path: Path) -> Tree:
    """What stands at a path; None where there is nothing."""
    here: Any = tree
    for step in path:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return None
    return here  # type: ignore[no-any-return]  # a tree, by the way it was reached
