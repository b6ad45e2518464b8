"""What can be improved: for each question the best answer that its improvement leads to, its effort, what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.answering import Need, graded_answers, read
from readiness_tui.analysis.outlining import Outline, outline_of
from readiness_tui.analysis.requirements import requirements_of
from readiness_tui.analysis.scoring import Scorecard
from readiness_tui.model.assessment import Answer, Assessment
from readiness_tui.model.questionnaire import Question, Questionnaire

ZERO = Fraction(0)


class Improvable(NamedTuple):
    """One question that an action brings to its best answer: its worth then, person-days, what has to be done first."""

    question: str
    answer: Answer
    value: Fraction
    effort: Fraction
    needs: tuple[str, ...]


def effort_of(question: Question, answer: Answer) -> Fraction | None:
    """Person-days of an improvement: the team's own estimate, else the questionnaire's; None where neither is known."""
    own = answer.effort_days
    effort = own if own is not None else question.improvement.effort_days if question.improvement else None
    return None if effort is None else max(effort, ZERO)


def improvables(
    questionnaire: Questionnaire, assessment: Assessment, scorecard: Scorecard, *, hidden: bool = False
) -> Mapping[str, Improvable]:
    """The questions that an action can improve, in the questionnaire's order.

    Left out are those at their best, without an improvement or an estimate, and those that need something that can't be
    done. `hidden` takes in the questions that aren't asked today; once they are, what needs them waits for them.
    """
    outline = outline_of(questionnaire)
    wanted = _wanted(questionnaire, outline)
    found = {
        name: one
        for name in outline.by_id
        if (one := _improvable(outline, wanted.get(name, ()), assessment, scorecard, name, hidden)) is not None
    }
    to_do = {name for name in outline.by_id if _is_open(outline, assessment, scorecard, name, hidden)}
    sure = to_do.difference(outline.conditional) if hidden else to_do
    while True:
        stuck = [name for name, one in found.items() if any(n in sure and n not in found for n in one.needs)]
        if not stuck:
            break
        for name in stuck:
            del found[name]
    return {
        name: Improvable(name, one.answer, one.value, one.effort, tuple(need for need in one.needs if need in to_do))
        for name, one in found.items()
    }


def _improvable(
    outline: Outline, wanted: tuple[Need, ...], assessment: Assessment, card: Scorecard, name: str, hidden: bool
) -> Improvable | None:
    question, given = outline.by_id[name].question, assessment.answer(name)
    effort, now = effort_of(question, given), read(question, given)
    if effort is None or now.state == "not_applicable" or not (hidden or card.by_question[name].applies != "no"):
        return None
    answers = graded_answers(question, given, wanted)
    if not answers:
        return None
    best = answers[-1]
    value = read(question, best).value or ZERO
    if now.value is not None and now.value >= value and not _gains(wanted, given, now.value, best, value):
        return None
    needs = question.improvement.needs if question.improvement else ()
    return Improvable(name, best, value, effort, tuple(need for need in needs if need in outline.by_id))


def _gains(wanted: tuple[Need, ...], now: Answer, value: Fraction, best: Answer, highest: Fraction) -> bool:
    """Whether a better answer meets a need that this one doesn't, though it is worth no more."""
    return any(need.is_met(best, highest) and not need.is_met(now, value) for need in wanted)


def _is_open(outline: Outline, assessment: Assessment, card: Scorecard, name: str, hidden: bool) -> bool:
    """Whether a question that is needed first is still to be done: asked, now or perhaps later, and below its best."""
    part, applies = outline.by_id[name], card.by_question[name].applies
    now = read(part.question, assessment.answer(name))
    is_asked = applies != "no" or (hidden and name in outline.conditional)
    return is_asked and now.state != "not_applicable" and (now.value is None or now.value < part.highest)


def _wanted(questionnaire: Questionnaire, outline: Outline) -> Mapping[str, tuple[Need, ...]]:
    """What gates, levels and modes ask of each question."""
    found: dict[str, list[Need]] = {}
    for name, need in _needs(questionnaire, outline):
        found.setdefault(name, []).append(need)
    return {name: tuple(needs) for name, needs in found.items()}


def _needs(questionnaire: Questionnaire, outline: Outline) -> Iterator[tuple[str, Need]]:
    yield from ((gate.question, gate.need) for gate in outline.gates if gate.need is not None)
    levels = [(level.id, level.requires) for level in questionnaire.levels]
    for label, requires in (*levels, *((need.mode, need.requires) for need in questionnaire.autonomy)):
        for requirement in requirements_of(label, requires, outline):
            if requirement.need is not None:
                yield requirement.subject, requirement.need
