"""Which level an assessment has, by a ladder of requirements or by bands over the score, and what it falls short of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from readiness_tui.analysis.holding import found_in
from readiness_tui.analysis.ladders import gates, ladder, needs_up_to
from readiness_tui.analysis.outlining import GateOutline
from readiness_tui.analysis.requirements import Met, Requirement, Standing, requirements_of, standing_of, state_of
from readiness_tui.analysis.scorecard import GatePasses, GateScore, Interval, Scorecard, Shortfall
from readiness_tui.analysis.shortfalls import all_improvable, score_sentence, shortfall
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.matrix import Requires
from readiness_tui.model.questionnaire import Band, Level, Questionnaire


def unmet(
    requires: Requires,
    label: str,
    questionnaire: Questionnaire,
    assessment: Assessment,
    scorecard: Scorecard,
    *,
    waivers: bool,
) -> tuple[Shortfall, ...]:
    """Every requirement that the worst end doesn't meet: what has been shown counts, what is open never does.

    Call it with what a mode of `autonomy:` requires, the mode as `label` (it becomes the shortfalls' `level`), the
    assessment's scorecard, and `waivers=False`: then neither a gate nor the level that is asked for counts a waiver. A
    hidden or N/A question meets an answer only where the requirement says `na_ok`. `named_reviewer` is a fact of the
    task and so the caller's to check. The answer is the same for every task: ask once for each mode.
    """
    standing = standing_of(questionnaire, assessment, scorecard, waivers=waivers)
    found = (_shortfall(need, standing) for need in requirements_of(label, requires, standing.outline))
    return tuple(short for short in found if short is not None)


def is_met(
    requires: Requires, label: str, questionnaire: Questionnaire, assessment: Assessment, scorecard: Scorecard
) -> bool:
    """Whether `unmet` finds nothing, for what a mode requires and without waivers: without wording what it would."""
    standing = standing_of(questionnaire, assessment, scorecard, waivers=False)
    memory, role = standing.outline.memory, ("mode", label)
    needs = memory.latest(role, (), None, lambda: tuple(requirements_of(label, requires, standing.outline)))
    states = found_in(("mode states", label), needs, standing, lambda place, need: state_of(need, standing))
    return all(state == "met" for state in states)


def with_levels(
    scorecard: Scorecard, questionnaire: Questionnaire, assessment: Assessment, target: str | None, aims: bool = True
) -> Scorecard:
    """The scorecard with gates, levels and, if it `aims` at one, target and shortfalls.

    Raises KeyError for a target that isn't a level.
    """
    standing = standing_of(questionnaire, assessment, scorecard, waivers=True)
    rungs = questionnaire.rungs
    if questionnaire.levels:
        worst, best = unwaived = _climbed(standing)
        if _any_waiver(standing):
            unwaived = _climbed(standing._replace(waivers=False))
    else:
        worst, best = unwaived = _banded(questionnaire.bands, scorecard)
    aim = questionnaire.level_rank(target) if target is not None else worst + 1
    scorecard = scorecard._replace(
        level_worst=_id(rungs, worst),
        level_best=_id(rungs, best),
        level_unwaived_worst=_id(rungs, unwaived[0]),
        level_unwaived_best=_id(rungs, unwaived[1]),
        target=_id(rungs, aim) if aims else None,
        gates=_gate_scores(standing),
    )
    if not aims or aim <= worst or aim >= len(rungs):
        return scorecard
    standing = standing._replace(scorecard=scorecard)
    rung = rungs[aim]
    if isinstance(rung, Band):
        return scorecard._replace(shortfalls=_band_shortfalls(rung, standing))
    needs = needs_up_to(questionnaire, aim)
    found = found_in(("shortfalls", aim), needs, standing, lambda place, need: _shortfall(need, standing))
    return scorecard._replace(shortfalls=tuple(found))


def _id(rungs: Sequence[Level | Band], rank: int) -> str | None:
    return rungs[rank].id if 0 <= rank < len(rungs) else None


def _any_waiver(standing: Standing) -> bool:
    _, needs = gates(standing.outline)
    return bool(found_in("waivers", needs, standing, lambda place, need: standing.waived_until(need.subject)))


def _climbed(standing: Standing) -> tuple[int, int]:
    """The ranks that surely hold and that may hold; -1 where not even the lowest does."""
    worst = best = -1
    for rank, needs in enumerate(ladder(standing.questionnaire)):
        states = set(found_in(("rung", rank), needs, standing, lambda place, need: state_of(need, standing)))
        if "fails" in states:
            break
        best = rank
        if worst == rank - 1 and "open" not in states:
            worst = rank
    return worst, best


def _banded(bands: Sequence[Band], scorecard: Scorecard) -> tuple[int, int]:
    """The lowest and the highest rank of a band within the interval; -1 where a score has none, or there is none."""
    if scorecard.bounds is None:
        return -1, -1
    ranks = [_band_rank(bands, point) for point in _turning_points(bands, scorecard.bounds)]
    no_score = scorecard.overall is None or scorecard.may_be_absent
    return -1 if no_score else min(ranks), max(ranks)


def _turning_points(bands: Sequence[Band], interval: Interval) -> Iterator[Fraction]:
    """Both ends, every end of a band between them, and a point between each two of these: no band is stepped over."""
    ends = {end for band in bands for end in (band.at_least, band.above, band.at_most, band.below) if end is not None}
    inside = {end for end in ends if interval.worst < end < interval.best}
    points = sorted({interval.worst, interval.best} | inside)
    yield from points
    yield from ((first + second) / 2 for first, second in pairwise(points))


def _band_rank(bands: Sequence[Band], value: Fraction) -> int:
    return next((rank for rank, band in enumerate(bands) if _begins(band, value) and _ends(band, value)), -1)


def _begins(band: Band, value: Fraction) -> bool:
    return (band.at_least is None or value >= band.at_least) and (band.above is None or value > band.above)


def _ends(band: Band, value: Fraction) -> bool:
    return (band.at_most is None or value <= band.at_most) and (band.below is None or value < band.below)


def _band_shortfalls(band: Band, standing: Standing) -> tuple[Shortfall, ...]:
    scorecard = standing.scorecard
    threshold = band.above if band.above is not None else band.at_least
    overall, best = scorecard.overall, scorecard.bounds
    than = "more than " if band.above is not None else ""
    short = Shortfall(
        level=band.id,
        kind="overall",
        subject="overall",
        state="open" if best is not None and _begins(band, best.best) else "fails",
        have=str(overall.worst) if overall is not None else None,
        need=str(threshold) if threshold is not None else "score",
        questions=all_improvable(standing),
        text=score_sentence("Overall", overall, threshold, standing.questionnaire.scoring.display, than),
    )
    return (short,)


def _shortfall(need: Requirement, standing: Standing) -> Shortfall | None:
    state = state_of(need, standing)
    return None if state == "met" else shortfall(need, standing, is_open=state == "open")


def _gate_scores(standing: Standing) -> tuple[GateScore, ...]:
    """Every gate of a level, in the order of the questions."""
    bare = standing._replace(waivers=False)
    known, needs = gates(standing.outline)

    def score(place: int, need: Requirement) -> GateScore:
        return _gate_score(known[place], standing, state_of(need, bare))

    return tuple(found_in("gate scores", needs, standing, score))


def _gate_score(gate: GateOutline, standing: Standing, bare: Met) -> GateScore:
    until = standing.waived_until(gate.question) if bare != "met" else None
    is_open = bare == "open" or standing.questions[gate.question].state == "unanswered"
    state: GatePasses = "passed" if bare == "met" else "waived" if until else "unanswered" if is_open else "failed"
    return GateScore(gate.question, gate.level, gate.need.text if gate.need else "", state, until)
