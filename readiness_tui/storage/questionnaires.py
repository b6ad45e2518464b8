"""Questionnaires: read, checked, found by id; a team's own shadows a built-in one of the same id."""

import contextlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import ValidationError

from readiness_tui.analysis.reference_checking import reference_faults
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.model.questionnaire import FORMAT, Questionnaire
from readiness_tui.storage.converting import converted
from readiness_tui.storage.decoding import check_format, dotted
from readiness_tui.storage.files import read_bytes, text_hash
from readiness_tui.storage.shipped import shipped_files
from readiness_tui.storage.yaml_reader import read_tree

Origin = Literal["workspace", "built-in", "pinned", "file"]


class LoadedQuestionnaire(NamedTuple):
    """A questionnaire with its exact text (LF), the hash of that text, and where it comes from."""

    questionnaire: Questionnaire
    text: str
    hash: str
    file: str
    origin: Origin
    shadows_built_in: bool = False


def parse_questionnaire(raw: bytes, file: str, origin: Origin = "file") -> LoadedQuestionnaire:
    """A questionnaire from the bytes of its file. Raises UserError with every fault, in order of line."""
    questionnaire = faultless(raw)
    if questionnaire is None:
        from readiness_tui.storage.questionnaire_faults import questionnaire_file_faults

        raise UserError(*(fault for fault in questionnaire_file_faults(raw, file) if fault.severity == "error"))
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    return LoadedQuestionnaire(questionnaire, text, text_hash(text), file, origin)


@lru_cache(maxsize=16)
def faultless(raw: bytes) -> Questionnaire | None:
    """The questionnaire; None where something is wrong, which takes a closer look to be told. Agents share a text."""
    try:
        tree = converted(read_tree(raw), FORMAT)
        check_format(Questionnaire, tree, raw, "")
        questionnaire = Questionnaire.model_validate(tree)
    except (UserError, ValidationError):
        return None
    has_errors = any(fault.severity == "error" for fault in reference_faults(questionnaire))
    return None if has_errors else questionnaire


def load_questionnaire(path: Path, origin: Origin = "file") -> LoadedQuestionnaire:
    """A questionnaire from its file. Raises UserError."""
    return parse_questionnaire(read_bytes(path), str(path), origin)


def questionnaire_files(root: Path | None) -> tuple[tuple[Path, Origin], ...]:
    """The files of a workspace's own questionnaires, then the built-in ones."""
    own = tuple(sorted((root / "questionnaires").glob("*.yaml"))) if root else ()
    built_in = shipped_files("questionnaires", "*.yaml")
    return tuple((path, "workspace") for path in own) + tuple((path, "built-in") for path in built_in)


def find_questionnaire(root: Path | None, questionnaire_id: str) -> LoadedQuestionnaire:
    """The questionnaire of that id: the team's own, else the built-in one. Raises UserError."""
    faults: list[Fault] = []
    known: list[str] = []
    built_in = {path.stem for path in shipped_files("questionnaires", "*.yaml")}
    for path, origin in questionnaire_files(root):
        if origin == "built-in" and path.stem != questionnaire_id:
            known.append(path.stem)
            continue
        try:
            loaded = load_questionnaire(path, origin)
        except UserError as error:
            faults += error.faults
            continue
        if loaded.questionnaire.id == questionnaire_id:
            shadows = origin == "workspace" and questionnaire_id in built_in
            return LoadedQuestionnaire(
                loaded.questionnaire, loaded.text, loaded.hash, loaded.file, loaded.origin, shadows
            )
        known.append(loaded.questionnaire.id)
    message = Fault(f"no questionnaire '{questionnaire_id}'", nearest(questionnaire_id, known), key=dotted(()))
    raise UserError(message, *faults)


def versions_of(root: Path | None, questionnaire_id: str) -> Iterator[LoadedQuestionnaire]:
    """Every text of a questionnaire at hand: the team's own, by file name, then the built-in one. What can't be read
    is left out."""
    for path, origin in questionnaire_files(root):
        with contextlib.suppress(UserError):
            loaded = load_questionnaire(path, origin)
            if loaded.questionnaire.id == questionnaire_id:
                yield loaded
