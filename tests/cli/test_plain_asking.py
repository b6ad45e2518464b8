"""`assess --plain`: the same questions and help, one line each, saved at once."""

from __future__ import annotations

from pathlib import Path

from readiness_tui.model.assessment import Assessment
from readiness_tui.storage.decoding import decode_assessment
from tests.cli.shelling import run


def answers(root: Path, agent: str) -> Assessment:
    path = root / "assessments" / agent / "assessment.yaml"
    return decode_assessment(path.read_bytes(), str(path))


def fresh(root: Path) -> Path:
    run("init", here=root)
    run("new", "Fresh", here=root)
    return root


def test_all_28_choice_questions_and_the_days_are_answered_with_one_line_each(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    lines = ["3"] * 29
    lines[8] = "21"
    ran = run("assess", "fresh", "--plain", here=root, given="\n".join(lines) + "\n")
    assert ran.code == 0, ran.err
    assert "29 of 29 answered, saved" in ran.out
    assert all(answer.is_answered for answer in answers(root, "fresh").answers.values())
    assert answers(root, "fresh").answer("staging-days").number == 21


def test_what_was_answered_before_the_input_ends_is_saved(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    ran = run("assess", "fresh", "--plain", here=root, given="1\npartial\n")
    assert (ran.code, "2 of 29 answered, saved" in ran.out) == (0, True)
    assert answers(root, "fresh").answer("retry-with-backoff").choice == "absent"
    assert answers(root, "fresh").answer("model-fallback").choice == "partial"


def test_help_notes_skips_back_and_refusals_stay_with_the_question(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    typed = ["h", "9", "n", "only for the model", "2", "", "-", "", "-", "out of scope", "b", "3", "q"]
    ran = run("assess", "fresh", "--plain", here=root, given="\n".join(typed) + "\n")
    assert ran.code == 0, ran.err
    assert "Why: " in ran.out
    assert "Improve: " in ran.out
    assert "'9' is no answer to 'retry-with-backoff'" in ran.err
    assert "needs a reason" in ran.err
    after = answers(root, "fresh")
    assert (after.answer("retry-with-backoff").choice, after.answer("retry-with-backoff").note) == (
        "partial",
        "only for the model",
    )
    assert not after.answer("model-fallback").is_answered
    assert after.answer("input-validation").choice == "full"


def test_a_gate_offers_no_way_around_it(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    ran = run("assess", "fresh", "--plain", here=root, given="3\n3\n3\n-\nq\n")
    assert "'output-validation' can't be not applicable" in ran.err
    assert "gate of " in ran.out
