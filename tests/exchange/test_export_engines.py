"""DuckDB and Spark, each with the same SQL over the files of an export, come to the numbers of `readiness list`."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks.portfolio import write_portfolio
from readiness_tui.exchange.export_tables import TABLES
from readiness_tui.use_cases.exported_agents import ExportWords
from readiness_tui.use_cases.exporting import export, portfolio_below
from tests.cli.shelling import run
from tests.exchange.exporting import DAY, data_files, exported

pytestmark = pytest.mark.deep
DOCS = Path(__file__).parent.parent.parent / "docs" / "export.md"
Query = Callable[[str], list[dict[str, Any]]]

# From the facts alone, but for what follows from the ladder of levels; both engines read it as it stands.
LIST = """
WITH answered AS (
  SELECT version_id,
         sum(contribution) AS worst_sum,
         sum(CASE WHEN applies = 'yes' AND state <> 'unanswered' THEN 1 ELSE 0 END) AS answered,
         sum(CASE WHEN applies = 'yes' THEN 1 ELSE 0 END) AS applicable,
         sum(CASE WHEN applies = 'unknown' THEN 1 ELSE 0 END) AS may_apply,
         sum(CASE WHEN evidence_state = 'expired' THEN 1 ELSE 0 END) AS stale
  FROM answers GROUP BY version_id
), cleared AS (
  SELECT version_id, sum(CASE WHEN beyond_clearance THEN 1 ELSE 0 END) AS beyond FROM clearances GROUP BY version_id
), frozen AS (
  SELECT agent_id, count(*) AS milestones FROM milestones GROUP BY agent_id
), newest AS (
  SELECT agent_id, milestone AS latest,
         row_number() OVER (PARTITION BY agent_id ORDER BY number DESC, hash DESC) AS place
  FROM milestones
)
SELECT a.agent_id, a.workspace, a.slug, a.agent, a.name, a.worst, a.worst_exact, a.worst_display, a.best_exact,
       a.best_display, a.level_worst, a.level_best, a.blockers, a.changed_since_milestone,
       f.worst_sum, f.answered, f.applicable, f.may_apply, f.stale,
       coalesce(c.beyond, 0) AS beyond, coalesce(m.milestones, 0) AS milestones, n.latest
FROM agents a
JOIN answered f ON f.version_id = a.version_id
LEFT JOIN cleared c ON c.version_id = a.version_id
LEFT JOIN frozen m ON m.agent_id = a.agent_id
LEFT JOIN newest n ON n.agent_id = a.agent_id AND n.place = 1
ORDER BY a.agent_id
"""
TASKS = """
SELECT d.version_id, d.task_id, t.name, d.mode, c.cleared, c.verdict FROM decisions d
JOIN tasks t ON t.version_id = d.version_id AND t.task_id = d.task_id
JOIN clearances c ON c.version_id = d.version_id AND c.task_id = d.task_id
ORDER BY d.version_id, t.place
"""


@pytest.fixture(scope="module")
def single(looked_at: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo workspace with an agent whose name engines would take for a number."""
    root = Path(shutil.copytree(looked_at, tmp_path_factory.mktemp("single") / "demo"))
    shutil.copytree(root / "assessments" / "release-notes-bot", root / "assessments" / "007")
    return root


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Repositories of three teams with a made-up portfolio."""
    folder = tmp_path_factory.mktemp("tree") / "repositories"
    write_portfolio(folder, 30, 150, workspaces=3, day=DAY)
    return folder


@dataclass(frozen=True)
class Lake:
    """A bucket's objects in a folder, and the types of their columns by table."""

    folder: Path
    shapes: dict[str, dict[str, str]]


def lake_of(exported_to: Path, folder: Path) -> Lake:
    """Only the objects, each by its key, as a bucket holds them: no empty folder, nothing half written."""
    for key, raw in data_files(exported_to).items():
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return Lake(folder, json.loads((exported_to / "_export.json").read_text(encoding="utf-8"))["tables"])


