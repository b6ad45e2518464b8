"""How much is answered: coverage, and the checklist counted."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from readiness_tui.analysis.folding import total
from readiness_tui.analysis.scorecard import Checklist, Coverage, QuestionScore


def coverage(questions: Iterable[QuestionScore]) -> Coverage:
    """N/A counts as answered; what is hidden counts nowhere, what may be hidden only as `may_apply`."""
    answered = applicable = may_apply = 0
    weight_answered: list[Fraction] = []
    weight_open: list[Fraction] = []
    for question in questions:
        if question.applies == "unknown":
            may_apply += 1
        elif question.applies == "yes":
            applicable += 1
            is_open = question.state == "unanswered"
            answered += not is_open
            (weight_open if is_open else weight_answered).append(question.weight)
    done = total(weight_answered)
    return Coverage(answered, applicable, may_apply, done, done + total(weight_open))


def joined(coverages: Iterable[Coverage]) -> Coverage:
    """The coverage of several sections together."""
    parts = tuple(coverages)
    return Coverage(
        answered=sum(part.answered for part in parts),
        applicable=sum(part.applicable for part in parts),
        may_apply=sum(part.may_apply for part in parts),
        weight_answered=total(part.weight_answered for part in parts),
        weight_applicable=total(part.weight_applicable for part in parts),
    )


def checklist(questions: Iterable[QuestionScore]) -> Checklist:
    """Questions counted: value 1, between, 0 or unanswered, not applicable; what is hidden counts nowhere."""
    done = partial = still_open = not_applicable = 0
    for question in questions:
        if question.state == "not_applicable":
            not_applicable += 1
        elif question.value is not None and question.value >= 1:
            done += 1
        elif question.value:
            partial += 1
        elif question.state != "hidden":
            still_open += 1
    return Checklist(done, partial, still_open, not_applicable, done + partial + still_open + not_applicable)


def counted(checklists: Iterable[Checklist]) -> Checklist:
    """Several counts together."""
    parts = tuple(checklists)
    return Checklist(
        done=sum(part.done for part in parts),
        partial=sum(part.partial for part in parts),
        open=sum(part.open for part in parts),
        not_applicable=sum(part.not_applicable for part in parts),
        total=sum(part.total for part in parts),
    )
