"""A questionnaire's faults: all at once, in order of line, each with its place, plain words and a remedy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from readiness_tui.model.faults import UserError
from readiness_tui.storage.questionnaire_faults import questionnaire_file_faults
from readiness_tui.storage.questionnaires import parse_questionnaire
from readiness_tui.storage.shipped import shipped_files
from tests.analysis.drafts import draft

NAMES = (("answer_sets",), ("answers",), ("sections_at_least",))
"""Keys below which stand names, not keys."""

TEXT = """\
format: readiness/questionnaire@1
id: small
version: "1.0.0"
title: Small
answer_sets:
  practice:
    - {id: absent, label: Absent, value: 0}
    - {id: full, label: Full, value: 1}
profile:
  - {id: stage, ask: Where?, choices: [{id: demo, label: Demo}, {id: live, label: Live}]}
sections:
  - id: first
    title: First
    questions:
      - id: retries
        ask: Do all calls retry?
        answers: practice
        weight: 3
        gates: [{level: ready, at_least: full}]
        improvement: {do: Add retries., effort_days: 2, needs: [days]}
      - id: days
        ask: How many days?
        kind: number
        steps: [{at_least: 14, value: 1}, {at_least: 0, value: 0}]
levels:
  - {id: demo}
  - {id: ready, requires: {overall_at_least: 1/2, answers: {days: 14}}}