@pytest.fixture(scope="module")
def lakes(single: Path, tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Any], Lake]:
    """The exports of both by format, each made once."""

    @cache
    def made(which: str, wanted: Any) -> Lake:
        folder = tmp_path_factory.mktemp(f"{which}-{wanted}")
        if which == "single":
            exported(single, folder / "out", wanted=wanted)
        else:
            export(portfolio_below(tree), ExportWords(folder / "out", wanted, DAY))
        return lake_of(folder / "out", folder / "lake")

    return made


def duckdb_over(lake: Lake, wanted: str) -> Query:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    for table, columns in lake.shapes.items():
        files = f"'{lake.folder}/{table}/*/*/*.{wanted}', hive_partitioning = true, hive_types_autocast = false"
        typed = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items()) + "}"
        read = {
            "parquet": f"read_parquet({files})",
            "jsonl": f"read_json({files}, format = 'newline_delimited', columns = {typed})",
            "csv": f"read_csv({files}, header = true, auto_detect = false, quote = '\"', columns = {typed})",
        }[wanted]
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM {read}")

    def query(sql: str) -> list[dict[str, Any]]:
        found = connection.execute(sql)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    return query


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    }
    builder = sql.SparkSession.builder.master("local[2]").appName("readiness export")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def spark_over(session: Any, lake: Lake, wanted: str) -> Query:
    for table, columns in lake.shapes.items():
        reader = session.read.schema(", ".join(f"{name} {kind}" for name, kind in columns.items()))
        if wanted == "csv":
            reader = reader.options(header="true", multiLine="true", escape='"')
        read = {"parquet": reader.parquet, "jsonl": reader.json, "csv": reader.csv}[wanted]
        read(f"file://{lake.folder}/{table}").createOrReplaceTempView(table)
    return lambda sql: [row.asDict() for row in session.sql(sql).collect()]


@pytest.fixture(params=["duckdb", "spark"])
def over(request: pytest.FixtureRequest) -> Callable[[Lake, str], Query]:
    if request.param == "duckdb":
        return duckdb_over
    session = request.getfixturevalue("spark")
    return lambda lake, wanted: spark_over(session, lake, wanted)


@pytest.mark.parametrize("wanted", ["parquet", "jsonl", "csv"])
def test_of_one_workspace(
    single: Path,
    lakes: Callable[[str, Any], Lake],
    over: Callable[[Lake, str], Query],
    wanted: str,
    request: pytest.FixtureRequest,
) -> None:
    listed = run("list", "--json", here=single).json["agents"]
    query = over(lakes("single", wanted), wanted)
    _same_numbers(query, {row["slug"]: row for row in listed}, lambda row: row["slug"])
    assert [row["agent"] for row in query("SELECT DISTINCT agent FROM answers ORDER BY agent")] == sorted(
        row["slug"] for row in listed
    )
    _same_tasks(query, single)
    _counted(request, query, len(listed), sum(row["milestones"] for row in listed))


