"""A rule in words says all that the engine looks at, so that two rules in the same words decide alike."""

from __future__ import annotations

from typing import Any

import pytest

from readiness_tui.analysis.matrix_edits import matrix_edits
from readiness_tui.analysis.rule_wording import base_words, rule_words
from readiness_tui.model.matrix import BaseRule, HardRule
from readiness_tui.storage.questionnaires import find_questionnaire

SHIPPED = find_questionnaire(None, "agent-production-readiness").questionnaire
BASE: list[tuple[dict[str, Any], str]] = [
    (
        {"when": {"axis": "judgement", "at_least": "5/4"}, "margin": "1/4", "mode": "augment"},
        "augment where judgement at least 1.25 (margin 0.25)",
    ),
    ({"when": {"axis": "exposure", "below": 1}, "mode": "automate"}, "automate where exposure below 1"),
    ({"mode": "approve_before"}, "approve before else"),
]
HARD: list[tuple[dict[str, Any], str]] = [
    ({"when": {"flag": "prohibited_use"}, "cap": "not_yet"}, "not yet at most where prohibited_use"),
    (
        {
            "when": {"flag": "moves_money"},
            "cap": "approve_before",
            "core": True,
            "lifted": {
                "when": {"all": [{"flag": "below_limit"}, {"factor": "reversibility", "at_most": 1}]},
                "cap": "automate_sample",
            },
        },
        "approve before at most where moves_money; lifted to automate with sampling where below_limit and "
        "reversibility at most 1; quick basis, too",
    ),
    (
        {
            "when": {
                "any": [
                    {"evidence_at_most": -1},
                    {"all": [{"factor": "consequence", "is": 3}, {"evidence_below": 2}, {"not": {"flag": "x"}}]},
                ]
            },
            "cap": "augment",
            "lifted": {"when": {"flag": "y", "is": "no"}},
        },
        "augment at most where evidence at most -1 or (consequence = 3 and evidence below 2 and not (x)); "
        "lifted where y = no",
    ),
    (
        {"when": {"mode": ["approve_before", "automate_sample"]}, "unstaffed": True},
        "no reviewer is named where the mode is approve before or automate with sampling",
    ),
]


@pytest.mark.parametrize(("rule", "words"), BASE)
def test_base_rules_are_worded(rule: dict[str, Any], words: str) -> None:
    assert base_words(BaseRule.model_validate(rule)) == words


@pytest.mark.parametrize(("rule", "words"), HARD)
def test_hard_rules_are_worded(rule: dict[str, Any], words: str) -> None:
    assert rule_words(HardRule.model_validate({"id": "G", **rule})) == words


def test_the_shipped_rules_all_have_words_of_their_own() -> None:
    assert SHIPPED.matrix is not None
    words = [*map(base_words, SHIPPED.matrix.base), *map(rule_words, SHIPPED.matrix.rules)]
    assert len(set(words)) == len(words)
    assert not [text for text in words if "isn't about a task" in text]


def test_an_edit_of_a_cut_off_names_it_before_and_after() -> None:
    assert SHIPPED.matrix is not None
    changed = BaseRule.model_validate({**BASE[0][0], "when": {"axis": "judgement", "at_least": "3/4"}})
    matrix = SHIPPED.matrix.model_copy(update={"base": (changed, *SHIPPED.matrix.base[1:])})
    (edit,) = matrix_edits(SHIPPED, SHIPPED.model_copy(update={"matrix": matrix}))
    assert (edit.before, edit.after) == (BASE[0][1], BASE[0][1].replace("1.25", "0.75"))


def test_one_base_rule_less_is_one_edit() -> None:
    assert SHIPPED.matrix is not None
    matrix = SHIPPED.matrix.model_copy(update={"base": SHIPPED.matrix.base[1:]})
    (edit,) = matrix_edits(SHIPPED, SHIPPED.model_copy(update={"matrix": matrix}))
    assert edit.text.startswith("base rules augment where judgement")
