"""Reading YAML: text stays as written, and what isn't allowed is refused with its place and a remedy."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.yaml_reader import Limits, Place, Tree, locate, read_tree
from tests.storage.bad_yaml import BAD, BOMBS, Bad

HAS_LIBYAML = yaml.__with_libyaml__
BAD_HERE = [bad for bad in BAD if HAS_LIBYAML or len(bad.raw) < 10_000]


def _refusal(raw: bytes, **options: object) -> UserError:
    with pytest.raises(UserError) as caught:
        read_tree(raw, **options)  # type: ignore[arg-type]
    return caught.value


READS = {
    "nothing": (b"", None),
    "only comments": (b"# a\n\n# b\n", None),
    "only a document marker": (b"---\n", None),
    "words that other readers change": (
        b"a: no\nb: 1.10\nc: ~\nd: null\ne: 010\nf: 12:30\ng: 2026-11-01\nh: True\ni: .inf\n",
        dict(zip("abcdefghi", ["no", "1.10", "~", "null", "010", "12:30", "2026-11-01", "True", ".inf"], strict=True)),
    ),
    "nothing after the colon, and empty quotes": (b"a:\nb: ''\nc: \"\"\n", {"a": None, "b": "", "c": ""}),
    "nothing after a dash": (b"-\n- ''\n", [None, ""]),
    "a comment after the colon": (b"a: # later\n", {"a": None}),
    "an empty block text": (b"a: |\n", {"a": ""}),
    "a bare text": (b"x\n", "x"),
    "a list of mappings": (b"- a: 1\n  b: 2\n- {c: 3}\n", [{"a": "1", "b": "2"}, {"c": "3"}]),
    "a pair within brackets": (b"[a: 1]\n", [{"a": "1"}]),
    "empty collections": (b"a: {}\nb: []\n", {"a": {}, "b": []}),
    "a document marker, version and end": (b"%YAML 1.1\n---\na: 1\n...\n", {"a": "1"}),
    "a UTF-8 BOM": (b"\xef\xbb\xbfa: 1\n", {"a": "1"}),
    "CRLF line ends become LF": (b"a: |\r\n  x\r\n  y\r\nb: 1\r\n", {"a": "x\ny\n", "b": "1"}),
    "joiners and right-to-left letters": ("a: 👩‍💻 שלום مرحبا\n".encode(), {"a": "👩‍💻 שלום مرحبا"}),
    "a quoted << is a key": (b"'<<': 1\n", {"<<": "1"}),
    "<< as a value": (b"a: <<\n", {"a": "<<"}),
    "an empty key in quotes": (b'"": 1\n', {"": "1"}),
    "a number of 5,000 digits": (b"a: " + b"9" * 5000, {"a": "9" * 5000}),
    "a day that isn't": (b"a: 2026-02-31\n", {"a": "2026-02-31"}),
    "an exclamation between words": (b"a: wow ! yes\nb: x!\n", {"a": "wow ! yes", "b": "x!"}),
    "stars and ampersands within text": (b"a: x *b* & c\n", {"a": "x *b* & c"}),
    "backslashes without quotes": (b"a: C:\\new\\users\\bin\n", {"a": "C:\\new\\users\\bin"}),
    "escapes that bring in text": (b'a: "\\t\\n\\x41\\u00e9\\U0001F600\\""\n', {"a": '\t\nA\u00e9\U0001f600"'}),
    "a merge marker within a note": (b"a: |\n  <<<<<<< HEAD\n  =======\n", {"a": "<<<<<<< HEAD\n=======\n"}),
    "a line of equal signs in a comment": (b"#=======\na: ========\n", {"a": "========"}),
    "tabs within text": (b"a: 'x\ty'\nb: |2\n  \ty\n", {"a": "x\ty", "b": "\ty\n"}),
}


@pytest.mark.parametrize(("raw", "tree"), READS.values(), ids=READS)
def test_text_arrives_as_written(raw: bytes, tree: Tree) -> None:
    assert read_tree(raw) == tree
    assert read_tree(raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")) == tree


def test_a_tab_within_an_unquoted_text_is_kept() -> None:
    assert read_tree(b"a: x\ty\n") == {"a": "x\ty"}


def test_tabs_are_blanks_between_what_stands_in_a_line() -> None:
    assert read_tree(b"a:\t1\nb: x\ty\t# z\nc:\t# d\n  - [\t1,\n\t2]\n") == {"a": "1", "b": "x\ty", "c": [["1", "2"]]}


@pytest.mark.skipif(not HAS_LIBYAML, reason="PyYAML's own parser reads it as a colon with a space")
def test_a_colon_before_a_bracket_needs_a_space() -> None:
    (fault,) = _refusal(b"a: {b:{c: 1}}\n").faults
    assert (fault.place, fault.message) == ("1:6", "there is no space after the colon")


def test_64_levels_are_read_and_the_limit_can_be_set() -> None:
    raw = b"[" * 64 + b"]" * 64
    assert str(read_tree(raw)).count("[") == 64
    assert _refusal(raw, limits=Limits(depth=3)).faults[0].column == 4
    assert "deeper than 200" in str(_refusal(b"[" * 900, limits=Limits(depth=100_000)))


def test_the_limits_on_size_and_values_can_be_set() -> None:
    assert read_tree(b"[a, b]", limits=Limits(nodes=3)) == ["a", "b"]
    assert _refusal(b"[a, b]", limits=Limits(nodes=2)).faults[0].place == "1:5"
    assert _refusal(b"{a: b, c: d}", limits=Limits(nodes=4)).faults[0].place == "1:8"
    assert read_tree(b"a: b", limits=Limits(size=4)) == {"a": "b"}
    assert "5 bytes; the limit is 4" in str(_refusal(b"a: b\n", limits=Limits(size=4)))


@pytest.mark.parametrize("bad", BAD_HERE, ids=lambda bad: bad.name)
def test_a_bad_file_is_refused_with_its_place_and_a_remedy(bad: Bad) -> None:
    fault = _refusal(bad.raw, file="f.yaml").faults[0]
    assert bad.words in fault.message
    assert fault.line == bad.line
    assert fault.column == bad.column
    assert str(fault).startswith(f"f.yaml:{fault.line}:{fault.column}: ")
    assert fault.remedy
    assert "\n" not in str(fault)


@pytest.mark.parametrize("bad", [bad for bad in BAD if len(bad.raw) < 10_000], ids=lambda bad: bad.name)
def test_locating_in_a_bad_file_says_the_same_as_reading_it(bad: Bad) -> None:
    with pytest.raises(UserError) as caught:
        locate(bad.raw, "f.yaml")
    assert caught.value.faults == _refusal(bad.raw, file="f.yaml").faults


def test_all_faults_are_found_in_one_pass_in_order_of_line() -> None:
    raw = b'a: &x 1\nb: *x\nc: !!str 1\na: 2\n<<: {d: "\\e"}\nd: &y !t [*x]\n? [q]\n: {e: 1, e: 2}\nf: "x\n'
    faults = _refusal(raw).faults
    assert [fault.line for fault in faults] == [1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 8, 9]


def test_a_duplicate_says_where_the_first_is_and_which_key() -> None:
    (fault,) = _refusal(b"a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n").faults
    assert fault.remedy == "keep one of the two; the first is in line 3"
    assert fault.key == "b.c"


def test_a_long_list_of_faults_is_cut_and_says_so() -> None:
    faults = _refusal(b"a: &x 1\n" + b"".join(b"b%d: *x\n" % n for n in range(200))).faults
    assert len(faults) == 51
    assert faults[-1].message == "and 151 more faults"


def test_every_conflict_of_a_merge_is_named() -> None:
    conflict = b"<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n"
    assert [fault.line for fault in _refusal(conflict + b"b: 1\n" + conflict).faults] == [1, 7]


@pytest.mark.skipif(not HAS_LIBYAML, reason="PyYAML's own parser takes seconds for megabytes")
@pytest.mark.parametrize("raw", BOMBS.values(), ids=BOMBS)
def test_the_start_of_a_bomb_is_read_or_refused(raw: bytes) -> None:
    _is_read_or_refused(raw[:200_000])


@pytest.mark.deep
@pytest.mark.skipif(sys.platform != "linux", reason="needs resource limits")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_takes_under_two_seconds_and_300_megabytes(name: str) -> None:
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, (2, 2));"
        "resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20));"
        "from readiness_tui.storage.yaml_reader import read_tree\n"
        "try: read_tree(sys.stdin.buffer.read())\n"
        "except Exception as error: sys.exit(type(error).__name__ != 'UserError')"
    )
    assert subprocess.run([sys.executable, "-c", code], input=BOMBS[name], check=False).returncode == 0


# --- places


def test_places_are_those_of_key_and_value() -> None:
    places = locate(b"# c\na:\n  b: x\n  c:\n    - y\n    - d: |\n        z\ne: 'q'\nf:\n")
    assert places == {
        (): Place(2, 1, 2, 1),
        ("a",): Place(2, 1, 3, 3),
        ("a", "b"): Place(3, 3, 3, 6),
        ("a", "c"): Place(4, 3, 5, 5),
        ("a", "c", 0): Place(5, 7, 5, 7),
        ("a", "c", 1): Place(6, 7, 6, 7),
        ("a", "c", 1, "d"): Place(6, 7, 6, 10),
        ("e",): Place(8, 1, 8, 4),
        ("f",): Place(9, 1, 9, 3),
    }


def test_places_count_letters_not_bytes_and_not_the_bom() -> None:
    assert locate("\ufeffé👍: {ü: x}\n".encode())["é👍", "ü"] == Place(1, 6, 1, 9)
    assert locate(b"") == {}


# --- laws

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"]), max_size=8)
# fmt: off
PIECES = st.sampled_from([
    "a", ": ", ":", "- ", "-", "\n", "\n  ", "\n    ", " ", "\t", "#", " # ", "[", "]", "{", "}", ",", "'", '"', "\\",
    "|", ">", "|2-\n", ">+\n", "&x", "*x", "!t", "! ", "!!", "<<: ", "? ", "---\n", "...\n", "%YAML", "@", "`", "%",
    "=======\n", "<<<<<<< x\n", "\\e", "\\u202e", "\\ud800", "\r\n", "\r", "\x1b", "\x85", "\u2028", "\u202e", "\ufeff",
    "\ufffe", "é", "👍", "no", "1.10", "~",
])
# fmt: on
SAMPLE = b"""\
format: readiness/assessment@1
agent: {name: Support agent, slug: support-agent, summary: "x \\"y\\""}
answers:
  retry-with-backoff:
    choice: partial
    note: |
      one

      two
    evidence:
      - {text: 'it''s', link: https://example.com/a#b, observed: 2026-11-01}
      - text: x
  unanswered:
"""


def _is_read_or_refused(raw: bytes) -> None:
    faults: tuple[Fault, ...] = ()
    try:
        tree = read_tree(raw)
    except UserError as error:
        faults = error.faults
        assert faults
    else:
        assert _paths(tree, ()) <= set(locate(raw)) | {()}
    assert all(fault.line and fault.column and fault.remedy for fault in faults[:50])


def _paths(tree: Tree, path: tuple[str | int, ...]) -> set[tuple[str | int, ...]]:
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return {path}.union(*(_paths(child, (*path, step)) for step, child in children))


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
def test_random_bytes_are_read_or_refused(raw: bytes) -> None:
    _is_read_or_refused(raw)


@settings(max_examples=400 if HAS_LIBYAML else 15)
@given(st.lists(PIECES | WORDS, max_size=25).map("".join))
def test_random_pieces_of_yaml_are_read_or_refused(text: str) -> None:
    _is_read_or_refused(text.encode())


@settings(max_examples=400 if HAS_LIBYAML else 15)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 30), PIECES | WORDS, st.integers(0, len(SAMPLE)))
def test_a_file_with_a_mistake_is_read_or_refused(start: int, length: int, piece: str, end: int) -> None:
    _is_read_or_refused(SAMPLE[:start] + piece.encode() + SAMPLE[start + length :])
    _is_read_or_refused(SAMPLE[:start] + piece.encode() + SAMPLE[min(start, end) : end])


@given(st.lists(PIECES | WORDS, max_size=25).map("".join))
def test_looking_closer_gives_the_same_tree(text: str) -> None:
    """A comment with an escape and a tag in it makes the reader take its careful pass."""
    try:
        tree = read_tree(text.encode())
    except UserError:
        return
    if "\n" in text and text.endswith("\n") and "|" not in text and ">" not in text:
        assert read_tree(text.encode() + b"# \\e !\n") == tree


TREES = st.recursive(
    st.text("ab:# \n-'\"é", max_size=12) | st.sampled_from(["no", "1.10", "~", "12:30", "", "2026-11-01"]),
    lambda trees: st.lists(trees, max_size=4) | st.dictionaries(st.text("abc é", max_size=4), trees, max_size=4),
    max_leaves=15,
)


@given(TREES, st.sampled_from([None, False, True]), st.integers(10, 200))
def test_what_another_tool_wrote_is_read_as_it_meant(tree: object, flow: bool | None, width: int) -> None:
    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    raw = yaml.dump(tree, Dumper=Dumper, default_flow_style=flow, width=width, allow_unicode=True).encode()
    assert read_tree(raw) == tree


# --- without libyaml


@pytest.mark.skipif(not HAS_LIBYAML, reason="that is this run")
@pytest.mark.deep
def test_without_libyaml_the_same_rules_hold() -> None:
    """These tests and the writer's run again in a Python that can't import libyaml's module."""
    here = Path(__file__).parent
    code = (
        "import sys; sys.modules['yaml._yaml'] = None; import pytest\n"
        "from hypothesis import settings as s; s.register_profile('few', max_examples=15); s.load_profile('few')\n"
        f"sys.exit(pytest.main(['-q', '-x', '-n', '0', '-p', 'no:cacheprovider', {str(here / 'test_yaml_reader.py')!r},"
        f" {str(here / 'test_yaml_writer.py')!r}]))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=here.parents[1])
    assert run.returncode == 0, run.stdout[-3000:]
