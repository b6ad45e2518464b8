"""What stands behind the figures beside the score: confidence, the stabilisation clock, the checklist, open answers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from readiness_tui.analysis.explaining import Explanation
from readiness_tui.analysis.shortfalls import told_answer
from readiness_tui.analysis.wording import rounded, share_text
from readiness_tui.model.values import rational_text
from readiness_tui.use_cases.sessions import Session

FIGURES = {"confidence": "Confidence", "clock": "Stabilisation", "checklist": "Checklist"}


def account_of_figure(session: Session, figure: str) -> str:
    """The account of one of FIGURES, as plain lines."""
    lines = {"confidence": _confidence, "clock": _clock, "checklist": _checklist}[figure]
    return "\n".join(lines(session))


def _confidence(session: Session) -> Iterator[str]:
    card = session.evaluation.scorecard
    share = card.confidence
    yield f"{share_text(share.share)} of the weight of positive answers carries evidence that has not expired:"
    yield f"{rational_text(share.weight_evidenced)} of {rational_text(share.weight_positive)}."
    for state, title in (("evidenced", "With evidence"), ("expired", "Expired"), ("claimed", "Claimed, no evidence")):
        found = [score for score in card.by_question.values() if score.evidence == state]
        if found:
            yield f"\n{title}, {len(found)}:"
            yield from (f"  {rational_text(score.weight).rjust(3)}  {score.title}" for score in found)
    yield "\nIt stands beside the score and is never mixed in. E on a question adds evidence."


def _clock(session: Session) -> Iterator[str]:
    clock, asked = session.evaluation.stabilisation, session.questionnaire.stabilisation
    if clock is None:
        yield "The day of the first deployment is not known: F2, About the agent."
        return
    low, high = clock.budget_weeks
    yield f"First deployed on {clock.deployed}. Today is in week {max(clock.week, 0)}."
    yield f"Weeks 1 to {clock.critical_weeks} surface the most critical cases; {low} to {high} weeks are budgeted."
    yield f"{low} weeks end on {clock.earliest_end}, {high} weeks on {clock.latest_end}."
    if asked is not None and asked.text:
        yield f"\n{asked.text.strip()}"


def _checklist(session: Session) -> Iterator[str]:
    count = session.evaluation.scorecard.checklist
    yield f"{count.done} in place, {count.partial} partly, {count.open} not or open, {count.not_applicable} N/A."
    yield ""
    for question in session.questionnaire.questions:
        if "checklist" in question.tags:
            yield f"  {question.label}: {told_answer(question, session.assessment.answer(question.id))}"


def fewest_answers(session: Session, explanation: Explanation) -> str:
    """The fewest answers that reach the target, beside those that stop it by name; empty where that isn't known."""
    change, card = explanation.smallest_change, session.evaluation.scorecard
    if change is None or not change.changes or change.after != card.target:
        return ""
    asked = session.questionnaire.question_by_id
    stops = {shortfall.subject for shortfall in card.shortfalls if shortfall.subject in asked}
    ids = [answer.question for answer in change.changes]
    others = ", ".join(asked[name].label for name in ids if name not in stops)
    if stops and stops <= set(ids):
        named = {1: "this one", 2: "these two", 3: "these three"}.get(len(stops), f"these {len(stops)}")
        words = f"{named} and {others}" if others else named
    else:
        words = ", ".join(asked[name].label for name in ids)
    efforts = [asked[name].improvement for name in ids]
    days = sum((part.effort_days for part in efforts if part is not None), Fraction(0))
    few = "Fewest answers" if change.is_smallest else "A few answers"
    return f"{few} that reach it: {words} ({rational_text(days)} day{'' if days == 1 else 's'})"


def next_answer(session: Session, explanation: Explanation) -> str:
    """The open answer that narrows the result most, and by how much at least; empty where nothing is open."""
    found, card = explanation.ask_next, session.evaluation.scorecard
    if found is None or card.overall is None:
        return ""
    settled = card.overall.best - card.overall.worst - max(found.width_left)
    points = rounded(settled, session.questionnaire.scoring.display)
    label = session.questionnaire.question_by_id[found.question].label
    count = card.coverage.applicable - card.coverage.answered
    return f"{label} settles {points} points" + (f", the most of the {count} open ones" if count > 1 else "")
