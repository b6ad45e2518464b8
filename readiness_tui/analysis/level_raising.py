"""The fewest questions whose best answers raise the level, where none of them shows or hides another question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from readiness_tui.analysis.answering import Need, graded_answers
from readiness_tui.analysis.ladders import needs_up_to
from readiness_tui.analysis.level_trying import Trial
from readiness_tui.analysis.measuring import MeasuredSection, measure
from readiness_tui.analysis.reaching import Choosable, Option, best_options
from readiness_tui.analysis.requirements import state_of
from readiness_tui.analysis.shortfalls import improvable
from readiness_tui.model.assessment import Answer
from readiness_tui.model.questionnaire import Band

MOST_CHANGES = 40


@dataclass(frozen=True, slots=True)
class _Goal:
    """What the next rung needs: of the overall score (more than it, where `strict`), and of top sections."""

    overall: Fraction | None
    strict: bool
    sections: dict[str, Fraction]


def unmet_questions(trial: Trial, aim: int) -> dict[str, None]:
    """The questions whose answers stop a level by themselves, as gates or as required answers."""
    return {
        need.subject: None
        for need in needs_up_to(trial.questionnaire, aim)
        if need.kind in ("gate", "answer")
        and need.subject in trial.outline.by_id
        and state_of(need, trial.standing) != "met"
    }


def with_room(trial: Trial, aim: int) -> Iterator[str]:
    """The questions that a better answer could raise, or whose answers stop the level, in the questionnaire's order."""
    room = {*improvable(trial.scorecard.by_question.values(), trial.standing), *unmet_questions(trial, aim)}
    for name, score in trial.scorecard.by_question.items():
        if name in room and score.state in ("answered", "unanswered"):
            yield name


def graded_for(trial: Trial, aim: int, names: Iterable[str]) -> dict[str, tuple[Answer, ...]]:
    """Answers to try of some questions, from the weakest to the best, which meets what the level needs of them."""
    needs: dict[str, list[Need]] = {}
    for requirement in needs_up_to(trial.questionnaire, aim):
        if requirement.need is not None:
            needs.setdefault(requirement.subject, []).append(requirement.need)
    graded = {
        name: graded_answers(trial.outline.by_id[name].question, trial.assessment.answer(name), needs.get(name, ()))
        for name in names
    }
    return {name: answers for name, answers in graded.items() if answers}


def fewest_raised(trial: Trial, candidates: Sequence[str], aim: int) -> tuple[str, ...] | None:
    """The fewest of some questions that have to get their best answer for the level of a rank; None where this can't be
    told exactly. No condition may ask about one of them.

    It can't where one of them may not apply, where a level needs something of a section inside another, and beyond
    `MOST_CHANGES`.
    """
    goal = _goal(trial, aim)
    if goal is None or any(trial.scorecard.question(name).applies == "unknown" for name in candidates):
        return None
    may, must = frozenset(candidates), frozenset(unmet_questions(trial, aim))
    parts = []
    for section in measure(trial.facts):
        table = _table(section, may, must)
        least = goal.sections.get(section.outline.section.id)
        if table:
            kept = [option if option and (least is None or option.lowest >= least) else None for option in table]
            parts.append(Choosable(section.outline.section.weight, kept))
    for option in best_options(trial.questionnaire.scoring.overall.fold, parts, MOST_CHANGES):
        if option is not None and _reaches(option, goal):
            return option.changed
    return None


def _goal(trial: Trial, aim: int) -> _Goal | None:
    rung = trial.questionnaire.rungs[aim]
    if isinstance(rung, Band):
        return _Goal(rung.above if rung.above is not None else rung.at_least, rung.above is not None, {})
    goal, top = _Goal(None, False, {}), {section.id for section in trial.questionnaire.sections}
    for need in needs_up_to(trial.questionnaire, aim):
        if need.kind == "overall" and need.threshold is not None:
            goal = _Goal(max(need.threshold, goal.overall or need.threshold), False, goal.sections)
        elif need.kind == "section" and need.threshold is not None:
            if need.subject not in top:
                return None
            goal.sections[need.subject] = max(need.threshold, goal.sections.get(need.subject, need.threshold))
    return goal


def _reaches(option: Option, goal: _Goal) -> bool:
    if goal.overall is None:
        return True
    enough = option.lowest > goal.overall if goal.strict else option.lowest >= goal.overall
    return enough and not option.may_be_absent


def _table(section: MeasuredSection, may: frozenset[str], must: frozenset[str]) -> list[Option | None]:
    """The best options of a section by number of changes; empty where it is absent."""
    parts: list[Choosable] = []
    for question in section.questions:
        outline, bounds = question.outline.question, question.bounds
        if bounds is None:
            continue
        table = [None if outline.id in must else Option(bounds.lowest, bounds.may_be_absent, ())]
        if outline.id in may:
            table.append(Option(question.outline.highest, False, (outline.id,)))
        parts.append(Choosable(outline.weight, table))
    for child in section.sections:
        inner = _table(child, may, must)
        if inner:
            parts.append(Choosable(child.outline.section.weight, inner))
    most = min(sum(len(part.table) - 1 for part in parts), MOST_CHANGES)
    return list(best_options(section.outline.fold, parts, most))
