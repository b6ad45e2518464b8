"""Laws of scoring that hold for every questionnaire, held against a naive scorer over all completions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.scoring import Interval, Scorecard, SectionScore, score
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Question, Questionnaire, Section
from tests.analysis.drawing import Case, cases
from tests.analysis.models import (
    NA,
    TODAY,
    Given,
    assessment,
    completions,
    given_answer,
    one,
    possible_answers,
    questionnaire,
    section,
)
from tests.analysis.oracle import Oracle

LAW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


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
    for part in card.sections:
        _assert_attained(part, [oracle.sections[part.id] for oracle in oracles])


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
    for part in card.sections:
        assert sum(question.contribution for question in part.all_questions()) == part.contribution


@LAW
@given(cases(most_open=6))
def test_shortfalls_name_exactly_what_keeps_the_next_level_from_holding(case: Case) -> None:
    card = score(case.asked, case.given, TODAY)
    assert bool(card.shortfalls) is (card.target is not None)


@LAW
@given(cases(), st.data())
def test_an_answer_never_widens_what_is_still_possible(case: Case, data: st.DataObject) -> None:
    if not case.open_ids or case.asked.scoring.unanswered == "zero":
        return
    before = score(case.asked, case.given, TODAY)
    question = case.asked.question_by_id[data.draw(st.sampled_from(case.open_ids))]
    after = score(case.asked, _with(case, question, data.draw(st.sampled_from(possible_answers(question)))), TODAY)
    for old, new in [(before.bounds, after.bounds), *_sections(before, after)]:
        assert new is None or (old is not None and old.worst <= new.worst <= new.best <= old.best)
    assert _rank(case.asked, before.level_worst) <= _rank(case.asked, after.level_worst)
    assert _rank(case.asked, before.level_best) >= _rank(case.asked, after.level_best)


@LAW
@given(cases(conditions=False), st.data())
def test_a_better_answer_never_lowers_a_section_the_overall_score_or_the_level(case: Case, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(case.asked.questions))
    worse, better = data.draw(st.sampled_from(_better(question)))
    low, high = (score(case.asked, _with(case, question, answer), TODAY) for answer in (worse, better))
    for old, new in [(low.bounds, high.bounds), *_sections(low, high)]:
        assert (old is None) is (new is None)
        assert old is None or new is None or (old.worst <= new.worst and old.best <= new.best)
    assert _rank(case.asked, low.level_worst) <= _rank(case.asked, high.level_worst)
    assert _rank(case.asked, low.level_best) <= _rank(case.asked, high.level_best)


def _better(question: Question) -> list[tuple[Given, Given]]:
    """Pairs of a worse and a better answer: by value, and in what gates look at."""
    if question.kind == "many":
        return [(("none",), ("a",)), (("none",), ("b",)), (("a",), ("a", "b")), (("b",), ("a", "b"))]
    answers = [answer for answer in possible_answers(question) if answer != NA]
    ordered = sorted(answers) if question.kind == "number" else answers
    return list(combinations(ordered, 2))


def _sections(before: Scorecard, after: Scorecard) -> list[tuple[Interval | None, Interval | None]]:
    return [(old.interval, new.interval) for old, new in zip(before.sections, after.sections, strict=True)]


def _with(case: Case, question: Question, answer: Given) -> Assessment:
    waiver = case.given.answer(question.id).waiver
    return case.given.with_answer(question.id, given_answer(answer).model_copy(update={"waiver": waiver}))


@LAW
@given(cases())
def test_the_order_of_sections_and_questions_does_not_matter(case: Case) -> None:
    turned = case.asked.model_copy(update={"sections": tuple(_turned(part) for part in case.asked.sections[::-1])})
    first, second = score(case.asked, case.given, TODAY), score(turned, case.given, TODAY)
    for name in ("overall", "bounds", "coverage", "confidence", "level_worst", "level_best", "target", "checklist"):
        assert getattr(first, name) == getattr(second, name)
    assert set(first.gates) == set(second.gates)


def _turned(section: Section) -> Section:
    inside = tuple(_turned(child) for child in section.sections[::-1])
    return section.model_copy(update={"questions": section.questions[::-1], "sections": inside})


@LAW
@given(cases(), st.data())
def test_what_was_scored_before_never_shows_in_a_scorecard(case: Case, data: st.DataObject) -> None:
    fresh = case.asked.model_copy(update={"summary": "The same."})
    for _ in range(3):
        question = data.draw(st.sampled_from(case.asked.questions))
        answer = data.draw(st.sampled_from([None, *possible_answers(question)]))
        score(case.asked, _with(case, question, answer) if answer is not None else case.given, TODAY)
    assert score(case.asked, case.given, TODAY) == score(fresh, case.given, TODAY)


def test_unanswered_never_passes_a_gate_even_where_its_worst_answer_would() -> None:
    gate = one("a", gates=[{"level": "high", "at_least": "absent"}], allow_na=False)
    for unanswered in ("interval", "zero"):
        asked = questionnaire(section("s", gate), levels=[("low", {}), ("high", {})], unanswered=unanswered)
        assert score(asked, assessment({}), TODAY).level_worst == "low"