"""

# name | what is replaced | by what | for each fault: line, column, words of the message, words of the remedy
CASES: list[tuple[str, str, str, list[tuple[int, int, str, str]]]] = [
    ("an unknown key", "effort_days: 2", "efort_days: 2", [(20, 41, "unknown key 'efort_days'", "'effort_days'?")]),
    ("a comma in a text", "{id: full, label: Full,", "{id: full, label: Full, in all places,",
     [(8, 31, "unknown key 'in all places'", "put that text in quotes")]),
    ("a missing key", "    title: First\n", "", [(12, 5, "missing key 'title'", "add 'title: ...'")]),
    ("an empty key", "title: Small", "title:", [(4, 7, "'title' is empty", "write a value after the colon")]),
    ("a repeated key", "title: Small", "title: S\ntitle: T",
     [(5, 1, "'title' is there twice", "the first is in line 4")]),
    ("too many decimals", "levels:\n", "scoring: {display: {decimals: 9}}\nlevels:\n",
     [(25, 31, "'9' is too much for 'decimals'", "write 6 at most")]),
    ("an unknown name beside an id that doesn't fit", "id: retries\n", "id: Retries_!\n",
     [(15, 13, "'Retries_!' doesn't fit 'id'", "'retries'")]),
    ("an unknown level", "level: ready,", "level: redy,", [(19, 25, "no level 'redy'", "did you mean 'ready'?")]),
    ("an unknown choice", "at_least: full", "at_least: ful", [(19, 42, "no choice 'ful'", "did you mean 'full'?")]),
    ("an unknown question", "needs: [days]", "needs: [day]", [(20, 65, "no question 'day'", "did you mean 'days'?")]),
    ("an unknown answer set", "answers: practice", "answers: practise", [(17, 18, "no answer set", "'practice'?")]),
    ("no answers", "        answers: practice\n", "", [(15, 9, "no answers to choose from", "add `answers:`")]),
    ("a weight below 0", "weight: 3", "weight: -1", [(18, 17, "a weight can't be below 0", "write 0 or more")]),
    ("a word as weight", "weight: 3", "weight: high",
     [(18, 17, "'high' doesn't fit 'weight'", "such as 3, 0.5 or 1/2")]),
    ("a value by 0", "Full, value: 1}", "Full, value: 1/0}",
     [(8, 38, "'1/0' doesn't fit", "nothing can be divided by 0")]),
    ("a value above 1", "Full, value: 1}", "Full, value: 2}", [(8, 38, "a value of 2 is out of range", "from 0 to 1")]),
    ("no value", "Full, value: 1}", "Full}", [(8, 7, "choice 'full' has no value", "add `value:`")]),
    ("an unknown word", "kind: number", "kind: numbr", [(23, 15, "'numbr' is not a value for 'kind'", "'number'?")]),
    ("an id that is none", "id: retries", "id: Re tries",
     [(15, 13, "'Re tries' doesn't fit 'id'", "for example 're-tries'")]),
    ("an empty list of answers", "[{id: demo, label: Demo}, {id: live, label: Live}]", "[]",
     [(10, 5, "profile fact 'stage' has no choices", "add `choices:`")]),
    ("a list instead of keys", "improvement: {do: Add retries., effort_days: 2, needs: [days]}", "improvement: [a]",
     [(20, 22, "'improvement' holds a list, and keys with values belong here", "without a dash")]),
    ("a text instead of keys", "improvement: {do: Add retries., effort_days: 2, needs: [days]}", "improvement: retry",
     [(20, 22, "'improvement' holds 'retry', and keys", "'key: value' lines below it (do, effort_days, needs)")]),
    ("keys instead of a list", "gates: [{level: ready, at_least: full}]", "gates: {level: ready, at_least: full}",
     [(19, 16, "'gates' holds keys with values, and a list belongs here", "begin each member with '- '")]),
    ("a text instead of a list", "needs: [days]", "needs: days",
     [(20, 64, "'needs' holds 'days', and a list belongs here", "write [days]")]),
    ("a list instead of a text", "ask: How many days?", "ask: [How]",
     [(22, 14, "'ask' holds a list, and one value belongs here", "plain text")]),
    ("a text among questions", "      - id: days\n", "      - days\n      - id: days\n",
     [(21, 9, "number 2 of 'questions' holds 'days'", "'key: value' lines below it (id, ask, ")]),
    ("a condition with a typo", "        weight: 3\n", "        ask_when: {profil: stage, is: live}\n",
     [(18, 19, "not a condition: it says 'profil', 'is'", "did you mean 'profile'?")]),
    ("a condition that is a text", "        weight: 3\n", "        ask_when: stage is live\n",
     [(18, 19, "'stage is live' doesn't fit 'ask_when'", "an id is 1 to 64")]),
    ("no format", "format: readiness/questionnaire@1\n", "",
     [(1, 1, "missing key 'format'", "readiness/questionnaire@1")]),
    ("a newer format", "questionnaire@1", "questionnaire@2", [(1, 9, "is of a newer format", "upgrade readiness")]),
    ("a tab", "    title: First", "\ttitle: First",
     [(13, 1, "indented with a tab, and YAML allows spaces only", "spaces")]),
    ("no colon", "title: Small", "title Small", [(4, 1, "'title Small' has no colon after the key", "write a colon")]),
    ("no space after the colon", "title: Small", "title:Small", [(4, 6, "no space after the colon", "write ': '")]),
    ("an unresolved merge", "title: Small", "<<<<<<< HEAD\ntitle: S\n=======\ntitle: T\n>>>>>>> theirs",
     [(4, 1, "this is an unresolved git merge", "keep the right lines")]),
    ("an anchor", "title: Small", "title: &t Small", [(4, 8, "an anchor (&t) is not allowed", "delete it")]),
    ("a bracket that stays open", "needs: [days]}", "needs: [days}",
     [(20, 69, "found '}' where ',' or ']' is expected", "close the '['")]),
    # several at once: none hides another, and nothing is said about names that stand in a part at fault
    ("shape and names", "level: ready, at_least: full}]\n        improvement: {do: Add retries., effort_days: 2",
     "level: redy, at_least: full}]\n        improvement: {do: Add retries., efort_days: 2",
     [(19, 25, "no level 'redy'", "'ready'?"), (20, 41, "unknown key 'efort_days'", "'effort_days'?")]),
    ("YAML, shape and names", "weight: 3\n        gates: [{level: ready, at_least: full}]",
     "weight: x\n        weight: y\n        gates: [{level: redy, at_least: full}]",
     [(18, 17, "'y' doesn't fit 'weight'", "number"), (19, 9, "'weight' is there twice", "keep one"),
      (20, 25, "no level 'redy'", "'ready'?")]),
    ("a level without a name", "{id: ready, requires", "{requires",
     [(27, 5, "missing key 'id'", "add 'id: ...'")]),
    ("a level by a wrong name", "{id: ready, requires", "{id: Ready, requires",
     [(27, 10, "'Ready' doesn't fit 'id'", "for example 'ready'")]),
    ("a question of no kind", "kind: number", "kind: [number]",
     [(23, 15, "'kind' holds a list", "write one of one, many, number")]),
    ("questions that are none", "    questions:\n", "    questions: none\n    sections:\n",
     [(14, 16, "'questions' holds 'none', and a list belongs here", "[none]"),
      (16, 9, "missing key 'title'", "add"), (17, 9, "unknown key 'ask'", ""), (18, 9, "unknown key 'answers'", ""),
      (20, 9, "unknown key 'gates'", ""), (21, 9, "unknown key 'improvement'", ""),
      (22, 9, "missing key 'title'", "add"),
      (23, 9, "unknown key 'ask'", ""), (24, 9, "unknown key 'kind'", ""), (25, 9, "unknown key 'steps'", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_mistake_is_told_where_it_is_in_plain_words_with_a_remedy(
    old: str, new: str, expected: list[tuple[int, int, str, str]]
) -> None:
    assert TEXT.count(old) == 1
    raw = TEXT.replace(old, new).encode()
    found = questionnaire_file_faults(raw, "q.yaml")
    assert [(fault.line, fault.column) for fault in found] == [place[:2] for place in expected], list(map(str, found))
    for fault, (_, _, message, remedy) in zip(found, expected, strict=True):
        assert message in fault.message
        assert remedy in fault.remedy
        assert fault.remedy
        assert fault.severity == "error"
        assert fault.file == "q.yaml"
    with pytest.raises(UserError) as caught:
        parse_questionnaire(raw, "q.yaml")
    assert caught.value.faults == found


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "remedy"),
    [
        ('version: "1.0.0"', "version: 1.10", (3, 10), "other programs read '1.10' as the number 1.1", '"1.10"'),
        ('version: "1.0.0"', "version: 010", (3, 10), "as the number 10", 'version: "010"'),
        ("id: small", "id: no", (2, 5), "other programs read 'no' as false", 'write id: "no"'),
        ("{id: live,", "{id: yes,", (10, 70), "read 'yes' as true", 'write id: "yes"'),
    ],
)
def test_what_other_programs_misread_is_read_as_written_and_warned_about(
    old: str, new: str, place: tuple[int, int], message: str, remedy: str
) -> None:
    raw = TEXT.replace(old, new).encode()
    [fault] = questionnaire_file_faults(raw, "q.yaml")
    assert (fault.line, fault.column) == place
    assert (message in fault.message, remedy in fault.remedy, fault.severity) == (True, True, "warning")
    made = parse_questionnaire(raw, "q.yaml").questionnaire
    assert new.partition(": ")[2].strip(",") in (made.id, made.version, made.profile[0].choices[1].id)


@pytest.mark.parametrize("version", ['"1.10"', "1.10.0", "3", "2026-11-22", "'010'"])
def test_a_version_that_nobody_misreads_is_no_matter(version: str) -> None:
    assert questionnaire_file_faults(TEXT.replace('"1.0.0"', version).encode(), "q.yaml") == ()


def test_a_name_that_leads_nowhere_is_told_beside_an_id_that_does_not_fit() -> None:
    text = TEXT.replace("id: retries\n", "id: Re_tries\n").replace("{days: 14}", "{days: 14, speed: full}")
    found = [(fault.line, fault.message, fault.remedy) for fault in questionnaire_file_faults(text.encode(), "q.yaml")]
    assert found[1] == (27, "no question 'speed'", "known: days")
    assert [line for line, _, _ in found] == [15, 27]


def test_a_file_without_faults_has_none() -> None:
    assert questionnaire_file_faults(TEXT.encode(), "q.yaml") == ()
    for path in shipped_files("questionnaires", "*.yaml"):
        assert questionnaire_file_faults(path.read_bytes(), path.name) == ()


def test_a_file_of_another_kind_is_told_to_be_that_and_nothing_else() -> None:
    for text in ("", "just text", "- a\n- b\n", "name: x\nrules: []\n", "format: readiness/assessment@1\nagent: {}\n"):
        assert len(questionnaire_file_faults(text.encode(), "q.yaml")) == 1


def ways(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every path of a tree."""
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, part in parts:
        yield (*path, step)
        yield from ways(part, (*path, step))


