"""A pasted table of tasks is taken whole or refused whole, with the line of every fault."""

from __future__ import annotations

import pytest

from readiness_tui.model.assessment import Task
from readiness_tui.model.faults import UserError
from readiness_tui.storage.questionnaires import find_questionnaire
from readiness_tui.use_cases.task_pasting import is_table, tasks_of_table
from tests.analysis.models import assessment

SHIPPED = find_questionnaire(None, "agent-production-readiness").questionnaire
RATED = Task.model_validate(
    {"name": "Sort mail", "intent": "replace", "built_as": "acts_alone", "factors": {"consequence": 2}}
)
BEFORE = assessment({}, tasks={"sort-mail": RATED})


def pasted(text: str) -> dict[str, Task]:
    return tasks_of_table(SHIPPED, BEFORE, text, "ana")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("task,intent\nsort-mail,replace", True),
        ("Name\tCpx\tMoves money", True),
        ("name;consequence", True),
        ("Sort mail\nDraft a reply", False),
        ("name, address and phone are looked up\nDraft a reply", False),
        ("name", False),
        ("consequence,reversibility\n1,2", False),
    ],
)
def test_a_table_begins_with_the_task_and_another_column_that_is_known(text: str, expected: bool) -> None:
    assert is_table(SHIPPED, text) is expected


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_row_is_a_task_with_the_ratings_of_its_columns(separator: str) -> None:
    lines = [
        ("Name", "Intent", "Built as", "Cpx", "reversibility", "Moves money", "evidence"),
        ("Small refund", "replace", "acts_alone", "1", "?", "yes", "2"),
        ("Draft", "", "", "", "3", "?", ""),
    ]
    tasks = pasted("\n".join(separator.join(line) for line in lines))
    assert list(tasks) == ["small-refund", "draft"]
    refund = tasks["small-refund"]
    assert (refund.name, refund.intent, refund.built_as, refund.evidence) == (
        "Small refund",
        "replace",
        "acts_alone",
        2,
    )
    assert (refund.factors.get("decision_complexity"), refund.factors.get("reversibility")) == (1, None)
    assert refund.flags["moves_money"] == "yes"
    assert (tasks["draft"].intent, tasks["draft"].built_as) == ("unsure", "suggests")


def test_a_task_that_is_there_is_changed_by_its_id_and_a_name_that_is_taken_makes_another() -> None:
    tasks = pasted("task,consequence\nsort-mail,1\nSort mail,3")
    assert tasks["sort-mail"] == RATED.rated("consequence", 1)
    assert (tasks["sort-mail-2"].name, tasks["sort-mail-2"].factors) == ("Sort mail", {"consequence": 3})


def test_every_fault_is_told_with_its_line_and_nothing_is_taken() -> None:
    with pytest.raises(UserError) as caught:
        pasted("name,Con,moves_money\nA,9,yes\n,1,no\nB,1,perhaps")
    assert [(fault.line, str(fault).split(": ", 1)[1].split(";")[0]) for fault in caught.value.faults] == [
        (2, "'consequence=9' doesn't rate 'consequence'"),
        (3, "this row names no task"),
        (4, "'moves_money=perhaps' doesn't set 'moves_money'"),
    ]


@pytest.mark.parametrize("text", ["task,intent\na,unsure\na,unsure", 'name,Con\n"A,1', "name,Con,Whatever\nA,1,2"])
def test_what_is_no_table_of_ours_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        pasted(text)
