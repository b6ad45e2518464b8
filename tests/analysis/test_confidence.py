"""Confidence stands beside the score: how well positive answers are backed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from readiness_tui.analysis.scoring import score
from readiness_tui.model.assessment import Answer, Evidence
from tests.analysis.models import NA, TODAY, assessment, backed, given_answer, one, questionnaire, section

YESTERDAY, LONG_AGO = date(2026, 11, 21), date(2025, 1, 1)
LOG = Evidence(text="Log")

STATES: list[tuple[str, Answer, int | None, str]] = [
    ("a bare claim", given_answer("full"), None, "claimed"),
    ("evidence", backed("full", LOG), None, "evidenced"),
    ("a link alone", backed("partial", Evidence(link="https://example.org")), None, "evidenced"),
    ("an empty piece is none", backed("full", Evidence(text=" ")), None, "claimed"),
    ("on the day of its expiry", backed("full", Evidence(text="Log", expires=TODAY)), None, "evidenced"),
    ("past its expiry", backed("full", Evidence(text="Log", expires=YESTERDAY)), None, "expired"),
    ("as old as may be", backed("full", Evidence(text="Log", observed=date(2026, 10, 23))), 30, "evidenced"),
    ("too old", backed("full", Evidence(text="Log", observed=date(2026, 10, 22))), 30, "expired"),
    ("old where age doesn't matter", backed("full", Evidence(text="Log", observed=LONG_AGO)), None, "evidenced"),
    ("without a day observed", backed("full", LOG), 30, "evidenced"),
    (
        "old, though not past its own expiry",
        backed("full", Evidence(text="L", observed=LONG_AGO, expires=TODAY)),
        9,
        "expired",
    ),
    ("one good piece is enough", backed("full", Evidence(text="Old", expires=YESTERDAY), LOG), None, "evidenced"),
    ("an answer worth nothing needs no backing", backed("absent", LOG), None, "none"),
    ("not applicable", backed(NA, LOG), None, "none"),
    ("unanswered", Answer(evidence=(LOG,)), None, "none"),
]


@pytest.mark.parametrize(("answer", "age", "state"), [row[1:] for row in STATES], ids=[row[0] for row in STATES])
def test_how_an_answer_is_backed(answer: Answer, age: int | None, state: str) -> None:
    card = score(questionnaire(section("s", one("a"))), assessment({"a": answer}), TODAY, evidence_max_age_days=age)
    assert card.question("a").evidence == state


def test_confidence_is_the_share_of_positive_answers_by_weight_that_are_evidenced() -> None:
    asked = questionnaire(section("s", one("a", 2), one("b", 3)), section("t", one("c", 5), one("d", 7), one("e", 11)))
    expired = Evidence(text="Old", expires=YESTERDAY)
    answers = {"a": backed("partial", LOG), "b": "full", "c": backed("full", expired), "d": "absent", "e": None}
    found = score(asked, assessment(answers), TODAY).confidence
    assert (found.evidenced, found.claimed, found.expired) == (1, 1, 1)
    assert (found.weight_evidenced, found.weight_positive, found.share) == (2, 10, Fraction(1, 5))


def test_without_a_positive_answer_confidence_is_not_known() -> None:
    card = score(questionnaire(section("s", one("a"))), assessment({"a": "absent"}), TODAY)
    assert card.confidence.share is None


def test_evidence_never_moves_the_score() -> None:
    asked = questionnaire(section("s", one("a"), one("b")))
    bare, with_evidence = ({"a": given_answer("full")}, {"a": backed("full", LOG)})
    assert score(asked, assessment(bare), TODAY).overall == score(asked, assessment(with_evidence), TODAY).overall


def test_the_answer_of_a_hidden_question_is_no_positive_answer() -> None:
    asked = questionnaire(section("s", one("a"), one("b", ask_when={"question": "a", "is": "full"})))
    card = score(asked, assessment({"a": "absent", "b": backed("full", LOG)}), TODAY)
    assert (card.question("b").evidence, card.confidence.share) == ("none", None)
