"""The linter proves rather than guesses: each finding has a place, a remedy, and an example to replay."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from readiness_tui.analysis.chance import Chance
from readiness_tui.analysis.checking import check
from readiness_tui.analysis.satisfying import Satisfier
from readiness_tui.analysis.scoring import score
from readiness_tui.model.questionnaire import Questionnaire
from tests.analysis.drafts import REMOVED, Draft, built, many, number, one
from tests.analysis.findings import DO, NO_LADDER, asked, findings, only
from tests.analysis.strategies import assessment

SHIPPED = sorted((Path(__file__).parents[2] / "questionnaires").glob("*.yaml"))
DAY = date(2026, 11, 22)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_is_found_in_what_is_shipped(path: Path) -> None:
    questionnaire = Questionnaire.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))
    assert check(questionnaire) == ()


def test_nothing_is_found_in_a_sound_questionnaire() -> None:
    assert check(built()) == ()


def test_what_makes_a_file_unusable_is_all_that_is_said_of_it() -> None:
    faults = check(built(("sections.0.questions.0.answers", "practise")))
    assert [fault.id for fault in faults if fault.severity == "error"] == ["unknown-answer-set"]


def test_what_hangs_on_no_error_is_found_beside_it() -> None:
    never = {"all": [{"question": "a", "is": "full"}, {"question": "a", "is": "absent"}]}
    rules = [{"when": "a", "value": "1"}, {"when": {"all": ["a", "b"]}, "value": "1/2"}, {"value": "0"}]
    bands = [{"id": "low", "below": "1/4"}, {"id": "high", "at_least": "1/2"}]
    start = (one("a"), one("b", ask_when=never), many("m", rules=rules))
    errors = [fault.id for fault in check(asked(*start, bands=bands, levels=[])) if fault.severity == "error"]
    assert errors == ["band-hole", "rule-never-fires", "question-never-asked"]


def test_nothing_is_said_of_a_question_that_may_come_of_what_is_wrong_with_it() -> None:
    rules = [{"when": "a", "value": "1"}, {"when": {"all": ["a", "c"]}, "value": "1/2"}, {"value": "0"}]
    never = {"all": [{"question": "a", "is": "fulll"}, {"question": "a", "is": "absent"}]}
    faults = check(asked(one("a"), one("b", ask_when=never), many("m", rules=rules)))
    assert [fault.id for fault in faults] == ["unknown-choice", "unknown-choice"]


# --- questions that can be asked


@pytest.mark.parametrize(
    "condition",
    [
        {"all": [{"question": "a", "is": "full"}, {"question": "a", "is": "absent"}]},
        {"all": [{"question": "a", "at_least": "partial"}, {"question": "a", "below": "partial"}]},
        {"all": [{"question": "d", "at_least": "14"}, {"question": "d", "below": "14"}]},
        {"question": "d", "below": "0"},
        {"all": [{"profile": "stage", "is": "demo"}, {"profile": "stage", "is_not": "demo"}]},
        {"all": [{"profile": "load", "at_least": "5"}, {"profile": "load", "below": "5"}]},
        {"all": [{"question": "m", "is": "a"}, {"question": "m", "is": "none-of-these"}]},
        {"all": [{"question": "m", "is": "a"}, {"question": "m", "is": "b"}, {"question": "m", "below": "1"}]},
        {"not": {"any": [{"question": "a", "is": "full"}, {"question": "a", "is_not": "full"}]}},
    ],
)
def test_a_question_that_no_answers_show_is_an_error(condition: Draft) -> None:
    fault = only(asked(one("a"), number("d"), many("m"), one("x", ask_when=condition)), "question-never-asked")
    assert fault.path == ("sections", 0, "questions", 3, "ask_when")
    assert fault.severity == "error"
    assert "proven" in fault.message


@pytest.mark.parametrize(
    "condition",
    [
        {"all": [{"question": "d", "at_least": "14"}, {"question": "d", "below": "15"}]},
        {"all": [{"question": "d", "at_least": "7"}, {"question": "d", "below": "7.5"}]},
        {"question": "d", "is": "3"},
        {"question": "a", "is_not": "full"},
        {"all": [{"question": "a", "is_not": x} for x in ("absent", "partial", "full")]},  # by "not applicable"
        {"all": [{"question": "m", "is": "a"}, {"question": "m", "is_not": "b"}]},
        {"question": "m", "is": "none-of-these"},
        {"all": [{"profile": "load", "at_least": "5"}, {"profile": "load", "below": "6"}]},
        {"not": {"question": "a", "is": "full"}},
    ],
)
def test_a_question_that_some_answers_show_is_fine(condition: Draft) -> None:
    questionnaire = asked(one("a"), number("d"), many("m"), one("x", ask_when=condition))
    assert not findings(questionnaire, "question-never-asked")
    world = Satisfier(questionnaire).shown("x").world
    assert world is not None
    assert score(questionnaire, world.assessment(questionnaire), DAY).question("x").applies == "yes"


def test_a_condition_may_hang_on_a_question_that_is_hidden_then() -> None:
    """`b` is asked where `a` is full, `c` where `b` is full and `a` is not."""
    b = one("b", ask_when={"question": "a", "is": "full"})
    both = {"all": [{"question": "b", "is": "full"}, {"question": "a", "is_not": "full"}]}
    fault = only(asked(one("a"), b, one("c", ask_when=both)), "question-never-asked")
    assert fault.path == ("sections", 0, "questions", 2, "ask_when")


def test_what_hangs_on_a_question_that_is_never_asked_says_so() -> None:
    never = {"all": [{"question": "a", "is": "full"}, {"question": "a", "is": "absent"}]}
    b, c = one("b", ask_when=never), one("c", ask_when={"question": "b", "is": "full"})
    found = findings(asked(one("a"), b, c), "question-never-asked")
    examples = ["every combination of a leaves it hidden", "it hangs on 'b', never asked either"]
    assert [fault.counterexample for fault in found] == examples


def test_conditions_on_tasks_can_hold_and_can_contradict_each_other() -> None:
    def with_tasks(condition: Draft) -> Questionnaire:
        return built(("sections.0.questions.1.ask_when", condition))

    fine = {"all": [{"tasks": {"any": {"mode": ["automate"]}}}, {"tasks": {"any": {"mode": ["augment"]}}}]}
    never = {"all": [{"tasks": {"any": {"mode": ["automate"]}}}, {"tasks": {"all": {"mode": ["augment"]}}}]}
    assert not findings(with_tasks(fine), "question-never-asked")
    assert findings(with_tasks(never), "question-never-asked")


def test_a_section_that_never_applies_is_named_once_for_each_question_at_its_condition() -> None:
    never = {"all": [{"profile": "stage", "is": "demo"}, {"profile": "stage", "is": "live"}]}
    questionnaire = built(("sections.1.ask_when", never))
    paths = [fault.path for fault in findings(questionnaire, "question-never-asked")]
    assert paths == [("sections", 1, "ask_when")] * 2


def test_an_advisory_that_can_never_be_shown_is_a_warning() -> None:
    never = {"all": [{"profile": "stage", "is": "demo"}, {"profile": "stage", "is": "live"}]}
    assert only(built(("advisories.0.when", never)), "advisory-never-shown").severity == "warning"


@pytest.mark.parametrize("hidden_ok", ["true", "false"])
def test_a_gate_that_may_be_hidden_is_a_warning(hidden_ok: str) -> None:
    place = "sections.0.questions.0"
    questionnaire = built((f"{place}.ask_when", {"profile": "stage", "is": "live"}), (f"{place}.hidden_ok", hidden_ok))
    assert only(questionnaire, "hidden-gate").severity == "warning"


# --- answers


@pytest.mark.parametrize(
    ("rules", "rule", "example"),
    [
        ([{"any": ["a", "b"]}, {"all": ["a", "b"]}], 1, "m: a,b makes it true, and rule 1 before it gives 0.5"),
        ([{"any": ["a"]}, {"any": ["b"]}, {"all": ["a"]}], 2, "m: a makes it true, and rule 1 before it gives 0.5"),
        ([{"all": ["a", "none-of-these"]}], 0, "tried every selection"),
    ],
)
def test_a_rule_that_never_wins_is_an_error(rules: list[Draft], rule: int, example: str) -> None:
    written = [{"when": when, "value": "1/2"} for when in rules] + [{"value": "0"}]
    fault = only(asked(many("m", rules=written)), "rule-never-fires")
    assert fault.path == ("sections", 0, "questions", 0, "rules", rule)
    assert fault.counterexample == example
    assert fault.severity == "error"


def test_a_choice_that_helps_here_and_harms_there_is_an_error() -> None:
    rules = [{"when": {"all": ["a", "b"]}, "value": "1/2"}, {"when": {"any": ["a", "b"]}, "value": "1"}, {"value": "0"}]
    found = findings(asked(many("m", rules=rules)), "not-monotone")
    assert [fault.path[-1] for fault in found] == [0, 1]
    example = "m: b -> a,b changes the value 1 -> 0.5; m: none-of-these -> a changes the value 0 -> 1"
    assert found[0].counterexample == example


def test_no_choices_at_all_are_no_answer_to_compare_with() -> None:
    """`b` lowers what `a` is worth, and there is nothing beside which it raises anything."""
    choices = [{"id": name, "label": name} for name in ("a", "b")]
    rules = [
        {"when": {"all": ["a", {"not": "b"}]}, "value": "1"},
        {"when": "a", "value": "1/2"},
        {"when": "b", "value": "1/4"},
        {"value": "0"},
    ]
    assert not findings(asked(many("m", choices=choices, rules=rules)), "not-monotone")


def test_choices_that_only_harm_are_fine() -> None:
    rules = [{"when": {"any": ["a", "b"]}, "value": "0"}, {"value": "1"}]
    assert not findings(asked(many("m", rules=rules)), "not-monotone")


def test_choices_that_are_worth_the_same_are_a_warning() -> None:
    fault = only(built(("answer_sets.practice.1.value", "1")), "same-value")
    assert fault.path == ("answer_sets", "practice", 2)


def test_a_shortfall_without_an_improvement_is_a_warning() -> None:
    questionnaire = built(("sections.1.questions.1.improvement", REMOVED))
    assert only(questionnaire, "no-improvement").path == ("sections", 1, "questions", 1)
    assert not findings(
        built(("sections.1.questions.1.improvement", REMOVED), ("sections.1.questions.1.weight", "0")), "no-improvement"
    )


@pytest.mark.parametrize(
    ("steps", "name", "severity"),
    [
        ([("14", "1"), ("7", "1/2")], "no-step", "warning"),
        ([("14", "1/2"), ("7", "1"), ("0", "0")], "not-monotone", "error"),
        ([("14", "0"), ("7", "1/2"), ("0", "1")], "falling-steps", "warning"),
    ],
)
def test_steps_that_are_odd(steps: list[tuple[str, str]], name: str, severity: str) -> None:
    written = [{"at_least": at, "value": value} for at, value in steps]
    assert only(asked(number("d", steps=written)), name).severity == severity


def test_steps_may_stand_in_any_order() -> None:
    steps = [{"at_least": at, "value": value} for at, value in (("0", "0"), ("7", "1/2"), ("14", "1"))]
    assert check(asked(one("a"), number("d", steps=steps))) == ()


def test_a_need_of_more_where_less_is_better_is_an_error() -> None:
    steps = [{"at_least": at, "value": value} for at, value in (("5", "0"), ("0", "1"))]
    gate = [{"level": "low", "at_least": "5"}]
    fault = only(asked(number("d", steps=steps, gates=gate)), "not-monotone")
    assert fault.path == ("sections", 0, "questions", 0, "gates", 0, "at_least")
    assert "is worth 1 and fails" in fault.counterexample


# --- monotone


def test_a_better_answer_that_shows_a_question_can_lower_the_score_and_says_how() -> None:
    shown = one("b", weight="3", ask_when={"question": "a", "at_least": "partial"}, allow_na="false")
    questionnaire = asked(one("a"), one("c"), shown)
    fault = only(questionnaire, "not-monotone")
    assert fault.path == ("sections", 0, "questions", 2, "ask_when")
    assert "'a' shows 'b'" in fault.message
    assert fault.counterexample == "a=absent c=full b=absent: the overall score is 50.0; a=partial instead: 30.0"
    worst = [
        score(
            questionnaire, assessment({"a": {"choice": a}, "b": {"choice": "absent"}, "c": {"choice": "full"}}), DAY
        ).overall
        for a in ("absent", "partial")
    ]
    assert [part.worst for part in worst if part] == [Fraction(1, 2), Fraction(3, 10)]


def test_a_better_answer_that_hides_a_gate_can_lower_the_level() -> None:
    hidden = one("b", ask_when={"question": "a", "below": "full"}, gates=[{"level": "high", "at_least": "full"}])
    levels = [{"id": "low"}, {"id": "high"}]
    found = findings(asked(one("a"), hidden, scoring={"section": {"fold": "maximum"}}, levels=levels), "not-monotone")
    assert ["the level" in fault.message for fault in found] == [True]


def test_conditions_on_the_profile_alone_lower_nothing() -> None:
    questionnaire = asked(one("a"), one("b", ask_when={"profile": "stage", "is": "live"}))
    assert not findings(questionnaire, "not-monotone")


# --- size


def test_many_questions_that_hang_on_each_other_are_checked_within_the_budget() -> None:
    """Not timed here: the search counts its steps, and says where it stopped."""
    questions = [one("q0", **DO)]
    for index in range(1, 300):
        questions.append(one(f"q{index}", ask_when={"question": f"q{index - 1}", "at_least": "partial"}, **DO))
    sections = [{"id": f"s{n}", "title": "S", "questions": questions[n : n + 50]} for n in range(0, 300, 50)]
    found = {fault.id for fault in check(built(*NO_LADDER, ("sections", sections)))}
    assert found <= {"not-monotone", "monotone-sampled"}


def test_whether_a_question_can_be_asked_is_decided_however_its_conditions_hang_together() -> None:
    """Each of 400 questions looks at some of the 40 before it, four of five times."""
    chance = Chance(3)
    questions: list[Draft] = []
    for index in range(400):
        before = [question["id"] for question in questions[-40:]]
        when = {"ask_when": tangled(chance, before)} if before and chance.pick(range(5)) else {}
        questions.append(one(f"q{index}", **when))
    satisfier = Satisfier(asked(*questions))
    verdicts = [satisfier.shown(name) for name in satisfier.outline.conditional]
    assert all(verdict.proven for verdict in verdicts)
    assert 0 < sum(verdict.world is None for verdict in verdicts) < 100


def tangled(chance: Chance, before: list[str]) -> Draft:
    def atom() -> Draft:
        if not chance.pick(range(5)):
            return {"profile": "stage", chance.pick(["is", "is_not"]): "live"}
        comparison = chance.pick(["is", "is_not", "at_least", "below"])
        return {"question": chance.pick(before), comparison: chance.pick(["partial", "full"])}

    kind = chance.pick(["atom", "all", "any", "not"])
    if kind == "atom":
        return atom()
    return {"not": {"any": [atom(), atom()]}} if kind == "not" else {kind: [atom(), atom()]}


def test_a_gate_that_is_always_asked_in_spite_of_its_condition_is_fine() -> None:
    always = {"any": [{"question": "a", "is": "full"}, {"question": "a", "is_not": "full"}]}
    gated = one("b", ask_when=always, gates=[{"level": "low", "at_least": "full"}])
    assert not findings(asked(one("a"), gated), "hidden-gate")
