"""The questionnaire linter: what can be proven of a questionnaire, or shown by an example, before it is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from readiness_tui.analysis.answer_checking import answer_checks
from readiness_tui.analysis.asking_checking import asking_faults
from readiness_tui.analysis.band_checking import band_reach_faults
from readiness_tui.analysis.level_checking import level_faults
from readiness_tui.analysis.matrix_checking import matrix_faults
from readiness_tui.analysis.model_fault import ModelFault, Path
from readiness_tui.analysis.monotone_checking import monotone_faults
from readiness_tui.analysis.need_checking import number_need_faults
from readiness_tui.analysis.reference_checking import reference_faults
from readiness_tui.analysis.satisfying import Satisfier
from readiness_tui.model.questionnaire import Questionnaire

__all__ = ["ModelFault", "check", "further_findings"]

_ASIDE = frozenset(("gates", "improvement", "renamed_from", "split_from", "merged_from"))
"""Parts of a question that say nothing about its answers, and when it is asked."""


def check(questionnaire: Questionnaire) -> tuple[ModelFault, ...]:
    """Every finding, errors and warnings; beyond references only of what doesn't hang on a part at fault.

    Each finding says whether it is proven (by an exhaustive search, or by an example to replay) or only sampled. Exact
    within a budget, so that 1,000 questions take seconds; the same findings every time.
    """
    faults = reference_faults(questionnaire)
    return (*faults, *further_findings(questionnaire, faults))


def further_findings(questionnaire: Questionnaire, faults: Iterable[ModelFault]) -> Iterator[ModelFault]:
    """What trying answers finds, where `faults` are those of its references: nothing that an error may have caused."""
    broken = [fault.path for fault in faults if fault.severity == "error"]
    tops = {path[0] for path in broken}
    yield from (found for found in answer_checks(questionnaire) if not _hangs_on(found.path, broken, questionnaire))
    if "matrix" not in tops and "autonomy" not in tops:
        yield from matrix_faults(questionnaire)
    if tops & {"answer_sets", "profile", "matrix"} or any(not _is_aside(path) for path in broken):
        return
    satisfier = Satisfier(questionnaire)
    yield from asking_faults(questionnaire, satisfier)
    if not broken:
        yield from level_faults(questionnaire, satisfier)
        yield from band_reach_faults(questionnaire, satisfier)
        yield from number_need_faults(questionnaire, satisfier)
        yield from monotone_faults(questionnaire, satisfier)


def _hangs_on(path: Path, broken: Sequence[Path], questionnaire: Questionnaire) -> bool:
    """Whether a finding about a question, or about an answer set, may come of what is wrong with it."""
    depth = max((place + 2 for place, step in enumerate(path) if step == "questions"), default=2)
    if any(fault[:depth] == path[:depth] for fault in broken):
        return True
    sets = {fault[1] for fault in broken if fault[0] == "answer_sets" and len(fault) > 1}
    return path[0] == "sections" and bool(sets) and _answer_set(path[:depth], questionnaire) in sets


def _answer_set(path: Path, questionnaire: Questionnaire) -> str | None:
    here: object = questionnaire
    for step in path:
        here = here[step] if isinstance(here, tuple) and isinstance(step, int) else getattr(here, str(step))
    return getattr(here, "answers", None)


def _is_aside(path: Path) -> bool:
    return path[0] != "sections" or not _ASIDE.isdisjoint(path)
