"""What `explain` says: parts that add up, what stops the next level, what to ask next, when nothing can change."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from tests.cli.shelling import run

SUBJECTS = ["", "observability", "output-validation", "data-drift"]


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("agent", ["support-agent", "support-agent@1", "hr-screening", "release-notes-bot"])
def test_the_printed_parts_add_up_exactly_and_so_do_those_of_the_json(
    looked_at: Path, agent: str, subject: str
) -> None:
    words = ["explain", agent, *([subject] if subject else [])]
    told = run(*words, "--json", here=looked_at).json
    exact = [Fraction(part["contribution"]) for part in told["parts"]]
    assert sum(exact) == Fraction(told["worst"]["exact"])
    text = run(*words, here=looked_at).out
    printed = [Fraction(found) for found in re.findall(r"^ +-?[0-9.]+ +(\S+)  \S+ +\S", text, re.MULTILINE)]
    assert sorted(printed) == sorted(exact)
    if len(exact) > 1:
        [whole] = re.findall(r"(\S+)  together$", text, re.MULTILINE)
        assert Fraction(whole) == sum(exact)


def test_sections_add_up_to_the_whole(looked_at: Path) -> None:
    whole = run("score", "support-agent", "--json", here=looked_at).json
    parts = [
        run("explain", "support-agent", section["id"], "--json", here=looked_at).json["contribution"]["exact"]
        for section in whole["sections"]
    ]
    assert sum(map(Fraction, parts)) == Fraction(whole["overall"]["worst"]["exact"])


def test_an_incomplete_assessment_is_told_what_to_ask_next_and_when_nothing_open_can_change_the_level(
    demo: Path,
) -> None:
    told = run("explain", "support-agent", "--json", here=demo).json
    assert told["level_is_settled"] is True
    text = run("explain", "support-agent", here=demo).out
    assert f"Ask this next: {told['ask_next']['question']} (" in text
    assert "No answer that is still open can change the level." in text
    assert f"Ask next    {told['ask_next']['question']} (" in run("score", "support-agent", here=demo).out
    run("new", "Empty", here=demo)
    told = run("explain", "empty", "--json", here=demo).json
    assert (told["worst"], told["level_is_settled"]) == (None, False)
    text = run("explain", "empty", here=demo).out
    assert "Ask this next:" in text
    assert "can change the level" not in text


def test_a_complete_assessment_has_nothing_to_ask(looked_at: Path) -> None:
    assert run("explain", "invoice-matcher", "--json", here=looked_at).json["ask_next"] is None
    assert "Ask" not in run("explain", "invoice-matcher", here=looked_at).out
    assert "Ask next" not in run("score", "invoice-matcher", here=looked_at).out


def test_the_smallest_change_leads_to_the_level_that_it_names(demo: Path) -> None:
    change = run("explain", "support-agent", "--json", here=demo).json["smallest_change"]
    answers = [f"{step['question']}={step['to']}" for step in change["changes"]]
    assert run("answer", "support-agent", *answers[1:], here=demo).code == 0
    assert run("score", "support-agent", "--json", here=demo).json["level"]["worst"] == change["before"]
    assert run("answer", "support-agent", answers[0], here=demo).code == 0
    assert run("score", "support-agent", "--json", here=demo).json["level"]["worst"] == change["after"]
