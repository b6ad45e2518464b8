"""Conditions have three values, and what they hide counts nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from readiness_tui.analysis.conditions import Facts, holds
from readiness_tui.analysis.scoring import Scorecard, score
from readiness_tui.model.assessment import Task
from readiness_tui.model.conditions import Condition
from readiness_tui.model.questionnaire import Questionnaire
from tests.analysis.models import NA, TODAY, Given, assessment, many, number, one, questionnaire, section

CONDITION: TypeAdapter[Any] = TypeAdapter(Condition)
FACTS = [
    {"id": "framework", "ask": "?", "choices": [{"id": "code", "label": "C"}, {"id": "no-code", "label": "N"}]},
    {"id": "requests", "ask": "?", "kind": "number"},
]
ASKED = questionnaire(
    section("s", one("a"), number("days"), many("m"), one("hidden", ask_when={"profile": "framework", "is": "code"})),
    profile=FACTS,
)


def _holds(condition: object, answers: dict[str, Given], **more: Any) -> bool | None:
    modes = more.pop("modes", {})
    return holds(CONDITION.validate_python(condition), Facts(ASKED, assessment(answers, **more), modes))


QUESTIONS: list[tuple[dict[str, str], Given, bool | None]] = [
    ({"question": "a", "is": "full"}, "full", True),
    ({"question": "a", "is": "full"}, "partial", False),
    ({"question": "a", "is": "full"}, None, None),
    ({"question": "a", "is": "full"}, NA, False),
    ({"question": "a", "is": "full"}, "gone", None),
    ({"question": "a", "is_not": "full"}, "partial", True),
    ({"question": "a", "is_not": "full"}, None, None),
    ({"question": "a", "is_not": "full"}, NA, True),
    ({"question": "a", "at_least": "partial"}, "full", True),
    ({"question": "a", "at_least": "partial"}, "absent", False),
    ({"question": "a", "at_least": "partial"}, NA, False),
    ({"question": "a", "below": "partial"}, "absent", True),
    ({"question": "a", "below": "partial"}, NA, False),
    ({"question": "days", "at_least": "7"}, 7, True),
    ({"question": "days", "below": "7"}, 7, False),
    ({"question": "days", "is": "7.0"}, 7, True),
    ({"question": "days", "at_least": "7"}, None, None),
    ({"question": "m", "is": "a"}, ("a", "b"), True),
    ({"question": "m", "is_not": "a"}, ("b",), True),
    ({"question": "m", "at_least": "1/2"}, ("b",), True),
    ({"question": "m", "below": "1/2"}, ("none",), True),
    ({"question": "unheard-of", "is": "full"}, None, None),
]


@pytest.mark.parametrize(("condition", "answer", "expected"), QUESTIONS)
def test_an_atom_about_a_question_is_unknown_while_open_and_false_when_it_does_not_apply(
    condition: dict[str, str], answer: Given, expected: bool | None
) -> None:
    assert _holds(condition, {condition["question"]: answer}) is expected


@pytest.mark.parametrize(
    ("framework", "atom", "expected"),
    [
        ("no-code", {"is": "full"}, False),
        ("no-code", {"is_not": "full"}, True),
        ("no-code", {"below": "full"}, False),
        ("code", {"is": "full"}, True),
        (None, {"is": "full"}, None),
        (None, {"is_not": "partial"}, True),
    ],
)
def test_an_atom_about_a_hidden_question_is_false_whatever_was_answered(
    framework: str | None, atom: dict[str, str], expected: bool | None
) -> None:
    found = _holds({"question": "hidden", **atom}, {"hidden": "full"}, profile={"framework": framework})
    assert found is expected


PROFILE: list[tuple[dict[str, str], dict[str, str], bool | None]] = [
    ({"profile": "framework", "is": "code"}, {"framework": "code"}, True),
    ({"profile": "framework", "is_not": "code"}, {"framework": "code"}, False),
    ({"profile": "framework", "is": "code"}, {}, None),
    ({"profile": "framework", "is": "code"}, {"framework": "gone"}, None),
    ({"profile": "requests", "at_least": "1000"}, {"requests": "1200"}, True),
    ({"profile": "requests", "below": "1000"}, {"requests": "1200"}, False),
    ({"profile": "requests", "at_least": "1000"}, {"requests": "many"}, None),
    ({"profile": "requests", "is": "1200.0"}, {"requests": "1200"}, True),
]


@pytest.mark.parametrize(("condition", "profile", "expected"), PROFILE)
def test_a_profile_fact_left_out_is_unknown(
    condition: dict[str, str], profile: dict[str, str], expected: bool | None
) -> None:
    assert _holds(condition, {}, profile=profile) is expected


def _task(**flags: str) -> Task:
    return Task.model_validate({"name": "T", "intent": "replace", "built_as": "acts_alone", "flags": flags})


TASKS: list[tuple[dict[str, object], dict[str, Task], dict[str, str], bool | None]] = [
    ({"any": {"mode": ["automate"]}}, {"t": _task()}, {"t": "automate"}, True),
    ({"any": {"mode": ["automate"]}}, {"t": _task()}, {"t": "augment"}, False),
    ({"any": {"mode": ["automate"]}}, {"t": _task()}, {}, None),
    ({"any": {"flag": "money"}}, {"t": _task(money="yes")}, {}, True),
    ({"any": {"flag": "money"}}, {"t": _task(money="no")}, {}, False),
    ({"any": {"flag": "money"}}, {"t": _task()}, {}, None),
    ({"any": {"flag": "money", "mode": ["augment"]}}, {"t": _task(money="yes")}, {"t": "automate"}, False),
    ({"all": {"flag": "money"}}, {"t": _task(money="yes"), "u": _task(money="yes")}, {}, True),
    ({"all": {"flag": "money"}}, {"t": _task(money="yes"), "u": _task()}, {}, None),
    ({"all": {"flag": "money"}}, {"t": _task(money="no"), "u": _task()}, {}, False),
    ({"any": {"flag": "money"}}, {}, {}, False),
    ({"all": {"flag": "money"}}, {}, {}, False),
]


@pytest.mark.parametrize(("tasks", "have", "modes", "expected"), TASKS)
def test_a_condition_about_tasks_looks_at_modes_and_flags_and_over_none_is_false(
    tasks: dict[str, object], have: dict[str, Task], modes: dict[str, str], expected: bool | None
) -> None:
    assert _holds({"tasks": tasks}, {}, tasks=have, modes=modes) is expected


LOGIC: list[tuple[object, bool | None]] = [
    ({"all": []}, True),
    ({"any": []}, False),
    ({"all": [{"question": "a", "is": "full"}, {"question": "days", "at_least": "1"}]}, None),
    ({"all": [{"question": "a", "is": "absent"}, {"question": "days", "at_least": "1"}]}, False),
    ({"any": [{"question": "a", "is": "full"}, {"question": "days", "at_least": "1"}]}, True),
    ({"any": [{"question": "a", "is": "absent"}, {"question": "days", "at_least": "1"}]}, None),
    ({"not": {"question": "days", "at_least": "1"}}, None),
    ({"not": {"any": [{"question": "a", "is": "full"}]}}, False),
]


@pytest.mark.parametrize(("condition", "expected"), LOGIC)
def test_all_any_and_not_pass_the_unknown_on_only_where_it_matters(condition: object, expected: bool | None) -> None:
    assert _holds(condition, {"a": "full"}) is expected


def _chain(**more: Any) -> Questionnaire:
    """`b` is asked when `a` is full, the section `t` when `b` is full; the sections stand in the other order."""
    asking = {"question": "b", "is": "full"}
    return questionnaire(
        section("t", one("c"), ask_when=asking),
        section("s", one("b", ask_when={"question": "a", "is": "full"}), one("a")),
        **more,
    )


def _states(card: Scorecard) -> dict[str, tuple[str, str]]:
    return {name: (question.state, question.applies) for name, question in card.by_question.items()}


def test_a_hidden_question_counts_nowhere_and_its_answer_is_kept() -> None:
    card = score(_chain(), assessment({"a": "absent", "b": "full", "c": "full"}), TODAY)
    assert _states(card) == {"c": ("hidden", "no"), "b": ("hidden", "no"), "a": ("answered", "yes")}
    assert card.question("b").answer == "full"
    assert (card.question("b").value, card.question("b").interval, card.question("b").contribution) == (None, None, 0)
    assert (card.coverage.answered, card.coverage.applicable, card.coverage.may_apply) == (1, 1, 0)
    assert card.sections[0].interval is None
    assert card.overall is not None
    assert card.overall.is_point


def test_what_hangs_on_an_open_question_may_apply_and_widens_the_interval() -> None:
    card = score(_chain(), assessment({"c": "absent"}), TODAY)
    assert _states(card) == {"c": ("answered", "unknown"), "b": ("unanswered", "unknown"), "a": ("unanswered", "yes")}
    assert (card.coverage.answered, card.coverage.applicable, card.coverage.may_apply) == (0, 1, 2)
    assert card.sections[0].may_be_absent
    assert card.overall is not None
    assert (card.overall.worst, card.overall.best) == (0, 1)


def test_under_unanswered_zero_an_unknown_condition_counts_as_false() -> None:
    card = score(_chain(unanswered="zero"), assessment({"c": "full"}), TODAY)
    assert _states(card) == {"c": ("hidden", "no"), "b": ("hidden", "no"), "a": ("unanswered", "yes")}
    assert card.overall is not None
    assert (card.overall.worst, card.overall.best) == (0, 0)


def test_a_hidden_section_hides_the_sections_inside_it() -> None:
    inner = section("inner", one("c"))
    asked = questionnaire(section("s", one("a")), section("t", inner, ask_when={"question": "a", "is": "full"}))
    card = score(asked, assessment({"a": "partial", "c": "full"}), TODAY)
    assert card.question("c").state == "hidden"
    assert card.sections[1].sections[0].interval is None


def test_a_long_chain_of_conditions_is_followed_in_any_order() -> None:
    links = [one(f"q{place}", ask_when={"question": f"q{place + 1}", "is": "full"}) for place in range(1500)]
    asked = questionnaire(section("s", *links, one("q1500")))
    answers: dict[str, Given] = {f"q{place}": "full" for place in range(1501)}
    assert score(asked, assessment(answers), TODAY).coverage.answered == 1501
    assert score(asked, assessment({**answers, "q1500": "partial"}), TODAY).coverage.applicable == 1


def test_questions_that_ask_about_each_other_stay_unknown_instead_of_hanging() -> None:
    first, second = (one(name, ask_when={"question": other, "is": "full"}) for name, other in ("ab", "ba"))
    card = score(questionnaire(section("s", first, second)), assessment({"a": "full", "b": "full"}), TODAY)
    assert card.question("a").applies == "unknown"
