"""The shipped questionnaires under the engine: every answer of theirs counts, and their ladders can be climbed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
import yaml

from readiness_tui.analysis.answering import graded_answers
from readiness_tui.analysis.explaining import explain
from readiness_tui.analysis.scoring import score
from readiness_tui.model.assessment import Answer, Assessment
from readiness_tui.model.questionnaire import Questionnaire
from tests.analysis.models import NA, TODAY, assessment, given_answer
from tests.analysis.oracle import Oracle

FILES = sorted((Path(__file__).parents[2] / "questionnaires").glob("*.yaml"))


def _read(path: Path) -> Questionnaire:
    return Questionnaire.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def asked(request: pytest.FixtureRequest) -> Questionnaire:
    return _read(request.param)


@pytest.fixture
def shipped() -> Questionnaire:
    return _read(next(path for path in FILES if path.stem == "agent-production-readiness"))


def _all_at(asked: Questionnaire, place: int) -> Assessment:
    return assessment({question.id: graded_answers(question, Answer())[place] for question in asked.questions})


def test_the_worst_answers_give_the_lowest_level_and_the_best_the_highest(asked: Questionnaire) -> None:
    worst, best = (score(asked, _all_at(asked, place), TODAY) for place in (0, -1))
    assert (worst.level_worst, best.level_worst) == (asked.rungs[0].id, asked.rungs[-1].id)
    assert (best.target, best.shortfalls, best.coverage.share) == (None, (), 1)


def test_nothing_answered_is_no_score_with_everything_open(asked: Questionnaire) -> None:
    card = score(asked, assessment({}), TODAY)
    assert (card.overall, card.coverage.answered, card.confidence.share) == (None, 0, None)
    assert card.level_best == asked.rungs[-1].id


def test_complete_answers_score_as_the_naive_scorer_says(asked: Questionnaire) -> None:
    chance = Random(1)
    for _ in range(10):
        answers = {
            question.id: given_answer(NA)
            if question.allow_na and chance.random() < 0.1
            else chance.choice(graded_answers(question, Answer()))
            for question in asked.questions
        }
        card, oracle = score(asked, assessment(answers), TODAY), Oracle(asked, assessment(answers), TODAY)
        assert card.overall is not None
        assert (card.overall.worst, card.overall.is_point) == (oracle.overall, True)
        assert asked.level_rank(card.level_worst or "") == oracle.level
        assert sum(part.contribution for part in card.by_question.values()) == card.overall.worst


def test_the_smallest_change_from_nothing_is_proven_and_reaches_the_next_level(asked: Questionnaire) -> None:
    given = _all_at(asked, 0)
    explained = explain(asked, given, score(asked, given, TODAY))
    assert explained.smallest_change is not None
    assert explained.smallest_change.is_smallest
    assert explained.smallest_change.after != explained.smallest_change.before


def test_five_gaps_at_their_best_with_no_output_validation_are_not_ready(shipped: Questionnaire) -> None:
    given = _all_at(shipped, -1).with_answer("output-validation", given_answer("absent"))
    card = score(shipped, given, TODAY)
    assert card.overall is not None
    assert card.overall.worst > Fraction(9, 10)
    assert card.level_worst == "demo"
    assert {short.subject for short in card.shortfalls} == {"output-validation"}


def test_the_checklist_of_nineteen_is_counted_and_no_gate_may_be_left_out(shipped: Questionnaire) -> None:
    assert score(shipped, _all_at(shipped, -1), TODAY).checklist.total == 19
    assert not [question.id for question in shipped.questions if question.gates and question.allow_na]
    assert not [question.id for question in shipped.questions if question.ask_when is not None]


def test_fourteen_days_of_staging_are_full_marks(shipped: Questionnaire) -> None:
    given = _all_at(shipped, -1)
    assert score(shipped, given, TODAY).question("staging-days").value == 1
    thirteen = given.with_answer("staging-days", given_answer(13))
    assert score(shipped, thirteen, TODAY).question("staging-days").value == Fraction(1, 2)
