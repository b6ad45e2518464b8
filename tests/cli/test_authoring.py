"""Begin a questionnaire, check it, and see what edits do to saved answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from readiness_tui.storage.shipped import shipped_text
from tests.cli.schema_reading import misfits
from tests.cli.shelling import run

OWN = "payments-agents"


def started(here: Path) -> Path:
    ran = run("questionnaire", "new", OWN, here=here)
    assert ran.code == 0, ran.err
    return Path(ran.out.strip())


def edited(file: Path, old: str, new: str) -> Path:
    """A copy of a file, outside its folder, with one piece of text replaced."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    copy = file.parent.parent / f"edited-{file.name}"
    copy.write_text(text.replace(old, new), encoding="utf-8")
    return copy


def test_a_new_questionnaire_passes_its_check_and_can_be_used_at_once(demo: Path) -> None:
    file = started(demo)
    assert file == demo / "questionnaires" / f"{OWN}.yaml"
    assert run("questionnaire", "check", OWN, "--strict", here=demo).code == 0
    assert run("validate", str(file), "--strict", here=demo).code == 0
    assert run("new", "Payments", "--questionnaire", OWN, here=demo).code == 0
    assert run("score", "payments", here=demo).code == 0
    assert OWN in run("questionnaire", "list", here=demo).out


def test_its_first_line_names_the_schema_that_stands_beside_it(demo: Path) -> None:
    file = started(demo)
    assert file.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=./schema.json\n")
    assert (file.parent / "schema.json").read_text(encoding="utf-8") == shipped_text("questionnaires", "schema.json")


def test_an_old_schema_of_ours_is_brought_up_to_date_and_a_foreign_file_is_left_alone(demo: Path) -> None:
    schema = demo / "questionnaires" / "schema.json"
    schema.parent.mkdir(exist_ok=True)
    schema.write_text('{"title": "readiness questionnaire", "old": true}', encoding="utf-8")
    assert "up to date" in run("questionnaire", "new", "one", here=demo).err
    assert "old" not in json.loads(schema.read_text(encoding="utf-8"))
    for foreign in ("{}", "not json", '["x"]'):
        schema.write_text(foreign, encoding="utf-8")
        ran = run("questionnaire", "new", f"two-{len(foreign)}", here=demo)
        assert ran.code == 0
        assert "was left alone" in ran.err
        assert schema.read_text(encoding="utf-8") == foreign


def test_a_file_that_is_there_is_never_written_over(demo: Path) -> None:
    (demo / "own.yaml").write_text("mine", encoding="utf-8")
    ran = run("questionnaire", "new", OWN, "-o", "own.yaml", here=demo)
    assert ran.code == 2
    assert "is there already; nothing was changed" in ran.err
    assert (demo / "own.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Payments",), "can't be the id"),
        (("con",), "reserved"),
        (("ml-test-score",), "is a built-in questionnaire; to make your own of it: readiness questionnaire show"),
        ((OWN,), "already, in"),
        (("other", "-o", "nowhere/x.yaml"), "there is no folder"),
    ],
)
def test_what_can_t_be_begun_is_refused_with_a_remedy(demo: Path, words: tuple[str, ...], told: str) -> None:
    started(demo)
    ran = run("questionnaire", "new", *words, here=demo)
    assert ran.code == 2
    assert told in ran.err


def test_outside_a_workspace_a_file_or_stdout_has_to_be_named(tmp_path: Path) -> None:
    ran = run("questionnaire", "new", OWN, here=tmp_path)
    assert ran.code == 2
    assert "-o FILE" in ran.err
    ran = run("questionnaire", "new", OWN, "-o", "own.yaml", "--json", here=tmp_path)
    assert (ran.json["format"], ran.json["name"]) == ("readiness/written@1", OWN)
    text = (tmp_path / "own.yaml").read_text(encoding="utf-8")
    assert run("questionnaire", "new", OWN, "-o", "-", here=tmp_path).out == text


def test_an_id_that_other_programs_misread_is_quoted(tmp_path: Path) -> None:
    run("questionnaire", "new", "no", "-o", "own.yaml", here=tmp_path)
    assert 'id: "no"' in (tmp_path / "own.yaml").read_text(encoding="utf-8")
    assert run("questionnaire", "check", str(tmp_path / "own.yaml"), "--strict", here=tmp_path).code == 0


@pytest.mark.parametrize(
    ("old", "new", "verdict", "told"),
    [
        ("ask: Is there a defined fallback", "ask: Is there a tested fallback", "compatible", "fallback: ask reworded"),
        ("weight: 3   ", "weight: 4   ", "scores", "fallback: weight 3 → 4"),
        ("- id: fallback", "- id: fall-back", "lost", "add `renamed_from: [fallback]`"),
        ("- id: stop", "- id: halt\n        renamed_from: [stop]", "compatible", "'stop' goes by this id now"),
        ("{id: partial,", "{id: half,", "lost", "fallback, stop: choice 'partial' is gone"),
        ("unit: days", "unit: weeks", "lost", "saved numbers mean something else"),
        ("title: Reliability", "title: Reliability # a remark", "same", "The two say the same."),
    ],
)
def test_a_diff_says_what_edits_do_to_saved_answers(demo: Path, old: str, new: str, verdict: str, told: str) -> None:
    file = started(demo)
    copy = edited(file, old, new)
    if old == "- id: fallback":
        copy.write_text(copy.read_text().replace("needs: [fallback]", "needs: []"), encoding="utf-8")
    ran = run("questionnaire", "diff", OWN, str(copy), here=demo)
    assert ran.code == 0
    assert told in ran.out
    ran = run("questionnaire", "diff", OWN, str(copy), "--json", "--strict", here=demo)
    assert ran.code == (1 if verdict == "lost" else 0)
    assert ran.json["verdict"] == verdict
    schema = run("schema", "questionnaire-diff", here=demo).json
    assert misfits(ran.json, schema, schema) == []


def test_a_diff_takes_the_version_that_an_agent_is_pinned_to(demo: Path) -> None:
    ran = run("questionnaire", "diff", "support-agent@1", "support-agent", "--json", here=demo)
    assert ran.code == 0
    assert ran.json["before"]["id"] == ran.json["after"]["id"] == "agent-production-readiness"
    ran = run("questionnaire", "diff", "support-agent", "agent-production-readiness", here=demo)
    assert ran.code == 0
    ran = run("questionnaire", "diff", "suport-agent", "agent-production-readiness", here=demo)
    assert ran.code == 2
    assert "no questionnaire 'suport-agent'" in ran.err


def test_a_faulty_side_of_a_diff_is_told_with_all_its_faults(demo: Path) -> None:
    copy = edited(started(demo), "level: ready, at_least: full", "level: redy, at_least: ful")
    ran = run("questionnaire", "diff", OWN, str(copy), here=demo)
    assert ran.code == 2
    assert ran.err.count(copy.name) == 2