def test_the_examples_of_the_documentation_run_as_they_stand(
    single: Path, lakes: Callable[[str, Any], Lake], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The blocks of SQL, over files that lie where the documentation says."""
    lake = lakes("single", "parquet")
    (tmp_path / "exported").symlink_to(lake.folder)
    (tmp_path / "compact").mkdir()
    monkeypatch.chdir(tmp_path)
    query = duckdb_over(lake, "parquet")
    blocks = re.findall(r"(?m)(?:^    .*\n|^\n(?=    ))+", DOCS.read_text(encoding="utf-8").partition("## Tables")[0])
    statements = [block for block in blocks if block.split()[0] in ("SELECT", "COPY")]
    found = [query(statement) for statement in statements]
    assert len(found) == 3
    listed = {row["slug"]: row for row in run("list", "--json", here=single).json["agents"]}
    shown = [listed[row["slug"]]["worst"] for row in found[0]]
    assert [row["worst_display"] for row in found[0]] == [worst["display"] for worst in shown]
    assert shown == sorted(shown, key=lambda worst: Fraction(worst["exact"]))
    assert len(shown) == len(listed)
    for row in found[1]:
        mine = listed[row["slug"]]
        assert row["worst"] == pytest.approx(float(Fraction(mine["worst"]["exact"])))
        assert (row["stale"], row["beyond_clearance"]) == (len(mine["stale"]), len(mine["beyond_clearance"]))
        assert row["milestones"] == mine["milestones"]
    assert found[2][0]["Count"] == query("SELECT count(*) AS rows_there FROM answers")[0]["rows_there"]


@pytest.mark.parametrize("wanted", ["parquet", "jsonl"])
def test_of_a_tree_of_repositories(
    tree: Path,
    lakes: Callable[[str, Any], Lake],
    over: Callable[[Lake, str], Query],
    wanted: str,
    request: pytest.FixtureRequest,
) -> None:
    listed = run("list", "--recursive", "--json", here=tree).json["agents"]
    query = over(lakes("tree", wanted), wanted)
    by_path = {f"{Path(row['workspace']).relative_to(tree).as_posix()}/{row['slug']}": row for row in listed}
    _same_numbers(query, by_path, lambda row: row["agent_id"])
    assert [row["agent"] for row in query("SELECT DISTINCT agent FROM agents ORDER BY agent")] == sorted(by_path)
    _counted(request, query, 30, 150)


def _same_numbers(query: Query, listed: dict[str, dict[str, Any]], name_of: Callable[[dict[str, Any]], str]) -> None:
    found = {name_of(row): row for row in query(LIST)}
    assert set(found) == set(listed)
    for name, row in listed.items():
        mine = found[name]
        worst, best, coverage = row["worst"] or {}, row["best"] or {}, row["coverage"]
        assert (mine["worst_exact"], mine["worst_display"]) == (worst.get("exact"), worst.get("display")), name
        assert (mine["best_exact"], mine["best_display"]) == (best.get("exact"), best.get("display")), name
        if worst:
            assert mine["worst"] == float(Fraction(worst["exact"]))
            assert mine["worst_sum"] == pytest.approx(mine["worst"], abs=1e-12)
        assert (mine["level_worst"], mine["level_best"]) == (row["level"]["worst"], row["level"]["best"])
        counts = ("answered", "applicable", "may_apply")
        assert {count: mine[count] for count in counts} == {count: coverage[count] for count in counts}
        assert (mine["blockers"], mine["beyond"]) == (len(row["blockers"]), len(row["beyond_clearance"]))
        assert (mine["stale"], mine["milestones"]) == (len(row["stale"]), row["milestones"])
        assert (mine["latest"], mine["changed_since_milestone"]) == (row["latest"], row["changed_since_milestone"])


def _same_tasks(query: Query, root: Path) -> None:
    tasks = query(TASKS)
    for which, name in (("support-agent", "working"), ("support-agent@latest", None)):
        cleared = run("clear", which, "--json", here=root).json
        version = f"/support-agent@{name or cleared['milestone']}"
        mine = [row for row in tasks if row["version_id"].endswith(version)]
        assert [(row["task_id"], row["mode"], row["cleared"], row["verdict"]) for row in mine] == [
            (row["id"], row["recommended"], row["cleared"], row["verdict"]) for row in cleared["tasks"]
        ]


def _counted(request: pytest.FixtureRequest, query: Query, agents: int, milestones: int) -> None:
    counts = {
        table.name: query(f"SELECT count(*) AS rows_there FROM {table.name}")[0]["rows_there"] for table in TABLES
    }
    print(f"{request.node.name}: " + ", ".join(f"{count} {table}" for table, count in counts.items()))
    assert (counts["agents"], counts["milestones"]) == (agents, milestones)
    assert counts["tasks"] == counts["decisions"] == counts["clearances"] > 0
    asked = query("SELECT count(DISTINCT version_id) AS versions FROM answers")[0]["versions"]
    assert asked == agents + milestones
    assert min(counts.values()) > 0
