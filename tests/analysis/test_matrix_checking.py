"""What is wrong with a decision matrix is found, with two tasks to compare."""

from __future__ import annotations

from typing import Any

import pytest

from readiness_tui.analysis.checking import check
from readiness_tui.analysis.deciding import decide
from readiness_tui.model.assessment import Task
from readiness_tui.model.modes import RANK
from tests.analysis.drafts import REMOVED, built
from tests.analysis.findings import findings


@pytest.mark.parametrize(
    ("changes", "name", "path", "severity"),
    [
        ([("matrix.rules.0.when", {"factor": "undo", "at_most": "1"})], "not-monotone", "matrix.factors.3", "error"),
        ([("matrix.rules.1.when", {"flag": "money", "is": "no"})], "not-monotone", "matrix.flags.0", "error"),
        ([("matrix.rules.1.lifted.when", {"flag": "limit", "is": "no"})], "not-monotone", "matrix.flags.1", "error"),
        ([("matrix.rules.0.when", {"not": {"evidence_below": "2"}})], "not-monotone", "matrix.evidence", "error"),
        (
            [("matrix.base.0.mode", "automate"), ("matrix.base.1.mode", "augment")],
            "not-monotone",
            "matrix.factors.0",
            "error",
        ),
        (
            [("matrix.rules.0.when", {"all": [{"flag": "money"}, {"flag": "money", "is": "no"}]})],
            "rule-never-fires",
            "matrix.rules.0.when",
            "error",
        ),
        (
            [("matrix.rules.1.cap", "automate"), ("matrix.rules.1.lifted", REMOVED)],
            "rule-never-binds",
            "matrix.rules.1",
            "warning",
        ),
        ([("matrix.rules.1.lifted.cap", "augment")], "lift-not-milder", "matrix.rules.1.lifted.cap", "error"),
        (
            [("matrix.rules.1.lifted.when", {"flag": "money", "is": "no"})],
            "never-lifted",
            "matrix.rules.1.lifted",
            "warning",
        ),
        (
            [("matrix.base.1.when", {"axis": "judgement", "at_least": "2"})],
            "base-rule-never-fires",
            "matrix.base.1",
            "error",
        ),
        (
            [("matrix.modes", [{"id": "automate_sample", "title": "S"}]), ("matrix.rules.1.lifted", REMOVED)],
            "mode-never-reached",
            "matrix.modes.0.id",
            "error",
        ),
    ],
)
def test_what_is_wrong_with_a_matrix_is_found(
    changes: list[tuple[str, Any]], name: str, path: str, severity: str
) -> None:
    found = {fault.path: fault for fault in findings(built(*changes), name)}
    where = tuple(int(part) if part.isdigit() else part for part in path.split("."))
    assert where in found, found
    assert found[where].severity == severity


def test_a_counterexample_of_the_matrix_can_be_replayed() -> None:
    questionnaire = built(("matrix.rules.0.when", {"factor": "undo", "at_most": "1"}))
    fault = next(one for one in findings(questionnaire, "not-monotone") if one.path == ("matrix", "factors", 3))
    assert fault.counterexample.startswith("undo 1, all else in favour of automation: not_yet; undo 2, ")
    assert questionnaire.matrix is not None
    factors = {"complexity": 0, "nature": 0, "consequence": 0}
    flags = {"money": "no", "limit": "yes", "named_reviewer": "yes"}
    rated = {"name": "T", "intent": "unsure", "built_as": "suggests", "flags": flags, "evidence": 3}
    modes = [
        decide("t", Task.model_validate({**rated, "factors": {**factors, "undo": undo}}), questionnaire.matrix).mode
        for undo in (1, 2)
    ]
    assert RANK[modes[0]] < RANK[modes[1]]


def test_a_rule_about_the_mode_reached_can_fire() -> None:
    when = {"all": [{"mode": ["approve_before"]}, {"flag": "named_reviewer", "is": "no"}]}
    assert check(built(("matrix.rules.2.when", when))) == ()
    never = {"all": [{"mode": ["automate_sample"]}, {"mode": ["augment"]}]}
    assert findings(built(("matrix.rules.2.when", never)), "rule-never-fires")
