"""What is taken over from the last scoring equals what scoring anew gives, whatever was changed in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.remembering import Memory, Recent
from readiness_tui.analysis.scoring import Scorecard, score
from readiness_tui.model.assessment import EMPTY_ANSWER, Answer, Assessment, Evidence
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import frozen_mapping
from readiness_tui.storage.encoding import encode_assessment
from tests.analysis.drawing import cases
from tests.analysis.models import TODAY, assessment, given_answer, one, possible_answers, questionnaire, section, waived

LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
DAYS = (TODAY, TODAY + timedelta(days=40))


def _anew(asked: Questionnaire, given_: Assessment, as_of: date) -> Scorecard:
    """Scored by a copy of the questionnaire, which nothing is remembered of."""
    return score(Questionnaire.model_validate(asked.model_dump(by_alias=True)), given_, as_of, evidence_max_age_days=90)


def _alike(first: Scorecard, second: Scorecard) -> None:
    assert first == second
    assert dict(first.by_question) == dict(second.by_question)
    assert dict(first.by_section) == dict(second.by_section)


@LAW
@given(st.data())
def test_a_walk_of_changes_scores_as_each_of_its_steps_does_alone(data: st.DataObject) -> None:
    case = data.draw(cases())
    now = case.given
    for _ in range(data.draw(st.integers(2, 6))):
        question = data.draw(st.sampled_from(case.asked.questions))
        kinds: dict[str, Callable[[Answer], Answer]] = {
            "answer": lambda was, q=question: given_answer(data.draw(st.sampled_from(possible_answers(q)))),  # type: ignore[misc]
            "clear": lambda was: was.cleared(),
            "waive": lambda was: waived(was if was.is_answered else None),
            "evidence": lambda was: was.model_copy(update={"evidence": (Evidence(link="a", observed=TODAY),)}),
        }
        change = kinds[data.draw(st.sampled_from(sorted(kinds)))]
        now = now.with_answer(question.id, change(now.answer(question.id)))
        now = now.with_fact("stage", data.draw(st.sampled_from([None, "demo", "live"])))
        as_of = data.draw(st.sampled_from(DAYS))
        _alike(score(case.asked, now, as_of, evidence_max_age_days=90), _anew(case.asked, now, as_of))


def test_many_sections_add_up_as_they_do_anew_after_each_answer() -> None:
    asked = questionnaire(
        *(section(f"s{n}", one(f"q{n}", n % 3 + 1), one(f"r{n}", allow_na=True)) for n in range(40)),
        levels=[("low", {"overall_at_least": "1/4"}), ("high", {"every_section_at_least": "1/2"})],
    )
    now = assessment()
    for name in ("q0", "q39", "r17", "q16", "q15", "q0"):
        before = now.answer(name)
        now = now.with_answer(name, given_answer("full") if not before.is_answered else EMPTY_ANSWER)
        _alike(score(asked, now, TODAY, evidence_max_age_days=90), _anew(asked, now, TODAY))


def test_what_is_written_again_is_what_is_written_the_first_time() -> None:
    names = [f"q{n}" for n in range(30)]
    now = assessment(dict.fromkeys(names[:20], "full"))
    encode_assessment(now, names)
    changed = now.with_answer("q3", given_answer("absent")).with_answer("q29", waived("partial"))
    other = changed.model_copy(update={"answers": frozen_mapping(dict(reversed(changed.answers.items())))})
    text = encode_assessment(changed, names)
    assert encode_assessment(other, names) == text
    assert encode_assessment(changed, tuple(reversed(names))) != text
    assert encode_assessment(changed, names) == text
    assert text.count("choice: full") == 19
    assert text.count("choice: absent") == 1
    assert "  q28:\n  q29:\n    choice: partial\n" in text


@pytest.mark.parametrize(
    ("parts", "marks", "made"),
    [
        ("abc", (1, 2, 3), []),
        ("abX", (1, 2, 3), [2]),
        ("abc", (1, 9, 3), [1]),
        ("Xbc", (1, 2, 9), [0, 2]),
        ("abcd", (1, 2, 3, 4), [0, 1, 2, 3]),
        ("ab", (1, 2), [0, 1]),
    ],
)
def test_only_what_has_another_part_or_mark_is_made_anew(parts: str, marks: tuple[int, ...], made: list[int]) -> None:
    memory, calls = Memory(), list[int]()

    def make(place: int) -> str:
        calls.append(place)
        return f"made {place}"

    memory.each("role", "abc", "settings", make, marks=(1, 2, 3))
    calls.clear()
    values = memory.each("role", parts, "settings", make, marks=marks)
    assert sorted(calls) == made
    assert values == tuple(f"made {place}" for place in range(len(parts)))


def test_several_parts_of_one_value_and_other_settings_make_it_anew() -> None:
    memory, calls = Memory(), list[int]()
    made = lambda: memory.each("role", parts, rule, calls.append, places=(0, 0, 2), count=3)  # noqa: E731  # read as one
    parts, rule = ["a", "b", "c"], "one"
    made()
    assert calls == [0, 1, 2]
    calls.clear()
    parts = ["a", "X", "c"]
    made()
    assert calls == [0]
    calls.clear()
    rule = "other"
    made()
    assert calls == [0, 1, 2]


def test_the_last_values_are_found_by_the_objects_they_were_made_from_and_only_so_many_are_kept() -> None:
    recent, calls = Recent(2), list[str]()

    def value(name: str, first: object, setting: str = "") -> str:
        return recent.of((first,), (setting,), lambda: calls.append(name) or name)  # type: ignore[func-returns-value]

    first, second, third = [1], [1], [1]  # equal, and yet not the same
    assert [value("a", first), value("b", first), value("c", second)] == ["a", "a", "c"]
    assert value("d", second, "other") == "d"
    assert value("e", first) == "e"
    assert value("f", third) == "f"
    assert calls == ["a", "c", "d", "e", "f"]
