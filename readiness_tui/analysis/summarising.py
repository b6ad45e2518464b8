"""From working answers, or a milestone, to what a list shows of them on any day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from readiness_tui.analysis.answering import read
from readiness_tui.analysis.deciding import decide
from readiness_tui.analysis.evaluating import Evaluation, evaluate
from readiness_tui.analysis.scorecard import Coverage, Interval, Scorecard
from readiness_tui.analysis.scoring import overall_interval
from readiness_tui.analysis.summary import FOR_GOOD, Attention, Beyond, Due, Score, Standing, Summary, Waived
from readiness_tui.analysis.wording import rounded
from readiness_tui.model.assessment import Answer, Assessment, Evidence
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.workspace import WorkspaceSettings

FIRST_DAY = "0001-01-01"
_MOST_TURNS = 12
_SHARE_DECIMALS = 4


def summarise(
    questionnaire: Questionnaire, assessment: Assessment, settings: WorkspaceSettings, day: date
) -> tuple[Summary, Attention]:
    """What is to know of working answers on any day. Where very many waivers end on days of their own, only of the days
    around `day` on which nothing changes."""
    standings = tuple(_standings(questionnaire, assessment, settings, day))
    evaluation = evaluate(questionnaire, assessment, day, settings)
    card = evaluation.scorecard
    summary = Summary(
        name=assessment.agent.name,
        owner=assessment.agent.owner or "",
        score=_score(card.overall, questionnaire),
        coverage=_coverage(card.coverage),
        stale=tuple(_stale(assessment, card, settings.evidence_max_age_days)),
        standings=standings,
    )
    return summary, _attention(questionnaire, assessment, card)


def answer_values(questionnaire: Questionnaire, assessment: Assessment) -> dict[str, str]:
    """What each answer is worth, exact as in `1/2`; not what is N/A, open, or no longer asked."""
    found = (
        (question.id, read(question, assessment.answer(question.id)).value) for question in questionnaire.questions
    )
    return {name: str(value) for name, value in found if value is not None}


def worse_count(before: Mapping[str, str], after: Mapping[str, str]) -> int:
    """How many answers are worth less, from what each was worth to what it is worth."""
    return sum(Fraction(value) < Fraction(before[name]) for name, value in after.items() if name in before)


def past_score(questionnaire: Questionnaire, assessment: Assessment) -> Score | None:
    """The score of a milestone; None while nothing was answered. No day changes it."""
    matrix = questionnaire.matrix
    tasks = assessment.tasks.items() if matrix is not None else ()
    modes = {task_id: decide(task_id, task, matrix).mode for task_id, task in tasks if matrix is not None}
    return _score(overall_interval(questionnaire, assessment, modes), questionnaire)


def _standings(
    questionnaire: Questionnaire, assessment: Assessment, settings: WorkspaceSettings, day: date
) -> Iterator[Standing]:
    """How the agent stands between the days on which waivers end; equal neighbours are one."""
    ends = sorted({answer.waiver.expires for answer in assessment.answers.values() if answer.waiver is not None})
    if len(ends) > _MOST_TURNS:
        before, after = [end for end in ends if end < day], [end for end in ends if end >= day]
        first = _next_day(before[-1]) if before else FIRST_DAY
        evaluation = evaluate(questionnaire, assessment, day, settings)
        yield _standing(questionnaire, evaluation, first, after[0] if after else None)
        return
    since, held = FIRST_DAY, None
    for end in (*ends, None):
        found = _standing(questionnaire, evaluate(questionnaire, assessment, end or date.max, settings), since, end)
        if held is not None and held[2:] == found[2:]:
            found = found._replace(since=held.since)
        elif held is not None:
            yield held
        held = found
        since = _next_day(end) if end else since
    if held is not None:
        yield held


def _next_day(day: date) -> str:
    return (day + timedelta(days=1)).isoformat() if day < date.max else FOR_GOOD


def _standing(questionnaire: Questionnaire, evaluation: Evaluation, since: str, until: date | None) -> Standing:
    card = evaluation.scorecard
    return Standing(
        since=since,
        until=until.isoformat() if until else FOR_GOOD,
        rank=-1 if card.level_worst is None else questionnaire.level_rank(card.level_worst),
        level_worst=card.level_worst,
        level_best=card.level_best,
        target=card.target,
        by_waiver=card.holds_by_waiver,
        gates=tuple(blocker.id for blocker in evaluation.blockers if blocker.kind == "gate"),
        beyond=tuple(Beyond(each.task, each.name, each.built, each.cleared) for each in evaluation.beyond_clearance),
    )


def _score(overall: Interval | None, questionnaire: Questionnaire) -> Score | None:
    if overall is None:
        return None
    display = questionnaire.scoring.display
    return Score(
        *(str(overall.worst), rounded(overall.worst, display), str(overall.best), rounded(overall.best, display)),
        round(float(overall.worst), _SHARE_DECIMALS),
    )


def _coverage(coverage: Coverage) -> tuple[int, int, int, float | None, float | None]:
    shares = (
        None if part is None else round(float(part), _SHARE_DECIMALS)
        for part in (coverage.share, coverage.weight_share)
    )
    return (coverage.answered, coverage.applicable, coverage.may_apply, *shares)  # type: ignore[return-value]  # two


def _stale(assessment: Assessment, card: Scorecard, max_age_days: int | None) -> Iterator[tuple[str, str]]:
    """The questions whose evidence doesn't hold for good, each with the last day on which it does."""
    for question in card.by_question.values():
        if question.evidence in ("evidenced", "expired"):
            pieces = assessment.answer(question.id).evidence
            until = max(_holds_until(piece, max_age_days) for piece in pieces if piece.text.strip() or piece.link)
            if until < FOR_GOOD:
                yield question.id, until


def _holds_until(piece: Evidence, max_age_days: int | None) -> str:
    until = piece.expires or date.max
    if max_age_days is not None and piece.observed is not None:
        left = (date.max - piece.observed).days
        until = min(until, piece.observed + timedelta(days=min(max_age_days, left)))
    return until.isoformat()


def _attention(questionnaire: Questionnaire, assessment: Assessment, card: Scorecard) -> Attention:
    scores = card.by_question
    still_open = tuple(each.id for each in scores.values() if each.state == "unanswered" and each.applies != "no")
    return Attention(
        open=still_open,
        first_open=questionnaire.question_by_id[still_open[0]].label if still_open else "",
        due=tuple(_due(questionnaire, assessment, card)),
        waived=tuple(
            Waived(name, answer.waiver.expires.isoformat(), answer.waiver.approver, answer.waiver.reason)
            for name, answer in assessment.answers.items()
            if answer.waiver is not None
        ),
    )


def _due(questionnaire: Questionnaire, assessment: Assessment, card: Scorecard) -> Iterator[Due]:
    scores = card.by_question
    for question in questionnaire.questions:
        answer = assessment.answers.get(question.id)
        if answer is None or scores[question.id].applies == "no":
            continue
        value = read(question, answer).value
        if answer.due is not None and not answer.is_not_applicable and (value is None or value < 1):
            yield _dated(answer.due, question.id, question.label, answer, "due")
        days = [piece.expires for piece in answer.evidence if piece.expires is not None]
        if days:
            yield _dated(max(days), question.id, f"{question.label}: evidence expires", answer, "expires")


def _dated(day: date, question_id: str, words: str, answer: Answer, kind: Literal["due", "expires"]) -> Due:
    return Due(day.isoformat(), question_id, words, answer.owner, answer.ticket, kind == "expires")
