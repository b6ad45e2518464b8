"""What each choice would do to score and level, read aloud: for all of them alike, where the workspace wants it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_tui.cli.cells import wrap

if TYPE_CHECKING:
    from readiness_tui.model.questionnaire import Question
    from readiness_tui.use_cases.sessions import Session


def effect_lines(session: Session, question: Question) -> Iterator[str]:
    """`Not in place: 57.4–69.4, demo; Partly in place (now): ...`; nothing where effects are not shown now."""
    from readiness_tui.analysis.wording import interval_text, level_text
    from readiness_tui.use_cases.effects import NOT_APPLICABLE, UNANSWERED, effects, wants_effects

    if not wants_effects(session, question):
        return
    labels = {choice.id: choice.label for choice in question.choices}
    labels |= {NOT_APPLICABLE: "not applicable", UNANSWERED: "unanswered"}
    answer = session.assessment.answer(question.id)
    now = NOT_APPLICABLE if answer.is_not_applicable else answer.choice or UNANSWERED
    display = session.questionnaire.scoring.display
    words = "; ".join(
        f"{labels[one.answer]}{' (now)' if one.answer == now else ''} {interval_text(one.overall, display)}, "
        f"{level_text(one.level_worst, one.level_best)}"
        for one in effects(session, question)
    )
    yield from wrap(words, "  Overall with ", "    ")