def as_yaml(tree: Any) -> bytes:
    return json.dumps(tree, indent=1).encode()


def misshapen(tree: Any, path: tuple[str | int, ...]) -> Any:
    """The tree with something at a path that fits nowhere: keys for a text, a text with odd signs for all else."""
    copy = deepcopy(tree)
    spot = spot_of(copy, path[:-1])
    spot[path[-1]] = {"?": "?"} if isinstance(spot[path[-1]], str) else "Not This!"
    return copy


def spot_of(tree: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def test_one_misspelt_key_anywhere_is_told_alone() -> None:
    tree = json.loads(json.dumps(draft()))
    names = [path for path in ways(tree) if isinstance(path[-1], str) and path[-2:-1] not in NAMES]
    for path in names:
        if path == ("format",):
            continue
        copy = deepcopy(tree)
        spot = spot_of(copy, path[:-1])
        spot[f"{path[-1]}z"] = spot.pop(path[-1])
        found = questionnaire_file_faults(as_yaml(copy), "q")
        key = ".".join(map(str, path))
        told = [fault.key if fault.id == "unknown-key" else f"{fault.key}.{path[-1]}z" for fault in found]
        assert told == [f"{key}z"], (key, list(map(str, found)))


def test_a_missing_id_anywhere_is_told_alone() -> None:
    tree = json.loads(json.dumps(draft()))
    for path in [path for path in ways(tree) if path[-1] == "id"]:
        copy = deepcopy(tree)
        del spot_of(copy, path[:-1])["id"]
        found = questionnaire_file_faults(as_yaml(copy), "q")
        assert [fault.key for fault in found] == [".".join(map(str, path))], list(map(str, found))


def test_one_misshapen_part_anywhere_is_told_alone() -> None:
    """Nothing else is said to be wrong because of it."""
    tree = json.loads(json.dumps(draft()))
    for path in ways(tree):
        if path == ("format",):
            continue
        found = questionnaire_file_faults(as_yaml(misshapen(tree, path)), "q")
        key = ".".join(map(str, path))
        assert found, key
        assert all(fault.key == key or fault.key.startswith(f"{key}.") for fault in found), (key, list(map(str, found)))
