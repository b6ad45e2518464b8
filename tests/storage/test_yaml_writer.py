"""Writing YAML: what was typed is what is stored, other tools read the same, and git merges it."""

from difflib import ndiff

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from readiness_tui.model.characters import first_refused
from readiness_tui.model.faults import UserError
from readiness_tui.storage.yaml_reader import Limits, Tree, read_tree
from readiness_tui.storage.yaml_writer import Plain, dump_tree

Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def test_the_look_of_a_file() -> None:
    tree: Tree = {
        "format": "readiness/assessment@1",
        "questionnaire": {"version": "1.0.0", "label": "1.10"},
        "answers": {
            "first": None,
            "second": {
                "choice": "partial",
                "note": "one\n\n  two: three\n=======\n",
                "evidence": [{"text": "seen: yes", "link": "https://example.com/a#b", "observed": Plain("2026-11-01")}],
                "due": Plain("2026-12-04"),
                "effort_days": Plain("3"),
                "carried_over": Plain("true"),
                "ticket": "PAY-812",
                "stage": "no",
            },
        },
        "parents": ["7f3a9c", "7e3199", None, [], {}, ["a", ["b"]], "two\nlines"],
    }
    assert (
        dump_tree(tree)
        == """\
format: readiness/assessment@1
questionnaire:
  version: "1.0.0"
  label: "1.10"
answers:
  first:
  second:
    choice: partial
    note: |
      one

        two: three
      =======
    evidence:
      - text: "seen: yes"
        link: https://example.com/a#b
        observed: 2026-11-01
    due: 2026-12-04
    effort_days: 3
    carried_over: true
    ticket: PAY-812
    stage: "no"
parents:
  - 7f3a9c
  - "7e3199"
  -
  - []
  - {}
  - - a
    - - b
  - |-
    two
    lines
"""
    )


LONE = {
    "text": ("x", "x\n"),
    "empty text": ("", '""\n'),
    "nothing": (None, ""),
    "empty mapping": ({}, "{}\n"),
    "empty list": ([], "[]\n"),
    "block text": ("a\nb", "|-\n  a\n  b\n"),
    "a merge marker": ("=======", '"======="\n'),
    "an end marker": ("...", '"..."\n'),
}


@pytest.mark.parametrize(("tree", "text"), LONE.values(), ids=LONE)
def test_a_file_may_be_a_single_value(tree: Tree, text: str) -> None:
    assert dump_tree(tree) == text
    assert read_tree(text.encode()) == tree


