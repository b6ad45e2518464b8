"""From one task and the decision matrix to the recommended mode, and why."""

from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from readiness_tui.analysis.assuming import Assumption as Assumption
from readiness_tui.analysis.assuming import assumptions, not_checked
from readiness_tui.analysis.cases import BARE, BEST, SIDES, WORST, decided
from readiness_tui.analysis.mismatching import Mismatch as Mismatch
from readiness_tui.analysis.mismatching import Severity as Severity
from readiness_tui.analysis.mismatching import mismatches
from readiness_tui.analysis.narrowing import unknowns_that_matter
from readiness_tui.analysis.passing import unstaffed_cases
from readiness_tui.analysis.rating import Disagreement as Disagreement
from readiness_tui.analysis.rating import Said, disagreements, said_of, surely_yes
from readiness_tui.analysis.reasoning import Cap as Cap
from readiness_tui.analysis.reasoning import FactorDistance as FactorDistance
from readiness_tui.analysis.reasoning import Reason as Reason
from readiness_tui.analysis.reasoning import axis_reasons, cap_reason, mean_of
from readiness_tui.analysis.ruling import Outcome, Rulebook, rank_in, rulebook
from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import MODES, RANK, Basis, Mode

Status = Literal["open", "unclear", "close_call", "clear"]
_ALONE = RANK["automate_sample"]


class Decision(NamedTuple):
    """The recommended mode of a task, with what decided it. All means are exact.

    `mode` takes every unknown at its cautious end, `best_mode` at the other; `interim` is what clearance uses.
    `candidates` are the modes on both sides of a near cut-off, least autonomy first; empty where both agree.
    """

    id: str
    basis: Basis
    mode: Mode
    best_mode: Mode
    status: Status
    candidates: tuple[Mode, ...]
    interim: Mode
    base_mode: Mode
    axis_means: tuple[tuple[str, Fraction], ...]
    caps: tuple[Cap, ...]
    assumptions: tuple[Assumption, ...]
    unknowns_that_matter: tuple[str, ...]
    not_checked: tuple[str, ...]
    staffed: bool
    named_reviewer: bool
    mismatches: tuple[Mismatch, ...]
    reasons: tuple[Reason, ...]
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def binding(self) -> tuple[Cap, ...]:
        """The caps that decided the mode."""
        return tuple(cap for cap in self.caps if cap.binding)

    @property
    def asked_assumptions(self) -> tuple[Assumption, ...]:
        """The assumptions that a person is told of: without what is moot."""
        return tuple(assumption for assumption in self.assumptions if not assumption.is_moot)


class _Judgement(NamedTuple):
    """What follows from the matrix and what is said alone, whatever is intended and built."""

    mode: Mode
    best_mode: Mode
    status: Status
    candidates: tuple[Mode, ...]
    interim: Mode
    base_mode: Mode
    means: tuple[tuple[str, Fraction], ...]
    caps: tuple[Cap, ...]
    assumptions: tuple[Assumption, ...]
    unknowns_that_matter: tuple[str, ...]
    not_checked: tuple[str, ...]
    staffed: bool
    reasons: tuple[Reason, ...]


def decide(task_id: str, task: Task, matrix: Matrix) -> Decision:
    """The recommended mode of a task: min(base mode, caps), unknowns taken cautiously."""
    book = rulebook(matrix, task.basis)
    said = said_of(task, book)
    found = _judged(book, said)
    bound = tuple(cap.rule for cap in found.caps if cap.binding)
    sampled = surely_yes(task, "sample_reviewed")
    return Decision(
        id=task_id,
        basis=task.basis,
        mode=found.mode,
        best_mode=found.best_mode,
        status=found.status,
        candidates=found.candidates,
        interim=found.interim,
        base_mode=found.base_mode,
        axis_means=found.means,
        caps=found.caps,
        assumptions=found.assumptions,
        unknowns_that_matter=found.unknowns_that_matter,
        not_checked=found.not_checked,
        staffed=found.staffed,
        named_reviewer=surely_yes(task, "named_reviewer"),
        mismatches=tuple(mismatches(task, found.mode, bound, found.staffed, sampled, said.evidence)),
        reasons=found.reasons,
        disagreements=disagreements(task),
    )


