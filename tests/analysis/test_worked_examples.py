"""The worked examples of the documentation come out as they say, and what would change them really does."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from readiness_tui.analysis.counterfactuals import with_changes
from readiness_tui.analysis.deciding import decide
from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import MODES, RANK
from readiness_tui.reports.documents.decisions import ExplainedDecision
from readiness_tui.use_cases.task_files import FileDecisions, decide_file

DOCS = Path(__file__).parents[2] / "docs"
TASKS = DOCS / "examples" / "worked-examples.yaml"
EXPECTED: dict[str, Any] = yaml.safe_load((DOCS / "examples" / "expected.yaml").read_text(encoding="utf-8"))
NAMES = tuple(EXPECTED["examples"])


@cache
def read() -> FileDecisions:
    """As `readiness decide --file` does it, without a workspace."""
    return decide_file(None, TASKS.read_bytes(), TASKS.name, None)


@pytest.fixture
def matrix() -> Matrix:
    shipped = read().questionnaire.questionnaire.matrix
    assert shipped is not None
    return shipped


def task(name: str) -> Task:
    return next(each for each in read().task_list.tasks if each.id == name)


def explained(name: str) -> ExplainedDecision:
    return next(each for each in read().decisions if each.decision.id == name)


def less_sure(one: Task, matrix: Matrix) -> list[Task]:
    """The task with one answer a step more cautious, or not known."""
    worse = [one.model_copy(update={"evidence": one.evidence - 1})] if one.evidence > -1 else []
    for factor in matrix.factors if one.basis == "full" else ():
        level = one.factors.get(factor.id)
        worse += [one.rated(factor.id, None), one.rated(factor.id, 3 if level is None else min(level + 1, 3))]
    for flag in matrix.flags:
        worse += [one.flagged(flag.id, flag.cautious)]
    return worse


def test_the_file_of_examples_is_read_without_a_workspace_and_without_a_warning() -> None:
    assert read().warnings == ()
    assert tuple(each.id for each in read().task_list.tasks) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_example_gets_the_mode_that_the_documentation_says(name: str) -> None:
    decision, expected = explained(name).decision, EXPECTED["examples"][name]
    assert (decision.mode, decision.status) == (expected["mode"], expected["status"])
    assert [cap.rule for cap in decision.binding] == expected["binding"]
    assert [f"{each.id} {each.severity}" for each in decision.mismatches] == expected["mismatches"]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_names_its_source_and_says_why_it_is_rated_as_it_is(name: str, matrix: Matrix) -> None:
    one, expected = task(name), EXPECTED["examples"][name]
    assert expected["source"] in EXPECTED["sources"]
    assert expected["place"]
    assert expected["about"]
    against = {flag.id for flag in matrix.flags if one.flags.get(flag.id) in (flag.cautious, "unknown")}
    evidence = {"evidence"} if one.basis == "full" else set()
    assert set(expected["why"]) == {*one.factors, *against, *evidence}
    assert all(reason.endswith(".") for reason in expected["why"].values())


@pytest.mark.parametrize("name", NAMES)
def test_every_counterfactual_of_an_example_applied_gives_the_mode_that_it_promises(name: str, matrix: Matrix) -> None:
    found = explained(name)
    assert found.counterfactuals
    for each in found.counterfactuals:
        assert each.to != found.decision.mode
        assert decide(name, with_changes(task(name), each.changes), matrix).mode == each.to


@pytest.mark.parametrize("name", NAMES)
def test_a_more_cautious_or_missing_answer_never_gives_an_example_more_autonomy(name: str, matrix: Matrix) -> None:
    now = RANK[explained(name).decision.mode]
    for worse in less_sure(task(name), matrix):
        assert RANK[decide(name, worse, matrix).mode] <= now


def test_between_them_the_examples_reach_every_mode_and_every_status() -> None:
    expected = EXPECTED["examples"].values()
    assert {each["mode"] for each in expected} == set(MODES)
    assert {each["status"] for each in expected} == {"open", "unclear", "close_call", "clear"}
    assert {each["source"] for each in expected} == set(EXPECTED["sources"])


@pytest.mark.parametrize("name", NAMES)
def test_the_method_page_gives_each_example_with_the_same_result(name: str, matrix: Matrix) -> None:
    titles = {mode.id: mode.title for mode in matrix.modes}
    expected = EXPECTED["examples"][name]
    rows = [line for line in (DOCS / "method.md").read_text(encoding="utf-8").splitlines() if f"| `{name}` |" in line]
    assert len(rows) == 1
    assert f"| {titles[expected['mode']]} |" in rows[0]
    assert all(rule in rows[0] for rule in expected["binding"])
    assert expected["status"] == "clear" or expected["status"].replace("_", " ") in rows[0]
