"""The least effort that clears the next mode: it really clears it, and nothing cheaper does."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.cheapest import Cheapest
from readiness_tui.analysis.clearing import cleared, permits
from readiness_tui.analysis.covering import Choosable, cheapest_cover
from readiness_tui.analysis.deciding import decide
from readiness_tui.analysis.scoring import score
from readiness_tui.model.assessment import Assessment, Task
from readiness_tui.model.modes import RANK, Mode
from readiness_tui.model.questionnaire import Question, Questionnaire
from tests.analysis.matrices import MATRIX, task
from tests.analysis.models import NA, TODAY, Given, assessment, backed, number, one, questionnaire, section


def improved(days: object, *needs: str) -> dict[str, Any]:
    return {"improvement": {"do": "Do it.", "effort_days": days, "needs": list(needs)}}


def small(**more: Any) -> Questionnaire:
    given: dict[str, Any] = {
        "levels": [("demo", {}), ("pilot", {"overall_at_least": "1/2", "every_section_at_least": "1/4"})],
        "autonomy": [
            {"mode": "approve_before", "requires": {"named_reviewer": True}},
            {"mode": "automate_sample", "requires": {"level": "pilot", "answers": {"output": "full"}}},
        ],
        "matrix": MATRIX,
    }
    return questionnaire(
        section("checks", one("output", weight=2, **improved(3, "log")), one("retry", **improved("1/2"))),
        section("eyes", one("log", **improved(2)), one("cost", **improved(1)), number("days", **improved(4, "cost"))),
        **(given | more),
    )


def found(asked: Questionnaire, answers: dict[str, Given], one_task: Task | None = None) -> Cheapest | None:
    made = assessment(answers)
    rated = one_task or task()
    permitted = permits(asked, made, score(asked, made, TODAY))
    return cleared(permitted, rated, decide("refund", rated, MATRIX)).cheapest


def test_an_answer_that_is_asked_for_brings_in_what_it_needs() -> None:
    assert found(small(), {"retry": "full", "cost": "full"}) == Cheapest(
        "automate_sample", Fraction(5), ("output", "log")
    )


def test_what_is_needed_and_done_is_not_brought_in_again() -> None:
    cheapest = found(small(), {"log": "full", "cost": "full"})
    assert cheapest == Cheapest("automate_sample", Fraction(3), ("output",))


def test_a_score_that_is_still_too_low_is_reached_by_the_cheapest_others() -> None:
    # output and log give 1/2 of the overall 1/2 x (2/3 + 1/3): enough; without weight on output retry is added
    asked = small(levels=[("demo", {}), ("pilot", {"overall_at_least": "3/5"})])
    assert found(asked, {}) == Cheapest("automate_sample", Fraction("11/2"), ("output", "retry", "log"))


def test_the_teams_own_estimate_comes_before_the_questionnaires() -> None:
    asked = small(levels=[("demo", {}), ("pilot", {"overall_at_least": "3/5"})])
    dear = backed("absent").model_copy(update={"effort_days": Fraction(9)})
    assert found(asked, {"retry": dear}) == Cheapest("automate_sample", Fraction(6), ("output", "log", "cost"))


def test_a_reviewer_who_is_missing_is_said_besides() -> None:
    asked = small(
        autonomy=[{"mode": "approve_before", "requires": {"named_reviewer": True, "answers": {"cost": "full"}}}]
    )
    cheapest = found(asked, {}, task(flags="?named_reviewer"))
    assert cheapest == Cheapest("approve_before", Fraction(1), ("cost",), names_reviewer=True)
    assert found(asked, {"cost": "full"}, task(flags="?named_reviewer")) is None


def test_a_need_without_an_improvement_has_no_cheapest() -> None:
    asked = small(autonomy=[{"mode": "augment", "requires": {"answers": {"bare": "full"}}}])
    bare = asked.sections[0].model_copy(update={"questions": (*asked.sections[0].questions, one("bare"))})
    assert found(asked.model_copy(update={"sections": (bare, *asked.sections[1:])}), {}) is None


def test_a_question_said_not_to_apply_can_be_taken_up() -> None:
    assert found(small(), {"retry": "full", "cost": "full", "log": "full", "output": NA}) == Cheapest(
        "automate_sample", Fraction(3), ("output",)
    )


@pytest.mark.parametrize("fold", ["minimum", "maximum"])
def test_where_scores_are_not_plain_sums_nothing_is_claimed_beyond_what_is_named(fold: str) -> None:
    asked = small(overall=fold, levels=[("demo", {}), ("pilot", {"overall_at_least": "9/10"})])
    assert found(asked, {}) is None


def test_conditions_on_the_profile_leave_the_least_exact_once_the_profile_says_which_hold() -> None:
    levels = [("demo", {}), ("pilot", {"overall_at_least": "3/5"})]
    code_only = one("retry", ask_when={"profile": "framework", "is": "code"}, **improved("1/2"))
    asked = questionnaire(
        section("checks", one("output", weight=2, **improved(3)), code_only),
        section("eyes", one("log", **improved(2)), one("cost", **improved(1))),
        levels=levels,
        autonomy=[{"mode": "automate_sample", "requires": {"level": "pilot"}}],
        profile=[
            {"id": "framework", "ask": "Framework?", "choices": [{"id": i, "label": i} for i in ("code", "none")]}
        ],
        matrix=MATRIX,
    )
    expected = {
        "none": (Fraction(4), ("output", "cost")),
        "code": (Fraction("7/2"), ("retry", "log", "cost")),
        "": None,
    }
    for framework, cheapest in expected.items():
        made = assessment({}, profile={"framework": framework} if framework else {})
        permitted = permits(asked, made, score(asked, made, TODAY))
        told = cleared(permitted, task(), decide("refund", task(), MATRIX)).cheapest
        assert (told and (told.effort_days, told.improvements)) == cheapest


given_answers = st.fixed_dictionaries(
    {
        **{name: st.sampled_from([None, "absent", "partial", "full"]) for name in ("output", "retry", "log", "cost")},
        "days": st.sampled_from([None, 0, 7, 14]),
    }
)


@given(given_answers, st.sampled_from(["1/4", "1/2", "3/4", "1"]), st.sampled_from(["0", "1/4", "1/2", "1"]))
@settings(max_examples=25, deadline=None)
def test_no_cheaper_set_of_improvements_clears_the_mode(given: dict[str, Given], overall: str, each: str) -> None:
    asked = small(levels=[("demo", {}), ("pilot", {"overall_at_least": overall, "every_section_at_least": each})])
    made = assessment(given)
    permitted = permits(asked, made, score(asked, made, TODAY))
    if permitted.highest_rank(named_reviewer=True) >= RANK["automate_sample"]:
        return
    cheapest = found(asked, given)
    assert cheapest is not None
    assert cheapest.effort_days == min(_clearing_efforts(asked, made, "automate_sample"))


def _clearing_efforts(asked: Questionnaire, made: Assessment, mode: Mode) -> Iterator[Fraction]:
    """The effort of every set of improvements, with all they need, that permits a mode."""
    open_ids = [q for q in asked.questions if (score(asked, made, TODAY).question(q.id).value or 0) < 1]
    for size in range(len(open_ids) + 1):
        for chosen in combinations(open_ids, size):
            ids = {question.id for question in chosen}
            if any(n in {q.id for q in open_ids} - ids for q in chosen for n in _needs(q)):
                continue
            better = made
            for question in chosen:
                better = better.with_answer(question.id, _best(question))
            if permits(asked, better, score(asked, better, TODAY)).highest_rank(named_reviewer=True) >= RANK[mode]:
                yield sum((q.improvement.effort_days for q in chosen if q.improvement), Fraction(0))


def _needs(question: Question) -> tuple[str, ...]:
    return question.improvement.needs if question.improvement else ()


def _best(question: Question) -> Any:
    return backed(Fraction(14)) if question.kind == "number" else backed("full")


things = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=7)


@given(things, st.integers(0, 9), st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_the_cheapest_cover_is_that_of_trying_all(
    rows: list[tuple[int, int, int, bool]], one_gap: int, other_gap: int
) -> None:
    made = [
        Choosable(c, (a, b), frozenset({i - 1}) if link and i else frozenset())
        for i, (c, a, b, link) in enumerate(rows)
    ]
    closed = [_closed(thing, made) for thing in made]
    best = None
    for size in range(len(closed) + 1):
        for places in combinations(range(len(closed)), size):
            reached = [sum(closed[p].gains[k] for p in places) >= gap for k, gap in enumerate((one_gap, other_gap))]
            if all(reached) and all(closed[p].needs <= set(places) for p in places):
                cost = sum(closed[p].cost for p in places)
                best = cost if best is None else min(best, cost)
    chosen = cheapest_cover(closed, (one_gap, other_gap))
    assert (None if chosen is None else sum(closed[p].cost for p in chosen)) == best


def _closed(thing: Choosable, made: list[Choosable]) -> Choosable:
    needs = set(thing.needs)
    while more := {other for place in needs for other in made[place].needs} - needs:
        needs |= more
    return Choosable(thing.cost, thing.gains, frozenset(needs))
