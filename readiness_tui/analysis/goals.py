"""What a plan is to reach: a level, a mode for tasks, or both; and what that requires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from readiness_tui.analysis.clearing import Clearance, cleared, cleared_rank, permits
from readiness_tui.analysis.deciding import Decision, decide
from readiness_tui.analysis.ladders import needs_up_to
from readiness_tui.analysis.outlining import Outline, outline_of
from readiness_tui.analysis.remembering import Recent
from readiness_tui.analysis.requirements import Requirement, requirements_of
from readiness_tui.analysis.scoring import Scorecard, score
from readiness_tui.model.assessment import Answer, Assessment
from readiness_tui.model.matrix import Requires
from readiness_tui.model.modes import RANK, Mode
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import frozen_mapping

MOST_CARDS = 32


class Goal(NamedTuple):
    """A level to be shown (None: no level matters), and (task id, mode) pairs to be cleared."""

    level: str | None = None
    clearances: tuple[tuple[str, Mode], ...] = ()


class Start(NamedTuple):
    """Where a plan begins: the answers as of a day, and what is decided about each task.

    `cards` holds the scorecards made last, of this start and of those with other answers: a plan comes back to some.
    """

    questionnaire: Questionnaire
    assessment: Assessment
    as_of: date
    decisions: Mapping[str, Decision]
    cards: Recent

    @property
    def outline(self) -> Outline:
        """The questionnaire, worked out."""
        return outline_of(self.questionnaire)

    def answered(self, answers: Mapping[str, Answer]) -> Start:
        """The same with some answers replaced."""
        changed = {**self.assessment.answers, **answers}
        return self._replace(assessment=self.assessment.model_copy(update={"answers": frozen_mapping(changed)}))

    def scorecard(self, target: str | None = None) -> Scorecard:
        """The answers, scored; with the shortfalls of `target` where one is given."""
        given = self.assessment
        parts = (self.decisions, given.profile, given.tasks, *given.answers.values())
        return self.cards.of(parts, (target, self.as_of, tuple(given.answers)), partial(self._scorecard, target))

    def _scorecard(self, target: str | None) -> Scorecard:
        modes = {name: decision.mode for name, decision in self.decisions.items()}
        aims = target is not None
        return score(self.questionnaire, self.assessment, self.as_of, target=target, task_modes=modes, aims=aims)

    def clearances(self, card: Scorecard) -> tuple[Clearance, ...]:
        """What each task may do, in the order of the tasks."""
        permitted = permits(self.questionnaire, self.assessment, card)
        return tuple(cleared(permitted, self.assessment.tasks[name], found) for name, found in self.decisions.items())

    def cleared_ranks(self, card: Scorecard) -> Mapping[str, int]:
        """The rank of the mode that each task is cleared for, in the order of the tasks."""
        permitted, tasks = permits(self.questionnaire, self.assessment, card), self.assessment.tasks
        return {name: cleared_rank(permitted, tasks[name], found) for name, found in self.decisions.items()}

    def rank(self, card: Scorecard) -> int:
        """The rank of the level that has been shown; -1 for none."""
        return self.outline.ranks.get(card.level_worst or "", -1)


def start_of(questionnaire: Questionnaire, assessment: Assessment, as_of: date) -> Start:
    """Decide the tasks once: no answer to a question changes what is recommended for one."""
    matrix = questionnaire.matrix
    decided = {name: decide(name, task, matrix) for name, task in assessment.tasks.items()} if matrix else {}
    return Start(questionnaire, assessment, as_of, decided, Recent(MOST_CARDS))


def with_reviewers(start: Start, goal: Goal) -> tuple[Start, tuple[str, ...]]:
    """The start with a reviewer named for the tasks of the goal that need one, and those tasks."""
    needing = {need.mode: RANK[need.mode] for need in start.questionnaire.autonomy if need.requires.named_reviewer}
    names = tuple(
        name
        for name, mode in goal.clearances
        if name in start.decisions
        and not start.decisions[name].named_reviewer
        and any(rank <= RANK[mode] for rank in needing.values())
    )
    if not names:
        return start, ()
    assessment = start.assessment
    for name in names:
        assessment = assessment.with_task(name, assessment.tasks[name].flagged("named_reviewer", "yes"))
    return start_of(start.questionnaire, assessment, start.as_of), names


def is_reached(goal: Goal, start: Start) -> bool:
    """Whether the answers of a start have shown all of it; scored with exact numbers, waivers as on its day."""
    card = start.scorecard()
    if goal.level is not None and start.rank(card) < start.outline.ranks[goal.level]:
        return False
    if not goal.clearances:
        return True
    may = start.cleared_ranks(card)
    return all(may.get(task, -1) >= RANK[mode] for task, mode in goal.clearances)


def requirements_for(goal: Goal, start: Start) -> Iterator[tuple[Requirement, bool]]:
    """Everything that the goal needs of answers and scores, and whether a waiver counts for it; never a `level`."""
    if goal.level is not None:
        yield from ((need, True) for need in _of_level(start, goal.level))
    highest = max((RANK[mode] for _, mode in goal.clearances), default=-1)
    for need in start.questionnaire.autonomy:
        if RANK[need.mode] <= highest:
            for requirement in requirements_of(need.mode, need.requires, start.outline):
                if requirement.kind == "level":
                    yield from ((each, False) for each in _of_level(start, requirement.subject))
                else:
                    yield requirement, False


def _of_level(start: Start, level: str) -> Iterator[Requirement]:
    questionnaire, rank = start.questionnaire, start.outline.ranks.get(level, -1)
    if questionnaire.levels:
        yield from (need for need in needs_up_to(questionnaire, rank) if need.kind != "level")
        return
    for band in questionnaire.bands:
        low = band.above if band.above is not None else band.at_least
        if band.id == level and low is not None:
            yield from requirements_of(level, Requires(overall_at_least=low), start.outline)


def is_strict(goal: Goal, start: Start, requirement: Requirement) -> bool:
    """Whether a threshold has to be passed, not only met: the open lower end of a band."""
    bands = {band.id: band for band in start.questionnaire.bands}
    return requirement.label in bands and bands[requirement.label].above is not None


def efforts(names: frozenset[str], costs: Mapping[str, Fraction]) -> Fraction:
    """The person-days of some improvements together."""
    return sum((costs[name] for name in names), Fraction(0))
