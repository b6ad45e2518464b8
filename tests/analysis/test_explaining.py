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
@given(cases())
def test_no_smaller_set_of_answers_would_raise_the_level(case: Case) -> None:
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


def _hanging(first: str, **more: object) -> LevelChange | None:
    """`b` is full marks away from the top, and hangs on `a`."""
    gated = one("b", gates=[{"level": "high", "at_least": "full"}], **more)
    asked = questionnaire(group("s", one("a"), gated, one("c")), levels=[("low", {}), ("high", {})])
    return _change(asked, assessment({"a": first, "b": "absent", "c": "full"}))


def test_a_gate_that_is_not_asked_is_shown_first_and_then_passed() -> None:
    change = _hanging("full", ask_when={"question": "a", "is": "absent"})
    assert change is not None
    assert [(part.question, part.after) for part in change.changes] == [("a", "absent"), ("b", "full")]
    assert change.is_smallest


def test_an_answer_that_hides_a_gate_may_be_the_smallest_change_though_it_is_no_better() -> None:
    change = _hanging("full", ask_when={"question": "a", "at_least": "partial"}, hidden_ok=True)
    assert change is not None
    assert [(part.question, part.after) for part in change.changes] in ([("a", "absent")], [("b", "full")])
    assert (len(change.changes), change.is_smallest) == (1, True)


def test_many_answers_beside_a_condition_are_still_proven_to_be_the_fewest() -> None:
    """Of sixty questions thirty have to rise, and one condition asks about the first."""
    names = [f"q{place}" for place in range(60)]
    hanging = one("last", 0, ask_when={"question": "q0", "is": "full"})
    asked = questionnaire(group("s", *(one(name) for name in names), hanging), levels=(*LADDER[:1], LADDER[2]))
    answers = dict.fromkeys(names[:20], "full") | dict.fromkeys(names[20:], "absent")
    change = _change(asked, assessment({**answers, "last": "full"}))
    assert change is not None
    assert (len(change.changes), change.is_smallest) == (28, True)


def test_where_conditions_leave_a_level_open_that_no_answer_reaches_this_is_noticed() -> None:
    """While `a` is open, `b` may be hidden and `a` full; both at once is no way to answer."""
    asked = questionnaire(
        group("s", one("a", allow_na=False), one("b", ask_when={"question": "a", "is": "full"})),
        levels=[("low", {}), ("high", {"overall_at_least": "3/4"})],
    )
    for second, settled in (("absent", True), ("full", False)):
        given = assessment({"b": second})
        card = score(asked, given, TODAY)
        assert (card.level_worst, card.level_best) == ("low", "high")
        assert explain(asked, given, card).level_is_settled is settled


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


def test_all_answers_to_a_question_count_for_what_it_narrows_not_its_ends_alone() -> None:
    """The worst and the best answer to `a` settle the level as those to `b` do; its three others settle nothing."""
    values = tuple((f"c{place}", Fraction(place, 4)) for place in range(5))
    asked = questionnaire(
        group("s", one("a", 3, values, allow_na=False), one("b", 3, (("no", 0), ("yes", 1)), allow_na=False)),
        levels=[("low", {}), ("high", {"overall_at_least": "1/2"})],
    )
    explained = explain(asked, assessment({}), score(asked, assessment({}), TODAY))
    assert explained.ask_next is not None
    assert explained.ask_next.question == "b"


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
