"""The least effort that reaches a goal, and the best within a budget: exact, by an integer programme and cuts.

The programme never misses a set that would do. Its answer is scored again with exact numbers; where it isn't enough, no
part of the largest such set is: one of the others has to come in, which is a row more, and the programme runs again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from readiness_tui.analysis.conditions import Facts
from readiness_tui.analysis.enumerating import cheapest_by_trial, ranked_by_trial
from readiness_tui.analysis.goals import Goal, Start, efforts, is_reached, is_strict, requirements_for
from readiness_tui.analysis.improving import Improvable, improvables
from readiness_tui.analysis.measuring import measure
from readiness_tui.analysis.programming import Programme, Row, least_cost
from readiness_tui.analysis.relaxing import Node, demand, line, nodes_of, worth
from readiness_tui.analysis.requirements import standing_of, state_of

ZERO, ONE = Fraction(0), Fraction(1)
MOST_ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Path:
    """Improvements that together reach a goal. `is_exact`: none of less effort does, proven."""

    names: frozenset[str]
    effort: Fraction
    is_exact: bool = True


class PathFinder:
    """Finds paths from one start. Improving one question is one step, to its best answer, after all that it needs."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.hangs_on_answers = start.outline.hangs_on_answers()
        self.card = start.scorecard()
        self.candidates: Mapping[str, Improvable] = improvables(
            start.questionnaire, start.assessment, self.card, hidden=self.hangs_on_answers
        )
        self.efforts = {name: one.effort for name, one in self.candidates.items()}
        self._numbers = {name: number for number, name in enumerate(self.candidates)}
        self._names = tuple(self.candidates)

    @property
    def everything(self) -> frozenset[str]:
        """All that can be improved."""
        return frozenset(self._names)

    def improved(self, names: Iterable[str]) -> Start:
        """The start with some questions at their best answer."""
        return self.start.answered({name: self.candidates[name].answer for name in names})

    def with_needs(self, names: Iterable[str]) -> frozenset[str]:
        """Some improvements with all that they need first."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.candidates[name].needs
        return frozenset(found)

    @cached_property
    def nodes(self) -> tuple[Node | None, Mapping[str, Node]]:
        """The overall score and the sections as folds over what can be improved."""
        modes = {name: decision.mode for name, decision in self.start.decisions.items()}
        measured = measure(Facts(self.start.questionnaire, self.start.assessment, modes))
        return nodes_of(self.start.questionnaire.scoring.overall.fold, measured, self.candidates, self._numbers)

    def worst_with(self, names: Iterable[str]) -> Fraction:
        """The overall worst end with some improvements, as the programme sees it: never below the real one."""
        top = self.nodes[0]
        return ZERO if top is None else worth(top, frozenset(self._numbers[name] for name in names))

    def can_reach(self, goal: Goal) -> bool:
        """Whether improving everything reaches a goal."""
        return is_reached(goal, self.improved(self._names))

    def cheapest(self, goal: Goal) -> Path | None:
        """The least effort for a goal, with the fewest actions of that effort; None where it can't be reached."""
        if is_reached(goal, self.start):
            return Path(frozenset(), ZERO)
        if self.hangs_on_answers:
            tried = cheapest_by_trial(self.candidates, lambda names: is_reached(goal, self.improved(names)))
            if tried is not None:
                return None if tried.names is None else Path(tried.names, efforts(tried.names, self.efforts))
        if not self.can_reach(goal):
            return None
        found = self._searched(goal, self._programme(goal), self._costs())
        if found is not None:
            return Path(found, efforts(found, self.efforts), not self.hangs_on_answers)
        shed = self._shed(goal)
        return Path(shed, efforts(shed, self.efforts), is_exact=False)

    def best_within(self, goal: Goal, budget: Fraction) -> Path:
        """The best for at most so many person-days: the goal, else the highest level; then score; then effort."""
        if self.hangs_on_answers:
            tried = ranked_by_trial(self.candidates, budget, lambda names: self._merit(goal, names))
            if tried is not None:
                return Path(tried, efforts(tried, self.efforts))
        within = self._highest_within(goal, budget)
        base = self._programme(within)
        base.rows.append(Row({self._numbers[name]: -cost for name, cost in self.efforts.items()}, -budget))
        top = self.nodes[0]
        if top is None:
            found = self._searched(within, base, self._costs()) or frozenset()
            return Path(found, efforts(found, self.efforts))
        found, is_exact = self._highest_score(within, base, top)
        least = self._score(found)
        demand(base, top, least)
        cheaper = self._searched(within, base, self._costs(), least)
        found = cheaper if cheaper is not None else found
        return Path(found, efforts(found, self.efforts), is_exact and cheaper is not None and not self.hangs_on_answers)

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

    def _merit(self, goal: Goal, names: frozenset[str]) -> tuple[bool, int, Fraction]:
        improved = self.improved(names)
        card = improved.scorecard()
        return is_reached(goal, improved), improved.rank(card), card.overall.worst if card.overall else -ONE

    def _costs(self) -> dict[int, Fraction]:
        """Effort, and so little for each action that it only decides between equals."""
        unit = min((cost for cost in self.efforts.values() if cost), default=ONE)
        denominators = [cost.denominator for cost in self.efforts.values()]
        step = min(unit, Fraction(1, lcm(*denominators)))
        little = step / (2 * len(self._names) + 2)
        return {self._numbers[name]: cost + little for name, cost in self.efforts.items()}

    def _programme(self, goal: Goal) -> Programme:
        """One variable an improvement; rows for what needs what, and for everything that the goal requires."""
        programme = Programme()
        for _ in self._names:
            programme.variable()
        for name, one in self.candidates.items():
            for need in one.needs:
                programme.rows.append(Row({self._numbers[need]: ONE, self._numbers[name]: -ONE}, ZERO))
        if not self.hangs_on_answers:
            for requirement, waivers in requirements_for(goal, self.start):
                start = self.start
                standing = standing_of(start.questionnaire, start.assessment, self.card, waivers=waivers)
                if requirement.kind in ("overall", "section"):
                    node = self.nodes[0] if requirement.kind == "overall" else self.nodes[1].get(requirement.subject)
                    if node is not None and requirement.threshold is not None:
                        demand(programme, node, requirement.threshold, is_strict(goal, start, requirement))
                elif requirement.subject in self._numbers and state_of(requirement, standing) != "met":
                    programme.rows.append(Row({self._numbers[requirement.subject]: ONE}, ONE))
        return programme

    def _searched(
        self, goal: Goal, programme: Programme, costs: Mapping[int, Fraction], least: Fraction | None = None
    ) -> frozenset[str] | None:
        """The cheapest set that really reaches a goal (and a score); None where none does, or after many rounds."""
        for _ in range(MOST_ROUNDS):
            solved = least_cost(programme, costs)
            if solved is None:
                return None
            names = self._named(solved)
            if self._does(goal, names, least):
                return names
            programme.rows.append(self._cut(goal, names, least))
        return None

    def _named(self, solved: tuple[int, ...]) -> frozenset[str]:
        return frozenset(self._names[number] for number in solved if number < len(self._names))

    def _does(self, goal: Goal, names: frozenset[str], least: Fraction | None) -> bool:
        enough = least is None or self._score(names) >= least
        return enough and is_reached(goal, self.improved(names))

    def _score(self, names: Iterable[str]) -> Fraction:
        overall = self.improved(names).scorecard().overall
        return overall.worst if overall is not None else -ONE

    def _cut(self, goal: Goal, names: frozenset[str], least: Fraction | None) -> Row:
        """One improvement outside a set that isn't enough has to come in; the set is grown as far as that stays so."""
        rest = [name for name in self._names if name not in names]
        grown, tries, pending = names, 40, [rest]
        while pending and tries:
            part = pending.pop()
            tries -= 1
            larger = grown.union(part)
            if part and len(larger) < len(self._names) and not self._does(goal, larger, least):
                grown = larger
            elif len(part) > 1:
                half = len(part) // 2
                pending += [part[half:], part[:half]]
        return Row({self._numbers[name]: ONE for name in rest if name not in grown}, ONE)

    def _highest_score(self, goal: Goal, base: Programme, top: Node) -> tuple[frozenset[str], bool]:
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

    def _shed(self, goal: Goal) -> frozenset[str]:
        """From everything, take back the dearest one after the other while the goal stays reached."""
        kept = self.everything
        for name in sorted(kept, key=lambda one: (-self.efforts[one], one)):
            rest = kept - {name}
            if self.with_needs(rest) == rest and is_reached(goal, self.improved(rest)):
                kept = rest
        return kept
