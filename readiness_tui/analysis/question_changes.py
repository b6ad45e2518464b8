"""What another version of a questionnaire makes of a question: its weight, its gates, what its answer counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from readiness_tui.analysis.answering import read
from readiness_tui.analysis.moving import Move
from readiness_tui.model.assessment import Answer, Assessment
from readiness_tui.model.questionnaire import Gate, Question, Questionnaire

Values = tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """A question that is asked by both versions, its id that of the later one; before and after, None where alike.

    `value` is what its answer counts; None in it: the answer is none of those that this version takes.
    """

    question: str
    title: str
    answer: str | None
    weight: tuple[Fraction, Fraction] | None
    gates: tuple[tuple[Gate, ...], tuple[Gate, ...]] | None
    value: Values | None


def question_changes(
    assessment: Assessment, before: Questionnaire, after: Questionnaire, moved: Move
) -> tuple[QuestionChange, ...]:
    """The questions with another weight, other gates or another value of their answer, in the later order."""
    return tuple(_changes(assessment, before, after, moved))


def _changes(
    assessment: Assessment, before: Questionnaire, after: Questionnaire, moved: Move
) -> Iterator[QuestionChange]:
    for name, sources in moved.match.sources.items():
        if len(sources) != 1:
            continue
        old, new = before.question_by_id[sources[0]], after.question_by_id[name]
        answer = assessment.answer(old.id)
        change = QuestionChange(
            question=name,
            title=new.label,
            answer=read(old, answer).text,
            weight=(old.weight, new.weight) if old.weight != new.weight else None,
            gates=(old.gates, new.gates) if set(old.gates) != set(new.gates) else None,
            value=_value_change(old, new, answer),
        )
        if (change.weight, change.gates, change.value) != (None, None, None):
            yield change


def _value_change(old: Question, new: Question, answer: Answer) -> Values | None:
    before, after = read(old, answer), read(new, answer)
    return None if (before.state, before.value) == (after.state, after.value) else (before.value, after.value)
