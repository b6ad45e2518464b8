"""The remediation plan of an agent: from words to a goal and a pace, and the plan as text for other tools."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from readiness_tui.analysis.goals import Goal
from readiness_tui.analysis.plan import Plan
from readiness_tui.analysis.planning import Pace, estimates_of, plan, works_of
from readiness_tui.analysis.scheduling import MOST_WEEKS, next_monday
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.model.modes import MODES, RANK, Mode
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import parse_rational, rational_text
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.documents import key_of, subject_of
from readiness_tui.use_cases.milestones import Version, open_version

if TYPE_CHECKING:  # a report holds a plan, and hands it to no other tool
    from readiness_tui.exchange.plan_rows import SharedPlan
    from readiness_tui.reports.documents.plans import PlanDocument

USUAL_CAPACITY = Fraction(5)
MOST_PLANNED = 300


class PlanWords(NamedTuple):
    """What is wanted, as written: a level, TASK=MODE pairs, person-days, person-days a week, the first day."""

    to: str | None = None
    clear: tuple[str, ...] = ()
    budget: str | None = None
    capacity: str | None = None
    start: date | None = None


class Planned(NamedTuple):
    """The version that was planned for, and its plan."""

    version: Version
    plan: Plan

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire of the version."""
        return self.version.questionnaire.questionnaire

    @property
    def shared(self) -> SharedPlan:
        """The plan as it is handed to other tools."""
        from readiness_tui.exchange.plan_rows import SharedPlan

        version = self.version
        names = {task_id: task.name for task_id, task in version.assessment.tasks.items()}
        name, answers = version.assessment.agent.name, version.assessment.answers
        waivers = {key: answer.waiver.expires for key, answer in answers.items() if answer.waiver is not None}
        return SharedPlan(version.slug, name, version.as_of, self.questionnaire, names, self.plan, waivers)


def plan_agent(workspace: Workspace, name: str, words: PlanWords, today: date, as_of: date | None = None) -> Planned:
    """Plan for working answers or a milestone. Raises UserError with every fault of the words.

    Without a target: the target level of the agent or the workspace, else the next level.
    """
    version = open_version(workspace, name, today, as_of=as_of, target=words.to)
    return plan_version(workspace, version, words, today)


def plan_version(
    workspace: Workspace, version: Version, words: PlanWords, today: date, *, follows_later: bool = True
) -> Planned:
    """The same for a version that is open. Raises UserError."""
    faults: list[Fault] = []
    goal = _goal(version, words, faults)
    budget = _days("--budget", words.budget, faults, may_be_zero=True)
    capacity = _days("--capacity", words.capacity, faults, may_be_zero=False)
    if faults:
        raise UserError(*faults)
    settled = capacity or workspace.settings.capacity_days_per_week or USUAL_CAPACITY
    pace = Pace(settled if settled > 0 else USUAL_CAPACITY, words.start or next_monday(max(version.as_of, today)))
    questionnaire, assessment = version.questionnaire.questionnaire, version.assessment
    if estimates_of(questionnaire, assessment) > pace.capacity * MOST_WEEKS:
        _demand_end(works_of(questionnaire, assessment, version.as_of), pace)
    try:
        made = plan(questionnaire, assessment, version.as_of, goal, pace, budget, follows_later=follows_later)
    except OverflowError:
        raise UserError(Fault(f"--start {pace.start} is too far away", "write an earlier day")) from None
    return Planned(version, made)


def planned_for(workspace: Workspace, version: Version, *, follows_later: bool = True) -> Planned | None:
    """The plan that a report holds: to the target, from the Monday after its day; None where there is none to make.

    Beyond 300 questions planning takes longer than a reader waits. `follows_later` as in `plan`.
    """
    if len(version.questionnaire.questionnaire.questions) > MOST_PLANNED:
        return None
    try:
        words = PlanWords(start=next_monday(version.as_of))
        return plan_version(workspace, version, words, version.as_of, follows_later=follows_later)
    except UserError:
        return None


def plan_of(planned: Planned) -> PlanDocument:
    """`readiness/plan@1`."""
    from readiness_tui.reports.documents.plans import plan_document

    version = planned.version
    display = planned.questionnaire.scoring.display
    return plan_document(subject_of(version), key_of(version.questionnaire), display, planned.plan)


def _goal(version: Version, words: PlanWords, faults: list[Fault]) -> Goal:
    clearances = tuple(pair for word in words.clear if (pair := _clearance(version, word, faults)) is not None)
    level = words.to
    if level is None and not words.clear:
        level = version.evaluation.scorecard.target or version.evaluation.scorecard.level_worst
        if level is None and not version.questionnaire.questionnaire.rungs:
            faults.append(Fault("the questionnaire has no levels", "name what to clear: --clear TASK=MODE"))
    return Goal(level, clearances)


def _clearance(version: Version, word: str, faults: list[Fault]) -> tuple[str, Mode] | None:
    task, found, mode = word.partition("=")
    tasks = version.assessment.tasks
    wanted: Mode | None = next((known for known in MODES if known == mode.replace("-", "_")), None)
    if not found:
        faults.append(Fault(f"--clear '{word[:60]}' names no mode", f"write {task[:40] or 'TASK'}=automate_sample"))
    elif version.questionnaire.questionnaire.matrix is None:
        faults.append(Fault(f"'{version.questionnaire.questionnaire.id}' has no decision matrix", "leave --clear out"))
    elif task not in tasks:
        faults.append(Fault(f"no task '{task[:60]}'", nearest(task, tasks) or "there is no task yet"))
    elif wanted is None or RANK[wanted] == 0:
        faults.append(Fault(f"no mode '{mode[:60]}' to clear a task for", nearest(mode, MODES[1:])))
    else:
        return task, wanted
    return None


def _days(name: str, text: str | None, faults: list[Fault], *, may_be_zero: bool) -> Fraction | None:
    if text is None:
        return None
    try:
        value = parse_rational(text)
    except ValueError:
        value = Fraction(-1)
    if value > 0 or (value == 0 and may_be_zero):
        return value
    least = "0 or more" if may_be_zero else "more than 0"
    faults.append(Fault(f"{name} '{text[:40]}' is no number of days", f"write {least}, for example {name} 5 or 2.5"))
    return None


def _demand_end(effort: Fraction, pace: Pace) -> None:
    """Raises UserError for a capacity at which the work would take ten years."""
    if effort > pace.capacity * MOST_WEEKS:
        least = -(-effort // MOST_WEEKS)
        raise UserError(
            Fault(
                f"at {rational_text(pace.capacity)} days a week this takes more than {MOST_WEEKS} weeks",
                f"write a capacity of {least} or more",
            )
        )
