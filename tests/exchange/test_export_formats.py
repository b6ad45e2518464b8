"""CSV and Parquet hold what JSON Lines hold; a spreadsheet runs nothing of it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from readiness_tui.exchange.export_parquet import parquet
from readiness_tui.exchange.export_table import Column, Table
from readiness_tui.exchange.export_tables import TABLES
from readiness_tui.exchange.export_text import csv_text, jsonl
from tests.cli.shelling import run
from tests.exchange.exporting import data_files, exported, rows

HOSTILE = ["=1+1", "+1+1", "-x", "@SUM(A1)", "\t=1", "＝1", " =1", "=cmd|' /C calc'!A0"]
PLAIN = ['a "quote", a comma\nand a line', "ünï ✓ \u200d🏽", "-1.5", "+1", "null", "true", "2026-11-22", "007", "1e5"]
SAMPLE: Table[str] = Table(
    "sample",
    "A text, and one of each kind beside it.",
    ("text",),
    (
        Column("text", "text", "", lambda row: row),
        Column("exact", "exact", "", lambda row: Fraction(-1, 3)),
        Column("double", "double", "", lambda row: Fraction(-1, 3)),
        Column("whole", "whole", "", lambda row: -3),
        Column("truth", "truth", "", lambda row: False),
        Column("day", "day", "", lambda row: date(2026, 11, 22)),
        Column("moment", "moment", "", lambda row: datetime(2026, 11, 22, 19, 54, 10, tzinfo=UTC)),
        Column("nothing", "text", "", lambda row: ""),
    ),
    lambda exported: (),
)


def sample(text: str) -> tuple[Any, ...]:
    """The cells of one row of the sample, as a table settles them."""
    (row,) = Table(SAMPLE.name, "", SAMPLE.key, SAMPLE.columns, lambda exported: (text,)).cells(None)  # type: ignore[arg-type]
    return row


@pytest.mark.parametrize("text", [*HOSTILE, *PLAIN])
def test_json_lines_and_parquet_give_back_every_text_as_it_was_written(text: str) -> None:
    import json

    import pyarrow.parquet

    found = json.loads(jsonl(SAMPLE, [sample(text)]))
    assert found["text"] == text
    assert (found["exact"], found["double"], found["day"]) == ("-1/3", -1 / 3, "2026-11-22")
    assert (found["moment"], found["nothing"]) == ("2026-11-22T19:54:10Z", None)
    (stored,) = pyarrow.parquet.read_table(io.BytesIO(parquet(SAMPLE, [sample(text)]))).to_pylist()
    assert stored["text"] == text
    assert (stored["exact"], stored["double"], stored["whole"], stored["truth"]) == ("-1/3", -1 / 3, -3, False)
    assert (stored["day"], stored["nothing"]) == (date(2026, 11, 22), None)
    assert stored["moment"] == datetime(2026, 11, 22, 19, 54, 10, tzinfo=UTC)


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_puts_a_quote_before_what_a_spreadsheet_would_take_for_a_formula(text: str) -> None:
    _, row = csv.reader(io.StringIO(csv_text(SAMPLE, [sample(text)]).decode("utf-8"), newline=""))
    assert row[0] == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_csv_leaves_other_texts_and_all_numbers_as_they_are_and_null_empty(text: str) -> None:
    head, row = csv.reader(io.StringIO(csv_text(SAMPLE, [sample(text)]).decode("utf-8"), newline=""))
    assert head == [column.name for column in SAMPLE.columns]
    assert row == [text, "-1/3", str(-1 / 3), "-3", "false", "2026-11-22", "2026-11-22T19:54:10Z", ""]


def test_the_three_formats_hold_the_same_rows(looked_at: Path, tables: Path, tmp_path: Path) -> None:
    import pyarrow.parquet

    exported(looked_at, tmp_path / "csv", wanted="csv")
    exported(looked_at, tmp_path / "parquet", wanted="parquet")
    assert len(data_files(tmp_path / "csv")) == len(data_files(tmp_path / "parquet")) == len(data_files(tables))
    for table in TABLES:
        counts = [len(rows(tables, table.name)), 0, 0]
        for path in (tmp_path / "csv" / table.name).rglob("*.csv"):
            counts[1] += len(list(csv.reader(path.open(encoding="utf-8", newline="")))) - 1
        for path in (tmp_path / "parquet" / table.name).rglob("*.parquet"):
            counts[2] += pyarrow.parquet.ParquetFile(path).metadata.num_rows
        assert len(set(counts)) == 1, table.name


def test_parquet_without_its_library_says_what_to_install(
    looked_at: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ran = run("export", "--to", str(tmp_path / "out"), "-f", "parquet", here=looked_at)
    assert ran.code == 2
    assert "pip install 'readiness_tui[parquet]'" in ran.err
    assert not (tmp_path / "out").exists()


def test_the_command_prints_the_folder_and_tells_the_counts_on_stderr(looked_at: Path, tmp_path: Path) -> None:
    ran = run("export", "--to", str(tmp_path / "out"), here=looked_at)
    assert (ran.code, ran.out) == (0, f"{tmp_path / 'out'}\n")
    assert "4 agents, 8 milestones: 12 versions written" in ran.err
    again = run("export", "--to", str(tmp_path / "out"), "--json", here=looked_at)
    assert again.json["format"] == "readiness/written@1"
    assert again.json["path"] == str(tmp_path / "out" / "_export.json")
    assert "0 versions written, 12 left as they were" in again.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--to"),
        (("--to", "out", "-f", "xlsx"), "xlsx"),
        (("--to", "out", "--without", "peple"), "did you mean 'people'?"),
        (("--to", "readiness.yaml"), "a file stands where a folder is needed"),
        (("--to", "."), "holds something that is no export"),
        (("--to", "out", "--as-of", "2026-02-30"), "there is no such day"),
    ],
)
def test_bad_usage_is_refused_before_anything_is_written(
    looked_at: Path, words: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(looked_at)
    ran = run("export", *words, here=looked_at)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert not (looked_at / "out").exists()


def test_an_agent_that_cannot_be_read_is_told_and_the_others_are_written(looked_at: Path, tmp_path: Path) -> None:
    from tests.exchange.exporting import only

    root = only(looked_at, ("hr-screening", "release-notes-bot"), tmp_path / "pair")
    (root / "assessments" / "hr-screening" / "assessment.yaml").write_text("agent: [", encoding="utf-8")
    ran = run("export", "--to", str(tmp_path / "out"), here=root)
    assert ran.code == 2
    assert "hr-screening@working: assessments/hr-screening/assessment.yaml:" in ran.err
    assert {row["slug"] for row in rows(tmp_path / "out", "answers")} == {"release-notes-bot"}


def test_ctrl_c_says_that_what_was_written_stays(
    looked_at: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(dict[str, Any]):
        def items(self) -> Any:
            raise KeyboardInterrupt

    from readiness_tui.use_cases import exported_agents

    monkeypatch.setattr(exported_agents, "sources_of", lambda agent, as_of: Stopped())
    ran = run("export", "--to", str(tmp_path / "out"), here=looked_at)
    assert ran.code == 130
    assert "goes on from there" in ran.err


def test_an_empty_workspace_gives_an_export_without_rows(tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "empty"), here=tmp_path).code == 0
    ran = run("export", "--to", str(tmp_path / "out"), here=tmp_path / "empty")
    assert ran.code == 0
    assert data_files(tmp_path / "out") == {}
