"""What isn't known is taken cautiously, and named where it matters."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.deciding import Assumption, Decision, decide
from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from tests.analysis.matrices import (
    ASKED_WITH,
    FACTORS,
    FLAGS,
    MATRIX,
    RISKS,
    plainly_decided,
    task,
    tasks,
)


def decided(one: Task) -> Decision:
    return decide("refund", one, MATRIX)


def unsaid(name: str, flags: str = "") -> Task:
    """A task of which one flag alone is not known, but for what `flags` say."""
    rest = " ".join(asked for asked in ASKED_WITH if asked != name)
    return task("0000 0000", f"{rest} {flags}")


def test_an_unknown_is_taken_cautiously_listed_and_named_where_it_matters() -> None:
    found = decided(task("0000 0000", "?physical_safety"))
    assert (found.mode, found.best_mode, found.status, found.interim) == ("augment", "automate", "open", "augment")
    assert found.asked_assumptions == (Assumption("flag:physical_safety", "yes"),)
    assert found.unknowns_that_matter == ("flag:physical_safety",)


def test_an_unknown_that_moves_nothing_leaves_the_decision_clear() -> None:
    found = decided(task("000? 0000"))
    assert (found.mode, found.status, found.unknowns_that_matter) == ("automate", "clear", ())
    assert found.asked_assumptions == (Assumption("factor:interpersonal", "3"),)


def test_a_comfort_that_is_unknown_is_taken_as_no() -> None:
    found = decided(task("0000 0100", "?graceful_failure"))
    assert (found.mode, found.best_mode) == ("approve_before", "automate")
    assert found.asked_assumptions == (Assumption("flag:graceful_failure", "no"),)


def test_every_unknown_is_an_assumption_and_one_asked_with_a_flag_that_is_no_is_moot() -> None:
    found = decided(unsaid("approved_template"))
    assert found.assumptions == (Assumption("flag:approved_template", "no", is_moot=True),)
    assert found.asked_assumptions == ()
    found = decided(unsaid("below_limit", "moves_money"))
    assert found.assumptions == (Assumption("flag:below_limit", "no"),)
    both = decided(unsaid("below_limit", "?moves_money")).asked_assumptions
    assert both == (Assumption("flag:moves_money", "yes"), Assumption("flag:below_limit", "no"))


def test_an_unknown_that_the_mode_hangs_on_is_never_moot() -> None:
    rule = {"id": "T1", "when": {"flag": "approved_template", "is": "no"}, "cap": "approve_before"}
    matrix = Matrix.model_validate({**MATRIX.model_dump(by_alias=True), "rules": [rule]})
    found = decide("refund", unsaid("approved_template"), matrix)
    assert found.unknowns_that_matter == ("flag:approved_template",)
    assert found.asked_assumptions == (Assumption("flag:approved_template", "no"),)


def test_open_comes_before_unclear_and_the_safer_side_still_counts() -> None:
    found = decided(task("1111 111?"))
    assert (found.mode, found.best_mode, found.status) == ("automate_sample", "automate", "open")
    assert found.candidates == ("augment", "automate_sample")
    assert found.interim == "augment"


def test_the_unknown_that_narrows_most_comes_first() -> None:
    found = decided(task("0000 000?", "?physical_safety ?privileged_access"))
    assert found.unknowns_that_matter[:2] == ("flag:physical_safety", "flag:privileged_access")


def test_where_nothing_is_said_the_cautious_end_is_not_yet() -> None:
    found = decided(Task.model_validate({"name": "New", "intent": "unsure", "built_as": "suggests"}))
    assert (found.mode, found.best_mode, found.status) == ("not_yet", "automate_sample", "open")
    assert {assumed.what for assumed in found.assumptions} == {
        *(f"factor:{name}" for name in FACTORS),
        *(f"flag:{name}" for name in FLAGS),
    }


@given(tasks(), st.data())
@settings(max_examples=80, deadline=None)
def test_exactly_those_unknowns_are_named_whose_answer_can_change_the_mode(one: Task, data: st.DataObject) -> None:
    found = decided(one)
    if found.status != "open":
        assert found.unknowns_that_matter == ()
        return
    unknown = [f for f in FACTORS if f not in one.factors] + [f for f in FLAGS if f not in one.flags]
    expected = {name for name in unknown if _changes_something(one, name, [n for n in unknown if n != name])}
    assert {what.partition(":")[2] for what in found.unknowns_that_matter} == expected


def _changes_something(one: Task, name: str, others: list[str]) -> bool:
    """Whether, for some answers at the ends to the others, the answer to this one changes the mode."""
    for pattern in range(1 << len(others)):
        settled = one
        for index, other in enumerate(others):
            settled = _answered(settled, other, cautious=bool(pattern >> index & 1))
        ends = {plainly_decided(_answered(settled, name, cautious=cautious))[1] for cautious in (True, False)}
        if len(ends) > 1:
            return True
    return False


def _answered(one: Task, name: str, cautious: bool) -> Task:
    if name in FACTORS:
        return one.rated(name, 3 if cautious else 0)
    return one.flagged(name, "yes" if (name in RISKS) == cautious else "no")
