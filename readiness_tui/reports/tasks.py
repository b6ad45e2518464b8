"""Section 4, the tasks: what is intended, built, recommended and cleared, why, and what clears each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.deciding import Cap, Decision, Reason
from readiness_tui.analysis.wording import rounded
from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import BUILD_IT, BUILT_TITLE, INTENT_TITLE, MODE_TITLE, RANK, Mode
from readiness_tui.model.questionnaire import Display
from readiness_tui.reports.marks import Mark, Tone, mark
from readiness_tui.reports.matrix_chart import MatrixChart, build_matrix_chart
from readiness_tui.reports.naming import counted, days_text, mode_label
from readiness_tui.reports.request import ReportRequest

if TYPE_CHECKING:
    from readiness_tui.analysis.cheapest import Cheapest

VERDICTS: dict[str, tuple[Tone, str]] = {
    "go": ("good", "Go"),
    "go_with_person": ("partly", "Go with a person"),
    "stop": ("bad", "Stop"),
}
SEVERITY: dict[str, Tone] = {"critical": "bad", "major": "partly", "info": "muted"}
_STATUS = {
    "open": "Open: it hangs on what is not known",
    "unclear": "Unclear: near a cut-off, and the two sides differ on acting without approval",
    "close_call": "Close call: near a cut-off; both sides keep a person before the effect",
    "clear": "",
}
_BOTH_ALONE = "Close call: near a cut-off; both sides act without approval"
_ALONE = RANK["automate_sample"]
AXIS_DISPLAY = Display.model_validate({"scale": 1, "decimals": 2})


class MismatchLine(NamedTuple):
    """Intent, what is built and what is recommended disagree."""

    id: str
    severity: str
    mark: Mark
    text: str


class RuleLine(NamedTuple):
    """A hard rule that applies to the task."""

    id: str
    title: str
    cap: str
    is_binding: bool
    ground: str
    remedy: str


class ShortfallLine(NamedTuple):
    """One thing that keeps the task from a mode above the cleared one."""

    mode: str
    mark: Mark
    text: str


class TaskRow(NamedTuple):
    """One task, whole."""

    number: int
    anchor: str
    name: str
    intent: str
    built: str
    recommended: str
    person: str
    status: str
    candidates: tuple[str, ...]
    cleared: str
    build_it: str
    verdict: Mark
    is_beyond: bool
    mismatches: tuple[MismatchLine, ...]
    axes: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    rules: tuple[RuleLine, ...]
    next_mode: str
    shortfalls: tuple[ShortfallLine, ...]
    cheapest: str
    cheapest_steps: tuple[str, ...]
    assumptions: tuple[str, ...]
    unknowns: tuple[str, ...]
    not_checked: tuple[str, ...]
    override: str
    override_reason: str
    note: str


class Tasks(NamedTuple):
    """All tasks in the order in which they were added, `row_count` of them; `counts` by verdict.

    Without `has_details` a row has room for what stands in the table only.
    """

    rows: tuple[TaskRow, ...]
    row_count: int
    has_details: bool
    counts: tuple[tuple[Mark, int], ...]
    chart: MatrixChart | None
    has_matrix: bool


def build_tasks(request: ReportRequest) -> Tasks:
    """The tasks of the version that is reported; none where the questionnaire has no matrix."""
    matrix = request.questionnaire.matrix
    if matrix is None:
        return Tasks((), 0, False, (), None, False)
    pairs = [
        (decision, clearance)
        for decision, clearance in zip(request.evaluation.decisions, request.evaluation.clearances, strict=True)
    ]
    rows = tuple(
        _row(request, matrix, number, decision, clearance) for number, (decision, clearance) in enumerate(pairs, 1)
    )
    verdicts: list[str] = [clearance.verdict for clearance in request.evaluation.clearances]
    counts = tuple((mark(tone, word), verdicts.count(key)) for key, (tone, word) in VERDICTS.items())
    return Tasks(rows, len(rows), True, tuple(reversed(counts)), build_matrix_chart(request, matrix), True)


def _row(request: ReportRequest, matrix: Matrix, number: int, decision: Decision, clearance: Clearance) -> TaskRow:
    task = request.assessment.tasks[decision.id]
    tone, word = VERDICTS[clearance.verdict]
    cheapest = clearance.cheapest
    return TaskRow(
        number=number,
        anchor=f"task-{decision.id}",
        name=task.name,
        intent=INTENT_TITLE[task.intent],
        built=BUILT_TITLE[task.built_as],
        recommended=MODE_TITLE[decision.mode],
        person=_person(request, decision.mode),
        status=status_words(decision),
        candidates=tuple(MODE_TITLE[mode] for mode in decision.candidates),
        cleared=MODE_TITLE[clearance.cleared],
        build_it=BUILD_IT[clearance.cleared],
        verdict=mark(tone, word),
        is_beyond=clearance.beyond_clearance,
        mismatches=tuple(
            MismatchLine(m.id, m.severity, mark(SEVERITY[m.severity], m.severity), m.text) for m in decision.mismatches
        ),
        axes=tuple((axis_title(matrix, axis), rounded(mean, AXIS_DISPLAY)) for axis, mean in decision.axis_means),
        reasons=tuple(_reason(matrix, reason) for reason in decision.reasons),
        rules=tuple(_rule(cap) for cap in decision.caps),
        next_mode=MODE_TITLE[clearance.next_mode] if clearance.next_mode else "",
        shortfalls=_shortfalls(clearance),
        cheapest=_cheapest(cheapest),
        cheapest_steps=_steps(request, cheapest),
        assumptions=tuple(_assumed(matrix, a.what, a.taken_as) for a in decision.asked_assumptions),
        unknowns=tuple(thing_title(matrix, what) for what in decision.unknowns_that_matter),
        not_checked=tuple(thing_title(matrix, what) for what in decision.not_checked),
        override=_override(request, task),
        override_reason=request.words(task.override.reason) if task.override else "",
        note=request.words(task.note),
    )


def _person(request: ReportRequest, mode: Mode) -> str:
    """What a person does under a mode, as the questionnaire says it."""
    texts = request.questionnaire.matrix.modes if request.questionnaire.matrix else ()
    return next((text.person for text in texts if text.id == mode), "")


def status_words(decision: Decision) -> str:
    """How settled a decision is; nothing where it is clear."""
    alone = decision.status == "close_call" and min(RANK[mode] for mode in decision.candidates) >= _ALONE
    return _BOTH_ALONE if alone else _STATUS[decision.status]


def axis_title(matrix: Matrix, axis_id: str) -> str:
    """The title of an axis."""
    return next((axis.title for axis in matrix.axes if axis.id == axis_id), axis_id)


def thing_title(matrix: Matrix, what: str) -> str:
    """The title of `factor:x`, `flag:y`, a bare factor or flag, or a rule."""
    name = what.partition(":")[2] or what
    titles = {factor.id: factor.title for factor in matrix.factors}
    titles |= {flag.id: flag.title or flag.id.replace("_", " ") for flag in matrix.flags}
    titles |= {rule.id: f"rule {rule.id}" + (f" ({rule.title})" if rule.title else "") for rule in matrix.rules}
    return titles.get(name, name.replace("_", " "))


def _assumed(matrix: Matrix, what: str, taken_as: str) -> str:
    return f"{thing_title(matrix, what)}: not known, taken as {taken_as}"


def _reason(matrix: Matrix, reason: Reason) -> str:
    pulls = [
        f"{thing_title(matrix, part.id)} {_signed(rounded(part.distance, AXIS_DISPLAY))}" for part in reason.factors
    ]
    return f"{reason.text} ({', '.join(pulls)})" if pulls else reason.text


def _signed(text: str) -> str:
    return text if text.startswith("-") or not text.strip("0.") else f"+{text}"


def _rule(cap: Cap) -> RuleLine:
    return RuleLine(cap.rule, cap.title, MODE_TITLE[cap.cap], cap.binding, cap.ground, cap.remedy)


def _shortfalls(clearance: Clearance) -> tuple[ShortfallLine, ...]:
    return tuple(
        ShortfallLine(
            mode=MODE_TITLE[part.mode],
            mark=mark("bad", "fails") if part.shortfall.state == "fails" else mark("open", "open"),
            text=part.shortfall.text,
        )
        for part in clearance.shortfalls
    )


def _cheapest(cheapest: Cheapest | None) -> str:
    if cheapest is None:
        return ""
    steps = counted(len(cheapest.improvements), "improvement")
    return f"{days_text(cheapest.effort_days)}, {steps} for {MODE_TITLE[cheapest.mode]}"


def _steps(request: ReportRequest, cheapest: Cheapest | None) -> tuple[str, ...]:
    if cheapest is None:
        return ()
    known = request.questionnaire.question_by_id
    return tuple(known[name].label if name in known else name for name in cheapest.improvements)


def _override(request: ReportRequest, task: Task) -> str:
    if task.override is None:
        return ""
    by = request.person(task.override.by)
    label = mode_label(request.questionnaire, task.override.mode).lower()
    return f"set to {label} by {by}" if by else f"set to {label} by hand"
