"""A fault in a questionnaire by its place in the YAML tree; storage turns the path into line and column."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from readiness_tui.model.faults import Severity, nearest

Path = tuple[str | int, ...]


class ModelFault(NamedTuple):
    """One thing that is wrong with a questionnaire.

    `path`: keys and list indexes exactly as in the file, e.g. ("sections", 0, "questions", 3, "gates", 0, "level").
    `at`: whether the key itself or its value is at fault. `counterexample` can be replayed by hand.
    `name` is the one that leads nowhere, where that is the fault.
    """

    path: Path
    message: str
    remedy: str = ""
    at: Literal["key", "value"] = "value"
    severity: Severity = "error"
    id: str = ""
    counterexample: str = ""
    name: str = ""


def unknown_name(
    path: Path, what: str, name: str, known: Iterable[str], at: Literal["key", "value"] = "value"
) -> ModelFault:
    """The fault of a reference that leads nowhere, with the nearest known name: `no level 'production'`.

    `what` is a kind of thing (`level`), or a kind and its owner (`choice of 'retries'`).
    """
    kind, _, owner = what.partition(" of ")
    message = f"{owner} has no {kind} '{name}'" if owner else f"no {kind} '{name}'"
    return ModelFault(path, message, nearest(name, known), at=at, id=f"unknown-{kind.replace(' ', '-')}", name=name)


def repeated_ids(ids: Sequence[tuple[Path, str]], what: str) -> Iterator[ModelFault]:
    """A fault for each id that was used before among things of the same kind."""
    seen: set[str] = set()
    for path, name in ids:
        if name in seen:
            message = f"there is already a {what} '{name}'"
            yield ModelFault((*path, "id"), message, "give each its own id; ids are never used twice", id="repeated-id")
        seen.add(name)
