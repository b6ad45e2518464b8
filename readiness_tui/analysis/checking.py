"""The questionnaire linter: what can be proven of a questionnaire, or shown by an example, before it is answered."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_tui.analysis.answer_checking import answer_checks
from readiness_tui.analysis.asking_checking import asking_faults
from readiness_tui.analysis.band_checking import band_reach_faults
from readiness_tui.analysis.level_checking import level_faults
from readiness_tui.analysis.matrix_checking import matrix_faults
from readiness_tui.analysis.model_fault import ModelFault
from readiness_tui.analysis.monotone_checking import monotone_faults
from readiness_tui.analysis.need_checking import number_need_faults
from readiness_tui.analysis.reference_checking import reference_faults
from readiness_tui.analysis.satisfying import Satisfier
from readiness_tui.model.questionnaire import Questionnaire

__all__ = ["ModelFault", "check"]


def check(questionnaire: Questionnaire) -> tuple[ModelFault, ...]:
    """Every finding, errors and warnings; beyond references only where these are sound.

    Each finding says whether it is proven (by an exhaustive search, or by an example to replay) or only sampled. Exact
    within a budget, so that 1,000 questions take seconds; the same findings every time.
    """
    faults = reference_faults(questionnaire)
    if any(fault.severity == "error" for fault in faults):
        return faults
    return (*faults, *_findings(questionnaire))


def _findings(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    satisfier = Satisfier(questionnaire)
    yield from answer_checks(questionnaire)
    yield from asking_faults(questionnaire, satisfier)
    yield from level_faults(questionnaire, satisfier)
    yield from band_reach_faults(questionnaire, satisfier)
    yield from number_need_faults(questionnaire, satisfier)
    yield from monotone_faults(questionnaire, satisfier)
    yield from matrix_faults(questionnaire)
