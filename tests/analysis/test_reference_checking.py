"""What makes a questionnaire unusable is found with its path, in words, with the nearest known name."""

from __future__ import annotations

from typing import Any

import pytest

from readiness_tui.analysis.reference_checking import reference_faults
from tests.analysis.drafts import REMOVED, built, many, number, one

Q = "sections.0.questions.0"
MANY, NUMBER = "sections.1.questions.0", "sections.1.questions.1"
FLAG = {"flag": "money"}


def at(place: str) -> tuple[str | int, ...]:
    return tuple(int(part) if part.isdigit() else part for part in place.split("."))


def test_a_sound_questionnaire_has_no_faults() -> None:
    assert reference_faults(built()) == ()


CASES: list[tuple[str, Any, str, str]] = [
    # references: place, new value, place of the fault, words of it
    (f"{Q}.answers", "practise", f"{Q}.answers", "no answer set 'practise' | did you mean 'practice'?"),
    (f"{Q}.gates.0.level", "redy", f"{Q}.gates.0.level", "no level 'redy' | did you mean 'ready'?"),
    (f"{Q}.gates.0.at_least", "ful", f"{Q}.gates.0.at_least", "'retries' has no choice 'ful' | did you mean 'full'?"),
    (f"{Q}.improvement.needs", ["falback"], f"{Q}.improvement.needs.0", "no question 'falback' | 'fallback'?"),
    ("autonomy.1.requires.level", "pilto", "autonomy.1.requires.level", "no level 'pilto' | 'pilot'?"),
    ("autonomy.1.requires.answers", {"dayz": "7"}, "autonomy.1.requires.answers.dayz", "no question 'dayz' | 'days'?"),
    ("autonomy.1.requires.answers", {"days": "full"}, "autonomy.1.requires.answers.days", "'full' is no number"),
    ("autonomy.1.requires.answers", {"retries": "14"}, "autonomy.1.requires.answers.retries", "at_least_value: 14"),
    ("autonomy.1.requires.answers", {"isolation": "a"}, "autonomy.1.requires.answers.isolation", "at_least_value"),
    ("autonomy.1.requires.gates", ["falback"], "autonomy.1.requires.gates.0", "no question 'falback'"),
    ("autonomy.1.requires.na_ok", ["retries"], "autonomy.1.requires.na_ok.0", "'retries' is not asked for here"),
    ("levels.2.requires.sections_at_least", {"frist": "1"}, "levels.2.requires.sections_at_least.frist", "'first'?"),
    ("levels.1.requires.level", "ready", "levels.1.requires.level", "only require a level below it"),
    ("levels.1.requires.named_reviewer", "true", "levels.1.requires.named_reviewer", "fact of a task"),
    ("stabilisation.since", "first-dya", "stabilisation.since", "no profile fact 'first-dya' | 'first-day'?"),
    ("stabilisation.since", "stage", "stabilisation.since", "the clock starts with a date"),
    ("stabilisation.budget_weeks", ["8", "4"], "stabilisation.budget_weeks", "from more to less"),
    ("matrix.factors.0.axis", "judgment", "matrix.factors.0.axis", "no axis 'judgment' | 'judgement'?"),
    ("matrix.flags.1.asked_with", "mony", "matrix.flags.1.asked_with", "no flag 'mony' | 'money'?"),
    ("matrix.flags.1.asked_with", "limit", "matrix.flags.1.asked_with", "can't be asked with itself"),
    ("matrix.rules.1.when", {"flag": "mony"}, "matrix.rules.1.when.flag", "no flag 'mony' | 'money'?"),
    (
        "matrix.rules.1.lifted.when",
        {"not": {"flag": "limti"}},
        "matrix.rules.1.lifted.when.not.flag",
        "no flag 'limti'",
    ),
    (
        "matrix.rules.1.when",
        {"factor": "undoo", "is": "3"},
        "matrix.rules.1.when.factor",
        "no factor 'undoo' | 'undo'?",
    ),
    ("matrix.base.0.when", {"axis": "x", "below": "1"}, "matrix.base.0.when.axis", "no axis 'x'"),
    # ids
    ("sections.1.id", "first", "sections.1.id", "already a section 'first'"),
    ("sections.0.questions.1.id", "retries", "sections.0.questions.1.id", "already a question 'retries'"),
    ("sections.1.questions.1.id", "first", "sections.1.questions.1.id", "of a section and of a question"),
    ("answer_sets.practice.1.id", "full", "answer_sets.practice.2.id", "already a choice 'full'"),
    (f"{MANY}.choices.1.id", "a", f"{MANY}.choices.1.id", "already a choice 'a'"),
    ("levels.1.id", "demo", "levels.1.id", "already a level 'demo'"),
    ("profile.1.id", "stage", "profile.1.id", "already a profile fact 'stage'"),
    ("matrix.factors.1.id", "complexity", "matrix.factors.1.id", "already a factor"),
    ("matrix.flags.1.id", "money", "matrix.flags.1.id", "already a flag"),
    ("matrix.flags.1.id", "undo", "matrix.flags.1.id", "of a factor and of a flag"),
    ("matrix.rules.1.id", "R1", "matrix.rules.1.id", "already a rule 'R1'"),
    (f"{Q}.renamed_from", ["fallback"], f"{Q}.renamed_from.0", "question 'fallback' is still there"),
    # kinds
    (f"{Q}.answers", REMOVED, Q, "no answers to choose from"),
    (f"{Q}.choices", [{"id": "x", "label": "X", "value": "1"}], f"{Q}.choices", "both 'answers' and 'choices'"),
    (f"{Q}.steps", [{"at_least": "0", "value": "1"}], f"{Q}.steps", "doesn't belong to a question of kind 'one'"),
    ("answer_sets.practice.0.value", REMOVED, "answer_sets.practice.0", "choice 'absent' has no value"),
    ("answer_sets.practice.0.value", "3/2", "answer_sets.practice.0.value", "value of 1.5 is out of range"),
    ("answer_sets.practice.0.value", "-1", "answer_sets.practice.0.value", "out of range"),
    ("answer_sets.other", [], "answer_sets.other", "answer set 'other' has no choices"),
    (f"{MANY}.rules", [], MANY, "no rules"),
    (f"{MANY}.choices", [], MANY, "no choices"),
    (f"{MANY}.choices.0.value", "1", f"{MANY}.choices.0.value", "the rules give the value"),
    (f"{MANY}.rules.0.value", "2", f"{MANY}.rules.0.value", "out of range"),
    (f"{MANY}.rules.2.when", {"any": ["a"]}, f"{MANY}.rules.2.when", "the last rule has a 'when'"),
    (f"{MANY}.rules.0.when", REMOVED, f"{MANY}.rules.0", "only the last rule may leave out 'when'"),
    (f"{MANY}.rules.0.when", {"all": ["a", "c"]}, f"{MANY}.rules.0.when.all.1", "no choice 'c'"),
    (f"{MANY}.rules.0.when", {"question": "retries", "is": "full"}, f"{MANY}.rules.0.when", "can't be used here"),
    (f"{NUMBER}.steps", [], NUMBER, "no steps"),
    (f"{NUMBER}.steps.1.at_least", "14", f"{NUMBER}.steps.1.at_least", "already a step from 14 on"),
    (f"{NUMBER}.steps.1.value", "1.5", f"{NUMBER}.steps.1.value", "out of range"),
    (f"{NUMBER}.choices", [{"id": "x", "label": "X"}], f"{NUMBER}.choices", "doesn't belong"),
    ("profile.0.choices", [], "profile.0", "profile fact 'stage' has no choices"),
    ("profile.1.choices", [{"id": "x", "label": "X"}], "profile.1.choices", "doesn't belong to a fact of kind 'date'"),
    # gates and requirements
    (f"{Q}.gates.0.at_least_value", "1", f"{Q}.gates.0.at_least_value", "both 'at_least' and 'at_least_value'"),
    (f"{Q}.gates.0.at_least", REMOVED, f"{Q}.gates.0", "doesn't say which answer it needs"),
    (f"{MANY}.gates", [{"level": "ready", "at_least": "a"}], f"{MANY}.gates.0.at_least", "at_least_value"),
    (f"{NUMBER}.gates", [{"level": "ready", "at_least": "full"}], f"{NUMBER}.gates.0.at_least", "'full' is no number"),
    ("autonomy.1.requires.answers", {"days": {}}, "autonomy.1.requires.answers.days", "doesn't say which answer"),
    # weights
    (f"{Q}.weight", "-1", f"{Q}.weight", "can't be below 0"),
    (f"{Q}.improvement.effort_days", "-2", f"{Q}.improvement.effort_days", "can't be below 0"),
    ("scoring", {"display": {"scale": "0"}}, "scoring.display.scale", "above 0"),
    # conditions
    (f"{Q}.ask_when", {"question": "dayz", "is": "1"}, f"{Q}.ask_when.question", "no question 'dayz' | 'days'?"),
    (f"{Q}.ask_when", {"question": "days", "is": "full"}, f"{Q}.ask_when.is", "'full' is no number"),
    (f"{Q}.ask_when", {"question": "fallback", "is": "ful"}, f"{Q}.ask_when.is", "did you mean 'full'?"),
    (f"{Q}.ask_when", {"question": "isolation", "at_least": "a"}, f"{Q}.ask_when.at_least", "only its value"),
    (f"{Q}.ask_when", {"question": "days"}, f"{Q}.ask_when", "compares with nothing"),
    (f"{Q}.ask_when", {"question": "days", "at_least": "1", "below": "9"}, f"{Q}.ask_when", "has 2 comparisons"),
    (f"{Q}.ask_when", {"profile": "stages", "is": "demo"}, f"{Q}.ask_when.profile", "no profile fact | 'stage'?"),
    (f"{Q}.ask_when", {"profile": "stage", "is": "life"}, f"{Q}.ask_when.is", "'stage' has no choice 'life' | 'live'?"),
    (f"{Q}.ask_when", {"profile": "stage", "at_least": "1"}, f"{Q}.ask_when.at_least", "compares numbers"),
    (f"{Q}.ask_when", {"profile": "load", "is": "much"}, f"{Q}.ask_when.is", "'much' is no number"),
    (f"{Q}.ask_when", {"profile": "first-day", "is": "2026-13-01"}, f"{Q}.ask_when.is", "is no date"),
    (f"{Q}.ask_when", {"all": []}, f"{Q}.ask_when.all", "'all' lists nothing"),
    (f"{Q}.ask_when", FLAG, f"{Q}.ask_when", "'flag' can't be used here | question, profile or tasks"),
    (f"{Q}.ask_when", "full", f"{Q}.ask_when", "the choice 'full' can't be used here"),
    (f"{Q}.ask_when", {"tasks": {}}, f"{Q}.ask_when.tasks", "compares with nothing"),
    (f"{Q}.ask_when", {"tasks": {"any": {}}}, f"{Q}.ask_when.tasks.any", "doesn't say what a task has to show"),
    (f"{Q}.ask_when", {"tasks": {"any": {"flag": "mony"}}}, f"{Q}.ask_when.tasks.any.flag", "no flag 'mony'"),
    ("sections.1.ask_when", FLAG, "sections.1.ask_when", "can't be used here"),
    ("advisories.0.when", {"any": [FLAG]}, "advisories.0.when.any.0", "can't be used here"),
    ("matrix.base.0.when", {"mode": ["augment"]}, "matrix.base.0.when", "'mode' can't be used here"),
    ("matrix.base.0.when", {"question": "days", "is": "1"}, "matrix.base.0.when", "'question' can't be used here"),
    ("matrix.rules.0.when", {"factor": "undo", "is": "4"}, "matrix.rules.0.when.is", "levels go from 0 to 3"),
    ("matrix.rules.0.when", {"factor": "undo"}, "matrix.rules.0.when", "compares with nothing"),
    ("matrix.rules.0.when", {"evidence_below": "9"}, "matrix.rules.0.when.evidence_below", "no evidence level"),
    # ladder, bands, modes, matrix
    ("bands", [{"id": "x"}], "bands", "both 'levels' and 'bands'"),
    ("autonomy.2.mode", "augment", "autonomy.2.mode", "'augment' stands after 'approve_before'"),
    ("autonomy.1.mode", "augment", "autonomy.1.mode", "mode 'augment' stands twice"),
    ("matrix.flags.2.id", "reviewer", "autonomy.1.requires.named_reviewer", "no flag 'named_reviewer'"),
    ("matrix.axes.+", {"id": "third", "title": "T"}, "matrix.axes.2", "no factor is on axis 'third'"),
    ("matrix.base.2.when", {"flag": "money"}, "matrix.base.2.when", "the last rule has a 'when'"),
    ("matrix.base.0.when", REMOVED, "matrix.base.0", "only the last rule may leave out 'when'"),
    ("matrix.base.2.margin", "1/4", "matrix.base.2.margin", "a margin belongs to a rule about an axis"),
    ("matrix.base.0.margin", "-1/4", "matrix.base.0.margin", "can't be below 0"),
    ("matrix.rules.0.cap", REMOVED, "matrix.rules.0", "rule 'R1' has no effect"),
    ("matrix.rules.0.unstaffed", "true", "matrix.rules.0.unstaffed", "both caps"),
    ("matrix.rules.2.lifted", {"when": FLAG}, "matrix.rules.2.lifted", "no cap that could be lifted"),
]


