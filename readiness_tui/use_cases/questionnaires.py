"""Begin a questionnaire from a commented file, and see what the edits between two versions do to saved answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness_tui.analysis.questionnaire_edits import Edit, questionnaire_edits
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.values import check_slug
from readiness_tui.reports.documents.questionnaire_diffs import QuestionnaireDiffDocument, questionnaire_diff_document
from readiness_tui.reports.documents.questionnaires import Found
from readiness_tui.storage.questionnaire_drafts import readable_text
from readiness_tui.storage.questionnaires import LoadedQuestionnaire, find_questionnaire, load_questionnaire
from readiness_tui.storage.starting import Started, demand_free_id, start_file, starting_text
from readiness_tui.storage.workspaces import slugs_in

if TYPE_CHECKING:
    from readiness_tui.storage.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class Diff:
    """Two versions and the edits between them."""

    before: LoadedQuestionnaire
    after: LoadedQuestionnaire
    edits: tuple[Edit, ...]


def new_questionnaire(root: Path | None, questionnaire_id: str, file: Path | None) -> Started:
    """Write a commented starting file, and the schema for editors beside it; nothing is ever written over.

    It goes to `file`, else to the workspace's questionnaires. Raises UserError: no id, one that is taken, or a file
    that is there.
    """
    text = new_questionnaire_text(root, questionnaire_id)
    if file is None and root is None:
        remedy = "name a file with -o FILE, or make a workspace with 'readiness init'"
        raise UserError(Fault("there is no workspace here for the new questionnaire", remedy))
    return start_file(root, questionnaire_id, text, file)


def questionnaire_like(root: Path, questionnaire_id: str, model: Path) -> Started:
    """Write a copy of another questionnaire under an id of its own. Raises UserError as `new_questionnaire` does."""
    new_questionnaire_text(root, questionnaire_id)
    text = re.sub(r"(?m)^id:.*$", f"id: {questionnaire_id}", readable_text(model), count=1)
    return start_file(root, questionnaire_id, text, None)


def new_questionnaire_text(root: Path | None, questionnaire_id: str) -> str:
    """The commented starting file of that id. Raises UserError: no id, or one that is taken."""
    try:
        check_slug(questionnaire_id)
    except ValueError as error:
        raise UserError(Fault(f"'{questionnaire_id[:80]}' can't be the id of a questionnaire", str(error))) from None
    demand_free_id(root, questionnaire_id)
    return starting_text(questionnaire_id)


def diff_questionnaires(workspace: Workspace | None, here: Path, old: str, new: str, today: date) -> Diff:
    """The edits from one questionnaire to another, each a file, an id, or AGENT[@M] for the one pinned there.

    Raises UserError.
    """
    before, after = (_named(workspace, here, name, today) for name in (old, new))
    return Diff(before, after, questionnaire_edits(before.questionnaire, after.questionnaire))


def diff_of(diff: Diff, today: date) -> QuestionnaireDiffDocument:
    """`readiness/questionnaire-diff@1`."""
    return questionnaire_diff_document(_found(diff.before), _found(diff.after), diff.edits, today)


def _found(loaded: LoadedQuestionnaire) -> Found:
    return Found(loaded.questionnaire, loaded.hash, loaded.file, loaded.origin, loaded.shadows_built_in)


def _named(workspace: Workspace | None, here: Path, name: str, today: date) -> LoadedQuestionnaire:
    path = here / name
    if path.suffix in (".yaml", ".yml") or "/" in name or "\\" in name or path.is_file():
        return load_questionnaire(path)
    slug = name.partition("@")[0]
    try:
        return find_questionnaire(workspace.root if workspace else None, name)
    except UserError:
        if workspace is None or slug not in slugs_in(workspace.root):
            raise
    from readiness_tui.use_cases.milestones import open_version  # only for this: it brings in all that scores

    return open_version(workspace, name, today).questionnaire
