"""Change the working answers in one step, from the shell: read, change, write once, and say what was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from readiness_tui.analysis.evaluating import Evaluation, evaluate
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.storage.assessments import Working, load_working, save_working
from readiness_tui.storage.workspaces import Workspace, assessment_folder
from readiness_tui.use_cases.milestones import demand_agent


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written: the answers before and after, evaluated as of a day, the file and the hash of its text."""

    questionnaire: Questionnaire
    before: Assessment
    after: Assessment
    evaluation: Evaluation
    path: Path
    hash: str


def record(workspace: Workspace, slug: str, today: date, change: Callable[[Working], Assessment]) -> Recorded:
    """Read an agent's working answers, change them and write them once.

    `change` raises UserError with every fault of what it was given; then nothing is written. Raises UserError.
    """
    demand_agent(workspace, slug)
    working = load_working(workspace, slug)
    if working.read_only:
        raise UserError(working.read_only)
    saved = save_working(workspace, slug, working, change(working), {})
    if saved.conflicts:
        raise UserError(Fault(f"'{slug}' was changed by someone else at the same moment", "look at it and try again"))
    questionnaire, after = saved.working.questionnaire.questionnaire, saved.working.assessment
    return Recorded(
        questionnaire=questionnaire,
        before=working.assessment,
        after=after,
        evaluation=evaluate(questionnaire, after, today, workspace.settings),
        path=assessment_folder(workspace, slug) / "assessment.yaml",
        hash=saved.working.text_hash,
    )
