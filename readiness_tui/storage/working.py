"""The working answers of an agent, opened with the questionnaire they are pinned to."""

from pathlib import Path
from typing import NamedTuple

from readiness_tui.model.assessment import FORMAT, Assessment
from readiness_tui.model.faults import UserError
from readiness_tui.storage.converting import newer_format
from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.storage.files import bytes_hash, read_bytes
from readiness_tui.storage.pinning import pinned_questionnaire
from readiness_tui.storage.questionnaires import LoadedQuestionnaire
from readiness_tui.storage.workspaces import Workspace, existing_folder, keep_limits


class Working(NamedTuple):
    """What the file of an agent held when it was last read or written; `read_only` says why it can't be saved."""

    assessment: Assessment
    questionnaire: LoadedQuestionnaire
    text_hash: str
    read_only: str = ""


def load_working(workspace: Workspace, slug: str) -> Working:
    """The working answers with the questionnaire they are pinned to. Raises UserError."""
    folder = existing_folder(workspace, slug)
    keep_limits(workspace.settings)
    return opened(workspace, slug, folder, read_bytes(folder / "assessment.yaml"))


def load_again(workspace: Workspace, slug: str, known: Working) -> Working:
    """The working answers once more; the same object where the file holds what it held. Raises UserError."""
    folder = existing_folder(workspace, slug)
    keep_limits(workspace.settings)
    raw = read_bytes(folder / "assessment.yaml")
    return known if bytes_hash(raw) == known.text_hash else opened(workspace, slug, folder, raw)


def opened(workspace: Workspace, slug: str, folder: Path, raw: bytes) -> Working:
    """The working answers that the bytes of an agent's file hold. Raises UserError."""
    read_only, readable = newer_format(raw, FORMAT)
    try:
        assessment = named(decode_assessment(readable, str(folder / "assessment.yaml")), slug)
    except UserError:
        if read_only:  # what the newer format changed can't be read; the plain refusal says it best
            decode_assessment(raw, str(folder / "assessment.yaml"))
        raise
    questionnaire = pinned_questionnaire(workspace.root, folder, assessment.questionnaire)
    return Working(assessment, questionnaire, bytes_hash(raw), read_only)


def named(assessment: Assessment, slug: str) -> Assessment:
    """The assessment under its folder's name, which is the agent's whatever a copied file says."""
    if assessment.agent.slug == slug:
        return assessment
    return assessment.model_copy(update={"agent": assessment.agent.model_copy(update={"slug": slug})})
