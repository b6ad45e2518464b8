"""Freeze, list, open and verify milestones; name the working answers or a milestone as AGENT@WHICH."""

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from readiness_tui.analysis.evaluating import Evaluation, evaluate
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.storage.questionnaires import LoadedQuestionnaire
from readiness_tui.storage.working import Working, load_working
from readiness_tui.storage.workspaces import Workspace, agent_slugs

if TYPE_CHECKING:  # most commands look at working answers only
    from readiness_tui.storage.milestones import Milestone, MilestoneRef, Verification


class Version(NamedTuple):
    """The working answers (`ref` is None) or one milestone of an agent, evaluated as of a day.

    `read_only` says that the file is of a newer format, of which not everything may be known; empty: it isn't. `target`
    is a level that was asked for in place of the agent's own.
    """

    slug: str
    ref: "MilestoneRef | None"
    assessment: Assessment
    questionnaire: LoadedQuestionnaire
    as_of: date
    evaluation: Evaluation
    read_only: str = ""
    target: str | None = None

    @property
    def label(self) -> str:
        """`working answers`, or `@3`."""
        return self.ref.label if self.ref else "working answers"


def open_version(
    workspace: Workspace, name: str, today: date, *, as_of: date | None = None, target: str | None = None
) -> Version:
    """`AGENT` is the working answers as of today; `AGENT@3`, `AGENT@3-7f3a9c`, `AGENT@7f3a9c`, `AGENT@latest` a
    milestone as of the day it was taken. `as_of` overrides. Raises UserError."""
    slug, _, which = name.partition("@")
    demand_agent(workspace, slug)
    opened = _milestone(workspace, slug, which) if "@" in name else load_working(workspace, slug)
    return evaluated(workspace, slug, opened, as_of or opened.assessment.as_of or today, target)


def _milestone(workspace: Workspace, slug: str, which: str) -> "Milestone":
    from readiness_tui.storage.milestones import load_milestone

    return load_milestone(workspace, slug, which)


def evaluated(
    workspace: Workspace, slug: str, opened: "Working | Milestone", day: date, target: str | None = None
) -> Version:
    """Working answers or a milestone as of a day. Raises UserError for a target that is no level."""
    _demand_level(opened.questionnaire, target)
    evaluation = evaluate(opened.questionnaire.questionnaire, opened.assessment, day, workspace.settings, target)
    ref = None if isinstance(opened, Working) else opened.ref
    return Version(slug, ref, opened.assessment, opened.questionnaire, day, evaluation, opened.read_only, target)


def answers_as_asked(milestone: "Milestone", now: LoadedQuestionnaire) -> Assessment:
    """What a milestone says, under the ids that the working answers' questionnaire has for its questions."""
    then = milestone.questionnaire
    if then.hash == now.hash:
        return milestone.assessment
    from readiness_tui.analysis.moving import move

    return move(
        milestone.assessment, then.questionnaire, now.questionnaire, milestone.assessment.questionnaire
    ).assessment


def demand_agent(workspace: Workspace, slug: str) -> None:
    """Raises UserError where the workspace has no agent of that slug."""
    slugs = agent_slugs(workspace)
    if slug not in slugs:
        remedy = nearest(slug, slugs) or 'there is none yet: readiness new "Name of the agent"'
        raise UserError(Fault(f"no agent '{slug[:64]}' in {workspace.root}", remedy))


def _demand_level(questionnaire: LoadedQuestionnaire, level: str | None) -> None:
    known = [rung.id for rung in questionnaire.questionnaire.rungs]
    if level is not None and level not in known:
        raise UserError(Fault(f"no level '{level}'", nearest(level, known)))


def freeze(workspace: Workspace, slug: str, now: datetime, by: str | None, note: str) -> "MilestoneRef":
    """Freeze the working answers as the next milestone. Refuses nothing for being incomplete. Raises UserError."""
    from readiness_tui.storage.milestones import take_milestone

    demand_agent(workspace, slug)
    return take_milestone(workspace, slug, load_working(workspace, slug), now, by, note)


def verify(workspace: Workspace, slug: str) -> "tuple[Verification, ...]":
    """Every milestone of an agent against its hash and parents."""
    from readiness_tui.storage.milestones import verify_milestones

    demand_agent(workspace, slug)
    return verify_milestones(workspace, slug)
