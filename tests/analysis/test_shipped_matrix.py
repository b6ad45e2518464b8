"""The shipped questionnaire's matrix is the one of the design, and its needs clear what they should."""

from __future__ import annotations

from hypothesis import given, settings

from readiness_tui.analysis.clearing import clear
from readiness_tui.analysis.deciding import Decision, decide
from readiness_tui.analysis.scoring import score
from readiness_tui.model.assessment import Answer, Task
from readiness_tui.model.questionnaire import Question
from readiness_tui.storage.questionnaires import find_questionnaire
from tests.analysis.matrices import MATRIX, task, tasks
from tests.analysis.models import TODAY, assessment

SHIPPED = find_questionnaire(None, "agent-production-readiness").questionnaire


def without_words(decision: Decision) -> Decision:
    """The decision without what a questionnaire words, and without its order of questions."""
    return decision._replace(
        caps=tuple(cap._replace(title="", ground="", remedy="") for cap in decision.caps),
        reasons=tuple(reason._replace(text="", factors=()) for reason in decision.reasons),
        assumptions=tuple(sorted(decision.assumptions, key=lambda each: each.what)),
        unknowns_that_matter=tuple(sorted(decision.unknowns_that_matter)),
        not_checked=tuple(sorted(decision.not_checked)),
    )


@given(tasks())
@settings(max_examples=60, deadline=None)
def test_the_shipped_matrix_decides_as_the_design_does(one: Task) -> None:
    assert SHIPPED.matrix is not None
    for basis in ("full", "quick"):
        rated = one.model_copy(update={"basis": basis})
        shipped, designed = decide("refund", rated, SHIPPED.matrix), decide("refund", rated, MATRIX)
        assert without_words(shipped) == without_words(designed)


def best(question: Question) -> Answer:
    if question.kind == "number":
        return Answer(number=max(step.at_least for step in question.steps))
    return Answer(choice=max(question.choices, key=lambda choice: choice.value or 0).id)


def test_with_everything_in_place_a_task_may_run_as_recommended_and_with_nothing_only_suggest() -> None:
    assert SHIPPED.matrix is not None
    one_task = task("0000 0000")
    decision = decide("refund", one_task, SHIPPED.matrix)
    full = assessment({question.id: best(question) for question in SHIPPED.questions})
    empty = assessment({})
    assert clear(SHIPPED, full, score(SHIPPED, full, TODAY), one_task, decision).cleared == "automate"
    assert clear(SHIPPED, empty, score(SHIPPED, empty, TODAY), one_task, decision).cleared == "augment"


def test_the_cheapest_way_from_nothing_to_the_next_mode_is_found() -> None:
    assert SHIPPED.matrix is not None
    one_task = task("0000 0000")
    empty = assessment({})
    decision = decide("refund", one_task, SHIPPED.matrix)
    cheapest = clear(SHIPPED, empty, score(SHIPPED, empty, TODAY), one_task, decision).cheapest
    assert cheapest is not None
    assert cheapest.mode == "approve_before"
    better = empty
    for name in cheapest.improvements:
        better = better.with_answer(name, best(SHIPPED.question_by_id[name]))
    cleared = clear(SHIPPED, better, score(SHIPPED, better, TODAY), one_task, decision)
    assert cleared.cleared == "approve_before"
