"""Moving the answers to another version of their questionnaire: shown first, one save, nothing lost."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from readiness_tui.model.assessment import Assessment
from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.use_cases.schemas import schema_of
from tests.cli.schema_reading import misfits
from tests.cli.shelling import run

FIRST = """format: readiness/questionnaire@1
id: ours
version: "1.0.0"
title: Ours
answer_sets:
  practice:
    - {id: absent, label: Absent, value: 0}
    - {id: partial, label: Partly, value: 1/2}
    - {id: full, label: In place, value: 1}
sections:
  - id: all
    title: All
    questions:
      - {id: stays, ask: Q?, title: Stays, answers: practice}
      - {id: old-name, ask: Q?, title: Renamed, answers: practice}
      - {id: whole, ask: Q?, title: Whole, answers: practice}
      - {id: half-a, ask: Q?, title: Half A, answers: practice}
      - {id: half-b, ask: Q?, title: Half B, answers: practice}
      - {id: dropped, ask: Q?, title: Dropped, answers: practice}
levels:
  - {id: low}
  - {id: high, requires: {overall_at_least: 1/2}}
"""
SECOND = (
    FIRST[: FIRST.index("      - {id: stays")].replace('"1.0.0"', '"1.1.0"')
    + """\
      - {id: stays, ask: Q?, title: Stays, answers: practice, weight: 3, gates: [{level: high, at_least: full}]}
      - {id: new-name, ask: Q?, title: Renamed, answers: practice, renamed_from: [old-name]}
      - {id: part-1, ask: Q?, title: Part 1, answers: practice, split_from: [whole]}
      - {id: part-2, ask: Q?, title: Part 2, answers: practice, split_from: [whole]}
      - {id: both, ask: Q?, title: Both, answers: practice, merged_from: [half-a, half-b]}
      - {id: added, ask: Q?, title: Added, answers: practice}
