"""Move an agent's working answers to another version of their questionnaire: shown first, then done as one save."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from readiness_tui.analysis.moving import Move, move
from readiness_tui.analysis.question_changes import QuestionChange, question_changes
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.reports.documents.upgrades import UpgradeParts, upgrade_parts
from readiness_tui.storage.assessments import Working, load_working, save_working
from readiness_tui.storage.pinning import pinned_texts
from readiness_tui.storage.questionnaires import LoadedQuestionnaire, find_questionnaire, versions_of
from readiness_tui.storage.workspaces import Workspace, assessment_folder
from readiness_tui.use_cases.comparisons import Compared, compare_versions, comparison_of
from readiness_tui.use_cases.milestones import demand_agent, evaluated
from readiness_tui.use_cases.sessions import Session, moved
from readiness_tui.use_cases.workspaces import questionnaire_ref


@dataclass(frozen=True)
class Upgrade:
    """A move that is ready to be done: from what the file holds now to `target`, and what it does to the score."""

    workspace: Workspace
    slug: str
    working: Working
    target: LoadedQuestionnaire
    move: Move
    changes: tuple[QuestionChange, ...]
    compared: Compared

    @property
    def path(self) -> Path:
        """The file of the working answers."""
        return assessment_folder(self.workspace, self.slug) / "assessment.yaml"


def planned_upgrade(workspace: Workspace, slug: str, version: str | None, today: date) -> Upgrade:
    """What moving to a version would do; nothing is written. None: the workspace's own, else the built-in one.

    Raises UserError: no such version, the answers are with that text already, or their file is of a newer format.
    """
    demand_agent(workspace, slug)
    working = load_working(workspace, slug)
    if working.read_only:
        raise UserError(working.read_only)
    target = _target(workspace, slug, working, version)
    before, after = working.questionnaire.questionnaire, target.questionnaire
    moving = move(working.assessment, before, after, questionnaire_ref(target))
    if target.hash == working.assessment.questionnaire.hash and not moving.taken_up:
        raise _nothing_to_do(target)
    now = working._replace(assessment=moving.assessment, questionnaire=target)
    sides = (evaluated(workspace, slug, each, today) for each in (working, now))
    return Upgrade(
        workspace=workspace,
        slug=slug,
        working=working,
        target=target,
        move=moving,
        changes=question_changes(working.assessment, before, after, moving),
        compared=compare_versions(workspace, *sides),
    )


def offered(workspace: Workspace, slug: str, working: Working) -> LoadedQuestionnaire | None:
    """The text that the answers could be moved to: the workspace's own, else the built-in; None if it is older.

    Raises UserError where it can't be read.
    """
    pinned = working.assessment.questionnaire
    found = find_questionnaire(workspace.root, pinned.id)
    is_older = _is_older(found.questionnaire.version, pinned.version)
    return None if is_older or found.hash == pinned.hash else found


def other_versions(workspace: Workspace, slug: str, working: Working) -> tuple[str, ...]:
    """The versions that the answers could be moved to; the one that is offered comes first."""
    pinned = working.assessment.questionnaire
    first = offered(workspace, slug, working)
    known = [loaded for loaded in _reachable(workspace, slug, pinned.id) if loaded.hash != pinned.hash]
    versions = [loaded.questionnaire.version for loaded in (*([first] if first else ()), *known)]
    return tuple(dict.fromkeys(versions))


def _target(workspace: Workspace, slug: str, working: Working, version: str | None) -> LoadedQuestionnaire:
    pinned = working.assessment.questionnaire
    if version is None:
        found = find_questionnaire(workspace.root, pinned.id)
        if _is_older(found.questionnaire.version, pinned.version):
            here = found.questionnaire.version
            message = (
                f"the answers are with version {pinned.version} of '{pinned.id}', newer than the {here} found here"
            )
            raise UserError(Fault(message, f"to move back, name it: readiness upgrade {slug} --to {here}"))
        return found
    known = list(_reachable(workspace, slug, pinned.id))
    fitting = [loaded for loaded in known if loaded.questionnaire.version == version]
    other = [loaded for loaded in fitting if loaded.hash != pinned.hash]
    if not fitting:
        versions = dict.fromkeys(loaded.questionnaire.version for loaded in known)
        raise UserError(Fault(f"no version '{version[:60]}' of '{pinned.id}'", nearest(version, versions)))
    return (other or fitting)[0]


def _reachable(workspace: Workspace, slug: str, questionnaire_id: str) -> Iterator[LoadedQuestionnaire]:
    """The workspace's own texts of a questionnaire, the built-in one, and those that the agent's milestones pin."""
    yield from versions_of(workspace.root, questionnaire_id)
    yield from pinned_texts(assessment_folder(workspace, slug), questionnaire_id)


def _is_older(one: str, other: str) -> bool:
    """Whether a version comes before another; not known, and so False, where one is not numbers between dots."""
    try:
        return [int(part) for part in one.split(".")] < [int(part) for part in other.split(".")]
    except ValueError:
        return False


def _nothing_to_do(target: LoadedQuestionnaire) -> UserError:
    questionnaire = target.questionnaire
    message = f"the answers are with this text of '{questionnaire.id}' {questionnaire.version} already"
    return UserError(Fault(message, "nothing to move; --to names another version"))


def upgrade(planned: Upgrade) -> str:
    """Do the move as one save, with the new text pinned; returns the hash of the file. Raises UserError."""
    slug, assessment = planned.slug, planned.move.assessment
    saved = save_working(planned.workspace, slug, planned.working, assessment, questionnaire=planned.target)
    if saved.conflicts:
        raise UserError(Fault(f"'{slug}' was changed by someone else at the same moment", "look at it and try again"))
    return saved.working.text_hash


def upgraded(session: Session, planned: Upgrade) -> Session:
    """The open session after the move, as one step that can be undone; not yet saved. Raises UserError."""
    if session.working.text_hash != planned.working.text_hash or not session.is_saved:
        raise UserError(Fault("the answers were changed meanwhile", "look at the move again"))
    questionnaire = planned.target.questionnaire
    words = f"moved to {questionnaire.id} {questionnaire.version}"
    return moved(session, planned.move.assessment, planned.target, words)


def upgrade_of(planned: Upgrade) -> UpgradeParts:
    """The move as a part of a JSON document."""
    return upgrade_parts(planned.move, planned.changes, comparison_of(planned.compared))
