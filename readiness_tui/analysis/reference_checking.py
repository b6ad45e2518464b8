"""What makes a questionnaire unusable: names that lead nowhere, parts that contradict each other, circles."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_tui.analysis.condition_checking import condition_faults
from readiness_tui.analysis.id_checking import cycle_faults, id_faults
from readiness_tui.analysis.ladder_checking import ladder_faults
from readiness_tui.analysis.matrix_reference_checking import matrix_reference_faults
from readiness_tui.analysis.model_fault import ModelFault, repeated_ids, unknown_name
from readiness_tui.analysis.question_checking import (
    question_faults,
    questions_with_paths,
    section_faults,
    valued_choice_faults,
)
from readiness_tui.model.questionnaire import Questionnaire

__all__ = ["ModelFault", "reference_faults"]


def reference_faults(questionnaire: Questionnaire) -> tuple[ModelFault, ...]:
    """Every fault that can be seen without trying answers; errors make the file unusable, warnings don't."""
    return tuple(_faults(questionnaire))


def _faults(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    yield from id_faults(questionnaire)
    yield from _answer_set_faults(questionnaire)
    yield from _profile_faults(questionnaire)
    yield from _advisory_faults(questionnaire)
    yield from section_faults(questionnaire)
    for path, question in questions_with_paths(questionnaire):
        yield from question_faults(path, question, questionnaire)
    yield from cycle_faults(questionnaire)
    yield from ladder_faults(questionnaire)
    yield from matrix_reference_faults(questionnaire)
    if questionnaire.scoring.display.scale <= 0:
        message = "the scale for display has to be above 0"
        yield ModelFault(("scoring", "display", "scale"), message, "write 100 for percent", id="out-of-range")


def _answer_set_faults(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    used = {question.answers for question in questionnaire.questions}
    for name, choices in questionnaire.answer_sets.items():
        path = ("answer_sets", name)
        yield from valued_choice_faults(choices, path)
        if not choices:
            yield ModelFault(path, f"answer set '{name}' has no choices", "add some, or remove it", at="key", id="kind")
        elif name not in used:
            message = f"no question uses answer set '{name}'"
            yield ModelFault(path, message, "remove it", at="key", severity="warning", id="unused-answer-set")


def _profile_faults(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    for index, fact in enumerate(questionnaire.profile):
        path = ("profile", index)
        choices = [((*path, "choices", place), choice.id) for place, choice in enumerate(fact.choices)]
        yield from repeated_ids(choices, "choice")
        if fact.kind == "choice" and not fact.choices:
            remedy = "add `choices:`, or set `kind:` to date, number or text"
            yield ModelFault(path, f"profile fact '{fact.id}' has no choices", remedy, id="kind")
        if fact.kind != "choice" and fact.choices:
            message = f"'choices' doesn't belong to a fact of kind '{fact.kind}'"
            yield ModelFault((*path, "choices"), message, "remove it, or change the kind", at="key", id="kind")


def _advisory_faults(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    for index, advisory in enumerate(questionnaire.advisories):
        yield from condition_faults(advisory.when, ("advisories", index, "when"), "assessment", questionnaire)
    clock = questionnaire.stabilisation
    if clock is None:
        return
    fact = questionnaire.fact(clock.since)
    dates = [known.id for known in questionnaire.profile if known.kind == "date"]
    if fact is None:
        yield unknown_name(("stabilisation", "since"), "profile fact", clock.since, dates)
    elif fact.kind != "date":
        message = f"'{clock.since}' is a {fact.kind}, and the clock starts with a date"
        yield ModelFault(("stabilisation", "since"), message, "name a profile fact of kind date", id="kind")
    if clock.budget_weeks[0] > clock.budget_weeks[1]:
        message = "the weeks to budget go from more to less"
        yield ModelFault(
            ("stabilisation", "budget_weeks"), message, "write the smaller number first", id="out-of-range"
        )
