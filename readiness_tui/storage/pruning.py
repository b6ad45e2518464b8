"""What is left of a tree when the parts that don't fit are taken out, so that the rest can be looked at as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from readiness_tui.storage.decoding import has_fault_below, meant_keys, path_of
from readiness_tui.storage.yaml_tree import Path, Tree

M = TypeVar("M", bound=BaseModel)
Steps = dict[Path, dict[str | int, str | int]]
"""By a path in the noun: the last step of each path below it, in the noun and in the file."""

LEFT_OUT = "left-out-"
"""How the ids begin that stand in for missing ones."""

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
    steps: Steps

    def in_file(self, path: Path) -> Path:
        """A path in the noun as it is in the file, where members may be left out before it and keys misspelt."""
        return _in_file(path, self.steps)


@dataclass(frozen=True, slots=True)
class _Repairs:
    """What is changed of a file's tree, by paths in it: what goes, what comes, which keys are taken for others."""

    left_out: set[Path] = field(default_factory=set)
    stand_ins: dict[Path, Any] = field(default_factory=dict)
    meant: dict[Path, str] = field(default_factory=dict)

    def keep(self, model: type[BaseModel], errors: list[tuple[str, Path]]) -> bool:
        """Repair what is at fault; False if that is the whole file."""
        paths = [path for _, path in errors]
        self.meant.update(meant_keys(model, errors))
        spared = {(*path[:-1], right) for path, right in self.meant.items()} | self.meant.keys()
        return all(
            self._take_out(kind, path)
            for kind, path in errors
            if path not in spared and (kind == "missing" or not has_fault_below(path, paths))
        )

    def _take_out(self, kind: str, path: Path) -> bool:
        if kind == "missing":
            if path[-1] == "id":
                self.stand_ins[path] = f"{LEFT_OUT}{len(self.stand_ins)}"
            elif path[-1] in _STAND_INS and not (path[-1] == "levels" and len(path) == 1):
                self.stand_ins[path] = _STAND_INS[str(path[-1])]
            else:
                path = path[:-1]
        elif path and path[-1] in _WHOLE_GOES:
            path = path[:-1]
        self.left_out.add(path)
        return bool(path)


def rest_of(model: type[M], tree: Tree) -> Rest[M] | None:
    """The noun without what doesn't fit; None where too little is left."""
    repairs = _Repairs()
    for _ in range(_MOST_PASSES):
        steps: Steps = {}
        pruned = _pruned(tree, (), (), repairs, steps)
        try:
            return Rest(model.model_validate(pruned), frozenset(repairs.left_out), steps)
        except ValidationError as error:
            found = [dict(each) for each in error.errors(include_url=False)]
            errors = [(str(each["type"]), _in_file(path_of(pruned, each), steps)) for each in found]
            if not repairs.keep(model, errors):
                return None
    return None


def _pruned(tree: Tree, path: Path, here: Path, repairs: _Repairs, steps: Steps) -> Any:
    """A repaired copy; `path` is the one in the file, `here` the one in the copy."""
    if isinstance(tree, dict):
        kept = {key: repairs.meant.get((*path, key), key) for key in tree if (*path, key) not in repairs.left_out}
        if any(right != key for key, right in kept.items()):
            steps[here] = {right: key for key, right in kept.items()}
        copy = {right: _pruned(tree[key], (*path, key), (*here, right), repairs, steps) for key, right in kept.items()}
        return copy | {str(spot[-1]): value for spot, value in repairs.stand_ins.items() if spot[:-1] == path}
    if isinstance(tree, list):
        indexes = [index for index in range(len(tree)) if (*path, index) not in repairs.left_out]
        if len(indexes) < len(tree):
            steps[here] = dict(enumerate(indexes))
        return [
            _pruned(tree[index], (*path, index), (*here, place), repairs, steps) for place, index in enumerate(indexes)
        ]
    return tree


def _in_file(path: Path, steps: Steps) -> Path:
    return tuple(steps.get(path[:depth], {}).get(step, step) for depth, step in enumerate(path))


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
