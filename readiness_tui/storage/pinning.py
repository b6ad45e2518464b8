"""The exact questionnaire texts that an agent's answers and milestones use, kept beside them by hash."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from readiness_tui.model.assessment import QuestionnaireRef
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.files import bytes_hash, create_file, exists, file_names, inside, make_folder, read_bytes
from readiness_tui.storage.questionnaires import LoadedQuestionnaire, parse_questionnaire, questionnaire_files

_SHORT, _FULL = 12, 64


def pin_questionnaire(folder: Path, questionnaire: LoadedQuestionnaire) -> Path:
    """Keep a questionnaire's text in an agent's folder, if it isn't there; returns where. Raises UserError."""
    make_folder(folder / "questionnaires")
    for path in _candidates(folder, questionnaire.questionnaire.id, questionnaire.hash):
        if not exists(path):
            with contextlib.suppress(FileExistsError):  # another writer pins too; the next line looks at what
                create_file(inside(folder, path), questionnaire.text)
        if bytes_hash(read_bytes(path)) == questionnaire.hash:
            return path
    raise UserError(Fault(f"{path}: the pinned questionnaire was changed", "restore it: git checkout -- <file>"))


def pinned_questionnaire(root: Path, folder: Path, ref: QuestionnaireRef) -> LoadedQuestionnaire:
    """The questionnaire with exactly the text that a reference names: pinned, else one of the workspace's own or a
    built-in one with the same hash. Raises UserError where none has it."""
    candidates = _candidates(folder, ref.id, ref.hash)
    for path in candidates:
        raw = read_bytes(path) if exists(path) else b""
        if raw and bytes_hash(raw) == ref.hash:
            return _parsed(raw, path)
    found = _same_text(root, ref.hash)
    if found is not None:
        return found
    path = next((path for path in candidates if exists(path)), candidates[0])
    state = "was changed after it was pinned" if exists(path) else "is missing"
    remedy = f"restore the file, for example with git: it is '{ref.id}' version {ref.version}, {ref.hash}"
    raise UserError(Fault(f"{path}: the questionnaire that these answers belong to {state}", remedy))


def pinned_texts(folder: Path, questionnaire_id: str) -> Iterator[LoadedQuestionnaire]:
    """Every text of a questionnaire that an agent's answers or milestones were taken with, by file name. What can't be
    read is left out."""
    place = folder / "questionnaires"
    for name in file_names(place):
        with contextlib.suppress(UserError):
            loaded = _parsed(read_bytes(place / name), place / name)
            if loaded.questionnaire.id == questionnaire_id:
                yield loaded


def _same_text(root: Path, wanted: str) -> LoadedQuestionnaire | None:
    for path, origin in questionnaire_files(root):
        try:
            raw = read_bytes(path)
            if bytes_hash(raw) == wanted:
                return parse_questionnaire(raw, str(path), origin)
        except UserError:
            continue
    return None


def _parsed(raw: bytes, path: Path) -> LoadedQuestionnaire:
    return parse_questionnaire(raw, str(path), "pinned")._replace(hash=bytes_hash(raw))


def pinned_names(questionnaire_id: str, text_hash: str) -> tuple[str, ...]:
    """What a pinned text's file may be called: by the short hash, or by the full one where that name is taken."""
    digits = "".join(character for character in text_hash.removeprefix("sha256:") if character.isalnum())[:_FULL]
    return tuple(dict.fromkeys(f"{questionnaire_id}-{digits[:length]}.yaml" for length in (_SHORT, _FULL)))


def _candidates(folder: Path, questionnaire_id: str, text_hash: str) -> tuple[Path, ...]:
    return tuple(folder / "questionnaires" / name for name in pinned_names(questionnaire_id, text_hash))