@pytest.mark.parametrize(("place", "value", "fault_at", "words"), CASES)
def test_a_fault_is_found_where_it_is(place: str, value: object, fault_at: str, words: str) -> None:
    faults = {fault.path: fault for fault in reference_faults(built((place, value)))}
    assert at(fault_at) in faults, faults
    fault = faults[at(fault_at)]
    text = f"{fault.message} {fault.remedy}"
    assert all(part in text for part in words.split(" | ")), text
    assert fault.severity == "error"
    assert fault.id
    assert fault.message
    assert fault.remedy


@pytest.mark.parametrize(
    "place", [place for place, *_ in CASES if not place.startswith(("levels", "matrix", "answer"))]
)
def test_every_fault_of_a_file_is_reported_at_once(place: str) -> None:
    value = next(case[1] for case in CASES if case[0] == place)
    found = {fault.path for fault in reference_faults(built((place, value), ("matrix.rules.1.when", {"flag": "mony"})))}
    assert at("matrix.rules.1.when.flag") in found
    assert len(found) > 1


def test_a_circle_of_conditions_is_named_in_full() -> None:
    questions = [
        one("a", ask_when={"question": "b", "is": "full"}),
        one("b", ask_when={"any": [{"question": "c", "is": "full"}, {"profile": "stage", "is": "live"}]}),
        one("c", ask_when={"question": "a", "is_not": "full"}),
    ]
    [fault] = [one for one in reference_faults(built(("sections.+", section("third", questions)))) if one.id == "cycle"]
    assert "a -> b -> c -> a" in fault.message
    assert fault.path == ("sections", 2, "questions", 0, "ask_when")


