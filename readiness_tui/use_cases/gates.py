"""Check an agent before a deployment: conditions from words, the check, its places, its texts for other tools."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readiness_tui.analysis.gating import Wanted, check_gate
from readiness_tui.exchange.gate_findings import CheckedGate, Show, Spot
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import parse_rational, rational_text
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.milestones import Version, open_version

if TYPE_CHECKING:
    from readiness_tui.analysis.regressing import Regressions
    from readiness_tui.reports.documents.gates import GateDocument


class GateWords(NamedTuple):
    """The conditions as written; all left out asks for the target level and for tasks within their clearance."""

    level: str | None = None
    min_score: str | None = None
    max_blockers: str | None = None
    min_confidence: str | None = None
    no_regress: str | None = None
    tasks_cleared: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether no condition is named."""
        return self == GateWords()


class GateResult(NamedTuple):
    """The version that was checked, and the check."""

    version: Version
    checked: CheckedGate


def check_agent(
    workspace: Workspace, name: str, words: GateWords, today: date, as_of: date | None, *, with_places: bool = True
) -> GateResult:
    """Check working answers or a milestone, both as of today (`as_of` overrides). Raises UserError with every fault.

    Without places, findings don't know the file and the line that they are about, and no file is read for that.
    """
    day = as_of or today
    version = open_version(workspace, name, today, as_of=day, target=words.level)
    questionnaire = version.questionnaire.questionnaire
    wanted = _wanted(workspace, version, words, today)
    check = check_gate(questionnaire, version.assessment, version.evaluation, wanted)
    file, spots = _places(workspace, version) if with_places else ("", {})
    agent = version.assessment.agent
    return GateResult(version, CheckedGate(version.slug, agent.name, version.label, day, check, file, spots))


def _places(workspace: Workspace, version: Version) -> tuple[str, dict[tuple[str, str], Spot]]:
    from readiness_tui.storage.answer_places import answer_places

    file, places = answer_places(workspace, version.slug, version.ref.path if version.ref else None)
    return file, {what: Spot(*place) for what, place in places.items()}


def gate_of(result: GateResult, show: Show) -> "GateDocument":
    """`readiness/gate@1`."""
    from readiness_tui.reports.documents.gates import gate_document
    from readiness_tui.use_cases.documents import key_of, subject_of

    version, check = result.version, result.checked.check
    return gate_document(subject_of(version), key_of(version.questionnaire), check, failed_only=show == "failed")


def summarise(checked: CheckedGate, path: str) -> None:
    """Add the check to the file that GitHub shows as the summary of a step. Raises OSError."""
    from readiness_tui.exchange.github import MOST_BYTES, summary_text
    from readiness_tui.storage.step_summaries import add_to_summary

    add_to_summary(Path(path), MOST_BYTES, lambda room: summary_text(checked, room))


def _wanted(workspace: Workspace, version: Version, words: GateWords, today: date) -> Wanted:
    questionnaire = version.questionnaire.questionnaire
    has_tasks = questionnaire.matrix is not None
    if words.is_bare:
        return Wanted(level=_target(workspace, version), tasks_cleared=has_tasks)
    faults: list[Fault] = []
    if words.tasks_cleared and not has_tasks:
        faults.append(Fault(f"'{questionnaire.id}' has no decision matrix", "leave --tasks-cleared out"))
    wanted = Wanted(
        level=words.level,
        min_score=_score(questionnaire, words.min_score, faults),
        max_blockers=_count(words.max_blockers, faults),
        min_confidence=_confidence(words.min_confidence, faults),
        no_regress=_regressions(workspace, version, words.no_regress, today, faults),
        tasks_cleared=words.tasks_cleared,
    )
    if faults:
        raise UserError(*faults)
    return wanted


def _target(workspace: Workspace, version: Version) -> str:
    """The level that the agent, or the workspace, is to reach. Raises UserError where none is set."""
    known = {rung.id for rung in version.questionnaire.questionnaire.rungs}
    target = version.assessment.agent.target_level or workspace.settings.target_level
    if target in known and target is not None:
        return target
    remedy = "name a condition (--level LEVEL, --min-score N, ...) or set a target: readiness settings target_level=..."
    raise UserError(Fault("there is no target level to check against", remedy))


def _number(name: str, text: str, example: str, faults: list[Fault]) -> Fraction | None:
    try:
        value = parse_rational(text.strip().removesuffix("%").strip())
    except ValueError:
        value = None
    if value is None or value < 0:
        faults.append(Fault(f"{name} '{text[:40]}' is no number from 0 on", f"for example {name} {example}"))
        return None
    return value


def _score(questionnaire: Questionnaire, text: str | None, faults: list[Fault]) -> Fraction | None:
    """A score as it is shown, in the fold's own units."""
    if text is None:
        return None
    scale = questionnaire.scoring.display.scale
    value = _number("--min-score", text, rational_text(scale * Fraction(7, 10)), faults)
    if value is None:
        return None
    top = scale if questionnaire.scoring.overall.fold != "sum" and _is_share(questionnaire) else None
    if top is not None and value > top:
        faults.append(Fault(f"--min-score {text} is out of reach", f"scores go from 0 to {rational_text(top)}"))
    elif scale >= 10 and 0 < value < 1:
        shown = rational_text(value * scale)
        faults.append(Fault(f"--min-score {text} is below 1 of {rational_text(scale)}", f"write it as shown: {shown}"))
    return value / scale


def _is_share(questionnaire: Questionnaire) -> bool:
    """Whether no section adds its questions up, so that every score is between 0 and 1."""
    pending = list(questionnaire.sections)
    while pending:
        section = pending.pop()
        if (section.fold or questionnaire.scoring.section.fold) == "sum":
            return False
        pending += section.sections
    return True


def _count(text: str | None, faults: list[Fault]) -> int | None:
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    faults.append(Fault(f"--max-blockers '{text[:40]}' is no count", "write 0 or a whole number"))
    return None


def _confidence(text: str | None, faults: list[Fault]) -> Fraction | None:
    """A confidence in percent, as a share."""
    value = _number("--min-confidence", text, "60", faults) if text is not None else None
    if value is None:
        return None
    if value > 100:
        faults.append(Fault(f"--min-confidence {text} is over 100 %", "write percent, for example 60"))
    elif 0 < value < 1:
        percent = rational_text(value * 100)
        faults.append(Fault(f"--min-confidence {text} is below 1 %", f"write percent: {percent}"))
    return value / 100


def _regressions(
    workspace: Workspace, version: Version, text: str | None, today: date, faults: list[Fault]
) -> "Regressions | None":
    if text is None:
        return None
    from readiness_tui.analysis.regressing import regressions
    from readiness_tui.use_cases.comparisons import side_of

    which = text.removeprefix(version.slug).removeprefix("@")
    try:
        before = open_version(workspace, f"{version.slug}@{which}", today)
    except UserError as error:
        faults += error.faults
        return None
    return regressions(before.label, side_of(workspace, before), side_of(workspace, version))