TEXTS = {
    "leading spaces": "  x",
    "leading spaces in a note": "   x\n y\n",
    "leading tab in a note": "\tx\ny",
    "leading empty lines": "\n\nx\n",
    "leading blank line": "   \nx\n",
    "leading tab line": "\t\n\n x",
    "trailing spaces": "x  ",
    "trailing spaces in a note": "x  \ny  \n  ",
    "no newline at the end": "x\ny",
    "newlines at the end": "x\n\n\n",
    "only a newline": "\n",
    "only newlines": "\n\n\n",
    "only blanks": " \n \t\n",
    "tabs": "\ta\tb\t",
    "tab before a comment sign": "a\t# b",
    "emoji of several": "👩‍💻👨‍👩‍👧",
    "right-to-left letters": "שלום עולם\nمرحبا",
    "zero-width characters": "a\u200b\u200c\u200db",
    "no-break spaces": "\xa0a\xa0\u3000",
    "combining letters": "e\u0301 \u0301",
    "beyond the basic plane": "𝔸\U0010fffd",
    "no characters": "\ufffe\uffff\U0001ffff",
    "private use": "\ue000",
    "a very long line": "word " * 4000,
    "very long lines in a note": ("x" * 20_000 + "\n") * 2,
    "a long word": "x" * 20_000,
    "quotes": "'\"`'",
    "backslashes": "\\ \\n \\x1b \\",
    "document markers": "---\n...\n--- x",
    "merge markers": "<<<<<<< HEAD\n=======\n>>>>>>> x\n",
    "comment signs": "# a\n#b\n c #d",
    "colons": "a: b\n: c\nd:",
    "dashes": "- a\n-\n-b",
    "indicators": "? a",
    "an anchor": "&a b",
    "an alias": "*a",
    "a tag": "!a",
    "a directive": "%YAML 1.1",
    "brackets": "[a, b] {c: d}",
    "a merge key": "<<",
    "a block header": "|2-",
    "a fold header": ">",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_comes_back_exactly_wherever_it_stands(text: str) -> None:
    for tree in (
        text,
        {"a": text},
        {text: "b"},
        {text: {text: [text]}},
        [text, [text], {"c": text}],
        {"a": {"b": {"c": text}}, "d": None},
    ):
        assert read_tree(dump_tree(tree).encode()) == tree
        assert yaml.load(dump_tree(tree), Loader) == tree


# fmt: off
AMBIGUOUS = [
    "no", "No", "NO", "yes", "y", "Y", "n", "N", "on", "Off", "true", "FALSE", "null", "Null", "~", "<<", "=", "-",
    "--", "---", "...", "1", "0", "-1", "+1", "1.10", "1.0.0", "1e3", "1E-3", ".5", "-.5", "5.", "1_000", "1,000",
    "0x1F",
    "0o17", "010", "0b11", "12:30", "190:20:30", "20:30.15", ".inf", "-.INF", ".NaN", "2026-11-01",
    "2026-11-20T10:12:00Z", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5",
]
# fmt: on


@pytest.mark.parametrize("word", AMBIGUOUS)
def test_a_text_that_another_tool_would_change_is_quoted(word: str) -> None:
    assert dump_tree({"a": word, word: "b"}) == f'a: "{word}"\n"{word}": b\n'


@pytest.mark.parametrize(
    "word", ["3", "-3", "0.5", "2/3", "true", "no", "2026-11-01", "2026-11-20T10:12:00Z", "unknown"]
)
def test_a_machine_word_is_written_plain(word: str) -> None:
    assert dump_tree({"a": Plain(word), "b": [Plain(word)]}) == f"a: {word}\nb:\n  - {word}\n"


@pytest.mark.parametrize(
    "word", ["", " ", "a: b", "a #b", "-", "- a", "---", "*a", "!x", "'", "a\nb", "x ", "%", "=======", "<<"]
)
def test_a_machine_word_that_yaml_would_not_take_plain_is_quoted(word: str) -> None:
    tree = {"a": Plain(word), Plain(word): Plain("b")}
    assert read_tree(dump_tree(tree).encode()) == tree


PLAIN_TEXTS = [
    "Support agent",
    "PAY-812",
    "https://example.com/a?b=c&d=e#f",
    "1.0.0-rc",
    "14 days",
    "a, b",
    "wow!",
    "C:\\new",
    "(a)",
    "ünï",
]


@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_an_ordinary_text_has_no_quotes(text: str) -> None:
    assert dump_tree({"a": text}) == f"a: {text}\n"


def test_no_line_ends_in_a_space_that_nobody_typed_and_none_holds_a_return() -> None:
    text = dump_tree({"a": None, "b": {"c": None, "d": ["", None, "x\n\ny"]}, "e": [[], {}]})
    assert not [line for line in text.split("\n") if line != line.rstrip()]


def test_the_order_of_keys_is_kept() -> None:
    assert list(yaml.safe_load(dump_tree({"b": "x", "a": "y", "10": "z", "9": "w"}))) == ["b", "a", "10", "9"]


def test_answering_adds_lines_and_changes_none() -> None:
    before: dict[str, Tree] = {"answers": {"a": None, "b": None, "c": {"choice": "x"}}}
    after: dict[str, Tree] = {"answers": {"a": None, "b": {"choice": "y", "note": "n\nm\n"}, "c": {"choice": "x"}}}
    changes = {line[:2] for line in ndiff(dump_tree(before).splitlines(), dump_tree(after).splitlines())}
    assert changes == {"  ", "+ "}


REFUSED = {
    "escape": ({"a": [{"b": "x\x1by"}]}, "a.0.b", "escape character U+001B", 2),
    "return": ({"a": "x\r\ny"}, "a", "carriage return U+000D", 2),
    "next line": ({"a": "\x85"}, "a", "next-line character U+0085", 1),
    "bidi": ({"a": "ab\u202e"}, "a", "right-to-left override U+202E", 3),
    "byte order mark": ({"a": "\ufeffx"}, "a", "byte order mark U+FEFF", 1),
    "surrogate": ({"a": "\ud83d"}, "a", "half of a surrogate pair U+D83D", 1),
    "in a key": ({"a": {"b\x07": "c"}}, "a.b\u2407", "bell character U+0007", 2),
    "NUL": ("\0", "", "null character U+0000", 1),
}


@pytest.mark.parametrize(("tree", "key", "name", "position"), REFUSED.values(), ids=REFUSED)
def test_a_refused_character_is_named_with_its_path(tree: Tree, key: str, name: str, position: int) -> None:
    with pytest.raises(UserError) as caught:
        dump_tree(tree)
    (fault,) = caught.value.faults
    assert fault.key == key
    assert fault.message.startswith(f"{key}: {name}" if key else name)
    assert f"character {position} of" in fault.message
    assert first_refused(str(fault)) is None


def test_every_refused_character_is_named_at_once() -> None:
    with pytest.raises(UserError) as caught:
        dump_tree({"a": "\x1b", "b": ["\x9b", "fine"]})
    assert [fault.key for fault in caught.value.faults] == ["a", "b.0"]


def test_a_tree_that_could_not_be_read_is_not_written() -> None:
    deep: Tree = "x"
    for _ in range(65):
        deep = [deep]
    for tree, limits, words in (
        (deep, Limits(), "deeper than 64 levels"),
        ([None] * 11, Limits(nodes=10), "over 10 values"),
        ("x" * 100, Limits(size=50), "too big"),
    ):
        with pytest.raises(UserError, match=f"this can't be stored: .*{words}"):
            dump_tree(tree, limits)


def test_what_is_no_tree_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError):
        dump_tree({"a": 1})  # type: ignore[dict-item]


