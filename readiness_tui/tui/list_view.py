"""The lines of the list of questions: what is asked, how it stands, who does what until when, and with what proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from textual.content import Content

from readiness_tui.analysis.scorecard import QuestionScore
from readiness_tui.analysis.wording import NOTHING
from readiness_tui.model.assessment import Answer
from readiness_tui.model.questionnaire import Question
from readiness_tui.tui.belongings import answer_label, at_name
from readiness_tui.tui.glyphs import CURSOR, GATE, SELECTED, UNSELECTED
from readiness_tui.tui.literal import literal, padded
from readiness_tui.tui.question_index import state_glyph
from readiness_tui.use_cases.sessions import Session

SORTS = ("questionnaire", "gap", "gain for effort", "due", "owner")


@dataclass(frozen=True, slots=True)
class ListRow:
    """One question of the list; `question` is None for an answer that no question asks any more."""

    id: str
    label: str
    answer: Answer
    question: Question | None = None
    score: QuestionScore | None = None


def list_columns(width: int) -> tuple[int, ...]:
    """Widths of question, answer, owner, due, evidence; what doesn't fit is 0, from the right."""
    spare = max(0, width - 80)
    wanted = (24 + min(spare // 2, 30), 20 + min(spare - spare // 2, 16), 10, 11, 8)
    return tuple(size if 7 + sum(wanted[: place + 1]) <= width else 0 for place, size in enumerate(wanted))


def list_heading(width: int) -> Content:
    """The names of the columns."""
    names = ("Question", "Answer", "Owner", "Due", "Evidence")
    sizes = list_columns(width)
    cells = [padded(name, size) for name, size in zip(names, sizes, strict=True) if size]
    return literal("     " + " ".join(["".join(cells[:1]), "".join(cells[1:])]), "$muted")


def list_line(row: ListRow, today: date, width: int, is_cursor: bool, is_selected: bool) -> Content:
    """One row of the list."""
    question, *sizes = list_columns(width)
    mark = f" {CURSOR if is_cursor else ' '} {SELECTED if is_selected else UNSELECTED} "
    flag = GATE if row.question and row.question.gates else " "
    glyph, style = state_glyph(row.score) if row.score else ("?", "$muted")
    answer = answer_label(row.question, row.answer)[1] if row.question else _as_written(row.answer)
    cells = (
        padded(answer, sizes[0] - 3) + " " if sizes[0] else "",
        padded(at_name(row.answer.owner) if row.answer.owner else NOTHING, sizes[1]),
        padded(_due(row.answer.due, today), sizes[2]),
        padded(_proof(row), sizes[3]),
    )
    return Content.assemble(
        literal(mark, "bold" if is_selected else ""),
        literal(padded(row.label, question - 1)),
        (f"{flag} ", "$partly"),
        literal(f"{glyph} ", style),
        literal("".join(cells)),
    )


def _as_written(answer: Answer) -> str:
    written = answer.choice or ",".join(answer.choices or ()) or answer.not_applicable or answer.number
    return f"'{written}', no longer asked"


def _due(due: date | None, today: date) -> str:
    if due is None:
        return NOTHING
    return f"{due:%m-%d} late" if due < today else str(due)


def _proof(row: ListRow) -> str:
    if row.answer.evidence:
        is_expired = row.score is not None and row.score.evidence == "expired"
        return "expired" if is_expired else str(len(row.answer.evidence))
    return "claimed" if row.score is not None and row.score.evidence == "claimed" else NOTHING


def sorted_rows(rows: tuple[ListRow, ...], sort: str, session: Session) -> tuple[ListRow, ...]:
    """The rows in another order; `questionnaire` is the order they come in, `gap` puts the weakest gap first."""
    if sort == "gap":
        worst = _gap_scores(session)
        return tuple(sorted(rows, key=lambda row: worst.get(row.id, Fraction(10**6))))
    if sort == "due":
        return tuple(sorted(rows, key=lambda row: row.answer.due or date.max))
    if sort == "owner":
        return tuple(sorted(rows, key=lambda row: row.answer.owner or "~"))
    if sort == "gain for effort":
        return tuple(sorted(rows, key=_gain_for_effort))
    return rows


def _gap_scores(session: Session) -> dict[str, Fraction]:
    """The worst end of each question's top section, by question id."""
    sections = session.evaluation.scorecard.sections
    found = {section.id: section.interval.worst for section in sections if section.interval}
    return {
        question.id: found[section.id]
        for section in session.questionnaire.sections
        if section.id in found
        for question in section.all_questions()
    }


def _gain_for_effort(row: ListRow) -> float:
    """The most that a better answer adds, by weight and value, for each day of effort; best first."""
    if row.question is None or row.score is None or row.score.state == "not_applicable":
        return 0.0
    missing = 1 - float(row.score.value or 0)
    effort = row.answer.effort_days or (row.question.improvement.effort_days if row.question.improvement else None)
    return -float(row.score.weight) * missing / max(0.25, float(effort or 1))
