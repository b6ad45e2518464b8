"""Try the text of a questionnaire before anyone else meets it: its faults, its questions, what it does to agents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from readiness_tui.analysis.checking import check
from readiness_tui.analysis.edit import Edit
from readiness_tui.analysis.questionnaire_edits import questionnaire_edits
from readiness_tui.model.assessment import Agent, Assessment
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.workspace import WorkspaceSettings
from readiness_tui.storage.placing import placed
from readiness_tui.storage.questionnaire_faults import in_order, misread_faults, questionnaire_file_faults
from readiness_tui.storage.questionnaires import LoadedQuestionnaire, parse_questionnaire
from readiness_tui.storage.working import Working
from readiness_tui.storage.workspaces import Workspace, agent_slugs
from readiness_tui.storage.yaml_reader import survey
from readiness_tui.use_cases.matrix_effects import AgentEffect, effect_on
from readiness_tui.use_cases.milestones import open_version
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.workspaces import questionnaire_ref

MOST_AGENTS = 200
Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Trial:
    """What is found in a text: its faults in order of line, and the questionnaire where it has no errors.

    `is_proven`: everything that `readiness questionnaire check` proves was tried, not only what is seen at once.
    """

    text: str
    faults: tuple[Fault, ...]
    loaded: LoadedQuestionnaire | None = None
    is_proven: bool = False

    @property
    def errors(self) -> int:
        """How many of the faults are errors."""
        return sum(fault.severity == "error" for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Impact:
    """What a text does to the working answers of the agents that use its questionnaire. Nothing is written.

    `left` counts agents that were not looked at, `others` those of another questionnaire; `unread` can't be read.
    """

    text: str
    agents: tuple[AgentEffect, ...]
    others: int
    unread: tuple[tuple[str, str], ...]
    left: int = 0


def tried(text: str, file: str) -> Trial:
    """What can be seen of a text without proving anything. Never raises UserError."""
    raw = text.encode("utf-8", "surrogatepass")
    try:
        loaded = parse_questionnaire(raw, file)
    except UserError:
        return Trial(text, questionnaire_file_faults(raw, file))
    return Trial(text, in_order(misread_faults(survey(raw, file), file)), loaded)


def proven(trial: Trial) -> Trial:
    """The same with what `readiness questionnaire check` proves; a text with errors stays as it is."""
    if trial.loaded is None:
        return trial
    raw, file = trial.text.encode("utf-8"), trial.loaded.file
    seen = survey(raw, file)
    found = placed(check(trial.loaded.questionnaire), seen.places, file)
    return replace(trial, faults=in_order([*found, *misread_faults(seen, file)]), is_proven=True)


def edits_since(base: str, loaded: LoadedQuestionnaire) -> tuple[Edit, ...]:
    """What a text changes of the one that it began from, gravest first; none where that one can't be read."""
    try:
        before = parse_questionnaire(base.encode("utf-8"), "").questionnaire
    except UserError:
        return ()
    edits = questionnaire_edits(before, loaded.questionnaire)
    return tuple(edit for edit in edits if edit.kind != "version")


def blank_session(workspace: Workspace | None, loaded: LoadedQuestionnaire, today: date) -> Session:
    """The assessment that a team would begin with this text: nothing is answered, and nothing is ever saved."""
    place = workspace or Workspace(Path(), WorkspaceSettings())
    agent = Agent(name="Preview", slug="preview")
    assessment = Assessment(agent=agent, questionnaire=questionnaire_ref(loaded))
    working = Working(assessment, loaded, "", read_only="a preview")
    return Session(place, agent.slug, working, assessment, today, "")


def impact_of(workspace: Workspace, loaded: LoadedQuestionnaire, today: date, stopped: Stopped) -> Impact | None:
    """What the text would do to every agent of the workspace; None once `stopped`. Nothing is written."""
    agents: list[AgentEffect] = []
    unread: list[tuple[str, str]] = []
    slugs = agent_slugs(workspace)
    others = 0
    for slug in slugs[:MOST_AGENTS]:
        if stopped():
            return None
        try:
            version = open_version(workspace, slug, today, as_of=today)
        except UserError as error:
            unread.append((slug, str(error.faults[0])))
            continue
        if version.assessment.questionnaire.id == loaded.questionnaire.id:
            agents.append(effect_on(workspace, version, loaded))
        else:
            others += 1
    return Impact(loaded.text, tuple(agents), others, tuple(unread), max(0, len(slugs) - MOST_AGENTS))
