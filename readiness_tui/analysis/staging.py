"""The way from one assessment to another in steps: each step changes one thing, so that its effect is that thing's.

0 before · 1 before's answers scored by after's questionnaire · 2 with after's N/A and conditions · 3 after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from readiness_tui.analysis.conditions import Facts, SettledFacts
from readiness_tui.analysis.deciding import decide
from readiness_tui.analysis.folding import Bounds, fold_bounds
from readiness_tui.analysis.matching import Match, carried_answers
from readiness_tui.analysis.measuring import MeasuredQuestion, MeasuredSection, measure, parts_of
from readiness_tui.model.assessment import EMPTY_ANSWER, Answer
from readiness_tui.model.modes import Mode
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import frozen_mapping


@dataclass(frozen=True)
class Stage:
    """One step of the way: its facts and the bounds that follow."""

    facts: Facts

    @cached_property
    def sections(self) -> tuple[MeasuredSection, ...]:
        """The top sections with their bounds."""
        return measure(self.facts)

    @cached_property
    def overall(self) -> Bounds | None:
        """The bounds of the overall score; None where nothing applies."""
        return fold_bounds(self.facts.questionnaire.scoring.overall.fold, parts_of((), self.sections))

    @cached_property
    def by_section(self) -> Mapping[str, Bounds | None]:
        """The bounds of each top section."""
        return {part.outline.section.id: part.bounds for part in self.sections}

    @cached_property
    def by_question(self) -> Mapping[str, MeasuredQuestion]:
        """Every question as measured, by id."""
        found: dict[str, MeasuredQuestion] = {}
        pending = list(self.sections)
        while pending:
            section = pending.pop()
            found |= {part.outline.question.id: part for part in section.questions}
            pending += section.sections
        return found


Stages = tuple[Stage, Stage, Stage, Stage]


def stages_between(before: Facts, after: Facts, match: Match) -> Stages:
    """The four steps. What becomes applicable in the third is open there."""
    carried = carried_answers(before.assessment, match, after.questionnaire)
    modes = _modes(before, after.questionnaire)
    rescored = Stage(Facts(after.questionnaire, carried, modes))
    last = Stage(after)
    settled = carried.model_copy(update={"answers": frozen_mapping(_settled_answers(rescored, last))})
    applied = Stage(SettledFacts(after.questionnaire, settled, after.task_modes, after.applies))
    return Stage(before), rescored, applied, last


def _modes(before: Facts, questionnaire: Questionnaire) -> Mapping[str, Mode]:
    """The modes of before's tasks by after's matrix."""
    matrix = questionnaire.matrix
    if matrix is None or matrix == before.questionnaire.matrix:
        return before.task_modes if matrix else {}
    return {name: decide(name, task, matrix).mode for name, task in before.assessment.tasks.items()}


def _settled_answers(rescored: Stage, last: Stage) -> dict[str, Answer]:
    return {name: _settled(part, last.by_question[name]) for name, part in rescored.by_question.items()}


def _settled(carried: MeasuredQuestion, final: MeasuredQuestion) -> Answer:
    """After's answer where it is "not applicable"; open where it didn't apply; else before's."""
    if final.reading.state == "not_applicable":
        return final.answer
    applied = carried.applies is not False and carried.reading.state != "not_applicable"
    return carried.answer if applied else EMPTY_ANSWER
