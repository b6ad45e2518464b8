"""The scorecard: exact folds, the interval, what counts as answered, contributions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from readiness_tui.analysis.scoring import Interval, score
from tests.analysis.models import TODAY, assessment, one, questionnaire, section

HALF = Fraction(1, 2)
FOLDS = [
    ("weighted-mean", Fraction(2, 3)),
    ("mean", HALF),
    ("sum", Fraction(2)),
    ("minimum", Fraction(0)),
    ("maximum", Fraction(1)),
]


@pytest.mark.parametrize(("fold", "expected"), FOLDS)
def test_a_fold_makes_one_number_of_its_parts(fold: str, expected: Fraction) -> None:
    asked = questionnaire(section("s", one("a", 2), one("b", 1)), fold=fold)
    card = score(asked, assessment({"a": "full", "b": "absent"}), TODAY)
    assert card.sections[0].interval == Interval(expected, expected)
    assert card.overall == Interval(expected, expected)


def test_a_section_may_override_the_fold() -> None:
    asked = questionnaire(section("s", one("a"), one("b"), fold="minimum"), section("t", one("c")))
    card = score(asked, assessment({"a": "full", "b": "partial", "c": "full"}), TODAY)
    assert [part.interval for part in card.sections] == [Interval(HALF, HALF), Interval(Fraction(1), Fraction(1))]
    assert card.overall == Interval(Fraction(3, 4), Fraction(3, 4))
