"""What an export says is what the commands say, exactly, in documented columns."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from readiness_tui.exchange.export_tables import TABLES, described, shapes
from tests.cli.shelling import run
from tests.exchange.exporting import data_files, exported, files, rows

DOCS = Path(__file__).parent.parent.parent / "docs" / "export.md"
PLACE = re.compile(r"[a-z]+/agent=[a-z0-9-]+/month=[0-9]{4}-[0-9]{2}/(working|[0-9]{4}-[0-9-]{10}-[0-9a-f]{6})\.jsonl")


def said(looked_at: Path, *words: str) -> dict[str, Any]:
    return run(*words, "--json", here=looked_at).json


def by_key(folder: Path, table: str, key: str, version: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in rows(folder, table) if row["version_id"].endswith(f"/{version}")}


def test_files_stand_by_table_agent_and_month_under_names_that_say_which_version(tables: Path) -> None:
    found = data_files(tables)
    assert found
    assert [path for path in found if not PLACE.fullmatch(path)] == []
    assert {path.partition("/")[0] for path in found} == {table.name for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_has_every_column_and_a_key_of_its_own(tables: Path, table: Any) -> None:
    found = rows(tables, table.name)
    assert found
    assert {tuple(row) for row in found} == {tuple(column.name for column in table.columns)}
    keys = [tuple(row[name] for name in table.key) for row in found]
    assert len(set(keys)) == len(keys)
    assert not [row for row in found if "" in row.values()], "an empty text is null"


def test_agents_are_the_rows_of_readiness_list(looked_at: Path, tables: Path) -> None:
    found = {row["slug"]: row for row in rows(tables, "agents")}
    listed = said(looked_at, "list")["agents"]
    assert set(found) == {row["slug"] for row in listed}
    for row in listed:
        mine = found[row["slug"]]
        assert (mine["name"], mine["worst_exact"], mine["worst_display"]) == (
            row["name"],
            row["worst"]["exact"],
            row["worst"]["display"],
        )
        assert (mine["best_exact"], mine["best_display"]) == (row["best"]["exact"], row["best"]["display"])
        assert {"worst": mine["level_worst"], "best": mine["level_best"]} == row["level"]
        assert [mine[name] for name in ("answered", "applicable", "may_apply")] == [
            row["coverage"][name] for name in ("answered", "applicable", "may_apply")
        ]
        assert mine["blockers"] == len(row["blockers"])
        named = {"task": mine["blocking_tasks"], "gate": mine["blocking_gates"]}
        assert {(kind, one) for kind, ids in named.items() for one in (ids or "").split(",") if one} == {
            (blocker["kind"], blocker["id"]) for blocker in row["blockers"]
        }
        assert (mine["milestones"], mine["latest_milestone"]) == (row["milestones"], row["latest"])
        assert mine["changed_since_milestone"] == row["changed_since_milestone"]
        assert float(Fraction(mine["worst_exact"])) == mine["worst"]


@pytest.mark.parametrize("which", ["support-agent", "support-agent@2", "support-agent@4", "hr-screening"])
def test_sections_answers_tasks_and_clearances_are_those_of_the_commands(
    looked_at: Path, tables: Path, which: str
) -> None:
    card, decided, cleared = (said(looked_at, command, which) for command in ("score", "decide", "clear"))
    version = f"{which.partition('@')[0]}@{card['milestone'] or 'working'}"
    sections = by_key(tables, "sections", "section_id", version)
    answers = by_key(tables, "answers", "question_id", version)
    questions = [question for section in card["sections"] for question in section["questions"]]
    assert [row["id"] for row in card["sections"]] == list(sections)
    assert [row["id"] for row in questions] == list(answers)
    for row in card["sections"]:
        mine = sections[row["id"]]
        assert (mine["worst_exact"], mine["worst_display"]) == (row["worst"]["exact"], row["worst"]["display"])
        assert (mine["contribution_exact"], mine["weight_exact"]) == (row["contribution"], row["weight"])
    for row in questions:
        mine = answers[row["id"]]
        assert (mine["answer"], mine["value_exact"], mine["applies"]) == (row["answer"], row["value"], row["applies"])
        assert (mine["contribution_exact"], mine["evidence_state"]) == (row["contribution"], row["evidence"])
    decisions = by_key(tables, "decisions", "task_id", version)
    for row in decided["decisions"]:
        mine = decisions[row["id"]]
        same = ("basis", "mode", "best_mode", "interim", "base_mode", "status", "staffed")
        assert {name: mine[name] for name in same} == {name: row[name] for name in same}
        assert json.loads(mine["axes"]) == row["axes"]
        assert (mine["binding_rules"] or "") == ",".join(cap["rule"] for cap in row["caps"] if cap["binding"])
    clearances = by_key(tables, "clearances", "task_id", version)
    for row in cleared["tasks"]:
        mine = clearances[row["id"]]
        same = ("recommended", "intended", "built", "cleared", "verdict", "beyond_clearance")
        assert {name: mine[name] for name in same} == {name: row[name] for name in same}
    assert len(decisions) == len(decided["decisions"])
    assert len(clearances) == len(cleared["tasks"])


@pytest.mark.parametrize("agent", ["support-agent", "hr-screening", "release-notes-bot"])
def test_actions_are_those_of_readiness_plan_in_its_order(looked_at: Path, tables: Path, agent: str) -> None:
    plan = said(looked_at, "plan", agent)
    steps = [(row, False) for row in plan["actions"]] + [(row, True) for row in plan["later"]]
    mine = [row for row in rows(tables, "actions") if row["slug"] == agent]
    assert [(row["kind"], row["subject_id"], row["is_later"]) for row in mine] == [
        (row["kind"], row["id"], is_later) for row, is_later in steps
    ]
    for own, (row, _) in zip(mine, steps, strict=True):
        same = ("title", "reason", "owner", "due", "ticket", "level_after", "week", "begins", "ends", "effort_days")
        assert {name: own[name] for name in same} == {name: row[name] for name in same}
        assert own["gain_exact"] == (row["gain"] or {}).get("exact")


def test_milestones_are_those_of_readiness_history(looked_at: Path, tables: Path) -> None:
    mine = [row for row in rows(tables, "milestones") if row["slug"] == "support-agent"]
    history = said(looked_at, "history", "support-agent")["milestones"]
    assert [(row["milestone"], row["number"], row["hash"], row["taken"], row["taken_by"]) for row in mine] == [
        (row["name"], row["number"], row["hash"], row["taken"], row["by"]) for row in history
    ]
    assert [row["worst_exact"] for row in mine] == [row["worst"]["exact"] for row in history]
    assert [(row["parents"] or "").split(",") for row in mine] == [row["parents"] or [""] for row in history]


def test_contributions_of_answers_and_of_outer_sections_add_up_to_worst_exactly(tables: Path) -> None:
    versions = {row["version_id"]: row for row in (*rows(tables, "agents"), *rows(tables, "milestones"))}
    for table in ("answers", "sections"):
        sums: dict[str, Fraction] = {}
        for row in rows(tables, table):
            if row.get("parent_id") is None:
                sums[row["version_id"]] = sums.get(row["version_id"], Fraction(0)) + Fraction(row["contribution_exact"])
        assert {key: str(total) for key, total in sums.items()} == {
            key: row["worst_exact"] for key, row in versions.items()
        }


def test_every_file_names_its_columns_and_types(tables: Path) -> None:
    manifest = json.loads((tables / "_export.json").read_text(encoding="utf-8"))
    assert manifest["format"] == "readiness/export@1"
    assert manifest["complete"] is True
    assert manifest["tables"] == shapes()
    assert {name: list(columns) for name, columns in manifest["tables"].items()} == {
        table.name: [column.name for column in table.columns] for table in TABLES
    }, "in the order of the files, which is all that a CSV reader has"


def test_the_documentation_describes_every_column_as_the_code_does() -> None:
    _, _, written = DOCS.read_text(encoding="utf-8").partition("\n## Tables\n")
    assert written == "\n".join(described()) + "\n", "run make export-docs"


@pytest.mark.parametrize(
    ("part", "columns"),
    [
        ("people", ("owner", "taken_by", "answered_by", "waiver_approver", "override_by")),
        ("notes", ("note", "summary", "not_applicable", "waiver_reason", "override_reason")),
        ("evidence", ("evidence",)),
    ],
)
def test_what_is_left_out_is_null_in_every_table_and_named_nowhere_else(
    looked_at: Path, tables: Path, tmp_path: Path, part: str, columns: tuple[str, ...]
) -> None:
    exported(looked_at, tmp_path / "less", without=frozenset({part}))
    texts = {column: set[str]() for column in columns}
    for table in TABLES:
        before, after = rows(tables, table.name), rows(tmp_path / "less", table.name)
        for old, new in zip(before, after, strict=True):
            for name, value in old.items():
                assert new[name] == (None if name in columns else value)
                if name in columns and value:
                    texts[name].add(value)
    assert any(texts.values())
    if part == "evidence":
        raw = b"".join(data_files(tmp_path / "less").values()).decode("utf-8")
        links = {each["link"] for text in texts["evidence"] for each in json.loads(text) if "link" in each}
        assert links
        assert [link for link in links if link in raw] == []


def test_the_same_answers_give_the_same_bytes_on_another_machine(demo: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "another" / "place"
    demo.rename(tmp_path / "moved")
    exported(tmp_path / "moved", tmp_path / "first")
    elsewhere.parent.mkdir()
    (tmp_path / "moved").rename(elsewhere)
    exported(elsewhere, tmp_path / "second")
    assert files(tmp_path / "first") == files(tmp_path / "second")
