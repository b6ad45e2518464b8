"""`readiness decide AGENT --questionnaire FILE`: what an edited matrix would do to open tasks, before it is saved."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.shelling import Ran, run

SHIPPED = Path(__file__).parents[2] / "questionnaires" / "agent-production-readiness.yaml"
STRICTER = ("when: {axis: judgement, at_least: 5/4}", "when: {axis: judgement, at_least: 3/4}")
MONEY_ONLY_BY_A_PERSON = (
    "when: {flag: moves_money}\n      cap: approve_before",
    "when: {flag: moves_money}\n      cap: augment",
)
REWORDED = ("Nothing lifts it; do not build it.", "Do not build it.")
NEEDS_MORE = (
    "{level: supervised-pilot, answers: {approval-workflow",
    "{level: production-ready, answers: {approval-workflow",
)
NEVER_AUTOMATES = ("{axis: exposure, below: 1}", "{axis: exposure, below: 0}")
NEW_FACTOR = (
    "    - id: interpersonal\n",
    "    - {id: novelty, axis: judgement, title: Novelty, ask: How new is it?, levels: [none, some, much, all]}\n"
    "    - id: interpersonal\n",
)


def edited(*edits: tuple[str, str]) -> str:
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def without(text: str, block: str) -> str:
    """Without one entry of a list, which begins with `block` and ends where the next one begins."""
    lines = text.splitlines(keepends=True)
    start = lines.index(block + "\n")
    indent = block[: block.index("-") + 1]
    end = next(
        number
        for number in range(start + 1, len(lines))
        if lines[number].startswith(indent) or lines[number][: len(indent)].strip()
    )
    return "".join(lines[:start] + lines[end:])


def tried(workspace: Path, text: str, *words: str, agent: str = "support-agent", code: int = 0) -> Ran:
    ran = run("decide", agent, "--questionnaire", "-", *words, here=workspace, given=text)
    assert ran.code == code, ran.err + ran.out
    return ran


def effect(workspace: Path, text: str, **more: Any) -> dict[str, Any]:
    found = tried(workspace, text, "--json", **more).json["effect"]
    assert isinstance(found, dict)
    return found


def by_id(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {task["id"]: task for task in found["tasks"]}


def test_a_lower_cut_off_shows_which_tasks_move_what_decided_before_and_what_decides_then(looked_at: Path) -> None:
    found = effect(looked_at, edited(STRICTER))
    moved = by_id(found)["draft-reply"]
    assert moved["decision"]["before"]["mode"] == "approve_before"
    assert [reason["id"] for reason in moved["decision"]["before"]["decided_by"]] == ["G3"]
    assert moved["decision"]["after"]["mode"] == "augment"
    assert [reason["text"] for reason in moved["decision"]["after"]["decided_by"]] == [
        "Judgement 0.75, at or above 0.75"
    ]
    assert {"mode", "status", "why", "mismatches", "cleared", "verdict"} <= set(moved["changed"])
    assert found["counts"] == {
        "tasks": 6,
        "decided_otherwise": 3,
        "cleared_otherwise": 4,
        "newly_beyond_clearance": 2,
    }
    assert found["findings"] == []
    assert [edit["subject"] for edit in found["edits"]] == ["matrix"]


def test_the_decisions_are_those_of_the_edited_matrix_and_the_effect_names_the_pinned_one(looked_at: Path) -> None:
    document = tried(looked_at, edited(STRICTER), "--json").json
    pinned = run("decide", "support-agent", "--json", here=looked_at).json
    assert document["format"] == "readiness/decisions@1"
    assert document["effect"]["before"] == pinned["questionnaire"] != document["questionnaire"]
    after = {row["id"]: row["mode"] for row in document["decisions"]}
    before = {row["id"]: row["mode"] for row in pinned["decisions"]}
    for task_id, task in by_id(document["effect"]).items():
        assert task["decision"]["before"]["mode"] == before[task_id]
        assert task["decision"]["after"]["mode"] == after[task_id]


def test_the_text_begins_with_what_would_run_beyond_its_clearance(looked_at: Path) -> None:
    out = tried(looked_at, edited(STRICTER)).out
    assert "nothing is written" in out.splitlines()[0]
    assert "Of 6 tasks: 3 decided otherwise, 4 cleared otherwise, 2 more would run with more autonomy" in out
    rows = out[out.index("Decided now") :].splitlines()[1:]
    assert [row.split("  ")[1].strip()[:1] for row in rows[:3]] == ["✗", "✗", "✗"]
    assert out.index("Draft a reply (draft-reply): approve before → augment") < out.index("Close an account (close")
    assert "G3 Customer-facing" in out
    assert "The checker finds nothing wrong with the matrix." in out


def test_no_line_is_longer_than_100_columns(demo: Path) -> None:
    long = "A name that is as long as names of tasks may get when people write whole sentences"
    assert run("task", "support-agent", "set", "small-refund", "--name", long, here=demo).code == 0
    for text in (edited(STRICTER), edited(NEEDS_MORE), edited(NEW_FACTOR), edited()):
        assert max(map(len, tried(demo, text).out.splitlines())) <= 100


def test_a_rule_that_caps_lower_is_named_as_what_decides_then(looked_at: Path) -> None:
    moved = by_id(effect(looked_at, edited(MONEY_ONLY_BY_A_PERSON)))["large-refund"]
    before, after = moved["decision"]["before"], moved["decision"]["after"]
    assert [(side["mode"], side["decided_by"][0]["id"]) for side in (before, after)] == [
        ("approve_before", "G2"),
        ("augment", "G2"),
    ]
    assert moved["clearance"]["after"]["cleared"] == "augment"


def test_words_alone_move_nothing(looked_at: Path) -> None:
    found = effect(looked_at, edited(REWORDED))
    assert [task["changed"] for task in found["tasks"]] == [[]] * 6
    assert found["counts"]["decided_otherwise"] == found["counts"]["cleared_otherwise"] == 0
    out = tried(looked_at, SHIPPED.read_text(encoding="utf-8")).out
    assert "The matrix and the needs of its modes are the same." in out


def test_needs_of_a_mode_move_clearances_and_no_decision(looked_at: Path) -> None:
    found = effect(looked_at, edited(NEEDS_MORE))
    assert found["counts"]["decided_otherwise"] == 0
    assert found["counts"]["cleared_otherwise"] > 0
    small = by_id(found)["small-refund"]["clearance"]
    assert (small["before"]["cleared"], small["after"]["cleared"]) == ("approve_before", "augment")
    assert "Days in staging: 9 days, needs 14 days" in small["after"]["kept_by"]
    out = tried(looked_at, edited(NEEDS_MORE)).out
    assert "Refund below 50 EUR (small-refund): automate with sampling as before, cleared otherwise" in out
    assert "and 10 more" in out


def test_a_new_factor_is_unknown_of_every_task_taken_cautiously_and_says_so(looked_at: Path) -> None:
    found = effect(looked_at, edited(NEW_FACTOR))
    assert all({"what": "factor:novelty", "taken_as": "3"} in task["newly_assumed"] for task in found["tasks"])
    assert "Novelty: not known of 6 tasks, taken as 3" in tried(looked_at, edited(NEW_FACTOR)).out


def test_what_is_said_of_a_factor_that_is_gone_is_named(looked_at: Path) -> None:
    text = without(edited(), "    - id: interpersonal")
    found = effect(looked_at, text)
    assert all("factor:interpersonal" in task["no_longer_asked"] for task in found["tasks"])
    assert "Interpersonal: said of 6 tasks, stays in the file and counts nowhere" in tried(looked_at, text).out


def test_findings_of_the_checker_stand_below_with_their_line_and_errors_exit_with_2(looked_at: Path) -> None:
    ran = tried(looked_at, edited(NEVER_AUTOMATES), code=2)
    line = edited(NEVER_AUTOMATES)[: edited(NEVER_AUTOMATES).index("{when: {axis: exposure, below: 0}")].count("\n") + 1
    assert f"stdin:{line}:7: no task gets as far as this rule (proven)" in ran.out
    assert "Sort mail into queues (sort-mail): automate → automate with sampling" in ran.out
    found = effect(looked_at, edited(NEVER_AUTOMATES), code=2)["findings"]
    assert {row["severity"] for row in found} == {"error", "warning"}
    assert all(row["line"] and row["column"] and row["message"] for row in found)


def test_every_fault_of_a_bad_text_is_told_with_its_place_and_nothing_is_shown(looked_at: Path) -> None:
    text = edited(STRICTER).replace("at_least: 3/4}", "at_last: 3/4}").replace("cap: not_yet", "cap: not-yet")
    ran = tried(looked_at, text, code=2)
    assert ran.out == ""
    places = [line.partition(": ")[0] for line in ran.err.splitlines()]
    assert len(places) >= 3
    assert all(place.startswith("stdin:") and place.count(":") == 2 for place in places)
    assert "did you mean 'at_least'?" in ran.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("decide support-agent --questionnaire none.yaml", "there is no such file"),
        ("decide support-agent --questionnaire ml-test-score", "no decision matrix"),
        ("decide support-agent --questionnaire agent-production", "did you mean 'agent-production-readiness'?"),
        ("decide nobody --questionnaire agent-production-readiness", "no agent 'nobody'"),
        ("decide --as-of 2026-01-01", "name an agent"),
    ],
)
def test_names_that_lead_nowhere_exit_with_2_and_say_what_to_write(looked_at: Path, words: str, says: str) -> None:
    ran = run(*words.split(), here=looked_at)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_without_an_agent_every_agent_that_uses_the_questionnaire_is_shown(demo: Path) -> None:
    assert run("new", "Model", "--questionnaire", "ml-test-score", here=demo).code == 0
    (demo / "assessments" / "hr-screening" / "assessment.yaml").write_text("format: [", encoding="utf-8")
    ran = run("decide", "--questionnaire", "-", "--json", here=demo, given=edited(STRICTER))
    assert ran.code == 0, ran.err
    document = ran.json
    assert document["format"] == "readiness/matrix-effects@1"
    assert [row["agent"] for row in document["agents"]] == ["invoice-matcher", "release-notes-bot", "support-agent"]
    assert document["agents"][2]["counts"]["decided_otherwise"] == 3
    assert document["others"] == ["model"]
    assert [row["agent"] for row in document["unread"]] == ["hr-screening"]
    out = run("decide", "--questionnaire", "-", here=demo, given=edited(STRICTER)).out
    assert "Not about model: another questionnaire" in out
    assert "✗ hr-screening can't be read" in out


def test_a_milestone_is_tried_as_of_its_own_day(looked_at: Path) -> None:
    document = tried(looked_at, edited(STRICTER), "--json", agent="support-agent@2").json
    assert document["as_of"] == "2026-09-29"
    assert document["milestone"].startswith("0002-")


def test_an_agent_of_another_questionnaire_is_said_to_be_one(demo: Path) -> None:
    assert run("new", "Model", "--questionnaire", "ml-test-score", here=demo).code == 0
    ran = tried(demo, edited(), agent="model")
    assert "another questionnaire: ml-test-score" in ran.err
    assert "No tasks." in ran.out


def test_trying_writes_nothing(demo: Path) -> None:
    def seen() -> dict[str, str]:
        files = (path for path in demo.rglob("*") if path.is_file())
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    before = seen()
    tried(demo, edited(STRICTER))
    run("decide", "--questionnaire", "-", here=demo, given=edited(STRICTER))
    assert seen() == before
