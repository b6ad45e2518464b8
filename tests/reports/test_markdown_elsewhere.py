"""The Markdown twin in a second renderer of GitHub's flavour: the same tables, none broken, and nothing that acts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import Any

import pytest

from readiness_tui.reports.building import build_report
from readiness_tui.reports.rendering import plain, render_markdown, rendered
from readiness_tui.reports.team import build_team_report
from readiness_tui.reports.template_names import TEAM_MARKDOWN_TEMPLATE
from tests.reports.browsing import node_modules
from tests.reports.payloads import ALL
from tests.reports.reading import Twin
from tests.reports.requests import Change, request, templates
from tests.reports.team_requests import team

pytestmark = pytest.mark.deep

READ = """
import { pathToFileURL } from "node:url";
const { marked } = await import(pathToFileURL(process.argv[1]));
let text = "";
for await (const part of process.stdin) text += part;
const tables = [], stray = [], raw = [];
marked.walkTokens(marked.lexer(text, {gfm: true}), token => {
  if (token.type === "table") tables.push([token.header, ...token.rows].map(row => row.map(cell => cell.text)));
  if (token.type === "paragraph") stray.push(...token.raw.split("\\n").filter(line => line.startsWith("|")));
  if (token.type === "html") raw.push(token.raw);
});
const links = [...marked.parse(text).matchAll(/(?:href|src)="([^"]*)"/g)].map(found => found[1]);
console.log(JSON.stringify({tables, stray, raw, links}));
"""


def _marked(text: str) -> dict[str, Any]:
    """The tables that marked finds, cell by cell; lines that look like a table and are none; HTML; links."""
    found = next(iter(sorted(node_modules().glob("marked/lib/marked.esm.*js"))), None)
    node = shutil.which("node")
    if node is None or found is None:
        pytest.skip("no node or no marked")
    command = [node, "--input-type=module", "-e", READ, str(found)]
    done = subprocess.run(command, input=text, check=True, capture_output=True, text=True, timeout=120)
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def _cells(text: str) -> list[list[list[str]]]:
    """The same tables as our own reader finds them: rows of cells as they are written."""
    lines, tables = text.splitlines(), []
    for token in Twin(text).tokens:
        if token.type == "table_open" and token.map:
            rows = lines[token.map[0] : token.map[1]]
            tables.append([_split(row) for place, row in enumerate(rows) if place != 1])
    return tables


def _split(row: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)(?:\\\\)*\|", row.strip())[1:-1]]


def _texts(change: Change = str) -> dict[str, str]:
    made = {f"{audience}": _report(audience, change) for audience in ("full", "exec")}
    values = plain(build_team_report(team(change)))
    return {**made, "team": rendered("md", values, templates(), TEAM_MARKDOWN_TEMPLATE)}


def _report(audience: Any, change: Change) -> str:
    return render_markdown(build_report(request(change, audience=audience)), templates())


def test_marked_finds_the_same_tables_cell_by_cell() -> None:
    for name, text in _texts().items():
        found = _marked(text)
        cells = sum(len(row) for table in found["tables"] for row in table)
        assert len(found["tables"]) >= 4
        assert [[[cell.replace("\\|", "|") for cell in row] for row in table] for table in found["tables"]] == _cells(
            text
        )
        assert found["stray"] == []
        assert found["raw"] == []
        print(f"marked {name}: {len(found['tables'])} tables, {cells} cells, 0 broken")


def test_no_payload_breaks_a_table_or_becomes_html_or_a_link_in_marked() -> None:
    broken = count = 0
    for place in range(0, len(ALL), 24):
        group = " ".join(ALL[place : place + 24])
        for text in _texts(lambda text, group=group: f"{text[:30]} {group}").values():
            found = _marked(text)
            count += len(found["tables"])
            shape = [[len(row) for row in table] for table in found["tables"]]
            broken += shape != [[len(row) for row in table] for table in _cells(text)]
            broken += len(found["stray"]) + len(found["raw"])
            strange = [link for link in found["links"] if not link.startswith(("https://", "http://", "mailto:"))]
            assert strange == []
    print(f"marked: {len(ALL)} payloads in every text, {count} tables, {broken} broken")
    assert broken == 0
