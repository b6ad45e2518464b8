"""Numbers are rounded for display, here and nowhere else."""

from __future__ import annotations

from fractions import Fraction

import pytest

from readiness_tui.analysis.scoring import Interval
from readiness_tui.analysis.wording import interval_text, level_text, rounded, share_text, signed
from readiness_tui.model.questionnaire import Display

PERCENT = Display()
BARE = {"scale": Fraction(1), "decimals": 0}

ROUNDED: list[tuple[str, Display, str]] = [
    ("41/97", PERCENT, "42.3"),
    ("1", PERCENT, "100.0"),
    ("0", PERCENT, "0.0"),
    ("1/1000000", PERCENT, "0.0"),
    ("-1/1000000", PERCENT, "0.0"),
    ("-13/1000", PERCENT, "-1.3"),
    ("1/2", Display(**BARE), "1"),
    ("-1/2", Display(**BARE), "-1"),
    ("1/2", Display(**BARE, rounding="half-even"), "0"),
    ("3/2", Display(**BARE, rounding="half-even"), "2"),
    ("99/100", Display(**BARE, rounding="truncate"), "0"),
    ("-99/100", Display(**BARE, rounding="truncate"), "0"),
    ("5/4", Display(scale=Fraction(1), decimals=2), "1.25"),
    ("1/300", Display(scale=Fraction(1), decimals=6), "0.003333"),
]


@pytest.mark.parametrize(("value", "display", "text"), ROUNDED)
def test_a_value_is_scaled_and_rounded_as_the_questionnaire_says(value: str, display: Display, text: str) -> None:
    assert rounded(Fraction(value), display) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("122/1000", "+12.2"),
        ("-13/1000", "-1.3"),
        ("0", "0.0"),
        ("1/100000", "0.0"),
        ("-1/100000", "0.0"),
        ("1", "+100.0"),
    ],
)
def test_a_change_carries_its_sign_unless_it_rounds_to_nothing(value: str, text: str) -> None:
    assert signed(Fraction(value), PERCENT) == text


def test_an_interval_shows_both_ends_and_one_where_they_print_the_same() -> None:
    assert interval_text(Interval(Fraction("0.593"), Fraction("0.713")), PERCENT) == "59.3–71.3"
    assert interval_text(Interval(Fraction("0.78601"), Fraction("0.78602")), PERCENT) == "78.6"
    assert interval_text(None, PERCENT) == "–"


def test_levels_and_shares_have_their_words() -> None:
    assert level_text("demo", "demo") == "demo"
    assert level_text("demo", "ready") == "demo to ready"
    assert level_text(None, "ready") == "– to ready"
    assert level_text(None, None) == "–"
    assert share_text(Fraction(642, 1000)) == "64.2 %"
    assert share_text(None) == "–"
