"""What a path has to hold, as rows of a programme: a variable an improvement, what needs what, what a goal requires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from readiness_tui.analysis.answering import read
from readiness_tui.analysis.conditions import Facts, SettledFacts
from readiness_tui.analysis.goals import Goal, Start, is_strict, requirements_for
from readiness_tui.analysis.improving import Improvable
from readiness_tui.analysis.measuring import measure
from readiness_tui.analysis.programming import Programme, Row
from readiness_tui.analysis.relaxing import Improving, Tree, tree_of
from readiness_tui.analysis.requirements import Requirement, Standing, standing_of
from readiness_tui.analysis.score_rows import demand
from readiness_tui.analysis.scoring import Scorecard
from readiness_tui.analysis.showing import (
    ALWAYS,
    Literal,
    Shown,
    Variable,
    any_of,
    demand_one,
    opposite,
    shown_questions,
)
from readiness_tui.model.questionnaire import Fold

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class PathProgramme:
    """Builds the programmes of one start, scored by `card`; variable n improves the candidate in place n."""

    start: Start
    card: Scorecard
    candidates: Mapping[str, Improvable]

    def free(self) -> Programme:
        """A programme to add to: what is asked, and what needs what."""
        return self._built[0].copy()

    def towards(self, goal: Goal) -> Programme:
        """A programme with rows for everything that a goal requires."""
        programme, tree = self.free(), self.tree
        for requirement, waivers in requirements_for(goal, self.start):
            if requirement.kind not in ("overall", "section"):
                standing = standing_of(self.start.questionnaire, self.start.assessment, self.card, waivers=waivers)
                self._demand_answer(programme, requirement, standing)
                continue
            is_whole = requirement.kind == "overall"
            node = tree.top if is_whole else tree.sections.get(requirement.subject)
            if node is not None and requirement.threshold is not None:
                demand(programme, node, requirement.threshold, is_strict(goal, self.start, requirement))
                if is_whole:
                    demand_one(programme, [node.shown.must])
        return programme

    def worst_of(self, improved: Start) -> Fraction:
        """The overall worst end of some answers as the programme sees it: never below the real one."""
        nothing = Improving(Programme(), {}, {}, {})
        top = tree_of(self._fold, measure(_facts(improved)), nothing).top
        return ZERO if top is None else top.worth(frozenset())

    @property
    def tree(self) -> Tree:
        """The scores as folds over what can be improved."""
        return self._built[2]

    @property
    def _fold(self) -> Fold:
        return self.start.questionnaire.scoring.overall.fold

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {name: number for number, name in enumerate(self.candidates)}

    @cached_property
    def _built(self) -> tuple[Programme, Mapping[str, Shown], Tree]:
        programme = Programme()
        for _ in self.candidates:
            programme.variable()
        now = _facts(self.start)
        improved = self.start.answered({name: one.answer for name, one in self.candidates.items()})
        shown = shown_questions(programme, now, _facts(improved), self._numbers)
        for name, one in self.candidates.items():
            for need in one.needs:
                is_idle = opposite(shown.get(need, ALWAYS).may)
                demand_one(programme, (opposite(self._improved(name)), self._improved(need), is_idle))
        everything = SettledFacts(now.questionnaire, now.assessment, now.task_modes, dict.fromkeys(shown, True))
        improving = Improving(programme, self.candidates, self._numbers, shown)
        return programme, shown, tree_of(self._fold, measure(everything if shown else now), improving)

    def _improved(self, name: str) -> Literal:
        return Variable(self._numbers[name]) if name in self._numbers else False

    def _demand_answer(self, programme: Programme, requirement: Requirement, standing: Standing) -> None:
        """A question's answer is good enough, or the question isn't asked and needn't be."""
        name = requirement.subject
        if requirement.kind == "gate" and standing.waived_until(name):
            return
        part, shown = self.start.outline.by_id.get(name), self._built[1].get(name, ALWAYS)
        if part is None or requirement.need is None:
            programme.rows.append(Row({}, ONE))
            return
        answer = self.start.assessment.answer(name)
        reading = read(part.question, answer)
        is_met = requirement.na_ok if reading.state == "not_applicable" else False
        if reading.state == "answered":
            is_met = requirement.need.is_met(answer, reading.value)
        met = any_of(programme, (is_met, self._improved(name)))
        if requirement.hidden_ok:
            demand_one(programme, (met, opposite(shown.may)))
        else:
            demand_one(programme, (met,))
            demand_one(programme, (shown.must,))


def _facts(start: Start) -> Facts:
    modes = {name: decision.mode for name, decision in start.decisions.items()}
    return Facts(start.questionnaire, start.assessment, modes)
