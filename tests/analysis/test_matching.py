"""Questions and sections are matched across versions, forward and back."""

from __future__ import annotations

from fractions import Fraction

import pytest

from readiness_tui.analysis.answer_changes import unexplained
from readiness_tui.analysis.comparing import Parts, compare
from tests.analysis.comparisons import NOTHING, flat, row, said, side
from tests.analysis.drafts import Draft, one


def test_split_questions_take_the_answer_of_the_one_they_were() -> None:
    old = flat(one("a"), one("b"))
    new = flat(one("x", split_from=["a"]), one("y", split_from=["a"]), one("b"))
    comparison = compare(side(old, said(a="full", b="absent")), side(new, said(x="full", y="absent", b="absent")))
    assert [(pair.before, pair.after, pair.kind) for pair in comparison.renamed] == [
        ("a", "x", "split"),
        ("a", "y", "split"),
    ]
    assert row(comparison, "x").kind == "same"
    assert row(comparison, "y").kind == "worse"
    assert not comparison.no_longer_asked
    assert not comparison.newly_asked
    assert comparison.overall.parts == Parts(Fraction(1, 6), Fraction(0), Fraction(-1, 3))
    assert unexplained(comparison.overall.parts, comparison.answers) == NOTHING


@pytest.mark.parametrize(
    ("a", "b", "carried"),
    [("full", "partial", Fraction(1, 2)), ("full", None, Fraction(0)), ("full", {"not_applicable": "x"}, Fraction(1))],
)
def test_a_merged_question_takes_the_weakest_answer(a: str, b: str | Draft | None, carried: Fraction) -> None:
    old, new = flat(one("a"), one("b")), flat(one("c", merged_from=["a", "b"]))
    before = said(**{name: value for name, value in (("a", a), ("b", b)) if value is not None})
    comparison = compare(side(old, before), side(new, said(c="full")))
    assert comparison.overall.parts.answers == 1 - carried
    assert {pair.kind for pair in comparison.renamed} == {"merged"}
    assert not comparison.no_longer_asked


def test_going_back_to_the_older_version_matches_the_same_questions() -> None:
    old = flat(one("a"), one("b"), one("c"), one("d"))
    new = flat(
        one("a2", renamed_from=["a"]),
        one("bc", merged_from=["b", "c"]),
        one("d1", split_from=["d"]),
        one("d2", split_from=["d"]),
    )
    back = compare(side(new, said(a2="full", bc="full", d1="full", d2="partial")), side(old, said()))
    assert [(pair.before, pair.after) for pair in back.renamed] == [
        ("a2", "a"),
        ("bc", "b"),
        ("bc", "c"),
        ("d1", "d"),
        ("d2", "d"),
    ]
    assert not back.newly_asked
    assert not back.no_longer_asked
    assert row(back, "d").before == "partial"


def test_an_answer_that_the_new_version_does_not_offer_is_open_there() -> None:
    old = flat({"id": "a", "ask": "?", "choices": [{"id": "some", "label": "S", "value": "1/2"}]})
    new = flat(one("a"))
    comparison = compare(side(old, said(a="some")), side(new, said(a="full")))
    assert comparison.overall.parts == Parts(Fraction(-1, 2), Fraction(0), Fraction(1))
    assert row(comparison, "a").kind == "better"


def test_sections_are_matched_by_their_old_ids_and_gone_ones_stand_last() -> None:
    def sections(*pairs: tuple[str, list[str]]) -> Draft:
        found = [{"id": n, "title": n, "questions": [one(f"{n}-q")], "renamed_from": old} for n, old in pairs]
        return {"sections": found}

    old = flat(**sections(("x", []), ("y", [])))
    new = flat(**sections(("z", ["x"]), ("new", [])))
    comparison = compare(side(old, said(**{"x-q": "full"})), side(new, said(**{"z-q": "full"})))
    assert [(found.id, found.previous) for found in comparison.sections] == [("z", "x"), ("new", None), ("y", "y")]
    assert comparison.sections[1].score.before is None
    assert comparison.sections[2].score.after is None
