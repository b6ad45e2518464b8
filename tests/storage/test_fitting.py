"""Files in which very much is wrong: the first of it is told at once, and the rest is counted."""

from __future__ import annotations

import subprocess
import sys

import pytest

from readiness_tui.model.assessment import Assessment
from readiness_tui.model.faults import UserError
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.storage import fitting
from readiness_tui.storage.decoding import decode
from readiness_tui.storage.questionnaire_faults import questionnaire_file_faults

AGENT = (
    "format: readiness/assessment@1\nagent: {name: A, slug: a}\nquestionnaire: {id: q, version: '1', hash: sha256:1}\n"
)
QUESTIONNAIRE = "format: readiness/questionnaire@1\nid: q\nversion: '1'\ntitle: T\n"
FLOODS = {
    "tasks without anything": AGENT + "tasks: {" + ", ".join(f"t{n}: {{}}" for n in range(3_000)) + "}\n",
    "evidence that is text": AGENT + "answers: {a: {evidence: [" + "x, " * 3_000 + "]}}\n",
    "wrong behind much that is right": AGENT
    + "answers: {a: {evidence: ["
    + "{text: x}, " * 900
    + "x, " * 3_000
    + "]}}\n",
    "wrong in many places": AGENT
    + "answers: {"
    + ", ".join(f"a{n}: {{evidence: [{'x, ' * 60}]}}" for n in range(60))
    + "}\n",
}


def faults_of(text: str, model: type[Assessment] | type[Questionnaire] = Assessment) -> list[str]:
    with pytest.raises(UserError) as caught:
        decode(model, text.encode(), "f")
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("text", FLOODS.values(), ids=FLOODS)
def test_of_a_flood_of_errors_the_first_are_told_and_the_rest_counted(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = faults_of(text)
    assert 1 < len(told) <= fitting.MOST + 1
    assert told[-1].startswith("f: and ")
    monkeypatch.setattr(fitting, "MOST", 1_000_000)
    everything = faults_of(text)
    assert set(told[:-1]) <= set(everything)
    assert told[0] == everything[0]


def test_a_few_errors_are_all_told() -> None:
    assert len(faults_of(AGENT + "answers: {a: {evidence: [" + "x, " * 400 + "]}}\n")) == 400


def test_cutting_a_list_short_brings_in_no_errors() -> None:
    """A list of rules has to end in one without a condition; that it is read in part must not say otherwise."""
    rules = "".join(f"          - {{when: {{all: [c{n}]}}, value: 0}}\n" for n in range(100))
    choices = "".join(f"          - {{id: c{n}, label: L}}\n" for n in range(100))
    many = f"      - id: m\n        ask: A?\n        kind: many\n        choices:\n{choices}        rules:\n{rules}"
    text = QUESTIONNAIRE + "sections:\n  - id: s\n    title: S\n    questions:\n" + many
    text += "          - {value: 0}\n" + "      - {}\n" * 2_000
    assert {fault.message for fault in questionnaire_file_faults(text.encode(), "f") if fault.line} == {
        "missing key 'id'",
        "missing key 'ask'",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="needs resource limits")
def test_a_flood_takes_under_two_seconds_and_300_megabytes() -> None:
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, (2, 2));"
        "resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20));"
        "from readiness_tui.storage.decoding import decode\n"
        "from readiness_tui.model.task_list import TaskList\n"
        "from readiness_tui.storage.task_lists import LIMITS\n"
        "raw = b'format: readiness/tasks@1\\ntasks: [' + b'{},' * 100_000 + b']'\n"
        "try: decode(TaskList, raw, 'f', LIMITS)\n"
        "except Exception as error: sys.exit(type(error).__name__ != 'UserError')"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
