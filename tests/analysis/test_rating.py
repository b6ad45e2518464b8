"""Several raters of one task: the cautious one counts, and what they differ on is named."""

from __future__ import annotations

from fractions import Fraction

from readiness_tui.analysis.deciding import Assumption, Decision, Disagreement, decide
from readiness_tui.model.assessment import Task
from tests.analysis.matrices import (
    EXPOSURE,
    JUDGEMENT,
    MATRIX,
    task,
)


def decided(one: Task) -> Decision:
    return decide("refund", one, MATRIX)


def rating(by: str, **more: object) -> dict[str, object]:
    return {"by": by, **more}


def test_the_cautious_rating_counts_until_raters_agree() -> None:
    one = task("0000 0100", ratings=[rating("bo", factors={"consequence": 3}, flags={"physical_safety": "yes"})])
    found = decided(one)
    assert found.mode == "augment"
    assert found.disagreements == (
        Disagreement("factor:consequence", ("task", "bo"), ("1", "3")),
        Disagreement("flag:physical_safety", ("task", "bo"), ("no", "yes")),
    )


def test_raters_alone_can_rate_a_task_and_what_neither_says_stays_unknown() -> None:
    ratings = [
        rating("ana", factors=dict.fromkeys(JUDGEMENT, 0)),
        rating("bo", factors={**dict.fromkeys(EXPOSURE[:3], 0), "expertise": 1}),
    ]
    found = decided(task("???? ????", ratings=ratings))
    assert found.asked_assumptions == (Assumption("factor:detectability", "3"),)
    assert dict(found.axis_means)["judgement"] == Fraction(1, 4)
    assert [apart.what for apart in found.disagreements] == ["factor:expertise"]


def test_a_rater_who_does_not_know_is_the_cautious_one() -> None:
    found = decided(task("0000 0000", ratings=[rating("bo", flags={"physical_safety": "unknown"})]))
    assert (found.mode, found.status) == ("augment", "open")


def test_a_rater_who_does_not_know_a_factor_keeps_it_open_from_the_highest_rating_up() -> None:
    one = task("0000 1000", ratings=[rating("bo", factors={"error_tolerance": None, "consequence": 1})])
    found = decided(one)
    assert Assumption("factor:error_tolerance", "3") in found.asked_assumptions
    assert dict(found.axis_means)["exposure"] == Fraction(4, 4)  # 3 and 1: the raters' cautious ends
    assert (found.mode, found.best_mode) == ("automate_sample", "automate")


def test_a_reviewer_is_named_only_where_no_rater_says_otherwise() -> None:
    assert decided(task()).named_reviewer
    assert not decided(task(flags="?named_reviewer")).named_reviewer
    assert not decided(task(ratings=[rating("bo", flags={"named_reviewer": "no"})])).named_reviewer


def test_the_lowest_evidence_of_all_raters_counts() -> None:
    found = decided(task(ratings=[rating("bo", evidence=1)]))
    assert found.mode == "automate_sample"
    assert found.disagreements == (Disagreement("evidence", ("task", "bo"), ("3", "1")),)
