"""Which edits of the questionnaire its part of a change comes from: question by question, and what is left, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from readiness_tui.analysis.answer_changes import unexplained
from readiness_tui.analysis.comparison import AnswerChange, Parts, QuestionnaireCause
from readiness_tui.model.questionnaire import Questionnaire

if TYPE_CHECKING:  # most comparisons are of answers to one questionnaire
    from readiness_tui.analysis.edit import Edit

NO_EDIT = "what others weigh changed"


def questionnaire_causes(
    before: Questionnaire, after: Questionnaire, parts: Parts, rows: Iterable[AnswerChange]
) -> tuple[QuestionnaireCause, ...]:
    """Every cause with a part of its own, the largest first; then the rest. Nothing where no edit moves a score."""
    if before == after:
        return ()
    from readiness_tui.analysis.questionnaire_edits import questionnaire_edits

    rows = tuple(rows)
    edits = [edit for edit in questionnaire_edits(before, after) if edit.effect != "compatible"]
    causes = [_of_question(row, edits) for row in rows if row.parts.questionnaire]
    causes.sort(key=lambda cause: -abs(cause.part))
    return (*causes, *_rest(edits, {row.question for row in rows}, unexplained(parts, rows).questionnaire))


def _of_question(row: AnswerChange, edits: list[Edit]) -> QuestionnaireCause:
    names = {row.question, *row.previous}
    texts = dict.fromkeys(edit.text for edit in edits if edit.subject in names)
    return QuestionnaireCause(row.question, row.title, "; ".join(texts) or NO_EDIT, row.parts.questionnaire)


def _rest(edits: list[Edit], questions: set[str], part: Fraction) -> Iterator[QuestionnaireCause]:
    if part:
        texts = dict.fromkeys(f"{edit.subject}: {edit.text}" for edit in edits if edit.subject not in questions)
        yield QuestionnaireCause("", "Sections and scoring", "; ".join(texts) or NO_EDIT, part)
