"""A new questionnaire: a commented file to start from, with the schema that its first line names beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.files import create_file, exists, inside, make_folder, read_bytes, replace_file, text_hash
from readiness_tui.storage.questionnaires import load_questionnaire, questionnaire_files
from readiness_tui.storage.shipped import shipped_text
from readiness_tui.storage.yaml_scalars import inline_text

SCHEMA_FILE = "schema.json"
_ID_LINE, _TITLE_LINE = "id: new-questionnaire\n", "title: New questionnaire\n"
SchemaState = Literal["written", "there", "foreign"]


@dataclass(frozen=True, slots=True)
class Started:
    """The new file with the hash of its text, and what became of the schema beside it.

    `there`: it was there already and is up to date now. `foreign`: another file has its name and was left alone.
    """

    path: Path
    hash: str
    schema: Path
    schema_state: SchemaState


def starting_text(questionnaire_id: str) -> str:
    """The commented starting file, with an id and a title made from it."""
    text = shipped_text("questionnaires/start", "questionnaire.yaml")
    title = questionnaire_id.replace("-", " ").capitalize()
    text = text.replace(_ID_LINE, f"id: {inline_text(questionnaire_id)}\n", 1)
    return text.replace(_TITLE_LINE, f"title: {inline_text(title)}\n", 1)


def demand_free_id(root: Path | None, questionnaire_id: str) -> None:
    """Raises UserError for an id that a questionnaire of the workspace, or a built-in one, has."""
    for path, origin in questionnaire_files(root):
        if origin == "built-in":
            if path.stem == questionnaire_id:
                remedy = f"to make your own of it: readiness questionnaire show {questionnaire_id} --yaml > FILE"
                raise UserError(Fault(f"'{questionnaire_id}' is a built-in questionnaire", remedy))
            continue
        try:
            taken = load_questionnaire(path).questionnaire.id == questionnaire_id
        except UserError:
            taken = path.stem == questionnaire_id
        if taken:
            raise UserError(
                Fault(f"there is a questionnaire '{questionnaire_id}' already, in {path}", "choose another")
            )


def start_file(root: Path | None, questionnaire_id: str, text: str, file: Path | None) -> Started:
    """Write the text to a new file: the one named, else one in the workspace's questionnaires. Raises UserError."""
    path = file if file is not None else _own_file(root, questionnaire_id)
    if not path.parent.is_dir():
        raise UserError(Fault(f"{path}: there is no folder {path.parent}", "make it first, or choose another"))
    try:
        create_file(path, text)
    except FileExistsError:
        message = f"{path} is there already; nothing was changed"
        raise UserError(Fault(message, "choose another name with -o FILE")) from None
    schema = path.parent / SCHEMA_FILE
    return Started(path, text_hash(text), schema, _written_schema(schema))


def _own_file(root: Path | None, questionnaire_id: str) -> Path:
    assert root is not None, "a file or a workspace is named by whoever calls"
    folder = root / "questionnaires"
    make_folder(folder)
    return inside(root, folder / f"{questionnaire_id}.yaml")


def _written_schema(path: Path) -> SchemaState:
    ours = shipped_text("questionnaires", SCHEMA_FILE)
    if not exists(path):
        create_file(path, ours)
        return "written"
    if not _is_ours(path, ours):
        return "foreign"
    replace_file(path, ours)
    return "there"


def _is_ours(path: Path, ours: str) -> bool:
    try:
        found = json.loads(read_bytes(path))
    except (UserError, ValueError):
        return False
    return isinstance(found, dict) and found.get("title") == json.loads(ours)["title"]
