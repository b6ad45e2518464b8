"""The scorecard: exact folds, the interval, what counts as answered, contributions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from readiness_tui.analysis.scoring import Interval, Scorecard, score
from readiness_tui.model.questionnaire import Questionnaire, Section
from tests.analysis.models import NA, TODAY, Given, assessment, many, number, one, questionnaire, section

HALF, ONE, ZERO = Fraction(1, 2), Fraction(1), Fraction(0)
FOLDS = [
    ("weighted-mean", Fraction(2, 3), [Fraction(2, 3), ZERO]),
    ("mean", HALF, [HALF, ZERO]),
    ("sum", Fraction(2), [Fraction(2), ZERO]),
    ("minimum", ZERO, [ZERO, ZERO]),
    ("maximum", ONE, [ONE, ZERO]),
]


def _score(asked: Questionnaire, answers: dict[str, Given], **more: Any) -> Scorecard:
    return score(asked, assessment(answers, **more), TODAY)


def _point(value: object) -> Interval:
    return Interval(Fraction(str(value)), Fraction(str(value)))


@pytest.mark.parametrize(("fold", "expected", "contributions"), FOLDS)
def test_a_fold_makes_one_number_of_its_parts(fold: str, expected: Fraction, contributions: list[Fraction]) -> None:
    asked = questionnaire(section("s", one("a", 2), one("b", 1)), fold=fold)
    card = _score(asked, {"a": "full", "b": "absent"})
    assert card.sections[0].interval == card.overall == _point(expected)
    assert [question.contribution for question in card.sections[0].questions] == contributions


def test_a_section_may_override_the_fold_and_hold_sections_at_any_depth() -> None:
    inner = section("inner", one("c"), one("d", 3), weight=2, fold="weighted-mean")
    asked = questionnaire(section("s", one("a"), one("b"), inner, fold="minimum"), section("t", one("e")))
    card = _score(asked, {"a": "full", "b": "full", "c": "full", "d": "partial", "e": "full"})
    assert [part.interval for part in card.sections] == [_point("5/8"), _point(1)]
    assert card.sections[0].sections[0].interval == _point("5/8")
    assert card.overall == _point("13/16")
    assert [card.question(name).section for name in "ace"] == ["s", "inner", "t"]
    assert [card.question(name).contribution for name in "abcd"] == [0, 0, Fraction(1, 8), Fraction(3, 16)]


@pytest.mark.parametrize(("policy", "expected"), [("exclude", ONE), ("zero", Fraction(1, 4)), ("full", ONE)])
def test_what_is_not_applicable_is_left_out_or_counts_as_the_questionnaire_says(
    policy: str, expected: Fraction
) -> None:
    asked = questionnaire(section("s", one("a"), one("b", 3)), not_applicable=policy)
    card = _score(asked, {"a": "full", "b": NA})
    assert card.overall == _point(expected)
    assert (card.coverage.answered, card.coverage.applicable, card.question("b").value) == (2, 2, None)
    assert card.question("b").contribution == (Fraction(3, 4) if policy == "full" else 0)


def test_unanswered_is_not_zero_but_an_interval() -> None:
    asked = questionnaire(section("s", one("a"), one("b", allow_na=False)))
    card = _score(asked, {"a": "full"})
    assert card.overall == Interval(HALF, ONE)
    assert (card.question("b").state, card.question("b").value, card.question("b").interval) == (
        "unanswered",
        None,
        Interval(ZERO, ONE),
    )


def test_an_open_question_that_may_be_left_out_lowers_a_mean_only_where_it_lies_below_it() -> None:
    values = (("low", "1/2"), ("high", "3/4"))
    asked = questionnaire(section("s", one("a"), one("b", 2, values), one("c", 5, (("only", "7/10"),))))
    card = _score(asked, {"a": "full"})
    assert card.overall == Interval(Fraction(2, 3), ONE)  # b at its lowest, c left out: 2/3 lies below 7/10
    assert [card.question(name).contribution for name in "abc"] == [Fraction(1, 3), Fraction(1, 3), 0]


def test_under_unanswered_zero_both_ends_are_one_point() -> None:
    asked = questionnaire(section("s", one("a"), one("b")), unanswered="zero")
    assert _score(asked, {"a": "full"}).overall == _point(HALF)
    assert _score(asked, {}).overall == _point(0)


def test_with_nothing_answered_there_is_no_score_but_sections_are_intervals() -> None:
    card = _score(questionnaire(section("s", one("a"))), {})
    assert (card.overall, card.bounds, card.sections[0].interval) == (None, Interval(ZERO, ONE), Interval(ZERO, ONE))
    assert card.question("a").contribution == 0


def test_with_everything_not_applicable_there_is_no_score_either() -> None:
    card = _score(questionnaire(section("s", one("a"))), {"a": NA})
    assert (card.overall, card.sections[0].interval, card.may_be_absent) == (None, None, True)


def test_an_absent_section_counts_nowhere() -> None:
    asked = questionnaire(section("s", one("a")), section("t", one("b")), section("u", one("c", 0)), section("v"))
    card = _score(asked, {"a": "partial", "b": NA, "c": "full"})
    assert card.overall == _point(HALF)
    assert [part.interval for part in card.sections] == [_point(HALF), None, None, None]


def test_coverage_counts_questions_and_weights() -> None:
    asked = questionnaire(
        section("s", one("a", 2), one("b", 3)), section("t", one("c", 5, ask_when={"question": "b", "is": "full"}))
    )
    card = _score(asked, {"a": NA})
    assert (card.coverage.answered, card.coverage.applicable, card.coverage.may_apply) == (1, 2, 1)
    assert (card.coverage.share, card.coverage.weight_share) == (HALF, Fraction(2, 5))
    assert [part.coverage.applicable for part in card.sections] == [2, 0]
    assert card.sections[1].coverage.share is None


def test_the_checklist_counts_what_is_tagged() -> None:
    tagged = {"tags": ["checklist"]}
    names = ("full", "partial", "absent", "na", "open")
    asked = questionnaire(
        section("s", *(one(name, **tagged) for name in names), one("untagged"), number("days", **tagged)),
        section("t", one("hidden", ask_when={"question": "full", "is": "absent"}, **tagged)),
    )
    answers: dict[str, Given] = {"full": "full", "partial": "partial", "absent": "absent", "na": NA, "days": 14}
    found = _score(asked, answers).checklist
    assert (found.done, found.partial, found.open, found.not_applicable, found.total) == (2, 1, 2, 1, 6)


def test_an_answer_that_is_no_choice_any_more_is_unanswered_and_named_nowhere() -> None:
    card = _score(questionnaire(section("s", one("a"), one("b"))), {"a": "gone", "b": "full"})
    assert (card.question("a").state, card.question("a").answer) == ("unanswered", None)


def test_the_ml_test_score_is_the_minimum_of_four_sums() -> None:
    halves = (("none", 0), ("manual", "1/2"), ("automated", 1))
    names = ("features", "model", "infra", "monitoring")
    asked = questionnaire(
        *(section(name, *(one(f"{name}-{place}", values=halves) for place in range(7))) for name in names),
        fold="sum",
        overall="minimum",
        bands=[
            {"id": "research", "at_most": 0},
            {"id": "holes", "above": 0, "at_most": 1},
            {"id": "first-pass", "above": 1, "at_most": 2},
            {"id": "reasonable", "above": 2, "at_most": 3},
            {"id": "strong", "above": 3, "at_most": 5},
            {"id": "exceptional", "above": 5},
        ],
    )
    counts = {"features": (5, 1), "model": (2, 2), "infra": (7, 0), "monitoring": (4, 3)}
    answers: dict[str, Given] = {}
    for name, (automated, manual) in counts.items():
        for place in range(7):
            answers[f"{name}-{place}"] = (
                "automated" if place < automated else "manual" if place < automated + manual else "none"
            )
    card = _score(asked, answers)
    assert [part.interval for part in card.sections] == [_point("11/2"), _point(3), _point(7), _point("11/2")]
    assert (card.overall, card.level_worst) == (_point(3), "reasonable")
    assert [part.contribution for part in card.sections] == [0, 3, 0, 0]


def test_samm_2_sums_three_levels_of_the_mean_of_two_streams() -> None:
    def practice(name: str) -> Section:
        levels = (
            section(f"{name}-{level}", one(f"{name}-{level}-a"), one(f"{name}-{level}-b"), fold="mean")
            for level in (1, 2, 3)
        )
        return section(name, *levels, fold="sum")

    functions = (
        section(f"f{place}", *(practice(f"f{place}p{n}") for n in range(3)), fold="mean") for place in range(5)
    )
    asked = questionnaire(*functions, overall="mean", unanswered="zero", not_applicable="zero")
    answers: dict[str, Given] = {
        "f0p0-1-a": "full",
        "f0p0-1-b": "partial",
        "f0p0-2-a": "full",
        "f0p1-1-a": NA,
        "f3p2-3-b": "full",
    }
    card = _score(asked, answers)
    assert card.sections[0].sections[0].interval == _point("5/4")
    assert card.sections[0].interval == _point("5/12")
    assert card.overall == _point("7/60")  # (5/12 + 1/6) / 5
    assert sum(question.contribution for question in card.by_question.values()) == Fraction(7, 60)


def test_a_lens_question_takes_many_choices_by_ordered_rules() -> None:
    choices = [{"id": name, "label": name} for name in ("best", "good", "fair")]
    choices.append({"id": "none", "label": "None of these", "exclusive": "true"})
    rules = [
        {"when": {"all": ["best", "good", "fair"]}, "value": 1},
        {"when": {"any": [{"all": ["good", "fair"]}, "best"]}, "value": "1/2"},
        {"value": 0},
    ]
    asked = questionnaire(section("s", many("lens", choices=choices, rules=rules)))
    for chosen, value in ((("best", "good", "fair"), 1), (("best",), "1/2"), (("good",), 0), (("none",), 0)):
        assert _score(asked, {"lens": chosen}).overall == _point(value)


def test_a_cumulative_ladder_counts_the_first_level_that_is_not_complete() -> None:
    levels = ("bronze", "silver", "gold")
    asked = questionnaire(
        section("s", *(one(f"{level}-{n}", gates=[{"level": level}]) for level in levels for n in range(2))),
        levels=[("basic", {}), *((level, {}) for level in levels)],
    )
    answers: dict[str, Given] = {f"{level}-{n}": "full" for level in levels for n in range(2)}
    assert _score(asked, answers).level_worst == "gold"
    assert _score(asked, {**answers, "silver-1": "partial"}).level_worst == "bronze"
    assert _score(asked, {**answers, "bronze-0": "absent"}).level_worst == "basic"
