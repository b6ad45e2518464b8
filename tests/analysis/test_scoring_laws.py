"""Laws of scoring that hold for every questionnaire, held against a naive scorer over all completions."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, settings

from readiness_tui.analysis.scoring import Scorecard, SectionScore, score
from readiness_tui.model.questionnaire import Questionnaire
from tests.analysis.drawing import Case, cases
from tests.analysis.models import TODAY, completions
from tests.analysis.oracle import Oracle

LAW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def _oracles(case: Case) -> list[Oracle]:
    if case.asked.scoring.unanswered == "zero":
        return [Oracle(case.asked, case.given, TODAY)]
    return [Oracle(case.asked, complete, TODAY) for complete in completions(case.asked, case.given)]


def _rank(asked: Questionnaire, level: str | None) -> int:
    return -1 if level is None else asked.level_rank(level)


def _within(section: SectionScore | Scorecard, value: Fraction | None) -> bool:
    interval = section.bounds if isinstance(section, Scorecard) else section.interval
    if value is None:
        return section.may_be_absent
    return interval is not None and interval.worst <= value <= interval.best


@LAW
@given(cases())
def test_every_completion_lies_within_the_interval(case: Case) -> None:
    card = score(case.asked, case.given, TODAY)
    for oracle in _oracles(case):
        assert _within(card, oracle.overall)
        assert all(_within(section, oracle.sections[section.id]) for section in card.sections)


@LAW
@given(cases(conditions=False))
def test_without_conditions_both_ends_are_attained(case: Case) -> None:
    card, oracles = score(case.asked, case.given, TODAY), _oracles(case)
    found = [oracle.overall for oracle in oracles]
    _assert_attained(card, found)
    for section in card.sections:
        _assert_attained(section, [oracle.sections[section.id] for oracle in oracles])


def _assert_attained(part: SectionScore | Scorecard, found: list[Fraction | None]) -> None:
    interval = part.bounds if isinstance(part, Scorecard) else part.interval
    values = [value for value in found if value is not None]
    assert part.may_be_absent is (None in found)
    assert (interval.worst, interval.best) == (min(values), max(values)) if interval else not values


@LAW
@given(cases())
def test_the_level_of_every_completion_lies_between_the_worst_and_the_best(case: Case) -> None:
    card = score(case.asked, case.given, TODAY)
    worst, best = _rank(case.asked, card.level_worst), _rank(case.asked, card.level_best)
    assert all(worst <= oracle.level <= best for oracle in _oracles(case))


@LAW
@given(cases(most_open=0))
def test_a_complete_assessment_has_the_score_and_the_level_that_its_answers_make(case: Case) -> None:
    case.given = next(completions(case.asked, case.given))
    card, oracle = score(case.asked, case.given, TODAY), Oracle(case.asked, case.given, TODAY)
    assert (card.overall.worst if card.overall else None) == oracle.overall
    assert (card.overall.best if card.overall else None) == oracle.overall
    assert _rank(case.asked, card.level_worst) == _rank(case.asked, card.level_best) == oracle.level


@LAW
@given(cases())
def test_contributions_add_up_to_the_worst_end_exactly(case: Case) -> None:
    card = score(case.asked, case.given, TODAY)
    worst = card.overall.worst if card.overall else Fraction(0)
    assert sum(question.contribution for question in card.by_question.values()) == worst
    assert sum(section.contribution for section in card.sections) == worst
    for section in card.sections:
        assert sum(question.contribution for question in section.all_questions()) == section.contribution


@LAW
@given(cases(most_open=6))
def test_shortfalls_name_exactly_what_keeps_the_next_level_from_holding(case: Case) -> None:
    card = score(case.asked, case.given, TODAY)
    assert bool(card.shortfalls) is (card.target is not None)
    assert all(short.state == "fails" or _rank(case.asked, card.level_best) > -1 for short in card.shortfalls)
