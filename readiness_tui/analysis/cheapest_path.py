"""The least effort that reaches a goal, and the best within a budget: exact, by an integer programme and cuts.

The programme never misses a set that would do. Its answer is scored again with exact numbers; where it isn't enough, no
part of the largest such set that shows the same questions is: one of the others has to come in, or what is shown has to
change, which is a row more, and the programme runs again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from readiness_tui.analysis.goals import Goal, Start, efforts, is_reached
from readiness_tui.analysis.improving import Improvable, improvables
from readiness_tui.analysis.least_cost import least_cost
from readiness_tui.analysis.path_programme import PathProgramme
from readiness_tui.analysis.programming import Programme, Row
from readiness_tui.analysis.relaxing import Branch
from readiness_tui.analysis.score_rows import demand, line

ZERO, ONE = Fraction(0), Fraction(1)
MOST_ROUNDS = 300


class Path(NamedTuple):
    """Improvements that together reach a goal. `is_exact`: none of less effort does, proven."""

    names: frozenset[str]
    effort: Fraction
    is_exact: bool = True


class PathFinder:
    """Finds paths from one start. Improving one question is one step, to its best answer, after all that it needs."""

    def __init__(self, start: Start) -> None:
        self.start = start
        outline = start.outline
        deciding = {name for asked in outline.asked.values() for name in asked}
        self.card = start.scorecard()
        self.candidates: Mapping[str, Improvable] = improvables(
            start.questionnaire, start.assessment, self.card, hidden=bool(deciding)
        )
        self.efforts = {name: one.effort for name, one in self.candidates.items()}
        self._deciding = deciding.intersection(self.candidates)
        self._numbers = {name: number for number, name in enumerate(self.candidates)}
        self._names = tuple(self.candidates)
        self._programme = PathProgramme(start, self.card, self.candidates)

    @property
    def everything(self) -> frozenset[str]:
        """All that can be improved."""
        return frozenset(self._names)

    def improved(self, names: Iterable[str]) -> Start:
        """The start with some questions at their best answer."""
        return self.start.answered({name: self.candidates[name].answer for name in names})

    def asked_then(self, names: Iterable[str]) -> frozenset[str]:
        """What can be improved of the questions that are asked, or may be, once some are improved."""
        return self._asked(frozenset(names), self._names)

    def holds_needs(self, names: frozenset[str]) -> bool:
        """Whether a set has all that its members need, of what is asked then."""
        missing = {need for name in names for need in self.candidates[name].needs if need not in names}
        return not missing or missing.isdisjoint(self._asked(names, missing))

    def worst_with(self, names: Iterable[str]) -> Fraction:
        """The overall worst end with some improvements, as the programme sees it: never below the real one."""
        top = self._programme.tree.top
        if self._deciding:
            return self._programme.worst_of(self.improved(names))
        return ZERO if top is None else top.worth(frozenset(self._numbers[name] for name in names))

    def can_reach(self, goal: Goal) -> bool:
        """Whether improving everything reaches a goal."""
        return is_reached(goal, self.improved(self._names))

    def cheapest(self, goal: Goal) -> Path | None:
        """The least effort for a goal, with the fewest actions of that effort; None where it can't be reached."""
        if is_reached(goal, self.start):
            return Path(frozenset(), ZERO)
        if not self._deciding and not self.can_reach(goal):
            return None
        found, is_proven = self._searched(goal, self._programme.towards(goal), self._costs())
        if found is None and not is_proven and self.can_reach(goal):
            found = self._shed(goal)
        return None if found is None else Path(found, efforts(found, self.efforts), is_proven)

    def best_within(self, goal: Goal, budget: Fraction) -> Path:
        """The best for at most so many person-days: the goal, else the highest level; then score; then effort."""
        within = self._highest_within(goal, budget)
        base = self._programme.towards(within)
        base.rows.append(Row({self._numbers[name]: -cost for name, cost in self.efforts.items()}, -budget))
        top = self._programme.tree.top
        if top is None:
            cheapest, is_proven = self._searched(within, base, self._costs())
            return Path(cheapest or frozenset(), efforts(cheapest or frozenset(), self.efforts), is_proven)
        found, is_exact = self._highest_score(within, base, top)
        least = self._score(found)
        demand(base, top, least)
        cheaper, is_proven = self._searched(within, base, self._costs(), least)
        found = cheaper if cheaper is not None else found
        return Path(found, efforts(found, self.efforts), is_exact and is_proven)

    def _highest_within(self, goal: Goal, budget: Fraction) -> Goal:
        """The goal with the highest level that the budget pays for; without the goal where it doesn't pay for that."""
        rungs = self.start.questionnaire.rungs
        for clearances in dict.fromkeys((goal.clearances, ())):
            first = self.start.outline.ranks.get(goal.level or "", 0) if clearances == goal.clearances else 0
            for rung in reversed(rungs[first:]):
                one = Goal(rung.id, clearances)
                path = self.cheapest(one)
                if path is not None and path.effort <= budget:
                    return one
            alone = Goal(None, clearances)
            path = self.cheapest(alone) if clearances and goal.level is None else None
            if path is not None and path.effort <= budget:
                return alone
        return self._highest_within(Goal(None), budget) if goal.level is not None else Goal()

    def _costs(self) -> dict[int, Fraction]:
        """Effort, and so little for each action that it only decides between equals."""
        unit = min((cost for cost in self.efforts.values() if cost), default=ONE)
        denominators = [cost.denominator for cost in self.efforts.values()]
        step = min(unit, Fraction(1, lcm(*denominators)))
        little = step / (2 * len(self._names) + 2)
        return {self._numbers[name]: cost + little for name, cost in self.efforts.items()}

    def _searched(
        self, goal: Goal, programme: Programme, costs: Mapping[int, Fraction], least: Fraction | None = None
    ) -> tuple[frozenset[str] | None, bool]:
        """The cheapest set that really reaches a goal (and a score), and whether that is proven.

        None where none does, or, not proven, after many rounds.
        """
        for _ in range(MOST_ROUNDS):
            solved = least_cost(programme, costs)
            if solved is None:
                return None, True
            names = self._named(solved)
            if self._does(goal, names, least):
                return names, True
            programme.rows.append(self._cut(goal, names, least))
        return None, False

    def _named(self, solved: tuple[int, ...]) -> frozenset[str]:
        return frozenset(self._names[number] for number in solved if number < len(self._names))

    def _does(self, goal: Goal, names: frozenset[str], least: Fraction | None) -> bool:
        enough = least is None or self._score(names) >= least
        return enough and is_reached(goal, self.improved(names))

    def _score(self, names: Iterable[str]) -> Fraction:
        overall = self.improved(names).scorecard().overall
        return overall.worst if overall is not None else -ONE

    def _cut(self, goal: Goal, names: frozenset[str], least: Fraction | None) -> Row:
        """One improvement outside a set that isn't enough has to come in, or one that decides what is asked go out.

        The set is grown as far as it stays too little; more of what decides nothing never makes it worse.
        """
        rest = [name for name in self._names if name not in names]
        grown, tries, pending = names, 40, [[name for name in rest if name not in self._deciding]]
        while pending and tries:
            part = pending.pop()
            tries -= 1
            larger = grown.union(part)
            if part and len(larger) < len(self._names) and not self._does(goal, larger, least):
                grown = larger
            elif len(part) > 1:
                half = len(part) // 2
                pending += [part[half:], part[:half]]
        terms = {self._numbers[name]: ONE for name in rest if name not in grown}
        leaving = names & self._deciding
        return Row({**terms, **{self._numbers[name]: -ONE for name in leaving}}, ONE - len(leaving))

    def _highest_score(self, goal: Goal, base: Programme, top: Branch) -> tuple[frozenset[str], bool]:
        """The set with the highest worst end that the rows allow, and whether that is proven."""
        programme = base.copy()
        terms, _ = line(programme, top)
        found: frozenset[str] | None = None
        reached = -ONE
        for _ in range(MOST_ROUNDS):
            solved = least_cost(programme, {number: -factor for number, factor in terms.items()})
            names = None if solved is None else self._named(solved)
            if names is None or self.worst_with(names) <= reached:
                return found or frozenset(), found is not None
            if not self._does(goal, names, None):
                programme.rows.append(self._cut(goal, names, None))
                continue
            score = self._score(names)
            if found is None or score > reached:
                found, reached = names, score
            if score == self.worst_with(names):
                return found, True
            programme.rows.append(Row(self._other_than(names), ONE - len(names)))
        return found or frozenset(), False

    def _other_than(self, names: frozenset[str]) -> dict[int, Fraction]:
        return {number: -ONE if name in names else ONE for name, number in self._numbers.items()}

    def _asked(self, names: frozenset[str], wanted: Iterable[str]) -> frozenset[str]:
        card = self.improved(names).scorecard()
        return frozenset(name for name in wanted if card.by_question[name].applies != "no")

    def _shed(self, goal: Goal) -> frozenset[str]:
        """From everything, take back the dearest one after the other while the goal stays reached."""
        kept = self.everything
        for name in sorted(kept, key=lambda one: (-self.efforts[one], one)):
            rest = kept - {name}
            if self.holds_needs(rest) and is_reached(goal, self.improved(rest)):
                kept = rest
        return kept