@lru_cache(maxsize=8192)
def _judged(book: Rulebook, said: Said) -> _Judgement:
    """Kept, since between two keys all tasks but one stay as they are."""
    found, every = decided(book, said)
    rank, best_rank, base_rank = found.rank(WORST), found.rank(BEST), rank_in(found.base, WORST)
    levels = said.cautious_levels()
    caps = _caps(book, found, rank, base_rank)
    candidates, unclear = _candidates(book, found, levels)
    unstaffed = unstaffed_cases(book, found.facts, rank, every)
    is_bound = any(cap.binding for _, cap in caps)
    matter = unknowns_that_matter(book, said, best_rank - rank) if rank != best_rank else ()
    return _Judgement(
        mode=MODES[rank],
        best_mode=MODES[best_rank],
        status=_status(rank != best_rank, unclear, bool(candidates)),
        candidates=tuple(MODES[candidate] for candidate in candidates),
        interim=MODES[min(candidates)] if unclear else MODES[rank],
        base_mode=MODES[base_rank],
        means=_means(book, levels),
        caps=tuple(cap for _, cap in caps),
        assumptions=assumptions(book, said, matter),
        unknowns_that_matter=matter,
        not_checked=not_checked(book, said, found, unstaffed) if book.is_quick else (),
        staffed=not any(cases >> WORST & 1 for cases in unstaffed),
        reasons=_cap_reasons(book, found, caps) if is_bound else axis_reasons(book, levels, _fired(found)),
    )


def _means(book: Rulebook, levels: tuple[int, ...]) -> tuple[tuple[str, Fraction], ...]:
    return tuple(
        (scale.id, mean_of(sum([levels[number] for number in scale.factors]), len(scale.factors)))
        for scale in book.scales
        if scale.factors
    )


def _status(is_open: bool, unclear: bool, close: bool) -> Status:
    if is_open:
        return "open"
    if unclear:
        return "unclear"
    return "close_call" if close else "clear"


def _caps(book: Rulebook, found: Outcome, rank: int, base_rank: int) -> list[tuple[int, Cap]]:
    """Every rule that applies, by its number, with its cap as lifted."""
    caps = []
    for number, test in enumerate(book.all_caps):
        if found.strict[number] >> WORST & 1:
            cap = test.rank
        elif found.milder[number] >> WORST & 1 and test.lifted_rank is not None:
            cap = test.lifted_rank
        else:
            continue
        rule = test.rule
        binding = cap == rank and cap < base_rank
        caps.append((number, Cap(rule.id, rule.title or "", MODES[cap], binding, rule.ground, rule.remedy)))
    return caps


def _candidates(book: Rulebook, found: Outcome, levels: tuple[int, ...]) -> tuple[tuple[int, ...], bool]:
    """The ranks on both sides of the cut-offs that are near, and whether one side acts without prior approval."""
    ranks: set[int] = set()
    unclear = False
    for index, near in enumerate(book.nears):
        scale = book.scales[book.cutoffs[near.cutoff].scale]
        if not near.lowest <= sum(levels[number] for number in scale.factors) <= near.highest:
            continue
        sides = {found.rank(SIDES + 2 * index), found.rank(SIDES + 2 * index + 1)}
        if len(sides) > 1:
            ranks |= sides
            unclear = unclear or min(sides) < _ALONE <= max(sides)
    return tuple(sorted(ranks)), unclear


def _fired(found: Outcome) -> int:
    return next((number for number, cases in enumerate(found.hits) if cases >> WORST & 1), len(found.hits) - 1)


def _cap_reasons(book: Rulebook, found: Outcome, caps: list[tuple[int, Cap]]) -> tuple[Reason, ...]:
    """The binding caps. A cap is beyond factors where it would still hold with every factor at 0."""
    return tuple(
        cap_reason(cap, bool(found.capped_at(number, RANK[cap.cap], book.all_caps[number]) >> BARE & 1))
        for number, cap in caps
        if cap.binding
    )
