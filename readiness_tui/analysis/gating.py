"""The check before a deployment: conditions that an assessment has to meet, each with its own line of why."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.evaluating import Evaluation
from readiness_tui.analysis.outlining import outline_of
from readiness_tui.analysis.scoring import Scorecard, Shortfall
from readiness_tui.analysis.shortfalls import score_sentence
from readiness_tui.analysis.wording import interval_text, rounded
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.modes import BUILT_TITLE, MODE_TITLE
from readiness_tui.model.questionnaire import Display, Questionnaire
from readiness_tui.model.values import rational_text

if TYPE_CHECKING:  # a gate compares with nothing unless it is asked to
    from readiness_tui.analysis.regressing import Regressions

ConditionId = Literal["level", "min-score", "max-blockers", "min-confidence", "no-regress", "tasks-cleared"]


class Wanted(NamedTuple):
    """What has to hold; None and False ask nothing.

    `min_score` is in the fold's own units, `min_confidence` a share from 0 to 1.
    """

    level: str | None = None
    min_score: Fraction | None = None
    max_blockers: int | None = None
    min_confidence: Fraction | None = None
    no_regress: "Regressions | None" = None
    tasks_cleared: bool = False


class Cause(NamedTuple):
    """One thing that keeps a condition from being met: a question, a task, or a score (of a section, or overall)."""

    kind: Literal["question", "task", "score"]
    id: str
    text: str


class GateCondition(NamedTuple):
    """One condition: whether it is met, what there is and what is needed as short texts, and the line of why."""

    id: ConditionId
    met: bool
    have: str
    need: str
    text: str
    causes: tuple[Cause, ...] = ()


class WaivedGate(NamedTuple):
    """A gate that passes only because its shortfall was accepted until a day."""

    question: str
    title: str
    level: str
    until: date
    approver: str
    reason: str


class GateCheck(NamedTuple):
    """All conditions that were asked for, in one order, and every gate that is waived."""

    conditions: tuple[GateCondition, ...]
    waived: tuple[WaivedGate, ...]

    @property
    def met(self) -> bool:
        """Whether every condition is met."""
        return all(condition.met for condition in self.conditions)


def check_gate(
    questionnaire: Questionnaire, assessment: Assessment, evaluation: Evaluation, wanted: Wanted
) -> GateCheck:
    """Hold an evaluation against what is wanted. The evaluation's target has to be `wanted.level` where one is given.

    Only what has been shown counts: the worst end of the score and of the level. A waived gate passes and is named.
    """
    waived = tuple(_waived(assessment, evaluation.scorecard))
    return GateCheck(tuple(_conditions(questionnaire, evaluation, wanted, waived)), waived)


def _conditions(
    questionnaire: Questionnaire, evaluation: Evaluation, wanted: Wanted, waived: tuple[WaivedGate, ...]
) -> Iterator[GateCondition]:
    card = evaluation.scorecard
    if wanted.level is not None:
        yield _level(questionnaire, card, wanted.level, waived)
    if wanted.min_score is not None:
        yield _score(card, wanted.min_score, questionnaire.scoring.display)
    if wanted.max_blockers is not None:
        yield _blockers(evaluation, wanted.max_blockers)
    if wanted.min_confidence is not None:
        yield _confidence(card, wanted.min_confidence)
    if wanted.no_regress is not None:
        yield _regress(questionnaire, wanted.no_regress)
    if wanted.tasks_cleared:
        yield _tasks(evaluation)


def _waived(assessment: Assessment, card: Scorecard) -> Iterator[WaivedGate]:
    seen: set[str] = set()
    for gate in card.gates:
        waiver = assessment.answer(gate.question).waiver
        if gate.state == "waived" and waiver is not None and gate.question not in seen:
            seen.add(gate.question)
            title = card.question(gate.question).title
            yield WaivedGate(gate.question, title, gate.level, waiver.expires, waiver.approver, waiver.reason)


def _level(questionnaire: Questionnaire, card: Scorecard, level: str, waived: tuple[WaivedGate, ...]) -> GateCondition:
    ranks = outline_of(questionnaire).ranks
    labels = {rung.id: rung.label for rung in questionnaire.rungs}
    worst, best = card.level_worst, card.level_best
    met = ranks.get(worst or "", -1) >= ranks[level]
    have = labels.get(worst or "", "none")
    range_text = have if worst == best or best is None else f"{have} to {labels[best]}, by what is still open"
    text = f"Level {range_text}, needs {labels[level]}"
    if met and ranks.get(card.level_unwaived_worst or "", -1) < ranks[level]:
        names = ", ".join(f"{gate.title} until {gate.until}" for gate in waived)
        text += f"; only with what is waived: {names}"
    causes = () if met else tuple(_shortfall(short) for short in _highest(card.shortfalls, ranks))
    return GateCondition("level", met, worst or "none", level, text, causes)


def _highest(shortfalls: tuple[Shortfall, ...], ranks: Mapping[str, int]) -> Iterable[Shortfall]:
    """Each subject once: the milder need of a lower level goes without saying."""
    kept: dict[tuple[str, str], Shortfall] = {}
    for short in shortfalls:
        known = kept.get((short.kind, short.subject))
        if known is None or ranks.get(short.level, 0) >= ranks.get(known.level, 0):
            kept[short.kind, short.subject] = short
    return kept.values()


def _shortfall(short: Shortfall) -> Cause:
    if short.kind in ("gate", "answer"):
        return Cause("question", short.subject, short.text)
    return Cause("score", short.subject, short.text)


def _score(card: Scorecard, need: Fraction, display: Display) -> GateCondition:
    met = card.overall is not None and card.overall.worst >= need and not card.may_be_absent
    asked = rational_text(need * display.scale)
    have = rounded(card.overall.worst, display) if card.overall else "no score"
    if met:
        text = f"Overall {interval_text(card.overall, display)}, needs {asked}"
        return GateCondition("min-score", True, have, asked, text)
    text = score_sentence("Overall", card.overall, need, display)
    return GateCondition("min-score", False, have, asked, text, (Cause("score", "overall", text),))


def _blockers(evaluation: Evaluation, most: int) -> GateCondition:
    count = len(evaluation.blockers)
    met = count <= most
    texts = {short.subject: short.text for short in reversed(evaluation.scorecard.shortfalls) if short.kind == "gate"}
    tasks = {clearance.task: clearance for clearance in evaluation.clearances}
    causes = tuple(
        Cause("task", blocker.id, _beyond(tasks[blocker.id]))
        if blocker.kind == "task"
        else Cause("question", blocker.id, texts[blocker.id])
        for blocker in evaluation.blockers
    )
    text = f"{count} {'blocker' if count == 1 else 'blockers'}, at most {most} allowed"
    return GateCondition("max-blockers", met, str(count), str(most), text, () if met else causes)


def _beyond(clearance: Clearance) -> str:
    return f"{clearance.name}: {BUILT_TITLE[clearance.built]}, cleared for {MODE_TITLE[clearance.cleared]}"


def _confidence(card: Scorecard, need: Fraction) -> GateCondition:
    share = card.confidence.share
    met = share is not None and share >= need
    have, asked = "none" if share is None else _percent(share, need), f"{rational_text(need * 100)} %"
    counts = f"{card.confidence.evidenced} evidenced, {card.confidence.claimed} claimed"
    counts += f", {card.confidence.expired} expired" if card.confidence.expired else ""
    text = f"Confidence {have} ({counts}), needs {asked}"
    if share is None:
        text = f"No positive answer yet that evidence could back, needs {asked}"
    said = {"claimed": "claimed, without evidence", "expired": "its evidence has expired"}
    causes = tuple(
        Cause("question", score.id, f"{score.title}: {said[score.evidence]}")
        for score in card.by_question.values()
        if score.evidence in said
    )
    return GateCondition("min-confidence", met, have, asked, text, () if met else causes)


def _percent(share: Fraction, need: Fraction) -> str:
    """With more decimals where rounding would hide the gap."""
    display = Display.model_construct()
    while share < need and display.decimals < 6 and rounded(share, display) == rounded(need, display):
        display = display.model_copy(update={"decimals": display.decimals + 1})
    return f"{rounded(share, display)} %"


def _regress(questionnaire: Questionnaire, found: "Regressions") -> GateCondition:
    labels = {rung.id: rung.label for rung in questionnaire.rungs}
    parts = [f"{len(found.answers)} worse {'answer' if len(found.answers) == 1 else 'answers'}"]
    causes = [
        Cause("question", row.question, f"{row.title}: {row.before or 'unanswered'} became {row.after or 'unanswered'}")
        for row in found.answers
    ]
    for gate in found.gates:
        parts.append(f"gate {gate.title} no longer passes")
        if gate.question not in {cause.id for cause in causes}:
            said = f"{gate.title}: gate of {labels[gate.level]} no longer passes"
            causes.append(Cause("question", gate.question, said))
    if found.level is not None:
        parts.append(f"level {labels[found.level[0]]} became {labels.get(found.level[1] or '', 'none')}")
        causes.append(Cause("score", "level", parts[-1]))
    if found.change < 0:
        parts.append(f"worst score {rounded(found.change, questionnaire.scoring.display)}")
        causes.append(Cause("score", "overall", parts[-1]))
    if not found.any:
        return GateCondition(
            "no-regress", True, "nothing worse", found.since, f"Nothing is worse than in {found.since}"
        )
    parts = parts if found.answers else parts[1:]
    text = f"Worse than in {found.since}, like for like: {', '.join(parts)}"
    return GateCondition("no-regress", False, ", ".join(parts), found.since, text, tuple(causes))


def _tasks(evaluation: Evaluation) -> GateCondition:
    count, beyond = len(evaluation.clearances), evaluation.beyond_clearance
    text = f"All {count} tasks run within their clearance" if count else "There are no tasks to clear"
    if beyond:
        text = f"{len(beyond)} of {count} tasks run with more autonomy than they are cleared for"
    causes = tuple(Cause("task", clearance.task, _beyond(clearance)) for clearance in beyond)
    have = f"{count - len(beyond)} of {count}"
    return GateCondition("tasks-cleared", not beyond, have, f"{count} of {count}", text, causes)
