"""Clearance: what today's answers permit a task to do, and what keeps it from the next mode."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.clearing import Clearance, clear, cleared, permits
from readiness_tui.analysis.deciding import decide
from readiness_tui.analysis.scoring import score
from readiness_tui.model.assessment import Answer, Assessment, Override, Task
from readiness_tui.model.modes import MODES, RANK
from tests.analysis.matrices import MATRIX, task, tasks
from tests.analysis.models import NA, TODAY, Given, assessment, number, one, questionnaire, section, waived

AUTONOMY = [
    {"mode": "augment", "requires": {}},
    {"mode": "approve_before", "requires": {"answers": {"workflow": "full"}, "named_reviewer": True}},
    {"mode": "automate_sample", "requires": {"level": "pilot", "answers": {"output": "partial"}}},
    {"mode": "automate", "requires": {"level": "production", "answers": {"days": "14"}}},
]
LEVELS = [("demo", {}), ("pilot", {"overall_at_least": "1/2"}), ("production", {"overall_at_least": "3/4"})]
ASKED = questionnaire(
    section(
        "checks",
        one("workflow", gates=[{"level": "pilot", "at_least": "partial"}]),
        one("output", gates=[{"level": "production", "at_least": "full"}], allow_na=False),
        one("alerts"),
        number("days"),
    ),
    levels=LEVELS,
    autonomy=AUTONOMY,
    matrix=MATRIX,
)
ALL: dict[str, Given] = {"workflow": "full", "output": "full", "alerts": "full", "days": 14}
AUTOMATE, SAMPLE, ASK, AUGMENT = "0000 0000", "0000 1111", "0000 2212", "2221 0000"


def cleared_for(answers: dict[str, Given], task: Task) -> Clearance:
    made = assessment(answers, tasks={"refund": task})
    return clear(ASKED, made, score(ASKED, made, TODAY), task, decide("refund", task, MATRIX))


CASES = [
    ("all is there", ALL, AUTOMATE, "", "automate", "go"),
    ("never above the recommendation", ALL, SAMPLE, "", "automate_sample", "go"),
    ("recommended to ask", ALL, ASK, "", "approve_before", "go_with_person"),
    ("recommended to augment", ALL, AUGMENT, "", "augment", "go_with_person"),
    ("not recommended at all", ALL, AUTOMATE, "prohibited_use", "not_yet", "stop"),
    ("unclear: the safer side", ALL, "1111 0000", "", "augment", "go_with_person"),
    ("too few days", ALL | {"days": 13}, AUTOMATE, "", "automate_sample", "go"),
    ("a choice above the one asked for", ALL | {"days": 7}, SAMPLE, "", "automate_sample", "go"),
    ("level too low", ALL | {"alerts": "absent", "output": "partial"}, AUTOMATE, "", "automate_sample", "go"),
    ("a lower mode's need is missing", ALL | {"workflow": "partial"}, AUTOMATE, "", "augment", "go_with_person"),
    ("unanswered never clears", ALL | {"workflow": None}, AUTOMATE, "", "augment", "go_with_person"),
    ("unanswered counts as worst", ALL | {"alerts": None, "days": 7}, AUTOMATE, "", "automate_sample", "go"),
    ("not applicable never meets a need", ALL | {"workflow": NA}, AUTOMATE, "", "augment", "go_with_person"),
    ("a waiver never meets a need", ALL | {"workflow": waived("partial")}, AUTOMATE, "", "augment", "go_with_person"),
    ("no reviewer", ALL, AUTOMATE, "-named_reviewer", "augment", "go_with_person"),
    ("a reviewer that isn't known", ALL, AUTOMATE, "?named_reviewer", "augment", "go_with_person"),
    ("nothing answered", {}, AUTOMATE, "", "augment", "go_with_person"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "levels", "flags", "mode", "verdict"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_task_is_cleared_for_what_the_answers_permit(
    answers: dict[str, Given], levels: str, flags: str, mode: str, verdict: str
) -> None:
    found = cleared_for(answers, task(levels, flags, built="suggests"))
    assert (found.cleared, found.verdict) == (mode, verdict)


def test_the_level_that_a_mode_asks_for_counts_no_waiver() -> None:
    answers = ALL | {"output": waived("partial", TODAY + timedelta(days=9))}
    made = assessment(answers)
    assert score(ASKED, made, TODAY).level_worst == "production"
    found = cleared_for(answers, task(AUTOMATE, built="suggests"))
    assert found.cleared == "automate_sample"
    assert [short.shortfall.subject for short in found.shortfalls] == ["output"]


@pytest.mark.parametrize(
    ("built", "flags", "rank", "beyond", "verdict"),
    [
        ("suggests", "", 1, False, "go_with_person"),
        ("acts_after_approval", "", 2, False, "go_with_person"),
        ("acts_alone", "", 3, True, "stop"),
        ("acts_alone", "-sample_reviewed", 4, True, "stop"),
        ("acts_alone", "?sample_reviewed", 4, True, "stop"),
    ],
)
def test_a_task_built_for_more_than_it_is_cleared_for_has_to_stop(
    built: str, flags: str, rank: int, beyond: bool, verdict: str
) -> None:
    found = cleared_for(ALL, task(ASK, flags, built=built))
    assert (found.built_rank, found.beyond_clearance, found.verdict) == (rank, beyond, verdict)


def test_every_shortfall_up_to_the_next_mode_is_named_with_those_of_its_level() -> None:
    found = cleared_for({"workflow": "full"}, task(AUTOMATE))
    assert (found.cleared, found.next_mode) == ("approve_before", "automate_sample")
    assert [(each.mode, each.shortfall.kind, each.shortfall.subject) for each in found.shortfalls] == [
        ("automate_sample", "answer", "output"),
        ("automate_sample", "overall", "overall"),
    ]


def test_a_missing_reviewer_is_a_shortfall_of_the_task() -> None:
    found = cleared_for(ALL, task(AUTOMATE, "?named_reviewer"))
    assert [(each.mode, each.shortfall.kind) for each in found.shortfalls] == [("approve_before", "named_reviewer")]


def test_at_the_recommendation_there_is_no_next_mode() -> None:
    found = cleared_for(ALL, task(ASK))
    assert (found.next_mode, found.shortfalls, found.cheapest) == (None, (), None)


def test_a_quick_look_never_clears_above_asking_first() -> None:
    quick = task("00?? 00??", "named_reviewer", basis="quick", evidence=0)
    assert decide("refund", quick, MATRIX).interim == "automate"
    found = cleared_for(ALL, quick)
    assert (found.cleared, found.next_mode) == ("approve_before", "automate_sample")
    assert [short.shortfall.kind for short in found.shortfalls] == ["basis"]
    assert found.cheapest is None


def test_a_quick_look_without_a_reviewer_clears_no_more_than_augment() -> None:
    assert cleared_for(ALL, task("00?? 00??", basis="quick")).cleared == "augment"


@pytest.mark.parametrize(("mode", "expected"), [("augment", "augment"), ("automate", "automate_sample")])
def test_a_mode_set_by_hand_may_only_lower_a_clearance(mode: str, expected: str) -> None:
    override = Override.model_validate({"mode": mode, "reason": "We say so."})
    found = cleared_for(ALL, task(SAMPLE).model_copy(update={"override": override}))
    assert (found.cleared, found.next_mode) == (expected, None)


def test_without_needs_a_task_is_cleared_for_what_is_recommended() -> None:
    bare = questionnaire(section("checks", one("workflow")), matrix=MATRIX)
    made = assessment({})
    one_task = task(SAMPLE, "-named_reviewer")
    found = clear(bare, made, score(bare, made, TODAY), one_task, decide("refund", one_task, MATRIX))
    assert found.cleared == "automate_sample"


def test_a_question_that_does_not_apply_meets_a_need_where_it_says_so() -> None:
    needs = [{"mode": "augment", "requires": {"answers": {"workflow": {"at_least": "full", "na_ok": True}}}}]
    asked = questionnaire(section("checks", one("workflow"), one("other")), autonomy=needs, matrix=MATRIX)
    made = assessment({"workflow": NA, "other": "full"})
    found = clear(asked, made, score(asked, made, TODAY), task(), decide("refund", task(), MATRIX))
    assert found.cleared == "automate"


answers = st.fixed_dictionaries(
    {
        **{
            name: st.sampled_from([None, "absent", "partial", "full", "full"])
            for name in ("workflow", "output", "alerts")
        },
        "days": st.sampled_from([None, 0, 7, 14, 14]),
    }
)


def _cleared(made: Assessment, one_task: Task) -> Clearance:
    return cleared(permits(ASKED, made, score(ASKED, made, TODAY)), one_task, decide("refund", one_task, MATRIX))


@given(tasks(), answers)
@settings(max_examples=80, deadline=None)
def test_a_clearance_never_exceeds_the_interim_mode(one: Task, given: dict[str, Given]) -> None:
    found = _cleared(assessment(given), one)
    decision = decide("refund", one, MATRIX)
    assert RANK[found.cleared] <= RANK[decision.interim]
    assert found.beyond_clearance == (found.built_rank > RANK[found.cleared])
    assert (found.next_mode is None) == (found.cleared == decision.interim)
    if found.next_mode is not None:
        assert MODES.index(found.next_mode) == RANK[found.cleared] + 1
        assert found.shortfalls


@given(tasks(), answers, st.sampled_from(["workflow", "output", "alerts", "days"]))
@settings(max_examples=80, deadline=None)
def test_leaving_a_question_open_never_clears_more(one: Task, given: dict[str, Given], name: str) -> None:
    made = assessment(given)
    opened = made.with_answer(name, Answer())
    assert RANK[_cleared(opened, one).cleared] <= RANK[_cleared(made, one).cleared]
