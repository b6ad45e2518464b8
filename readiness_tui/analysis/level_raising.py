"""The fewest questions whose best answers raise the level by one rung: exact where no condition hangs on an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from readiness_tui.analysis.ladders import needs_up_to
from readiness_tui.analysis.level_trying import Trial
from readiness_tui.analysis.measuring import MeasuredSection, measure
from readiness_tui.analysis.reaching import Choosable, Option, best_options
from readiness_tui.analysis.requirements import Requirement, state_of
from readiness_tui.model.questionnaire import Band

MOST_CHANGES = 40


@dataclass(frozen=True, slots=True)
class _Goal:
    """What the next rung needs: of the overall score (more than it, where `strict`), and of top sections."""

    overall: Fraction | None
    strict: bool
    sections: dict[str, Fraction]


def next_needs(trial: Trial) -> tuple[Requirement, ...]:
    """What the next level and those below it need; nothing for bands, which look at the score alone."""
    return needs_up_to(trial.questionnaire, trial.rank + 1)


def unmet_questions(trial: Trial) -> dict[str, None]:
    """The questions whose answers stop the next level by themselves, as gates or as required answers."""
    return {
        need.subject: None
        for need in next_needs(trial)
        if need.kind in ("gate", "answer")
        and need.subject in trial.outline.by_id
        and state_of(need, trial.standing) != "met"
    }


def fewest_raised(trial: Trial, candidates: Sequence[str]) -> tuple[str, ...] | None:
    """The fewest of some questions that have to get their best answer; None where this can't be told exactly.

    It can't where a condition asks about a question, where one of them may not apply, where a level needs something of
    a section inside another, and beyond `MOST_CHANGES`.
    """
    goal = _goal(trial)
    may_not_apply = any(trial.scorecard.question(name).applies == "unknown" for name in candidates)
    if goal is None or may_not_apply or trial.outline.hangs_on_answers():
        return None
    may, must = frozenset(candidates), frozenset(unmet_questions(trial))
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


def _goal(trial: Trial) -> _Goal | None:
    rung = trial.questionnaire.rungs[trial.rank + 1]
    if isinstance(rung, Band):
        return _Goal(rung.above if rung.above is not None else rung.at_least, rung.above is not None, {})
    goal, top = _Goal(None, False, {}), {section.id for section in trial.questionnaire.sections}
    for need in next_needs(trial):
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
