"""Why this score and this level: parts that add up, the smallest change of level, the question to ask next."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given

from readiness_tui.analysis.explaining import LevelChange, explain
from readiness_tui.analysis.scoring import score
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Questionnaire
from tests.analysis.drawing import Case, cases
from tests.analysis.models import NA, TODAY, assessment, given_answer, number, one, possible_answers, questionnaire
from tests.analysis.models import section as group
from tests.analysis.test_scoring_laws import LAW

LADDER = (
    ("demo", {}),
    ("pilot", {"overall_at_least": "2/5", "every_section_at_least": "1/4"}),
    ("ready", {"overall_at_least": "4/5"}),
)


def _change(asked: Questionnaire, given: Assessment) -> LevelChange | None:
    return explain(asked, given, score(asked, given, TODAY)).smallest_change


def _rank(asked: Questionnaire, given: Assessment, names: tuple[str, ...] = (), values: tuple[object, ...] = ()) -> int:
    answers = {
        name: given_answer(value).model_copy(update={"waiver": given.answer(name).waiver})
        for name, value in zip(names, values, strict=True)
    }
    card = score(asked, given.model_copy(update={"answers": {**given.answers, **answers}}), TODAY)
    return -1 if card.level_worst is None else asked.level_rank(card.level_worst)


def _smaller_set_raises(case: Case, size: int) -> bool:
    """Whether any answers to fewer questions, N/A and the way back from it aside, reach a higher level."""
    now = _rank(case.asked, case.given)
    questions = [q for q in case.asked.questions if not case.given.answer(q.id).is_not_applicable]
    for chosen in combinations(questions, size):
        options = [[value for value in possible_answers(question) if value != NA] for question in chosen]
        for values in product(*options):
            if _rank(case.asked, case.given, tuple(question.id for question in chosen), values) > now:
                return True
    return False


@LAW
@given(cases(conditions=False))
def test_without_conditions_no_smaller_set_of_answers_would_raise_the_level(case: Case) -> None:
    now, top = _rank(case.asked, case.given), len(case.asked.rungs) - 1
    if now == top:
        return
    change = _change(case.asked, case.given)
    if change is None:
        assert not _smaller_set_raises(case, 2)
        return
    assert change.is_smallest
    if len(change.changes) <= 2:
        assert not _smaller_set_raises(case, len(change.changes) - 1)


@LAW
@given(cases())
def test_the_smallest_change_really_changes_the_level(case: Case) -> None:
    card = score(case.asked, case.given, TODAY)
    change = explain(case.asked, case.given, card).smallest_change
    if change is None:
        return
    assert change.before == card.level_worst != change.after
    written = {part.question: part.after for part in change.changes}
    given_anew = {name: _as_given(case.asked, name, text) for name, text in written.items()}
    after = case.given
    for name, answer in given_anew.items():
        waiver = case.given.answer(name).waiver
        after = after.with_answer(name, given_answer(answer).model_copy(update={"waiver": waiver}))
    assert score(case.asked, after, TODAY).level_worst == change.after


def _as_given(asked: Questionnaire, name: str, text: str) -> object:
    kind = asked.question_by_id[name].kind
    return Fraction(text) if kind == "number" else tuple(text.split(",")) if kind == "many" else text


def test_the_smallest_change_names_the_gate_and_the_weakest_answer_that_does() -> None:
    asked = questionnaire(
        group("s", one("a", gates=[{"level": "pilot", "at_least": "partial"}]), one("b"), number("c")), levels=LADDER
    )
    change = _change(asked, assessment({"a": "absent", "b": "full", "c": 7}))
    assert change is not None
    assert [(part.question, part.before, part.after) for part in change.changes] == [("a", "absent", "partial")]
    assert (change.before, change.after, change.is_smallest) == ("demo", "pilot", True)


def test_at_the_top_the_smallest_change_is_what_would_lose_the_level() -> None:
    asked = questionnaire(group("s", one("a", 1), one("b", 9)), levels=LADDER)
    change = _change(asked, assessment({"a": "full", "b": "full"}))
    assert change is not None
    assert ([part.question for part in change.changes], change.after) == (["b"], "demo")


def test_a_level_that_no_answer_can_reach_has_no_smallest_change() -> None:
    asked = questionnaire(group("s", one("a"), one("b")), levels=[("low", {}), ("high", {"answers": {"a": "full"}})])
    assert _change(asked, assessment({"a": NA, "b": "absent"})) is None


def test_ask_next_is_the_open_question_that_narrows_most_and_a_gate_comes_before_weight() -> None:
    gate = one("b", 1, gates=[{"level": "pilot", "at_least": "full"}], allow_na=False)
    asked = questionnaire(group("s", one("a", 3), gate, one("c", 2)), levels=(*LADDER[:1], ("pilot", {})))
    explained = explain(asked, assessment({"c": "full"}), score(asked, assessment({"c": "full"}), TODAY))
    assert explained.ask_next is not None
    assert (explained.ask_next.question, explained.level_is_settled) == ("b", False)
    plain = questionnaire(group("s", one("a", 3), one("b", 1), one("c", 2)))
    explained = explain(plain, assessment({}), score(plain, assessment({}), TODAY))
    assert explained.ask_next is not None
    assert (explained.ask_next.question, explained.level_is_settled) == ("a", True)


def test_nothing_is_asked_when_all_is_answered() -> None:
    asked = questionnaire(group("s", one("a")), levels=LADDER)
    given = assessment({"a": "full"})
    assert explain(asked, given, score(asked, given, TODAY)).ask_next is None


@LAW
@given(cases())
def test_the_parts_of_any_subject_add_up_to_its_worst_end(case: Case) -> None:
    card = score(case.asked, case.given, TODAY)
    subjects = [None, *(section.id for section in card.sections), *card.by_question]
    for subject in subjects:
        explained = explain(case.asked, case.given, card, subject)
        assert sum(part.contribution for part in explained.parts) == (explained.worst or 0)


@LAW
@given(cases())
def test_what_the_sections_and_the_questions_add_to_the_whole_is_the_whole(case: Case) -> None:
    card = score(case.asked, case.given, TODAY)
    for subjects in ([section.id for section in card.sections], list(card.by_question)):
        added = [explain(case.asked, case.given, card, subject).contribution for subject in subjects]
        assert sum(part for part in added if part is not None) == (card.overall.worst if card.overall else 0)


def test_a_section_is_explained_in_its_own_units_whatever_it_adds_to_the_whole() -> None:
    asked = questionnaire(group("s", one("a"), one("b")), group("t", one("c")), overall="minimum")
    given = assessment({"a": "full", "b": "partial", "c": "absent"})
    card = score(asked, given, TODAY)
    explained = explain(asked, given, card, "s")
    assert explained.worst == Fraction(3, 4)
    assert [part.contribution for part in explained.parts] == [Fraction(1, 2), Fraction(1, 4)]
    assert card.sections[0].contribution == 0


def test_a_subject_that_is_not_there_is_refused() -> None:
    asked = questionnaire(group("s", one("a")))
    with pytest.raises(KeyError):
        explain(asked, assessment({}), score(asked, assessment({}), TODAY), "nowhere")