def test_a_section_that_asks_about_its_own_question_is_a_circle() -> None:
    third = section("third", [one("a"), one("b")], ask_when={"question": "a", "is": "full"})
    [fault] = [one for one in reference_faults(built(("sections.+", third))) if one.id == "cycle"]
    assert "a -> a" in fault.message
    assert fault.path == ("sections", 2, "ask_when")


def test_a_circle_of_needs_is_named_in_full() -> None:
    needs = {"do": "x", "effort_days": "1", "needs": ["fallback"]}
    [fault] = reference_faults(built((f"{Q}.improvement", needs)))
    assert "retries -> fallback -> retries" in fault.message


def test_two_questions_cannot_both_be_renamed_from_one() -> None:
    faults = reference_faults(built((f"{Q}.renamed_from", ["old"]), ("sections.0.questions.1.renamed_from", ["old"])))
    assert [fault.path for fault in faults] == [("sections", 0, "questions", 1, "renamed_from", 0)]


def test_a_weighted_mean_of_nothing_but_weight_zero_is_refused() -> None:
    zero = built((f"{Q}.weight", "0"), ("sections.0.questions.1.weight", "0"))
    assert [fault.path for fault in reference_faults(zero)] == [("sections", 0)]
    other = built((f"{Q}.weight", "0"), ("sections.0.questions.1.weight", "0"), ("sections.0.fold", "sum"))
    assert reference_faults(other) == ()
    tops = built(("sections.0.weight", "0"), ("sections.1.weight", "0"))
    assert [fault.path for fault in reference_faults(tops)] == [("sections",)]


