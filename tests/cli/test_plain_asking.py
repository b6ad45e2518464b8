"""`assess --plain`: the same questions, help and answers as on screen, a line each, saved at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readiness_tui.model.assessment import Assessment
from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.storage.questionnaires import find_questionnaire
from readiness_tui.use_cases.guidance import guidance
from tests.cli.shelling import Ran, run

SHIPPED = find_questionnaire(None, "agent-production-readiness").questionnaire
FIRST, SECOND = (question.id for question in SHIPPED.questions[:2])


def answers(root: Path, agent: str) -> Assessment:
    path = root / "assessments" / agent / "assessment.yaml"
    return decode_assessment(path.read_bytes(), str(path))


def fresh(root: Path) -> Path:
    run("init", here=root)
    run("new", "Fresh", here=root)
    return root


def type_in(root: Path, *lines: str, agent: str = "fresh") -> Ran:
    ran = run("assess", agent, "--plain", here=root, given="".join(f"{line}\n" for line in lines))
    assert "\x1b" not in ran.out + ran.err
    return ran


def words_of(text: str) -> str:
    return " ".join(text.split())


def test_all_28_choice_questions_and_the_days_are_answered_with_one_line_each(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    lines = ["3"] * 29
    lines[8] = "21"
    ran = type_in(root, "s", *lines)
    assert ran.code == 0, ran.err
    assert "29 of 29 answered, saved" in ran.out
    assert all(answer.is_answered for answer in answers(root, "fresh").answers.values())
    assert answers(root, "fresh").answer("staging-days").number == 21


def test_what_was_answered_before_the_input_ends_is_saved(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    ran = type_in(root, "s", "1", "partial")
    assert (ran.code, "2 of 29 answered, saved" in ran.out) == (0, True)
    assert answers(root, "fresh").answer(FIRST).choice == "absent"
    assert answers(root, "fresh").answer(SECOND).choice == "partial"


def test_help_notes_skips_back_and_refusals_stay_with_the_question(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    typed = ["s", "h", "9", "n", "only for the model", "not its tools", "", "2", "", "-", "", "-", "out of scope"]
    ran = type_in(root, *typed, "b", "3", "q")
    assert ran.code == 0, ran.err
    assert f"'9' is no answer to '{FIRST}'" in ran.err
    assert "needs a reason" in ran.err
    after = answers(root, "fresh")
    assert (after.answer(FIRST).choice, after.answer(FIRST).note) == ("partial", "only for the model\nnot its tools")
    assert not after.answer(SECOND).is_answered
    assert after.answer("input-validation").choice == "full"


def test_a_gate_offers_no_way_around_it(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    ran = type_in(root, "s", "3", "3", "3", "-", "q")
    assert "'output-validation' can't be not applicable" in ran.err
    assert "gate of " in ran.out
    assert "It can't be not applicable." in ran.out


def test_every_question_and_fact_is_asked_with_its_choices_and_helped_with_as_on_screen(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    steps = len(SHIPPED.profile) + len(SHIPPED.questions)
    said = words_of(type_in(root, *("h", "j") * steps).out)
    for fact in SHIPPED.profile:
        assert words_of(fact.ask) in said
        assert all(f"{number} {choice.label}" in said for number, choice in enumerate(fact.choices, 1))
    for question in SHIPPED.questions:
        assert words_of(question.ask) in said
        for title, text in guidance(SHIPPED, question):
            assert words_of(f"{title}: {text}") in said, question.id


def test_the_facts_about_the_agent_come_first_and_may_stay_open(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    lines = []
    for fact in SHIPPED.profile:
        lines.append({"date": "2026-10-01", "number": "1200"}.get(fact.kind, "1" if fact.choices else "x"))
    ran = type_in(root, "9", "", "b", *lines, "2", "q")
    assert f"'9' doesn't fit '{SHIPPED.profile[0].id}'" in ran.err
    after = answers(root, "fresh")
    assert set(after.profile) == {fact.id for fact in SHIPPED.profile}
    assert after.profile[SHIPPED.profile[0].id] == SHIPPED.profile[0].choices[0].id
    assert after.answer(FIRST).choice == "partial"
    again = type_in(root, "b", "b", "c", "q")
    assert again.out.count("About the agent") == 1
    assert len(answers(root, "fresh").profile) == len(SHIPPED.profile) - (1 if len(SHIPPED.profile) > 1 else 0)


def test_what_belongs_to_an_answer_is_typed_and_read_back(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    typed = ["s", "3", "b", "E", "https://ci.example/run/7", "2026-11-01", "2027-02-01", "E", "a log line", "", ""]
    ran = type_in(root, *typed, "e", "@bo +2w #OPS-90", "e", "+soon", "n", "all calls", "", "n", "", "r", "q")
    answer = answers(root, "fresh").answer(FIRST)
    link, text = answer.evidence
    assert (str(link.link), link.observed, link.expires) == (
        "https://ci.example/run/7",
        date(2026, 11, 1),
        date(2027, 2, 1),
    )
    assert (text.text, text.observed, text.expires) == ("a log line", date(2026, 11, 22), None)
    assert (answer.owner, answer.due, answer.ticket, answer.note) == ("bo", date(2026, 12, 6), "OPS-90", "all calls")
    assert "Reads as owner @bo, due 2026-12-06, ticket OPS-90" in ran.out
    for known in ("Now: In place", "Note: all calls", "Owner bo, due 2026-12-06", "https://ci.example/run/7, observed"):
        assert known in ran.out
    assert "+soon: write" in ran.err
    type_in(root, "b", "n", "-", "q")
    assert answers(root, "fresh").answer(FIRST).note == ""


def test_undo_and_redo_say_what_and_go_there(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    ran = type_in(root, "s", "3", "2", "u", "u", "u", "U", "q")
    assert ran.out.count("Undone: ") == 2
    assert "nothing to be undone" in ran.err
    after = answers(root, "fresh")
    assert (after.answer(FIRST).choice, after.answer(SECOND).choice) == ("full", None)


@pytest.mark.parametrize("line", ["g output-v", "g output-validation", "g OUTPUT valid", "g"])
def test_a_jump_finds_a_question_by_id_or_words(line: str, tmp_path: Path) -> None:
    root = fresh(tmp_path)
    ran = type_in(root, "g no such thing", line, *(["output-validation"] if line == "g" else []), "3", "q")
    assert answers(root, "fresh").answer("output-validation").choice == "full"
    assert "no question has 'no such thing'" in ran.err


def test_several_choices_and_numbers_are_taken_and_refused_in_plain_words(demo: Path) -> None:
    typed = ["g staging-days", "many", "1e", "21", "q"]
    ran = type_in(demo, *typed, agent="support-agent")
    assert ran.err.count("staging-days") >= 2
    assert answers(demo, "support-agent").answer("staging-days").number == 21


def test_an_answered_assessment_is_walked_through_with_what_it_holds(demo: Path) -> None:
    ran = type_in(demo, *[""] * 40, agent="invoice-matcher")
    assert ran.out.count(", weight ") == 29
    assert ran.out.count("  Now: ") == 29
    assert ran.code == 0


def test_the_last_milestones_answer_is_read_and_copied(demo: Path) -> None:
    ran = type_in(demo, f"g {FIRST}", "c", f"g {FIRST}", "=", "q", agent="support-agent")
    assert "Last time, @" in ran.out
    assert answers(demo, "support-agent").answer(FIRST).carried_over


def test_hostile_text_is_shown_and_never_acted_on(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    note = "[/] \x1b[31m {{ 1 }} ✓"
    ran = type_in(root, "s", note, "n", note, "", "n", "✗ [/etc/passwd] {{ 7*7 }}", "", "b", "", "r", "q")
    assert answers(root, "fresh").answer(FIRST).note == "✗ [/etc/passwd] {{ 7*7 }}"
    assert "can't be stored" in ran.err or "holds" in ran.err


def test_nobody_is_asked_where_nothing_is_given(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    ran = run("assess", "fresh", "--plain", here=root, given="")
    assert (ran.code, ran.out) == (2, "")
    assert "readiness answer fresh QUESTION=CHOICE" in ran.err


def test_effects_are_told_once_a_question_is_answered_always_or_never_as_the_workspace_wants(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    before, _, after = type_in(root, "s", "2", "q").out.partition("Taken: ")
    assert "Overall with" not in before
    for words in ("Not in place 0.0", "Partly in place (now)", "; In place ", "not applicable", "unanswered"):
        assert words in words_of(after)
    run("settings", "effects=always", here=root)
    assert "Overall with" in type_in(root, "q").out
    run("settings", "effects=never", here=root)
    assert "Overall with" not in type_in(root, "3", "q").out


def test_a_shortfall_is_waived_and_the_waiver_taken_back(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    ran = type_in(
        root, "s", "1", "b", "w", "no traffic yet", "ana", "2000-01-01", "w", "no traffic yet", "ana", "2999-12-31"
    )
    assert "is past" in ran.err
    waiver = answers(root, "fresh").answer(FIRST).waiver
    assert waiver is not None
    assert (waiver.reason, waiver.approver) == ("no traffic yet", "ana")
    type_in(root, f"g {FIRST}", "w", "-", "w", "")
    assert answers(root, "fresh").answer(FIRST).waiver is None


def test_the_end_tells_how_tasks_are_rated(tmp_path: Path) -> None:
    assert "readiness task fresh set TASK" in type_in(fresh(tmp_path), "q").out