# --- laws

SPECIAL = st.sampled_from(
    [
        *" \t\n:-#'\"\\|>&*!%@`?,[]{}=<~",
        "  ",
        "\n\n",
        "\n  ",
        ": ",
        " #",
        "- ",
        "---\n",
        "...\n",
        "=======\n",
        "<<<<<<< a\n",
    ]
)
ALLOWED = st.text().filter(lambda text: first_refused(text) is None)
TEXT = ALLOWED | st.lists(SPECIAL | ALLOWED, max_size=12).map("".join) | st.sampled_from([*AMBIGUOUS, *TEXTS.values()])
TREES = st.recursive(
    TEXT | st.none(),
    lambda trees: st.lists(trees, max_size=4) | st.dictionaries(TEXT, trees, max_size=4),
    max_leaves=12,
)


@settings(max_examples=400 if yaml.__with_libyaml__ else 15)
@given(TREES)
@example(["-", {"": {"": []}}])
def test_any_tree_comes_back_exactly(tree: Tree) -> None:
    assert read_tree(dump_tree(tree).encode()) == tree
    assert read_tree(dump_tree(tree).replace("\n", "\r\n").encode()) == tree


@given(TREES)
def test_any_tree_is_the_same_to_another_reader(tree: Tree) -> None:
    assert yaml.load(dump_tree(tree), Loader) == tree


@given(TREES)
def test_writing_what_was_read_changes_no_byte(tree: Tree) -> None:
    text = dump_tree(tree)
    assert dump_tree(read_tree(text.encode())) == text


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_stored_exactly_or_refused(text: str) -> None:
    try:
        stored = dump_tree({"a": text})
    except UserError:
        assert first_refused(text) is not None
    else:
        assert read_tree(stored.encode()) == {"a": text}


@given(TEXT.map(Plain))
def test_any_machine_word_comes_back_exactly(word: Plain) -> None:
    assert read_tree(dump_tree({word: [word, {"a": word}]}).encode()) == {word: [word, {"a": word}]}