def test_a_nested_section_is_no_place_for_a_threshold() -> None:
    nested = section("third", [one("a")], sections=[section("inner", [one("b")])])
    need = ("levels.2.requires.sections_at_least", {"inner": "1"})
    [fault] = reference_faults(built(("sections.+", nested), need))
    assert "lies inside another" in fault.message


def test_nested_questions_have_full_paths() -> None:
    nested = section("third", [one("a")], sections=[section("inner", [number("b", steps=[]), many("c", rules=[])])])
    found = [fault.path for fault in reference_faults(built(("sections.+", nested)))]
    inner = ("sections", 2, "sections", 0, "questions")
    assert found == [(*inner, 0), (*inner, 1)]


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ([{"id": "a", "at_most": "0"}, {"id": "b", "above": "0"}], ""),
        ([{"id": "a", "below": "1/2"}, {"id": "b", "at_least": "1/2", "at_most": "1"}], ""),
        ([{"id": "a", "at_most": "1/2"}, {"id": "b", "at_least": "1/2"}], "overlap | a score of 1/2 lies in both"),
        ([{"id": "a", "below": "1/2"}, {"id": "b", "above": "1/2"}], "hole | a score of 1/2 has no band"),
        ([{"id": "a", "at_most": "1/4"}, {"id": "b", "above": "1/2"}], "hole | a score of 3/8 has no band"),
        ([{"id": "a", "at_most": "3/4"}, {"id": "b", "above": "1/2"}], "overlap | a score of 5/8 lies in both"),
        ([{"id": "a", "above": "1/2"}, {"id": "b", "at_most": "1/2"}], "overlap"),
        ([{"id": "a"}, {"id": "b", "at_least": "1"}], "overlap | a score of 1 lies in both"),
        ([{"id": "a", "above": "0"}], "no band holds scores below 'a' | a score of 0 has no band"),
        ([{"id": "a", "below": "1"}], "no band holds scores above 'a' | a score of 1 has no band"),
        ([{"id": "a", "at_least": "0", "above": "0"}], "both 'at_least' and 'above'"),
        ([{"id": "a", "at_least": "1", "at_most": "1/2"}], "holds no score at all"),
    ],
)
def test_bands_cover_every_score_once(bands: list[dict[str, str]], words: str) -> None:
    faults = reference_faults(built(("levels", []), ("autonomy", []), (f"{Q}.gates", []), ("bands", bands)))
    text = " ".join(f"{fault.message} {fault.counterexample}" for fault in faults)
    assert all(part in text for part in words.split(" | ")), text
    assert bool(faults) == bool(words)


@pytest.mark.parametrize(
    ("place", "value", "fault_at"),
    [
        ("answer_sets.spare", [{"id": "x", "label": "X", "value": "1"}], "answer_sets.spare"),
        ("answer_sets.practice.0.exclusive", "true", "answer_sets.practice.0.exclusive"),
        ("sections.+", {"id": "third", "title": "T"}, "sections.2"),
        ("matrix", REMOVED, "autonomy"),
        ("autonomy.1.requires.gates", ["fallback"], "autonomy.1.requires.gates.0"),
    ],
)
def test_what_is_only_odd_is_a_warning(place: str, value: object, fault_at: str) -> None:
    [fault] = reference_faults(built((place, value)))
    assert fault.path == at(fault_at)
    assert fault.severity == "warning"


def section(name: str, questions: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"id": name, "title": name.title(), "questions": questions, **more}


def test_a_gate_on_a_band_caps_nothing() -> None:
    bands = [{"id": "ready", "at_least": "0"}]
    [fault] = reference_faults(built(("levels", []), ("autonomy", []), ("bands", bands)))
    assert (fault.path, fault.severity) == (("sections", 0, "questions", 0, "gates", 0), "warning")
