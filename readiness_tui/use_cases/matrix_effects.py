"""See what an edited questionnaire would do to the tasks of one agent or of all, before it is saved anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from readiness_tui.analysis.checking import check
from readiness_tui.analysis.edit import Edit
from readiness_tui.analysis.evaluating import evaluate
from readiness_tui.analysis.matrix_edits import matrix_edits
from readiness_tui.analysis.moving import Move, move
from readiness_tui.analysis.task_effects import TaskEffect, task_effects
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.reports.documents.decisions import DecisionsDocument
from readiness_tui.reports.documents.matrix_effects import (
    AgentEffectRow,
    MatrixEffectsDocument,
    agent_effect_row,
    effect_part,
    matrix_effects_document,
)
from readiness_tui.storage.placing import placed
from readiness_tui.storage.questionnaires import LoadedQuestionnaire, parse_questionnaire
from readiness_tui.storage.workspaces import Workspace, agent_slugs
from readiness_tui.storage.yaml_reader import locate
from readiness_tui.use_cases.checks import open_questionnaire
from readiness_tui.use_cases.documents import key_of, subject_of
from readiness_tui.use_cases.explaining_decisions import decisions_of
from readiness_tui.use_cases.milestones import Version, open_version
from readiness_tui.use_cases.workspaces import questionnaire_ref

_OURS = ("matrix", "autonomy")


@dataclass(frozen=True, slots=True)
class Draft:
    """A questionnaire that may not be saved yet, and what its matrix and `autonomy` are found to lack.

    The findings are those of `readiness questionnaire check` about these two blocks, each with its line.
    """

    loaded: LoadedQuestionnaire
    findings: tuple[Fault, ...]

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(fault.severity == "error" for fault in self.findings)


@dataclass(frozen=True, slots=True)
class AgentEffect:
    """One version of an agent under its own questionnaire (`before`) and under the draft (`after`).

    Both are evaluated as of the same day, so scorecards, levels, decisions and clearances can be read side by side.
    `move` says what became of the answers; `edits` are those of the matrix and of `autonomy`; `tasks` are in their
    own order.
    """

    before: Version
    after: Version
    move: Move
    edits: tuple[Edit, ...]
    tasks: tuple[TaskEffect, ...]


@dataclass(frozen=True, slots=True)
class WorkspaceEffect:
    """The effect on every agent that uses the draft's questionnaire, by slug.

    `others` use another questionnaire; `unread` can't be read, with why.
    """

    agents: tuple[AgentEffect, ...]
    others: tuple[str, ...]
    unread: tuple[tuple[str, UserError], ...]


def draft_of(raw: bytes, file: str) -> Draft:
    """A draft from the bytes of a text, saved or not; `file` is only named in faults.

    Raises UserError with every fault of the text, each with file, line and column.
    """
    return _checked(parse_questionnaire(raw, file))


def open_draft(root: Path | None, name: str) -> Draft:
    """A draft from a file, or from the id of a questionnaire of the workspace or a built-in one. Raises UserError."""
    return _checked(open_questionnaire(root, name))


def _checked(loaded: LoadedQuestionnaire) -> Draft:
    found = [fault for fault in check(loaded.questionnaire) if fault.path[:1] in [(block,) for block in _OURS]]
    places = locate(loaded.text.encode(), loaded.file) if found else {}
    return Draft(loaded, placed(found, places, loaded.file))


def effect_on(workspace: Workspace, version: Version, draft: LoadedQuestionnaire) -> AgentEffect:
    """What the draft would do to one version of an agent. Pure: nothing is read and nothing is written."""
    own, edited = version.questionnaire.questionnaire, draft.questionnaire
    moved = move(version.assessment, own, edited, questionnaire_ref(draft))
    evaluation = evaluate(edited, moved.assessment, version.as_of, workspace.settings)
    after = version._replace(assessment=moved.assessment, questionnaire=draft, evaluation=evaluation)
    return AgentEffect(
        before=version,
        after=after,
        move=moved,
        edits=tuple(matrix_edits(own, edited)),
        tasks=task_effects(version.assessment, (own.matrix, edited.matrix), version.evaluation, evaluation),
    )


def effect_on_all(workspace: Workspace, draft: LoadedQuestionnaire, as_of: date) -> WorkspaceEffect:
    """What the draft would do to the working answers of every agent that uses its questionnaire. Never raises
    UserError; nothing is written."""
    agents: list[AgentEffect] = []
    others: list[str] = []
    unread: list[tuple[str, UserError]] = []
    for slug in agent_slugs(workspace):
        try:
            version = open_version(workspace, slug, as_of, as_of=as_of)
        except UserError as error:
            unread.append((slug, error))
            continue
        if version.assessment.questionnaire.id == draft.questionnaire.id:
            agents.append(effect_on(workspace, version, draft))
        else:
            others.append(slug)
    return WorkspaceEffect(tuple(agents), tuple(others), tuple(unread))


def effect_of(draft: Draft, effect: AgentEffect) -> DecisionsDocument:
    """`readiness/decisions@1` under the draft, with `effect`: the same tasks today, what moves and why."""
    return {**decisions_of(effect.after), "effect": effect_part(_row(effect), draft.findings, effect.after.as_of)}


def effects_of(draft: Draft, effects: WorkspaceEffect, as_of: date) -> MatrixEffectsDocument:
    """`readiness/matrix-effects@1`: the effect on every agent of a workspace."""
    return matrix_effects_document(
        questionnaire=key_of(draft.loaded),
        as_of=as_of,
        agents=tuple(_row(effect) for effect in effects.agents),
        others=effects.others,
        unread=tuple((slug, str(error.faults[0])) for slug, error in effects.unread),
        findings=draft.findings,
    )


def _row(effect: AgentEffect) -> AgentEffectRow:
    before = effect.before
    return agent_effect_row(subject_of(before), key_of(before.questionnaire), effect.edits, effect.tasks)
