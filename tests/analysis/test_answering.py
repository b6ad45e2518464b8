"""What a question makes of an answer."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_tui.analysis.answering import can_meet, graded_answers, need_of, possible_values, read, selections
from readiness_tui.model.questionnaire import Question
from tests.analysis.models import NA, Given, given_answer, many, number, one

HALF, ONE, ZERO = Fraction(1, 2), Fraction(1), Fraction(0)
DAYS, LATE = number("days"), number("late", steps=((3, "1/2"), (5, 1)))
LOWER_IS_BETTER = number("errors", steps=((0, 1), (2, "1/2"), (10, 0)))

VALUES: list[tuple[Question, Given, Fraction, str]] = [
    (one("a"), "partial", HALF, "partial"),
    (DAYS, 14, ONE, "14"),
    (DAYS, Fraction(27, 2), HALF, "13.5"),
    (DAYS, 0, ZERO, "0"),
    (DAYS, -3, ZERO, "-3"),
    (LATE, 1, ZERO, "1"),
    (LOWER_IS_BETTER, 2, HALF, "2"),
    (LOWER_IS_BETTER, -1, ONE, "-1"),
    (many("m"), ("a", "b"), ONE, "a,b"),
    (many("m"), ("b",), HALF, "b"),
    (many("m"), ("none",), ZERO, "none"),
]


@pytest.mark.parametrize(("question", "answer", "value", "text"), VALUES)
def test_an_answer_has_the_value_that_the_question_gives_it(
    question: Question, answer: Given, value: Fraction, text: str
) -> None:
    reading = read(question, given_answer(answer))
    assert (reading.state, reading.value, reading.text) == ("answered", value, text)


UNANSWERED: list[tuple[str, Question, Given]] = [
    ("a choice that the question no longer has", one("a"), "gone"),
    ("one choice of several that is gone", many("m"), ("a", "gone")),
    ("an exclusive choice together with others", many("m"), ("a", "none")),
    ("no choices at all", many("m"), ()),
    ("an answer of another kind", one("a"), 3),
    ("a choice for a number", DAYS, "full"),
    ("not applicable where that is not allowed", one("a", allow_na=False), NA),
]


@pytest.mark.parametrize(("question", "answer"), [row[1:] for row in UNANSWERED], ids=[row[0] for row in UNANSWERED])
def test_what_the_question_can_not_read_counts_as_unanswered(question: Question, answer: Given) -> None:
    assert read(question, given_answer(answer)).state == "unanswered"


def test_not_applicable_is_answered_without_a_value() -> None:
    reading = read(one("a"), given_answer(NA))
    assert (reading.state, reading.value, reading.text) == ("not_applicable", None, "n/a")


def test_the_first_rule_that_is_true_wins_and_the_default_stands_last() -> None:
    rules = [{"when": "a", "value": "3/4"}, {"when": {"all": ["a", "b"]}, "value": 1}, {"value": "1/4"}]
    question = many("m", rules=rules)
    assert read(question, given_answer(("a", "b"))).value == Fraction(3, 4)
    assert read(question, given_answer(("b",))).value == Fraction(1, 4)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        (one("a"), (ZERO, HALF, ONE)),
        (DAYS, (ZERO, HALF, ONE)),
        (number("n", steps=((3, "1/2"),)), (ZERO, HALF)),
        (number("n", steps=((0, "1/2"), (5, 1))), (HALF, ONE)),
        (many("m"), (ZERO, HALF, ONE)),
    ],
)
def test_the_values_an_open_question_can_still_have(question: Question, values: tuple[Fraction, ...]) -> None:
    assert possible_values(question) == values


def test_a_rule_that_can_never_win_gives_no_possible_value() -> None:
    rules = [{"when": {"any": ["a", "b"]}, "value": "1/2"}, {"when": {"all": ["a", "b"]}, "value": 1}, {"value": 0}]
    assert possible_values(many("m", rules=rules)) == (ZERO, HALF)


_ATOMS = st.sampled_from(["a", "b", "c", "none", "gone"])
_WHEN = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=6,
)


@given(st.lists(_WHEN, min_size=1, max_size=4))
def test_a_selection_is_found_for_every_rule_that_can_win_and_for_no_other(conditions: list[object]) -> None:
    choices = [{"id": letter, "label": letter} for letter in "abcd"] + [
        {"id": "none", "label": "-", "exclusive": "yes"}
    ]
    rules = [{"when": when, "value": f"{place}/100"} for place, when in enumerate(conditions)]
    question = many("m", choices=choices, rules=[*rules, {"value": 1}])
    subsets = [[letter for place, letter in enumerate("abcd") if bits >> place & 1] for bits in range(1, 16)]
    every = {read(question, given_answer(tuple(chosen))).value for chosen in [*subsets, ["none"]]}
    assert set(possible_values(question)) == every
    for rule, chosen in selections(question).items():
        assert read(question, given_answer(tuple(sorted(chosen)))).value == question.rules[rule].value


def test_a_large_question_is_bounded_by_all_its_rules_rather_than_searched_for_ever() -> None:
    letters = [f"c{place}" for place in range(40)]
    pairs = [{"any": [first, second]} for first, second in zip(letters[::2], letters[1::2], strict=True)]
    question = many(
        "m",
        choices=[{"id": letter, "label": letter} for letter in letters],
        rules=[
            {"when": {"all": pairs}, "value": 1},
            {"when": {"not": {"any": pairs[:3]}}, "value": "1/2"},
            {"value": 0},
        ],
    )
    assert possible_values(question) == (ZERO, HALF, ONE)


NEEDS: list[tuple[Question, dict[str, str], Given, bool]] = [
    (one("a"), {"at_least": "partial"}, "full", True),
    (one("a"), {"at_least": "partial"}, "absent", False),
    (one("a", values=(("best", 1), ("worst", 0), ("same", 1))), {"at_least": "best"}, "same", True),
    (DAYS, {"at_least": "10"}, 9, False),
    (DAYS, {"at_least": "10"}, 10, True),
    (DAYS, {"at_least_value": "1/2"}, 7, True),
    (many("m"), {"at_least_value": "1/2"}, ("a",), True),
    (many("m"), {"at_least": "b"}, ("a",), False),
    (many("m"), {"at_least": "b"}, ("b", "a"), True),
    (one("a"), {}, "partial", False),
    (one("a"), {}, "full", True),
]


@pytest.mark.parametrize(("question", "asked", "answer", "met"), NEEDS)
def test_a_need_is_met_by_that_choice_or_a_better_one_by_a_number_or_by_a_value(
    question: Question, asked: dict[str, str], answer: Given, met: bool
) -> None:
    least = Fraction(asked["at_least_value"]) if "at_least_value" in asked else None
    need = need_of(question, asked.get("at_least"), least)
    assert need.is_met(given_answer(answer), read(question, given_answer(answer)).value) is met
    assert can_meet(question, need)


def test_a_need_for_a_choice_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="number"):
        need_of(one("a"), "gone")


@pytest.mark.parametrize("question", [one("a"), DAYS, LATE, LOWER_IS_BETTER, many("m")])
def test_graded_answers_go_from_the_worst_possible_value_to_the_best(question: Question) -> None:
    values = [read(question, answer).value for answer in graded_answers(question, given_answer(NA))]
    assert values == sorted(values)
    assert (values[0], values[-1]) == (possible_values(question)[0], possible_values(question)[-1])
