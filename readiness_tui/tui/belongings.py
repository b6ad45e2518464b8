"""What belongs to an answer, in words: note, evidence, owner and due, waiver, last time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from readiness_tui.analysis.answering import number_value
from readiness_tui.analysis.shortfalls import answer_words
from readiness_tui.analysis.wording import rounded
from readiness_tui.model.assessment import Answer, Evidence
from readiness_tui.model.questionnaire import Question
from readiness_tui.model.values import rational_text
from readiness_tui.tui.glyphs import GATE, NOT_APPLICABLE, SELECTED, UNANSWERED, value_glyph
from readiness_tui.tui.literal import one_line
from readiness_tui.tui.widgets.question_form import Belonging
from readiness_tui.use_cases.sessions import Session


def belongings(session: Session, question: Question, answer: Answer) -> Iterator[Belonging]:
    """Note, evidence, edit line, waiver and last time."""
    yield from _gates(session, question)
    note = tuple(one_line(line) for line in answer.note.splitlines() if line.strip())
    yield Belonging("n", "Note", note or ("–",), is_empty=not note)
    evidence = tuple(evidence_text(part, session.today) for part in answer.evidence)
    count = (f"{len(evidence)}  {evidence[0]}", *evidence[1:]) if evidence else ("–",)
    yield Belonging("E", "Evidence", count, is_empty=not evidence)
    edits = tuple(_edits(answer, session.today))
    yield Belonging("e", "Edit", edits or ("no owner, no due date",), is_empty=not edits)
    if answer.waiver is not None:
        waiver = answer.waiver
        yield Belonging(
            "w", "Waived", (f"until {waiver.expires} by {at_name(waiver.approver)}: {one_line(waiver.reason)}",)
        )
    last = session.last_milestone.answer(question.id) if session.last_milestone and session.milestones else None
    if last is not None and last.is_answered:
        ref = session.milestones[-1]
        day = session.last_milestone.as_of if session.last_milestone else None
        by = f"  by {at_name(last.by)}" if last.by else ""
        words = " ".join(answer_label(question, last))
        yield Belonging("=", "Last time", (f"{ref.label} {day or ''}  {words}{by}",))
    yield Belonging("x", "In the score", (in_the_score(session, question),), is_spread_only=True)


def _gates(session: Session, question: Question) -> Iterator[Belonging]:
    """Each gate of the question with what it needs and whether it passes; only the wide form has room for it."""
    gates = [gate for gate in session.evaluation.scorecard.gates if gate.question == question.id]
    words = {"passed": "passes", "failed": "stops", "unanswered": "open", "waived": "waived"}
    lines = []
    for gate in gates:
        choice = question.choice(gate.need)
        until = f" until {gate.waived_until}" if gate.waived_until else ""
        lines.append(f"{gate.level} needs {choice.label if choice else gate.need}: {words[gate.state]}{until}")
    if lines:
        yield Belonging(GATE, "Gate of", tuple(lines), is_spread_only=True)


def _edits(answer: Answer, today: date) -> Iterator[str]:
    if answer.owner:
        yield at_name(answer.owner)
    if answer.due:
        yield f"due {answer.due} ({days_until(answer.due, today)})"
    if answer.ticket:
        yield f"#{answer.ticket}"
    if answer.effort_days is not None:
        yield f"{rational_text(answer.effort_days)} days"


def at_name(name: str) -> str:
    """A person's name with one @."""
    return name if name.startswith("@") else f"@{name}"


def days_until(day: date, today: date) -> str:
    """`in 5 days`, `today`, `3 days late`."""
    days = (day - today).days
    if days == 0:
        return "today"
    unit = "day" if abs(days) == 1 else "days"
    return f"in {days} {unit}" if days > 0 else f"{-days} {unit} late"


def evidence_text(evidence: Evidence, today: date) -> str:
    """Link or text, when it was observed, and until when it holds."""
    what = one_line(evidence.link or evidence.text) or "–"
    observed = f"observed {evidence.observed}" if evidence.observed else "no day observed"
    if evidence.expires is None:
        return f"{what}  {observed}, no expiry"
    verb = "expired" if evidence.expires < today else "expires"
    return f"{what}  {observed}, {verb} {evidence.expires}"


def answer_label(question: Question, answer: Answer) -> tuple[str, str]:
    """Glyph and words of an answer, whatever it is."""
    if answer.not_applicable is not None:
        return NOT_APPLICABLE, f"N/A: {one_line(answer.not_applicable)}"
    if answer.number is not None:
        return value_glyph(number_value(question, answer.number)), answer_words(question, rational_text(answer.number))
    if answer.choices:
        return SELECTED, answer_words(question, ",".join(answer.choices)) or ", ".join(answer.choices)
    choice = question.choice(answer.choice) if answer.choice else None
    if choice is not None:
        return value_glyph(choice.value), choice.label
    return UNANSWERED, f"'{answer.choice}', no choice any more" if answer.choice else "Unanswered"


def in_the_score(session: Session, question: Question) -> str:
    """Its weight in its section, and what it is worth now."""
    score = session.evaluation.scorecard.by_question[question.id]
    section = session.questionnaire.section_of[question.id]
    total = sum((part.weight for part in section.all_questions()), Fraction(0))
    points = rounded(score.contribution, session.questionnaire.scoring.display)
    return f"{rational_text(score.weight)} of {rational_text(total)} in {section.title}, worth {points} points now"
