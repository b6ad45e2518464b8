"""From a tree of text to a stored noun; what doesn't fit becomes faults with line, column and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from readiness_tui.model.assessment import Assessment
from readiness_tui.model.conditions import CONDITION_KINDS
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.model.workspace import WorkspaceSettings
from readiness_tui.storage.converting import converted
from readiness_tui.storage.fitting import Misfit, fit
from readiness_tui.storage.unknown_keys import has_unknown_keys, with_styles
from readiness_tui.storage.yaml_reader import locate, read_tree
from readiness_tui.storage.yaml_tree import Limits, Places, Tree

M = TypeVar("M", bound=BaseModel)
Path = tuple[str | int, ...]


def decode(model: type[M], raw: bytes, file: str, limits: Limits | None = None) -> M:
    """The noun that a file holds; an older format is converted. Raises UserError with every fault, in order of line."""
    written = read_tree(raw, file, limits)
    tree = converted(written, format_of(model))
    check_format(model, tree, raw, file, limits)
    try:
        noun = fit(model, tree, len(raw))
    except Misfit as misfit:
        raise UserError(*misfit_faults(model, misfit, tree, raw, file, limits)) from None
    if tree is not written or not has_unknown_keys(noun):
        return noun
    return model.model_validate(with_styles(tree, locate(raw, file, limits), raw.decode("utf-8-sig")))


def decode_assessment(raw: bytes, file: str) -> Assessment:
    """An assessment or a milestone. Raises UserError."""
    return decode(Assessment, raw, file)


def decode_settings(raw: bytes, file: str) -> WorkspaceSettings:
    """The settings of a workspace. Raises UserError."""
    return decode(WorkspaceSettings, raw, file)


def format_of(model: type[BaseModel]) -> str:
    """The format that files of this noun have today: `readiness/assessment@1`."""
    (current,) = get_args(model.model_fields["format"].annotation)
    return str(current)


def check_format(
    model: type[BaseModel],
    tree: Tree,
    raw: bytes,
    file: str,
    limits: Limits | None = None,
    places: Places | None = None,
) -> None:
    """Refuse a file that is empty, of another kind, or written by a newer version. Raises UserError."""
    expected = format_of(model)
    if not isinstance(tree, dict):
        message = "the file is empty" if tree is None else "keys with values are expected at the top of the file"
        raise UserError(Fault(message, f"begin with 'format: {expected}'", file, 1, 1))
    found = tree.get("format")
    if found == expected:
        return
    line, column = _position(places or locate(raw, file, limits), ("format",), at_key=False)
    kind, _, version = expected.partition("@")
    if isinstance(found, str) and found.startswith(kind + "@") and found[len(kind) + 1 :].isdigit():
        older = int(found[len(kind) + 1 :]) < int(version)
        advice = f"this program reads {expected}" if older else "upgrade readiness to open it; nothing was changed"
        age = "an unknown older" if older else "a newer"
        raise UserError(Fault(f"the file is of {age} format, {found}", advice, file, line, column, "format"))
    message = f"'{found}' is not a format that fits here" if found else "missing key 'format'"
    raise UserError(Fault(message, f"write 'format: {expected}'", file, line, column, "format"))


def misfit_faults(
    model: type[BaseModel], misfit: Misfit, tree: Tree, raw: bytes, file: str, limits: Limits | None = None
) -> tuple[Fault, ...]:
    """What pydantic found, in plain words, in order of line."""
    places = locate(raw, file, limits)
    found = shape_faults(model, misfit, tree, places, file)
    rest = [Fault(f"and {misfit.more:,} more faults", "correct the ones above first", file)] if misfit.more else []
    return (*sorted(found, key=lambda fault: (fault.line, fault.column)), *rest)


def shape_faults(model: type[BaseModel], misfit: Misfit, tree: Tree, places: Places, file: str) -> tuple[Fault, ...]:
    """What pydantic found, in plain words, in its own order; one mistake is told once."""
    errors = [(found, path_of(tree, found)) for found in misfit.errors]
    paths = [path for _, path in errors]
    keys = meant_keys(model, ((str(found["type"]), path) for found, path in errors))
    meant = {(*path[:-1], right) for path, right in keys.items()}
    faults: dict[tuple[Path, str], Fault] = {}
    for found, path in errors:
        is_told = path in meant if found["type"] == "missing" else has_fault_below(path, paths)
        if not is_told:
            kind = found["type"] if found["type"] in ("missing", "extra_forbidden") else ""
            faults.setdefault((path, kind), _fault(model, found, path, places, file))
    return tuple(faults.values())


def meant_keys(model: type[BaseModel], errors: Iterable[tuple[str, Path]]) -> dict[Path, str]:
    """The keys that unknown ones stand for by the look of them: `effort_days` where `efort_days` was written.

    `errors` are pydantic's types with their paths; a key that is missing is looked for first.
    """
    from difflib import get_close_matches

    found = tuple(errors)
    missing = [path for kind, path in found if kind == "missing"]
    meant: dict[Path, str] = {}
    for kind, path in found:
        if kind == "extra_forbidden" and path:
            lacks = [str(other[-1]) for other in missing if other[:-1] == path[:-1]]
            close = get_close_matches(str(path[-1]), lacks, n=1, cutoff=0.6)
            close += get_close_matches(str(path[-1]), known_keys(model, path[:-1]), n=1, cutoff=0.8)
            meant |= {path: close[0]} if close else {}
    return meant


def fault_at(
    places: Places, path: Path, at_key: bool, file: str, message: str, remedy: str = "", id: str = ""
) -> Fault:
    """A fault at the key or the value of a path."""
    line, column = _position(places, path, at_key)
    return Fault(message, remedy, file, line, column, dotted(path), id=id)


def dotted(path: Path) -> str:
    """A path as people write it: `sections.0.questions.3.weight`."""
    return ".".join(str(part) for part in path)


def path_of(tree: Tree, found: Mapping[str, Any]) -> Path:
    """Where in the file something is that pydantic found; of a missing key, where it should be.

    Tags of unions are part of pydantic's location, and of no file.
    """
    location: tuple[str | int, ...] = found["loc"]
    path: list[str | int] = []
    here: Any = tree
    for index, part in enumerate(location):
        if _leads_on(here, part):
            if _is_tag(here, location[index : index + 2]):
                continue
            here = here[part]
        elif index < len(location) - 1 or found["type"] != "missing":
            continue
        path.append(part)
    return tuple(path)


def _leads_on(here: Any, part: str | int) -> bool:
    if isinstance(here, dict):
        return part in here
    return isinstance(here, list) and isinstance(part, int) and part < len(here)


def _is_tag(here: Any, parts: tuple[str | int, ...]) -> bool:
    """Whether the first part is the tag of a condition, called like its key: the second leads on beside that key."""
    if len(parts) < 2 or parts[0] not in CONDITION_KINDS:
        return False
    return _leads_on(here, parts[1]) and not _leads_on(here[parts[0]], parts[1])


def has_fault_below(path: Path, paths: list[Path]) -> bool:
    """Whether one of the paths leads further than `path`.

    What is said of the value there is only another way to see it: a list is too short when its members are at fault.
    """
    return any(len(other) > len(path) and other[: len(path)] == path for other in paths)


def _fault(model: type[BaseModel], found: dict[str, Any], path: Path, places: Places, file: str) -> Fault:
    kind, last = found["type"], path[-1] if path else ""
    if kind == "extra_forbidden":
        remedy = nearest(str(last), known_keys(model, path[:-1]))
        if " " in str(last) and found.get("input") is None:
            remedy = "if it belongs to the text before the comma, put that text in quotes"
        return fault_at(places, path, True, file, f"unknown key '{last}'", remedy, "unknown-key")
    if kind == "missing":
        example = f"add '{last}: ...'"
        line, column = _position(places, path[:-1], at_key=False)
        return Fault(f"missing key '{last}'", example, file, line, column, dotted(path), id="missing-key")
    from readiness_tui.storage.shape_words import shape_words

    message, remedy = shape_words(found, path, known_keys(model, path))
    return fault_at(places, path, _is_about_key(found), file, message, remedy, "wrong-value")


def _is_about_key(found: dict[str, Any]) -> bool:
    return bool(found["loc"]) and found["loc"][-1] == "[key]"


def known_keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that fit where a path leads, for 'did you mean'."""
    candidates: set[type[BaseModel]] = {model}
    for part in path:
        deeper = {child for candidate in candidates for child in _models_below(candidate, part)}
        candidates = deeper or candidates
    return [key for candidate in candidates for key in _keys(candidate)]


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_below(model: type[BaseModel], part: str | int) -> set[type[BaseModel]]:
    for name, field in model.model_fields.items():
        if part in (name, field.alias):
            return _models_in(field.annotation)
    return set()


def _models_in(annotation: Any) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    named = getattr(annotation, "__value__", annotation)  # a type that has a name of its own
    return {found for part in get_args(named) for found in _models_in(part)}


def _position(places: Places, path: Path, at_key: bool) -> tuple[int, int]:
    for length in range(len(path), -1, -1):
        place = places.get(path[:length])
        if place is not None:
            if at_key and length == len(path):
                return place.key_line, place.key_column
            return place.line, place.column
    return 1, 1
