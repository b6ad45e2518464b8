"""The least effort that clears a task for the next mode: exact, or not said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from readiness_tui.analysis.answering import Need, graded_answers
from readiness_tui.analysis.covering import Choosable, cheapest_cover
from readiness_tui.analysis.deciding import decide
from readiness_tui.analysis.outlining import Outline, outline_of
from readiness_tui.analysis.permitting import Permits, permits
from readiness_tui.analysis.requirements import requirements_of
from readiness_tui.analysis.rising import rises
from readiness_tui.analysis.scoring import QuestionScore, Shortfall, score
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.modes import RANK, Mode


class Cheapest(NamedTuple):
    """Improvements (question ids) that together clear the task for the next mode, and their effort in person-days.

    `names_reviewer`: a reviewer has to be named as well.
    """

    mode: Mode
    effort_days: Fraction
    improvements: tuple[str, ...]
    names_reviewer: bool = False


def cheapest_for(permitted: Permits, mode: Mode, shortfalls: tuple[Shortfall, ...]) -> Cheapest | None:
    """The cheapest improvements, each to the best answer, that meet what a mode falls short of.

    None where no improvement does, and where the least can't be told exactly: where a score counts that is not a sum
    of its questions, or where conditions hang on answers or on what the profile leaves open, unless what is asked for
    by name is enough.
    """
    kinds = {short.kind for short in shortfalls}
    if "basis" in kinds or kinds == {"named_reviewer"}:
        return None
    if mode not in permitted.cheapest:
        permitted.cheapest[mode] = _improvements(permitted, mode, shortfalls)
    found = permitted.cheapest[mode]
    if found is None:
        return None
    order = [name for name in permitted.scorecard.by_question if name in found]
    effort = sum((_effort(permitted, name) or Fraction(0) for name in order), Fraction(0))
    return Cheapest(mode, effort, tuple(order), "named_reviewer" in kinds)


def _improvements(permitted: Permits, mode: Mode, shortfalls: tuple[Shortfall, ...]) -> frozenset[str] | None:
    asked = [short.subject for short in shortfalls if short.kind in ("gate", "answer")]
    named = [_with_needs(permitted, name) for name in asked]
    if any(closure is None for closure in named):
        return None
    must = frozenset(name for closure in named if closure is not None for name in closure)
    if _clears(permitted, mode, must):
        return must
    thresholds: dict[tuple[str, str], Fraction] = {
        (s.kind, s.subject): Fraction(s.need) for s in shortfalls if s.kind in ("overall", "section")
    }
    more = _cheapest_more(permitted, must, thresholds)
    found = None if more is None else must | more
    return found if found is not None and _clears(permitted, mode, found) else None


def _cheapest_more(
    permitted: Permits, must: frozenset[str], thresholds: dict[tuple[str, str], Fraction]
) -> frozenset[str] | None:
    """The cheapest improvements beyond those that have to be made, for the scores to reach their thresholds."""
    sums = rises(permitted.questionnaire, permitted.assessment, permitted.scorecard)
    if sums is None or not thresholds:
        return None
    wanted = [(sums[key], threshold) for key, threshold in thresholds.items() if key in sums]
    missing = [
        threshold - total.now - sum((total.gains.get(name, Fraction(0)) for name in must), Fraction(0))
        for total, threshold in wanted
    ]
    closures = {name: _with_needs(permitted, name) for name in permitted.scorecard.by_question if name not in must}
    names = [name for name, closure in closures.items() if closure and not _is_done(permitted, name)]
    gains = [tuple(total.gains.get(name, Fraction(0)) for total, _ in wanted) for name in names]
    costs = [_effort(permitted, name) or Fraction(0) for name in names]
    unit = lcm(*(gain.denominator for row in (*gains, missing) for gain in row))
    days = lcm(*(cost.denominator for cost in costs))
    things = [
        Choosable(
            int(cost * days),
            tuple(int(gain * unit) for gain in row),
            frozenset(names.index(other) for other in (closures[name] or ()) if other != name and other not in must),
        )
        for name, row, cost in zip(names, gains, costs, strict=True)
    ]
    chosen = cheapest_cover(things, [int(gap * unit) for gap in missing])
    return None if chosen is None else frozenset(names[place] for place in chosen)


def _with_needs(permitted: Permits, name: str) -> frozenset[str] | None:
    """An improvement with all those that it needs and that are not done; None where one of them has none."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        question = permitted.questionnaire.question(one)
        if question is None or question.improvement is None:
            return None
        if one not in found:
            found.add(one)
            waiting += [other for other in question.improvement.needs if not _is_done(permitted, other)]
    return frozenset(found)


def _is_done(permitted: Permits, name: str) -> bool:
    """Whether there is nothing left to improve: at its best, or doesn't apply."""
    part: QuestionScore | None = permitted.scorecard.by_question.get(name)
    if part is None or part.applies == "no" or part.state == "not_applicable":
        return True
    return part.value is not None and part.value >= outline_of(permitted.questionnaire).by_id[name].highest


def _effort(permitted: Permits, name: str) -> Fraction | None:
    """Person-days: the team's own estimate, else the questionnaire's."""
    own = permitted.assessment.answer(name).effort_days
    question = permitted.questionnaire.question(name)
    return own if own is not None or question is None or not question.improvement else question.improvement.effort_days


def _clears(permitted: Permits, mode: Mode, names: frozenset[str]) -> bool:
    """Whether the mode is permitted once these improvements are made: scored again, nothing assumed."""
    improved = _improved(permitted, mode, names)
    questionnaire, matrix = permitted.questionnaire, permitted.questionnaire.matrix
    modes = {name: decide(name, task, matrix).mode for name, task in improved.tasks.items()} if matrix else {}
    scorecard = score(questionnaire, improved, permitted.scorecard.as_of, task_modes=modes)
    return permits(questionnaire, improved, scorecard).highest_rank(named_reviewer=True) >= RANK[mode]


def _improved(permitted: Permits, mode: Mode, names: Iterable[str]) -> Assessment:
    outline = outline_of(permitted.questionnaire)
    assessment = permitted.assessment
    for name in names:
        answers = graded_answers(
            outline.by_id[name].question, assessment.answer(name), tuple(_needs_of(permitted, outline, mode, name))
        )
        if answers:
            assessment = assessment.with_answer(name, answers[-1])
    return assessment


def _needs_of(permitted: Permits, outline: Outline, mode: Mode, name: str) -> Iterator[Need]:
    """What gates and the modes up to this one ask of a question."""
    for gate in outline.gates:
        if gate.question == name and gate.need is not None:
            yield gate.need
    for need in permitted.questionnaire.autonomy:
        if RANK[need.mode] <= RANK[mode]:
            for requirement in requirements_of(need.mode, need.requires, outline):
                if requirement.subject == name and requirement.need is not None:
                    yield requirement.need
