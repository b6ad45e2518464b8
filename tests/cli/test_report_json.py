"""`readiness/report@1`: each part is what its own command prints, and what is left out is nowhere in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from readiness_tui.reports.documents.leaving_out import left_out
from readiness_tui.use_cases.schemas import schema_of
from tests.cli.schema_reading import misfits
from tests.cli.shelling import run

PARTS = {
    "scorecard": "score support-agent",
    "profile": "profile support-agent",
    "tasks": "task support-agent list",
    "decisions": "decide support-agent",
    "clearances": "clear support-agent",
    "explanation": "explain support-agent",
    "plan": "plan support-agent",
    "status": "status support-agent",
    "comparison": "compare support-agent",
    "history": "history support-agent",
}
PEOPLE = {"owner", "by", "approver"}


@pytest.fixture(scope="module")
def report(looked_at: Path) -> dict[str, Any]:
    return run("report", "support-agent", "--json", here=looked_at).json


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_what_its_own_command_prints(looked_at: Path, report: dict[str, Any], part: str) -> None:
    assert report[part] == run(*PARTS[part].split(), "--json", here=looked_at).json


def test_every_question_is_answered_with_all_that_its_file_says(report: dict[str, Any]) -> None:
    rows = {row["question"]: row for row in report["answers"]}
    assert list(rows) == [q["id"] for section in report["scorecard"]["sections"] for q in section["questions"]]
    assert rows["output-validation"]["owner"] == "ana"
    assert rows["output-validation"]["due"] == "2026-11-27"
    assert any(row["evidence"] for row in rows.values())
    assert any(row["note"] for row in rows.values())


def test_a_milestone_has_a_report_of_everything_too(looked_at: Path) -> None:
    found = run("report", "support-agent@2", "--json", here=looked_at).json
    assert found["milestone"] == found["plan"]["milestone"] == found["status"]["milestone"]
    assert found["as_of"] == found["plan"]["as_of"]


def _values(part: Any, names: set[str]) -> list[Any]:
    if isinstance(part, list):
        return [value for each in part for value in _values(each, names)]
    if not isinstance(part, dict):
        return []
    own = [value for key, value in part.items() if key in names]
    return own + [value for each in part.values() for value in _values(each, names)]


def test_people_notes_and_evidence_that_are_left_out_are_nowhere(looked_at: Path, report: dict[str, Any]) -> None:
    ran = run("report", "support-agent", "--json", "--without", "people,notes,evidence", here=looked_at)
    people = {name for name in _values(report, PEOPLE) if isinstance(name, str)}
    notes = {note for note in _values(report, {"note", "not_applicable"}) if note}
    pieces = {piece["text"] for row in report["answers"] for piece in row["evidence"] if piece["text"]}
    assert len(people) >= 2
    assert len(notes) >= 3
    assert len(pieces) >= 3
    assert [name for name in people if json.dumps(name) in ran.out] == []
    assert [words for words in notes | pieces if json.dumps(words, ensure_ascii=False) in ran.out] == []
    assert ran.json["without"] == ["evidence", "notes", "people"]
    schema = schema_of("report")
    assert misfits(ran.json, schema, schema) == []
    assert ran.json["scorecard"] == report["scorecard"]


def test_what_the_program_says_itself_is_kept() -> None:
    held = {
        "reason": "gate",
        "waiver": {"reason": "a friend", "approver": "cto", "expires": "2026-12-31"},
        "override": {"mode": "augment", "reason": "a friend"},
        "ratings": [{"by": "bo", "factors": {}}],
        "disagreements": [{"what": "x", "by": ["bo", "ana"]}],
        "evidence": "claimed",
        "tasks": [{"evidence": 3}],
    }
    assert left_out(held, {"people", "notes", "evidence"}) == {
        "reason": "gate",
        "waiver": {"reason": "", "approver": "", "expires": "2026-12-31"},
        "override": {"mode": "augment", "reason": ""},
        "ratings": [{"by": "", "factors": {}}],
        "disagreements": [{"what": "x", "by": []}],
        "evidence": "claimed",
        "tasks": [{"evidence": 3}],
    }
