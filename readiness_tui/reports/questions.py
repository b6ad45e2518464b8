"""Section 8, the questions: every one with its answer, note, evidence and age, by gap."""

from __future__ import annotations

from typing import NamedTuple

from readiness_tui.analysis.confidence import is_expired
from readiness_tui.analysis.scoring import QuestionScore, SectionScore
from readiness_tui.analysis.wording import interval_text, rounded
from readiness_tui.model.assessment import Answer, Evidence
from readiness_tui.model.questionnaire import Question
from readiness_tui.model.values import rational_text
from readiness_tui.reports.marks import Mark, Tone, mark
from readiness_tui.reports.naming import answer_mark, counted, day_text, days_text, level_label, need_label
from readiness_tui.reports.people_text import safe_link
from readiness_tui.reports.request import ReportRequest

BACKING = {
    "evidenced": mark("good", "Evidenced"),
    "claimed": mark("open", "Claimed, no evidence"),
    "expired": mark("bad", "Evidence expired"),
    "none": None,
}
GATE_STATES = {
    "passed": mark("good", "passed"),
    "failed": mark("bad", "not passed"),
    "unanswered": mark("open", "unanswered"),
    "waived": mark("partly", "waived"),
}
STANDINGS: tuple[tuple[Tone, str], ...] = (
    ("good", "in full"),
    ("partly", "in part"),
    ("bad", "not"),
    ("open", "unanswered"),
    ("muted", "not applicable"),
)


class EvidenceLine(NamedTuple):
    """One piece of evidence; `href` only where a reader may follow the link."""

    text: str
    link: str
    href: str
    dates: str
    is_expired: bool
    by: str


class GateLine(NamedTuple):
    """A gate that the question guards."""

    level: str
    needs: str
    mark: Mark


class QuestionCard(NamedTuple):
    """One question, whole."""

    id: str
    anchor: str
    title: str
    ask: str
    mark: Mark
    weight: str
    points: str
    is_open: bool
    is_short: bool
    is_hidden: bool
    may_apply: bool
    carried_over: bool
    backing: Mark | None
    answered_by: str
    reason: str
    note: str
    evidence: tuple[EvidenceLine, ...]
    evidence_hidden: int
    owner: str
    due: str
    is_late: bool
    ticket: str
    waiver: str
    waiver_reason: str
    gates: tuple[GateLine, ...]
    verify: str
    improvement: str
    effort: str


class SectionCard(NamedTuple):
    """One gap (or a section within it) with its questions, `question_count` of them. `depth` is 0 for a gap."""

    title: str
    why: str
    value: str
    answered: str
    counts: str
    contribution: str
    depth: int
    questions: tuple[QuestionCard, ...]
    question_count: int


class QuestionsSection(NamedTuple):
    """All sections in the questionnaire's order."""

    sections: tuple[SectionCard, ...]
    asked: int
    hidden: int


def build_questions(request: ReportRequest) -> QuestionsSection:
    """Every question of the questionnaire, those that are not asked included."""
    sections = tuple(card for section in request.scorecard.sections for card in _sections(request, section, 0))
    cards = [card for section in sections for card in section.questions]
    hidden = sum(card.is_hidden for card in cards)
    return QuestionsSection(sections, len(cards) - hidden, hidden)


def _sections(request: ReportRequest, section: SectionScore, depth: int) -> list[SectionCard]:
    whys = {part.id: part.why for part in request.questionnaire.sections}
    cards = tuple(_card(request, score) for score in section.questions)
    card = SectionCard(
        title=section.title,
        why=whys.get(section.id, ""),
        value=interval_text(section.interval, request.display),
        answered=f"{section.coverage.answered} of {section.coverage.applicable}",
        counts=_counts(cards),
        contribution=rounded(section.contribution, request.display),
        depth=depth,
        questions=cards,
        question_count=len(cards),
    )
    inner = [found for child in section.sections for found in _sections(request, child, depth + 1)]
    return [card, *inner]


