"""`readiness gate`: exit codes, bad input, and the texts for other tools, with the lines of the answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from readiness_tui.exchange.gate_findings import RULES
from readiness_tui.exchange.github import MOST_BYTES
from tests.cli.shelling import run
from tests.exchange.gate_checks import JUNIT, SARIF

CASES = [
    ("", 1),
    ("--level supervised-pilot", 0),
    ("--level limited-production", 1),
    ("--level supervised-pilot --min-score 50 --max-blockers 4 --min-confidence 50", 0),
    ("--level supervised-pilot --min-score 60", 1),
    ("--max-blockers 3", 1),
    ("--no-regress 1 --min-score 99 --show failed", 1),
    ("--tasks-cleared", 1),
]
BAD = [
    ("--level heaven", "no level 'heaven'"),
    ("--min-score=-3", "'-3' is no number"),
    ("--min-score 700", "scores go from 0 to 100"),
    ("--min-score 0.7", "write it as shown: 70"),
    ("--max-blockers=-1", "no count"),
    ("--max-blockers 1.5", "no count"),
    ("--min-confidence 0.6", "write percent: 60"),
    ("--min-confidence 101", "over 100 %"),
    ("--no-regress 77", "no milestone '77'"),
    ("--format xml", "xml"),
    ("--as-of 2026-02-30", "there is no such day"),
]


@pytest.fixture(autouse=True)
def no_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


@pytest.mark.parametrize(("words", "code"), CASES)
@pytest.mark.parametrize("wanted", ["text", "json", "junit", "sarif", "github"])
def test_the_exit_code_says_whether_the_gate_is_met_in_every_format(
    looked_at: Path, words: str, code: int, wanted: str
) -> None:
    ran = run("gate", "support-agent", *words.split(), "--format", wanted, here=looked_at)
    assert (ran.code, ran.err) == (code, "")
    assert ran.out


@pytest.mark.parametrize(("words", "said"), BAD)
def test_bad_input_exits_with_2_and_says_what_to_write_instead(looked_at: Path, words: str, said: str) -> None:
    ran = run("gate", "support-agent", *words.split(), here=looked_at)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_every_fault_of_the_conditions_is_said_at_once(looked_at: Path) -> None:
    ran = run("gate", "support-agent", "--min-score", "x", "--max-blockers", "y", here=looked_at)
    assert len(ran.err.splitlines()) == 2


def test_without_a_condition_the_target_level_and_the_tasks_are_checked(looked_at: Path) -> None:
    found = run("gate", "support-agent", "--json", here=looked_at).json["conditions"]
    assert [each["id"] for each in found] == ["level", "tasks-cleared"]
    assert found[0]["need"] == "limited-production"


def test_without_a_condition_and_without_a_target_level_it_asks_for_one(tmp_path: Path) -> None:
    run("init", here=tmp_path)
    run("new", "One", here=tmp_path)
    ran = run("gate", "one", here=tmp_path)
    assert ran.code == 2
    assert "--level LEVEL" in ran.err


def test_what_is_shown_and_what_fails_are_separate(looked_at: Path) -> None:
    words = ["gate", "support-agent", "--min-score", "50", "--max-blockers", "0"]
    shown = run(*words, "--show", "failed", "--json", here=looked_at)
    assert (shown.code, [each["id"] for each in shown.json["conditions"]]) == (1, ["max-blockers"])
    met = run(*words[:4], "--show", "failed", "--json", here=looked_at)
    assert (met.code, met.json["met"], met.json["conditions"]) == (0, True, [])


def test_a_milestone_is_checked_as_of_today(looked_at: Path) -> None:
    assert run("gate", "support-agent@2", "--min-score", "10", "--json", here=looked_at).json["as_of"] == "2026-11-22"


@pytest.fixture
def waived(demo: Path) -> Path:
    words = ["--reason", "ship <b>now</b>|\n::error::x", "--approver", "kim", "--expires", "2026-12-04"]
    assert run("waive", "support-agent", "output-validation", *words, here=demo).code == 0
    return demo


@pytest.mark.parametrize("show", ["all", "failed"])
@pytest.mark.parametrize("wanted", ["text", "json", "junit", "sarif", "github"])
def test_a_waived_gate_is_named_in_every_format_also_where_the_gate_is_met(
    waived: Path, wanted: str, show: str
) -> None:
    words = ["--level", "supervised-pilot", "--format", wanted, "--show", show]
    ran = run("gate", "support-agent", *words, here=waived)
    assert ran.code == 0
    assert "output-validation" in ran.out or "Output validated after" in ran.out
    assert "2026-12-04" in ran.out
    assert not [line for line in ran.out.splitlines() if line.startswith("::error")]


def sarif(here: Path, *words: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(run("gate", "support-agent", *words, "--format", "sarif", here=here).out)
    return document


@pytest.mark.parametrize("agent", ["support-agent", "support-agent@2", "hr-screening"])
@pytest.mark.parametrize("show", ["all", "failed"])
def test_what_the_command_prints_is_valid_by_the_schemas_of_sarif_and_junit(
    waived: Path, agent: str, show: str
) -> None:
    words = ["gate", agent, "--level", "production-ready", "--min-score", "99", "--max-blockers", "0"]
    words += ["--min-confidence", "99", "--no-regress", "1", "--tasks-cleared", "--show", show]
    if agent == "hr-screening":
        words = [word for word in words if word not in ("--no-regress", "1")]
    document = json.loads(run(*words, "--format", "sarif", here=waived).out)
    assert [fault.message for fault in SARIF.iter_errors(document)] == []
    JUNIT.validate(run(*words, "--format", "junit", here=waived).out)


def test_sarif_results_stand_at_the_line_of_the_answer(looked_at: Path) -> None:
    lines = (looked_at / "assessments" / "support-agent" / "assessment.yaml").read_text(encoding="utf-8").splitlines()
    document = sarif(looked_at, "--level", "limited-production", "--tasks-cleared")
    found = {}
    for each in document["runs"][0]["results"]:
        place = each["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].endswith("assessments/support-agent/assessment.yaml")
        found[each["message"]["text"]] = lines[place["region"]["startLine"] - 1].strip()
    assert found["support-agent: Output validated after: Partly in place, needs In place"] == "output-validation:"
    assert any(line == "large-refund:" for line in found.values())


def test_sarif_rules_and_fingerprints_are_stable_and_the_same_for_the_same_cause(waived: Path) -> None:
    first = sarif(waived, "--level", "production-ready", "--min-confidence", "99")["runs"][0]
    assert [rule["id"] for rule in first["tool"]["driver"]["rules"]] == list(RULES)
    for each in first["results"]:
        assert list(RULES)[each["ruleIndex"]] == each["ruleId"]
        assert each["level"] == ("none" if each["kind"] == "pass" else each["level"])
    run("answer", "support-agent", "output-validation", "--note", "a\nb\nc", here=waived)
    again = sarif(waived, "--level", "production-ready", "--min-confidence", "99")["runs"][0]
    prints = [[each["partialFingerprints"] for each in one["results"]] for one in (first, again)]
    assert prints[0] == prints[1]
    assert len({json.dumps(each) for each in prints[0]}) == len(prints[0])


def test_a_waiver_is_a_suppressed_result_with_its_reason(waived: Path) -> None:
    results = sarif(waived, "--level", "supervised-pilot")["runs"][0]["results"]
    (suppressed,) = [each for each in results if "suppressions" in each]
    assert suppressed["ruleId"] == "readiness/waived"
    assert "kim, until 2026-12-04" in suppressed["suppressions"][0]["justification"]


def test_junit_counts_what_it_shows(waived: Path) -> None:
    text = run("gate", "support-agent", "--level", "production-ready", "--format", "junit", here=waived).out
    suite = ElementTree.fromstring(text)[0]
    cases = suite.findall("testcase")
    assert [suite.get(name) for name in ("tests", "failures", "skipped")] == ["2", "1", "1"]
    assert len(cases) == 2
    assert len({case.get("name") for case in cases}) == 2


def test_annotations_hold_no_line_break_of_a_person_and_name_the_file(waived: Path) -> None:
    lines = run("gate", "support-agent", "--format", "github", here=waived).out.splitlines()
    assert all(line.startswith("::") for line in lines[:-1])
    assert "file=assessments/support-agent/assessment.yaml,line=" in lines[0]
    warned = [line for line in lines if line.startswith("::warning")]
    assert len(warned) == 1


@pytest.fixture
def summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    path = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    return lambda: path.read_text(encoding="utf-8") if path.exists() else ""


def test_the_summary_of_the_step_is_added_to_and_peoples_text_stays_text(
    waived: Path, summary: Callable[[], str], tmp_path: Path
) -> None:
    (tmp_path / "summary.md").write_text("before\n", encoding="utf-8")
    run("gate", "support-agent", here=waived)
    text = summary()
    assert text.startswith("before\n## ")
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert "waived until 2026" in text


def test_the_summary_stays_below_its_limit_with_what_is_there_already(
    waived: Path, summary: Callable[[], str], tmp_path: Path
) -> None:
    path = tmp_path / "summary.md"
    path.write_bytes(b"x" * (MOST_BYTES - 300))
    run("gate", "support-agent", "--level", "production-ready", here=waived)
    assert path.stat().st_size <= MOST_BYTES
    assert "more lines don't fit here" in summary()[-200:]
    path.write_bytes(b"x" * MOST_BYTES)
    run("gate", "support-agent", "--level", "production-ready", here=waived)
    assert path.stat().st_size == MOST_BYTES


def test_a_summary_that_cannot_be_written_is_said_and_changes_nothing(
    looked_at: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    ran = run("gate", "support-agent", "--min-score", "10", here=looked_at)
    assert (ran.code, "summary can't be written" in ran.err) == (0, True)


def test_the_file_is_named_from_the_root_of_its_repository(demo: Path) -> None:
    (demo.parent / ".git").mkdir()
    out = run("gate", "support-agent", "--format", "github", here=demo).out
    assert f"file={demo.name}/assessments/support-agent/assessment.yaml" in out


def test_a_level_that_holds_only_by_a_waiver_never_stands_without_it(waived: Path) -> None:
    answered = run("answer", "support-agent", "decision-log=full", "alert-thresholds=full", here=waived)
    said = "Gates passed only by waiver: Output validated after until 2026-12-04"
    assert said.lower() in " ".join(answered.err.lower().split())
    for words in (["score", "support-agent"], ["report", "support-agent", "-f", "md", "-o", "-"]):
        assert said in " ".join(run(*words, here=waived).out.split()), words
    assert "until 2026-12-04, from then on it counts again" in " ".join(
        run("plan", "support-agent", here=waived).out.split()
    )
    gate = " ".join(run("gate", "support-agent", "--level", "limited-production", here=waived).out.split())
    assert "only with what is waived: Output validated after until 2026-12-04" in gate
    assert said not in run("score", "support-agent", "--as-of", "2026-12-05", here=waived).out
