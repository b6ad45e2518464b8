"""What `--json` prints: the keys of the contract, the shape of its own schema, exact numbers beside rounded ones."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from readiness_tui.reports.documents.schemas import FILES
from readiness_tui.use_cases.schemas import OUTPUTS, schema_names, schema_of
from tests.cli.contract import DOCUMENTS, WRITTEN, missing
from tests.cli.schema_reading import misfits
from tests.cli.shelling import run

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("words", DOCUMENTS)
def test_a_document_has_every_key_of_the_contract_and_fits_its_own_schema(looked_at: Path, words: str) -> None:
    name, promised = DOCUMENTS[words]
    ran = run(*words.split(), "--json", here=looked_at)
    assert ran.code == 0, ran.err
    assert ran.json["format"] == f"readiness/{name}@1"
    assert missing(ran.json, promised) == []
    if name not in FILES:
        schema = schema_of(name)
        assert misfits(ran.json, schema, schema) == []


def test_every_output_has_a_document_in_this_test() -> None:
    assert {name for name, _ in DOCUMENTS.values()} | {"written"} >= set(OUTPUTS)


def test_commands_that_write_answer_with_what_they_wrote(demo: Path, tmp_path: Path) -> None:
    schema = schema_of("written")
    for words in (
        ["init", str(tmp_path / "other")],
        ["new", "Another agent"],
        ["answer", "another-agent", "staging-days=14"],
        ["profile", "another-agent", "stage=staging"],
        ["task", "another-agent", "set", "one", "--intent", "replace", "--built-as", "suggests"],
        ["task", "another-agent", "remove", "one"],
        ["milestone", "another-agent"],
        ["settings", "effects=never"],
        ["settings", "--agent", "another-agent", "target_level=demo"],
        ["demo", "--to", str(tmp_path / "demo-2")],
    ):
        ran = run(*words, "--json", here=demo)
        assert ran.code == 0, (words, ran.err)
        assert set(ran.json) >= WRITTEN
        assert misfits(ran.json, schema, schema) == []
        assert Path(ran.json["path"]).is_file(), words
        assert ran.json["hash"].startswith("sha256:")


def test_the_questionnaires_schema_in_the_repository_is_the_generated_one() -> None:
    committed = (ROOT / "questionnaires" / "schema.json").read_text(encoding="utf-8")
    assert committed == json.dumps(schema_of("questionnaire"), indent=2, ensure_ascii=False) + "\n", "run make schema"


def test_schemas_use_only_formats_and_keywords_that_editors_know() -> None:
    def formats(part: Any) -> set[str]:
        if isinstance(part, list):
            return {found for each in part for found in formats(each)}
        if not isinstance(part, dict):
            return set()
        own = {part["format"]} if isinstance(part.get("format"), str) else set()
        return own.union(*(formats(each) for key, each in part.items() if key != "default"))

    for name in schema_names():
        schema = schema_of(name)
        text = json.dumps(schema)
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
        assert "$defs" not in text
        assert "prefixItems" not in text
        assert formats(schema) <= {"date", "date-time"}


def test_rounded_numbers_follow_from_the_exact_ones_beside_them(looked_at: Path) -> None:
    card = run("score", "support-agent", "--json", here=looked_at).json
    worst = card["overall"]["worst"]
    assert worst["display"] == pytest.approx(float(Fraction(worst["exact"]) * 100), abs=0.05)
    parts = [Fraction(question["contribution"]) for section in card["sections"] for question in section["questions"]]
    assert (
        sum(parts) == Fraction(worst["exact"]) == sum(Fraction(section["contribution"]) for section in card["sections"])
    )


def test_a_score_is_null_while_nothing_is_answered(demo: Path) -> None:
    assert run("new", "Fresh", here=demo).out == "fresh\n"
    card = run("score", "fresh", "--json", here=demo).json
    assert card["overall"] is None
    assert card["milestone"] is None
    assert run("score", "fresh", here=demo).code == 0
    for words in (
        "explain fresh",
        "decide fresh",
        "clear fresh",
        "report fresh",
        "report fresh -f html",
        "history fresh",
    ):
        assert run(*words.split(), here=demo).code == 0, words


def test_the_tasks_that_are_listed_can_be_decided_from_a_file_alike(looked_at: Path, tmp_path: Path) -> None:
    listed = run("task", "support-agent", "list", "--json", here=looked_at).out
    by_agent = run("decide", "support-agent", "--json", here=looked_at).json
    by_file = run("decide", "--file", "-", "--json", here=tmp_path, given=listed)
    assert by_file.code == 0, by_file.err
    assert by_file.json["agent"] is None
    assert by_file.json["decisions"] == by_agent["decisions"]


def test_a_milestone_is_named_so_that_its_name_opens_it_again(looked_at: Path) -> None:
    name = run("score", "support-agent@3", "--json", here=looked_at).json["milestone"]
    again = run("score", f"support-agent@{name}", "--json", here=looked_at).json
    assert again["milestone"] == name
    digits = name.rpartition("-")[2]
    assert run("score", f"support-agent@{digits}", "--json", here=looked_at).json["milestone"] == name
    assert run("score", f"support-agent@3-{digits}", "--json", here=looked_at).json["milestone"] == name
