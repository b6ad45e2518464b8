"""What the gate tells other tools is valid by their own schemas, for every mix of conditions and for hostile names."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_tui.analysis.gating import Cause, GateCondition, WaivedGate
from readiness_tui.exchange.gate_findings import RULES
from readiness_tui.exchange.junit import junit_text
from readiness_tui.exchange.sarif import sarif_text
from tests.exchange.gate_checks import CONDITIONS, FILE, JUNIT, SARIF, checked, condition

words = st.text(max_size=40)


causes = st.builds(
    Cause,
    st.sampled_from(["question", "task", "score"]),
    st.sampled_from(["output-validation", "refund", "overall"]),
    words,
)
conditions = st.lists(
    st.builds(
        lambda name, met, found, text: condition(name, met, *found, text=text),
        st.sampled_from(CONDITIONS),
        st.booleans(),
        st.lists(causes, max_size=3),
        words,
    ),
    max_size=6,
)
waivers = st.lists(
    st.builds(WaivedGate, st.just("output-validation"), words, words, st.dates(), words, words), max_size=2
).map(tuple)


@given(conditions, waivers, st.sampled_from(["all", "failed"]))
@settings(max_examples=40, deadline=None)
def test_every_check_is_valid_sarif_and_valid_junit(
    some: list[GateCondition], waived: tuple[WaivedGate, ...], show: Any
) -> None:
    check = checked(*some, waived=waived)
    faults = [fault.message for fault in SARIF.iter_errors(json.loads(sarif_text(check, show)))]
    assert faults == []
    JUNIT.validate(junit_text(check, show))


def test_the_schemas_refuse_what_is_wrong() -> None:
    document = json.loads(sarif_text(checked(condition("level", False)), "all"))
    document["runs"][0]["results"][0]["level"] = "fatal"
    assert not SARIF.is_valid(document)
    text = junit_text(checked(condition("level", False)), "all")
    assert not JUNIT.is_valid(text.replace("<testcase ", "<testcase line='1' ", 1))


def test_rule_ids_never_change() -> None:
    """People dismiss alerts and baselines by these; add to the list, never rename."""
    assert list(RULES) == [
        "readiness/level",
        "readiness/min-score",
        "readiness/max-blockers",
        "readiness/min-confidence",
        "readiness/no-regress",
        "readiness/tasks-cleared",
        "readiness/waived",
    ]


def test_the_fingerprint_of_a_cause_never_changes() -> None:
    check = checked(condition("level", False, Cause("question", "output-validation", "whatever it says today")))
    (result,) = json.loads(sarif_text(check, "failed"))["runs"][0]["results"]
    assert result["partialFingerprints"] == {"readinessCause/v1": "381c1b6413dc00fccb9978f1cbddc467"}


def test_a_path_is_a_valid_reference_that_reads_back_as_the_path() -> None:
    (result,) = json.loads(sarif_text(checked(condition("level", False)), "failed"))["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert not set(uri) & set(" ä")
    assert unquote(uri) == FILE


def test_sarif_stands_at_the_answer_and_says_what_code_scanning_asks_for() -> None:
    check = checked(condition("level", False, Cause("question", "output-validation", "Partly in place")))
    document = json.loads(sarif_text(check, "failed"))
    (run,) = document["runs"]
    (result,) = run["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 12, "startColumn": 3}
    assert document["version"] == "2.1.0"
    assert run["tool"]["driver"]["name"] == "readiness"
    for rule in run["tool"]["driver"]["rules"]:
        assert all(rule[part]["text"].endswith(".") for part in ("shortDescription", "fullDescription", "help"))
        assert len(rule["fullDescription"]["text"]) < 1024, "GitHub cuts it there"
    assert run["automationDetails"]["id"] == "readiness-gate/bot/"


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ufffe", "]]>", "&", "<", '"', "\ud800"])
def test_no_character_breaks_the_xml(character: str) -> None:
    bad = f"a{character}b"
    check = checked(
        condition("level", False, Cause("question", "output-validation", bad), text=bad),
        waived=(WaivedGate("output-validation", bad, "demo", date(2026, 12, 4), bad, bad),),
    )
    text = junit_text(check, "all")
    text.encode("utf-8")
    JUNIT.validate(text)


def test_a_failure_names_the_line_of_each_answer() -> None:
    check = checked(condition("tasks-cleared", False, Cause("task", "refund", "Refund: acts alone")))
    assert f"{FILE}:90: Refund: acts alone" in junit_text(check, "all")