def _counts(cards: tuple[QuestionCard, ...]) -> str:
    """`3 in full, 1 in part, 2 unanswered`: how the answers of a section stand."""
    tones = [card.mark.tone for card in cards if not card.is_hidden]
    return ", ".join(f"{tones.count(tone)} {words}" for tone, words in STANDINGS if tone in tones)


def _card(request: ReportRequest, score: QuestionScore) -> QuestionCard:
    question = request.questionnaire.question_by_id[score.id]
    answer = request.assessment.answer(score.id)
    improvement = question.improvement
    is_hidden = score.state == "hidden" or score.applies == "no"
    is_short = not is_hidden and (score.state == "unanswered" or (score.value is not None and score.value < 1))
    evidence = answer.evidence
    return QuestionCard(
        id=question.id,
        anchor=f"q-{question.id}",
        title=question.label,
        ask=question.ask,
        mark=answer_mark(question, score, answer),
        weight=rational_text(question.weight),
        points=rounded(score.contribution, request.display),
        is_open=score.state == "unanswered" and not is_hidden,
        is_short=is_short,
        is_hidden=is_hidden,
        may_apply=score.applies == "unknown",
        carried_over=answer.carried_over,
        backing=BACKING[score.evidence],
        answered_by=_answered_by(request, answer),
        reason=request.words(answer.not_applicable),
        note=request.words(answer.note),
        evidence=() if "evidence" in request.without else tuple(_evidence(request, piece) for piece in evidence),
        evidence_hidden=len(evidence) if "evidence" in request.without else 0,
        owner=request.person(answer.owner),
        due=day_text(answer.due),
        is_late=is_short and answer.due is not None and answer.due < request.as_of,
        ticket=answer.ticket or "",
        waiver=waiver_text(request, answer),
        waiver_reason=request.words(answer.waiver.reason) if answer.waiver else "",
        gates=_gates(request, question),
        verify=question.guidance.verify if is_short else "",
        improvement=improvement.do if improvement and is_short else "",
        effort=days_text(answer.effort_days or (improvement.effort_days if improvement else None)),
    )


def _answered_by(request: ReportRequest, answer: Answer) -> str:
    words = []
    if by := request.person(answer.by):
        words.append(f"by {by}")
    if answer.at:
        words.append(f"on {answer.at.date().isoformat()}")
    return " ".join(words)


def waiver_text(request: ReportRequest, answer: Answer) -> str:
    """Who accepted a shortfall and until when; says so where the time is over."""
    waiver = answer.waiver
    if waiver is None:
        return ""
    approver = request.person(waiver.approver)
    state = "expired on" if waiver.expires < request.as_of else "until"
    return f"Waived {state} {waiver.expires}" + (f", approved by {approver}" if approver else "")


def _evidence(request: ReportRequest, piece: Evidence) -> EvidenceLine:
    dates = []
    if piece.observed:
        dates.append(f"observed {piece.observed} ({_age((request.as_of - piece.observed).days)})")
    if piece.expires:
        dates.append(f"{'expired' if piece.expires < request.as_of else 'expires'} {piece.expires}")
    return EvidenceLine(
        text=piece.text.strip(),
        link=piece.link or "",
        href=safe_link(piece.link),
        dates=", ".join(dates) or "no date given",
        is_expired=is_expired(piece, request.as_of, request.settings.evidence_max_age_days),
        by=request.person(piece.by),
    )


def _age(days: int) -> str:
    if days < 0:
        return "in the future"
    return "today" if days == 0 else f"{counted(days, 'day')} old"


def _gates(request: ReportRequest, question: Question) -> tuple[GateLine, ...]:
    return tuple(
        GateLine(
            level_label(request.questionnaire, gate.level), need_label(question, gate.need), GATE_STATES[gate.state]
        )
        for gate in request.gates_by_question.get(question.id, ())
    )