"""
    + FIRST[FIRST.index("levels:") :]
)
AGENT = "our-agent"


def place(root: Path) -> Path:
    return root / "assessments" / AGENT / "assessment.yaml"


def assessment(root: Path) -> Assessment:
    return decode_assessment(place(root).read_bytes(), "")


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """An agent that has answered version 1.0.0, with a milestone; 1.1.0 is published."""
    root = tmp_path / "ours"
    run("init", str(root), here=tmp_path)
    (root / "questionnaires" / "ours.yaml").write_text(FIRST)
    run("new", "Our agent", "--questionnaire", "ours", here=root)
    for words in (["stays=full"], ["old-name=partial"], ["whole=full"], ["half-a=full"], ["half-b=absent"]):
        assert run("answer", AGENT, *words, "--note", f"about {words[0]}", here=root).code == 0
    run("answer", AGENT, "dropped=full", "--note", "the only record", here=root)
    run("milestone", AGENT, here=root)
    (root / "questionnaires" / "ours.yaml").write_text(SECOND)
    return root


def test_answers_that_are_with_the_text_already_have_nothing_to_move(ours: Path) -> None:
    """Also where questions are open: their keys stand in the file without anything behind them."""
    run("new", "Other agent", "--questionnaire", "ours", here=ours)
    run("answer", "other-agent", "stays=full", here=ours)
    ran = run("upgrade", "other-agent", "--dry-run", here=ours)
    assert ran.code == 2
    assert "nothing to move" in ran.err


def upgraded(root: Path, *words: str) -> dict[str, Any]:
    ran = run("upgrade", AGENT, *words, "--json", here=root)
    assert ran.code == 0, ran.err
    schema = schema_of("written")
    assert misfits(ran.json, schema, schema) == []
    return ran.json


def test_publishing_a_version_changes_no_score_until_a_person_moves(ours: Path) -> None:
    card = run("score", AGENT, "--json", here=ours).json
    assert card["questionnaire"]["version"] == "1.0.0"
    assert card["overall"]["worst"]["exact"] == "3/4"


def test_a_dry_run_shows_every_part_and_writes_nothing(ours: Path) -> None:
    before = {path: path.read_bytes() for path in ours.rglob("*") if path.is_file()}
    document = upgraded(ours, "--dry-run")
    ran = run("upgrade", AGENT, "--dry-run", here=ours)
    assert {path: path.read_bytes() for path in ours.rglob("*") if path.is_file()} == before
    parts = document["upgrade"]
    assert document["dry_run"] is True
    assert parts["kept"] == ["stays"]
    assert parts["renamed"] == [{"from": "old-name", "to": "new-name"}]
    assert parts["split"] == [{"from": "whole", "to": ["part-1", "part-2"]}]
    assert parts["merged"] == [{"from": ["half-a", "half-b"], "to": "both"}]
    assert (parts["no_longer_asked"], parts["newly_asked"]) == (["dropped"], ["added"])
    assert parts["kept_aside"] == ["half-a", "dropped"]
    assert parts["changed"] == [
        {
            "question": "stays",
            "weight": {"before": "1", "after": "3"},
            "gates": {"before": [], "after": [{"level": "high", "at_least": "full", "at_least_value": None}]},
            "value": None,
        }
    ]
    for words in ("ours 1.0.0 → 1.1.0", "old-name → new-name", "whole → part-1, part-2", "half-a, half-b → both",
                  "Dropped (dropped)", "Added (added)", "weight 1 → 3", "no level → high (at least full)",
                  "half-a, dropped"):  # fmt: skip
        assert words in ran.out
    assert ran.err == "Nothing was written.\n"


def test_the_effect_on_the_score_is_an_exact_sum_and_all_the_questionnaires_doing(ours: Path) -> None:
    overall = upgraded(ours, "--dry-run")["upgrade"]["comparison"]["overall"]
    parts = {name: Fraction(part["exact"]) for name, part in overall["parts"].items()}
    assert parts == {"questionnaire": Fraction(11, 16) - Fraction(3, 4), "applicability": 0, "answers": 0}
    assert Fraction(overall["after"]["worst"]["exact"]) - Fraction(overall["before"]["worst"]["exact"]) == sum(
        parts.values()
    )


def test_moving_is_one_save_that_pins_the_new_text_and_loses_nothing(ours: Path) -> None:
    before = assessment(ours)
    document = upgraded(ours)
    assert document["dry_run"] is False
    after = assessment(ours)
    assert (after.questionnaire.version, document["path"]) == ("1.1.0", str(place(ours)))
    assert after.answer("new-name") == before.answer("old-name")
    copied = before.answer("whole").model_copy(update={"carried_over": True})
    assert (after.answer("part-1"), after.answer("part-2")) == (copied, copied)
    merged = after.answer("both")
    assert (merged.choice, merged.note) == ("absent", "about half-a=full\n\nabout half-b=absent")
    assert after.answer("half-a") == before.answer("half-a")
    assert after.answer("dropped") == before.answer("dropped")
    pins = sorted(path.read_text() for path in (place(ours).parent / "questionnaires").iterdir())
    assert pins == [FIRST, SECOND]
    card = run("score", AGENT, "--json", here=ours).json
    assert card["overall"]["worst"]["exact"] == "11/16"
    assert run("score", f"{AGENT}@1", "--json", here=ours).json["overall"]["worst"]["exact"] == "3/4"
    assert "no question 'dropped' is asked" in run("validate", here=ours).out
    assert run("verify", here=ours).code == 0


def test_the_way_back_is_a_version_that_a_milestone_was_taken_with(ours: Path) -> None:
    start = assessment(ours)
    upgraded(ours)
    upgraded(ours, "--to", "1.0.0")
    back = assessment(ours)
    assert back.questionnaire == start.questionnaire
    for name in ("stays", "old-name", "whole", "dropped"):
        assert back.answer(name).choice == start.answer(name).choice
    kept = {answer.note for answer in back.answers.values()}
    assert {"about half-a=full", "the only record", "about old-name=partial"} <= kept


def test_the_last_milestones_answer_is_found_under_the_id_it_has_now(ours: Path) -> None:
    upgraded(ours)
    assert run("answer", AGENT, "new-name=absent", here=ours).code == 0
    assert run("answer", AGENT, "new-name==", here=ours).code == 0
    copied = assessment(ours).answer("new-name")
    assert (copied.choice, copied.carried_over) == ("partial", True)


def test_another_agents_answers_carry_over_to_the_ids_that_are_asked_now(ours: Path) -> None:
    assert run("new", "Second", "--from", AGENT, here=ours).code == 0
    second = decode_assessment((ours / "assessments" / "second" / "assessment.yaml").read_bytes(), "")
    assert second.questionnaire.version == "1.1.0"
    given = {name: answer.choice for name, answer in second.answers.items() if not answer.is_empty}
    assert given == {"stays": "full", "new-name": "partial", "part-1": "full", "part-2": "full", "both": "absent"}
    assert all(answer.carried_over for answer in second.answers.values() if not answer.is_empty)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--to", "1.0.0"], "the answers are with this text of 'ours' 1.0.0 already"),
        (["--to", "9"], "no version '9' of 'ours'; known: 1.0.0, 1.1.0"),
        (["--to", "1.1"], "no version '1.1' of 'ours'; did you mean '1.1.0'?"),
        (["--to", ""], "no version '' of 'ours'"),
    ],
)
def test_what_cannot_be_moved_to_is_refused_with_the_reason(ours: Path, words: list[str], told: str) -> None:
    before = place(ours).read_bytes()
    ran = run("upgrade", AGENT, *words, here=ours)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert place(ours).read_bytes() == before


def test_moving_back_by_accident_is_refused_and_says_how_to_mean_it(ours: Path) -> None:
    upgraded(ours)
    (ours / "questionnaires" / "ours.yaml").write_text(FIRST)
    ran = run("upgrade", AGENT, here=ours)
    assert ran.code == 2
    assert "newer than the 1.0.0 found here" in ran.err
    assert f"readiness upgrade {AGENT} --to 1.0.0" in ran.err


def test_a_questionnaire_that_is_nowhere_any_more_is_named(ours: Path) -> None:
    (ours / "questionnaires" / "ours.yaml").unlink()
    ran = run("upgrade", AGENT, here=ours)
    assert (ran.code, "no questionnaire 'ours'" in ran.err) == (2, True)
    assert run("upgrade", "nobody", here=ours).code == 2


def test_a_text_that_was_edited_without_a_new_version_is_another_text(ours: Path) -> None:
    (ours / "questionnaires" / "ours.yaml").write_text(FIRST.replace("title: Stays", "title: Stays put, weight: 2"))
    ran = run("upgrade", AGENT, "--to", "1.0.0", here=ours)
    assert ran.code == 0
    assert "1.0.0 → 1.0.0 (another text)" in ran.out
    assert "weight 1 → 2" in ran.out


def test_what_a_newer_program_wrote_is_not_moved(ours: Path) -> None:
    path = place(ours)
    path.write_text(path.read_text().replace("readiness/assessment@1", "readiness/assessment@2"))
    before = path.read_bytes()
    ran = run("upgrade", AGENT, here=ours)
    assert ran.code == 2
    assert "newer format" in ran.err
    assert path.read_bytes() == before


def test_a_comparison_names_what_of_the_questionnaire_moved_the_score_and_by_how_much(ours: Path) -> None:
    upgraded(ours)
    text = run("compare", AGENT, here=ours).out
    told = text.partition("Where the questionnaire's part comes from\n")[2].partition("\n\n")[0]
    assert "Stays: weight 1 → 3" in told
    assert "Added: asked newly" in told
    found = run("compare", AGENT, "--json", here=ours).json
    parts = [Fraction(cause["part"]["exact"]) for cause in found["questionnaire_causes"]]
    assert sum(parts) == Fraction(found["overall"]["parts"]["questionnaire"]["exact"]) != 0
    markdown = run("report", AGENT, here=ours).out
    assert "Stays, weight 1 → 3" in markdown


def test_without_another_questionnaire_no_edit_is_named(ours: Path) -> None:
    run("answer", AGENT, "stays=absent", here=ours)
    assert run("compare", AGENT, "--json", here=ours).json["questionnaire_causes"] == []
    assert "comes from" not in run("compare", AGENT, here=ours).out
